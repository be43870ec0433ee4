//! The clerk who writes a workplace into a row.

use std::collections::BTreeSet;

use super::code::CodeHabit;
use crate::synth::enterprise::Enterprise;
use crate::synth::files::Cell;
use crate::synth::name_book::NameBook;
use crate::synth::random::Random;
use crate::synth::scenario::{Noise, Scenario};

/// A workplace as one row writes it.
#[derive(Debug, Clone)]
pub(in crate::synth) struct Written {
    pub(in crate::synth) name: String,
    pub(in crate::synth) code: Cell,
    pub(in crate::synth) representative: String,
    pub(in crate::synth) address: String,
    pub(in crate::synth) phone: String,
    pub(in crate::synth) workers: Cell,
    /// The count behind the cell, none for an empty one.
    pub(in crate::synth) n_workers: Option<u32>,
    pub(in crate::synth) scenarios: BTreeSet<Scenario>,
}

/// The noise of one file.
pub(in crate::synth) struct Scribe<'a> {
    pub(in crate::synth) random: Random,
    pub(in crate::synth) noise: Noise,
    pub(in crate::synth) habit: CodeHabit,
    /// Every true name, so that an error turns a name into another firm's only where that is planned.
    pub(in crate::synth) names: &'a NameBook,
    /// The code of the row above.
    pub(super) code_above: Option<String>,
}

impl<'a> Scribe<'a> {
    /// A clerk with a stream of chance of their own.
    pub(in crate::synth) fn new(
        random: Random,
        noise: Noise,
        habit: CodeHabit,
        names: &'a NameBook,
    ) -> Self {
        Self {
            random,
            noise,
            habit,
            names,
            code_above: None,
        }
    }

    /// Writes `enterprise` into a row, with whatever goes wrong.
    pub(in crate::synth) fn write(&mut self, enterprise: &Enterprise) -> Written {
        let mut scenarios = BTreeSet::new();
        let mut name = self.name(enterprise, &mut scenarios);
        let code = self.code(enterprise, &mut scenarios);
        let representative = self.representative(enterprise, &mut scenarios);
        let address = self.address(enterprise, &mut scenarios);
        let phone = self.phone(enterprise, &mut scenarios);
        let (workers, n_workers) = self.workers(enterprise, &mut scenarios);
        let is_code_right = code == Cell::Text(enterprise.credit_code.clone());
        if is_code_right && self.draws(Scenario::NameMissing) {
            scenarios.retain(|scenario| !scenario.id().starts_with("name_"));
            scenarios.insert(Scenario::NameMissing);
            name.clear();
        }
        scenarios.extend(enterprise.scenarios.iter().copied());
        self.code_above = Some(enterprise.credit_code.clone());
        Written {
            name,
            code,
            representative,
            address,
            phone,
            workers,
            n_workers,
            scenarios,
        }
    }

    /// Whether this row is one in which `scenario` happens.
    pub(in crate::synth) fn draws(&mut self, scenario: Scenario) -> bool {
        self.random.happens(scenario.per_mille(self.noise))
    }

    /// Draws `scenario` for this row and notes it when it happens.
    pub(super) fn marks(&mut self, scenario: Scenario, scenarios: &mut BTreeSet<Scenario>) -> bool {
        let happens = self.draws(scenario);
        if happens {
            scenarios.insert(scenario);
        }
        happens
    }
}
