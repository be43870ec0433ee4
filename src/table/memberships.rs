//! What each member row adds to or takes from its union's figures; internal, the raw material of the bridge. Holds no resident id.

use super::declare::{row_identity, table};
use super::key::{GroupId, PersonId};
use super::vocabulary::{DuplicateKind, Migrant, OutReason};

table! {
    "memberships", key [source, file, sheet, row];
    /// One accepted row of a `members` source.
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
        /// Card number, the system's own key.
        card_no: Option<String>,
        /// Kept code of the union the row names.
        union_code: Option<String>,
        /// Whether this row carries the person's one membership.
        is_kept: bool,
        /// This row taken alone: approved, begun and not ended at the period's end.
        in_period: bool,
        /// Why not.
        out_reason: Option<OutReason>,
        /// Joined within the period.
        is_new_in_period: bool,
        /// What the row says.
        flagged_migrant: Option<bool>,
        /// From the id, else the sex column.
        is_female: Option<bool>,
        /// Whether a dispatched worker.
        is_dispatched: bool,
        /// The person's own state.
        person_in_period: bool,
        /// Union code that counts the person, null when no union does.
        counted_by: Option<String>,
        /// Who counts the person in words, for the evidence.
        counted_place: Option<String>,
        /// The person's status.
        migrant: Migrant,
        /// Duplicate group.
        duplicate_group: Option<GroupId>,
        /// Kind of the group.
        duplicate_kind: Option<DuplicateKind>,
    }
}

row_identity!();
