//! Migrant members among migrant workers of the enterprises in zones and key sectors.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::targets::Row;
use crate::table::vocabulary::{
    Basis, Directory, EntityStatus, Indicator, Migrant, Route, TargetKind,
};
use crate::table::{EntityId, coverage, directory_entries, enterprises, persons};
use crate::union::annual_report::SystemUnion;
use crate::union::policy::TargetThresholds;

use super::score::{Goal, rate};

/// What the rates of enterprises are computed from.
pub(super) struct Workplaces<'a> {
    pub(super) enterprises: &'a [enterprises::Row],
    pub(super) directory_entries: &'a [directory_entries::Row],
    pub(super) coverage: &'a [coverage::Row],
    pub(super) persons: &'a [persons::Row],
    pub(super) unions: &'a [SystemUnion],
}

/// Migrant members and workers of one enterprise, persons.
#[derive(Debug, Clone, Copy)]
struct Staff {
    members: i64,
    workers: i64,
    basis: Basis,
}

/// One row per zone, per sector and reporting unit, and for the city of each target.
pub(super) fn enterprise_rows(
    workplaces: &Workplaces<'_>,
    city: &str,
    thresholds: &TargetThresholds,
) -> Vec<Row> {
    let staff = staff(workplaces);
    let units: BTreeMap<EntityId, &str> = workplaces
        .enterprises
        .iter()
        .filter_map(|row| Some((row.entity_id, row.reporting_unit.as_deref()?)))
        .collect();
    let mut populations: BTreeMap<(&str, &str), (TargetKind, BTreeSet<EntityId>)> = BTreeMap::new();
    for directory in Directory::ALL {
        let target = target_of(*directory);
        populations.insert((city, target.as_str()), (target, BTreeSet::new()));
    }
    for entry in workplaces.directory_entries {
        let target = target_of(entry.directory);
        let smaller = match entry.directory {
            Directory::Zone => entry.park.as_deref(),
            Directory::Construction
            | Directory::Logistics
            | Directory::Household
            | Directory::Cooperative
            | Directory::Dispatch => units.get(&entry.entity_id).copied(),
        };
        for unit in smaller.into_iter().chain([city]) {
            let population = populations.entry((unit, target.as_str()));
            let (_, entities) = population.or_insert_with(|| (target, BTreeSet::new()));
            entities.insert(entry.entity_id);
        }
    }
    let row =
        |((unit, _), (target, entities)): ((&str, &str), (TargetKind, BTreeSet<EntityId>))| {
            let goal = Goal {
                unit,
                target,
                threshold: threshold_of(target, thresholds),
            };
            let staff: Vec<&Staff> = entities
                .iter()
                .filter_map(|entity| staff.get(entity))
                .collect();
            let members = staff.iter().map(|staff| staff.members).sum();
            let workers = staff.iter().map(|staff| staff.workers).sum();
            let is_persons =
                !staff.is_empty() && staff.iter().all(|staff| staff.basis == Basis::Persons);
            let basis = if is_persons {
                Basis::Persons
            } else {
                Basis::Counts
            };
            rate(goal, members, workers, basis)
        };
    populations.into_iter().map(row).collect()
}

fn target_of(directory: Directory) -> TargetKind {
    match directory {
        Directory::Zone => TargetKind::Zone,
        Directory::Construction => TargetKind::Construction,
        Directory::Logistics => TargetKind::Logistics,
        Directory::Household => TargetKind::Household,
        Directory::Cooperative => TargetKind::Cooperative,
        Directory::Dispatch => TargetKind::Dispatch,
    }
}

fn threshold_of(target: TargetKind, thresholds: &TargetThresholds) -> f64 {
    match target {
        TargetKind::Growth => thresholds.growth,
        TargetKind::MunicipalDirect => thresholds.municipal_direct,
        TargetKind::Zone => thresholds.zone,
        TargetKind::Cooperative
        | TargetKind::Construction
        | TargetKind::Logistics
        | TargetKind::Household
        | TargetKind::Dispatch => thresholds.sector,
    }
}

/// Members of living enterprises as persons where a member works there, else the head count of the
/// enterprise's own union; a joint union's count cannot be told apart by enterprise.
fn staff(workplaces: &Workplaces<'_>) -> BTreeMap<EntityId, Staff> {
    let mut persons: BTreeMap<EntityId, i64> = BTreeMap::new();
    for person in workplaces.persons.iter().filter(|person| person.is_member) {
        if let Some(employer) = person.employer_entity_id {
            let counts = person.in_period && person.migrant == Migrant::Yes;
            *persons.entry(employer).or_insert(0) += i64::from(counts);
        }
    }
    let unions: BTreeMap<&str, &SystemUnion> = workplaces
        .unions
        .iter()
        .map(|union| (union.union_code.as_str(), union))
        .collect();
    let own = workplaces
        .coverage
        .iter()
        .filter(|row| row.route == Route::Own);
    let own: BTreeMap<EntityId, &SystemUnion> = own
        .filter_map(|row| Some((row.entity_id, *unions.get(row.union_code.as_str())?)))
        .collect();
    let mut staff = BTreeMap::new();
    for enterprise in workplaces.enterprises {
        let head_count = |indicator: Indicator| {
            own.get(&enterprise.entity_id)?
                .head_counts
                .get(&indicator)?
                .recomputed
        };
        let workers = enterprise.migrant_workers.map(i64::from);
        let workers = workers.or_else(|| head_count(Indicator::MigrantWorkers));
        let (Some(workers), true) = (workers, enterprise.status != EntityStatus::Dissolved) else {
            continue;
        };
        let (members, basis) = match persons.get(&enterprise.entity_id) {
            Some(members) => (*members, Basis::Persons),
            None => (
                head_count(Indicator::MigrantMembers).unwrap_or(0),
                Basis::Counts,
            ),
        };
        staff.insert(
            enterprise.entity_id,
            Staff {
                members,
                // A migrant member is a migrant worker of the enterprise, whatever its count says.
                workers: workers.max(members),
                basis,
            },
        );
    }
    staff
}
