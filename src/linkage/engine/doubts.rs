//! What training could not find out, as warnings that say what to do.

use super::train::{RuleHistory, TrainingHistory};
use super::u_values::LevelU;
use crate::linkage::comparison::Vector;
use crate::linkage::error::LinkWarning;
use crate::linkage::model::{ComparisonModel, LevelModel, Model};
use crate::linkage::spec::CheckedSpec;
use crate::linkage::training::TrainingBlock;

/// Everything about the training that whoever uses the model should know.
pub(super) fn doubts(
    spec: &CheckedSpec,
    model: &Model,
    history: &TrainingHistory,
    blocks: &[TrainingBlock],
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
