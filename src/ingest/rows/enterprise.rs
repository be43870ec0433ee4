//! Rows of registries and of the system's directory.

use super::Origin;
use crate::ingest::record::{Record, shown};
use crate::table::enterprise_rows::Row;
use crate::table::field::Field;

/// The row, unless it has neither a name nor a valid code.
pub(super) fn row(record: &mut Record<'_>, origin: Origin<'_>) -> Option<Row> {
    let name = record.name(Field::Name);
    let project_name = record.project_name();
    if name.is_none() && project_name.is_none() && !record.has_unit_code() {
        return None;
    }
    let park = record.text(Field::Park);
    Some(Row {
        source: origin.spec.name.clone(),
        file: origin.file.to_owned(),
        sheet: record.sheet.grid.sheet.clone(),
        row: shown(record.row),
        kind: origin.spec.kind,
        department: origin.spec.department,
        name,
        former_name: record.name(Field::FormerName),
        uscc: record.unit_code(Field::Uscc),
        tax_id: record.unit_code(Field::TaxId),
        org_code: record.unit_code(Field::OrgCode),
        registration_no: record.unit_code(Field::RegistrationNo),
        code: record.unit_code(Field::Code),
        legal_representative: record.text(Field::LegalRepresentative),
        address: record.text(Field::Address),
        region: record.region(),
        township: record.text(Field::Township),
        phone: record.text(Field::Phone),
        status: record.text(Field::Status),
        workers: record.count(Field::Workers),
        female_workers: record.count(Field::FemaleWorkers),
        migrant_workers: record.count(Field::MigrantWorkers),
        dispatched_workers: record.count(Field::DispatchedWorkers),
        established_on: record.date(Field::EstablishedOn),
        enterprise_type: record.text(Field::EnterpriseType),
        industry: record.text(Field::Industry),
        capital: record.text(Field::Capital),
        business_scope: record.text(Field::BusinessScope),
        project_name,
        project_manager: record.text(Field::ProjectManager),
        started_on: record.date(Field::StartedOn),
        finished_on: record.date(Field::FinishedOn),
        cost: record.money(Field::Cost),
        unit_code: record.unit_code(Field::UnitCode),
        unit_category: record.text(Field::UnitCategory),
        union_code: record.key(Field::UnionCode),
        has_union: record.flag(Field::HasUnion),
        organised_on: record.date(Field::OrganisedOn),
        park,
        remarks: record.text(Field::Remarks),
        as_of: record.sheet.as_of,
    })
}
