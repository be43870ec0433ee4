//! Migrant members of the city and each reporting unit against last year's report.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::targets::Row;
use crate::table::vocabulary::{Basis, Indicator, TargetKind, UnionKind};
use crate::union::annual_report::{SystemUnion, UnionBaselines};

use super::score::{Goal, growth};

/// One row for the city, one per reporting unit of this year or last.
pub(super) fn growth_rows(
    unions: &[SystemUnion],
    baselines: &UnionBaselines,
    city: &str,
    threshold: f64,
) -> Vec<Row> {
    let units = unions
        .iter()
        .filter_map(|union| union.reporting_unit.as_deref());
    let units: BTreeSet<&str> = units
        .chain(baselines.by_reporting_unit.keys().map(String::as_str))
        .collect();
    let goal = |unit| Goal {
        unit,
        target: TargetKind::Growth,
        threshold,
    };
    let mut rows = Vec::new();
    let mut all: BTreeMap<&str, Vec<&SystemUnion>> = BTreeMap::new();
    for union in unions {
        if let (Some(unit), true) = (&union.reporting_unit, counts(union)) {
            all.entry(unit).or_default().push(union);
        }
    }
    for unit in units {
        let below = all.get(unit).map_or(&[][..], Vec::as_slice);
        let baseline = baselines.by_reporting_unit.get(unit).copied();
        rows.push(growth(goal(unit), baseline, now(below)));
    }
    let everywhere: Vec<&SystemUnion> = all.into_values().flatten().collect();
    rows.push(growth(goal(city), baselines.city, now(&everywhere)));
    rows
}

/// A superior union's head count is others' over again.
pub(super) fn counts(union: &SystemUnion) -> bool {
    union.kind != UnionKind::SuperiorUnion
}

/// Migrant members of `unions`, and what they were computed from.
pub(super) fn now(unions: &[&SystemUnion]) -> (Option<i64>, Basis) {
    let lines = unions.iter();
    let lines: Vec<_> = lines
        .filter_map(|union| union.lines.get(&Indicator::MigrantMembers))
        .filter(|line| line.recomputed.is_some())
        .collect();
    let figures = lines.iter().filter_map(|line| line.recomputed);
    let sum = (!lines.is_empty()).then(|| figures.sum());
    let is_persons = !lines.is_empty() && lines.iter().all(|line| line.basis == Basis::Persons);
    (
        sum,
        if is_persons {
            Basis::Persons
        } else {
            Basis::Counts
        },
    )
}
