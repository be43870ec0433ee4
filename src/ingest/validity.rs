//! Whether a cell is what its column should hold.

use super::cell_value::{count, date, flag, money};
use crate::standard::{CodeColumn, CreditCode, Registrar, ResidentId, TaxpayerId, UnitCodes};
use crate::table::field::{CellType, Field};

/// Whether the text is a valid cell of the field; `None` where any text is.
pub(super) fn is_valid(field: Field, text: &str) -> Option<bool> {
    match field.cell_type() {
        CellType::Text => None,
        CellType::Count => Some(count(text, 1.0).is_ok()),
        CellType::Money => Some(money(text, 1.0).is_ok()),
        CellType::Date => Some(date(text).is_ok()),
        CellType::Flag => Some(flag(text).is_ok()),
        CellType::Code => is_valid_code(field, text),
    }
}

fn is_valid_code(field: Field, text: &str) -> Option<bool> {
    let of_unit = |column| {
        let codes = UnitCodes::gather(&[(column, text)]);
        codes.uscc.is_some() || codes.org_code.is_some() || codes.registration_no.is_some()
    };
    let by_union = |code: CreditCode| code.registrar() == Registrar::Union;
    match field {
        Field::Uscc => Some(of_unit(CodeColumn::CreditCode)),
        Field::TaxId => Some(of_unit(CodeColumn::TaxId) || text.parse::<TaxpayerId>().is_ok()),
        Field::OrgCode => Some(of_unit(CodeColumn::OrganisationCode)),
        Field::RegistrationNo => Some(of_unit(CodeColumn::RegistrationNumber)),
        Field::Code | Field::EmployerCode => Some(of_unit(CodeColumn::Mixed)),
        Field::UnitCode => Some(of_unit(CodeColumn::UnitCode)),
        Field::UnionUscc => Some(text.parse().is_ok_and(by_union)),
        Field::ResidentId => Some(text.parse::<ResidentId>().is_ok()),
        // Phones, cards, serials and union codes follow no national standard.
        _ => None,
    }
}
