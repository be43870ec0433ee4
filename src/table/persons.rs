//! Persons after de-duplication.

use super::declare::table;
use super::key::{EntityId, PersonId};
use super::vocabulary::{CountedByKind, JoinChannel, Migrant, MigrantScope, OutReason};

table! {
    "persons", key [person_id];
    /// One person.
    Row {
        /// Stable within a run.
        person_id: PersonId,
        /// Masked or pseudonym.
        identity: Option<String>,
        /// Whether a member row names the person.
        is_member: bool,
        /// Employer.
        employer_entity_id: Option<EntityId>,
        /// Whether a migrant worker.
        migrant: Migrant,
        /// Why, or which field is missing.
        migrant_reason: String,
        /// Local or outgoing.
        migrant_scope: MigrantScope,
        /// How the person joined.
        join_channel: JoinChannel,
        /// Who counts the person.
        counted_by_kind: CountedByKind,
        /// Union code, reporting unit or place.
        counted_by: Option<String>,
        /// Rule 1..=9; null exactly when `not_counted`.
        counted_rule: Option<u8>,
        /// Reporting unit of the counting body.
        reporting_unit: Option<String>,
        /// Whether in the year's figure.
        in_period: bool,
        /// Why not.
        out_reason: Option<OutReason>,
        /// Input rows.
        n_rows: u32,
    }
}
