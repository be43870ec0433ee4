//! Which person each row is.

use super::declare::{row_identity, table};
use super::key::PersonId;

table! {
    "person_crosswalk", key [source, file, sheet, row];
    /// One accepted row of a `members` or `roster` source.
    Row {
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// The person.
        person_id: PersonId,
        /// The union the row names.
        union_code: Option<String>,
    }
}

row_identity!();
