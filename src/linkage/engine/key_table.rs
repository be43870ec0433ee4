//! The blocking keys of every record, rule by rule.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::ngrams::{GramCounts, count_grams, gram_sets};
use super::rule_keys::{RuleKeys, UnusedBlocks, keys_of};
use crate::linkage::blocking::{KeyRow, RuleReport, UnusedKey, blocks, name_unused, shared_rows};
use crate::linkage::records::{Column, NULL_VALUE, Records};
use crate::linkage::spec::CheckedRule;

/// The keys of every record under every rule.
#[derive(Debug)]
pub(in crate::linkage) struct KeyTable {
    pub(super) rules: Vec<RuleKeys>,
    /// Per rule the text column of its grams.
    gram_columns: Vec<Option<usize>>,
}

/// Gram counts of every rule that has grams, in the rules' order.
pub(in crate::linkage) fn gram_counts(records: &Records, rules: &[CheckedRule]) -> Vec<GramCounts> {
    let of_rule = |rule: &CheckedRule| match rule
        .ngrams
        .map(|ngrams| (ngrams, &records.columns[ngrams.column]))
    {
        Some((ngrams, Column::Text(column))) => count_grams(column, ngrams.chars),
        Some(_) | None => GramCounts::new(),
    };
    rules.par_iter().map(of_rule).collect()
}

impl KeyTable {
    /// The keys of `records`; those of `unused` blocks are left out.
    pub(in crate::linkage) fn of(
        records: &Records,
        rules: &[CheckedRule],
        (counts, n_records): (&[GramCounts], u64),
        unused: &UnusedBlocks,
    ) -> Self {
        let of_rule = |(idx, rule): (usize, &CheckedRule)| {
            let index = rule
                .ngrams
                .and_then(|ngrams| match &records.columns[ngrams.column] {
                    Column::Text(column) => {
                        Some(gram_sets(column, ngrams, &counts[idx], n_records))
                    }
                    Column::Number(_) | Column::Date(_) | Column::List(_) => None,
                });
            keys_of(records, (idx, rule), index, &unused[idx])
        };
        Self {
            rules: rules
                .par_iter()
                .enumerate()
                .map(|(idx, rule)| of_rule((idx, rule)))
                .collect(),
            gram_columns: rules
                .iter()
                .map(|rule| rule.ngrams.map(|ngrams| ngrams.column))
                .collect(),
        }
    }

    /// Every record in every block it stands in, by rule, block and record.
    pub(in crate::linkage) fn rows(&self, n_records: usize) -> Vec<KeyRow> {
        let mut rows = Vec::new();
        for (rule, keys) in self.rules.iter().enumerate() {
            for record in 0..n_records as u32 {
                let row = |block: &u64| KeyRow {
                    rule: rule as u16,
                    block: *block,
                    record,
                };
                rows.extend(keys.get(record).iter().map(row));
            }
        }
        rows.par_sort_unstable();
        rows
    }

    /// The same without keys that stand on one record alone, which give no pair and are most.
    pub(in crate::linkage) fn shared_rows(&self, n_records: usize) -> Vec<KeyRow> {
        let of_rule = |(rule, keys): (usize, &RuleKeys)| {
            shared_rows(rule as u16, n_records, |record| keys.get(record))
        };
        let rules = self.rules.par_iter().enumerate();
        let of_rules: Vec<Vec<KeyRow>> = rules.map(of_rule).collect();
        of_rules.concat()
    }

    /// Whether the rule gives the pair.
    #[inline]
    pub(in crate::linkage) fn gives(
        &self,
        records: &Records,
        rule: usize,
        pair: (u32, u32),
    ) -> bool {
        match &self.rules[rule] {
            RuleKeys::One(keys) => {
                let key = keys[pair.0 as usize];
                key != 0 && key == keys[pair.1 as usize]
            }
            RuleKeys::Many(lists, _) => {
                first_common(lists.get(pair.0), lists.get(pair.1)).is_some()
                    && self.are_alike(records, rule, pair)
            }
        }
    }

