//! Rows of development zones' lists.

use super::Origin;
use crate::ingest::record::{Record, shown};
use crate::table::field::Field;
use crate::table::park_rows::Row;

/// The row, unless it has neither a name nor a valid code.
pub(super) fn row(record: &mut Record<'_>, origin: Origin<'_>) -> Option<Row> {
    let name = record.name(Field::Name);
    if name.is_none() && !record.has_unit_code() {
        return None;
    }
    let around = record.sheet.park_at(record.row).map(str::to_owned);
    // A workbook of parks has a sheet for each, named after it.
    let named = record
        .sheet
        .grid
        .sheet
        .clone()
        .filter(|name| !name.is_ascii() && !name.starts_with("工作表"));
    Some(Row {
        source: origin.spec.name.clone(),
        file: origin.file.to_owned(),
        sheet: record.sheet.grid.sheet.clone(),
        row: shown(record.row),
        park: record.text(Field::Park).or(around).or(named),
        name,
        uscc: record.unit_code(Field::Uscc),
        tax_id: record.unit_code(Field::TaxId),
        org_code: record.unit_code(Field::OrgCode),
        registration_no: record.unit_code(Field::RegistrationNo),
        code: record.unit_code(Field::Code),
        address: record.text(Field::Address),
        region: record.region(),
        remarks: record.text(Field::Remarks),
    })
}
