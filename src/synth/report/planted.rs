//! What is planted in the report's rows of unions without a roster.

use std::collections::BTreeMap;

use super::roster_figures::RosterFigures;
use crate::synth::figures::Figures;
use crate::synth::ward::Ward;
use crate::table::vocabulary::{Indicator, UnionFinding, UnionKind};

use super::shape::{Shape, shape_of};

/// Why a row of the report differs from the system, beside what the roster holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Planted {
    /// It repeats the system, or what the rules make of it.
    Nothing,
    Scaled,
    Transposed,
    CarriedOver,
    /// The unit's second row.
    Twice,
    CoveredUnits,
    UnknownToSystem,
    /// The unit is dissolved and still reported.
    Dissolved,
    /// The sum of the two entries of one union.
    BothEntries,
    /// A figure that nothing explains.
    Unexplained,
}

/// What happens to the row of a union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Plan {
    Forget,
    Twice,
    Change(Planted),
}

/// Enterprises per round of planted rows.
const PER_ROUND: usize = 800;
/// Workers of a unit in whose row something is planted, at least.
const WORKERS_MIN: i64 = 15;

/// Which unions without a roster get what.
pub(super) fn plan_of(
    ward: &Ward,
    rosters: &BTreeMap<usize, RosterFigures>,
) -> BTreeMap<usize, Plan> {
    let mut plan = BTreeMap::new();
    let times = 1 + ward.enterprises.len() / PER_ROUND;
    let (mut n_covered, mut turn) = (0, 0);
    for (idx, union) in ward.unions.iter().enumerate() {
        let is_by_union = !matches!(shape_of(union.reporting), Shape::Totals(_));
        if !is_by_union {
            continue;
        }
        let workers = union.counts.get(Indicator::Workers).unwrap_or(0);
        match (union.finding, union.kind) {
            (UnionFinding::UnitDissolved, _) => {
                plan.insert(idx, Plan::Change(Planted::Dissolved));
            }
            (UnionFinding::DuplicateUnion, _) if union.second_of.is_none() => {
                plan.insert(idx, Plan::Change(Planted::BothEntries));
            }
            (UnionFinding::Ok, UnionKind::JointUnion)
                if n_covered < times && !rosters.contains_key(&idx) =>
            {
                n_covered += 1;
                plan.insert(idx, Plan::Change(Planted::CoveredUnits));
            }
            (UnionFinding::Ok, UnionKind::EnterpriseUnion)
                if turn < times * 6 && workers >= WORKERS_MIN && !rosters.contains_key(&idx) =>
            {
                let members = union.counts.get(Indicator::Members);
                let next = match turn % 6 {
                    0 => Plan::Change(Planted::Scaled),
                    1 if transposed(members).is_none() => continue,
                    1 => Plan::Change(Planted::Transposed),
                    2 => Plan::Change(Planted::CarriedOver),
                    3 => Plan::Forget,
                    4 => Plan::Change(Planted::Unexplained),
                    _ => Plan::Twice,
                };
                turn += 1;
                plan.insert(idx, next);
            }
            (
                UnionFinding::Ok
                | UnionFinding::UnitNotFound
                | UnionFinding::DuplicateUnion
                | UnionFinding::OutsideRegistries
                | UnionFinding::CoversNothingFound,
                _,
            ) => {}
        }
    }
    plan
}

/// Changes the figures as planted; what is left of the plan.
pub(super) fn change(ward: &Ward, idx: usize, figures: &mut Figures, planted: Planted) -> Planted {
    let multiplied = |figures: &Figures, indicator: Indicator, by: i64| {
        figures.get(indicator).map(|value| value * by)
    };
    match planted {
        Planted::Scaled => {
            let workers = multiplied(figures, Indicator::Workers, 10);
            figures.set(Indicator::Workers, workers);
        }
        Planted::Transposed => {
            let members = transposed(figures.get(Indicator::Members));
            figures.set(Indicator::Members, members);
        }
        Planted::CarriedOver => *figures = year_before(figures),
        Planted::CoveredUnits => {
            let covered = figures.get(Indicator::CoveredUnits);
            figures.set(Indicator::CoveredUnits, covered.map(|covered| covered + 2));
        }
        Planted::Unexplained => {
            // No factor of ten, no swapped digits (their difference is a multiple of nine), and
            // more than last year.
            let workers = figures.get(Indicator::Workers);
            figures.set(Indicator::Workers, workers.map(|workers| workers + 7));
        }
        Planted::BothEntries => {
            let second = ward.second_entry(idx).map(|second| &ward.unions[second]);
            // An entry under a code of its own is overlooked; one under the same code is added.
            match second.filter(|second| second.code == ward.unions[idx].code) {
                Some(second) => *figures = figures.plus(&second.counts),
                None => return Planted::Nothing,
            }
        }
        Planted::Nothing | Planted::Twice | Planted::UnknownToSystem | Planted::Dissolved => {}
    }
    planted
}

/// Last year's figures: smaller, and never equal to this year's unless both are nothing.
pub(super) fn year_before(figures: &Figures) -> Figures {
    let mut before = Figures::default();
    for indicator in Indicator::ALL {
        let value = figures.get(*indicator).map(|value| match indicator {
            Indicator::BaseUnions => value,
            _ if value == 0 => 0,
            Indicator::CoveredUnits
            | Indicator::Workers
            | Indicator::FemaleWorkers
            | Indicator::MigrantWorkers
            | Indicator::DispatchedWorkers
            | Indicator::Members
            | Indicator::FemaleMembers
            | Indicator::MigrantMembers
            | Indicator::DispatchedMembers
            | Indicator::NewMembers
            | Indicator::JointUnionMembers => value - value / 9 - 1,
        });
        before.set(*indicator, value);
    }
    before
}

/// The figure with its last two digits swapped, if that makes another of the same length.
fn transposed(figure: Option<i64>) -> Option<i64> {
    let figure = figure?;
    let (tens, ones) = (figure / 10 % 10, figure % 10);
    let swapped = figure - tens * 10 - ones + ones * 10 + tens;
    (figure >= 12 && tens != ones && ones != 0 && swapped > figure).then_some(swapped)
}
