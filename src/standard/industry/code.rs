//! Industry codes and what they say.

use std::sync::LazyLock;

/// The editions of GB/T 4754 in use: from division 76 on they number differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// GB/T 4754-2011, in force until the end of September 2017.
    Of2011,
    /// GB/T 4754-2017.
    Of2017,
}

/// A section (`F`), division (`52`), group (`521`) or class (`5212`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndustryCode {
    /// The section's letter, if it was written.
    letter: Option<char>,
    /// Two to four digits, or none where only a section was named.
    digits: String,
    /// The text says 家庭服务 or 家政: the code alone is ambiguous between the editions.
    household: Household,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Household {
    Named,
    ByCode,
}

/// Reads an industry: letters and digits as written (`F5212`, `5212`, `F`), with or without the
/// name behind them, or an official name or everyday word. A name inside a longer text counts, the
/// longest first.
///
/// # Examples
/// ```
/// use minglu::standard::industry::parse;
/// assert_eq!(parse("G6020 快递服务").map(|industry| industry.code()), Some("6020".to_owned()));
/// assert_eq!(parse("批发和零售业").map(|industry| industry.code()), Some("F".to_owned()));
/// ```
pub fn parse(text: &str) -> Option<IndustryCode> {
    let folded: String = text
        .chars()
        .take(CHARACTERS_MAX)
        .map(crate::standard::fault::half_width)
        .filter(|character| !character.is_whitespace())
        .collect();
    let household = match HOUSEHOLD_WORDS.iter().any(|word| folded.contains(word)) {
        true => Household::Named,
        false => Household::ByCode,
    };
    if let Some((letter, digits)) = leading_code(&folded) {
        return Some(IndustryCode {
            letter,
            digits,
            household,
        });
    }
    if household == Household::Named {
        let (letter, digits) = (Some('O'), String::new());
        return Some(IndustryCode {
            letter,
            digits,
            household,
        });
    }
    let comparable = without_signs(&folded);
    let named = NAMES
        .iter()
        .find(|(name, _)| comparable.contains(name.as_str()));
    let (_, code) = named?;
    Some(
        match code.chars().next().filter(char::is_ascii_alphabetic) {
            Some(letter) => IndustryCode {
                letter: Some(letter),
                digits: String::new(),
                household,
            },
            None => IndustryCode {
                letter: None,
                digits: (*code).to_owned(),
                household,
            },
        },
    )
}

/// An industry's name is no longer than this.
const CHARACTERS_MAX: usize = 200;

const HOUSEHOLD_WORDS: &[&str] = &["家庭服务", "家政"];

/// Names and words without separators, the longest first, with their codes.
static NAMES: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let mut names = Vec::new();
    for line in include_str!("names.tsv").lines() {
        let mut cells = line.split('\t');
        let code = cells.next().expect("every line begins with a code");
        names.extend(cells.map(|name| (without_signs(name), code)));
    }
    names.sort_by(|left, right| {
        right
            .0
            .len()
            .cmp(&left.0.len())
            .then_with(|| left.cmp(right))
    });
    names
});

/// The official name of a code, or of the nearest wider one that is known by name.
///
/// # Examples
/// ```
/// use minglu::standard::industry::name_of;
/// assert_eq!(name_of("51"), Some("批发业"));
/// assert_eq!(name_of("5191"), Some("批发业"));
/// assert_eq!(name_of("F"), Some("批发和零售业"));
/// assert_eq!(name_of("99"), None);
/// ```
pub fn name_of(code: &str) -> Option<&'static str> {
    let exactly = |code: &str| {
        let mut lines = include_str!("names.tsv").lines();
        lines.find_map(|line| {
            let mut cells = line.split('\t');
            (cells.next() == Some(code)).then(|| cells.next()).flatten()
        })
    };
    let characters: Vec<char> = code.chars().collect();
    let wider = (1..=characters.len()).rev();
    wider
        .map(|n_kept| characters.iter().take(n_kept).collect::<String>())
        .find_map(|code| exactly(&code))
}

fn without_signs(text: &str) -> String {
    text.chars()
        .filter(|character| character.is_alphabetic())
        .collect()
}

/// `F5212…`, `5212…` or `F`: two to four digits with or without a letter, or a letter alone or
/// before a name in Chinese.
fn leading_code(text: &str) -> Option<(Option<char>, String)> {
    let first = text.chars().next()?.to_ascii_uppercase();
    let letter = first.is_ascii_alphabetic().then_some(first);
    if letter.is_some_and(|letter| !('A'..='T').contains(&letter)) {
        return None;
    }
    let rest = match letter {
        Some(_) => text.strip_prefix(|_: char| true)?,
        None => text,
    };
    let rest = rest.trim_start_matches(['-', '_', '.', ':', '/', '、']);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let is_word = rest
        .chars()
        .next()
        .is_some_and(|next| next.is_ascii_alphabetic());
    match (letter, digits.len()) {
        (Some(_), 0) if is_word => None,
        (Some(_), 0) => Some((letter, String::new())),
        // 000 and the like stand for an unknown industry; 96 and 97 are the last divisions.
        (_, 2..=4)
            if digits
                .get(..2)
                .is_some_and(|division| ("01"..="97").contains(&division)) =>
        {
            Some((letter, digits))
        }
        _ => None,
    }
}

