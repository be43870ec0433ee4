//! A file's bytes to grids, whatever its format.

use std::fs::File;
use std::io::Read;

use super::encoding::decode;
use super::error::IngestError;
use super::grid::Grid;
use super::spec::{SourceFile, SourceSpec, TextEncoding};
use super::text_table;
use super::workbook::{self, WorkbookFormat};
use crate::table::{Place, Progress};

/// Bytes read at once, so that progress moves in a large file.
const CHUNK_BYTES: usize = 1 << 20;
/// Rows of one sheet that can be numbered.
const ROWS_MAX: u32 = u32::MAX - 1;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Workbook(WorkbookFormat),
}

impl Format {
    /// The format a file's name speaks for.
    pub(super) fn of(file: &SourceFile) -> Option<Self> {
        let extension = file.path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "csv" | "txt" | "tsv" => Some(Self::Text),
            "xlsx" | "xlsm" => Some(Self::Workbook(WorkbookFormat::Xlsx)),
            "xls" | "et" => Some(Self::Workbook(WorkbookFormat::Xls)),
            _ => None,
        }
    }

    /// The name `check` prints.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Text => "csv",
            Self::Workbook(WorkbookFormat::Xlsx) => "xlsx",
            Self::Workbook(WorkbookFormat::Xls) => "xls",
        }
    }
}

/// A file's sheets, and the encoding of a text file.
pub(super) struct Opened {
    pub(super) grids: Vec<Grid>,
    pub(super) encoding: Option<TextEncoding>,
}

/// Reads a whole file.
pub(super) fn open(
    file: &SourceFile,
    spec: &SourceSpec,
    progress: &dyn Progress,
) -> Result<Opened, IngestError> {
    let place = Place::file(&file.written);
    let Some(format) = Format::of(file) else {
        return Err(IngestError::UnknownFormat { place });
    };
    let bytes = read_bytes(file, &place, progress)?;
    if bytes.is_empty() {
        return Err(IngestError::Empty { place });
    }
    let opened = match format {
        Format::Workbook(_) if is_markup(&bytes) => {
            return Err(IngestError::WebPage { place });
        }
        Format::Workbook(format) => Opened {
            grids: workbook::to_grids(bytes, format, &place)?,
            encoding: None,
        },
        Format::Text => {
            let decoded = decode(&bytes, spec.encoding, &place)?;
            drop(bytes);
            Opened {
                grids: vec![text_table::to_grid(&decoded.text)],
                encoding: Some(decoded.encoding),
            }
        }
    };
    let fits = |grid: &Grid| u32::try_from(grid.n_rows()).is_ok_and(|rows| rows <= ROWS_MAX);
    match opened.grids.iter().all(fits) {
        true => Ok(opened),
        false => Err(IngestError::TooManyRows {
            place,
            limit: ROWS_MAX,
        }),
    }
}

fn read_bytes(
    file: &SourceFile,
    place: &Place,
    progress: &dyn Progress,
) -> Result<Vec<u8>, IngestError> {
    let unreadable = |cause: std::io::Error| match cause.kind() {
        std::io::ErrorKind::NotFound => IngestError::Missing {
            place: place.clone(),
        },
        _ => IngestError::Unreadable {
            place: place.clone(),
            cause,
        },
    };
    let mut input = File::open(&file.path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    loop {
        let chunk = input
            .by_ref()
            .take(CHUNK_BYTES as u64)
            .read_to_end(&mut bytes)
            .map_err(unreadable)?;
        if chunk == 0 {
            return Ok(bytes);
        }
        progress.bytes_read(chunk as u64);
    }
}

/// Whether the bytes are those of a web page or of XML; no workbook begins so.
fn is_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    text.trim_ascii_start().starts_with(b"<")
}
