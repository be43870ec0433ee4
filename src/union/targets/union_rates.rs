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
        let workers = unions.iter().map(|union| migrant_workers(union)).sum();
        rate(goal, members.unwrap_or(0), workers, basis)
    };
    populations.into_iter().map(row).collect()
}

/// Migrant workers of a union's unit: as many as its head count says, and no fewer than there are
/// migrant members among them.
fn migrant_workers(union: &SystemUnion) -> i64 {
    let figure = |indicator| union.lines.get(&indicator)?.recomputed;
    let workers = figure(Indicator::MigrantWorkers);
    workers.map_or(0, |workers| {
        workers.max(figure(Indicator::MigrantMembers).unwrap_or(0))
    })
}
