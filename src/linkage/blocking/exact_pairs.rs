//! The pairs of one rule whose keys must be equal, with a limit on the size of a block.

use super::key_rows::{KeyRow, blocks, shared_rows};
use super::report::name_unused;
use super::{HashLists, RulePairs, RuleReport, UnusedKey};
use crate::linkage::hash::hash_text;

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

/// The pairs of records that share a key, where `keys` are the hashes of the texts that `texts` gives
/// for each record.
///
/// # Cost
/// O(keys log keys + pairs), and the pairs of a block are at most `block_max`² / 2.
pub fn exact_pairs<T: AsRef<str>, I: IntoIterator<Item = T>>(
    rule: ExactRule,
    keys: &HashLists,
    texts: impl Fn(u32) -> I,
) -> RulePairs {
    let rows = shared_rows(0, keys.len(), |record| keys.get(record));
    let mut pairs = Vec::new();
    let mut unused = Vec::new();
    let mut n_unused_of = vec![0_u32; keys.len()];
    for block in blocks(&rows) {
        if block.len() <= rule.block_max {
            for (idx, left) in block.iter().enumerate() {
                let others = block[idx + 1..].iter();
                pairs.extend(others.map(|right| (left.record, right.record)));
            }
            continue;
        }
        unused.push(UnusedKey {
            key: shown(texts(block[0].record), block[0].block),
            n_records: block.len() as u64,
        });
        match rule.beyond {
            BeyondLimit::PairAlong => pair_along(block, &mut pairs),
            BeyondLimit::LeaveOut => {
                for row in block {
                    n_unused_of[row.record as usize] += 1;
                }
            }
        }
    }
    let is_left_out = |(record, n_unused): (u32, &u32)| {
        *n_unused > 0 && *n_unused as usize == keys.get(record).len()
    };
    let report = RuleReport {
        rule: rule.name.to_owned(),
        n_unused_keys: unused.len() as u64,
        n_records_left_out: (0..)
            .zip(&n_unused_of)
            .filter(|row| is_left_out(*row))
            .count() as u64,
        unused: name_unused(unused),
        ..RuleReport::default()
    };
    RulePairs::settle(pairs, report)
}

/// The text of a key, found again among those of a record.
fn shown<T: AsRef<str>>(texts: impl IntoIterator<Item = T>, key: u64) -> String {
    let mut texts = texts.into_iter();
    let own = texts.find(|text| hash_text(text.as_ref()) == key);
    own.map_or_else(String::new, |text| text.as_ref().to_owned())
}

fn pair_along(block: &[KeyRow], pairs: &mut Vec<(u32, u32)>) {
    let first = block[0].record;
    pairs.extend(block[1..].iter().map(|row| (first, row.record)));
    let neighbours = block[1..].windows(2);
    pairs.extend(neighbours.map(|pair| (pair[0].record, pair[1].record)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULE: ExactRule = ExactRule {
        name: "phone",
        block_max: 10,
        beyond: BeyondLimit::LeaveOut,
    };

    fn found(rule: ExactRule, of_records: &[&[&str]]) -> RulePairs {
        let texts = |record: u32| of_records[record as usize];
        let keys = HashLists::of_texts(of_records.len(), texts);
        exact_pairs(rule, &keys, texts)
    }

    #[test]
    fn records_pair_once_however_many_keys_they_share() {
        let found = found(RULE, &[&["a", "b"], &["b", "a"], &[], &["c"]]);
        assert_eq!(found.pairs, [(0, 1)]);
    }

    #[test]
    fn a_long_block_of_evidence_is_paired_along() {
        let rule = ExactRule {
            block_max: 2,
            beyond: BeyondLimit::PairAlong,
            ..RULE
        };
        let found = found(rule, &[&["a"], &["a"], &["a"], &["a"]]);
        assert_eq!(found.pairs, [(0, 1), (0, 2), (0, 3), (1, 2), (2, 3)]);
        assert_eq!(found.report.n_records_left_out, 0);
    }

    #[test]
    fn a_block_over_the_limit_is_reported_and_not_paired() {
        let rule = ExactRule {
            block_max: 2,
            ..RULE
        };
        let found = found(rule, &[&["a"], &["a"], &["a", "b"], &["b"]]);
        assert_eq!(found.pairs, [(2, 3)]);
        assert_eq!(found.report.n_unused_keys, 1);
        assert_eq!(found.report.n_records_left_out, 2);
        assert_eq!(found.report.unused[0].key, "a");
        assert_eq!(found.report.unused[0].n_records, 3);
    }

    proptest! {
        #[test]
        fn the_join_finds_what_comparing_everything_finds(
            keys in prop::collection::vec(prop::collection::vec("[ab]{0,2}", 0..3), 0..20)
        ) {
            let of_records: Vec<Vec<&str>> = keys.iter().map(|keys| keys.iter().map(String::as_str).collect()).collect();
            let of_records: Vec<&[&str]> = of_records.iter().map(Vec::as_slice).collect();
            let mut expected = Vec::new();
            for left in 0..of_records.len() {
                for right in left + 1..of_records.len() {
                    let shares = |key: &&str| !key.is_empty() && of_records[right].contains(key);
                    if of_records[left].iter().any(shares) {
                        expected.push((left as u32, right as u32));
                    }
                }
            }
            let rule = ExactRule { block_max: 20, ..RULE };
            prop_assert_eq!(found(rule, &of_records).pairs, expected);
        }
    }
}
