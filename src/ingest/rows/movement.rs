//! Rows of movements: joining, transfer out, transfer in.

use super::Origin;
use crate::ingest::record::{Record, shown};
use crate::table::field::Field;
use crate::table::movement_rows::Row;

/// The row, unless nobody is named.
pub(super) fn row(record: &mut Record<'_>, origin: Origin<'_>) -> Option<Row> {
    let person_name = record.name(Field::PersonName)?;
    Some(Row {
        source: origin.spec.name.clone(),
        file: origin.file.to_owned(),
        sheet: record.sheet.grid.sheet.clone(),
        row: shown(record.row),
        person_name,
        resident_id: record.identity(),
        card_no: record.key(Field::CardNo),
        union_code: record.key(Field::UnionCode),
        union_name: record.name(Field::UnionName),
        membership_state: record.text(Field::MembershipState),
        change_reason: record.change_reason(),
        moved_from: record.text(Field::MovedFrom),
        moved_to: record.text(Field::MovedTo),
        moved_on: record.date(Field::MovedOn),
        join_date: record.date(Field::JoinDate),
        left_on: record.date(Field::LeftOn),
        approval: record.text(Field::Approval),
        remarks: record.text(Field::Remarks),
    })
}
