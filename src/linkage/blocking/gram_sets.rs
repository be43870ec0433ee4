//! Values as sets of grams, numbered from the rarest, and the few of each by which it is looked up.
//!
//! With grams in order from rare to common, two values that are alike enough share a gram among the
//! *prefix* of both: the grams before the point from which the rest alone is too light. So the common
//! grams at the end of the order are seldom walked.
//!
//! # Source
//! Chaudhuri, Ganti and Kaushik 2006, "A primitive operator for similarity joins in data cleaning"
//! (prefix filtering); Bayardo, Ma and Srikant 2007, "Scaling up all pairs similarity search", for
//! weighted vectors.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::HashLists;
use crate::linkage::hash::hash_chars;

/// From which likeness on two sets of grams are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Likeness {
    /// Twice the common grams over those of both sides, 0..=1.
    Dice(f64),
    /// The cosine of the grams weighted by their rarity, 0..=1.
    Cosine(f64),
}

/// Keeps rounding from losing a pair that stands exactly at the limit.
const SLACK: f64 = 1e-9;

impl Likeness {
    /// What a partner of any size must at least share with a set of `size`.
    fn least_shared(self, size: f64) -> f64 {
        match self {
            Self::Dice(min) => min / (2.0 - min) * size * (1.0 - SLACK),
            Self::Cosine(min) => size * (min * (1.0 - SLACK)).powi(2),
        }
    }

    /// The same of a partner that is at least as large.
    fn least_shared_with_larger(self, size: f64) -> f64 {
        match self {
            Self::Dice(min) | Self::Cosine(min) => size * min * (1.0 - SLACK),
        }
    }
}

/// The distinct gram hashes of a text into `hashes`; a text shorter than a gram is its own only gram.
pub(in crate::linkage) fn gram_hashes(characters: &[char], chars: usize, hashes: &mut Vec<u64>) {
    if !characters.is_empty() {
        let grams = characters.windows(chars.clamp(1, characters.len()));
        hashes.extend(grams.map(hash_chars));
    }
}

/// The grams of every value, rarest first.
#[derive(Debug)]
pub(in crate::linkage) struct GramSets {
    starts: Vec<u32>,
    /// Numbered from the rarest.
    grams: Vec<u32>,
    /// How many of a value's grams are its prefix.
    n_prefix: Vec<u32>,
    /// Per value the sum of its grams' squares.
    sizes: Vec<f64>,
    /// Per gram the square of its weight; by Dice each weighs one.
    squares: Vec<f64>,
    /// Per gram its hash.
    pub(in crate::linkage) hashes: Vec<u64>,
    likeness: Likeness,
}

impl GramSets {
    /// The sets of values with the grams `of_value`, which stand in `count` of `n_records` records.
    pub(in crate::linkage) fn of(
        of_value: &HashLists,
        likeness: Likeness,
        (count, n_records): (impl Fn(u64) -> u64 + Sync, u64),
    ) -> Self {
        let mut hashes = of_value.all().to_vec();
        hashes.par_sort_unstable();
        hashes.dedup();
        hashes.par_sort_by_cached_key(|hash| (count(*hash), *hash));
        let numbers: FxHashMap<u64, u32> = hashes
            .iter()
            .zip(0..)
            .map(|(hash, number)| (*hash, number))
            .collect();
        let weight = |hash: &u64| (1.0 + n_records as f64 / count(*hash) as f64).ln();
        let squares = match likeness {
            Likeness::Dice(_) => vec![1.0; hashes.len()],
            Likeness::Cosine(_) => hashes.iter().map(|hash| weight(hash).powi(2)).collect(),
        };
        let values: Vec<u32> = (0..of_value.len() as u32).collect();
        let numbered = |value: &u32| {
            let hashes = of_value.get(*value).iter();
            let mut grams: Vec<u32> = hashes.map(|hash| numbers[hash]).collect();
            grams.sort_unstable();
            grams
        };
        let mut sets = Self {
            starts: vec![0],
            grams: Vec::with_capacity(of_value.all().len()),
            n_prefix: Vec::with_capacity(values.len()),
            sizes: Vec::with_capacity(values.len()),
            squares,
            hashes,
            likeness,
        };
        for chunk in values.chunks(VALUES_PER_ROUND) {
            let numbered: Vec<Vec<u32>> = chunk.par_iter().map(numbered).collect();
            numbered.iter().for_each(|grams| sets.push(grams));
        }
        sets
    }

