//! Rows of the union system, read as records of the units they name.

use super::FederationArea;
use super::draft::{Draft, DraftRow, Place, cells, former_names, own_keys, owned, person};
use super::record::{Origin, Record, Written};
use super::repair::damaged_texts;
use crate::normalize::{Address, CompanyName, UnionForm, UnionName, phones, union_form};
use crate::standard::{CodeColumn, UnitCodes};
use crate::table::{RecordKey, union_rows};

/// The record of the unit of the row numbered `row`.
pub(super) fn union_draft(view: &union_rows::View, row: usize, area: &FederationArea) -> Draft {
    let code_cells = cells(&[
        (CodeColumn::CreditCode, view.uscc(row)),
        (CodeColumn::TaxId, view.tax_id(row)),
        (CodeColumn::OrganisationCode, view.org_code(row)),
        (CodeColumn::RegistrationNumber, view.registration_no(row)),
        (CodeColumn::Mixed, view.code(row)),
        (CodeColumn::UnitCode, view.unit_code(row)),
    ]);
    let codes = UnitCodes::gather(&code_cells);
    let damaged_codes = damaged_texts(&code_cells, &codes);
    let address = view
        .address(row)
        .map(|text| Address::parse(text, &area.prefix));
    let place = Place::of(view.region(row), address, &area.prefix);
    let written = union_cells(view, row);
    let name = written.name.as_deref().map(CompanyName::parse);
    let record = Record {
        key: RecordKey::from_bits(0),
        identity: view.identity(row),
        origin: Origin::UnionUnit,
        as_of: None,
        former_names: names_beside(view, row, name.as_ref()),
        name,
        codes,
        region_code: place.region_code,
        address: place.address,
        representative: view.legal_representative(row).and_then(person),
        phones: view.phone(row).map(phones).unwrap_or_default(),
        written,
        site: None,
        site_unit: None,
        damaged_codes,
        repair: None,
    };
    let union_code = view.union_code(row).map(|code| format!("union {code}"));
    let form = union_form(view.union_kind(row), view.union_name(row));
    Draft {
        own_keys: union_code
            .into_iter()
            .chain(own_keys(&record.codes))
            .collect(),
        record,
        row: DraftRow::Union(row),
        is_unit: form == UnionForm::Enterprise,
    }
}

/// All other cells of the row: they settle the order of rows alike in what names them.
pub(super) fn union_remainder(view: &union_rows::View, row: usize) -> String {
    let written = union_cells(view, row);
    format!(
        "{:?}",
        (
            &written,
            view.phone(row),
            view.founded_on(row),
            view.members(row),
            view.workers(row),
            view.covered_units(row)
        )
    )
}

/// The unit's cells; without a cell for its name the union's own name tells it.
fn union_cells(view: &union_rows::View, row: usize) -> Written {
    let named = || UnionName::parse(view.union_name(row).unwrap_or_default()).unit;
    let unit = owned(view.unit_name(row)).unwrap_or_else(named);
    Written {
        name: Some(unit).filter(|unit| !unit.trim().is_empty()),
        township: owned(view.township(row)),
        address: owned(view.address(row)),
        legal_representative: owned(view.legal_representative(row)),
        enterprise_type: owned(view.unit_category(row)),
        industry: owned(view.industry(row)),
        ..Written::default()
    }
}

/// What the unit is called besides its cell: a former name glued on, and the name inside the union's
/// own, which is often right where the cell is not. A union named after a branch under the cell of
/// its head office, or the other way round, is the cell's.
fn names_beside(
    view: &union_rows::View,
    row: usize,
    name: Option<&CompanyName>,
) -> Vec<CompanyName> {
    let in_cell = name.filter(|_| view.unit_name(row).is_some());
    let glued = in_cell.and_then(|name| name.former.as_deref());
    let mut names = former_names(glued, None);
    let own = view.union_name(row).map(UnionName::parse);
    let own = own.filter(|own| own.form == UnionForm::Enterprise && !own.unit.is_empty());
    if let (Some(own), Some(name)) = (own, name) {
        let own = CompanyName::parse(&own.unit);
        if own.branch.is_some() == name.branch.is_some() && own.folded != name.folded {
            names.push(own);
        }
    }
    names
}
