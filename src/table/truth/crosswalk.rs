//! Which true enterprise each row names.

use crate::table::declare::{row_identity, table};

table! {
    "crosswalk", key [source, file, sheet, row];
    /// One row of an `enterprises`, `directory` or `unions` file.
    Row {
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// The enterprise; null for a union of many.
        truth_id: Option<String>,
        /// Enough facts are left to tell it from every other enterprise.
        identifiable: bool,
        /// Scenario ids planted in the row.
        scenarios: Vec<String>,
    }
}

row_identity!();
