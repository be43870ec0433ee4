//! Edit distance, a word of bits at a time.

use super::LENGTH_MAX;

/// Insertions, deletions and substitutions that turn one text into the other: what
/// `strsim::generic_levenshtein` gives.
///
/// # Cost
/// One step per character of the longer text if the shorter has at most 64, without allocation;
/// longer pairs are left to the reference.
///
/// # Source
/// G. Myers, "A fast bit-vector algorithm for approximate string matching", J. ACM 46 (1999), in
/// the form of H. Hyyrö (2003) for whole texts; the symbols are theirs.
///
/// # Examples
/// ```
/// use minglu::normalize::similarity::edit_distance;
/// let texts = ["宜昌鼎力", "宜昌力鼎"].map(|text| text.chars().collect::<Vec<_>>());
/// assert_eq!(edit_distance(&texts[0], &texts[1]), 2);
/// ```
pub fn edit_distance(left: &[char], right: &[char]) -> usize {
    let (pattern, text) = match left.len() <= right.len() {
        true => (left, right),
        false => (right, left),
    };
    if pattern.is_empty() {
        return text.len();
    }
    if pattern.len() > LENGTH_MAX {
        return strsim::generic_levenshtein(&left.to_vec(), &right.to_vec());
    }
    let places = Places::of(pattern);
    let last = 1_u64 << (pattern.len() - 1);
    let (mut pv, mut mv, mut distance) = (u64::MAX, 0_u64, pattern.len());
    for character in text {
        let eq = places.get(*character);
        let xv = eq | mv;
        let xh = (((eq & pv).wrapping_add(pv)) ^ pv) | eq;
        let mut ph = mv | !(xh | pv);
        let mut mh = pv & xh;
        distance += usize::from(ph & last != 0);
        distance -= usize::from(mh & last != 0);
        ph = (ph << 1) | 1;
        mh <<= 1;
        pv = mh | !(xv | ph);
        mv = ph & xv;
    }
    distance
}

/// Slots of the table of places: twice the characters, so that probing stays short.
const SLOTS: usize = 2 * LENGTH_MAX;

/// Where in a pattern every character stands, as bits; open addressing on the stack.
struct Places {
    slots: [(char, u64); SLOTS],
}

impl Places {
    fn of(pattern: &[char]) -> Self {
        let mut places = Self {
            slots: [(char::MIN, 0); SLOTS],
        };
        for (idx, character) in pattern.iter().enumerate() {
            let slot = places.slot(*character);
            places.slots[slot].0 = *character;
            places.slots[slot].1 |= 1 << idx;
        }
        places
    }

    fn get(&self, character: char) -> u64 {
        self.slots[self.slot(character)].1
    }

    /// The slot that holds a character, or the empty one where it would stand.
    fn slot(&self, character: char) -> usize {
        let mut slot = u32::from(character).wrapping_mul(0x9E37_79B1) as usize >> 7 & (SLOTS - 1);
        while self.slots[slot].1 != 0 && self.slots[slot].0 != character {
            slot = (slot + 1) & (SLOTS - 1);
        }
        slot
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_the_reference(left in "[甲乙丙丁ab]{0,70}|\\PC{0,20}", right in "[甲乙丙丁ab]{0,70}|\\PC{0,20}") {
            let left: Vec<char> = left.chars().collect();
            let right: Vec<char> = right.chars().collect();
            let reference = strsim::generic_levenshtein(&left, &right);
            prop_assert_eq!(edit_distance(&left, &right), reference);
        }
    }
    #[test]
    fn full_words_of_bits_are_right() {
        let left: Vec<char> = "甲乙".chars().cycle().take(64).collect();
        let right: Vec<char> = "乙甲".chars().cycle().take(80).collect();
        let reference = strsim::generic_levenshtein(&left, &right);
        assert_eq!(edit_distance(&left, &right), reference);
    }
}
