//! Commercial registration numbers (工商注册号).

use std::fmt;
use std::str::FromStr;

use super::fault::{CodeFault, ascii_upper, is_province};

/// A registration number: 15 digits whose check is right, the older 13 digits, which have none,
/// or the form of farmers' cooperatives, region + `NA` + 6 digits + a digit or `X`, unchecked.
///
/// Fifteen digits are ambiguous (an old tax id has as many), so the column says what they are.
/// The check misses one adjacent transposition in 45.
///
/// # Source
/// GS 15-2006: region 6 + sequence 8 + check by ISO 7064 mod 11,10.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegistrationNumber {
    bytes: [u8; 15],
    n_characters: u8,
}

impl RegistrationNumber {
    /// The 13 or 15 characters.
    pub fn as_str(&self) -> &str {
        let bytes = &self.bytes[..usize::from(self.n_characters)];
        std::str::from_utf8(bytes).expect("numbers are ASCII")
    }

    /// The six digits of the registering office's region.
    pub fn region(&self) -> &str {
        std::str::from_utf8(&self.bytes[..6]).expect("numbers are ASCII")
    }
}

impl FromStr for RegistrationNumber {
    type Err = CodeFault;

    fn from_str(text: &str) -> Result<Self, CodeFault> {
        if let Ok(old) = ascii_upper::<13>(text) {
            all_digits(&old)?;
            let mut bytes = [0; 15];
            bytes[..13].copy_from_slice(&old);
            return of_province(bytes, 13);
        }
        let bytes = ascii_upper::<15>(text)?;
        if is_cooperative(&bytes) {
            return of_province(bytes, 15);
        }
        all_digits(&bytes)?;
        let expected = check_digit(&bytes);
        if bytes[14] != expected {
            let expected = char::from(expected);
            return Err(CodeFault::Check { expected });
        }
        of_province(bytes, 15)
    }
}

fn of_province(bytes: [u8; 15], n_characters: u8) -> Result<RegistrationNumber, CodeFault> {
    if !is_province(bytes[0], bytes[1]) {
        // 100000 is the national office (国家工商总局), which registers under no province.
        if &bytes[..6] != b"100000" {
            return Err(CodeFault::Region);
        }
    }
    Ok(RegistrationNumber {
        bytes,
        n_characters,
    })
}

fn all_digits(bytes: &[u8]) -> Result<(), CodeFault> {
    match bytes.iter().position(|byte| !byte.is_ascii_digit()) {
        None => Ok(()),
        Some(idx) => Err(CodeFault::Alphabet {
            found: char::from(bytes[idx]),
            position: idx + 1,
        }),
    }
}

fn is_cooperative(bytes: &[u8; 15]) -> bool {
    bytes[..6].iter().all(u8::is_ascii_digit)
        && &bytes[6..8] == b"NA"
        && bytes[8..14].iter().all(u8::is_ascii_digit)
        && (bytes[14].is_ascii_digit() || bytes[14] == b'X')
}

/// ISO 7064 mod 11,10 over the first fourteen digits.
fn check_digit(bytes: &[u8; 15]) -> u8 {
    let mut product = 10;
    for byte in &bytes[..14] {
        let sum = (product + u32::from(byte - b'0')) % 10;
        product = if sum == 0 { 10 } else { sum } * 2 % 11;
    }
    b'0' + ((11 - product) % 10) as u8
}

impl fmt::Display for RegistrationNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for RegistrationNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "RegistrationNumber({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, CodeFault>) {
        let parsed = text
            .parse::<RegistrationNumber>()
            .map(|number| number.to_string());
        assert_eq!(parsed, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn accepts_fifteen_digits_with_their_check() {
        // The example of GS 15-2006.
        check("110108000000016", Ok("110108000000016"));
    }
    #[test]
    fn names_the_right_check_digit() {
        check("110108000000017", Err(CodeFault::Check { expected: '6' }));
    }
    #[test]
    fn accepts_the_older_thirteen() {
        check("4205002100123", Ok("4205002100123"));
    }
    #[test]
    fn accepts_the_form_of_cooperatives() {
        check("420581na000123x", Ok("420581NA000123X"));
    }
    #[test]
    fn refuses_what_no_province_registers() {
        check("9905002100123", Err(CodeFault::Region));
    }
    #[test]
    fn letters_are_faults() {
        check(
            "11010800000001O",
            Err(CodeFault::Alphabet {
                found: 'O',
                position: 15,
            }),
        );
    }
}
