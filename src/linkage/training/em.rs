//! Expectation–maximisation over counts of vectors: m and the share of matches, u given.

use serde::{Deserialize, Serialize};

use super::{TrainingBlock, level_sums};
use crate::linkage::model::{ComparisonModel, Model};

/// When to stop, and how much the start counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EmSettings {
    /// How many matches the starting m count for: without them a level that never occurs among a
    /// few hundred pairs would become impossible.
    pub pseudo_pairs: f64,
    /// Rounds after which it stops whether it has settled or not.
    pub rounds_max: usize,
    /// Largest change of any m below which it has settled.
    pub settled_below: f64,
}

impl Default for EmSettings {
    fn default() -> Self {
        Self {
            pseudo_pairs: 50.0,
            rounds_max: 100,
            settled_below: 1e-5,
        }
    }
}

/// The m that are fixed, by comparison and level; level 1 first.
#[derive(Debug, Clone, PartialEq)]
pub struct Pins {
    /// Nothing where m is learned.
    pub m: Vec<Vec<Option<f64>>>,
}

impl Pins {
    /// Everything is learned.
    pub fn none(model: &Model) -> Self {
        let comparisons = model.comparisons.iter();
        Self {
            m: comparisons
                .map(|comparison| vec![None; comparison.levels.len()])
                .collect(),
        }
    }
}

/// One round.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EmRound {
    /// Share of the block's pairs that match, 0..=1.
    pub match_share: f64,
    /// Natural logarithm of the likelihood, the starting m counted as so many more matches.
    pub log_likelihood: f64,
    /// Largest change of any m.
    pub change: f64,
}

/// How expectation–maximisation went over one block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EmHistory {
    /// Every round; its likelihood is that before the round's change.
    pub rounds: Vec<EmRound>,
    /// Whether the last change was small enough.
    pub is_settled: bool,
    /// Pairs in the block.
    pub n_pairs: u64,
    /// Matches expected among them.
    pub n_matches: f64,
}

/// The share of matches stays off its ends, where nothing more could be learned.
const SHARE_MARGIN: f64 = 1e-9;

/// The expected number of matches at every level when expectation–maximisation has settled.
pub(super) fn expectation_maximisation(
    start: &Model,
    block: &TrainingBlock,
    settings: &EmSettings,
    pins: &Pins,
) -> (Vec<Vec<f64>>, EmHistory) {
    let mut model = start.clone();
    let n_pairs = block.counts.values().sum::<u64>();
    let mut share = 0.5;
    let mut expected = level_sums(start);
    let mut history = EmHistory {
        rounds: Vec::new(),
        is_settled: n_pairs == 0,
        n_pairs,
        n_matches: 0.0,
    };
    if n_pairs == 0 {
        return (expected, history);
    }
    for _ in 0..settings.rounds_max {
        let log_likelihood;
        (expected, history.n_matches, log_likelihood) = expect(&model, share, block);
        let log_likelihood = log_likelihood + log_prior(start, &model, block, settings);
        share = (history.n_matches / n_pairs as f64).clamp(SHARE_MARGIN, 1.0 - SHARE_MARGIN);
        let mut change: f64 = 0.0;
        for (idx, comparison) in model.comparisons.iter_mut().enumerate() {
            if block.decided_by_rule.contains(&idx) {
                continue;
            }
            let before = comparison.clone();
            comparison.levels.clone_from(&start.comparisons[idx].levels);
            maximise(comparison, &expected[idx], settings, &pins.m[idx]);
            change = change.max(largest_change(&before, comparison));
        }
        history.rounds.push(EmRound {
            match_share: share,
            log_likelihood,
            change,
        });
        if change < settings.settled_below {
            history.is_settled = true;
            break;
        }
    }
    (expected, history)
}

/// Expected matches at every level, their number, and the log likelihood.
fn expect(model: &Model, share: f64, block: &TrainingBlock) -> (Vec<Vec<f64>>, f64, f64) {
    let mut expected = level_sums(model);
    let (mut n_matches, mut log_likelihood) = (0.0, 0.0);
    for (vector, count) in &block.counts {
        let (mut log_match, mut log_other) = (share.ln(), (1.0 - share).ln());
        for (idx, comparison) in model.comparisons.iter().enumerate() {
            if let Some(level_idx) = usize::from(vector.level(idx)).checked_sub(1)
                && !block.decided_by_rule.contains(&idx)
            {
                log_match += comparison.levels[level_idx].m.ln();
                log_other += comparison.levels[level_idx].u.ln();
            }
        }
        let larger = log_match.max(log_other);
        let log_both = larger + ((log_match - larger).exp() + (log_other - larger).exp()).ln();
        log_likelihood += *count as f64 * log_both;
        let matches = *count as f64 * (log_match - log_both).exp();
        n_matches += matches;
        for (idx, sums) in expected.iter_mut().enumerate() {
            if let Some(level_idx) = usize::from(vector.level(idx)).checked_sub(1) {
                sums[level_idx] += matches;
            }
        }
    }
    (expected, n_matches, log_likelihood)
}

