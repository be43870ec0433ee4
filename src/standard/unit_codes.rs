//! Every valid code that a row's cells hold.

use super::credit_code::{CreditCode, Registrar};
use super::fault::{CodeFault, ascii_upper, half_width};
use super::organisation_code::OrganisationCode;
use super::registration_number::RegistrationNumber;
use super::resident_id::names_a_person;
use super::spreadsheet;
use super::taxpayer_id::TaxpayerId;

/// What the header over a code says it is. Of fifteen digits the column decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeColumn {
    /// 统一社会信用代码; in practice registration numbers stand here too.
    CreditCode,
    /// 纳税人识别号.
    TaxId,
    /// 组织机构代码.
    OrganisationCode,
    /// 注册号.
    RegistrationNumber,
    /// A column that mixes them (统一社会信用代码/注册号).
    Mixed,
    /// The management system's unit code: the unit's organisation code, or a later code.
    UnitCode,
}

/// The codes of one unit, gathered from all code cells of its row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitCodes {
    /// The unit's credit code; never a union's own.
    pub uscc: Option<CreditCode>,
    /// The organisation code, taken out of any code that embeds one.
    pub org_code: Option<OrganisationCode>,
    /// The commercial registration number.
    pub registration_no: Option<RegistrationNumber>,
    /// The first 15 digits of an all-digit credit code whose tail a spreadsheet lost: a blocking
    /// key with at most five completions, never evidence by itself.
    pub damaged_prefix: Option<String>,
    /// What could not be read, and why. Empty cells are no fault.
    pub faults: Vec<(CodeColumn, CodeFault)>,
}

/// What one cell, or one part of it, turned out to be.
enum Reading {
    Credit(CreditCode),
    Organisation(OrganisationCode),
    Registration(RegistrationNumber),
}

/// More parts than this in one cell are a text, not codes.
const PARTS_MAX: usize = 4;

impl UnitCodes {
    /// Gathers the codes of a row. Of two different valid codes of one kind the first cell's
    /// stays and the other is the fault [`CodeFault::Contradicts`].
    pub fn gather(cells: &[(CodeColumn, &str)]) -> Self {
        let mut codes = Self::default();
        let mut embedded = Vec::new();
        for (column, text) in cells {
            match codes.read_cell(*column, text, &mut embedded) {
                Ok(()) | Err(CodeFault::Empty) => {}
                Err(fault) => codes.faults.push((*column, fault)),
            }
        }
        codes.settle_organisation(embedded);
        if codes.uscc.is_some() {
            codes.damaged_prefix = None;
        }
        codes
    }

    fn read_cell(
        &mut self,
        column: CodeColumn,
        text: &str,
        embedded: &mut Vec<(CodeColumn, OrganisationCode)>,
    ) -> Result<(), CodeFault> {
        let whole = match read(column, text) {
            Ok(reading) => return self.take(column, reading, embedded),
            Err(fault) => fault,
        };
        self.note_damage(text, &whole);
        let parts: Vec<&str> = text
            .split(|character| matches!(half_width(character), '/' | ',' | ';' | '、' | '|'))
            .take(PARTS_MAX + 1)
            .collect();
        if parts.len() < 2 || parts.len() > PARTS_MAX {
            return Err(whole);
        }
        let mut n_read = 0;
        for part in parts {
            if let Ok(reading) = read(column, part) {
                self.take(column, reading, embedded)?;
                n_read += 1;
            }
        }
        if n_read == 0 { Err(whole) } else { Ok(()) }
    }

    fn take(
        &mut self,
        column: CodeColumn,
        reading: Reading,
        embedded: &mut Vec<(CodeColumn, OrganisationCode)>,
    ) -> Result<(), CodeFault> {
        match reading {
            Reading::Credit(code) => {
                if code.registrar() == Registrar::Union {
                    return Err(CodeFault::OfUnion);
                }
                keep(&mut self.uscc, code)
            }
            Reading::Organisation(code) => {
                embedded.push((column, code));
                Ok(())
            }
            Reading::Registration(number) => keep(&mut self.registration_no, number),
        }
    }

    /// The credit code's organisation code counts before any that stands alone.
    fn settle_organisation(&mut self, found: Vec<(CodeColumn, OrganisationCode)>) {
        self.org_code = self.uscc.map(|code| code.organisation_code());
        for (column, code) in found {
            if let Err(fault) = keep(&mut self.org_code, code) {
                self.faults.push((column, fault));
            }
        }
    }

    fn note_damage(&mut self, text: &str, fault: &CodeFault) {
        if *fault != CodeFault::LostTail || self.damaged_prefix.is_some() {
            return;
        }
        let damage = spreadsheet::damaged(text);
        let Some(prefix) = damage.as_ref().and_then(spreadsheet::Damage::prefix) else {
            return;
        };
        let mut whole = [b'0'; 18];
        whole[..spreadsheet::KEPT_DIGITS].copy_from_slice(prefix.as_bytes());
        if !names_a_person(&whole) {
            self.damaged_prefix = Some(prefix.to_owned());
        }
    }
}

fn keep<T: PartialEq>(place: &mut Option<T>, found: T) -> Result<(), CodeFault> {
    match place {
        Some(known) if *known != found => Err(CodeFault::Contradicts),
        _ => {
            *place = Some(found);
            Ok(())
        }
    }
}

