//! How many slips of the hand lie between two texts: an alignment in which likely slips cost little.

use super::LENGTH_MAX;
use super::confusion::{Confusion, confusion};

/// What slips of the hand cost, in twelfths of a character lost or added.
pub type SlipCost = u16;

/// A character lost or added.
pub const LOST: SlipCost = 12;
/// Same sound: the commonest slip of pinyin typing.
const SAME_SOUND: SlipCost = 3;
const ALIKE_SHAPE: SlipCost = 4;
const NEAR_SOUND: SlipCost = 6;
/// Two neighbours exchanged.
const EXCHANGED: SlipCost = 8;
/// A character for one that it resembles in neither sound nor shape: nobody's slip, so one lost
/// and one added.
const ARBITRARY: SlipCost = 2 * LOST;

fn substitution(left: char, right: char) -> SlipCost {
    match confusion(left, right) {
        Confusion::Same => 0,
        Confusion::SameSound => SAME_SOUND,
        Confusion::AlikeShape => ALIKE_SHAPE,
        Confusion::NearSound => NEAR_SOUND,
        Confusion::Different => ARBITRARY,
    }
}

/// The cheapest way to take one folded text for the other, in twelfths of a lost character:
/// same-sounding, alike-looking and exchanged characters cost less than lost ones. Of longer texts
/// the first 64 characters are read.
///
/// # Cost
/// O(n·m), no allocation.
///
/// # Source
/// The optimal string alignment distance (Damerau 1964, restricted) with weights.
///
/// # Examples
/// ```
/// use minglu::normalize::similarity::{LOST, slip_cost};
/// let texts = ["宜昌鼎力", "宜昌鼎利", "宜昌鼎"].map(|text| text.chars().collect::<Vec<_>>());
/// assert!(slip_cost(&texts[0], &texts[1]) < LOST);
/// assert_eq!(slip_cost(&texts[0], &texts[2]), LOST);
/// ```
pub fn slip_cost(left: &[char], right: &[char]) -> SlipCost {
    let left = left.get(..LENGTH_MAX).unwrap_or(left);
    let right = right.get(..LENGTH_MAX).unwrap_or(right);
    alignment_cost(left, right)
}

/// Whether two texts are the same characters in whatever order.
///
/// # Cost
/// O(n·m) at worst, O(n) where a character is the other's only in one; no allocation.
pub fn are_anagrams(left: &[char], right: &[char]) -> bool {
    let count = |text: &[char], wanted: char| text.iter().filter(|sign| **sign == wanted).count();
    left.len() == right.len()
        && left
            .iter()
            .all(|sign| count(left, *sign) == count(right, *sign))
}

fn alignment_cost(left: &[char], right: &[char]) -> SlipCost {
    let mut before = [0; LENGTH_MAX + 1];
    let mut above = [0; LENGTH_MAX + 1];
    for (cell, cost) in above
        .iter_mut()
        .zip((0..).step_by(usize::from(LOST)))
        .take(right.len() + 1)
    {
        *cell = cost;
    }
    for (at_l, char_l) in left.iter().enumerate() {
        let mut row = [0; LENGTH_MAX + 1];
        row[0] = above[0] + LOST;
        for (at_r, char_r) in right.iter().enumerate() {
            let replaced = above[at_r] + substitution(*char_l, *char_r);
            let mut cost = replaced.min(above[at_r + 1] + LOST).min(row[at_r] + LOST);
            let is_exchange =
                at_l > 0 && at_r > 0 && *char_l == right[at_r - 1] && left[at_l - 1] == *char_r;
            if is_exchange {
                cost = cost.min(before[at_r - 1] + EXCHANGED);
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

    fn cost(left: &str, right: &str) -> SlipCost {
        let left: Vec<char> = left.chars().collect();
        let right: Vec<char> = right.chars().collect();
        slip_cost(&left, &right)
    }

    #[test]
    fn likely_slips_cost_less() {
        assert_eq!(cost("宜昌鼎力", "宜昌鼎利"), SAME_SOUND);
        assert_eq!(cost("未来商贸", "末来商贸"), ALIKE_SHAPE);
        assert_eq!(cost("宜昌鼎力", "宜昌力鼎"), EXCHANGED);
        assert_eq!(cost("宜昌鼎力", "宜昌鼎天"), ARBITRARY);
        assert_eq!(cost("恒茂劳务派遣", "恒贸劳派遣"), SAME_SOUND + LOST);
        assert_eq!(cost("", ""), 0);
        assert_eq!(cost("鼎力", ""), 2 * LOST);
    }

    #[test]
    fn the_order_of_characters_makes_no_other_characters() {
        let characters = |text: &str| text.chars().collect::<Vec<char>>();
        assert!(are_anagrams(
            &characters("盛圆齐颐建材"),
            &characters("颐齐圆盛建材")
        ));
        assert!(!are_anagrams(
            &characters("盛盛建材"),
            &characters("盛建建材")
        ));
    }

    proptest! {
        #[test]
        fn it_is_symmetric_and_never_more_than_writing_anew(left in "[宜昌鼎力利丽末未]{0,12}", right in "[宜昌鼎力利丽末未]{0,60}") {
            let found = cost(&left, &right);
            let anew = left.chars().chain(right.chars()).count() as SlipCost * LOST;
            prop_assert!(found <= anew);
            prop_assert_eq!(found, cost(&right, &left));
            prop_assert_eq!(found == 0, left == right);
        }
    }
}
