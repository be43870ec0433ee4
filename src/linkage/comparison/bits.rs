//! Jaro, Jaro–Winkler and edit distances a machine word at a time.
//!
//! One side, the pattern, is spread over a table of bit masks by character code; the other side then
//! needs a few word operations per character. The table is built once for all pairs of one left
//! record. All measures give what `strsim` gives, to the last bit; texts longer than a word go to
//! `strsim` itself.
//!
//! # Source
//! Hyyrö 2003 (a bit-vector form of Myers 1999) for the edit distance; Jaro's matching picks the
//! first free equal character in a window, which is the lowest set bit of mask and window.

/// Characters a pattern may have: bits of a word.
pub(super) const PATTERN_CHARS_MAX: usize = 64;

/// For each character code the positions at which the pattern has it.
#[derive(Debug)]
pub(super) struct PatternTable {
    masks: Vec<u64>,
}

impl PatternTable {
    /// A table for character codes below `n_codes`, holding no pattern.
    pub(super) fn of(n_codes: usize) -> Self {
        Self {
            masks: vec![0; n_codes],
        }
    }

    /// Takes in a pattern of at most 64 codes.
    #[inline]
    pub(super) fn set(&mut self, pattern: &[u16]) {
        debug_assert!(pattern.len() <= PATTERN_CHARS_MAX, "a bit per character");
        for (position, code) in pattern.iter().enumerate() {
            self.masks[usize::from(*code)] |= 1 << position;
        }
    }

    /// Forgets a pattern that was set.
    #[inline]
    pub(super) fn clear(&mut self, pattern: &[u16]) {
        for code in pattern {
            self.masks[usize::from(*code)] = 0;
        }
    }
}

/// What Jaro's matching found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Matching {
    pattern_flags: u64,
    text_flags: u64,
    /// A bit where a match stands before an earlier one: none, and no two matches are crossed.
    backward: u64,
}

impl Matching {
    #[inline]
    pub(super) fn n_matches(self) -> u32 {
        self.pattern_flags.count_ones()
    }
}

/// Matches the set pattern of `n_pattern` codes with `text`; both of 1 to 64 codes.
#[inline]
pub(super) fn matching(table: &PatternTable, n_pattern: usize, text: &[u16]) -> Matching {
    let range = (n_pattern.max(text.len()) / 2).saturating_sub(1);
    let mut window: u64 = (1 << (range + 1)) - 1;
    let (mut pattern_flags, mut text_flags, mut backward) = (0_u64, 0_u64, 0_u64);
    for (position, code) in text.iter().enumerate() {
        let free = table.masks[usize::from(*code)] & window & !pattern_flags;
        let lowest = free & free.wrapping_neg();
        // Flags above the new one survive the mask of everything below it.
        backward |= pattern_flags & !(lowest.wrapping_sub(1) | lowest);
        pattern_flags |= lowest;
        text_flags |= u64::from(free != 0) << position;
        window = (window << 1) | u64::from(position < range);
    }
    Matching {
        pattern_flags,
        text_flags,
        backward,
    }
}

/// Jaro likeness of a matching, as `strsim` computes it.
#[inline]
pub(super) fn jaro_of(
    table: &PatternTable,
    n_pattern: usize,
    text: &[u16],
    found: Matching,
) -> f64 {
    let n_matches = found.n_matches();
    if n_matches == 0 {
        return 0.0;
    }
    let (mut pattern_flags, mut text_flags) = (found.pattern_flags, found.text_flags);
    let mut n_crossed = 0;
    if found.backward == 0 {
        return likeness(n_matches, 0, n_pattern, text.len());
    }
    while text_flags != 0 {
        let position = text_flags.trailing_zeros() as usize;
        let lowest = pattern_flags & pattern_flags.wrapping_neg();
        n_crossed += u32::from(table.masks[usize::from(text[position])] & lowest == 0);
        text_flags &= text_flags - 1;
        pattern_flags ^= lowest;
    }
    likeness(n_matches, n_crossed / 2, n_pattern, text.len())
}

#[inline]
fn likeness(n_matches: u32, n_transpositions: u32, n_left: usize, n_right: usize) -> f64 {
    let matches = f64::from(n_matches);
    ((matches / n_left as f64)
        + (matches / n_right as f64)
        + (f64::from(n_matches - n_transpositions) / matches))
        / 3.0
}

/// Winkler's addition for a common beginning of up to four characters.
#[inline]
pub(super) fn with_prefix(jaro: f64, n_prefix: u32) -> f64 {
    const FROM: f64 = 0.7;
    const PER_CHARACTER: f64 = 0.1;
    match jaro > FROM {
        true => jaro + PER_CHARACTER * f64::from(n_prefix) * (1.0 - jaro),
        false => jaro,
    }
}

/// The most a pair of such lengths can reach with so many matches.
pub(super) fn best_possible(n_matches: u32, n_left: usize, n_right: usize, n_prefix: u32) -> f64 {
    match n_matches {
        0 => 0.0,
        _ => with_prefix(likeness(n_matches, 0, n_left, n_right), n_prefix),
    }
}

