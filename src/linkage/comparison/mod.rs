//! What two records are compared in, and the small vector of levels that comes out.

mod bits;
mod jaccard;
mod ladder;
mod of_spec;
mod reach;
mod text_ladder;

pub(super) use of_spec::OfSpec;

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// One way in which records are compared, over columns prepared when it was built.
///
/// It works on batches: one dispatch for a few thousand pairs, none inside the loop.
pub trait Comparison: Sync {
    /// The name, as in the model.
    fn name(&self) -> &str;

    /// Writes the level of every pair: 0 where a side says nothing, 1 for disagreement, more for
    /// more agreement. `out` is as long as `pairs`.
    fn levels(&self, pairs: &[(u32, u32)], out: &mut [u8]);
}

/// Levels one comparison may have, the null level included: four bits of a [`Vector`].
pub const LEVELS_MAX: usize = 16;

/// Comparisons a [`Vector`] holds.
pub const COMPARISONS_MAX: usize = 16;

const BITS_PER_LEVEL: usize = 4;

/// A comparison vector: the levels of all comparisons of one pair, packed in one integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Vector(pub u64);

impl Vector {
    /// Packs levels in the order of the comparisons.
    pub fn pack(levels: &[u8]) -> Self {
        let packed = levels
            .iter()
            .enumerate()
            .map(|(idx, level)| shifted(idx, *level));
        Self(packed.fold(0, |bits, level| bits | level))
    }

    /// The level of the comparison numbered `comparison_idx`.
    pub fn level(self, comparison_idx: usize) -> u8 {
        let mask = (LEVELS_MAX - 1) as u64;
        ((self.0 >> (comparison_idx * BITS_PER_LEVEL)) & mask) as u8
    }
}

fn shifted(comparison_idx: usize, level: u8) -> u64 {
    u64::from(level) << (comparison_idx * BITS_PER_LEVEL)
}

/// How many pairs have each vector, in order of the vectors.
pub type VectorCounts = BTreeMap<Vector, u64>;

/// Pairs per dispatch: large enough to forget the call, small enough for the cache.
pub(super) const PAIRS_PER_CHUNK: usize = 4096;

/// The comparison vectors of `pairs`, in their order.
pub fn vectors(pairs: &[(u32, u32)], comparisons: &[&dyn Comparison]) -> Vec<Vector> {
    let chunks: Vec<Vec<Vector>> = pairs
        .par_chunks(PAIRS_PER_CHUNK)
        .map(|chunk| chunk_vectors(chunk, comparisons))
        .collect();
    chunks.concat()
}

/// Counts the comparison vectors of `pairs`; integers only, so the same for any number of threads.
pub fn count_vectors(pairs: &[(u32, u32)], comparisons: &[&dyn Comparison]) -> VectorCounts {
    let chunks: Vec<FxHashMap<Vector, u64>> = pairs
        .par_chunks(PAIRS_PER_CHUNK)
        .map(|chunk| {
            let mut counts = FxHashMap::default();
            for vector in chunk_vectors(chunk, comparisons) {
                *counts.entry(vector).or_insert(0) += 1;
            }
            counts
        })
        .collect();
    let mut total = VectorCounts::new();
    for (vector, count) in chunks.into_iter().flatten() {
        *total.entry(vector).or_insert(0) += count;
    }
    total
}

pub(super) fn chunk_vectors(chunk: &[(u32, u32)], comparisons: &[&dyn Comparison]) -> Vec<Vector> {
    let mut packed = vec![Vector::default(); chunk.len()];
    let mut levels = vec![0; chunk.len()];
    for (idx, comparison) in comparisons.iter().enumerate() {
        comparison.levels(chunk, &mut levels);
        for (vector, level) in packed.iter_mut().zip(&levels) {
            vector.0 |= shifted(idx, *level);
        }
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_gives_back_the_levels_it_was_packed_from() {
        let levels = [3, 0, 15, 1];
        let vector = Vector::pack(&levels);
        let unpacked: Vec<u8> = (0..levels.len()).map(|idx| vector.level(idx)).collect();
        assert_eq!(unpacked, levels);
    }
}