    fn push(&mut self, grams: &[u32]) {
        let size: f64 = grams.iter().map(|gram| self.squares[*gram as usize]).sum();
        self.grams.extend(grams);
        self.starts.push(self.grams.len() as u32);
        self.sizes.push(size);
        let n_prefix = self.n_until_light(grams, size, self.likeness.least_shared(size));
        self.n_prefix.push(n_prefix);
    }

    /// After how many grams the rest alone weighs less than `enough`.
    fn n_until_light(&self, grams: &[u32], size: f64, enough: f64) -> u32 {
        let mut rest = size;
        let mut n_taken = 0;
        while n_taken < grams.len() && rest >= enough {
            rest -= self.squares[grams[n_taken] as usize];
            n_taken += 1;
        }
        n_taken as u32
    }

    pub(super) fn n_values(&self) -> usize {
        self.sizes.len()
    }

    pub(super) fn n_grams(&self) -> usize {
        self.hashes.len()
    }

    pub(super) fn size(&self, value: u32) -> f64 {
        self.sizes[value as usize]
    }

    /// The least size of a partner.
    pub(super) fn least_partner(&self, value: u32) -> f64 {
        self.likeness.least_shared(self.size(value))
    }

    pub(super) fn get(&self, value: u32) -> &[u32] {
        let idx = value as usize;
        &self.grams[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }

    /// The grams by which a value must be looked up.
    pub(in crate::linkage) fn prefix(&self, value: u32) -> &[u32] {
        &self.get(value)[..self.n_prefix[value as usize] as usize]
    }

    /// The grams by which a value must be found by all that are at least as large.
    pub(super) fn prefix_for_larger(&self, value: u32) -> &[u32] {
        let (grams, size) = (self.get(value), self.size(value));
        let enough = self.likeness.least_shared_with_larger(size);
        &grams[..self.n_until_light(grams, size, enough) as usize]
    }

    /// Whether the grams of two values are alike enough; values without grams are alike to none.
    #[inline]
    pub(in crate::linkage) fn are_alike(&self, left: u32, right: u32) -> bool {
        let (grams_l, grams_r) = (self.get(left), self.get(right));
        match self.likeness {
            Likeness::Dice(min) => {
                let enough = min * (grams_l.len() + grams_r.len()) as f64;
                share_grams(grams_l, grams_r, ((enough / 2.0).ceil() as usize).max(1))
            }
            Likeness::Cosine(min) => {
                let norms = self.size(left).sqrt() * self.size(right).sqrt();
                self.product(grams_l, grams_r) / norms >= min
            }
        }
    }

    fn product(&self, left: &[u32], right: &[u32]) -> f64 {
        let (mut idx_l, mut idx_r, mut product) = (0, 0, 0.0);
        while idx_l < left.len() && idx_r < right.len() {
            match left[idx_l].cmp(&right[idx_r]) {
                std::cmp::Ordering::Less => idx_l += 1,
                std::cmp::Ordering::Greater => idx_r += 1,
                std::cmp::Ordering::Equal => {
                    product += self.squares[left[idx_l] as usize];
                    idx_l += 1;
                    idx_r += 1;
                }
            }
        }
        product
    }
}

/// Values whose grams are numbered before they are put behind one another.
const VALUES_PER_ROUND: usize = 65_536;

/// Whether two sorted lists share `n_wanted` grams at least.
fn share_grams(left: &[u32], right: &[u32], n_wanted: usize) -> bool {
    let (mut idx_l, mut idx_r, mut n_common) = (0, 0, 0);
    while n_common < n_wanted {
        let n_left = (left.len() - idx_l).min(right.len() - idx_r);
        if n_common + n_left < n_wanted {
            return false;
        }
        let (gram_l, gram_r) = (left[idx_l], right[idx_r]);
        n_common += usize::from(gram_l == gram_r);
        idx_l += usize::from(gram_l <= gram_r);
        idx_r += usize::from(gram_r <= gram_l);
    }
    true
}