/// Jaro–Winkler likeness of the set `pattern` and `text`, 0..=1; both of 1 to 64 codes.
#[cfg(test)]
fn jaro_winkler(table: &PatternTable, pattern: &[u16], text: &[u16]) -> f64 {
    let found = matching(table, pattern.len(), text);
    let begins = pattern.iter().zip(text).take(4);
    let n_prefix = begins.take_while(|(left, right)| left == right).count();
    with_prefix(jaro_of(table, pattern.len(), text, found), n_prefix as u32)
}

/// Edit distance of the set pattern of `n_pattern` codes, 1 to 64, and `text`; where it is above
/// `most`, any number above `most`.
#[inline]
pub(super) fn levenshtein(table: &PatternTable, n_pattern: usize, text: &[u16], most: u32) -> u32 {
    let last = 1_u64 << (n_pattern - 1);
    let (mut up, mut down) = (u64::MAX, 0_u64);
    let mut distance = n_pattern as u32;
    let mut n_left = text.len() as u32;
    for code in text {
        let equal = table.masks[usize::from(*code)];
        let zero = (((equal & up).wrapping_add(up)) ^ up) | equal | down;
        let right = down | !(zero | up);
        let left = zero & up;
        distance += u32::from(right & last != 0);
        distance -= u32::from(left & last != 0);
        n_left -= 1;
        // Every character still to come can take at most one off.
        if distance > most + n_left {
            return distance - n_left;
        }
        let right = (right << 1) | 1;
        up = (left << 1) | !(zero | right);
        down = right & zero;
    }
    distance
}

/// The same with neighbours exchanged as one edit, no character edited twice (optimal string
/// alignment).
///
/// # Source
/// Hyyrö 2003, section 4: a diagonal is also free of cost where this and the last character stand
/// exchanged in the pattern.
#[inline]
pub(super) fn alignment(table: &PatternTable, n_pattern: usize, text: &[u16], most: u32) -> u32 {
    let last = 1_u64 << (n_pattern - 1);
    let (mut up, mut down) = (u64::MAX, 0_u64);
    let (mut zero, mut equal_before) = (0_u64, 0_u64);
    let mut distance = n_pattern as u32;
    let mut n_left = text.len() as u32;
    for code in text {
        let equal = table.masks[usize::from(*code)];
        let exchanged = ((!zero & equal) << 1) & equal_before;
        zero = (((equal & up).wrapping_add(up)) ^ up) | equal | down | exchanged;
        let right = down | !(zero | up);
        let left = zero & up;
        distance += u32::from(right & last != 0);
        distance -= u32::from(left & last != 0);
        n_left -= 1;
        // An exchange closes with this character; later ones still take at most one off each.
        if distance > most + n_left {
            return distance - n_left;
        }
        let right = (right << 1) | 1;
        up = (left << 1) | !(zero | right);
        down = right & zero;
        equal_before = equal;
    }
    distance
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn codes(text: &str) -> Vec<u16> {
        text.chars().map(|sign| sign as u16).collect()
    }

    fn table_of(pattern: &[u16]) -> PatternTable {
        let mut table = PatternTable::of(usize::from(u16::MAX) + 1);
        table.set(pattern);
        table
    }

    proptest! {
        #[test]
        fn all_measures_are_those_of_strsim_to_the_last_bit(
            left in "[ab鼎力商]{1,14}", right in "[ab鼎力商]{1,14}", long in "[a-f]{50,64}", other in "[a-f]{1,64}",
        ) {
            for (left, right) in [(&left, &right), (&long, &other), (&other, &long)] {
                let (pattern, text) = (codes(left), codes(right));
                let table = table_of(&pattern);
                prop_assert_eq!(jaro_winkler(&table, &pattern, &text), strsim::jaro_winkler(left, right));
                let distance = strsim::levenshtein(left, right) as u32;
                prop_assert_eq!(levenshtein(&table, pattern.len(), &text, 64), distance);
                let bounded = levenshtein(&table, pattern.len(), &text, 2);
                prop_assert_eq!(bounded.min(3), distance.min(3));
                let aligned = strsim::osa_distance(left, right) as u32;
                prop_assert_eq!(alignment(&table, pattern.len(), &text, 64), aligned);
                let bounded = alignment(&table, pattern.len(), &text, 2);
                prop_assert_eq!(bounded.min(3), aligned.min(3));
            }
        }

        #[test]
        fn likeness_is_symmetric(left in "[abc]{1,20}", right in "[abc]{1,20}") {
            prop_assert_eq!(strsim::jaro_winkler(&left, &right), strsim::jaro_winkler(&right, &left));
        }
    }

    #[test]
    fn a_pattern_that_is_cleared_leaves_no_trace() {
        let mut table = table_of(&codes("鼎力"));
        table.clear(&codes("鼎力"));
        assert!(table.masks.iter().all(|mask| *mask == 0));
    }
}
