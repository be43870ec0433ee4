//! What is done to a text before it is compared.

use serde::{Deserialize, Serialize};

/// One step of preparing a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Lower case.
    Lower,
    /// Letters and digits only.
    Alphanumeric,
    /// Letters only.
    Letters,
    /// Digits only.
    Digits,
    /// Words in alphabetical order, one blank between.
    SortedWords,
    /// The first word.
    FirstWord,
    /// The last word.
    LastWord,
    /// At most so many characters from the beginning.
    First(u8),
    /// At most so many characters from the end.
    Last(u8),
    /// English sound code of four signs (Russell's Soundex, as the United States census codes it).
    Soundex,
}

impl Step {
    /// The text after the step.
    pub fn apply(self, text: &str) -> String {
        match self {
            Self::Lower => text.to_lowercase(),
            Self::Alphanumeric => text.chars().filter(|sign| sign.is_alphanumeric()).collect(),
            Self::Letters => text.chars().filter(|sign| sign.is_alphabetic()).collect(),
            Self::Digits => text.chars().filter(char::is_ascii_digit).collect(),
            Self::SortedWords => {
                let mut words: Vec<&str> = text.split_whitespace().collect();
                words.sort_unstable();
                words.join(" ")
            }
            Self::FirstWord => text.split_whitespace().next().unwrap_or("").to_owned(),
            Self::LastWord => text.split_whitespace().next_back().unwrap_or("").to_owned(),
            Self::First(n_chars) => text.chars().take(usize::from(n_chars)).collect(),
            Self::Last(n_chars) => {
                let n_before = text.chars().count().saturating_sub(usize::from(n_chars));
                text.chars().skip(n_before).collect()
            }
            Self::Soundex => soundex(text),
        }
    }
}

/// Empty for a text without Latin letters.
fn soundex(text: &str) -> String {
    const SIGNS: usize = 4;
    let mut letters = text
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|sign| sign.to_ascii_uppercase());
    let Some(first) = letters.next() else {
        return String::new();
    };
    let mut code = String::from(first);
    let mut last = sound_of(first);
    for letter in letters {
        let sound = sound_of(letter);
        if let Some(digit) = sound.filter(|_| sound != last) {
            code.push(digit);
        }
        // H and W stand between equal sounds as if they were not there; a vowel parts them.
        if !matches!(letter, 'H' | 'W') {
            last = sound;
        }
        if code.len() == SIGNS {
            break;
        }
    }
    format!("{code:0<SIGNS$}")
}

fn sound_of(letter: char) -> Option<char> {
    match letter {
        'B' | 'F' | 'P' | 'V' => Some('1'),
        'C' | 'G' | 'J' | 'K' | 'Q' | 'S' | 'X' | 'Z' => Some('2'),
        'D' | 'T' => Some('3'),
        'L' => Some('4'),
        'M' | 'N' => Some('5'),
        'R' => Some('6'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(step: Step, text: &str, expected: &str) {
        assert_eq!(step.apply(text), expected, "{step:?} of {text}");
    }

    #[test]
    fn the_sound_code_is_the_census_one() {
        check(Step::Soundex, "Robert", "R163");
        check(Step::Soundex, "Ashcraft", "A261");
        check(Step::Soundex, "Tymczak", "T522");
        check(Step::Soundex, "Pfister", "P236");
        check(Step::Soundex, "李", "");
    }

    #[test]
    fn parts_are_counted_in_characters() {
        check(Step::First(2), "宜昌鼎力", "宜昌");
        check(Step::Last(2), "宜昌鼎力", "鼎力");
        check(Step::Last(9), "宜昌", "宜昌");
        check(Step::SortedWords, "b  a", "a b");
    }
}
