//! Grams of a text column, counted over all records and set up for blocking.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::linkage::blocking::{GramSets, HashLists, Likeness, gram_hashes};
use crate::linkage::records::TextColumn;
use crate::linkage::spec::CheckedNgrams;

/// In how many records each gram, by its hash, stands.
pub(in crate::linkage) type GramCounts = BTreeMap<u64, u64>;

/// The distinct gram hashes of every value.
fn grams_of(column: &TextColumn, chars: usize) -> HashLists {
    HashLists::of(column.values.len(), |value, hashes| {
        let characters: Vec<char> = column.values.characters(value).collect();
        gram_hashes(&characters, chars, hashes);
    })
}

/// Counts records per gram.
pub(in crate::linkage) fn count_grams(column: &TextColumn, chars: usize) -> GramCounts {
    let grams = grams_of(column, chars);
    let mut counts: FxHashMap<u64, u64> = FxHashMap::default();
    for (n_uses, value) in column.n_uses().into_iter().zip(0..) {
        for hash in grams.get(value) {
            *counts.entry(*hash).or_insert(0) += u64::from(n_uses);
        }
    }
    counts.into_iter().collect()
}

/// The gram sets of a column whose grams stand in `counts` of `n_records` records.
pub(in crate::linkage) fn gram_sets(
    column: &TextColumn,
    rule: CheckedNgrams,
    counts: &GramCounts,
    n_records: u64,
) -> GramSets {
    let count = |hash: u64| counts.get(&hash).copied().unwrap_or(1).max(1);
    let grams = grams_of(column, rule.chars);
    GramSets::of(
        &grams,
        Likeness::Cosine(rule.cosine_min),
        (count, n_records),
    )
}
