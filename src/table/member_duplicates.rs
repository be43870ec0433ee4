//! Member rows that stand in a duplicate group (重复会员台账).

use super::declare::{row_identity, table};
use super::key::{GroupId, PersonId};
use super::vocabulary::{DuplicateAction, DuplicateKind};

table! {
    "member_duplicates", key [group_id, source, file, sheet, row];
    /// One member row.
    Row {
        /// The group.
        group_id: GroupId,
        /// First that fits.
        kind: DuplicateKind,
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
        /// Whether this row stays.
        keep: bool,
        /// What to do with it.
        action: DuplicateAction,
        /// In the words of the office.
        reason: String,
    }
}

row_identity!();
