//! The rows behind each cause.

use super::declare::{row_identity, table};
use super::vocabulary::{Cause, Indicator};

table! {
    "mismatch_rows", key [unit, indicator, cause, source, file, sheet, row];
    /// One row × cause.
    Row {
        /// As in `report_mismatches`.
        unit: String,
        /// Which figure.
        indicator: Indicator,
        /// Which cause.
        cause: Cause,
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// Its part; per unit, indicator and cause they sum to the bridge.
        count: i64,
        /// In the words of the office.
        note: String,
    }
}

row_identity!();
