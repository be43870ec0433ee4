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
        /// Name of the enterprise as the row writes it.
        name: Option<String>,
        /// The same, folded: equal when two spellings differ in writing alone.
        folded_name: Option<String>,
        /// Valid credit code of the row.
        uscc: Option<String>,
        /// Valid organisation code, out of whatever code of the row embeds one.
        org_code: Option<String>,
        /// The code cell as written, where another source's valid code under a compatible name
        /// repaired it.
        repaired_from: Option<String>,
        /// The row that carries the right code: source, file, sheet and row.
        repaired_by: Option<String>,
    }
}

row_identity!();
