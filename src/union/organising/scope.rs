//! The full-coverage list with scope, evidence of workers and reporting unit.
//!
//! What comes in: golden records, person links, the union registry, directory entries, territory
//! and policy. What goes out: `enterprises`, one row per entity.
//!
//! **Evidence of workers** is the first of: insured persons, persons of a roster, staff on a site,
//! any declared count; a zero is no evidence, nor is a count older than the policy's months before the
//! period's end (of a site: whose last day is). A count whose delivery has no date is taken for current.
//! Migrant workers are those of the same source; where it does not tell them, the next source that
//! does is taken, if its figure fits into the workers.
//!
//! **County.** Counties that changed their code are one inside the rooms, under the newest code;
//! the list shows the code that was in force: the territory file's, else the one that most credit
//! codes issued there carry.
//!
//! **Reporting unit.** An entity with a living union of its own stands where that union stands (the
//! superior decides, and the territory file may name the union); any other by park, village,
//! street, region.

mod editions;
mod evidence;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use arrow::record_batch::RecordBatch;

use crate::enterprise::FederationArea;
use crate::normalize::Address;
use crate::table::vocabulary::{
    Directory, EntityKind, EntityStatus, ScopeReason, UnionKind, WorkerEvidence,
};
use crate::table::{EntityId, SchemaFault};
use crate::table::{directory_entries, enterprises, entities, person_links, union_registry};
use crate::union::policy::Policy;
use crate::union::territory::{Belongings, Territory};

use editions::Editions;
use evidence::{Rosters, Workforce};

/// What the full-coverage list is made from.
#[derive(Clone, Copy)]
pub struct ScopeInput<'a> {
    /// Golden records.
    pub entities: &'a RecordBatch,
    /// Persons' employers.
    pub person_links: &'a RecordBatch,
    /// `union_registry`.
    pub union_registry: &'a RecordBatch,
    /// `directory_entries`, for the zones.
    pub directory_entries: &'a RecordBatch,
    /// Reporting units.
    pub territory: &'a Territory,
    /// The office's choices.
    pub policy: &'a Policy,
    /// The federation's area and period.
    pub area: &'a FederationArea,
}

/// The `enterprises` table, in the order of the golden records.
///
/// # Errors
/// A batch is not the table it is taken for.
pub fn enterprises(input: &ScopeInput<'_>) -> Result<RecordBatch, SchemaFault> {
    let view = entities::View::of(input.entities)?;
    let rosters = Rosters::of(&person_links::View::of(input.person_links)?);
    let places = Places::of(input)?;
    let editions = Editions::of(&view, input.territory);
    let rows: Vec<enterprises::Row> = (0..view.len())
        .map(|row_idx| {
            let mut entity = view.get(row_idx);
            entity.provenance = Vec::new();
            let workforce = evidence::workforce(&entity, &rosters, input);
            let reporting_unit = places.reporting_unit(&entity, input);
            let mut row = row(entity, workforce, reporting_unit, input);
            row.region_code = row.region_code.map(|code| editions.in_force(code));
            row
        })
        .collect();
    Ok(with_provenance(enterprises::batch(&rows), input.entities))
}

/// `enterprises` with the provenance of the golden records, row by row. The column is shared, not
/// copied: it is larger than all others together.
fn with_provenance(enterprises: RecordBatch, entities: &RecordBatch) -> RecordBatch {
    let (schema, mut columns, _) = enterprises.into_parts();
    let shared = entities.column_by_name(entities::columns::provenance);
    let own = schema.index_of(enterprises::columns::provenance);
    if let (Some(shared), Ok(own)) = (shared, own) {
        columns[own] = shared.clone();
    }
    RecordBatch::try_new(schema, columns).expect("both tables have one row per entity, one type")
}

fn row(
    entity: entities::Row,
    workforce: Workforce,
    reporting_unit: Option<String>,
    input: &ScopeInput<'_>,
) -> enterprises::Row {
    let (status, status_reason) = status(&entity, &workforce, input);
    let scope_reason = scope_reason(&entity, status, &workforce, input);
    enterprises::Row {
        entity_id: entity.entity_id,
        entity_kind: entity.entity_kind,
        parent_entity_id: entity.parent_entity_id,
        name: entity.name,
        former_names: entity.former_names,
        uscc: entity.uscc,
        org_code: entity.org_code,
        registration_no: entity.registration_no,
        region_code: entity.region_code,
        township: entity.township,
        reporting_unit,
        address: entity.address,
        legal_representative: entity.legal_representative,
        phone: entity.phone,
        industry_code: entity.industry_code,
        status,
        status_reason,
        established_on: entity.established_on,
        workers: workforce.workers,
        migrant_workers: workforce.migrant_workers,
        worker_evidence: workforce.evidence,
        in_scope: scope_reason == ScopeReason::InScope,
        scope_reason,
        sources: entity.sources,
        n_rows: entity.n_rows,
        confidence: entity.confidence,
        provenance: entity.provenance,
        workers_as_of: workforce.as_of,
    }
}

