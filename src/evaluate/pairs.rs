//! Pairs of rows that are alike in something, counted without looking at any pair.
//!
//! Rows are sorted by what they must share; a group of n rows holds n(n−1)/2 pairs. So a file of two
//! million rows is judged in the time it takes to sort it.

use std::ops::{AddAssign, SubAssign};

/// Numbers of pairs by the sources of their two rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PairCounts {
    n_sources: usize,
    counts: Vec<i64>,
}

impl PairCounts {
    fn none(n_sources: usize) -> Self {
        Self {
            n_sources,
            counts: vec![0; n_sources * n_sources],
        }
    }

    /// Pairs of a row of source `left` with one of source `right`; `left` ≤ `right`.
    pub(super) fn between(&self, left: usize, right: usize) -> u64 {
        self.counts[left * self.n_sources + right].unsigned_abs()
    }

    /// All pairs.
    pub(super) fn total(&self) -> u64 {
        self.counts.iter().sum::<i64>().unsigned_abs()
    }

    /// Adds the pairs of a group with so many rows of each source, sources ascending.
    fn add_group(&mut self, group: &[(u16, i64)]) {
        for (idx, &(left, n_left)) in group.iter().enumerate() {
            let of_left = usize::from(left) * self.n_sources;
            self.counts[of_left + usize::from(left)] += n_left * (n_left - 1) / 2;
            for &(right, n_right) in &group[idx + 1..] {
                self.counts[of_left + usize::from(right)] += n_left * n_right;
            }
        }
    }
}

impl AddAssign<&Self> for PairCounts {
    fn add_assign(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }
}

impl SubAssign<&Self> for PairCounts {
    fn sub_assign(&mut self, other: &Self) {
        for (count, less) in self.counts.iter_mut().zip(&other.counts) {
            *count -= less;
        }
    }
}

/// Counts the pairs of rows with equal keys; a row without a key pairs with nobody.
///
/// # Cost
/// O(n log n) time, O(n) memory.
pub(super) fn pairs_alike<K: Ord>(
    rows: impl Iterator<Item = (Option<K>, u16)>,
    n_sources: usize,
) -> PairCounts {
    let mut keyed: Vec<(K, u16)> = rows
        .filter_map(|(key, source)| Some((key?, source)))
        .collect();
    keyed.sort_unstable();
    let mut counts = PairCounts::none(n_sources);
    for group in keyed.chunk_by(|left, right| left.0 == right.0) {
        let by_source: Vec<(u16, i64)> = group
            .chunk_by(|left, right| left.1 == right.1)
            .map(|part| (part[0].1, part.len() as i64))
            .collect();
        counts.add_group(&by_source);
    }
    counts
}

/// The facts an exact join joins on; 0 for one that the row lacks.
pub(super) type Facts = [u32; 3];

/// Counts the pairs of rows that share at least one fact, and `within` too: each pair once, by
/// inclusion and exclusion over the facts.
pub(super) fn pairs_sharing_a_fact<W: Ord + Copy>(
    rows: impl Iterator<Item = (Option<W>, Facts, u16)> + Clone,
    n_sources: usize,
) -> PairCounts {
    let mut counts = PairCounts::none(n_sources);
    for mask in 1u8..8 {
        let masked = rows.clone().map(|(within, facts, source)| {
            let mut key = [0; 3];
            for (idx, fact) in facts.into_iter().enumerate() {
                if mask & (1 << idx) == 0 {
                    continue;
                }
                if fact == 0 {
                    return (None, source);
                }
                key[idx] = fact;
            }
            (within.map(|within| (within, key)), source)
        });
        let shared = pairs_alike(masked, n_sources);
        match mask.count_ones() % 2 {
            1 => counts += &shared,
            _ => counts -= &shared,
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pairs_are_counted_by_their_sources() {
        let rows = [
            (Some(1), 0),
            (Some(1), 1),
            (Some(1), 1),
            (None, 0),
            (Some(2), 0),
        ];
        let counts = pairs_alike(rows.into_iter(), 2);
        assert_eq!(counts.between(0, 1), 2);
        assert_eq!(counts.between(1, 1), 1);
        assert_eq!(counts.total(), 3);
    }

    proptest! {
        #[test]
        fn shared_facts_are_counted_as_by_looking_at_every_pair(
            rows in proptest::collection::vec((0u32..3, [0u32..3, 0..3, 0..3], 0u16..2), 0..12),
        ) {
            let alike = |left: &(u32, Facts, u16), right: &(u32, Facts, u16)| {
                let facts = left.1.iter().zip(&right.1);
                left.0 == right.0 && facts.into_iter().any(|(l, r)| *l != 0 && l == r)
            };
            let mut n = 0;
            for (idx, left) in rows.iter().enumerate() {
                n += rows[idx + 1..].iter().filter(|right| alike(left, right)).count() as u64;
            }
            let keyed = rows.iter().map(|&(within, facts, source)| (Some(within), facts, source));
            prop_assert_eq!(pairs_sharing_a_fact(keyed, 2).total(), n);
        }
    }
}
