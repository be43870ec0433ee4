//! An alignment in which likely slips cost little.

use super::LENGTH_MAX;
use super::confusion::{Confusion, confusion};

/// Costs of one change, in twelfths of an arbitrary one.
type Cost = u16;

/// An insertion, a deletion or an arbitrary substitution.
const ARBITRARY: Cost = 12;
/// Same sound: the commonest slip of pinyin typing.
const SAME_SOUND: Cost = 3;
const ALIKE_SHAPE: Cost = 4;
const NEAR_SOUND: Cost = 6;
/// Two neighbours exchanged.
const EXCHANGE: Cost = 8;

fn substitution(left: char, right: char) -> Cost {
    match confusion(left, right) {
        Confusion::Same => 0,
        Confusion::SameSound => SAME_SOUND,
        Confusion::AlikeShape => ALIKE_SHAPE,
        Confusion::NearSound => NEAR_SOUND,
        Confusion::Different => ARBITRARY,
    }
}

/// How alike two folded texts are, 0..=1: 1 less the cheapest alignment's cost over that of
/// replacing every character of the longer text. Same-sounding, alike-looking and exchanged
/// characters cost less than arbitrary ones. Of longer texts the first 64 characters are read.
///
/// # Cost
/// O(n·m), no allocation.
///
/// # Source
/// The optimal string alignment distance (Damerau 1964, restricted) with weights.
pub fn aligned_similarity(left: &[char], right: &[char]) -> f64 {
    let left = left.get(..LENGTH_MAX).unwrap_or(left);
    let right = right.get(..LENGTH_MAX).unwrap_or(right);
    let longer = left.len().max(right.len());
    if longer == 0 {
        return 1.0;
    }
    let cost = alignment_cost(left, right);
    1.0 - f64::from(cost) / (f64::from(ARBITRARY) * longer as f64)
}

fn alignment_cost(left: &[char], right: &[char]) -> Cost {
    let mut before = [0; LENGTH_MAX + 1];
    let mut above = [0; LENGTH_MAX + 1];
    for (cell, cost) in above
        .iter_mut()
        .zip((0..).step_by(usize::from(ARBITRARY)))
        .take(right.len() + 1)
    {
        *cell = cost;
    }
    for (at_l, char_l) in left.iter().enumerate() {
        let mut row = [0; LENGTH_MAX + 1];
        row[0] = above[0] + ARBITRARY;
        for (at_r, char_r) in right.iter().enumerate() {
            let replaced = above[at_r] + substitution(*char_l, *char_r);
            let mut cost = replaced
                .min(above[at_r + 1] + ARBITRARY)
                .min(row[at_r] + ARBITRARY);
            let is_exchange =
                at_l > 0 && at_r > 0 && *char_l == right[at_r - 1] && left[at_l - 1] == *char_r;
            if is_exchange {
                cost = cost.min(before[at_r - 1] + EXCHANGE);
            }
            row[at_r + 1] = cost;
        }
        before = above;
        above = row;
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn similarity(left: &str, right: &str) -> f64 {
        let left: Vec<char> = left.chars().collect();
        let right: Vec<char> = right.chars().collect();
        aligned_similarity(&left, &right)
    }

    #[test]
    fn likely_slips_cost_less() {
        let same_sound = similarity("宜昌鼎力", "宜昌鼎利");
        let alike_shape = similarity("未来商贸", "末来商贸");
        let exchanged = similarity("宜昌鼎力", "宜昌力鼎");
        let arbitrary = similarity("宜昌鼎力", "宜昌鼎天");
        assert!(same_sound > alike_shape && alike_shape > exchanged && exchanged > arbitrary);
        assert_eq!(arbitrary, 0.75);
        assert_eq!(similarity("", ""), 1.0);
        assert_eq!(similarity("鼎力", ""), 0.0);
    }

    proptest! {
        #[test]
        fn it_is_symmetric_and_bounded(left in "[宜昌鼎力利丽末未]{0,12}", right in "[宜昌鼎力利丽末未]{0,70}") {
            let found = similarity(&left, &right);
            prop_assert!((0.0..=1.0).contains(&found));
            prop_assert_eq!(found, similarity(&right, &left));
        }
    }
}
