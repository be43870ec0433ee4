//! A model for a specification, learned from the records alone.

use serde::{Deserialize, Serialize};

use super::doubts::doubts;
use super::known::Known;
use super::pairs::n_pairs_possible;
use super::prepared::learn_m;
use super::rule_pairs::{deterministic_pairs, training_blocks};
use super::starting_model::starting_model;
use super::u_values::{LevelU, measure_u};
use crate::linkage::comparison::{Comparison, OfSpec, vectors};
use crate::linkage::model::{LevelModel, Model};
use crate::linkage::records::Records;
use crate::linkage::spec::{CheckedSpec, MSource};
use crate::linkage::training::{EmHistory, EmSettings, Pins, TrainingBlock, train_m_with};
use crate::linkage::warning::LinkWarning;

/// How the parameters were found.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TrainingHistory {
    /// Pairs that satisfy a deterministic rule; nothing where the prior is pinned or found otherwise.
    pub n_deterministic_pairs: Option<u64>,
    /// In the order of the training rules.
    pub rules: Vec<RuleHistory>,
    /// Per comparison and level where u comes from.
    pub u: Vec<Vec<LevelU>>,
}

impl TrainingHistory {
    /// The history as JSON: every round of every rule, and every u with its interval.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).expect("a history is text and finite numbers")
    }
}

/// What one training rule taught.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuleHistory {
    /// Its name.
    pub rule: String,
    /// Share of its pairs that were looked at, 0..=1.
    pub share: f64,
    /// How expectation–maximisation went.
    pub em: EmHistory,
}

/// The starting m count for so many matches.
const PSEUDO_PAIRS: f64 = 1.0;

const EM: EmSettings = EmSettings {
    pseudo_pairs: PSEUDO_PAIRS,
    rounds_max: 200,
    settled_below: 1e-5,
};

/// A u that data cannot show is at least this: below, one chance agreement would outweigh everything.
const U_FLOOR: f64 = 1e-9;

/// Where pinned levels leave nothing to a level, it is all but impossible among matches, not impossible.
const M_FLOOR: f64 = 1e-9;

/// A u is never taken to be less than this part of the share measured among all pairs.
const U_KEPT_MIN: f64 = 0.05;

/// Learns a model; the same for any number of threads and any order of rows.
pub(in crate::linkage) fn train(
    spec: &CheckedSpec,
    records: &Records,
    comparisons: &[OfSpec],
    known: &Known,
) -> (Model, TrainingHistory, Vec<LinkWarning>) {
    let mut warnings = Vec::new();
    let mut model = starting_model(spec);
    let refs: Vec<&dyn Comparison> = comparisons
        .iter()
        .map(|one| one as &dyn Comparison)
        .collect();
    let all_u = measure_u(spec, records, &refs);
    let n_possible = n_pairs_possible(records, spec.mode).max(1.0);
    let deterministic = deterministic_pairs(spec, records);
    let drawn = match spec.spec.training.m_from {
        MSource::Rules => training_blocks(spec, records, &refs),
        MSource::Known => Vec::new(),
    };
    let (blocks, drawn): (Vec<TrainingBlock>, Vec<f64>) = drawn.into_iter().unzip();
    let pins = pin(spec, &mut model);
    if spec.spec.training.m_from == MSource::Known {
        learn_m(&mut model, &vectors(&known.same, &refs));
        pin(spec, &mut model);
    }
    let start = model.clone();
    let mut histories = Vec::new();
    // The pairs u is measured on hold matches too; what is known of those after the first pass is
    // taken off before the second.
    for _ in 0..PASSES {
        let known_matches = if histories.is_empty() {
            0.0
        } else {
            model.prior
        };
        // Every pass starts anew: what the first found would count twice as a start of the second.
        set_u(spec, &mut model, &all_u, known_matches);
        set_m(&mut model, &start);
        histories = train_m_with(&mut model, &blocks, &EM, &pins);
        let of_rules = histories.iter().zip(&drawn);
        let n_matches = of_rules.map(|(one, share)| one.n_matches / share);
        let most = n_matches.fold(0.0, f64::max);
        let n_matches = deterministic.map_or(most, |n_pairs| n_pairs as f64);
        let n_matches = n_matches / spec.spec.training.recall;
        let learned = || prior_of(n_matches, n_possible, records.len());
        model.prior = spec.spec.training.prior.unwrap_or_else(learned);
    }
    let levels = model.comparisons.iter_mut();
    for level in levels.flat_map(|comparison| &mut comparison.levels) {
        level.m = level.m.max(M_FLOOR);
    }
    let prior = model.prior;
    set_u(spec, &mut model, &all_u, prior);
    if deterministic == Some(0) && spec.spec.training.prior.is_none() {
        warnings.push(LinkWarning::PriorGuessed);
    }
    let rules = spec.training_rules.iter().zip(drawn).zip(histories);
    let history = TrainingHistory {
        n_deterministic_pairs: deterministic,
        rules: rules
            .map(|((rule, share), em)| RuleHistory {
                rule: rule.name.clone(),
                share,
                em,
            })
            .collect(),
        u: all_u,
    };
    let n_labels = match spec.spec.training.m_from {
        MSource::Rules => None,
        MSource::Known => Some(known.same.len()),
    };
    warnings.extend(doubts(spec, &model, &history, (&blocks, n_labels)));
    (model, history, warnings)
}

