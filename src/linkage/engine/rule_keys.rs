//! The blocking keys of every record under one rule.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::linkage::blocking::{GramSets, HashLists};
use crate::linkage::hash::{combine, mix};
use crate::linkage::records::{Column, NULL_VALUE, Records};
use crate::linkage::spec::CheckedRule;

/// Keys that stand on more records than their rule allows, by rule.
pub(in crate::linkage) type UnusedBlocks = Vec<FxHashSet<u64>>;

/// The keys of one rule.
#[derive(Debug)]
pub(super) enum RuleKeys {
    /// One per record, 0 for none.
    One(Vec<u64>),
    /// Several per record, ascending.
    Many(HashLists, Option<GramSets>),
}

impl RuleKeys {
    pub(super) fn get(&self, record: u32) -> &[u64] {
        match self {
            Self::One(keys) => match &keys[record as usize..=record as usize] {
                [0] => &[],
                one => one,
            },
            Self::Many(lists, _) => lists.get(record),
        }
    }

    pub(super) fn forget(&mut self, unused: &FxHashSet<u64>) {
        if unused.is_empty() {
            return;
        }
        match self {
            Self::One(keys) => {
                for key in keys.iter_mut().filter(|key| unused.contains(key)) {
                    *key = 0;
                }
            }
            Self::Many(lists, _) => lists.forget(unused),
        }
    }
}

/// The keys of all records under one rule, those of `unused` blocks left out.
pub(super) fn keys_of(
    records: &Records,
    (idx, rule): (usize, &CheckedRule),
    index: Option<GramSets>,
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
        let grams = |record: u32| {
            let (index, ngrams) = (index.as_ref()?, rule.ngrams?);
            match &records.columns[ngrams.column] {
                Column::Text(column) => Some((index, column.of_record[record as usize])),
                Column::Number(_) | Column::Date(_) | Column::List(_) => None,
            }
        };
        let many = |record: u32, keys: &mut Vec<u64>| {
            let own = equal_keys(records, (idx, rule), record);
            match grams(record) {
                None => keys.extend(own),
                Some((_, NULL_VALUE)) => {}
                Some((index, value)) => {
                    let grams = index.prefix(value).iter();
                    let hashes = grams.map(|gram| index.hashes[*gram as usize]);
                    let scoped = |hash: u64| own.iter().map(move |scope| combine(*scope, hash));
                    keys.extend(hashes.flat_map(scoped));
                }
            }
        };
        let lists = HashLists::of(records.len(), many);
        RuleKeys::Many(lists, index)
    };
    keys.forget(unused);
    keys
}

/// One key for every way to choose an item of each list; none where a column is null.
pub(super) fn equal_keys(
    records: &Records,
    (idx, rule): (usize, &CheckedRule),
    record: u32,
) -> Vec<u64> {
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
