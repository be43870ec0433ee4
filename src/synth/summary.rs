//! `truth/summary.json`: seed, sizes, rates, and how often each scenario occurs.

use std::collections::BTreeMap;

use super::error::SynthError;
use super::generate::{SynthSettings, SynthSummary};
use super::scenario::{Rate, Scenario, ScenarioCounts};
use super::truth::restrict;

/// Writes the summary.
pub(super) fn write_summary(
    settings: &SynthSettings,
    summary: &SynthSummary,
    counts: &ScenarioCounts,
) -> Result<(), SynthError> {
    let rates: BTreeMap<&str, u32> = Scenario::ALL
        .iter()
        .filter(|scenario| scenario.rate() != Rate::Planted)
        .map(|scenario| (scenario.id(), scenario.per_mille(settings.noise)))
        .collect();
    let about: BTreeMap<&str, &str> = Scenario::ALL
        .iter()
        .map(|scenario| (scenario.id(), scenario.about()))
        .collect();
    let content = serde_json::json!({
        "seed": settings.seed,
        "noise": settings.noise.as_str(),
        "sizes": {
            "enterprises": summary.enterprises,
            "enterprise_rows": summary.enterprise_rows,
            "unions": summary.unions,
            "member_rows": summary.member_rows,
            "persons": summary.persons,
            "report_mismatches": summary.mismatches,
        },
        "noise_per_mille": rates,
        "scenarios": counts.by_id(),
        "about": about,
    });
    let path = settings.directory.join("truth/summary.json");
    std::fs::write(&path, format!("{content:#}\n")).map_err(|cause| SynthError::Unwritable {
        path: path.clone(),
        cause,
    })?;
    restrict(&path)
}
