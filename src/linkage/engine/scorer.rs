//! Vectors to weights: the levels' bits looked up and added, plus what a rare or common value adds.

use crate::linkage::comparison::{Comparison, LEVELS_MAX, OfSpec, Vector, chunk_vectors};
use crate::linkage::model::Model;
use crate::linkage::records::{Column, NULL_VALUE, Records};
use crate::linkage::scoring::ScoredPair;
use crate::linkage::spec::CheckedSpec;

/// Per text column with weighed values: how many records know it, and hold each value.
#[derive(Debug, Clone)]
pub(in crate::linkage) struct TermCounts {
    pub(in crate::linkage) column: usize,
    pub(in crate::linkage) n_known: u64,
    /// By value number.
    pub(in crate::linkage) of_value: Vec<u64>,
}

impl TermCounts {
    /// Counted over the records at hand.
    pub(in crate::linkage) fn of(records: &Records, column: usize) -> Self {
        let of_value: Vec<u64> = match &records.columns[column] {
            Column::Text(text) => text.n_uses().into_iter().map(u64::from).collect(),
            Column::Number(_) | Column::Date(_) | Column::List(_) => Vec::new(),
        };
        Self {
            column,
            n_known: of_value.iter().sum(),
            of_value,
        }
    }
}

/// The columns whose values are weighed, each once.
pub(in crate::linkage) fn weighed_columns(spec: &CheckedSpec) -> Vec<usize> {
    let levels = spec
        .comparisons
        .iter()
        .flat_map(|comparison| &comparison.levels);
    let mut columns: Vec<usize> = levels.filter_map(|level| level.frequency).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Everything needed to weigh a pair.
pub(in crate::linkage) struct Scorer<'a> {
    records: &'a Records,
    comparisons: Vec<&'a dyn Comparison>,
    prior_bits: f64,
    weights: Vec<[f64; LEVELS_MAX]>,
    adjustments: Vec<Adjustment>,
}

/// At one level of one comparison the value's own frequency replaces u.
struct Adjustment {
    comparison: usize,
    level: u8,
    column: usize,
    /// log2(u / frequency) by value number, bits.
    bits: Vec<f64>,
}

impl<'a> Scorer<'a> {
    pub(in crate::linkage) fn of(
        spec: &CheckedSpec,
        records: &'a Records,
        comparisons: &'a [OfSpec<'a>],
        (model, terms): (&Model, &[TermCounts]),
    ) -> Self {
        let weights = model.comparisons.iter().map(|comparison| {
            let mut weights = [0.0; LEVELS_MAX];
            for (level, weight) in weights.iter_mut().enumerate() {
                *weight = comparison.weight_bits(level as u8);
            }
            weights
        });
        let mut adjustments = Vec::new();
        for (comparison, checked) in spec.comparisons.iter().enumerate() {
            for (idx, level) in checked.levels.iter().enumerate() {
                let terms = level
                    .frequency
                    .and_then(|column| terms.iter().find(|terms| terms.column == column));
                if let Some(terms) = terms {
                    let level = (checked.levels.len() + 1 - idx) as u8;
                    let u = model.comparisons[comparison].levels[usize::from(level) - 1].u;
                    let share = |count: &u64| *count as f64 / terms.n_known.max(1) as f64;
                    let bits = |count: &u64| {
                        if *count == 0 {
                            0.0
                        } else {
                            (u / share(count)).log2()
                        }
                    };
                    adjustments.push(Adjustment {
                        comparison,
                        level,
                        column: terms.column,
                        bits: terms.of_value.iter().map(bits).collect(),
                    });
                }
            }
        }
        Self {
            records,
            comparisons: comparisons
                .iter()
                .map(|one| one as &dyn Comparison)
                .collect(),
            prior_bits: model.prior_bits(),
            weights: weights.collect(),
            adjustments,
        }
    }

    /// Appends the pairs of a batch that weigh at least `least_bits`.
    pub(in crate::linkage) fn score(
        &self,
        batch: &[(u32, u32)],
        least_bits: f64,
        kept: &mut Vec<ScoredPair>,
    ) {
        let vectors = chunk_vectors(batch, &self.comparisons);
        for ((left, right), vector) in batch.iter().zip(vectors) {
            let weight_bits = self.weight_bits((*left, *right), vector);
            if weight_bits >= least_bits {
                kept.push(ScoredPair {
                    left: *left,
                    right: *right,
                    vector,
                    weight_bits,
                });
            }
        }
    }

    /// Bits, the prior included; the bars of a waterfall in their order.
    #[inline]
    fn weight_bits(&self, pair: (u32, u32), vector: Vector) -> f64 {
        let mut weight = self.prior_bits;
        for (idx, weights) in self.weights.iter().enumerate() {
            weight += weights[usize::from(vector.level(idx))];
        }
        for adjustment in &self.adjustments {
            weight += self.adjustment_bits(adjustment, pair, vector);
        }
        weight
    }

    #[inline]
    fn adjustment_bits(&self, adjustment: &Adjustment, pair: (u32, u32), vector: Vector) -> f64 {
        if vector.level(adjustment.comparison) != adjustment.level {
            return 0.0;
        }
        let Column::Text(column) = &self.records.columns[adjustment.column] else {
            return 0.0;
        };
        match column.of_record[pair.0 as usize] {
            NULL_VALUE => 0.0,
            value => adjustment.bits[value as usize],
        }
    }

    /// What the frequency of values adds to each comparison, bits.
    pub(in crate::linkage) fn adjustments(
        &self,
        pair: (u32, u32),
        vector: Vector,
    ) -> Vec<(usize, f64)> {
        let applied = self
            .adjustments
            .iter()
            .filter(|one| vector.level(one.comparison) == one.level);
        applied
            .map(|one| (one.comparison, self.adjustment_bits(one, pair, vector)))
            .collect()
    }
}
