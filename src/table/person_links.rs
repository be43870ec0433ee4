//! Which person, union and enterprises each person row names; internal. Holds no resident id.

use super::declare::{row_identity, table};
use super::key::{EntityId, PersonId};
use super::vocabulary::{Migrant, SourceKind};

table! {
    "person_links", key [source, file, sheet, row];
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
        /// `members` or `roster`.
        kind: SourceKind,
        /// The person.
        person_id: PersonId,
        /// Kept code of the union the row names.
        union_code: Option<String>,
        /// The employer; of a dispatched worker the agency.
        employer_entity_id: Option<EntityId>,
        /// The dispatching agency.
        agency_entity_id: Option<EntityId>,
        /// Where a dispatched worker works.
        host_entity_id: Option<EntityId>,
        /// The construction project the person works on.
        site_entity_id: Option<EntityId>,
        /// Whether a dispatched worker.
        is_dispatched: bool,
        /// Whether a migrant worker.
        migrant: Migrant,
        /// Whether the employment (roster) or membership (members) holds at the period's end.
        is_current: bool,
    }
}

row_identity!();