impl IndustryCode {
    /// The digits, or the section's letter where there are none.
    pub fn code(&self) -> String {
        match (self.digits.is_empty(), self.letter) {
            (true, Some(letter)) => letter.to_string(),
            (true, None) | (false, _) => self.digits.clone(),
        }
    }

    /// The section's letter, as written or by the division's number in `edition`.
    pub fn section(&self, edition: Edition) -> Option<char> {
        let by_digits = || {
            let division: u8 = self.division()?.parse().ok()?;
            let ends = match edition {
                Edition::Of2011 => &SECTION_ENDS_2011,
                Edition::Of2017 => &SECTION_ENDS_2017,
            };
            let idx = ends.iter().position(|end| division <= *end)?;
            Some(char::from(b'A' + u8::try_from(idx).ok()?))
        };
        self.letter.or_else(by_digits)
    }

    /// The two digits of the division.
    pub fn division(&self) -> Option<&str> {
        self.digits.get(..2)
    }

    /// Whether the code is this division's or lies in it.
    pub fn is_division(&self, division: u8) -> bool {
        self.division()
            .is_some_and(|own| own.parse() == Ok(division))
    }

    /// Whether the code is `prefix` or lies in it (`543`, `7263`).
    pub fn is_in(&self, prefix: &str) -> bool {
        self.digits.starts_with(prefix)
    }

    /// Work in agriculture itself: section A without its professional and support services
    /// (division 05 of both editions).
    pub fn agriculture(&self) -> bool {
        let is_a = self.letter == Some('A') || (1..=5).any(|division| self.is_division(division));
        is_a && !self.is_division(5)
    }

    /// Courier and postal, warehousing, or road freight.
    pub fn logistics(&self) -> bool {
        self.is_division(60) || self.is_division(59) || self.is_in("543")
    }

    /// Household services: 791 in the edition of 2011, 801 in that of 2017. In the other edition
    /// these numbers mean land consolidation and car repair, so the edition must be known.
    pub fn household(&self, edition: Edition) -> bool {
        let group = match edition {
            Edition::Of2011 => "791",
            Edition::Of2017 => "801",
        };
        self.household == Household::Named || self.is_in(group)
    }

    /// Labour dispatch.
    pub fn labour_dispatch(&self) -> bool {
        self.is_in("7263")
    }
}

/// The last division of each section A to T.
const SECTION_ENDS_2011: [u8; 20] = [
    5, 12, 43, 46, 50, 52, 60, 62, 65, 69, 70, 72, 75, 78, 81, 82, 84, 89, 95, 96,
];
const SECTION_ENDS_2017: [u8; 20] = [
    5, 12, 43, 46, 50, 52, 60, 62, 65, 69, 70, 72, 75, 79, 82, 83, 85, 90, 96, 97,
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let code = parse(text).map(|industry| industry.code());
        assert_eq!(code.as_deref(), expected, "{text}");
    }

    fn of(text: &str) -> IndustryCode {
        parse(text).unwrap()
    }

    #[test]
    fn reads_codes() {
        check("F5212", Some("5212"));
        check("５２１２", Some("5212"));
        check("F", Some("F"));
        check("F-批发和零售业", Some("F"));
        check("0000", None);
        check("U12", None);
    }
    #[test]
    fn reads_names_and_words() {
        check("批发和零售业", Some("F"));
        check("批发业", Some("51"));
        check("快递", Some("6020"));
        check("农林牧渔业", Some("A"));
        check("交通运输、仓储和邮政业", Some("G"));
        check("劳务派遣服务", Some("7263"));
        check("无", None);
        check("", None);
    }
    #[test]
    fn knows_the_section_by_edition() {
        assert_eq!(of("7910").section(Edition::Of2011), Some('O'));
        assert_eq!(of("7910").section(Edition::Of2017), Some('N'));
        assert_eq!(of("5212").section(Edition::Of2017), Some('F'));
    }
    #[test]
    fn knows_the_directories() {
        assert!(of("6020").logistics() && of("5430").logistics() && of("G59").logistics());
        assert!(!of("5420").logistics());
        assert!(of("7910").household(Edition::Of2011) && !of("8011").household(Edition::Of2011));
        assert!(of("家政服务").household(Edition::Of2017));
        assert!(of("L7263").labour_dispatch());
    }
    #[test]
    fn support_services_are_no_agriculture() {
        assert!(of("A0111").agriculture() && of("A").agriculture());
        assert!(!of("A0511").agriculture() && !of("5212").agriculture());
    }

    proptest! {
        #[test]
        fn any_text_gives_an_answer(text in "\\PC{0,20}|[A-Z0-9农业、 ]{0,10}") {
            parse(&text);
        }
    }
}
