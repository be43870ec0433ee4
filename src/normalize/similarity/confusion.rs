//! Which characters does a hand take for which?

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// How two characters are alike, the likest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confusion {
    /// The same character; traditional forms are folded before.
    Same,
    /// The same syllable in some reading, tones apart: 丽 and 利.
    SameSound,
    /// The same but for what dialects do not tell apart (z/zh, n/l, in/ing): 林 and 宁.
    NearSound,
    /// Alike in shape: 末 and 未.
    AlikeShape,
    /// Nothing in common.
    Different,
}

/// Readings of a character that are kept.
const READINGS_MAX: usize = 3;
/// Groups of look-alikes of a character that are kept.
const GROUPS_MAX: usize = 8;

#[derive(Debug, Clone, Copy, Default)]
struct Facts {
    /// Numbers of syllables, 0 for none.
    sounds: [u16; READINGS_MAX],
    near: [u16; READINGS_MAX],
    groups: [u16; GROUPS_MAX],
}

struct Tables {
    facts: FxHashMap<char, Facts>,
    /// First letters of the syllables by number.
    initials: Vec<char>,
}

/// The tables, made by `generate.py` beside this file: syllables from PyPI `pypinyin` (MIT),
/// groups of look-alikes from PyPI `pycorrector` (Apache-2.0), 29 KB and 12 KB, characters of
/// GB 2312.
fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| {
        let mut tables = Tables {
            facts: FxHashMap::default(),
            initials: vec![' '],
        };
        let mut near_numbers: FxHashMap<String, u16> = FxHashMap::default();
        for (line, number) in include_str!("sounds.txt").lines().zip(1_u16..) {
            let (syllable, characters) = line.split_once(' ').expect("the table has two columns");
            let next = u16::try_from(near_numbers.len() + 1).expect("there are 410 syllables");
            let near = *near_numbers.entry(blurred(syllable)).or_insert(next);
            tables.initials.extend(syllable.chars().next());
            for character in characters.chars() {
                let facts = tables.facts.entry(character).or_default();
                push(&mut facts.sounds, number);
                push(&mut facts.near, near);
            }
        }
        for (group, number) in include_str!("shapes.txt").lines().zip(1_u16..) {
            for character in group.chars() {
                push(
                    &mut tables.facts.entry(character).or_default().groups,
                    number,
                );
            }
        }
        tables
    });
    &TABLES
}

fn push(places: &mut [u16], number: u16) {
    if let Some(place) = places.iter_mut().find(|place| **place == 0) {
        *place = number;
    }
}

/// A syllable without what southern speech does not tell apart.
fn blurred(syllable: &str) -> String {
    let hard = syllable
        .replacen("zh", "z", 1)
        .replacen("ch", "c", 1)
        .replacen("sh", "s", 1);
    let begun = match hard.strip_prefix('n') {
        Some(rest) => format!("l{rest}"),
        None => hard,
    };
    match begun.strip_suffix("ng") {
        Some(rest) if rest.ends_with(['i', 'e', 'a']) => format!("{rest}n"),
        Some(_) | None => begun,
    }
}

/// How two folded characters are alike.
///
/// # Cost
/// Two look-ups; no allocation.
pub fn confusion(left: char, right: char) -> Confusion {
    if left == right {
        return Confusion::Same;
    }
    let facts = &tables().facts;
    let (Some(left), Some(right)) = (facts.get(&left), facts.get(&right)) else {
        return Confusion::Different;
    };
    let share = |left: &[u16], right: &[u16]| {
        let known = left.iter().take_while(|number| **number != 0);
        known.into_iter().any(|number| right.contains(number))
    };
    if share(&left.sounds, &right.sounds) {
        Confusion::SameSound
    } else if share(&left.groups, &right.groups) {
        Confusion::AlikeShape
    } else if share(&left.near, &right.near) {
        Confusion::NearSound
    } else {
        Confusion::Different
    }
}

/// The first letters of a text's syllables in upper case (`张三丰` → `ZSF`), by each character's
/// first reading; letters and digits stay, other signs are dropped. Nothing if no letter comes of
/// it, or if a character's reading is not known.
pub fn initials(text: &str) -> Option<String> {
    let tables = tables();
    let mut letters = String::new();
    for character in text.chars() {
        if character.is_ascii_alphanumeric() {
            letters.push(character.to_ascii_uppercase());
        } else if character.is_alphabetic() {
            let number = tables.facts.get(&character)?.sounds[0];
            let first = tables
                .initials
                .get(usize::from(number))
                .filter(|letter| **letter != ' ')?;
            letters.push(first.to_ascii_uppercase());
        }
    }
    (!letters.is_empty()).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: char, right: char, expected: Confusion) {
        assert_eq!(confusion(left, right), expected, "{left}{right}");
        assert_eq!(confusion(right, left), expected, "{right}{left}");
    }

    #[test]
    fn hands_and_ears_confuse() {
        check('丽', '丽', Confusion::Same);
        check('丽', '利', Confusion::SameSound);
        check('锋', '峰', Confusion::SameSound);
        check('林', '灵', Confusion::NearSound);
        check('末', '未', Confusion::AlikeShape);
        check('鼎', '昌', Confusion::Different);
        check('鼎', 'A', Confusion::Different);
    }
    #[test]
    fn initials_are_those_of_the_first_reading() {
        assert_eq!(initials("张三丰").as_deref(), Some("ZSF"));
        assert_eq!(initials("张*"), Some("Z".to_owned()));
        assert_eq!(initials("*"), None);
    }
}
