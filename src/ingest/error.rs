//! Why a source could not be read.

use crate::ingest::spec::TextEncoding;
use crate::table::Place;
use crate::table::field::Field;
use crate::table::vocabulary::SourceKind;

/// Why a whole file or sheet could not be read. A bad row is not an error: it goes to quarantine.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IngestError {
    /// The globs of a required source match nothing.
    #[error("source `{source_name}`: found no file, expected at least one")]
    NoFiles {
        /// Source name in the pipeline file.
        source_name: String,
    },
    /// The file is not there.
    #[error("{place}: no such file")]
    Missing {
        /// The file.
        place: Place,
    },
    /// The file is there and cannot be opened or read.
    #[error("{place}: cannot be read")]
    Unreadable {
        /// The file.
        place: Place,
        /// What the system says.
        #[source]
        cause: std::io::Error,
    },
    /// The file holds nothing.
    #[error("{place}: found an empty file, expected a table with a header")]
    Empty {
        /// The file.
        place: Place,
    },
    /// The file's name ends in something no reader knows.
    #[error("{place}: found a file of unknown format, expected .csv, .txt, .tsv, .xlsx or .xls")]
    UnknownFormat {
        /// The file.
        place: Place,
    },
    /// A workbook that is none, is damaged, or is protected.
    #[error("{place}: is not a workbook that can be read")]
    BadWorkbook {
        /// The file, and the sheet if one was reached.
        place: Place,
        /// What the reader says.
        #[source]
        cause: Box<calamine::Error>,
    },
    /// A page of a browser, or XML, under a workbook's name, as systems export it.
    #[error("{place}: found a web page or XML under the name of a workbook")]
    WebPage {
        /// The file.
        place: Place,
    },
    /// The bytes are not of the encoding.
    #[error("{place}: found bytes that are no {}", .encoding.as_str())]
    WrongEncoding {
        /// The file and the first row it happens in.
        place: Place,
        /// Pinned or detected.
        encoding: TextEncoding,
    },
    /// The bytes fit no encoding we read.
    #[error("{place}: found bytes of no known encoding, expected utf-8 or gb18030")]
    UnknownEncoding {
        /// The file.
        place: Place,
    },
    /// Sheets are pinned of a file that has none.
    #[error("{place}: found a file without sheets, expected the sheets that are pinned")]
    NoSheets {
        /// The file.
        place: Place,
    },
    /// A pinned sheet is not in the workbook.
    #[error("{place}: no such sheet")]
    NoSheet {
        /// The file and the sheet asked for.
        place: Place,
        /// The sheets there are.
        sheets: Vec<String>,
    },
    /// No row looks like a header.
    #[error("{place}: no row looks like a header")]
    NoHeader {
        /// The file and sheet.
        place: Place,
        /// The first row that is not empty, identities masked.
        first_row: Vec<String>,
    },
    /// The pinned header row lies below the table.
    #[error("{place}: the table has only {n_rows} rows")]
    NoSuchHeaderRow {
        /// The file, sheet and the row asked for.
        place: Place,
        /// Rows there are.
        n_rows: u32,
    },
    /// A pinned header is not in the table.
    #[error("{place}: no column has this header, which is pinned to `{field}`")]
    NoPinnedColumn {
        /// The file, sheet and the header asked for.
        place: Place,
        /// The field it is pinned to.
        field: Field,
        /// The headers there are.
        headers: Vec<String>,
    },
    /// Nothing can be linked without a name or a code.
    #[error("{place}: no column names the {}", named(*.kind))]
    NoNameColumn {
        /// The file and sheet.
        place: Place,
        /// What the rows should be.
        kind: SourceKind,
        /// The headers there are.
        headers: Vec<String>,
    },
    /// No sheet of the workbook holds data of this kind.
    #[error("{place}: no sheet holds a table of kind `{kind}`")]
    NoTable {
        /// The file.
        place: Place,
        /// What the rows should be.
        kind: SourceKind,
        /// Every sheet and why it was passed over.
        skipped: Vec<String>,
    },
    /// More rows than a row number can count.
    #[error("{place}: found more than {limit} rows")]
    TooManyRows {
        /// The file.
        place: Place,
        /// The most that can be read.
        limit: u32,
    },
}

