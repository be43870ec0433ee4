//! Where m, u and the prior come from, without a single labelled pair.
//!
//! u is the share of each level among random pairs; m is found by expectation–maximisation over the
//! counts of vectors inside blocks, one block rule at a time, leaving out the comparisons that the
//! rule itself decides (Splink; Herzog, Scheuren and Winkler 2007, chapter 9).

mod em;

pub use em::{EmHistory, EmRound, EmSettings, Pins};

use em::{expectation_maximisation, maximise};

use super::comparison::VectorCounts;
use super::hash::mix;
use super::model::Model;

/// The vectors of the pairs of one blocking rule.
#[derive(Debug, Clone)]
pub struct TrainingBlock {
    /// How many pairs have which vector.
    pub counts: VectorCounts,
    /// Comparisons that the rule itself decides, by number: nothing is learned about them here.
    pub decided_by_rule: Vec<usize>,
}

/// How much the starting u count against the data, pairs: rare levels are rarer than a sample shows.
const PSEUDO_PAIRS_U: f64 = 10_000.0;

/// Deterministic pseudo-random distinct-sided pairs of `n_records` records, or every pair where there are fewer.
pub fn random_pairs(n_records: u32, n_pairs_max: u64) -> Vec<(u32, u32)> {
    let n = u64::from(n_records);
    let n_all = n * n.saturating_sub(1) / 2;
    if n_all <= n_pairs_max {
        let all =
            (0..n_records).flat_map(|left| (left + 1..n_records).map(move |right| (left, right)));
        return all.collect();
    }
    (0..n_pairs_max)
        .map(|draw| {
            let left = mix(2 * draw) % n;
            let step = 1 + mix(2 * draw + 1) % (n - 1);
            let right = (left + step) % n;
            (left.min(right) as u32, left.max(right) as u32)
        })
        .collect()
}

/// Sets every u to its level's share among `counts`, the vectors of random pairs known to be no
/// matches, smoothed towards the u of `model`.
pub fn train_u(model: &mut Model, counts: &VectorCounts) {
    for (idx, comparison) in model.comparisons.iter_mut().enumerate() {
        let mut seen = vec![0_u64; comparison.levels.len()];
        for (vector, count) in counts {
            if let Some(level_idx) = usize::from(vector.level(idx)).checked_sub(1) {
                seen[level_idx] += count;
            }
        }
        let total = seen.iter().sum::<u64>() as f64 + PSEUDO_PAIRS_U;
        for (level, seen) in comparison.levels.iter_mut().zip(&seen) {
            level.u = (*seen as f64 + PSEUDO_PAIRS_U * level.u) / total;
        }
    }
}

/// Learns every m from the blocks; u and the prior stay.
///
/// Each block gives m for the comparisons it does not decide; several answers are averaged by the
/// number of matches each block is found to hold. A comparison that no block teaches keeps its m.
pub fn train_m(model: &mut Model, blocks: &[TrainingBlock]) {
    train_m_with(model, blocks, &EmSettings::default(), &Pins::none(model));
}

/// The same with other settings and some m fixed; gives the history of every block.
pub fn train_m_with(
    model: &mut Model,
    blocks: &[TrainingBlock],
    settings: &EmSettings,
    pins: &Pins,
) -> Vec<EmHistory> {
    let start = model.clone();
    let mut sums: Vec<Vec<f64>> = level_sums(&start);
    let mut histories = Vec::new();
    for block in blocks {
        let (expected, history) = expectation_maximisation(&start, block, settings, pins);
        for (idx, (sum, expected)) in sums.iter_mut().zip(&expected).enumerate() {
            if !block.decided_by_rule.contains(&idx) {
                sum.iter_mut()
                    .zip(expected)
                    .for_each(|(sum, expected)| *sum += expected);
            }
        }
        histories.push(history);
    }
    for (idx, (comparison, sum)) in model.comparisons.iter_mut().zip(&sums).enumerate() {
        maximise(comparison, sum, settings, &pins.m[idx]);
    }
    histories
}

pub(super) fn level_sums(model: &Model) -> Vec<Vec<f64>> {
    let comparisons = model.comparisons.iter();
    comparisons
        .map(|comparison| vec![0.0; comparison.levels.len()])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::comparison::Vector;
    use super::super::model::{ComparisonModel, LevelModel};
    use super::*;

    const M: [f64; 3] = [0.9, 0.8, 0.7];
    const U: [f64; 3] = [0.02, 0.01, 0.05];

    fn model(m: [f64; 3]) -> Model {
        let comparison = |idx: usize| ComparisonModel {
            name: format!("comparison {idx}"),
            levels: vec![
                LevelModel {
                    label: "different".into(),
                    m: 1.0 - m[idx],
                    u: 1.0 - U[idx],
                },
                LevelModel {
                    label: "equal".into(),
                    m: m[idx],
                    u: U[idx],
                },
            ],
        };
        Model {
            prior: 0.01,
            comparisons: (0..3).map(comparison).collect(),
        }
    }

    /// Draws the levels of `n` pairs with the planted probabilities of agreement.
    fn draw(counts: &mut VectorCounts, n: u64, agreement: [f64; 3], seed: u64) {
        for pair in 0..n {
            let level = |idx: usize| {
                let draw = mix(seed + 3 * pair + idx as u64) as f64 / u64::MAX as f64;
                if draw < agreement[idx] { 2 } else { 1 }
            };
            let vector = Vector::pack(&[level(0), level(1), level(2)]);
            *counts.entry(vector).or_insert(0) += 1;
        }
    }

    #[test]
    fn expectation_maximisation_recovers_the_planted_m() {
        let mut counts = VectorCounts::new();
        draw(&mut counts, 20_000, M, 1);
        draw(&mut counts, 200_000, U, 1 << 40);
        let mut trained = model([0.6, 0.6, 0.6]);
        train_m(
            &mut trained,
            &[TrainingBlock {
                counts,
                decided_by_rule: vec![],
            }],
        );
        for (comparison, planted) in trained.comparisons.iter().zip(M) {
            let found = comparison.levels[1].m;
            assert!((found - planted).abs() < 0.02, "{found} for {planted}");
        }
    }

    #[test]
    fn random_pairs_give_the_planted_u() {
        let mut counts = VectorCounts::new();
        draw(&mut counts, 1_000_000, U, 7);
        let mut trained = model(M);
        trained.comparisons[0].levels[1].u = 0.5;
        train_u(&mut trained, &counts);
        for (comparison, planted) in trained.comparisons.iter().zip(U) {
            let found = comparison.levels[1].u;
            assert!((found - planted).abs() < 0.006, "{found} for {planted}");
        }
    }

    #[test]
    fn a_comparison_that_the_rule_decides_keeps_its_m() {
        let mut counts = VectorCounts::new();
        draw(&mut counts, 20_000, [1.0, 0.8, 0.7], 1);
        let mut trained = model([0.6, 0.6, 0.6]);
        train_m(
            &mut trained,
            &[TrainingBlock {
                counts,
                decided_by_rule: vec![0],
            }],
        );
        assert!((trained.comparisons[0].levels[1].m - 0.6).abs() < 1e-9);
    }

    #[test]
    fn random_pairs_have_two_sides() {
        let pairs = random_pairs(5_000, 1_000);
        assert!(
            pairs
                .iter()
                .all(|(left, right)| left < right && *right < 5_000)
        );
        assert_eq!(random_pairs(4, 1_000).len(), 6);
    }
}