    /// Whether `block` is the first block of the rule that gives the pair, so that it counts once.
    #[inline]
    pub(in crate::linkage) fn is_first(
        &self,
        records: &Records,
        (rule, block): (usize, u64),
        pair: (u32, u32),
    ) -> bool {
        match &self.rules[rule] {
            RuleKeys::One(_) => true,
            RuleKeys::Many(lists, _) => {
                first_common(lists.get(pair.0), lists.get(pair.1)) == Some(block)
                    && self.are_alike(records, rule, pair)
            }
        }
    }

    fn are_alike(&self, records: &Records, rule: usize, pair: (u32, u32)) -> bool {
        let RuleKeys::Many(_, Some(index)) = &self.rules[rule] else {
            return true;
        };
        match self.gram_columns[rule].map(|column| &records.columns[column]) {
            Some(Column::Text(column)) => {
                let value = |record: u32| column.of_record[record as usize];
                let (left, right) = (value(pair.0), value(pair.1));
                let are_known = left != NULL_VALUE && right != NULL_VALUE;
                are_known && (left == right || index.are_alike(left, right))
            }
            Some(_) | None => true,
        }
    }

    /// Takes blocks over the limit out of rows and keys, and reports them.
    pub(in crate::linkage) fn limit(
        &mut self,
        records: &Records,
        rules: &[CheckedRule],
        rows: &mut Vec<KeyRow>,
    ) -> (Vec<RuleReport>, UnusedBlocks) {
        let mut unused: UnusedBlocks = vec![FxHashSet::default(); rules.len()];
        let mut named: Vec<Vec<UnusedKey>> = vec![Vec::new(); rules.len()];
        for block in blocks(rows) {
            let rule = usize::from(block[0].rule);
            if block.len() > rules[rule].block_max {
                unused[rule].insert(block[0].block);
                named[rule].push(UnusedKey {
                    key: self.shown(records, &rules[rule], block[0]),
                    n_records: block.len() as u64,
                });
            }
        }
        let had_keys: Vec<Vec<bool>> = unused
            .iter()
            .enumerate()
            .map(|(rule, unused)| match unused.is_empty() {
                true => Vec::new(),
                false => (0..records.len() as u32)
                    .map(|one| !self.rules[rule].get(one).is_empty())
                    .collect(),
            })
            .collect();
        rows.retain(|row| !unused[usize::from(row.rule)].contains(&row.block));
        for (keys, unused) in self.rules.iter_mut().zip(&unused) {
            keys.forget(unused);
        }
        let mut reports = Vec::new();
        for (idx, rule) in rules.iter().enumerate() {
            let left_out = had_keys[idx].iter().zip(0..);
            reports.push(RuleReport {
                rule: rule.name.clone(),
                n_pairs: 0,
                n_unused_keys: unused[idx].len() as u64,
                n_records_left_out: left_out
                    .filter(|(had, record)| **had && self.rules[idx].get(*record).is_empty())
                    .count() as u64,
                unused: name_unused(std::mem::take(&mut named[idx])),
            });
        }
        (reports, unused)
    }
}

/// The least key two ascending lists share.
#[inline]
fn first_common(left: &[u64], right: &[u64]) -> Option<u64> {
    let (mut idx_l, mut idx_r) = (0, 0);
    while idx_l < left.len() && idx_r < right.len() {
        match left[idx_l].cmp(&right[idx_r]) {
            std::cmp::Ordering::Less => idx_l += 1,
            std::cmp::Ordering::Greater => idx_r += 1,
            std::cmp::Ordering::Equal => return Some(left[idx_l]),
        }
    }
    None
}

/// The largest blocks of each rule: how many blocks there are of each size is not kept.
pub(in crate::linkage) fn block_sizes(rows: &[KeyRow]) -> BTreeMap<u16, Vec<(usize, KeyRow)>> {
    let mut sizes: BTreeMap<u16, Vec<(usize, KeyRow)>> = BTreeMap::new();
    for block in blocks(rows) {
        sizes
            .entry(block[0].rule)
            .or_default()
            .push((block.len(), block[0]));
    }
    for of_rule in sizes.values_mut() {
        of_rule.sort_by(|left, right| right.0.cmp(&left.0).then(left.1.cmp(&right.1)));
    }
    sizes
}
