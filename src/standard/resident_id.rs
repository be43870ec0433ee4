//! Resident identity numbers (居民身份证号): personal data.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::fault::{CodeFault, ascii_upper, is_province};
use super::spreadsheet;

/// A resident id whose province, birth date and check are right.
///
/// Shape: 18 characters = region (6), birth date (8), sequence (3), check. The old form of 15
/// digits (yymmdd, no check) is widened. There is no `Display`, and `Debug` prints the mask, so
/// that an id cannot slip into a message, a log or a table.
///
/// # Source
/// GB 11643-1999: weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, check `10X98765432`[Σ mod 11].
///
/// # Examples
/// ```
/// # use minglu::standard::{CodeFault, ResidentId};
/// let id: ResidentId = "420502900101123".parse()?;
/// assert_eq!(id.masked(), "420502********1238");
/// assert_eq!(format!("{id:?}"), "ResidentId(420502********1238)");
/// # Ok::<(), CodeFault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResidentId([u8; 18]);

/// The sex an identity number states: its seventeenth digit is odd for men.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// 女.
    Female,
    /// 男.
    Male,
}

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// Nobody alive when the numbers began was born before.
const BIRTH_YEAR_MIN: i32 = 1850;
/// A birth later than this is a slip of the keys; the clock is not asked, so that the same input
/// gives the same answer in any year.
const BIRTH_YEAR_MAX: i32 = 2099;

impl ResidentId {
    /// The day of birth.
    pub fn birth_date(&self) -> NaiveDate {
        birth_date(&self.0).expect("proven when the id was read")
    }

    /// The sex.
    pub fn sex(&self) -> Sex {
        match (self.0[16] - b'0') % 2 {
            0 => Sex::Female,
            _ => Sex::Male,
        }
    }

    /// The six digits of the region where the number was given, often one that exists no more.
    pub fn region(&self) -> &str {
        std::str::from_utf8(&self.0[..6]).expect("ids are ASCII")
    }

    /// `420502********1234`: what may be shown.
    pub fn masked(&self) -> String {
        let text = self.reveal().chars().enumerate();
        text.map(|(idx, character)| match idx {
            6..14 => '*',
            _ => character,
        })
        .collect()
    }

    /// The number itself. It may be compared and hashed, and leaves the program only where the
    /// pipeline file asks for plain identities.
    pub fn reveal(&self) -> &str {
        std::str::from_utf8(&self.0).expect("ids are ASCII")
    }

    fn of_bytes(bytes: [u8; 18]) -> Result<Self, CodeFault> {
        for (idx, byte) in bytes.iter().enumerate() {
            let legal = byte.is_ascii_digit() || (idx == 17 && *byte == b'X');
            if !legal {
                let (found, position) = (char::from(*byte), idx + 1);
                return Err(CodeFault::Alphabet { found, position });
            }
        }
        if !is_province(bytes[0], bytes[1]) {
            return Err(CodeFault::Province);
        }
        birth_date(&bytes).ok_or(CodeFault::BirthDate)?;
        let expected = check_character(&bytes);
        // One damaged id in eleven passes the check, and the example of the spreadsheets does; of
        // true ids fewer than one in a thousand ends so.
        if bytes.ends_with(b"000") {
            Err(CodeFault::LostTail)
        } else if bytes[17] == expected {
            Ok(Self(bytes))
        } else if spreadsheet::lost_tail(&bytes).is_some() {
            Err(CodeFault::LostTail)
        } else {
            let expected = char::from(expected);
            Err(CodeFault::Check { expected })
        }
    }
}

/// Eighteen bytes that hold a province and a birth date: enough to be treated as personal.
pub(super) fn names_a_person(bytes: &[u8; 18]) -> bool {
    bytes[..17].iter().all(u8::is_ascii_digit)
        && (bytes[17].is_ascii_digit() || bytes[17] == b'X')
        && is_province(bytes[0], bytes[1])
        && birth_date(bytes).is_some()
}

/// The old fifteen digits as eighteen with their check. All old numbers are of the 20th century
/// except those given to centenarians, which nobody living carries.
pub(super) fn widen(old: &[u8; 15]) -> [u8; 18] {
    let mut bytes = [b'0'; 18];
    bytes[..6].copy_from_slice(&old[..6]);
    bytes[6..8].copy_from_slice(b"19");
    bytes[8..17].copy_from_slice(&old[6..]);
    if bytes.iter().all(u8::is_ascii_digit) {
        bytes[17] = check_character(&bytes);
    }
    bytes
}

fn birth_date(bytes: &[u8; 18]) -> Option<NaiveDate> {
    let number = |digits: &[u8]| -> Option<u32> { std::str::from_utf8(digits).ok()?.parse().ok() };
    let year = i32::try_from(number(&bytes[6..10])?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(&bytes[10..12])?, number(&bytes[12..14])?)?;
    (BIRTH_YEAR_MIN..=BIRTH_YEAR_MAX)
        .contains(&date.year())
        .then_some(date)
}

/// The check character of the first seventeen bytes, which are digits.
fn check_character(bytes: &[u8; 18]) -> u8 {
    let weighted = bytes.iter().zip(WEIGHTS);
    let sum: u32 = weighted
        .map(|(byte, weight)| u32::from(byte - b'0') * weight)
        .sum();
    CHECKS[(sum % 11) as usize]
}

impl FromStr for ResidentId {
    type Err = CodeFault;

    fn from_str(text: &str) -> Result<Self, CodeFault> {
        if spreadsheet::damaged(text).is_some_and(|damage| damage.scientific) {
            return Err(CodeFault::LostTail);
        }
        match ascii_upper::<15>(text) {
            Ok(old) => Self::of_bytes(widen(&old)),
            Err(_) => Self::of_bytes(ascii_upper(text)?),
        }
    }
}

impl fmt::Debug for ResidentId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ResidentId({})", self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, CodeFault>) {
        let parsed = text.parse::<ResidentId>();
        let revealed = parsed.map(|id| id.reveal().to_owned());
        assert_eq!(revealed, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn accepts_the_worked_example_of_the_standard() {
        check("11010519491231002x", Ok("11010519491231002X"));
    }
    #[test]
    fn widens_the_old_form() {
        check("420502900101123", Ok("420502199001011238"));
    }
    #[test]
    fn names_the_right_check_character() {
        check(
            "420502199001011239",
            Err(CodeFault::Check { expected: '8' }),
        );
    }
    #[test]
    fn a_lost_tail_is_never_repaired() {
        check("420502199001011000", Err(CodeFault::LostTail));
        check("420502199001011008", Err(CodeFault::LostTail));
        check("420502199001011264", Err(CodeFault::LostTail));
        check("4.20502E+17", Err(CodeFault::LostTail));
    }
    #[test]
    fn needs_a_birth_date_and_a_province() {
        check("420502199013011238", Err(CodeFault::BirthDate));
        check("990502199001011238", Err(CodeFault::Province));
    }
    #[test]
    fn tells_birth_and_sex() {
        let id: ResidentId = "420502199001011238".parse().unwrap();
        assert_eq!(
            id.birth_date(),
            NaiveDate::from_ymd_opt(1990, 1, 1).unwrap()
        );
        assert_eq!(id.sex(), Sex::Male);
    }
}
