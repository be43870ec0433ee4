//! The truth of a ward's enterprises and unions: who they are, who reaches whom, what to find.

use std::collections::{BTreeMap, BTreeSet};

use super::books::Truth;
use crate::synth::enterprise::{Enterprise, Kind, period_end};
use crate::synth::error::SynthError;
use crate::synth::scenario::Scenario;
use crate::synth::ward::{Ward, truth_id};
use crate::table::truth::{coverage, enterprises, unorganised};
use crate::table::vocabulary::{EntityStatus, Expected, Route, UnionFinding};

/// Writes the rows of the ward, all of whose files are written.
pub(in crate::synth) fn record_ward(truth: &mut Truth, ward: &Ward) -> Result<(), SynthError> {
    let covered = coverage_rows(ward);
    for row in &covered {
        truth.counts.add(Scenario::of_route(row.route));
    }
    count_unions(truth, ward);
    let lost = std::mem::take(&mut truth.lost);
    let expected = unorganised_rows(ward, &covered, &lost);
    truth
        .enterprises
        .write(&enterprises::batch(&enterprise_rows(ward)))?;
    truth.coverage.write(&coverage::batch(&covered))?;
    truth.unorganised.write(&unorganised::batch(&expected))
}

fn enterprise_rows(ward: &Ward) -> Vec<enterprises::Row> {
    let row = |(idx, enterprise): (usize, &Enterprise)| enterprises::Row {
        truth_id: ward.truth_id(idx),
        uscc: (enterprise.kind != Kind::Project).then(|| enterprise.credit_code.clone()),
        name: enterprise.name.clone(),
        status: status(enterprise),
        parent_id: enterprise.parent.map(|idx| ward.truth_id(idx)),
        twin_of: enterprise.twin_of.map(truth_id),
    };
    ward.enterprises.iter().enumerate().map(row).collect()
}

/// Founded after the period's end is not active in it; what no registry holds has no known state.
fn status(enterprise: &Enterprise) -> EntityStatus {
    let is_registered = match enterprise.kind {
        Kind::Company
        | Kind::Branch
        | Kind::Individual
        | Kind::Cooperative
        | Kind::NonProfit
        | Kind::Project
        | Kind::UnionBody
        | Kind::OutsideContractor => true,
        Kind::Institution | Kind::Unregistered => false,
    };
    match is_registered && enterprise.established <= period_end() {
        true => enterprise.status,
        false => EntityStatus::Unknown,
    }
}

fn count_unions(truth: &mut Truth, ward: &Ward) {
    for union in &ward.unions {
        truth.unions.insert(union.code.clone(), union.finding);
        let scenario = match union.finding {
            UnionFinding::Ok => None,
            UnionFinding::UnitNotFound => Some(Scenario::UnionUnitNotFound),
            UnionFinding::UnitDissolved => Some(Scenario::UnionUnitDissolved),
            UnionFinding::DuplicateUnion => Some(Scenario::UnionDuplicate),
            UnionFinding::OutsideRegistries => Some(Scenario::UnionOutsideRegistries),
            UnionFinding::CoversNothingFound => Some(Scenario::UnionCoversNothingFound),
        };
        let later = (!union.is_founded()).then_some(Scenario::UnionFoundedLater);
        for scenario in scenario.into_iter().chain(later) {
            truth.counts.add(scenario);
        }
        let by_roster = union.reached_by_roster.len() as u32;
        truth.counts.add_many(Scenario::RouteRoster, by_roster);
    }
}

/// Every union that reaches an enterprise; a union that is not founded yet reaches nothing.
fn coverage_rows(ward: &Ward) -> Vec<coverage::Row> {
    let mut rows = BTreeMap::new();
    for union in &ward.unions {
        if !union.is_founded() || union.second_of.is_some() {
            continue;
        }
        let listed = union
            .covered
            .iter()
            .filter(|unit| unit.spelling.is_decisive())
            .filter_map(|unit| unit.enterprise);
        let reached = union.unit.into_iter().chain(listed);
        for enterprise in reached.chain(union.reached_by_roster.iter().copied()) {
            // The dissolved are nobody's.
            if ward.enterprises[enterprise].status != EntityStatus::Dissolved {
                let key = (ward.truth_id(enterprise), union.code.clone());
                rows.insert(key, union.route());
            }
        }
    }
    for (idx, enterprise) in ward.enterprises.iter().enumerate() {
        let through_parent = enterprise
            .parent
            .filter(|_| enterprise.kind == Kind::Branch && ward.own_union(idx).is_none())
            .map(|parent| (parent, Route::HeadOffice));
        let through_agency = enterprise.staffed_by.map(|agency| (agency, Route::Agency));
        for (through, route) in through_parent.into_iter().chain(through_agency) {
            let union = ward.own_union(through);
            if let Some(union) = union.filter(|_| enterprise.status != EntityStatus::Dissolved) {
                let key = (ward.truth_id(idx), ward.unions[union].code.clone());
                rows.insert(key, route);
            }
        }
    }
    let row = |((truth_id, union_code), route)| coverage::Row {
        truth_id,
        union_code,
        route,
    };
    rows.into_iter().map(row).collect()
}

/// What the ledger should say of every active enterprise in scope, and of the dissolved.
fn unorganised_rows(
    ward: &Ward,
    covered: &[coverage::Row],
    lost: &BTreeSet<u32>,
) -> Vec<unorganised::Row> {
    let reached: BTreeSet<&String> = covered.iter().map(|row| &row.truth_id).collect();
    // Whoever stands on a list under a name that decides nothing may be covered or not.
    let listed_only: BTreeSet<usize> = ward
        .unions
        .iter()
        .filter(|union| union.is_founded())
        .flat_map(|union| &union.covered)
        .filter(|unit| !unit.spelling.is_decisive())
        .filter_map(|unit| unit.enterprise)
        .collect();
    let mut rows = Vec::new();
    for (idx, enterprise) in ward.enterprises.iter().enumerate() {
        let truth_id = ward.truth_id(idx);
        // Whose new name commerce does not tell may be listed under a name that no row bears.
        let is_lost = lost.contains(&((ward.base + idx) as u32))
            || (enterprise.former_name.is_some() && !ward.presence.tells_renaming(idx));
        let is_open =
            is_lost || listed_only.contains(&idx) || enterprise.is_marked(Scenario::CodeOfOther);
        let expected = match enterprise.kind {
            Kind::Institution | Kind::Unregistered | Kind::UnionBody | Kind::OutsideContractor => {
                continue;
            }
            Kind::Company
            | Kind::Branch
            | Kind::Individual
            | Kind::Cooperative
            | Kind::NonProfit
            | Kind::Project => {
                if enterprise.status == EntityStatus::Dissolved {
                    Expected::Dissolved
                } else if !enterprise.is_organisable() {
                    continue;
                } else if reached.contains(&truth_id) && !is_lost {
                    Expected::Covered
                } else if is_open {
                    Expected::Open
                } else {
                    Expected::Unorganised
                }
            }
        };
        rows.push(unorganised::Row { truth_id, expected });
    }
    rows
}
