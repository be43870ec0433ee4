//! The full-coverage enterprise list (全口径企业名录).

use chrono::NaiveDate;

use super::as_of::AsOf;
use super::cell::Provenance;
use super::declare::table;
use super::key::EntityId;
use super::vocabulary::{EntityKind, EntityStatus, ScopeReason, WorkerEvidence};

table! {
    "enterprises", key [entity_id];
    /// One entity.
    Row {
        /// Stable id.
        entity_id: EntityId,
        /// What it is.
        entity_kind: EntityKind,
        /// Head office of a branch, contractor of a project.
        parent_entity_id: Option<EntityId>,
        /// Golden name.
        name: String,
        /// Former and other names, sorted.
        former_names: Vec<String>,
        /// Credit code.
        uscc: Option<String>,
        /// Organisation code.
        org_code: Option<String>,
        /// Registration number.
        registration_no: Option<String>,
        /// County, GB/T 2260.
        region_code: Option<String>,
        /// Township or street.
        township: Option<String>,
        /// Reporting unit it belongs to.
        reporting_unit: Option<String>,
        /// Address.
        address: Option<String>,
        /// Legal representative.
        legal_representative: Option<String>,
        /// Enterprise phone.
        phone: Option<String>,
        /// GB/T 4754 code.
        industry_code: Option<String>,
        /// State at the period's end.
        status: EntityStatus,
        /// What decided it.
        status_reason: Option<String>,
        /// Founding date.
        established_on: Option<NaiveDate>,
        /// Workers, persons, of the strongest evidence.
        workers: Option<u32>,
        /// Migrant workers, persons.
        migrant_workers: Option<u32>,
        /// Where the count comes from.
        worker_evidence: WorkerEvidence,
        /// Whether the unorganised ledger asks for it.
        in_scope: bool,
        /// Why.
        scope_reason: ScopeReason,
        /// Source names, sorted.
        sources: Vec<String>,
        /// Input rows.
        n_rows: u32,
        /// Least match probability that holds it together, 0..=1.
        confidence: f64,
        /// Where each golden value comes from.
        provenance: Vec<Provenance>,
        /// As of when `workers` holds: a day, month or year; null where no delivery says.
        workers_as_of: Option<AsOf>,
    }
}
