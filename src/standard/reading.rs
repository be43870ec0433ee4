//! How one code is understood, for people and programs that ask about it.

use super::credit_code::CreditCode;
use super::fault::{CodeFault, ascii_upper};
use super::mask::mask_identities;
use super::organisation_code::OrganisationCode;
use super::parts::Reading;
use super::region;
use super::registration_number::RegistrationNumber;
use super::resident_id::{self, ResidentId};
use super::spreadsheet;
use super::taxpayer_id::TaxpayerId;

/// What a code turned out to be.
struct Found {
    kind: &'static str,
    normal: Result<String, CodeFault>,
    org_code: Option<OrganisationCode>,
    region_code: Option<String>,
    is_repaired: bool,
}

/// How a code of any kind is understood when no column says which kind it is: by its length, and
/// where that leaves two, by what its digits hold. What may be a person's is shown masked.
pub fn read_code(text: &str) -> Reading {
    let found = find(text);
    let mut reading = Reading::default();
    let shown = match found.kind == RESIDENT_ID {
        true => covered(text),
        false => masked(text),
    };
    reading.text("input", shown);
    reading.text("kind", found.kind);
    reading.truth("valid", found.normal.is_ok());
    reading.maybe(
        "fault",
        found.normal.as_ref().err().map(CodeFault::to_string),
    );
    let is_read = found.normal.is_ok();
    reading.maybe("normal", found.normal.ok());
    reading.maybe("org_code", found.org_code.map(|code| code.to_string()));
    reading.maybe("region_code", found.region_code.filter(|_| is_read));
    reading.maybe(
        "repaired_from",
        found.is_repaired.then(|| masked(text.trim())),
    );
    reading
}

/// The kind of a code that is a person's number, or was meant as one.
const RESIDENT_ID: &str = "resident_id";

/// How a resident id is understood; shown masked.
pub fn read_id(text: &str) -> Reading {
    let parsed = text.parse::<ResidentId>();
    let mut reading = Reading::default();
    reading.text("input", covered(text));
    reading.text("kind", RESIDENT_ID);
    reading.truth("valid", parsed.is_ok());
    match parsed {
        Ok(id) => {
            reading.text("normal", id.masked());
            reading.text("region_code", id.region());
            reading.maybe("region", region::name_of(id.region()));
            let sex = match id.sex() {
                super::Sex::Female => "female",
                super::Sex::Male => "male",
            };
            reading.text("sex", sex);
        }
        Err(fault) => reading.text("fault", fault.to_string()),
    }
    reading
}

/// What stands where an id should is covered whatever it looks like: a mistyped id is somebody's.
/// The first six characters and the last four stay, of shorter texts fewer.
fn covered(text: &str) -> String {
    let length = text.chars().count();
    let (head, tail) = match length {
        0..=6 => (length.min(2), 0),
        7..=12 => (4, 0),
        _ => (6, 4),
    };
    let cover = |(idx, sign): (usize, char)| match (head..length - tail).contains(&idx) {
        true => '*',
        false => sign,
    };
    text.chars().enumerate().map(cover).collect()
}

/// A cell is never shown with an id in it; nor is what was meant as one and is damaged.
fn masked(text: &str) -> String {
    let masked = mask_identities(text).into_owned();
    let meant = ascii_upper::<18>(text).is_ok_and(|bytes| resident_id::names_a_person(&bytes))
        || ascii_upper::<15>(text).is_ok_and(|old| is_old_id(&old))
        || ascii_upper::<17>(text).is_ok_and(|bytes| starts_like_an_id(&bytes));
    if !meant || masked != text {
        return masked;
    }
    let length = text.chars().count();
    let hide = |(idx, sign): (usize, char)| match (6..length.saturating_sub(4)).contains(&idx) {
        true => '*',
        false => sign,
    };
    text.chars().enumerate().map(hide).collect()
}

fn is_old_id(old: &[u8; 15]) -> bool {
    resident_id::names_a_person(&resident_id::widen(old))
}

fn starts_like_an_id(bytes: &[u8; 17]) -> bool {
    let mut whole = [b'0'; 18];
    whole[..17].copy_from_slice(bytes);
    resident_id::names_a_person(&whole)
}

fn find(text: &str) -> Found {
    if ascii_upper::<9>(text).is_ok() {
        return organisation(text);
    }
    if ascii_upper::<13>(text).is_ok() {
        return registration(text);
    }
    if let Ok(bytes) = ascii_upper::<15>(text) {
        return fifteen(text, &bytes);
    }
    if ascii_upper::<17>(text).is_ok() || ascii_upper::<20>(text).is_ok() {
        let person = taxpayer(text);
        if person.normal.is_ok() {
            return person;
        }
    }
    if let Ok(bytes) = ascii_upper::<18>(text) {
        return eighteen(text, &bytes);
    }
    damaged(text)
}

fn organisation(text: &str) -> Found {
    let code = text.parse::<OrganisationCode>();
    Found {
        kind: "org_code",
        org_code: code.as_ref().ok().copied(),
        normal: code.map(|code| code.to_string()),
        region_code: None,
        is_repaired: false,
    }
}

fn registration(text: &str) -> Found {
    let number = text.parse::<RegistrationNumber>();
    Found {
        kind: "registration_no",
        org_code: None,
        region_code: number
            .as_ref()
            .ok()
            .map(|number| number.region().to_owned()),
        normal: number.map(|number| number.to_string()),
        is_repaired: false,
    }
}

