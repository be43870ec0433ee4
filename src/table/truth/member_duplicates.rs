//! The true duplicate groups.

use crate::table::declare::{row_identity, table};
use crate::table::vocabulary::DuplicateKind;

table! {
    "member_duplicates", key [group_id, source, file, sheet, row];
    /// One member row in a group.
    Row {
        /// The group.
        group_id: String,
        /// Its kind.
        kind: DuplicateKind,
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// Whether the row should stay.
        keep: bool,
    }
}

row_identity!();
