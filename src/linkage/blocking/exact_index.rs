//! Pairs of records that share a key: a hash join with a limit on the size of a block.

use rustc_hash::FxHashMap;

use super::{RulePairs, RuleReport, UnusedKey};

/// A rule whose keys must be equal.
#[derive(Debug, Clone, Copy)]
pub struct ExactRule {
    /// Name in the report.
    pub name: &'static str,
    /// A key that more records share is not used: it tells nothing (a book-keeping agent's phone).
    pub block_max: usize,
}

/// Unused keys that the report names; the rest is in the count.
const UNUSED_NAMED_MAX: usize = 20;

/// All pairs of records that share a key, where `keys[record]` are the record's keys.
///
/// # Cost
/// O(keys + pairs), and the pairs of a block are at most `block_max`² / 2.
pub fn exact_pairs(rule: ExactRule, keys: &[Vec<String>]) -> RulePairs {
    let mut blocks: FxHashMap<&str, Vec<u32>> = FxHashMap::default();
    for (record, record_keys) in keys.iter().enumerate() {
        let mut distinct: Vec<&str> = record_keys.iter().map(String::as_str).collect();
        distinct.sort_unstable();
        distinct.dedup();
        for key in distinct {
            blocks.entry(key).or_default().push(record as u32);
        }
    }
    let mut pairs = Vec::new();
    let mut unused = Vec::new();
    let mut is_used = vec![false; keys.len()];
    let mut blocks: Vec<(&str, Vec<u32>)> = blocks.into_iter().collect();
    blocks.sort_unstable();
    for (key, block) in blocks {
        if block.len() > rule.block_max {
            unused.push((block.len() as u64, key.to_owned()));
            continue;
        }
        for (idx, left) in block.iter().enumerate() {
            is_used[*left as usize] = true;
            pairs.extend(block[idx + 1..].iter().map(|right| (*left, *right)));
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
        };
        let found = exact_pairs(rule, &keys(&[&["a", "b"], &["b", "a"], &[], &["c"]]));
        assert_eq!(found.pairs, [(0, 1)]);
    }

    #[test]
    fn a_block_over_the_limit_is_reported_and_not_paired() {
        let rule = ExactRule {
            name: "phone",
            block_max: 2,
        };
        let found = exact_pairs(rule, &keys(&[&["a"], &["a"], &["a", "b"], &["b"]]));
        assert_eq!(found.pairs, [(2, 3)]);
        assert_eq!(found.report.n_unused_keys, 1);
        assert_eq!(found.report.n_records_left_out, 2);
        assert_eq!(found.report.unused[0].n_records, 3);
    }
}
