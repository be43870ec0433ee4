//! What `check` tells about files, serialised as the contract says.

use serde::Serialize;

/// The files of one command line, or of one source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FilesReport {
    /// One report a file, in the order asked.
    pub files: Vec<FileReport>,
}

/// One file and the tables found in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FileReport {
    /// The file as written.
    pub path: String,
    /// `csv`, `xlsx`, `xls`, or `unknown`.
    pub format: &'static str,
    /// Encoding of a text file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static str>,
    /// The source kind its headers speak for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind_guess: Option<&'static str>,
    /// Why it cannot be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// One a sheet that holds data.
    pub tables: Vec<TableReport>,
}

/// One table as it would be read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableReport {
    /// The sheet, for formats that have sheets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Header rows, 1-based.
    pub header_rows: Vec<u32>,
    /// First row below the header that is data, 1-based; the row after the header without data.
    pub first_data_row: u32,
    /// Rows that are data, those of quarantine included.
    pub n_data_rows: u32,
    /// Rows that are no data, by kind.
    pub furniture: FurnitureCounts,
    /// Every column with a header or a value.
    pub columns: Vec<ColumnReport>,
    /// What is wrong with rows and cells.
    pub problems: Vec<Problem>,
}

/// Rows that are no data, by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct FurnitureCounts {
    /// Titles.
    pub title: u32,
    /// Rows that name unit, period or date.
    pub unit: u32,
    /// Header rows.
    pub header: u32,
    /// Section rows.
    pub section: u32,
    /// Rows of dashes or column numbers.
    pub placeholder: u32,
    /// Totals and subtotals.
    pub total: u32,
    /// Notes and signatures.
    pub note: u32,
    /// Empty rows.
    pub blank: u32,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ColumnReport {
    /// 1-based position in the sheet.
    pub index: u32,
    /// Its header, rows joined by ` / `.
    pub header: String,
    /// The canonical field, null where none fits.
    pub field: Option<&'static str>,
    /// How the field was found.
    pub by: Option<FoundBy>,
    /// Share of data rows with a value, 0..=1.
    pub filled: f64,
    /// Share of the values that parse, 0..=1; absent for free text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid: Option<f64>,
}

/// How a column got its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FoundBy {
    /// Its header is a known spelling.
    Synonym,
    /// Its values are codes of one kind.
    Values,
    /// The pipeline file says so.
    Pinned,
}

/// Something wrong with a row or a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// 1-based row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// Header of the column.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// One word for machines.
    pub code: &'static str,
    /// What was found and what was expected, for people; identities masked.
    pub message: String,
}
