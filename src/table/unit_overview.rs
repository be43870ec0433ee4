//! How many workplaces a reporting unit has, and how many of them have a union.

use super::declare::table;

table! {
    "unit_overview", key [reporting_unit];
    /// One reporting unit; the last row, without one, holds what belongs to none.
    Row {
        /// Reporting unit.
        reporting_unit: Option<String>,
        /// Entities of the full-coverage list.
        n_entities: i64,
        /// Those that are active.
        n_active: i64,
        /// Those in the scope of the unorganised ledger.
        n_in_scope: i64,
        /// In scope and reached by a certain or probable union.
        n_organised: i64,
        /// In scope and reached by none.
        n_unorganised: i64,
        /// Of these, the ones whose absence is certain.
        n_unorganised_certain: i64,
        /// Active, and without evidence of workers.
        n_no_worker_evidence: i64,
        /// Workers of the entities in scope, persons.
        workers: i64,
        /// Their migrant workers, persons.
        migrant_workers: i64,
    }
}