/// What the starting m add to the likelihood as matches of their own.
fn log_prior(start: &Model, model: &Model, block: &TrainingBlock, settings: &EmSettings) -> f64 {
    let mut sum = 0.0;
    for (idx, (start, now)) in start.comparisons.iter().zip(&model.comparisons).enumerate() {
        if !block.decided_by_rule.contains(&idx) && settings.pseudo_pairs > 0.0 {
            let levels = start.levels.iter().zip(&now.levels);
            sum += levels.map(|(start, now)| start.m * now.m.ln()).sum::<f64>();
        }
    }
    settings.pseudo_pairs * sum
}

/// Sets every m that is not pinned to its level's share of the matches, smoothed towards the m it
/// has now.
pub(super) fn maximise(
    comparison: &mut ComparisonModel,
    matches: &[f64],
    settings: &EmSettings,
    pins: &[Option<f64>],
) {
    let weight = |level: &crate::linkage::LevelModel, matches: f64| {
        matches + settings.pseudo_pairs * level.m
    };
    let levels = comparison.levels.iter().zip(matches).zip(pins);
    let free = levels.filter(|(_, pin)| pin.is_none());
    let total: f64 = free
        .map(|((level, matches), _)| weight(level, *matches))
        .sum();
    let left = 1.0 - pins.iter().flatten().sum::<f64>();
    for ((level, matches), pin) in comparison.levels.iter_mut().zip(matches).zip(pins) {
        level.m = match pin {
            Some(pinned) => *pinned,
            None if total > 0.0 => left.max(0.0) * weight(level, *matches) / total,
            None => level.m,
        };
    }
}

fn largest_change(before: &ComparisonModel, after: &ComparisonModel) -> f64 {
    let levels = before.levels.iter().zip(&after.levels);
    levels.fold(0.0, |change, (before, after)| {
        change.max((before.m - after.m).abs())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linkage::{LevelModel, Vector, VectorCounts};
    use proptest::prelude::*;

    fn model(probabilities: &[(f64, f64)]) -> Model {
        let comparison = |(m, u): &(f64, f64)| ComparisonModel {
            name: String::from("one"),
            levels: [(1.0 - m, 1.0 - u), (*m, *u)]
                .map(|(m, u)| LevelModel {
                    label: String::new(),
                    m,
                    u,
                })
                .to_vec(),
        };
        Model {
            prior: 0.1,
            comparisons: probabilities.iter().map(comparison).collect(),
        }
    }

    proptest! {
        #[test]
        fn the_likelihood_never_falls(
            counts in prop::collection::btree_map(prop::collection::vec(0_u8..3, 3), 1_u64..500, 1..20),
            start in prop::collection::vec((0.05_f64..0.95, 0.01_f64..0.5), 3),
            pseudo_pairs in 0.0_f64..20.0,
        ) {
            let counts: VectorCounts = counts.into_iter().map(|(levels, n)| (Vector::pack(&levels), n)).collect();
            let block = TrainingBlock { counts, decided_by_rule: vec![] };
            let settings = EmSettings { pseudo_pairs, ..EmSettings::default() };
            let start = model(&start);
            let (_, history) = expectation_maximisation(&start, &block, &settings, &Pins::none(&start));
            for two in history.rounds.windows(2) {
                let (before, after) = (two[0].log_likelihood, two[1].log_likelihood);
                prop_assert!(after >= before - 1e-7 * before.abs(), "{before} then {after}");
            }
        }
    }

    #[test]
    fn a_pinned_m_stays_and_the_others_share_the_rest() {
        let mut comparison = model(&[(0.5, 0.1)]).comparisons.remove(0);
        maximise(
            &mut comparison,
            &[10.0, 30.0],
            &EmSettings::default(),
            &[None, Some(0.8)],
        );
        assert_eq!(comparison.levels[1].m, 0.8);
        assert!((comparison.levels[0].m - 0.2).abs() < 1e-12);
    }
}
