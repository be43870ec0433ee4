//! How far two texts could reach at best, by lengths, beginnings and signatures alone.

use super::bits::best_possible;
use crate::linkage::records::Outline;

/// Lengths below look the matches they need up; longer texts are measured without asking.
const TABLED_CHARS: usize = 48;

/// Rows and columns of a table by two lengths; the last stands for all that are longer.
const SIDE: usize = TABLED_CHARS + 1;

/// Characters of a common beginning that count.
const PREFIX_MAX: u32 = 4;

/// Matches without which two texts do not reach a limit, by common beginning and both lengths.
#[derive(Debug, Default)]
pub(super) struct MatchesNeeded(Vec<u8>);

impl MatchesNeeded {
    pub(super) fn of(limit: f64) -> Self {
        let mut needed = Vec::with_capacity((PREFIX_MAX as usize + 1) * SIDE * SIDE);
        for n_prefix in 0..=PREFIX_MAX {
            for lengths in 0..SIDE * SIDE {
                let (n_left, n_right) = (lengths / SIDE, lengths % SIDE);
                let is_tabled = n_left < TABLED_CHARS && n_right < TABLED_CHARS;
                needed.push(match is_tabled {
                    true => n_needed(limit, n_left, n_right, n_prefix),
                    false => 0,
                });
            }
        }
        Self(needed)
    }

    #[inline]
    pub(super) fn of_lengths(&self, n_prefix: u32, n_left: u32, n_right: u32) -> u32 {
        let tabled = |n_codes: u32| (n_codes as usize).min(TABLED_CHARS);
        let row = n_prefix as usize * SIDE + tabled(n_left);
        u32::from(self.0[row * SIDE + tabled(n_right)])
    }
}

/// Matches without which no pair of such lengths reaches `limit`; 255 where none suffices.
fn n_needed(limit: f64, n_left: usize, n_right: usize, n_prefix: u32) -> u8 {
    if n_left == 0 || n_right == 0 {
        return 0;
    }
    let reaches = |n: u8| best_possible(u32::from(n), n_left, n_right, n_prefix) >= limit;
    let (mut enough, mut most) = (0, n_left.min(n_right) as u8);
    if !reaches(most) {
        return u8::MAX;
    }
    // More matches are never worth less.
    while enough < most {
        let middle = enough + (most - enough) / 2;
        match reaches(middle) {
            true => most = middle,
            false => enough = middle + 1,
        }
    }
    enough
}

/// Characters of one side whose code bit the other side has not are surely unmatched.
#[inline]
pub(super) fn n_matches_max(left: Outline, right: Outline) -> u32 {
    let only_left = (left.signature & !right.signature).count_ones();
    let only_right = (right.signature & !left.signature).count_ones();
    (left.n_codes - only_left).min(right.n_codes - only_right)
}

/// Each such character must be replaced, inserted or deleted; a replacement takes one of each side.
#[inline]
pub(super) fn n_edits_min(left: Outline, right: Outline) -> u32 {
    let only_left = (left.signature & !right.signature).count_ones();
    let only_right = (right.signature & !left.signature).count_ones();
    let by_length = left.n_codes.abs_diff(right.n_codes);
    only_left.max(only_right).max(by_length)
}

/// Common first characters, up to four, of values that differ: where they are shorter than four,
/// their heads differ before the end.
#[inline]
pub(super) fn n_prefix(left: Outline, right: Outline) -> u32 {
    let differs = left.head ^ right.head;
    (differs.trailing_zeros() / 16).min(PREFIX_MAX)
}
