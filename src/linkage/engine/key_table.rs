//! The blocking keys of every record, rule by rule.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::ngrams::{GramCounts, GramIndex, count_grams};
use crate::linkage::blocking::{RuleReport, UnusedKey};
use crate::linkage::hash::{combine, mix};
use crate::linkage::records::{Column, NULL_VALUE, Records};
use crate::linkage::spec::CheckedRule;

/// A record stands in a block of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::linkage) struct KeyRow {
    pub(in crate::linkage) rule: u16,
    pub(in crate::linkage) block: u64,
    pub(in crate::linkage) record: u32,
}

/// Keys that stand on more records than their rule allows, by rule.
pub(in crate::linkage) type UnusedBlocks = Vec<FxHashSet<u64>>;

/// The keys of one rule.
#[derive(Debug)]
enum RuleKeys {
    /// One per record, 0 for none.
    One(Vec<u64>),
    /// Several per record, ascending.
    Many(KeyLists, Option<GramIndex>),
}

#[derive(Debug)]
struct KeyLists {
    starts: Vec<u32>,
    keys: Vec<u64>,
}

impl KeyLists {
    fn get(&self, record: u32) -> &[u64] {
        let idx = record as usize;
        &self.keys[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }
}

/// The keys of every record under every rule.
#[derive(Debug)]
pub(in crate::linkage) struct KeyTable {
    rules: Vec<RuleKeys>,
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
                        Some(GramIndex::of(column, ngrams, &counts[idx], n_records))
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
            Some(Column::Text(column)) => index.are_alike(
                column.of_record[pair.0 as usize],
                column.of_record[pair.1 as usize],
            ),
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
            let mut unused_keys = std::mem::take(&mut named[idx]);
            unused_keys.sort_by(|left, right| {
                right
                    .n_records
                    .cmp(&left.n_records)
                    .then_with(|| left.key.cmp(&right.key))
            });
            unused_keys.truncate(UNUSED_NAMED_MAX);
            let left_out = had_keys[idx].iter().zip(0..);
            reports.push(RuleReport {
                rule: rule.name.clone(),
                n_pairs: 0,
                n_unused_keys: unused[idx].len() as u64,
                n_records_left_out: left_out
                    .filter(|(had, record)| **had && self.rules[idx].get(*record).is_empty())
                    .count() as u64,
                unused: unused_keys,
            });
        }
        (reports, unused)
    }

    /// A block's key as people read it, told by one of its records.
    pub(in crate::linkage) fn shown(
        &self,
        records: &Records,
        rule: &CheckedRule,
        row: KeyRow,
    ) -> String {
        let equal = rule.equal.iter();
        let mut parts: Vec<String> = equal
            .map(|column| records.shown(*column, row.record).unwrap_or_default())
            .collect();
        if let (Some(ngrams), RuleKeys::Many(_, Some(index))) =
            (rule.ngrams, &self.rules[usize::from(row.rule)])
            && let Column::Text(column) = &records.columns[ngrams.column]
        {
            parts.extend(shown_gram(records, rule, row, (column, index)));
        }
        parts.join(" | ")
    }
}

/// The gram of a block, found again among the record's own.
fn shown_gram(
    records: &Records,
    rule: &CheckedRule,
    row: KeyRow,
    (column, index): (&crate::linkage::records::TextColumn, &GramIndex),
) -> Option<String> {
    let ngrams = rule.ngrams?;
    let value = column.of_record[row.record as usize];
    let characters: Vec<char> = column.values.characters(value).collect();
    let scopes = equal_keys(records, (usize::from(row.rule), rule), row.record);
    let grams = characters.windows(ngrams.chars.clamp(1, characters.len()));
    let texts = grams.map(|gram| gram.iter().collect::<String>());
    let is_block = |text: &String| {
        let hash = crate::linkage::hash::hash_text(text);
        index.hashes.contains(&hash)
            && scopes
                .iter()
                .any(|scope| combine(*scope, hash) == row.block)
    };
    texts.into_iter().find(is_block)
}

/// Unused keys that a report names; the rest is in the count.
const UNUSED_NAMED_MAX: usize = 20;

impl RuleKeys {
    fn get(&self, record: u32) -> &[u64] {
        match self {
            Self::One(keys) => match &keys[record as usize..=record as usize] {
                [0] => &[],
                one => one,
            },
            Self::Many(lists, _) => lists.get(record),
        }
    }

    fn forget(&mut self, unused: &FxHashSet<u64>) {
        if unused.is_empty() {
            return;
        }
        match self {
            Self::One(keys) => {
                for key in keys.iter_mut().filter(|key| unused.contains(key)) {
                    *key = 0;
                }
            }
            Self::Many(lists, _) => {
                let n_records = lists.starts.len() - 1;
                let (mut starts, mut keys) = (vec![0], Vec::with_capacity(lists.keys.len()));
                for record in 0..n_records as u32 {
                    keys.extend(lists.get(record).iter().filter(|key| !unused.contains(key)));
                    starts.push(keys.len() as u32);
                }
                *lists = KeyLists { starts, keys };
            }
        }
    }
}

fn keys_of(
    records: &Records,
    (idx, rule): (usize, &CheckedRule),
    index: Option<GramIndex>,
    unused: &FxHashSet<u64>,
) -> RuleKeys {
    let is_list = |column: &usize| matches!(records.columns[*column], Column::List(_));
    let all = 0..records.len() as u32;
    let mut keys = if index.is_none() && !rule.equal.iter().any(is_list) {
        let one = |record: u32| {
            let hashes = rule
                .equal
                .iter()
                .map(|column| records.columns[*column].hash(record));
            let key = hashes
                .into_iter()
                .try_fold(mix(idx as u64).max(1), |key, hash| {
                    (hash != 0).then(|| combine(key, hash))
                });
            key.unwrap_or(0)
        };
        RuleKeys::One(all.into_par_iter().map(one).collect())
    } else {
        let (mut starts, mut keys) = (vec![0], Vec::new());
        for record in all {
            let mut own = equal_keys(records, (idx, rule), record);
            if let (Some(index), Some(ngrams)) = (&index, rule.ngrams)
                && let Column::Text(column) = &records.columns[ngrams.column]
            {
                let value = column.of_record[record as usize];
                own = match value {
                    NULL_VALUE => Vec::new(),
                    value => {
                        let grams = index
                            .prefix(value)
                            .iter()
                            .map(|gram| index.hashes[*gram as usize]);
                        let scoped = |hash: u64| own.iter().map(move |scope| combine(*scope, hash));
                        grams.flat_map(scoped).collect()
                    }
                };
            }
            own.sort_unstable();
            own.dedup();
            keys.extend(own);
            starts.push(keys.len() as u32);
        }
        RuleKeys::Many(KeyLists { starts, keys }, index)
    };
    keys.forget(unused);
    keys
}

/// One key for every way to choose an item of each list; none where a column is null.
fn equal_keys(records: &Records, (idx, rule): (usize, &CheckedRule), record: u32) -> Vec<u64> {
    let mut keys = vec![mix(idx as u64).max(1)];
    for column in &rule.equal {
        let hashes = records.columns[*column].hashes(record);
        keys = keys
            .iter()
            .flat_map(|key| hashes.iter().map(|hash| combine(*key, *hash)))
            .collect();
    }
    keys
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

/// Rows of one rule and block each.
pub(in crate::linkage) fn blocks(rows: &[KeyRow]) -> impl Iterator<Item = &[KeyRow]> {
    rows.chunk_by(|left, right| (left.rule, left.block) == (right.rule, right.block))
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
