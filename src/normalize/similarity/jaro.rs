//! Jaro–Winkler similarity.

use super::LENGTH_MAX;

/// Above this similarity a common beginning counts more.
const BOOST_FROM: f64 = 0.7;
/// Characters of a common beginning that count.
const PREFIX_MAX: usize = 4;
/// What each of them adds of what is missing to 1.
const PREFIX_SCALE: f64 = 0.1;

/// The Jaro–Winkler similarity, 0..=1: to the last bit what `strsim::generic_jaro_winkler` gives.
///
/// # Cost
/// O(n·m) comparisons within half of the longer length, without allocation up to 64 characters;
/// longer pairs are left to the reference.
///
/// # Source
/// W. Winkler, "String comparator metrics", 1990.
pub fn jaro_winkler(left: &[char], right: &[char]) -> f64 {
    if left.len().max(right.len()) > LENGTH_MAX {
        return strsim::generic_jaro_winkler(&left.to_vec(), &right.to_vec());
    }
    let similarity = jaro(left, right);
    if similarity <= BOOST_FROM {
        return similarity;
    }
    let pairs = left.iter().zip(right).take(PREFIX_MAX);
    let n_prefix = pairs.take_while(|(left, right)| left == right).count();
    similarity + PREFIX_SCALE * n_prefix as f64 * (1.0 - similarity)
}

fn jaro(left: &[char], right: &[char]) -> f64 {
    if left.is_empty() && right.is_empty() {
        return 1.0;
    }
    let range = (left.len().max(right.len()) / 2).saturating_sub(1);
    // Bit i: character i has found its partner.
    let (mut taken_l, mut taken_r) = (0_u64, 0_u64);
    for (idx, character) in left.iter().enumerate() {
        let from = idx.saturating_sub(range).min(right.len());
        let until = (idx + range + 1).min(right.len());
        let free = (from..until).find(|at| right[*at] == *character && taken_r >> at & 1 == 0);
        if let Some(at) = free {
            taken_l |= 1 << idx;
            taken_r |= 1 << at;
        }
    }
    let n_matches = taken_l.count_ones() as usize;
    if n_matches == 0 {
        return 0.0;
    }
    let n_swapped = partners(left, taken_l)
        .zip(partners(right, taken_r))
        .filter(|(left, right)| left != right)
        .count()
        / 2;
    let n_matches_f = n_matches as f64;
    (n_matches_f / left.len() as f64
        + n_matches_f / right.len() as f64
        + (n_matches - n_swapped) as f64 / n_matches_f)
        / 3.0
}

/// The characters whose bits are set.
fn partners(characters: &[char], taken: u64) -> impl Iterator<Item = char> + '_ {
    let is_taken = move |idx: &usize| taken >> idx & 1 == 1;
    (0..characters.len())
        .filter(is_taken)
        .map(|idx| characters[idx])
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
            let reference = strsim::generic_jaro_winkler(&left, &right);
            prop_assert_eq!(jaro_winkler(&left, &right), reference);
        }
    }
}
