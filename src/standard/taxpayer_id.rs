//! Taxpayer identification numbers (纳税人识别号).

use std::fmt;
use std::str::FromStr;

use super::credit_code::CreditCode;
use super::fault::{CodeFault, ascii_upper, is_province};
use super::organisation_code::OrganisationCode;
use super::resident_id::{ResidentId, names_a_person};

/// What a tax office calls a taxpayer.
///
/// Since October 2015 an enterprise's number is its credit code; before, it was region (6) and
/// organisation code (9). A person's is the resident id, with or without two digits after it, and
/// is personal data.
///
/// Eighteen characters may be a credit code or a resident id: a resident id also holds a province
/// and a birth date, and then, if its check passes too, the number is treated as a person's. Of
/// fifteen digits the organisation code's check decides first: an old tax id is far more common
/// than an old resident id whose tail passes that check, one in eleven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaxpayerId {
    /// A credit code.
    Credit(CreditCode),
    /// Region and organisation code.
    Organisation(OldTaxId),
    /// A person.
    Person(ResidentId),
}

/// Region (6 digits) and organisation code (9): the tax id of an organisation before 2015.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OldTaxId([u8; 15]);

impl OldTaxId {
    /// The fifteen characters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("ids are ASCII")
    }
}

impl TaxpayerId {
    /// The organisation code inside; a person has none.
    pub fn organisation_code(&self) -> Option<OrganisationCode> {
        match self {
            Self::Credit(code) => Some(code.organisation_code()),
            Self::Organisation(OldTaxId(bytes)) => {
                let mut organisation = [0; 9];
                organisation.copy_from_slice(&bytes[6..]);
                Some(OrganisationCode::embedded(organisation))
            }
            Self::Person(_) => None,
        }
    }

    /// The six digits of the region inside.
    pub fn region(&self) -> &str {
        match self {
            Self::Credit(code) => code.region(),
            Self::Organisation(OldTaxId(bytes)) => {
                std::str::from_utf8(&bytes[..6]).expect("ids are ASCII")
            }
            Self::Person(id) => id.region(),
        }
    }
}

impl FromStr for TaxpayerId {
    type Err = CodeFault;

    fn from_str(text: &str) -> Result<Self, CodeFault> {
        if let Ok(bytes) = ascii_upper::<15>(text) {
            return match old(bytes) {
                Ok(id) => Ok(Self::Organisation(id)),
                Err(fault) => text.parse().map(Self::Person).map_err(|_| fault),
            };
        }
        if let Ok(bytes) = ascii_upper::<18>(text) {
            return match CreditCode::repair(text) {
                Ok(code) if !names_a_person(&bytes) => Ok(Self::Credit(code)),
                // With a birth date inside, a credit code that is no valid id is one by its check.
                Ok(code) => Ok(text.parse().map_or(Self::Credit(code), Self::Person)),
                Err(_) if names_a_person(&bytes) => text.parse().map(Self::Person),
                Err(fault) => Err(fault),
            };
        }
        if let Ok(bytes) = ascii_upper::<20>(text) {
            return of_person(&bytes[..18]);
        }
        if let Ok(bytes) = ascii_upper::<17>(text) {
            return of_person(&bytes[..15]);
        }
        // Any other length is no tax id; the credit code's parser knows spreadsheet damage and
        // names the length that is asked for today.
        match text.parse::<CreditCode>() {
            Ok(code) => Ok(Self::Credit(code)),
            Err(fault) => Err(fault),
        }
    }
}

fn of_person(bytes: &[u8]) -> Result<TaxpayerId, CodeFault> {
    let text = std::str::from_utf8(bytes).expect("the reader leaves only ASCII");
    text.parse().map(TaxpayerId::Person)
}

fn old(bytes: [u8; 15]) -> Result<OldTaxId, CodeFault> {
    let region_holds = bytes[..6].iter().all(u8::is_ascii_digit) && is_province(bytes[0], bytes[1]);
    if !region_holds {
        return Err(CodeFault::Region);
    }
    let mut organisation = [0; 9];
    organisation.copy_from_slice(&bytes[6..]);
    OrganisationCode::of_bytes(organisation).map_err(|_| CodeFault::Embedded)?;
    Ok(OldTaxId(bytes))
}

impl fmt::Debug for OldTaxId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "OldTaxId({})", self.as_str())
    }
}

impl fmt::Display for TaxpayerId {
    /// A person's number is shown masked.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Credit(code) => code.fmt(formatter),
            Self::Organisation(id) => formatter.pad(id.as_str()),
            Self::Person(id) => formatter.pad(&id.masked()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Result<&str, CodeFault>) {
        let parsed = text.parse::<TaxpayerId>().map(|id| id.to_string());
        assert_eq!(parsed, expected.map(str::to_owned), "{text}");
    }

    #[test]
    fn an_enterprise_has_its_credit_code() {
        check("914205007068470198", Ok("914205007068470198"));
    }
    #[test]
    fn an_older_enterprise_has_region_and_organisation_code() {
        check("420500706847019", Ok("420500706847019"));
        let id: TaxpayerId = "420500706847019".parse().unwrap();
        let organisation = id.organisation_code().map(|code| code.to_string());
        assert_eq!(organisation.as_deref(), Some("706847019"));
    }
    #[test]
    fn a_person_is_masked() {
        check("420502199001011238", Ok("420502********1238"));
        check("42050219900101123801", Ok("420502********1238"));
        check("42050290010112301", Ok("420502********1238"));
    }
    #[test]
    fn a_wrong_embedded_code_is_a_fault() {
        check("420500706847018", Err(CodeFault::Embedded));
    }
    #[test]
    fn a_mistyped_person_is_no_credit_code() {
        check(
            "420502199001011239",
            Err(CodeFault::Check { expected: '8' }),
        );
    }
    #[test]
    fn recognises_a_lost_tail() {
        check("9.15101E+17", Err(CodeFault::LostTail));
        check("914205007068470000", Err(CodeFault::LostTail));
    }
}
