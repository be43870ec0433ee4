//! Every true name of the city, by hashes: whether is taken, and whose is one character away.

use rustc_hash::FxHashMap;
#[cfg(test)]
use rustc_hash::FxHashSet;

/// The names given so far, each with the number of its owner in the city.
///
/// # Cost
/// Two entries of sixteen bytes per character of a name: about 700 bytes an enterprise.
#[derive(Default)]
pub(super) struct NameBook {
    full: FxHashMap<u64, u32>,
    /// Names with one character blotted out: two names that share one differ in that character.
    blotted: FxHashMap<u64, u32>,
    /// Names with one character left out.
    shortened: FxHashMap<u64, u32>,
}

impl NameBook {
    /// Whether somebody has this name.
    pub(super) fn contains(&self, name: &str) -> bool {
        self.owner(name).is_some()
    }

    /// Who has this name.
    pub(super) fn owner(&self, name: &str) -> Option<u32> {
        self.full.get(&hash(name.chars())).copied()
    }

    /// The owner of a different name one character away (substituted, added or left out), for a name
    /// that is not given yet.
    pub(super) fn neighbour(&self, name: &str) -> Option<u32> {
        let letters: Vec<char> = name.chars().collect();
        let own = hash(letters.iter().copied());
        let one_shorter_or_other = |idx: usize| {
            let shorter = self.full.get(&without(&letters, idx));
            shorter.or_else(|| self.blotted.get(&blot(&letters, idx)))
        };
        let longer = self.shortened.get(&own);
        longer
            .or_else(|| (0..letters.len()).find_map(one_shorter_or_other))
            .copied()
    }

    /// Gives the name to `owner`; false if it is taken.
    pub(super) fn give(&mut self, name: &str, owner: u32) -> bool {
        let letters: Vec<char> = name.chars().collect();
        let own = hash(letters.iter().copied());
        if self.full.contains_key(&own) {
            return false;
        }
        self.full.insert(own, owner);
        for idx in 0..letters.len() {
            self.blotted.insert(blot(&letters, idx), owner);
            self.shortened.insert(without(&letters, idx), owner);
        }
        true
    }
}

/// What stands for the blotted character: no name holds it.
const BLOT: char = '\u{1}';

/// The hash of the name with the character at `idx` blotted out.
pub(super) fn blot(letters: &[char], idx: usize) -> u64 {
    let letters = letters.iter().enumerate();
    hash(letters.map(|(at, letter)| if at == idx { BLOT } else { *letter }))
}

/// The hash of the name without the character at `idx`.
pub(super) fn without(letters: &[char], idx: usize) -> u64 {
    let kept = letters.iter().enumerate().filter(|(at, _)| *at != idx);
    hash(kept.map(|(_, letter)| *letter))
}

/// FNV-1a over code points, widened by a final mix: stable, and wide enough for a million names.
pub(super) fn hash(letters: impl Iterator<Item = char>) -> u64 {
    let folded = letters.fold(0xcbf2_9ce4_8422_2325_u64, |state, letter| {
        (state ^ u64::from(u32::from(letter))).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let mixed = (folded ^ (folded >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

/// The share of `names` that have a different name exactly one character away, 0..=1.
#[cfg(test)]
pub(super) fn share_with_neighbour(names: &[String]) -> f64 {
    use std::collections::HashMap;

    let letters: Vec<Vec<char>> = names.iter().map(|name| name.chars().collect()).collect();
    let full: FxHashSet<u64> = letters
        .iter()
        .map(|name| hash(name.iter().copied()))
        .collect();
    let mut blotted: HashMap<u64, u32> = HashMap::new();
    let mut shortened: FxHashSet<u64> = FxHashSet::default();
    for name in &letters {
        for idx in 0..name.len() {
            *blotted.entry(blot(name, idx)).or_insert(0) += 1;
            shortened.insert(without(name, idx));
        }
    }
    let has_neighbour = |name: &&Vec<char>| {
        shortened.contains(&hash(name.iter().copied()))
            || (0..name.len())
                .any(|idx| blotted[&blot(name, idx)] > 1 || full.contains(&without(name, idx)))
    };
    let n_near = letters.iter().filter(has_neighbour).count();
    n_near as f64 / names.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_one_character_away_is_a_neighbour_and_the_name_itself_is_not() {
        let mut book = NameBook::default();
        assert!(book.give("宜昌恒达商贸有限公司", 7));
        assert!(!book.give("宜昌恒达商贸有限公司", 8));
        for near in [
            "宜昌恒远商贸有限公司",
            "宜昌恒商贸有限公司",
            "宜昌市恒达商贸有限公司",
        ] {
            assert_eq!(book.neighbour(near), Some(7), "{near}");
        }
        for far in ["宜昌鑫远商贸有限公司", "宜昌达恒商贸有限公司"] {
            assert_eq!(book.neighbour(far), None, "{far}");
        }
        assert_eq!(book.owner("宜昌恒达商贸有限公司"), Some(7));
    }

    #[test]
    fn the_share_counts_both_sides_of_a_pair() {
        let names = ["甲乙丙丁", "甲乙丙戊", "子丑寅卯", "子丑寅卯辰", "天地玄黄"];
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        assert!((share_with_neighbour(&names) - 0.8).abs() < 1e-9);
    }
}
