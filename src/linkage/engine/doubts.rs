//! What training could not find out, as warnings that say what to do.

use super::train::{RuleHistory, TrainingHistory};
use super::u_values::LevelU;
use crate::linkage::model::{ComparisonModel, LevelModel, Model};
use crate::linkage::spec::{CheckedSpec, PinnedLevel};
use crate::linkage::training::TrainingBlock;
use crate::linkage::warning::LinkWarning;

/// Everything about the training that whoever uses the model should know; `n_labels` pairs were known
/// to match where m is learned from those.
pub(super) fn doubts(
    spec: &CheckedSpec,
    model: &Model,
    history: &TrainingHistory,
    (blocks, n_labels): (&[TrainingBlock], Option<usize>),
) -> Vec<LinkWarning> {
    let mut warnings = Vec::new();
    for RuleHistory {
        rule, em: history, ..
    } in &history.rules
    {
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
        let pinned = spec.spec.training.pinned.iter();
        let pinned: Vec<&PinnedLevel> = pinned
            .filter(|pin| pin.comparison == comparison.name)
            .collect();
        let taught = blocks
            .iter()
            .zip(&history.rules)
            .filter(|(block, _)| !block.decided_by_rule.contains(&idx) && !block.counts.is_empty());
        let by_rules: Vec<f64> = taught.map(|(_, rule)| rule.em.n_matches).collect();
        if pinned.is_empty() && by_rules.is_empty() && n_labels.is_none() {
            let comparison = comparison.name.clone();
            warnings.push(LinkWarning::NotTaught { comparison });
            continue;
        }
        let n_matches = n_labels.map_or(by_rules.iter().sum(), |n_labels| n_labels as f64);
        warnings.extend(doubts_of(comparison, &history.u[idx], &pinned, n_matches));
    }
    warnings
}

/// Fewer matches expected at a level than this were none.
const MATCHES_SEEN_MIN: f64 = 0.5;

fn doubts_of(
    comparison: &ComparisonModel,
    measured: &[LevelU],
    pinned: &[&PinnedLevel],
    n_matches: f64,
) -> Vec<LinkWarning> {
    let mut warnings = Vec::new();
    let not_seen = |level: &LevelModel, side| LinkWarning::LevelNotSeen {
        comparison: comparison.name.clone(),
        level: level.label.clone(),
        side,
    };
    for (level, measured) in comparison.levels.iter().zip(measured) {
        let pin = pinned.iter().find(|pin| pin.level == level.label);
        if n_matches * level.m < MATCHES_SEEN_MIN && pin.is_none_or(|pin| pin.m.is_none()) {
            warnings.push(not_seen(level, "match"));
        }
        if measured.share == 0.0 && pin.is_none_or(|pin| pin.u.is_none()) {
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
