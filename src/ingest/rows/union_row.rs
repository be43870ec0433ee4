//! Rows of the management system's union organisations.

use super::Origin;
use crate::ingest::record::{Record, shown};
use crate::table::field::Field;
use crate::table::union_rows::Row;

/// The row, unless it has neither a name nor a code.
pub(super) fn row(record: &mut Record<'_>, origin: Origin<'_>) -> Option<Row> {
    let union_name = record.name(Field::UnionName);
    let unit_name = record.name(Field::UnitName);
    let union_code = record.key(Field::UnionCode);
    let has_key = union_code
        .as_ref()
        .is_some_and(|code| code.chars().any(|c| c.is_ascii_digit()));
    if union_name.is_none() && unit_name.is_none() && !has_key && !record.has_unit_code() {
        return None;
    }
    Some(Row {
        source: origin.spec.name.clone(),
        file: origin.file.to_owned(),
        sheet: record.sheet.grid.sheet.clone(),
        row: shown(record.row),
        union_code,
        other_union_codes: record.other_union_codes(),
        union_name,
        union_uscc: record.unit_code(Field::UnionUscc),
        unit_name,
        unit_code: record.unit_code(Field::UnitCode),
        uscc: record.unit_code(Field::Uscc),
        tax_id: record.unit_code(Field::TaxId),
        org_code: record.unit_code(Field::OrgCode),
        registration_no: record.unit_code(Field::RegistrationNo),
        code: record.unit_code(Field::Code),
        unit_category: record.text(Field::UnitCategory),
        union_kind: record.text(Field::UnionKind),
        superior_union: record.text(Field::SuperiorUnion),
        founded_on: record.date(Field::FoundedOn),
        covered_units: record.text(Field::CoveredUnits),
        n_covered_units: record.count(Field::NCoveredUnits),
        legal_representative: record.text(Field::LegalRepresentative),
        address: record.text(Field::Address),
        region: record.region(),
        township: record.text(Field::Township),
        phone: record.text(Field::Phone),
        status: record.text(Field::Status),
        industry: record.text(Field::Industry),
        park: record.text(Field::Park),
        workers: record.count(Field::Workers),
        female_workers: record.count(Field::FemaleWorkers),
        migrant_workers: record.count(Field::MigrantWorkers),
        dispatched_workers: record.count(Field::DispatchedWorkers),
        members: record.count(Field::Members),
        female_members: record.count(Field::FemaleMembers),
        migrant_members: record.count(Field::MigrantMembers),
        dispatched_members: record.count(Field::DispatchedMembers),
        new_members: record.count(Field::NewMembers),
        joint_union_members: record.count(Field::JointUnionMembers),
        base_unions: record.count(Field::BaseUnions),
        chair: record.text(Field::Chair),
        remarks: record.text(Field::Remarks),
    })
}
