//! A model for a specification, learned from the records alone.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::key_table::{KeyTable, gram_counts};
use super::pairs::{PairSource, n_pairs_possible, tasks};
use super::u_values::{LevelU, measure_u};
use crate::linkage::comparison::{Comparison, OfSpec, Vector, VectorCounts, chunk_vectors};
use crate::linkage::error::LinkWarning;
use crate::linkage::model::{ComparisonModel, LevelModel, Model};
use crate::linkage::records::Records;
use crate::linkage::spec::{CheckedComparison, CheckedRule, CheckedSpec, ELSE};
use crate::linkage::training::{EmHistory, EmSettings, Pins, TrainingBlock, train_m_with};

/// How the parameters were found.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TrainingHistory {
    /// Pairs that satisfy a deterministic rule; nothing where the prior is pinned or found otherwise.
    pub n_deterministic_pairs: Option<u64>,
    /// Per training rule how expectation–maximisation went.
    pub rules: Vec<(String, EmHistory)>,
    /// Per comparison and level where u comes from.
    pub u: Vec<Vec<LevelU>>,
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

/// The shape of the model: every level with a start by its rank.
pub(in crate::linkage) fn starting_model(spec: &CheckedSpec) -> Model {
    Model {
        prior: 1e-4,
        comparisons: spec.comparisons.iter().map(starting_comparison).collect(),
    }
}

fn starting_comparison(comparison: &CheckedComparison) -> ComparisonModel {
    /// P(the strongest level | match) to start from.
    const STRONGEST: f64 = 0.8;
    let labels = comparison
        .levels
        .iter()
        .rev()
        .map(|level| level.label.clone());
    let labels: Vec<String> = std::iter::once(ELSE.to_owned()).chain(labels).collect();
    let n_levels = labels.len();
    let weaker = (1.0 - STRONGEST) / (n_levels - 1) as f64;
    let levels = labels
        .into_iter()
        .enumerate()
        .map(|(idx, label)| LevelModel {
            label,
            m: if idx + 1 == n_levels {
                STRONGEST
            } else {
                weaker
            },
            u: if idx == 0 {
                0.9
            } else {
                0.1 / (n_levels - 1) as f64
            },
        });
    ComparisonModel {
        name: comparison.name.clone(),
        levels: levels.collect(),
    }
}

