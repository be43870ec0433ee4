//! Rows of member rosters and lists of persons employed.

use super::Origin;
use crate::ingest::record::{Record, shown};
use crate::table::field::Field;
use crate::table::person_rows::Row;

/// The row, unless nobody is named.
pub(super) fn row(record: &mut Record<'_>, origin: Origin<'_>) -> Option<Row> {
    let person_name = record.name(Field::PersonName)?;
    Some(Row {
        source: origin.spec.name.clone(),
        file: origin.file.to_owned(),
        sheet: record.sheet.grid.sheet.clone(),
        row: shown(record.row),
        kind: origin.spec.kind,
        department: origin.spec.department,
        person_name,
        sex: record.text(Field::Sex),
        resident_id: record.identity(),
        card_no: record.key(Field::CardNo),
        birth_date: record.date(Field::BirthDate),
        phone: record.key(Field::Phone),
        registration_kind: record.text(Field::RegistrationKind),
        registration_place: record.text(Field::RegistrationPlace),
        employment_form: record.text(Field::EmploymentForm),
        employment_state: record.text(Field::EmploymentState),
        employer: record.employer(),
        employer_code: record.unit_code(Field::EmployerCode),
        agency: record.name(Field::Agency),
        host: record.name(Field::Host),
        project_name: record.project_name(),
        union_code: record.key(Field::UnionCode),
        union_name: record.union_name(),
        unit_name: record.name(Field::UnitName),
        region: record.region(),
        township: record.text(Field::Township),
        join_date: record.date(Field::JoinDate),
        join_channel: record.text(Field::JoinChannel),
        approval: record.text(Field::Approval),
        membership_state: record.text(Field::MembershipState),
        change_reason: record.change_reason(),
        left_on: record.date(Field::LeftOn),
        moved_from: record.text(Field::MovedFrom),
        moved_to: record.text(Field::MovedTo),
        moved_on: record.date(Field::MovedOn),
        started_on: record.date(Field::StartedOn),
        finished_on: record.date(Field::FinishedOn),
        is_migrant: record.flag(Field::IsMigrant),
        remarks: record.text(Field::Remarks),
    })
}
