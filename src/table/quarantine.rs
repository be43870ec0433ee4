//! Rows that cannot be identified (隔离数据).

use super::declare::{row_identity, table};

table! {
    "quarantine", key [source, file, sheet, row];
    /// One row set aside.
    Row {
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// Which column.
        column: Option<String>,
        /// Why, one word for machines.
        code: String,
        /// Why, and how to mend it.
        message: String,
        /// Cells joined by `|`, identities masked.
        raw: String,
    }
}

row_identity!();