fn set_m(model: &mut Model, of: &Model) {
    let levels = |model: &Model| -> Vec<f64> {
        let comparisons = model.comparisons.iter();
        let levels = comparisons.flat_map(|comparison| &comparison.levels);
        levels.map(|level| level.m).collect()
    };
    let comparisons = model.comparisons.iter_mut();
    let own = comparisons.flat_map(|comparison| &mut comparison.levels);
    for (level, m) in own.zip(levels(of)) {
        level.m = m;
    }
}

/// Once with u as measured, once with the matches among the measured pairs taken off.
const PASSES: usize = 2;

fn prior_of(n_matches: f64, n_possible: f64, n_records: usize) -> f64 {
    let n_matches = if n_matches >= 1.0 {
        n_matches
    } else {
        n_records as f64
    };
    (n_matches / n_possible).clamp(1e-12, 0.5)
}

/// u is the share among pairs that do not match: the measured share less what matches explain.
fn set_u(spec: &CheckedSpec, model: &mut Model, all_u: &[Vec<LevelU>], prior: f64) {
    for (comparison, measured) in model.comparisons.iter_mut().zip(all_u) {
        for (level, measured) in comparison.levels.iter_mut().zip(measured) {
            let others = (measured.share - prior * level.m) / (1.0 - prior);
            level.u = others.max(measured.share * U_KEPT_MIN).clamp(U_FLOOR, 1.0);
        }
        let total: f64 = comparison.levels.iter().map(|level| level.u).sum();
        comparison
            .levels
            .iter_mut()
            .for_each(|level| level.u /= total);
    }
    for pinned in &spec.spec.training.pinned {
        if let (Some(u), Some(level)) =
            (pinned.u, level_of(model, &pinned.comparison, &pinned.level))
        {
            level.u = u;
        }
    }
}

fn level_of<'a>(model: &'a mut Model, comparison: &str, label: &str) -> Option<&'a mut LevelModel> {
    let found = model
        .comparisons
        .iter_mut()
        .find(|one| one.name == comparison)?;
    found.levels.iter_mut().find(|level| level.label == label)
}

fn pin(spec: &CheckedSpec, model: &mut Model) -> Pins {
    let mut pins = Pins::none(model);
    for pinned in &spec.spec.training.pinned {
        let comparisons = model.comparisons.iter_mut().enumerate();
        for (idx, comparison) in comparisons.filter(|(_, one)| one.name == pinned.comparison) {
            let levels = comparison.levels.iter_mut().enumerate();
            for (level_idx, level) in levels.filter(|(_, level)| level.label == pinned.level) {
                if let Some(m) = pinned.m {
                    level.m = m;
                    pins.m[idx][level_idx] = Some(m);
                }
            }
        }
    }
    pins
}
