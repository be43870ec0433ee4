//! How often rare levels occur, counted over an index of grams.
//!
//! A level that one pair in ten thousand is at, or fewer, is hardly seen in a sample of pairs. But
//! texts so alike share grams, and an index of grams gives for each of some records everything it
//! could be alike among many others, without looking at the rest. What is at the level and shares no
//! indexed gram is taken from the sample and is part of the interval.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::u_values::{Counts, LevelU, Measured, grid, known, shares};
use crate::linkage::comparison::{Comparison, LEVELS_MAX};
use crate::linkage::records::{Column, NULL_VALUE, Records, TextColumn};
use crate::linkage::spec::CheckedComparison;

/// A level of a smaller share is counted over the index.
const RARE: f64 = 1e-4;

/// Records that the index holds at most, and that are looked up in it at most.
const RIGHTS_MAX: usize = 20_000;
const LEFTS_MAX: usize = 2_000;

/// Pairs that are compared at most.
const PAIRS_MAX: u64 = 500_000;

/// Least cosine above which the index finds every pair.
const COSINE_MIN: f64 = 0.3;

/// With fewer different characters than this, two in a row are too common to find anything by.
const SMALL_ALPHABET: usize = 128;

/// A pair of the sample with its level, where that is better than `else`.
pub(super) type Near = (u8, (u32, u32));

/// Replaces the shares of rare levels of a comparison on one text column, if it has any; `near` are
/// those of the `n_sampled` pairs of the sample that are at such levels.
pub(super) fn count_rare(
    records: &Records,
    (checked, comparison): (&CheckedComparison, &dyn Comparison),
    (near, n_sampled): (&[Near], u64),
    levels: &mut [LevelU],
) {
    let [only] = checked.columns()[..] else {
        return;
    };
    let Column::Text(column) = &records.columns[only] else {
        return;
    };
    let is_rare = |level: &LevelU| level.by == Measured::Sampled && level.share < RARE;
    if !levels[1..].iter().any(is_rare) {
        return;
    }
    let side = RIGHTS_MAX as u64;
    let (mut lefts, rights) = grid(records.len() as u32, side * side);
    lefts.truncate(LEFTS_MAX);
    let index = SampleIndex::of(column, &rights);
    lefts.truncate(index.affordable(&lefts));
    let (by_left, by_right) = index.count(comparison, &lefts);
    if by_left.iter().map(known).sum::<u64>() <= n_sampled {
        return;
    }
    let found = shares(&by_left, &by_right, levels.len());
    for (idx, (level, found)) in levels.iter_mut().zip(found).enumerate().skip(1) {
        if !is_rare(level) {
            continue;
        }
        let missed = near
            .iter()
            .filter(|(own, pair)| usize::from(*own) == idx + 1 && !index.holds(pair.0, pair.1));
        let n_missed = missed.count() as f64;
        let all = n_sampled.max(1) as f64;
        // Of a count c about 1.96 √c more or less, and three where none was seen.
        let spread = (1.96 * n_missed.sqrt()).max(3.0) / all;
        let share = found.share + n_missed / all;
        *level = LevelU {
            share,
            interval: (
                (found.interval.0 + n_missed / all - spread).max(found.interval.0),
                (found.interval.1 + n_missed / all + spread).min(1.0),
            ),
            by: Measured::Indexed,
        };
    }
}

/// The rarest grams of some records' values.
struct SampleIndex<'a> {
    column: &'a TextColumn,
    rights: &'a [u32],
    width: usize,
    n_holding: FxHashMap<u64, u32>,
    /// Places in `rights`, by gram.
    postings: FxHashMap<u64, Vec<u32>>,
    n_rights_known: u64,
}

impl<'a> SampleIndex<'a> {
    fn of(column: &'a TextColumn, rights: &'a [u32]) -> Self {
        let mut index = Self {
            column,
            rights,
            width: if column.values.n_codes() < SMALL_ALPHABET {
                3
            } else {
                2
            },
            n_holding: FxHashMap::default(),
            postings: FxHashMap::default(),
            n_rights_known: 0,
        };
        for right in rights {
            for gram in index.grams(*right) {
                *index.n_holding.entry(gram).or_insert(0) += 1;
            }
        }
        for (place, right) in rights.iter().enumerate() {
            let prefix = index.prefix(*right);
            index.n_rights_known += u64::from(!prefix.is_empty());
            for gram in prefix {
                index.postings.entry(gram).or_default().push(place as u32);
            }
        }
        index
    }

