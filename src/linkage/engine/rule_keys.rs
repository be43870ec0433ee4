//! The blocking keys of every record under one rule.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::ngrams::GramIndex;
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
    Many(KeyLists, Option<GramIndex>),
}

#[derive(Debug)]
pub(super) struct KeyLists {
    starts: Vec<u32>,
    keys: Vec<u64>,
}

impl KeyLists {
    pub(super) fn get(&self, record: u32) -> &[u64] {
        let idx = record as usize;
        &self.keys[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }
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

/// The keys of all records under one rule, those of `unused` blocks left out.
pub(super) fn keys_of(
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

/// Which keys were met more than once; now and then one that was not, by a slot shared with another.
pub(super) struct Met {
    /// How often each slot was met, up to two.
    slots: Vec<u8>,
}

impl Met {
    pub(super) fn of(n_keys: usize) -> Self {
        Self {
            slots: vec![0; (2 * n_keys).next_power_of_two()],
        }
    }

    fn slot(&self, key: u64) -> usize {
        key as usize & (self.slots.len() - 1)
    }

    #[inline]
    pub(super) fn meet(&mut self, key: u64) {
        let slot = self.slot(key);
        self.slots[slot] = (self.slots[slot] + 1).min(2);
    }

    #[inline]
    pub(super) fn is_shared(&self, key: u64) -> bool {
        self.slots[self.slot(key)] > 1
    }
}
