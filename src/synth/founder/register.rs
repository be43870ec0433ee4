//! What the whole city shares: names, codes, and how many near-twins there should be.

use crate::synth::codes::CodeBook;
use crate::synth::name_book::NameBook;
use crate::synth::near_twins::TwinBudget;
use crate::synth::scenario::Noise;

use super::ward::COMPANIES;

/// The city-wide registers, kept from ward to ward.
pub(in crate::synth) struct Register {
    pub(in crate::synth) names: NameBook,
    pub(in crate::synth) codes: CodeBook,
    pub(in crate::synth) twins: TwinBudget,
}

impl Register {
    /// Empty registers of a city of `n` workplaces.
    pub(in crate::synth) fn new(n: u32, noise: Noise) -> Self {
        Self {
            names: NameBook::default(),
            codes: CodeBook::default(),
            twins: TwinBudget::new(n, noise, COMPANIES as u32),
        }
    }
}