    /// The distinct grams of a record's value, ascending.
    fn grams(&self, record: u32) -> Vec<u64> {
        let value = self.column.of_record[record as usize];
        if value == NULL_VALUE {
            return Vec::new();
        }
        let codes = self.column.values.get(value);
        let packed = |gram: &[u16]| {
            let codes = gram.iter();
            codes.fold(0, |packed, code| (packed << 16) | u64::from(*code))
        };
        let windows = codes.windows(self.width.min(codes.len()));
        let mut grams: Vec<u64> = windows.map(packed).collect();
        grams.sort_unstable();
        grams.dedup();
        grams
    }

    /// The grams of which one at least is shared by any two values above the cosine.
    fn prefix(&self, record: u32) -> Vec<u64> {
        let n_holding = |gram: &u64| self.n_holding.get(gram).copied().unwrap_or(1);
        let square = |gram: &u64| {
            let rarity = self.rights.len() as f64 / f64::from(n_holding(gram));
            (1.0 + rarity).ln().powi(2)
        };
        let mut grams = self.grams(record);
        grams.sort_by_key(|gram| (n_holding(gram), *gram));
        let whole: f64 = grams.iter().map(square).sum();
        let enough = whole * COSINE_MIN.powi(2);
        let mut rest = whole;
        let kept = grams.iter().take_while(|gram| {
            let is_kept = rest >= enough;
            rest -= square(gram);
            is_kept
        });
        let n_kept = kept.count();
        grams.truncate(n_kept);
        grams
    }

    /// Whether the index would give the pair.
    fn holds(&self, left: u32, right: u32) -> bool {
        let of_right = self.prefix(right);
        let of_left = self.prefix(left);
        of_left.iter().any(|gram| of_right.contains(gram))
    }

    fn postings(&self, gram: u64) -> &[u32] {
        self.postings.get(&gram).map_or(&[], Vec::as_slice)
    }

    /// How many of the lefts can be looked up for [`PAIRS_MAX`].
    fn affordable(&self, lefts: &[u32]) -> usize {
        let mut n_pairs = 0;
        let enough = lefts.iter().position(|left| {
            let prefix = self.prefix(*left).into_iter();
            n_pairs += prefix
                .map(|gram| self.postings(gram).len() as u64)
                .sum::<u64>();
            n_pairs > PAIRS_MAX
        });
        enough.unwrap_or(lefts.len())
    }

    /// Level counts of every left and every right; what the index does not give counts as `else`.
    fn count(&self, comparison: &dyn Comparison, lefts: &[u32]) -> (Vec<Counts>, Vec<Counts>) {
        let of_left = |left: &u32| {
            let prefix = self.prefix(*left);
            let mut places: Vec<u32> = prefix
                .iter()
                .flat_map(|gram| self.postings(*gram).iter().copied())
                .collect();
            places.sort_unstable();
            places.dedup();
            let right = |place: &u32| (*left, self.rights[*place as usize]);
            let pairs: Vec<(u32, u32)> = places.iter().map(right).collect();
            let mut levels = vec![0; pairs.len()];
            comparison.levels(&pairs, &mut levels);
            let near = places.into_iter().zip(levels);
            let near: Vec<(u32, u8)> = near.filter(|(_, level)| *level > 1).collect();
            (!prefix.is_empty()).then_some(near)
        };
        let of_lefts: Vec<Option<Vec<(u32, u8)>>> = lefts.par_iter().map(of_left).collect();
        let n_lefts_known = of_lefts.iter().flatten().count() as u64;
        let else_for = |n_others: u64| {
            let mut counts: Counts = [0; LEVELS_MAX];
            counts[1] = n_others;
            counts
        };
        let mut by_right: Vec<Counts> = vec![else_for(n_lefts_known); self.rights.len()];
        let mut by_left = Vec::new();
        for near in of_lefts.into_iter().flatten() {
            let mut own = else_for(self.n_rights_known);
            for (place, level) in near {
                for counts in [&mut own, &mut by_right[place as usize]] {
                    counts[1] -= 1;
                    counts[usize::from(level)] += 1;
                }
            }
            by_left.push(own);
        }
        for (right, counts) in self.rights.iter().zip(&mut by_right) {
            if self.column.of_record[*right as usize] == NULL_VALUE {
                *counts = [0; LEVELS_MAX];
            }
        }
        (by_left, by_right)
    }
}