/// The status of the golden record; where no source has a status word, evidence of workers makes
/// an entity active, and rosters are first known here.
fn status(
    entity: &entities::Row,
    workforce: &Workforce,
    input: &ScopeInput<'_>,
) -> (EntityStatus, Option<String>) {
    let has_workers = workforce.evidence != WorkerEvidence::None;
    match entity.status {
        EntityStatus::Unknown if has_workers && !is_founded_later(entity, input) => {
            let reason = format!("无登记状态，{}", evidence::source_words(workforce.evidence));
            (EntityStatus::Active, Some(reason))
        }
        EntityStatus::Active
        | EntityStatus::Dormant
        | EntityStatus::Dissolved
        | EntityStatus::Unknown => (entity.status, entity.status_reason.clone()),
    }
}

fn is_founded_later(entity: &entities::Row, input: &ScopeInput<'_>) -> bool {
    entity
        .established_on
        .is_some_and(|on| on > input.area.period.to)
}

/// The first reason that holds.
fn scope_reason(
    entity: &entities::Row,
    status: EntityStatus,
    workforce: &Workforce,
    input: &ScopeInput<'_>,
) -> ScopeReason {
    let region_code = entity.region_code.as_deref();
    if entity.only_in_union_system {
        ScopeReason::OnlyInUnionSystem
    } else if region_code.is_some_and(|code| !code.starts_with(&input.area.prefix)) {
        ScopeReason::OutsideTerritory
    } else if !is_kind_in_scope(entity.entity_kind) {
        ScopeReason::KindNotInScope
    } else if status != EntityStatus::Active || is_founded_later(entity, input) {
        ScopeReason::NotActive
    } else if workforce.evidence == WorkerEvidence::None {
        ScopeReason::NoWorkerEvidence
    } else if is_too_small(entity, workforce, input.policy) {
        ScopeReason::TooSmall
    } else {
        ScopeReason::InScope
    }
}

fn is_kind_in_scope(kind: EntityKind) -> bool {
    match kind {
        EntityKind::Enterprise
        | EntityKind::IndividualBusiness
        | EntityKind::Cooperative
        | EntityKind::Branch
        | EntityKind::Project
        | EntityKind::PrivateNonEnterprise => true,
        EntityKind::Institution
        | EntityKind::Organ
        | EntityKind::SocialOrganisation
        | EntityKind::Other => false,
    }
}

fn is_too_small(entity: &entities::Row, workforce: &Workforce, policy: &Policy) -> bool {
    let is_individual = entity.entity_kind == EntityKind::IndividualBusiness;
    is_individual && workforce.workers.unwrap_or(0) < policy.individual_business_min_workers
}

/// What places an entity besides its own columns.
struct Places {
    parks: BTreeMap<EntityId, String>,
    /// Reporting unit of the living union of the entity's own.
    own_unions: BTreeMap<EntityId, String>,
}

impl Places {
    fn of(input: &ScopeInput<'_>) -> Result<Self, SchemaFault> {
        let directories = directory_entries::View::of(input.directory_entries)?;
        let zones =
            (0..directories.len()).filter(|idx| directories.directory(*idx) == Directory::Zone);
        let parks = zones.filter_map(|idx| {
            Some((
                directories.entity_id(idx),
                directories.park(idx)?.to_owned(),
            ))
        });
        let unions = union_registry::View::of(input.union_registry)?;
        let own = (0..unions.len()).filter(|idx| {
            let is_own = unions.kind(*idx) == UnionKind::EnterpriseUnion;
            is_own && unions.is_kept(*idx) && unions.is_alive_at_period_end(*idx)
        });
        let mut own_unions = BTreeMap::new();
        for idx in own {
            if let (Some(entity_id), Some(unit)) =
                (unions.entity_id(idx), unions.reporting_unit(idx))
            {
                own_unions
                    .entry(entity_id)
                    .or_insert_with(|| unit.to_owned());
            }
        }
        Ok(Self {
            parks: parks.collect(),
            own_unions,
        })
    }

    fn reporting_unit(&self, entity: &entities::Row, input: &ScopeInput<'_>) -> Option<String> {
        if let Some(unit) = self.own_unions.get(&entity.entity_id) {
            return Some(unit.clone());
        }
        let address = entity.address.as_deref();
        let address = address.map(|address| Address::parse(address, &input.area.prefix));
        let township = address
            .as_ref()
            .and_then(|address| address.township.as_deref());
        let unit = input.territory.reporting_unit(&Belongings {
            union_code: None,
            park: self.parks.get(&entity.entity_id).map(String::as_str),
            village: address
                .as_ref()
                .and_then(|address| address.village.as_deref()),
            street: entity.township.as_deref().or(township),
            region_code: entity.region_code.as_deref(),
        });
        unit.map(|unit| unit.name.to_owned())
    }
}
