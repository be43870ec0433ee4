//! Candidate pairs of several rules, each pair once with the rules that gave it.

use std::ops::Range;

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
    pub fn settle(mut pairs: Vec<(u32, u32)>, report: RuleReport) -> Self {
        for pair in &mut pairs {
            *pair = (pair.0.min(pair.1), pair.0.max(pair.1));
        }
        pairs.par_sort_unstable();
        pairs.dedup();
        Self::sorted(pairs, report)
    }

    /// Counts pairs that are as they should be.
    pub(super) fn sorted(pairs: Vec<(u32, u32)>, mut report: RuleReport) -> Self {
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
        let of_rule = vectors
            .par_iter()
            .zip(&self.rules)
            .filter(|(_, rules)| *rules & (1 << rule_idx) != 0);
        let counts = of_rule.fold(FxHashMap::default, |mut counts, (vector, _)| {
            *counts.entry(*vector).or_insert(0_u64) += 1;
            counts
        });
        let counts = counts.map(|counts| counts.into_iter().collect::<VectorCounts>());
        counts.reduce(VectorCounts::new, |mut all, counts| {
            for (vector, count) in counts {
                *all.entry(vector).or_insert(0) += count;
            }
            all
        })
    }
}

/// Unites the rules' pairs.
///
/// # Panics
/// With more than [`RULES_MAX`] rules.
pub fn union_of(rules: Vec<RulePairs>) -> CandidatePairs {
    assert!(rules.len() <= RULES_MAX, "one bit per rule");
    let last = rules.iter().filter_map(|rule| rule.pairs.last());
    let n_lefts = last.map(|pair| pair.0 as usize + 1).max().unwrap_or(0);
    let parts: Vec<UnitedPart> = (0..n_lefts.div_ceil(LEFTS_PER_PART) as u32)
        .into_par_iter()
        .map(|part| {
            let first = part * LEFTS_PER_PART as u32;
            united_part(&rules, first..first + LEFTS_PER_PART as u32)
        })
        .collect();
    let (pairs, of_rules): (Vec<_>, Vec<_>) = parts.into_iter().unzip();
    CandidatePairs {
        pairs: pairs.concat(),
        rules: of_rules.concat(),
        reports: rules.into_iter().map(|rule| rule.report).collect(),
    }
}

/// Pairs, each once, and for each the bits of the rules that gave it.
type UnitedPart = (Vec<(u32, u32)>, Vec<u32>);

/// Left records whose pairs are united at a time: few enough that their pairs stay in the cache.
const LEFTS_PER_PART: usize = 1024;

/// The pairs of some left records, each once with the rules that gave it.
fn united_part(rules: &[RulePairs], lefts: Range<u32>) -> UnitedPart {
    let mut tagged: Vec<((u32, u32), u32)> = Vec::new();
    for (rule, rule_idx) in rules.iter().zip(0..) {
        let start = rule.pairs.partition_point(|pair| pair.0 < lefts.start);
        let end = rule.pairs.partition_point(|pair| pair.0 < lefts.end);
        let own = rule.pairs[start..end].iter();
        tagged.extend(own.map(|pair| (*pair, 1 << rule_idx)));
    }
    tagged.sort_unstable();
    let of_pair = tagged.chunk_by(|left, right| left.0 == right.0);
    of_pair
        .map(|tags| {
            let rules = tags.iter().fold(0, |rules, (_, rule)| rules | rule);
            (tags[0].0, rules)
        })
        .unzip()
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
