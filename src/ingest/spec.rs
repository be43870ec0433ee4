//! What the pipeline file says of one source, checked and with its paths found.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::table::field::Field;
use crate::table::vocabulary::{Department, Edition, SourceKind};

/// One source: which files, of what kind, and whatever of the layout is pinned.
#[derive(Debug, Clone)]
pub struct SourceSpec {
    /// Name in the pipeline file.
    pub name: String,
    /// What its rows are.
    pub kind: SourceKind,
    /// Who keeps the registry.
    pub department: Option<Department>,
    /// Which year, for annual reports.
    pub edition: Edition,
    /// The files in glob order.
    pub files: Vec<SourceFile>,
    /// Whether the source may be absent.
    pub presence: Presence,
    /// Encoding of its text files, where pinned.
    pub encoding: Option<TextEncoding>,
    /// The sheets to read; empty reads every sheet that holds data.
    pub sheets: Vec<String>,
    /// Last row of the header, 1-based, where pinned.
    pub header_row: Option<u32>,
    /// Headers pinned to fields.
    pub columns: BTreeMap<Field, String>,
    /// Code prefix of the federation's area (`4205`), in which county names are looked up.
    pub region_prefix: String,
}

/// A file to open, and its name in lineage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it is.
    pub path: PathBuf,
    /// As the glob matched it: relative to the pipeline file, forward slashes, not normalised.
    pub written: String,
}

/// Whether a source must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// A missing file stops the run.
    Required,
    /// A missing file is a note.
    Optional,
}

/// How the bytes of a text file are characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextEncoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB 18030, which contains GBK and GB 2312.
    Gb18030,
    /// UTF-16, little endian: what Excel calls Unicode text.
    Utf16Le,
}

impl TextEncoding {
    /// The encoding a pipeline file names; GBK and GB 2312 are read as GB 18030.
    pub fn parse(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Self::Utf8),
            "gb18030" | "gbk" | "gb2312" => Some(Self::Gb18030),
            "utf-16" | "utf16" | "utf-16le" => Some(Self::Utf16Le),
            _ => None,
        }
    }

    /// The name printed by `check`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Gb18030 => "gb18030",
            Self::Utf16Le => "utf-16le",
        }
    }
}