impl IngestError {
    /// The place to look at; the source's name where no file is meant.
    pub fn place(&self) -> Place {
        match self {
            Self::NoFiles { source_name } => Place::file(source_name),
            Self::Missing { place }
            | Self::Unreadable { place, .. }
            | Self::Empty { place }
            | Self::UnknownFormat { place }
            | Self::BadWorkbook { place, .. }
            | Self::WebPage { place }
            | Self::WrongEncoding { place, .. }
            | Self::UnknownEncoding { place }
            | Self::NoSheets { place }
            | Self::NoSheet { place, .. }
            | Self::NoHeader { place, .. }
            | Self::NoSuchHeaderRow { place, .. }
            | Self::NoPinnedColumn { place, .. }
            | Self::NoNameColumn { place, .. }
            | Self::NoTable { place, .. }
            | Self::TooManyRows { place, .. } => place.clone(),
        }
    }

    /// One sentence on how to mend it, printed on its own `hint:` line.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoFiles { .. } | Self::Missing { .. } => Some(
                "correct `files`, or set `optional = true` if the source may be absent".to_owned(),
            ),
            Self::Unreadable { .. } => {
                Some("check that it is a file and that you may read it".to_owned())
            }
            Self::Empty { .. } => {
                Some("ask for the file again, or take it out of `files`".to_owned())
            }
            Self::UnknownFormat { .. } => {
                Some("save it as CSV or XLSX and name it accordingly".to_owned())
            }
            Self::WebPage { .. } => {
                Some("open it in WPS Office or Excel and save it as .xlsx".to_owned())
            }
            Self::BadWorkbook { .. } => Some(
                "open it in WPS Office or Excel, remove any password and save it as .xlsx"
                    .to_owned(),
            ),
            Self::WrongEncoding { encoding, .. } => Some(format!(
                "take the pin away, pin `encoding = \"{}\"`, or save the file as CSV UTF-8",
                match encoding {
                    TextEncoding::Utf8 => TextEncoding::Gb18030.as_str(),
                    TextEncoding::Gb18030 | TextEncoding::Utf16Le => TextEncoding::Utf8.as_str(),
                }
            )),
            Self::UnknownEncoding { .. } => {
                Some("open it where it reads well and save it as CSV UTF-8".to_owned())
            }
            Self::NoSheets { .. } => Some("take `sheets` away".to_owned()),
            Self::NoSheet { sheets, .. } => Some(format!("the sheets are {}", quoted(sheets))),
            Self::NoHeader { first_row, .. } => Some(format!(
                "pin `header_row`; of a table without header name the columns by their letters, as in \
                 `columns = {{ name = \"A\" }}`; the first row holds {}",
                quoted(first_row)
            )),
            Self::NoSuchHeaderRow { .. } => {
                Some("`header_row` is the last row of the header, counted from 1".to_owned())
            }
            Self::NoPinnedColumn { headers, .. } => {
                Some(format!("the headers are {}", quoted(headers)))
            }
            Self::NoNameColumn { kind, headers, .. } => Some(format!(
                "the headers are {}; pin the right one, as in `columns = {{ {} = \"{}\" }}`",
                quoted(headers),
                Field::naming(*kind)[0],
                headers.first().map_or("…", String::as_str),
            )),
            Self::NoTable { skipped, .. } => Some(format!(
                "pin `sheets`, `header_row` or `columns`; passed over: {}",
                skipped.join("; ")
            )),
            Self::TooManyRows { .. } => Some("split the file".to_owned()),
        }
    }
}

/// What a row of the kind should name, in the words of the message.
fn named(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Enterprises | SourceKind::Directory | SourceKind::Parks => "enterprise",
        SourceKind::Unions => "union",
        SourceKind::Members | SourceKind::Roster | SourceKind::Movements => "person",
        SourceKind::AnnualReport => "union, the region or the indicator",
    }
}

fn quoted(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}
