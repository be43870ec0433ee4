//! Rows that say something else than the golden record of their entity.

use super::declare::{row_identity, table};
use super::key::EntityId;

table! {
    "disagreements", key [entity_id, field, source, file, sheet, row];
    /// One field of one row whose value did not survive.
    Row {
        /// The entity.
        entity_id: EntityId,
        /// Column of `enterprises` that it is about.
        field: String,
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// What the row says.
        found: String,
        /// What survived.
        golden: String,
    }
}

row_identity!();
