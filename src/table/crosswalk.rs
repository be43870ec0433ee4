//! Which enterprise each row names.

use super::declare::{row_identity, table};
use super::key::{EntityId, RecordKey};

table! {
    "crosswalk", key [source, file, sheet, row];
    /// One accepted row of an `enterprises`, `directory` or `unions` source.
    Row {
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// The record's key.
        record_key: RecordKey,
        /// The enterprise the row names; null for a union that covers many.
        entity_id: Option<EntityId>,
        /// The project a construction row founds.
        site_entity_id: Option<EntityId>,
        /// 0..=1; null when the entity has one row.
        match_probability: Option<f64>,
    }
}

row_identity!();
