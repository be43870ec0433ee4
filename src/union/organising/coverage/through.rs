//! Entities reached through another one: a branch through its head office, a project through its
//! contractor where the office wants it so, a site through the agency of all its workers.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use super::claims::{Claim, Claims};
use crate::table::EntityId;
use crate::table::vocabulary::{Certainty, EntityKind, Route, SourceKind};
use crate::union::policy::ContractorCoverage;

/// Claims branches without a union of their own whose parent has one inside the area, and projects
/// of organised contractors where the policy says so. Both are probable.
pub(super) fn claim_head_offices(context: &Context<'_>, claims: &mut Claims) {
    let view = &context.entities.view;
    let mut found = Vec::new();
    for row_idx in 0..view.len() {
        let entity_id = view.entity_id(row_idx);
        let relation = match (
            view.entity_kind(row_idx),
            context.policy.contractor_covers_project,
        ) {
            (EntityKind::Branch, _) => "总公司",
            (EntityKind::Project, ContractorCoverage::Covered) => "施工总承包单位",
            (EntityKind::Project, ContractorCoverage::NotCovered) => continue,
            (
                EntityKind::Enterprise
                | EntityKind::IndividualBusiness
                | EntityKind::Cooperative
                | EntityKind::PrivateNonEnterprise
                | EntityKind::Institution
                | EntityKind::Organ
                | EntityKind::SocialOrganisation
                | EntityKind::Other,
                _,
            ) => continue,
        };
        let Some(parent_id) = view.parent_entity_id(row_idx) else {
            continue;
        };
        let is_open = context.living(entity_id).is_some() && claims.own_union(entity_id).is_none();
        let is_parent_living = context.living(parent_id).is_some();
        if !is_open || !is_parent_living || lies_outside(context, parent_id) {
            continue;
        }
        if let Some(union_code) = claims.own_union(parent_id) {
            let name = context
                .entities
                .row_of(parent_id)
                .map_or("", |row| view.name(row));
            let evidence = format!("{relation}“{name}”已建工会");
            found.push((entity_id, union_code, evidence));
        }
    }
    for (entity_id, union_code, evidence) in found {
        let claim = Claim {
            route: Route::HeadOffice,
            certainty: Certainty::Probable,
            evidence,
        };
        claims.add(entity_id, &union_code, claim);
    }
}

fn lies_outside(context: &Context<'_>, entity_id: EntityId) -> bool {
    let row_idx = context.entities.row_of(entity_id);
    let region_code = row_idx.and_then(|row_idx| context.entities.view.region_code(row_idx));
    region_code.is_some_and(|code| !code.starts_with(&context.area.prefix))
}

/// The workers that rosters show at one workplace.
#[derive(Debug, Clone, Default)]
struct Workforce {
    /// Current workers by roster row.
    n_dispatched: u32,
    n_direct: u32,
    agencies: BTreeSet<EntityId>,
}

/// Claims workplaces whose evidenced workers are all dispatched by organised agencies.
pub(super) fn claim_agencies(context: &Context<'_>, claims: &mut Claims) {
    let view = &context.entities.view;
    let mut found = Vec::new();
    for (entity_id, workforce) in workforces(context) {
        let Some(row_idx) = context.living(entity_id) else {
            continue;
        };
        let is_all_dispatched = workforce.n_dispatched > 0
            && workforce.n_direct == 0
            && view.insured_workers(row_idx).unwrap_or(0) == 0;
        let unions: Option<BTreeSet<String>> = workforce
            .agencies
            .iter()
            .map(|agency| {
                context.living(*agency)?;
                claims.organising_union(*agency)
            })
            .collect();
        let Some(unions) = unions.filter(|unions| is_all_dispatched && !unions.is_empty()) else {
            continue;
        };
        // Persons listed are evidence before any head count of the site, so a larger count leaves
        // the coverage probable.
        let certainty = Certainty::Probable;
        let evidence = format!("在册用工{}人均为已建会单位派遣", workforce.n_dispatched);
        found.extend(unions.into_iter().map(|union_code| {
            let route = Route::Agency;
            let evidence = evidence.clone();
            let claim = Claim {
                route,
                certainty,
                evidence,
            };
            (entity_id, union_code, claim)
        }));
    }
    for (entity_id, union_code, claim) in found {
        claims.add(entity_id, &union_code, claim);
    }
}

/// The workforce of every site and host, and of employers that are one.
fn workforces(context: &Context<'_>) -> BTreeMap<EntityId, Workforce> {
    let persons = &context.persons;
    let mut workforces: BTreeMap<EntityId, Workforce> = BTreeMap::new();
    for idx in 0..persons.len() {
        if persons.kind(idx) != SourceKind::Roster || !persons.is_current(idx) {
            continue;
        }
        let employer = persons.employer_entity_id(idx);
        let agency = persons.agency_entity_id(idx).or(employer);
        let agency = agency.filter(|_| persons.is_dispatched(idx));
        // Who is listed for a site works there and nowhere else, whatever firm is named beside it.
        let site = persons.site_entity_id(idx);
        let place = site.or(persons.host_entity_id(idx));
        if let Some(place) = place {
            let workforce = workforces.entry(place).or_default();
            match agency {
                Some(agency) => {
                    workforce.n_dispatched += 1;
                    workforce.agencies.insert(agency);
                }
                None => workforce.n_direct += 1,
            }
        }
        if let Some(employer) = employer.filter(|_| agency.is_none() && site.is_none()) {
            workforces.entry(employer).or_default().n_direct += 1;
        }
    }
    workforces
}
