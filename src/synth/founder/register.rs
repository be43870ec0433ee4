//! What the whole city shares: names, codes, and how many near-twins there should be.

use rustc_hash::FxHashSet;

use crate::synth::codes::CodeBook;
use crate::synth::name_book::{NameBook, hash};
use crate::synth::near_twins::TwinBudget;
use crate::synth::scenario::Noise;

use super::ward::COMPANIES;

/// The city-wide registers, kept from ward to ward.
pub(in crate::synth) struct Register {
    pub(in crate::synth) names: NameBook,
    /// Hashes of core names that stand alone: a second firm of one core is planted, or not founded.
    cores: FxHashSet<u64>,
    pub(in crate::synth) codes: CodeBook,
    pub(in crate::synth) twins: TwinBudget,
}

impl Register {
    /// Empty registers of a city of `n` workplaces.
    pub(in crate::synth) fn new(n: u32, noise: Noise) -> Self {
        Self {
            names: NameBook::default(),
            cores: FxHashSet::default(),
            codes: CodeBook::default(),
            twins: TwinBudget::new(n, noise, COMPANIES as u32),
        }
    }

    /// Whether some enterprise has this core name.
    pub(super) fn has_core(&self, core: &str) -> bool {
        self.cores.contains(&hash(core.chars()))
    }

    /// Notes a core name.
    pub(super) fn note_core(&mut self, core: &str) {
        self.cores.insert(hash(core.chars()));
    }
}
