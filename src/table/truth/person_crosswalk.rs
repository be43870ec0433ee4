//! Which true person each row is.

use crate::table::declare::{row_identity, table};
use crate::table::vocabulary::Migrant;

table! {
    "person_crosswalk", key [source, file, sheet, row];
    /// One row of a `members` or `roster` file.
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
        person: String,
        /// Who should count the person.
        counted_by: Option<String>,
        /// By which rule.
        counted_rule: Option<u8>,
        /// True status.
        migrant: Migrant,
    }
}

row_identity!();
