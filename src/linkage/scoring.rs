//! Candidate pairs to weights: a table look-up per pair, plus what a rare or common value adds.

use rustc_hash::FxHashMap;

use super::comparison::Vector;
use super::model::{Model, probability_of};

/// One pair with its weight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredPair {
    /// Smaller record number.
    pub left: u32,
    /// Larger record number.
    pub right: u32,
    /// Levels of all comparisons.
    pub vector: Vector,
    /// Bits, the prior included.
    pub weight_bits: f64,
}

impl ScoredPair {
    /// 0..=1.
    pub fn probability(&self) -> f64 {
        probability_of(self.weight_bits)
    }
}

/// Which share of all records has a record's value, for the levels at which both sides have one value.
///
/// A shared rare name says more than a shared common one: at `from_level` and above, the level's u is
/// replaced by the share (Splink's term-frequency adjustment).
#[derive(Debug, Clone)]
pub struct TermFrequency {
    /// Number of the comparison.
    pub comparison_idx: usize,
    /// Lowest level at which the two values are one.
    pub from_level: u8,
    /// Per record, 0..=1.
    pub shares: Vec<f64>,
}

/// The adjustment is held to this many bits either way: a value counted by few records is a guess.
const ADJUSTMENT_BITS_MAX: f64 = 4.0;

/// The weight of every vector that occurs, looked up pair by pair.
#[derive(Debug)]
pub struct Weights<'a> {
    /// The model that weighs.
    pub model: &'a Model,
    frequency: &'a TermFrequency,
    of_vector: FxHashMap<Vector, f64>,
}

impl<'a> Weights<'a> {
    /// Weighs each distinct vector of `vectors` once.
    pub fn of(vectors: &[Vector], model: &'a Model, frequency: &'a TermFrequency) -> Self {
        let mut of_vector: FxHashMap<Vector, f64> = FxHashMap::default();
        for vector in vectors {
            of_vector
                .entry(*vector)
                .or_insert_with(|| model.weight_bits(*vector));
        }
        Self {
            model,
            frequency,
            of_vector,
        }
    }

    /// The pair with its weight.
    ///
    /// # Panics
    /// When `vector` is none of those that were weighed.
    pub fn score(&self, (left, right): (u32, u32), vector: Vector) -> ScoredPair {
        let added = adjustment_bits((left, right), vector, self.model, self.frequency);
        ScoredPair {
            left,
            right,
            vector,
            weight_bits: self.of_vector[&vector] + added,
        }
    }
}

fn adjustment_bits(
    pair: (u32, u32),
    vector: Vector,
    model: &Model,
    frequency: &TermFrequency,
) -> f64 {
    let level = vector.level(frequency.comparison_idx);
    if level < frequency.from_level {
        return 0.0;
    }
    let levels = &model.comparisons[frequency.comparison_idx].levels;
    let Some(level) = levels.get(usize::from(level) - 1) else {
        return 0.0;
    };
    let share = frequency.shares[pair.0 as usize].max(frequency.shares[pair.1 as usize]);
    if share <= 0.0 {
        return 0.0;
    }
    (level.u / share)
        .log2()
        .clamp(-ADJUSTMENT_BITS_MAX, ADJUSTMENT_BITS_MAX)
}
