//! Organisation codes (组织机构代码).

use std::fmt;
use std::str::FromStr;

use super::fault::CodeFault;

/// An organisation code whose check character is right.
///
/// Shape: 9 characters = 8 of `0-9A-Z` + check character (`0-9` or `X`); upper case, half width,
/// without the dash that is often written before the check character.
///
/// What the check proves: not every single substitution: letters that differ by a multiple of 11
/// (`0`/`B`, `1`/`C`, 84 of 1,260 pairs) weigh the same.
///
/// # Source
/// GB 11714: weights 3 7 9 10 5 8 4 2, check = 11 − Σ mod 11, 10 written `X`, 11 written `0`.
///
/// # Examples
/// ```
/// # use minglu::standard::{CodeFault, OrganisationCode};
/// let code: OrganisationCode = "D2143569-X".parse()?;
/// assert_eq!(code.as_str(), "D2143569X");
/// # Ok::<(), CodeFault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganisationCode([u8; 9]);

const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

impl OrganisationCode {
    /// The nine characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("codes are ASCII")
    }

    /// The code of these nine ASCII bytes, already upper case.
    pub(super) fn of_bytes(bytes: [u8; 9]) -> Result<Self, CodeFault> {
        let expected = check_character(&bytes)?;
        if bytes[8] != expected {
            let expected = char::from(expected);
            return Err(CodeFault::Check { expected });
        }
        Ok(Self(bytes))
    }

    /// The code inside a credit code. Registrars have issued a few whose own check fails; the
    /// credit code's check proves the characters, so they are taken as issued.
    pub(super) fn embedded(bytes: [u8; 9]) -> Self {
        Self(bytes)
    }
}

/// The check character of the first eight characters of `bytes`.
fn check_character(bytes: &[u8; 9]) -> Result<u8, CodeFault> {
    let mut sum = 0;
    for (idx, (byte, weight)) in bytes.iter().zip(WEIGHTS).enumerate() {
        let Some(value) = char::from(*byte).to_digit(36) else {
            let (found, position) = (char::from(*byte), idx + 1);
            return Err(CodeFault::Alphabet { found, position });
        };
        sum += value * weight;
    }
    Ok(match 11 - sum % 11 {
        10 => b'X',
        11 => b'0',
        digit => b'0' + digit as u8,
    })
}

impl FromStr for OrganisationCode {
    type Err = CodeFault;

    fn from_str(text: &str) -> Result<Self, CodeFault> {
        let bytes = super::fault::ascii_upper::<9>(text)?;
        Self::of_bytes(bytes)
    }
}

impl fmt::Display for OrganisationCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for OrganisationCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "OrganisationCode({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, CodeFault>) {
        let parsed = text
            .parse::<OrganisationCode>()
            .map(|code| code.to_string());
        assert_eq!(parsed, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn accepts_the_worked_example_of_the_standard() {
        check("D2143569-X", Ok("D2143569X"));
    }
    #[test]
    fn accepts_codes_with_the_new_prefix() {
        check("MA490007-X", Ok("MA490007X"));
        check("MA490001-0", Ok("MA4900010"));
    }
    #[test]
    fn folds_width_and_case() {
        check("ｍａ４９０００７－ｘ", Ok("MA490007X"));
    }
    #[test]
    fn names_the_right_check_character() {
        check("D21435691", Err(CodeFault::Check { expected: 'X' }));
    }
    #[test]
    fn counts_characters() {
        check(
            "D214356",
            Err(CodeFault::Length {
                found: 7,
                expected: 9,
            }),
        );
        check("", Err(CodeFault::Empty));
    }
}
