//! The one source of chance: a seeded stream per purpose.

use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};

/// A stream of choices that is the same for the same seed on every machine.
///
/// Ranges are drawn by our own multiplication and not by `rand`'s samplers, whose results may change
/// with a minor version; only the cipher's stream is relied on.
pub(super) struct Random(ChaCha8Rng);

impl Random {
    /// The stream of one purpose: a new draw in one purpose moves nothing in another.
    pub(super) fn of_purpose(seed: u64, purpose: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&seed.to_le_bytes());
        hasher.update(purpose.as_bytes());
        Self(ChaCha8Rng::from_seed(*hasher.finalize().as_bytes()))
    }

    /// A number in `0..n`; 0 for `n` = 0.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        let draw = u64::from(self.0.next_u32());
        ((draw * u64::from(n)) >> 32) as u32
    }

    /// A number in `low..=high`.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high - low + 1)
    }

    /// Whether an event of `per_mille` in a thousand happens.
    pub(super) fn happens(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// One of `choices`, which must not be empty.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len() as u32) as usize]
    }

    /// An index into a list of `len`, which must not be empty.
    pub(super) fn index(&mut self, len: usize) -> usize {
        self.below(len as u32) as usize
    }

    /// Puts `items` in an order of chance.
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.index(last + 1);
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_one_stream() {
        let mut left = Random::of_purpose(1, "names");
        let mut right = Random::of_purpose(1, "names");
        let mut other = Random::of_purpose(1, "codes");
        let draws =
            |random: &mut Random| -> Vec<u32> { (0..8).map(|_| random.below(1000)).collect() };
        let first = draws(&mut left);
        assert_eq!(first, draws(&mut right));
        assert_ne!(first, draws(&mut other));
    }
}
