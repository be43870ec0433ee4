//! Migrant members among migrant workers of the unions directly under the municipal federation.

use std::collections::BTreeMap;

use crate::table::targets::Row;
use crate::table::vocabulary::{Indicator, TargetKind};
use crate::union::annual_report::SystemUnion;

use super::growth::{counts, now};
use super::score::{Goal, rate};

/// One row per municipal-direct reporting unit, per union in it, and for the city.
pub(super) fn municipal_direct_rows(
    unions: &[&SystemUnion],
    city: &str,
    threshold: f64,
) -> Vec<Row> {
    let unions: Vec<&SystemUnion> = unions
        .iter()
        .copied()
        .filter(|union| counts(union))
        .collect();
    let mut populations: BTreeMap<&str, Vec<&SystemUnion>> = BTreeMap::new();
    for union in &unions {
        populations
            .entry(&union.union_code)
            .or_default()
            .push(union);
        if let Some(unit) = &union.reporting_unit {
            populations.entry(unit).or_default().push(union);
        }
    }
    populations.insert(city, unions);
    let row = |(unit, unions): (&str, Vec<&SystemUnion>)| {
        let goal = Goal {
            unit,
            target: TargetKind::MunicipalDirect,
            threshold,
        };
        let (members, basis) = now(&unions);
        let lines = unions
            .iter()
            .filter_map(|union| union.lines.get(&Indicator::MigrantWorkers));
        let workers = lines.filter_map(|line| line.recomputed).sum();
        rate(goal, members.unwrap_or(0), workers, basis)
    };
    populations.into_iter().map(row).collect()
}
