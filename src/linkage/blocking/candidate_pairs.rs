//! Candidate pairs of several rules, each pair once with the rules that gave it.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::RuleReport;
use crate::linkage::comparison::{Vector, VectorCounts};

/// The pairs of one rule, smaller number first, sorted, each once.
#[derive(Debug, Clone, Default)]
pub struct RulePairs {
    /// The pairs.
    pub pairs: Vec<(u32, u32)>,
    /// What the rule gave and left out.
    pub report: RuleReport,
}

impl RulePairs {
    /// Sorts and counts pairs that may repeat and stand either way round.
    pub fn settle(mut pairs: Vec<(u32, u32)>, mut report: RuleReport) -> Self {
        for pair in &mut pairs {
            *pair = (pair.0.min(pair.1), pair.0.max(pair.1));
        }
        pairs.par_sort_unstable();
        pairs.dedup();
        report.n_pairs = pairs.len() as u64;
        Self { pairs, report }
    }
}

/// The union of several rules.
#[derive(Debug, Clone, Default)]
pub struct CandidatePairs {
    /// The pairs, smaller number first, sorted, each once.
    pub pairs: Vec<(u32, u32)>,
    /// For each pair a bit per rule that gave it, in the order of the rules.
    pub rules: Vec<u32>,
    /// One report per rule.
    pub reports: Vec<RuleReport>,
}

/// Rules a union may have: a bit each.
pub const RULES_MAX: usize = 32;

impl CandidatePairs {
    /// Counts the vectors of the pairs that the rule numbered `rule_idx` gave, where `vectors` are
    /// those of all pairs in their order.
    pub fn counts_of_rule(&self, rule_idx: usize, vectors: &[Vector]) -> VectorCounts {
        let mut counts: FxHashMap<Vector, u64> = FxHashMap::default();
        for (vector, rules) in vectors.iter().zip(&self.rules) {
            if rules & (1 << rule_idx) != 0 {
                *counts.entry(*vector).or_insert(0) += 1;
            }
        }
        counts.into_iter().collect()
    }
}

/// Unites the rules' pairs.
///
/// # Panics
/// With more than [`RULES_MAX`] rules.
pub fn union_of(rules: Vec<RulePairs>) -> CandidatePairs {
    assert!(rules.len() <= RULES_MAX, "one bit per rule");
    let mut tagged: Vec<((u32, u32), u32)> = Vec::new();
    let mut reports = Vec::new();
    for (rule_idx, rule) in rules.into_iter().enumerate() {
        tagged.extend(rule.pairs.into_iter().map(|pair| (pair, 1 << rule_idx)));
        reports.push(rule.report);
    }
    tagged.par_sort_unstable();
    let mut united = CandidatePairs {
        reports,
        ..CandidatePairs::default()
    };
    for (pair, rule) in tagged {
        match united.rules.last_mut() {
            Some(rules) if united.pairs.last() == Some(&pair) => *rules |= rule,
            _ => {
                united.pairs.push(pair);
                united.rules.push(rule);
            }
        }
    }
    united
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_of_two_rules_stands_once_with_both() {
        let first = RulePairs::settle(vec![(2, 1), (1, 2)], RuleReport::default());
        let second = RulePairs::settle(vec![(1, 2), (0, 5)], RuleReport::default());
        let united = union_of(vec![first, second]);
        assert_eq!(united.pairs, [(0, 5), (1, 2)]);
        assert_eq!(united.rules, [0b10, 0b11]);
        let vectors = [Vector(7), Vector(9)];
        let counts = united.counts_of_rule(0, &vectors);
        assert_eq!(counts, VectorCounts::from([(Vector(9), 1)]));
    }
}
