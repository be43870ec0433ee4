//! Rows of registries and of the system's directory, read as records.

use super::FederationArea;
use super::draft::{Draft, DraftRow, Place, cells, former_names, own_keys, owned, person};
use super::record::{Origin, Record, Site, Written};
use super::repair::damaged_texts;
use crate::normalize::{Address, CompanyName, fold, phones};
use crate::standard::{CodeColumn, UnitCodes};
use crate::table::vocabulary::{Department, SourceKind};
use crate::table::{RecordKey, enterprise_rows};

/// The record of the row numbered `row`.
pub(super) fn registry_draft(
    view: &enterprise_rows::View,
    row: usize,
    area: &FederationArea,
) -> Draft {
    let mut code_cells = cells(&[
        (CodeColumn::CreditCode, view.uscc(row)),
        (CodeColumn::TaxId, view.tax_id(row)),
        (CodeColumn::OrganisationCode, view.org_code(row)),
        (CodeColumn::RegistrationNumber, view.registration_no(row)),
        (CodeColumn::Mixed, view.code(row)),
        (CodeColumn::UnitCode, view.unit_code(row)),
    ]);
    if view.department(row) == Some(Department::Commerce) {
        read_as_registered(&mut code_cells);
    }
    let codes = UnitCodes::gather(&code_cells);
    let damaged_codes = damaged_texts(&code_cells, &codes);
    let address = view
        .address(row)
        .map(|text| Address::parse(text, &area.prefix));
    let place = Place::of(view.region(row), address, &area.prefix);
    let written = registry_cells(view, row);
    let name = view.name(row).map(CompanyName::parse);
    let site = view
        .project_name(row)
        .map(|name| Box::new(site_of(view, row, name, &place, &written)));
    let mut record = Record {
        key: RecordKey::from_bits(0),
        identity: view.identity(row),
        origin: origin_of(view, row),
        as_of: view.as_of(row),
        former_names: former_names(
            name.as_ref().and_then(|name| name.former.as_deref()),
            view.former_name(row),
        ),
        name,
        codes,
        region_code: place.region_code,
        address: place.address,
        representative: view.legal_representative(row).and_then(person),
        phones: view.phone(row).map(phones).unwrap_or_default(),
        written,
        site,
        site_unit: None,
        damaged_codes,
        repair: None,
    };
    if record.site.is_some() {
        describe_contractor_only(&mut record);
    }
    Draft {
        own_keys: own_keys(&record.codes),
        record,
        row: DraftRow::Registry(row),
        is_unit: true,
    }
}

fn origin_of(view: &enterprise_rows::View, row: usize) -> Origin {
    match view.kind(row) {
        SourceKind::Directory => Origin::Directory,
        SourceKind::Enterprises
        | SourceKind::Unions
        | SourceKind::Members
        | SourceKind::Roster
        | SourceKind::Movements
        | SourceKind::AnnualReport
        | SourceKind::Parks => Origin::Registry(view.department(row).unwrap_or(Department::Other)),
    }
}

/// A construction row's place, phone, status, dates and workers are the site's; of the contractor it
/// says name, codes and representative.
fn describe_contractor_only(record: &mut Record) {
    record.region_code = None;
    record.address = None;
    record.phones = Vec::new();
    record.written = Written {
        name: record.written.name.take(),
        former_name: record.written.former_name.take(),
        legal_representative: record.written.legal_representative.take(),
        ..Written::default()
    };
}

fn site_of(
    view: &enterprise_rows::View,
    row: usize,
    name: &str,
    place: &Place,
    written: &Written,
) -> Site {
    Site {
        key: RecordKey::from_bits(0),
        folded: fold(name),
        name: name.to_owned(),
        region_code: place.region_code.clone(),
        address: place.address.clone(),
        phone: view
            .phone(row)
            .and_then(|text| phones(text).into_iter().next()),
        started_on: view.started_on(row),
        finished_on: view.finished_on(row),
        cost: view.cost(row),
        written: Written {
            name: Some(name.to_owned()),
            former_name: None,
            legal_representative: None,
            ..written.clone()
        },
    }
}

/// All other cells of the row: they settle the order of rows alike in what names them.
pub(super) fn registry_remainder(view: &enterprise_rows::View, row: usize) -> String {
    let written = registry_cells(view, row);
    format!(
        "{:?}",
        (
            &written,
            view.phone(row),
            view.remarks(row),
            view.finished_on(row)
        )
    )
}

fn registry_cells(view: &enterprise_rows::View, row: usize) -> Written {
    Written {
        name: owned(view.name(row)),
        former_name: owned(view.former_name(row)),
        township: owned(view.township(row)),
        address: owned(view.address(row)),
        legal_representative: owned(view.legal_representative(row)),
        status: owned(view.status(row)),
        remarks: owned(view.remarks(row)),
        enterprise_type: owned(view.enterprise_type(row).or(view.unit_category(row))),
        industry: owned(view.industry(row)),
        business_scope: owned(view.business_scope(row)),
        established_on: view.established_on(row),
        workers: view.workers(row),
        migrant_workers: view.migrant_workers(row),
    }
}

/// Characters of a registration number of GS 15-2006.
const REGISTRATION_NO_CHARS: usize = 15;

/// Commerce never holds tax ids: what has as many characters as an old one in its column of credit
/// codes is a registration number, damaged or not (one in eleven passes an organisation code's check).
fn read_as_registered(code_cells: &mut [(CodeColumn, &str)]) {
    for (column, text) in code_cells {
        let is_mixed = matches!(column, CodeColumn::CreditCode | CodeColumn::Mixed);
        let n_signs = text.chars().filter(|sign| sign.is_alphanumeric()).count();
        if is_mixed && n_signs == REGISTRATION_NO_CHARS {
            *column = CodeColumn::RegistrationNumber;
        }
    }
}