/// Reads a cell by its number of characters; where that is ambiguous the column decides.
fn read(column: CodeColumn, text: &str) -> Result<Reading, CodeFault> {
    if ascii_upper::<9>(text).is_ok() {
        return text.parse().map(Reading::Organisation);
    }
    if ascii_upper::<13>(text).is_ok() {
        return text.parse().map(Reading::Registration);
    }
    if ascii_upper::<15>(text).is_ok() {
        return match column {
            // A damaged tax id passes a registration number's check once in ten.
            CodeColumn::TaxId => of_taxpayer(text),
            // A damaged registration number passes an organisation code's once in eleven.
            CodeColumn::RegistrationNumber => registration(text),
            CodeColumn::OrganisationCode | CodeColumn::UnitCode => {
                of_taxpayer(text).or_else(|fault| registration(text).map_err(|_| fault))
            }
            CodeColumn::CreditCode | CodeColumn::Mixed => {
                registration(text).or_else(|fault| of_taxpayer(text).map_err(|_| fault))
            }
        };
    }
    of_taxpayer(text)
}

fn registration(text: &str) -> Result<Reading, CodeFault> {
    text.parse().map(Reading::Registration)
}

fn of_taxpayer(text: &str) -> Result<Reading, CodeFault> {
    let id: TaxpayerId = text.parse()?;
    match (id, id.organisation_code()) {
        (TaxpayerId::Credit(code), _) => Ok(Reading::Credit(code)),
        (TaxpayerId::Organisation(_), Some(code)) => Ok(Reading::Organisation(code)),
        (TaxpayerId::Organisation(_) | TaxpayerId::Person(_), _) => Err(CodeFault::OfPerson),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `uscc | org_code | registration_no | damaged_prefix | faults`, each `-` when absent.
    #[track_caller]
    fn check(cells: &[(CodeColumn, &str)], expected: &str) {
        let codes = UnitCodes::gather(cells);
        let shown = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let faults: Vec<String> = codes
            .faults
            .iter()
            .map(|(column, fault)| format!("{column:?}: {fault}"))
            .collect();
        let found = [
            shown(codes.uscc.map(|code| code.to_string())),
            shown(codes.org_code.map(|code| code.to_string())),
            shown(codes.registration_no.map(|number| number.to_string())),
            shown(codes.damaged_prefix),
            faults.join(", "),
        ];
        assert_eq!(found.join(" | "), expected, "{cells:?}");
    }

    #[test]
    fn a_credit_code_embeds_the_organisation_code() {
        check(
            &[(CodeColumn::CreditCode, "914205007068470198")],
            "914205007068470198 | 706847019 | - | - | ",
        );
    }
    #[test]
    fn an_old_tax_id_embeds_it_too() {
        check(
            &[(CodeColumn::TaxId, "420500706847019")],
            "- | 706847019 | - | - | ",
        );
    }
    #[test]
    fn registration_numbers_stand_under_the_wrong_header() {
        check(
            &[(CodeColumn::CreditCode, "110108000000016")],
            "- | - | 110108000000016 | - | ",
        );
    }
    #[test]
    fn a_cell_may_hold_two_codes() {
        check(
            &[(CodeColumn::Mixed, "914205007068470198/110108000000016")],
            "914205007068470198 | 706847019 | 110108000000016 | - | ",
        );
    }
    #[test]
    fn a_union_code_is_not_its_units() {
        let union_code = union_code();
        check(
            &[(CodeColumn::CreditCode, union_code.as_str())],
            "- | - | - | - | CreditCode: is the union's own code, not its unit's",
        );
    }
    #[test]
    fn a_person_is_left_out() {
        check(
            &[(CodeColumn::TaxId, "420502199001011238")],
            "- | - | - | - | TaxId: is a person's identity number",
        );
    }
    #[test]
    fn a_damaged_code_leaves_fifteen_digits_or_nothing() {
        check(
            &[(CodeColumn::CreditCode, "914205007068470000")],
            "- | - | - | 914205007068470 | CreditCode: lost its tail to a spreadsheet",
        );
        check(
            &[(CodeColumn::CreditCode, "9.15101E+17")],
            "- | - | - | - | CreditCode: lost its tail to a spreadsheet",
        );
    }
    #[test]
    fn a_damaged_identity_number_leaves_nothing() {
        check(
            &[(CodeColumn::TaxId, "420502199001011000")],
            "- | - | - | - | TaxId: lost its tail to a spreadsheet",
        );
    }
    #[test]
    fn the_first_of_two_codes_stays() {
        check(
            &[
                (CodeColumn::CreditCode, "914205007068470198"),
                (CodeColumn::OrganisationCode, "MA490007-X"),
            ],
            "914205007068470198 | 706847019 | - | - | \
             OrganisationCode: contradicts another code of the same row",
        );
    }
    #[test]
    fn empty_cells_are_no_fault() {
        check(&[(CodeColumn::CreditCode, " ")], "- | - | - | - | ");
    }

    /// A union's own code, its check computed here.
    fn union_code() -> String {
        let stem = "81420500MA4900117";
        let tail = "0123456789ABCDEFGHJKLMNPQRTUWXY".chars();
        let mut codes = tail.map(|check| format!("{stem}{check}"));
        codes
            .find(|code| code.parse::<CreditCode>().is_ok())
            .unwrap()
    }

    proptest! {
        #[test]
        fn any_text_gives_codes_or_faults(text in "\\PC{0,24}|[0-9A-Z.+/-]{0,24}") {
            for column in [CodeColumn::CreditCode, CodeColumn::TaxId, CodeColumn::UnitCode] {
                UnitCodes::gather(&[(column, &text)]);
            }
            crate::standard::mask_identities(&text);
        }
    }
}
