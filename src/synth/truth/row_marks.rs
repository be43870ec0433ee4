//! What is known of each row of registries, directory and union system.

use std::collections::BTreeSet;

use super::place_list::Spot;
use crate::synth::noise::Telling;
use crate::synth::scenario::Scenario;

/// One row.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowMark {
    pub(super) spot: Spot,
    /// Number of the workplace in the city; none for a union of many.
    pub(super) workplace: Option<u32>,
    pub(super) telling: Telling,
    /// A bit per scenario, by its place in the catalogue.
    scenarios: u128,
}

impl RowMark {
    /// Of the row at `spot`.
    pub(super) fn new(
        spot: Spot,
        workplace: Option<u32>,
        telling: Telling,
        scenarios: &BTreeSet<Scenario>,
    ) -> Self {
        let bit = |scenario: &Scenario| 1_u128 << (*scenario as u32);
        Self {
            spot,
            workplace,
            telling,
            scenarios: scenarios.iter().map(bit).fold(0, |set, bit| set | bit),
        }
    }

    /// The ids of its scenarios, in the order of the catalogue.
    pub(super) fn ids(&self) -> Vec<String> {
        let has = |scenario: &&Scenario| self.scenarios >> (**scenario as u32) & 1 == 1;
        // The catalogue's first part holds whatever befalls a row of a registry.
        let of_rows = Scenario::ALL.iter().take(128);
        of_rows
            .filter(has)
            .map(|scenario| scenario.id().to_owned())
            .collect()
    }
}
