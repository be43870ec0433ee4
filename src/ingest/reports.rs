//! The annual report in its shapes: a row per union, a row per reporting unit, one figure a row.

use std::collections::BTreeMap;

use super::cells::RowCells;
use super::header::{indicator_field, plain};
use super::rows::Unidentified;
use super::spec::SourceSpec;
use crate::table::field::Field;
use crate::table::vocabulary::{Indicator, ReportRowRole};
use crate::table::{RowIdentity, report_rows};

/// The statements of a report.
#[derive(Default)]
pub(super) struct ReportRows {
    rows: Vec<report_rows::Row>,
    /// Of a report of one figure a row: where each unit's statement stands in `rows`.
    gathered: BTreeMap<(String, Option<String>, String), usize>,
}

/// Whom a statement is about.
struct Subject {
    role: ReportRowRole,
    region: Option<String>,
}

const NO_SUBJECT: Unidentified = Unidentified {
    field: Field::UnionName,
    code: "no_unit",
    message: "没有工会、单位或填报单位，无法识别；请补填后重新导入",
};

impl ReportRows {
    /// Takes a data row: a union's, or in a report of totals a reporting unit's.
    pub(super) fn push_unit(
        &mut self,
        spec: &SourceSpec,
        id: RowIdentity,
        cells: &mut RowCells<'_>,
        place: Option<&str>,
    ) -> Result<(), Unidentified> {
        let region = cells
            .text(Field::Region)
            .or_else(|| place.map(str::to_owned));
        let names_union = [
            Field::UnionName,
            Field::UnitName,
            Field::UnionCode,
            Field::UnitCode,
        ]
        .into_iter()
        .any(|field| cells.text(field).is_some());
        let role = match names_union {
            true => ReportRowRole::Unit,
            false => ReportRowRole::ReportingUnitTotal,
        };
        if !names_union && region.is_none() {
            return Err(NO_SUBJECT);
        }
        let subject = Subject { role, region };
        match cells.text(Field::Indicator) {
            Some(indicator) => self.gather(spec, id, cells, (subject, &indicator)),
            None => {
                let row = statement(spec, id, cells, subject);
                self.rows.push(row);
            }
        }
        Ok(())
    }

    /// Takes a row of totals: the reporting unit's where one is known, else the city's.
    pub(super) fn push_total(
        &mut self,
        spec: &SourceSpec,
        id: RowIdentity,
        cells: &mut RowCells<'_>,
        (place, label): (Option<&str>, &str),
    ) {
        let plain_label = plain(label);
        let named: &str =
            plain_label.trim_matches(|character: char| "合小总共累计数:".contains(character));
        let is_city = matches!(named, "全市" | "市" | "总" | "全市总");
        let subject = match (is_city, named.is_empty(), place) {
            (false, false, _) => Subject {
                role: ReportRowRole::ReportingUnitTotal,
                region: Some(named.to_owned()),
            },
            (false, true, Some(place)) => Subject {
                role: ReportRowRole::ReportingUnitTotal,
                region: Some(place.to_owned()),
            },
            (true, _, _) | (false, true, None) => Subject {
                role: ReportRowRole::CityTotal,
                region: None,
            },
        };
        let mut row = statement(spec, id, cells, subject);
        row.union_name = None;
        row.unit_name = None;
        row.union_code = None;
        row.unit_code = None;
        self.rows.push(row);
    }

    fn gather(
        &mut self,
        spec: &SourceSpec,
        id: RowIdentity,
        cells: &mut RowCells<'_>,
        (subject, indicator): (Subject, &str),
    ) {
        let Some(indicator) = indicator_field(indicator).and_then(indicator_of) else {
            return;
        };
        let value = cells.figure(Field::Value);
        let unit = [Field::UnionCode, Field::UnionName, Field::UnitName]
            .into_iter()
            .find_map(|field| cells.text(field))
            .or_else(|| subject.region.clone())
            .unwrap_or_default();
        let key = (id.file.clone(), id.sheet.clone(), unit);
        let row_idx = match self.gathered.get(&key) {
            Some(row_idx) => *row_idx,
            None => {
                let row = statement(spec, id, cells, subject);
                self.rows.push(row);
                self.gathered.insert(key, self.rows.len() - 1);
                self.rows.len() - 1
            }
        };
        if let Some(row) = self.rows.get_mut(row_idx) {
            *figure_of(row, indicator) = value;
        }
    }

    pub(super) fn into_rows(self) -> Vec<report_rows::Row> {
        self.rows
    }
}

fn statement(
    spec: &SourceSpec,
    id: RowIdentity,
    cells: &mut RowCells<'_>,
    subject: Subject,
) -> report_rows::Row {
    report_rows::Row {
        source: id.source,
        file: id.file,
        sheet: id.sheet,
        row: id.row,
        edition: spec.edition,
        role: subject.role,
        union_code: cells.text(Field::UnionCode),
        union_name: cells.text(Field::UnionName),
        unit_name: cells.text(Field::UnitName),
        unit_code: cells.unit_code(Field::UnitCode),
        uscc: cells.unit_code(Field::Uscc),
        union_kind: cells.text(Field::UnionKind),
        region: subject.region,
        base_unions: cells.figure(Field::BaseUnions),
        covered_units: cells.figure(Field::NCoveredUnits),
        workers: cells.figure(Field::Workers),
        female_workers: cells.figure(Field::FemaleWorkers),
        migrant_workers: cells.figure(Field::MigrantWorkers),
        dispatched_workers: cells.figure(Field::DispatchedWorkers),
        members: cells.figure(Field::Members),
        female_members: cells.figure(Field::FemaleMembers),
        migrant_members: cells.figure(Field::MigrantMembers),
        dispatched_members: cells.figure(Field::DispatchedMembers),
        new_members: cells.figure(Field::NewMembers),
        joint_union_members: cells.figure(Field::JointUnionMembers),
        remarks: cells.text(Field::Remarks),
    }
}

fn indicator_of(field: Field) -> Option<Indicator> {
    match field {
        Field::NCoveredUnits => Some(Indicator::CoveredUnits),
        other => Indicator::parse(other.as_str()),
    }
}

fn figure_of(row: &mut report_rows::Row, indicator: Indicator) -> &mut Option<i64> {
    match indicator {
        Indicator::BaseUnions => &mut row.base_unions,
        Indicator::CoveredUnits => &mut row.covered_units,
        Indicator::Workers => &mut row.workers,
        Indicator::FemaleWorkers => &mut row.female_workers,
        Indicator::MigrantWorkers => &mut row.migrant_workers,
        Indicator::DispatchedWorkers => &mut row.dispatched_workers,
        Indicator::Members => &mut row.members,
        Indicator::FemaleMembers => &mut row.female_members,
        Indicator::MigrantMembers => &mut row.migrant_members,
        Indicator::DispatchedMembers => &mut row.dispatched_members,
        Indicator::NewMembers => &mut row.new_members,
        Indicator::JointUnionMembers => &mut row.joint_union_members,
    }
}
