//! Grams of a text column weighted by rarity, and the few of each that must be looked up.
//!
//! With grams in order from rare to common, two texts whose cosine reaches the limit share a gram
//! among the *prefix* of both: the grams before the point from which the rest alone is too light.
//! So a block per prefix gram finds every pair above the limit, and common grams are seldom blocks.
//!
//! # Source
//! Bayardo, Ma and Srikant 2007, "Scaling up all pairs similarity search", for weighted vectors.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::linkage::hash::hash_text;
use crate::linkage::records::{NULL_VALUE, TextColumn};
use crate::linkage::spec::CheckedNgrams;

/// In how many records each gram, by its hash, stands.
pub(in crate::linkage) type GramCounts = BTreeMap<u64, u64>;

/// Keeps rounding from losing a pair that stands exactly at the limit.
const SLACK: f64 = 1e-9;

/// The grams of every value, rarest first.
#[derive(Debug)]
pub(in crate::linkage) struct GramIndex {
    starts: Vec<u32>,
    /// Numbered from the rarest.
    grams: Vec<u32>,
    /// How many of a value's grams are its prefix.
    n_prefix: Vec<u32>,
    norms: Vec<f64>,
    /// Per gram the square of its weight.
    squares: Vec<f64>,
    /// Per gram its hash.
    pub(in crate::linkage) hashes: Vec<u64>,
    cosine_min: f64,
}

/// The distinct gram hashes of a value.
fn gram_hashes(column: &TextColumn, value: u32, chars: usize) -> Vec<u64> {
    let characters: Vec<char> = column.values.characters(value).collect();
    let width = chars.clamp(1, characters.len());
    let grams = characters.windows(width);
    let mut hashes: Vec<u64> = grams
        .map(|gram| hash_text(&gram.iter().collect::<String>()))
        .collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Counts records per gram.
pub(in crate::linkage) fn count_grams(column: &TextColumn, chars: usize) -> GramCounts {
    let mut counts: FxHashMap<u64, u64> = FxHashMap::default();
    for (value, n_uses) in column.n_uses().into_iter().enumerate() {
        for hash in gram_hashes(column, value as u32, chars) {
            *counts.entry(hash).or_insert(0) += u64::from(n_uses);
        }
    }
    counts.into_iter().collect()
}

impl GramIndex {
    /// The index of a column whose grams stand in `counts` of `n_records` records.
    pub(in crate::linkage) fn of(
        column: &TextColumn,
        rule: CheckedNgrams,
        counts: &GramCounts,
        n_records: u64,
    ) -> Self {
        let n_values = column.values.len() as u32;
        let of_value: Vec<Vec<u64>> = (0..n_values)
            .map(|value| gram_hashes(column, value, rule.chars))
            .collect();
        let count = |hash: u64| counts.get(&hash).copied().unwrap_or(1).max(1);
        let mut hashes: Vec<u64> = of_value.concat();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.sort_by_key(|hash| (count(*hash), *hash));
        let numbers: FxHashMap<u64, u32> = hashes
            .iter()
            .zip(0..)
            .map(|(hash, number)| (*hash, number))
            .collect();
        let weight = |hash: &u64| (1.0 + n_records as f64 / count(*hash) as f64).ln();
        let squares: Vec<f64> = hashes.iter().map(|hash| weight(hash).powi(2)).collect();
        let mut index = Self {
            starts: vec![0],
            grams: Vec::new(),
            n_prefix: Vec::new(),
            norms: Vec::new(),
            squares,
            hashes,
            cosine_min: rule.cosine_min,
        };
        for of_value in of_value {
            let mut grams: Vec<u32> = of_value.iter().map(|hash| numbers[hash]).collect();
            grams.sort_unstable();
            index.push(&grams);
        }
        index
    }

    fn push(&mut self, grams: &[u32]) {
        let square: f64 = grams.iter().map(|gram| self.squares[*gram as usize]).sum();
        let enough = square * (self.cosine_min * (1.0 - SLACK)).powi(2);
        let mut rest = square;
        let mut n_prefix = 0;
        while n_prefix < grams.len() && rest >= enough {
            rest -= self.squares[grams[n_prefix] as usize];
            n_prefix += 1;
        }
        self.grams.extend(grams);
        self.starts.push(self.grams.len() as u32);
        self.n_prefix.push(n_prefix as u32);
        self.norms.push(square.sqrt());
    }

    fn get(&self, value: u32) -> &[u32] {
        let idx = value as usize;
        &self.grams[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }

    /// The grams by which a value must be looked up.
    pub(in crate::linkage) fn prefix(&self, value: u32) -> &[u32] {
        &self.get(value)[..self.n_prefix[value as usize] as usize]
    }

    /// Whether two values' weighted grams reach the cosine.
    #[inline]
    pub(in crate::linkage) fn are_alike(&self, left: u32, right: u32) -> bool {
        if left == NULL_VALUE || right == NULL_VALUE {
            return false;
        }
        left == right || self.cosine(left, right) >= self.cosine_min
    }

    fn cosine(&self, left: u32, right: u32) -> f64 {
        let (grams_l, grams_r) = (self.get(left), self.get(right));
        let (mut idx_l, mut idx_r, mut product) = (0, 0, 0.0);
        while idx_l < grams_l.len() && idx_r < grams_r.len() {
            match grams_l[idx_l].cmp(&grams_r[idx_r]) {
                std::cmp::Ordering::Less => idx_l += 1,
                std::cmp::Ordering::Greater => idx_r += 1,
                std::cmp::Ordering::Equal => {
                    product += self.squares[grams_l[idx_l] as usize];
                    idx_l += 1;
                    idx_r += 1;
                }
            }
        }
        product / (self.norms[left as usize] * self.norms[right as usize])
    }
}
