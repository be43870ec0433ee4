//! Unified social credit codes (统一社会信用代码).

use std::fmt;
use std::str::FromStr;

use super::fault::{CodeFault, ascii_upper, is_province};
use super::organisation_code::OrganisationCode;
use super::spreadsheet;

/// A unified social credit code whose check character is right.
///
/// Shape: 18 characters = department (1), category (1), region (6, GB/T 2260),
/// organisation code (9, GB 11714), check character (1); upper case, half width.
///
/// The region names where the code was issued, often the prefecture, not where the unit sits.
/// A check alone proves no repair, so parsing repairs nothing; see [`CreditCode::repair`].
///
/// # Source
/// GB 32100-2015: digits and letters without I O S V Z, weights 3^(i-1) mod 31.
///
/// # Examples
/// ```
/// # use minglu::standard::{CodeFault, CreditCode};
/// let code: CreditCode = "91350100M000100Y43".parse()?;
/// assert_eq!(code.region(), "350100");
/// # Ok::<(), CodeFault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CreditCode([u8; 18]);

/// Who keeps the register that a credit code stands in: its first character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Registrar {
    /// `1`: the establishment office (机构编制): organs and institutions.
    Establishment,
    /// `2`: foreign affairs (外交).
    ForeignAffairs,
    /// `3`: justice (司法行政).
    Justice,
    /// `4`: culture (文化).
    Culture,
    /// `5`: civil affairs (民政).
    CivilAffairs,
    /// `6`: tourism (旅游).
    Tourism,
    /// `7`: religion (宗教).
    Religion,
    /// `8`: trade unions (工会): the code of a union itself, never of its unit.
    Union,
    /// `9`: commerce (工商): enterprises, individual businesses, farmers' cooperatives.
    Commerce,
    /// `A`: the establishment office of the armed forces.
    Military,
    /// `N`: agriculture: collectives of group, village and township.
    Agriculture,
    /// Any other character, `Y` among them.
    Other,
}

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28,
];

/// More characters outside the alphabet than this are no slip of one hand (DOMAIN 6: measured, no
/// wrong repair in 100,000 with at most two).
const REPAIRS_MAX: usize = 2;

impl CreditCode {
    /// The eighteen characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("codes are ASCII")
    }

    /// The six digits of the region where the code was issued.
    pub fn region(&self) -> &str {
        std::str::from_utf8(&self.0[2..8]).expect("codes are ASCII")
    }

    /// The organisation code inside.
    pub fn organisation_code(&self) -> OrganisationCode {
        let mut bytes = [0; 9];
        bytes.copy_from_slice(&self.0[8..17]);
        OrganisationCode::embedded(bytes)
    }

    /// Who keeps the register.
    pub fn registrar(&self) -> Registrar {
        match self.0[0] {
            b'1' => Registrar::Establishment,
            b'2' => Registrar::ForeignAffairs,
            b'3' => Registrar::Justice,
            b'4' => Registrar::Culture,
            b'5' => Registrar::CivilAffairs,
            b'6' => Registrar::Tourism,
            b'7' => Registrar::Religion,
            b'8' => Registrar::Union,
            b'9' => Registrar::Commerce,
            b'A' => Registrar::Military,
            b'N' => Registrar::Agriculture,
            _ => Registrar::Other,
        }
    }

    /// The second character: what kind of unit the registrar calls it (`1` enterprise, `2`
    /// individual business, `3` farmers' cooperative under [`Registrar::Commerce`]).
    pub fn category(&self) -> char {
        char::from(self.0[1])
    }

    /// Reads a code, replacing at most two characters that the alphabet does not have and that a
    /// hand writes for one that it has (O for 0, I for 1, Z for 2, S for 5), if the check then
    /// passes. Legal characters are never touched: one wrong legal character has nine repairs.
    ///
    /// # Errors
    /// The fault of the text as written.
    pub fn repair(text: &str) -> Result<Self, CodeFault> {
        let fault = match text.parse() {
            Ok(code) => return Ok(code),
            Err(fault) => fault,
        };
        let Ok(mut bytes) = ascii_upper::<18>(text) else {
            return Err(fault);
        };
        let mut n_repairs = 0;
        for byte in &mut bytes {
            let meant = match *byte {
                b'O' => b'0',
                b'I' => b'1',
                b'Z' => b'2',
                b'S' => b'5',
                _ => continue,
            };
            *byte = meant;
            n_repairs += 1;
        }
        if n_repairs > REPAIRS_MAX {
            return Err(fault);
        }
        // Two wrong characters pass the check by luck once in 31; the embedded code's own check
        // makes that once in 341.
        let code = Self::of_bytes(bytes).map_err(|_| fault.clone())?;
        let embedded = code.organisation_code();
        match embedded.as_str().parse::<OrganisationCode>() {
            Ok(_) => Ok(code),
            Err(_) => Err(fault),
        }
    }

    fn of_bytes(bytes: [u8; 18]) -> Result<Self, CodeFault> {
        let expected = check_character(&bytes)?;
        value(bytes[17], 17)?;
        let region_holds =
            bytes[2..8].iter().all(u8::is_ascii_digit) && is_province(bytes[2], bytes[3]);
        match (bytes[17] == expected, region_holds) {
            // One lost tail in 31 passes the check by luck; the embedded code tells.
            (true, true) if is_lucky(&bytes) => Err(CodeFault::LostTail),
            (true, true) => Ok(Self(bytes)),
            (true, false) => Err(CodeFault::Region),
            (false, _) if spreadsheet::lost_tail(&bytes).is_some() => Err(CodeFault::LostTail),
            (false, _) => Err(CodeFault::Check {
                expected: char::from(expected),
            }),
        }
    }
}

