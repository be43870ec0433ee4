//! Composing codes whose checks are right, and which belong to nobody.

use chrono::{Datelike, NaiveDate};

use rustc_hash::FxHashSet;

use super::random::Random;

/// The alphabet of credit codes (GB 32100-2015).
const CREDIT_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_WEIGHTS: [u32; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];
const ORGANISATION_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
const RESIDENT_WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// Of a thousand organisation codes, how many begin with `MA` (DOMAIN 10).
const NEW_PREFIX_PER_MILLE: u32 = 160;
/// Of a thousand of the rest, how many begin with `0`.
const LEADING_ZERO_PER_MILLE: u32 = 130;

/// Of a thousand, how many follow the one before.
const NEIGHBOUR_PER_MILLE: u32 = 300;
/// Bodies from here on begin with `MA`.
const MA_BODIES: u64 = 100_000_000;

/// A body of eight characters as a number: digits as they are, `MA` bodies above.
fn new_body(random: &mut Random) -> u64 {
    if random.happens(NEW_PREFIX_PER_MILLE) {
        return MA_BODIES + u64::from(random.below(31 * 31 * 10_000));
    }
    let first = match random.happens(LEADING_ZERO_PER_MILLE) {
        true => 0,
        false => random.between(1, 7),
    };
    u64::from(first * 10_000_000 + random.below(10_000_000))
}

fn body_of(number: u64) -> String {
    if number < MA_BODIES {
        return format!("{number:08}");
    }
    let rest = number - MA_BODIES;
    let letter = |value: u64| char::from(CREDIT_ALPHABET[(value % 31) as usize]);
    let letters = [letter(rest / 310_000), letter(rest / 10_000)];
    format!("MA{}{}{:04}", letters[0], letters[1], rest % 10_000)
}

/// Hands out codes, none of them twice.
#[derive(Default)]
pub(super) struct CodeBook {
    organisation_bodies: FxHashSet<u64>,
    /// Seventeen digits each.
    resident_ids: FxHashSet<u64>,
    last_body: Option<u64>,
    n_registrations: u32,
}

impl CodeBook {
    /// A new organisation code of nine characters.
    pub(super) fn organisation_code(&mut self, random: &mut Random) -> String {
        loop {
            let next = self.last_body.take().map(|last| last + 1);
            let number = match next {
                // Handed out in runs: a neighbour in one digit is another firm, not a slip.
                Some(next) if random.happens(NEIGHBOUR_PER_MILLE) => next,
                Some(_) | None => new_body(random),
            };
            if self.organisation_bodies.insert(number) {
                self.last_body = Some(number);
                return with_organisation_check(&body_of(number));
            }
        }
    }

    /// A new registration number of fifteen digits in `region`.
    pub(super) fn registration_no(&mut self, region: &str) -> String {
        self.n_registrations += 7;
        let body = format!("{region}{:08}", 300 + self.n_registrations);
        let mut product = 10;
        for digit in body.chars().filter_map(|digit| digit.to_digit(10)) {
            let sum = match (product + digit) % 10 {
                0 => 10,
                sum => sum,
            };
            product = sum * 2 % 11;
        }
        format!("{body}{}", (11 + 10 - product) % 10)
    }

    /// A new resident id: `region`, `born`, and a sequence whose last digit is odd for men.
    pub(super) fn resident_id(&mut self, random: &mut Random, region: &str, life: Life) -> String {
        loop {
            let half = random.below(500);
            let sequence = match life.sex {
                Sex::Male => half * 2 + 1,
                Sex::Female => half * 2,
            };
            let born = life.born;
            let (year, month, day) = (born.year(), born.month(), born.day());
            let body = format!("{region}{year:04}{month:02}{day:02}{sequence:03}");
            let id = with_resident_check(&body);
            let number = body.parse().expect("the body is all digits");
            if self.resident_ids.insert(number) {
                return id;
            }
        }
    }
}

/// What a resident id tells of its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Life {
    pub(super) born: NaiveDate,
    pub(super) sex: Sex,
}

/// Male or female, as in a resident id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Male,
    Female,
}

/// The credit code of an organisation: department and category, region, organisation code, check.
pub(super) fn credit_code(kind: &str, region: &str, organisation_code: &str) -> String {
    let body = format!("{kind}{region}{organisation_code}");
    let sum: u32 = body
        .bytes()
        .zip(CREDIT_WEIGHTS)
        .map(|(byte, weight)| credit_value(byte) * weight)
        .sum();
    let check = CREDIT_ALPHABET[((31 - sum % 31) % 31) as usize];
    format!("{body}{}", char::from(check))
}

/// Whether a credit code may hold the letter.
pub(super) fn is_of_credit_alphabet(letter: char) -> bool {
    u8::try_from(letter).is_ok_and(|byte| CREDIT_ALPHABET.contains(&byte))
}

fn credit_value(byte: u8) -> u32 {
    let position = CREDIT_ALPHABET.iter().position(|letter| *letter == byte);
    position.expect("codes are composed of the alphabet") as u32
}

/// Eight characters with the check character of GB 11714.
pub(super) fn with_organisation_check(body: &str) -> String {
    let sum: u32 = body
        .chars()
        .zip(ORGANISATION_WEIGHTS)
        .map(|(letter, weight)| letter.to_digit(36).unwrap_or(0) * weight)
        .sum();
    match 11 - sum % 11 {
        10 => format!("{body}X"),
        11 => format!("{body}0"),
        digit => format!("{body}{digit}"),
    }
}

/// Seventeen digits with the check character of GB 11643.
pub(super) fn with_resident_check(body: &str) -> String {
    let sum: u32 = body
        .chars()
        .zip(RESIDENT_WEIGHTS)
        .map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight)
        .sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    format!("{body}{}", char::from(check))
}

/// The old form of fifteen digits: without century and check.
pub(super) fn old_resident_id(id: &str) -> String {
    let keep = |idx: usize| idx < 6 || (8..17).contains(&idx);
    let kept = id.chars().enumerate().filter(|(idx, _)| keep(*idx));
    kept.map(|(_, letter)| letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composes_the_worked_examples() {
        assert_eq!(
            credit_code("91", "420500", "MA4900117"),
            "91420500MA49001170"
        );
        assert_eq!(
            credit_code("91", "420500", "706847019"),
            "914205007068470198"
        );
        assert_eq!(with_organisation_check("MA490007"), "MA490007X");
        assert_eq!(with_organisation_check("MA490001"), "MA4900010");
        assert_eq!(
            with_resident_check("42050219900101123"),
            "420502199001011238"
        );
        assert_eq!(old_resident_id("420502199001011238"), "420502900101123");
    }

    #[test]
    fn registration_numbers_pass_mod_11_10() {
        let number = CodeBook::default().registration_no("420502");
        let mut product = 10;
        let digits: Vec<u32> = number
            .chars()
            .filter_map(|digit| digit.to_digit(10))
            .collect();
        let (check, body) = digits.split_last().expect("fifteen digits");
        for digit in body {
            let sum = (product + digit) % 10;
            product = if sum == 0 { 10 } else { sum } * 2 % 11;
        }
        assert_eq!((product + check) % 10, 1);
    }
}
