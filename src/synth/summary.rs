//! `truth/summary.json`: seed, sizes, rates, and how often each scenario occurs.

use std::collections::BTreeMap;

use super::error::SynthError;
use super::generate::{SynthSettings, SynthSummary};
use super::members::Membership;
use super::noise::Scenario;
use crate::table::report_mismatches;
use crate::table::truth::crosswalk;
use crate::table::vocabulary::MismatchLevel;

/// What scenarios are counted in.
pub(super) struct ScenarioCounts<'a> {
    pub(super) rows: &'a [crosswalk::Row],
    pub(super) membership: &'a Membership,
    pub(super) mismatches: &'a [report_mismatches::Row],
}

/// Writes the summary.
pub(super) fn write_summary(
    settings: &SynthSettings,
    summary: &SynthSummary,
    counts: &ScenarioCounts<'_>,
) -> Result<(), SynthError> {
    let rates: BTreeMap<&str, u32> = Scenario::ALL
        .iter()
        .map(|scenario| (scenario.id(), scenario.rate_per_mille()))
        .collect();
    let content = serde_json::json!({
        "seed": settings.seed,
        "sizes": {
            "enterprises": summary.enterprises,
            "enterprise_rows": summary.enterprise_rows,
            "unions": summary.unions,
            "member_rows": summary.member_rows,
            "persons": counts.membership.people.len(),
            "report_mismatches": summary.mismatches,
        },
        "noise_per_mille": rates,
        "scenarios": counts.count(),
    });
    let path = settings.directory.join("truth/summary.json");
    std::fs::write(&path, format!("{content:#}\n")).map_err(|cause| SynthError::Unwritable {
        path: path.clone(),
        cause,
    })?;
    super::truth::restrict(&path)
}

impl ScenarioCounts<'_> {
    /// Rows per noise scenario, groups' rows per duplicate kind, differences per cause.
    fn count(&self) -> BTreeMap<String, u32> {
        let noise = self
            .rows
            .iter()
            .flat_map(|row| row.scenarios.iter().cloned());
        let groups = self.membership.rows.iter().filter_map(|row| row.group);
        let groups = groups.map(|group| format!("member_{}", group.kind));
        let of_unions = self
            .mismatches
            .iter()
            .filter(|row| row.level != MismatchLevel::City);
        let causes = of_unions.flat_map(|row| {
            row.bridge
                .iter()
                .map(|item| format!("report_{}", item.cause))
        });
        let mut counts = BTreeMap::new();
        for scenario in noise.chain(groups).chain(causes) {
            *counts.entry(scenario).or_insert(0) += 1;
        }
        counts
    }
}