/// Whether a spreadsheet can have made the code what it is: its tail is one that spreadsheets leave,
/// and the organisation code inside fails its own check, as one real code in ten thousand does.
fn is_lucky(bytes: &[u8; 18]) -> bool {
    let mut organisation = [0; 9];
    organisation.copy_from_slice(&bytes[8..17]);
    spreadsheet::lost_tail(bytes).is_some() && OrganisationCode::of_bytes(organisation).is_err()
}

/// The place of a character in the alphabet.
fn value(byte: u8, idx: usize) -> Result<usize, CodeFault> {
    let place = ALPHABET.iter().position(|known| *known == byte);
    place.ok_or(CodeFault::Alphabet {
        found: char::from(byte),
        position: idx + 1,
    })
}

/// The check character of the first seventeen characters of `bytes`.
fn check_character(bytes: &[u8; 18]) -> Result<u8, CodeFault> {
    let mut sum = 0;
    for (idx, (byte, weight)) in bytes.iter().zip(WEIGHTS).enumerate() {
        sum += value(*byte, idx)? * weight;
    }
    Ok(ALPHABET[(31 - sum % 31) % 31])
}

impl FromStr for CreditCode {
    type Err = CodeFault;

    fn from_str(text: &str) -> Result<Self, CodeFault> {
        if spreadsheet::damaged(text).is_some_and(|damage| damage.scientific) {
            return Err(CodeFault::LostTail);
        }
        Self::of_bytes(ascii_upper(text)?)
    }
}

impl fmt::Display for CreditCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for CreditCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CreditCode({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, CodeFault>) {
        let parsed = text.parse::<CreditCode>().map(|code| code.to_string());
        assert_eq!(parsed, expected.map(str::to_owned), "{text}");
    }

    #[track_caller]
    fn check_repair(text: &str, expected: Option<&str>) {
        let repaired = CreditCode::repair(text).ok().map(|code| code.to_string());
        assert_eq!(repaired.as_deref(), expected, "{text}");
    }

    #[test]
    fn accepts_the_worked_example_of_the_standard() {
        check("91350100M000100Y43", Ok("91350100M000100Y43"));
    }
    #[test]
    fn a_check_of_zero_is_legal() {
        check("91420500MA49001170", Ok("91420500MA49001170"));
    }
    #[test]
    fn accepts_a_code_of_digits_alone() {
        check("914205007068470198", Ok("914205007068470198"));
    }
    #[test]
    fn folds_case_width_spaces_and_dashes() {
        check(" 91420500ｍａ49 0011-70 ", Ok("91420500MA49001170"));
    }
    #[test]
    fn names_the_right_check_character() {
        check(
            "91350100M000100Y44",
            Err(CodeFault::Check { expected: '3' }),
        );
    }
    #[test]
    fn letters_outside_the_alphabet_are_faults() {
        check(
            "9142O500MA49001170",
            Err(CodeFault::Alphabet {
                found: 'O',
                position: 5,
            }),
        );
    }
    #[test]
    fn recognises_what_a_spreadsheet_left() {
        check("914205007068470000", Err(CodeFault::LostTail));
        check("9.15101E+17", Err(CodeFault::LostTail));
        check("9.14205007068470E+17", Err(CodeFault::LostTail));
    }
    #[test]
    fn a_lost_tail_that_passes_the_check_by_luck_is_still_lost() {
        check("914205005679384000", Err(CodeFault::LostTail));
        check("914205007068470198", Ok("914205007068470198"));
    }
    #[test]
    fn repairs_letters_that_the_alphabet_does_not_have() {
        check_repair("9142O500MA49OO1170", None);
        check_repair("9142O500MA4900II70", None);
        check_repair("91420500MA49OO1170", Some("91420500MA49001170"));
        check_repair("91420500MA4900I170", Some("91420500MA49001170"));
    }
    #[test]
    fn never_repairs_a_legal_character() {
        check_repair("91420500MA490011Q0", None);
    }
    #[test]
    fn tells_its_parts() {
        let code: CreditCode = "91420500MA49001170".parse().unwrap();
        assert_eq!(code.organisation_code().as_str(), "MA4900117");
        assert_eq!(code.registrar(), Registrar::Commerce);
        assert_eq!(code.category(), '1');
        assert_eq!(code.region(), "420500");
    }
}
