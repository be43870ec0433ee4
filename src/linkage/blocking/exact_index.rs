//! Pairs of records that share a key: a sorted join with a limit on the size of a block.

use rayon::prelude::*;

use super::{RulePairs, RuleReport, UnusedKey};

/// A rule whose keys must be equal.
#[derive(Debug, Clone, Copy)]
pub struct ExactRule {
    /// Name in the report.
    pub name: &'static str,
    /// Every pair of a block is compared up to this many records.
    pub block_max: usize,
    /// What happens beyond.
    pub beyond: BeyondLimit,
}

/// What becomes of a block with more records than the rule compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BeyondLimit {
    /// The key tells nothing (a book-keeping agent's phone): it is not used.
    LeaveOut,
    /// The key is evidence however many share it (the name of a contractor with hundreds of sites):
    /// each record is paired with the first and with its neighbour.
    PairAlong,
}

/// Unused keys that the report names; the rest is in the count.
const UNUSED_NAMED_MAX: usize = 20;

/// The pairs of records that share a key, where `keys[record]` are the record's keys.
///
/// # Cost
/// O(keys log keys + pairs), and the pairs of a block are at most `block_max`² / 2.
pub fn exact_pairs(rule: ExactRule, keys: &[Vec<String>]) -> RulePairs {
    let mut postings: Vec<(&str, u32)> = Vec::new();
    for (record, record_keys) in keys.iter().enumerate() {
        postings.extend(record_keys.iter().map(|key| (key.as_str(), record as u32)));
    }
    postings.par_sort_unstable();
    postings.dedup();
    let mut pairs = Vec::new();
    let mut unused = Vec::new();
    let mut is_used = vec![false; keys.len()];
    for block in postings.chunk_by(|left, right| left.0 == right.0) {
        if block.len() > rule.block_max {
            unused.push((block.len() as u64, block[0].0.to_owned()));
            if rule.beyond == BeyondLimit::PairAlong {
                pairs.extend(block[1..].iter().map(|(_, record)| (block[0].1, *record)));
                pairs.extend(block[1..].windows(2).map(|pair| (pair[0].1, pair[1].1)));
                block
                    .iter()
                    .for_each(|(_, record)| is_used[*record as usize] = true);
            }
            continue;
        }
        for (idx, (_, left)) in block.iter().enumerate() {
            is_used[*left as usize] = true;
            pairs.extend(block[idx + 1..].iter().map(|(_, right)| (*left, *right)));
        }
    }
    let left_out = keys.iter().zip(&is_used);
    let report = RuleReport {
        rule: rule.name.to_owned(),
        n_unused_keys: unused.len() as u64,
        n_records_left_out: left_out
            .filter(|(keys, used)| !keys.is_empty() && !**used)
            .count() as u64,
        unused: name_unused(unused),
        ..RuleReport::default()
    };
    RulePairs::settle(pairs, report)
}

/// The most frequent unused keys, most frequent first.
pub(super) fn name_unused(mut unused: Vec<(u64, String)>) -> Vec<UnusedKey> {
    unused.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.cmp(&right.1)));
    unused.truncate(UNUSED_NAMED_MAX);
    let named = unused.into_iter();
    named
        .map(|(n_records, key)| UnusedKey { key, n_records })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(of_records: &[&[&str]]) -> Vec<Vec<String>> {
        let owned = |keys: &&[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        of_records.iter().map(owned).collect()
    }

    #[test]
    fn records_pair_once_however_many_keys_they_share() {
        let rule = ExactRule {
            name: "phone",
            block_max: 10,
            beyond: BeyondLimit::LeaveOut,
        };
        let found = exact_pairs(rule, &keys(&[&["a", "b"], &["b", "a"], &[], &["c"]]));
        assert_eq!(found.pairs, [(0, 1)]);
    }

    #[test]
    fn a_long_block_of_evidence_is_paired_along() {
        let rule = ExactRule {
            name: "code",
            block_max: 2,
            beyond: BeyondLimit::PairAlong,
        };
        let found = exact_pairs(rule, &keys(&[&["a"], &["a"], &["a"], &["a"]]));
        assert_eq!(found.pairs, [(0, 1), (0, 2), (0, 3), (1, 2), (2, 3)]);
        assert_eq!(found.report.n_records_left_out, 0);
    }

    #[test]
    fn a_block_over_the_limit_is_reported_and_not_paired() {
        let rule = ExactRule {
            name: "phone",
            block_max: 2,
            beyond: BeyondLimit::LeaveOut,
        };
        let found = exact_pairs(rule, &keys(&[&["a"], &["a"], &["a", "b"], &["b"]]));
        assert_eq!(found.pairs, [(2, 3)]);
        assert_eq!(found.report.n_unused_keys, 1);
        assert_eq!(found.report.n_records_left_out, 2);
        assert_eq!(found.report.unused[0].n_records, 3);
    }
}