/// Learns a model; the same for any number of threads and any order of rows.
pub(in crate::linkage) fn train(
    spec: &CheckedSpec,
    records: &Records,
    comparisons: &[OfSpec],
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
    let blocks = training_blocks(spec, records, &refs);
    let pins = pin(spec, &mut model);
    let mut histories = Vec::new();
    // The pairs u is measured on hold matches too; what is known of those after the first pass is
    // taken off before the second.
    for _ in 0..PASSES {
        let known_matches = if histories.is_empty() {
            0.0
        } else {
            model.prior
        };
        set_u(spec, &mut model, &all_u, known_matches);
        histories = train_m_with(&mut model, &blocks, &EM, &pins);
        model.prior = match (spec.spec.training.prior, deterministic) {
            (Some(prior), _) => prior,
            (None, Some(n_pairs)) => {
                let n_matches = n_pairs as f64 / spec.spec.training.recall;
                prior_of(n_matches, n_possible, records.len())
            }
            (None, None) => {
                let most = histories
                    .iter()
                    .map(|one| one.n_matches)
                    .fold(0.0, f64::max);
                prior_of(most / spec.spec.training.recall, n_possible, records.len())
            }
        };
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
    let names = spec.training_rules.iter().map(|rule| rule.name.clone());
    let history = TrainingHistory {
        n_deterministic_pairs: deterministic,
        rules: names.zip(histories).collect(),
        u: all_u,
    };
    warnings.extend(doubts(spec, &model, &history, &blocks));
    (model, history, warnings)
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

/// How many pairs satisfy a deterministic rule, each once; nothing without rules.
fn deterministic_pairs(spec: &CheckedSpec, records: &Records) -> Option<u64> {
    if spec.deterministic.is_empty() {
        return None;
    }
    let count = |batch: &[(u32, u32)]| batch.len() as u64;
    Some(
        for_rules(spec, records, &spec.deterministic, count)
            .into_iter()
            .sum(),
    )
}

/// What `of_batch` gives for every batch of the pairs of `rules`.
fn for_rules<T: Send>(
    spec: &CheckedSpec,
    records: &Records,
    rules: &[CheckedRule],
    of_batch: impl Fn(&[(u32, u32)]) -> T + Sync,
) -> Vec<T> {
    let counts = gram_counts(records, rules);
    let unused = vec![FxHashSet::default(); rules.len()];
    let mut keys = KeyTable::of(records, rules, (&counts, records.len() as u64), &unused);
    let mut rows = keys.rows(records.len());
    keys.limit(records, rules, &mut rows);
    let source = PairSource {
        records,
        keys: &keys,
        mode: spec.mode,
    };
    let of_task = |range: std::ops::Range<usize>| {
        let mut found = Vec::new();
        source.for_each_batch(&rows[range], |batch| found.push(of_batch(batch)));
        found
    };
    let found: Vec<Vec<T>> = tasks(&rows).into_par_iter().map(of_task).collect();
    found.into_iter().flatten().collect()
}

/// Vector counts of every training rule, the comparisons that its columns decide left out.
fn training_blocks(
    spec: &CheckedSpec,
    records: &Records,
    comparisons: &[&dyn Comparison],
) -> Vec<TrainingBlock> {
    let of_rule = |rule: &CheckedRule| {
        let count = |batch: &[(u32, u32)]| {
            let mut counts: FxHashMap<Vector, u64> = FxHashMap::default();
            for vector in chunk_vectors(batch, comparisons) {
                *counts.entry(vector).or_insert(0) += 1;
            }
            counts
        };
        let mut counts = VectorCounts::new();
        let found = for_rules(spec, records, std::slice::from_ref(rule), count);
        for (vector, count) in found.into_iter().flatten() {
            *counts.entry(vector).or_insert(0) += count;
        }
        TrainingBlock {
            counts,
            decided_by_rule: decided_by(spec, rule),
        }
    };
    spec.training_rules.iter().map(of_rule).collect()
}

/// Comparisons that read a source column of the rule.
fn decided_by(spec: &CheckedSpec, rule: &CheckedRule) -> Vec<usize> {
    let sources = |column: usize| -> Vec<&str> {
        let (name, declared) = &spec.columns[column];
        match declared.from.is_empty() {
            true => vec![name.as_str()],
            false => declared.from.iter().map(String::as_str).collect(),
        }
    };
    let of_rule: Vec<&str> = rule
        .equal
        .iter()
        .flat_map(|column| sources(*column))
        .collect();
    let reads = |comparison: &CheckedComparison| {
        let columns = comparison.columns();
        let mut read = columns.iter().flat_map(|column| sources(*column));
        read.any(|source| of_rule.contains(&source))
    };
    let comparisons = spec.comparisons.iter().enumerate();
    comparisons
        .filter(|(_, one)| reads(one))
        .map(|(idx, _)| idx)
        .collect()
}

/// Everything about the training that whoever uses the model should know.
fn doubts(
    spec: &CheckedSpec,
    model: &Model,
    history: &TrainingHistory,
    blocks: &[TrainingBlock],
) -> Vec<LinkWarning> {
    let mut warnings = Vec::new();
    for (rule, history) in &history.rules {
        let share = history.n_matches / history.n_pairs.max(1) as f64;
        let rule = rule.clone();
        if history.n_pairs == 0 {
            let reason = "it gives no pair";
            warnings.push(LinkWarning::RuleTeachesNothing { rule, reason });
        } else if history.n_matches < 1.0 {
            let reason = "no match was found among its pairs";
            warnings.push(LinkWarning::RuleTeachesNothing { rule, reason });
        } else if share > 1.0 - 1e-6 {
            let reason = "all its pairs seem to match";
            warnings.push(LinkWarning::RuleTeachesNothing { rule, reason });
        } else if !history.is_settled {
            warnings.push(LinkWarning::NotSettled {
                rule,
                rounds: history.rounds.len(),
                change: history.rounds.last().map_or(0.0, |round| round.change),
            });
        }
    }
    for (idx, comparison) in model.comparisons.iter().enumerate() {
        let is_pinned = spec
            .spec
            .training
            .pinned
            .iter()
            .any(|pin| pin.comparison == comparison.name);
        let teaches = |block: &&TrainingBlock| {
            !block.decided_by_rule.contains(&idx) && !block.counts.is_empty()
        };
        let name = comparison.name.clone();
        if !is_pinned && !blocks.iter().any(|block| teaches(&block)) {
            warnings.push(LinkWarning::NotTaught { comparison: name });
            continue;
        }
        warnings.extend(doubts_of(comparison, &history.u[idx], blocks, idx));
    }
    warnings
}

fn doubts_of(
    comparison: &ComparisonModel,
    measured: &[LevelU],
    blocks: &[TrainingBlock],
    idx: usize,
) -> Vec<LinkWarning> {
    let mut warnings = Vec::new();
    let not_seen = |level: &LevelModel, side| LinkWarning::LevelNotSeen {
        comparison: comparison.name.clone(),
        level: level.label.clone(),
        side,
    };
    for (level_idx, (level, measured)) in comparison.levels.iter().zip(measured).enumerate() {
        let is_level = |vector: &Vector| usize::from(vector.level(idx)) == level_idx + 1;
        let taught = blocks
            .iter()
            .filter(|block| !block.decided_by_rule.contains(&idx));
        let mut vectors = taught.flat_map(|block| block.counts.keys());
        if !vectors.any(is_level) {
            warnings.push(not_seen(level, "candidate pair"));
        }
        if measured.share == 0.0 {
            warnings.push(not_seen(level, "random pair"));
        }
    }
    if let Some(strongest) = comparison.levels.last()
        && strongest.m < strongest.u
    {
        warnings.push(LinkWarning::Inverted {
            comparison: comparison.name.clone(),
            level: strongest.label.clone(),
            m: strongest.m,
            u: strongest.u,
        });
    }
    warnings
}