fn taxpayer(text: &str) -> Found {
    let id = text.parse::<TaxpayerId>();
    let kind = match &id {
        Ok(TaxpayerId::Credit(_)) => "uscc",
        Ok(TaxpayerId::Person(_)) => "resident_id",
        Ok(TaxpayerId::Organisation(_)) | Err(_) => "tax_id",
    };
    Found {
        kind,
        org_code: id.as_ref().ok().and_then(TaxpayerId::organisation_code),
        region_code: id.as_ref().ok().map(|id| id.region().to_owned()),
        normal: id.map(|id| id.to_string()),
        is_repaired: false,
    }
}

/// Fifteen digits are an old resident id if they hold a birth date: three in a hundred old tax ids
/// do by luck, and a person's number must not be shown. Else the check of a registration number
/// decides, else that of the embedded organisation code.
fn fifteen(text: &str, bytes: &[u8; 15]) -> Found {
    if is_old_id(bytes) {
        return person(text);
    }
    let number = registration(text);
    if number.normal.is_ok() {
        return number;
    }
    let old_tax_id = taxpayer(text);
    if old_tax_id.normal.is_ok() || !bytes.iter().all(u8::is_ascii_digit) {
        return old_tax_id;
    }
    number
}

fn person(text: &str) -> Found {
    let id = text.parse::<ResidentId>();
    Found {
        kind: RESIDENT_ID,
        org_code: None,
        region_code: id.as_ref().ok().map(|id| id.region().to_owned()),
        normal: id.map(|id| id.masked()),
        is_repaired: false,
    }
}

fn eighteen(text: &str, bytes: &[u8; 18]) -> Found {
    if resident_id::names_a_person(bytes) {
        return person(text);
    }
    let code = CreditCode::repair(text);
    let as_written = text.parse::<CreditCode>();
    // Digits that no registrar begins a code with were meant as a person's.
    let begins = region::by_code(std::str::from_utf8(&bytes[..6]).unwrap_or_default());
    if code.is_err() && begins.is_some() && !is_registrar(bytes[0]) {
        return person(text);
    }
    Found {
        kind: "uscc",
        org_code: code.as_ref().ok().map(CreditCode::organisation_code),
        region_code: code.as_ref().ok().map(|code| code.region().to_owned()),
        is_repaired: code.is_ok() && as_written.is_err(),
        normal: code.map(|code| code.to_string()),
    }
}

/// First characters with which codes of any number begin: 1 institutions, 5 civil affairs,
/// 8 unions, 9 commerce.
fn is_registrar(first: u8) -> bool {
    matches!(first, b'1' | b'5' | b'8' | b'9' | b'A' | b'N' | b'Y')
}

/// `9.15101E+17`, or nothing that a length would tell.
fn damaged(text: &str) -> Found {
    let nothing = |kind, fault| Found {
        kind,
        normal: Err(fault),
        org_code: None,
        region_code: None,
        is_repaired: false,
    };
    let Some(damage) = spreadsheet::damaged(text) else {
        let fault = text.parse::<CreditCode>().err().unwrap_or(CodeFault::Empty);
        return nothing("unknown", fault);
    };
    let first_six = damage.leading.get(..6).unwrap_or_default();
    let is_person = region::by_code(first_six).is_some() && !damage.leading.starts_with('9');
    match is_person {
        true => nothing("resident_id", CodeFault::LostTail),
        false => nothing("uscc", CodeFault::LostTail),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Part;
    use super::*;

    fn shown(reading: &Reading) -> String {
        format!("{:?}", reading.parts())
    }

    #[test]
    fn a_code_that_was_meant_as_an_id_is_covered_too() {
        let reading = format!("{:?}", read_code("420804179205243355"));
        assert!(reading.contains("420804********3355"), "{reading}");
        assert!(!reading.contains("17920524"), "{reading}");
    }

    #[test]
    fn no_id_is_shown_whatever_its_fault() {
        for text in [
            "420502199001011238",
            "420502199001011239",
            "420502199013011238",
            "42050219900101123",
            "4205021990010112388",
            "420502 19900101 1238",
            "42O502199001011238",
            "４２０５０２１９９００１０１１２３８",
            "420502900101123",
            "身份证420502199001011238",
        ] {
            let folded: String = shown(&read_id(text))
                .chars()
                .map(super::super::fault::half_width)
                .collect();
            let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
            assert!(
                !digits.contains("19900101") && !digits.contains("900101"),
                "{text}: {folded}"
            );
        }
    }
    #[test]
    fn codes_are_told_by_their_length_and_digits() {
        for (text, kind) in [
            ("91420500MA49001170", "uscc"),
            ("MA490007-X", "org_code"),
            ("420500706847019", "tax_id"),
            ("110108000000016", "registration_no"),
            ("4205002100123", "registration_no"),
            ("420502199001011238", "resident_id"),
            ("9.15101E+17", "uscc"),
            ("4.20502E+17", "resident_id"),
            ("鼎力", "unknown"),
            ("", "unknown"),
        ] {
            let reading = read_code(text);
            let found = reading.parts().iter().find(|(name, _)| *name == "kind");
            assert_eq!(
                found,
                Some(&("kind", Part::Text(kind.to_owned()))),
                "{text}"
            );
        }
    }
}
