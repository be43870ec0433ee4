//! Statements of annual reports, in whatever of their shapes they come.
//!
//! A row per union, alone or in a workbook per county; a row per county; or a row per figure, which
//! is gathered into one statement per unit at the first of its rows. A sum is furniture and a
//! statement too: the report signs it.

use std::collections::BTreeMap;

use super::{Converted, Gathering, ROWS_PER_BATCH};
use crate::ingest::body::RowClass;
use crate::ingest::header::indicator_field;
use crate::ingest::place_label::{is_unit, unit_in, without_ending};
use crate::ingest::record::{Record, shown};
use crate::ingest::sheet::Sheet;
use crate::table::field::Field;
use crate::table::report_rows::{self, Row};
use crate::table::vocabulary::{FurnitureKind, ReportRowRole};

/// How a sheet states its figures.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// A row per union.
    Units,
    /// A row per reporting unit.
    Totals,
    /// A row per figure.
    Figures,
}

/// The sheet's statements, those of its sums included.
pub(super) fn convert(gathering: &mut Gathering<'_>) -> Converted {
    let sheet = gathering.sheet;
    let shape = shape_of(sheet, &gathering.origin.spec.region_prefix);
    let mut converted = Converted {
        batches: Vec::new(),
        quarantined: Vec::new(),
        n_accepted: 0,
    };
    let mut statements: Vec<Row> = Vec::new();
    let mut figures = Figures::default();
    let mut sums = Sums::new(sheet);
    for (row, class) in sheet.classes.iter().enumerate() {
        match class {
            RowClass::Data => {
                let statement = statement(gathering, row, shape);
                sums.passes(statement.region.as_deref());
                if !is_identified(&statement, shape, sheet) {
                    converted.quarantined.push(gathering.set_aside(row));
                    continue;
                }
                converted.n_accepted += 1;
                match shape {
                    Shape::Units | Shape::Totals => statements.push(statement),
                    Shape::Figures => figures.add(gathering.record(row), statement),
                }
            }
            RowClass::Furniture(FurnitureKind::Total) => {
                let mut statement = statement(gathering, row, Shape::Totals);
                sums.label(
                    &mut statement,
                    sheet,
                    row,
                    &gathering.origin.spec.region_prefix,
                );
                match shape {
                    Shape::Figures => figures.add(gathering.record(row), statement),
                    Shape::Units | Shape::Totals if has_figures(&statement) => {
                        statements.push(statement);
                    }
                    Shape::Units | Shape::Totals => {}
                }
            }
            RowClass::Furniture(_) => {}
        }
    }
    statements.extend(figures.by_unit.into_values());
    statements.sort_by_key(|statement| statement.row);
    gathering
        .progress
        .rows_done(u64::from(converted.n_accepted) + converted.quarantined.len() as u64);
    let chunks = statements.chunks(ROWS_PER_BATCH);
    converted.batches = chunks.map(report_rows::batch).collect();
    converted
}

fn shape_of(sheet: &Sheet, prefix: &str) -> Shape {
    let layout = &sheet.layout;
    let has = |field| layout.column(field).is_some();
    if has(Field::Indicator) && has(Field::Value) {
        return Shape::Figures;
    }
    let unions = [
        Field::UnionCode,
        Field::UnitCode,
        Field::Uscc,
        Field::OrgCode,
    ];
    if unions.into_iter().any(has) {
        return Shape::Units;
    }
    let named = [Field::UnionName, Field::UnitName]
        .into_iter()
        .find_map(|field| layout.column(field));
    let Some(column) = named else {
        return Shape::Totals;
    };
    let labels: Vec<&str> = sheet
        .data_rows()
        .map(|row| sheet.value(row, column))
        .collect();
    let n_units = labels.iter().filter(|label| is_unit(label, prefix)).count();
    if !labels.is_empty() && n_units * 2 >= labels.len() {
        Shape::Totals
    } else {
        Shape::Units
    }
}

fn is_identified(statement: &Row, shape: Shape, sheet: &Sheet) -> bool {
    let names_union = statement.union_code.is_some()
        || statement.union_name.is_some()
        || statement.unit_name.is_some()
        || statement.unit_code.is_some()
        || statement.uscc.is_some();
    match shape {
        Shape::Units => names_union,
        Shape::Totals => statement.region.is_some(),
        // A sheet of figures without a unit is the whole sender's.
        Shape::Figures => sheet.layout.column(Field::Indicator).is_some(),
    }
}

fn statement(gathering: &mut Gathering<'_>, row: usize, shape: Shape) -> Row {
    let origin = gathering.origin;
    let mut record = gathering.record(row);
    let mut statement = Row {
        source: origin.spec.name.clone(),
        file: origin.file.to_owned(),
        sheet: record.sheet.grid.sheet.clone(),
        row: shown(row),
        edition: origin.spec.edition,
        role: ReportRowRole::Unit,
        union_code: record.key(Field::UnionCode),
        union_name: record.name(Field::UnionName),
        unit_name: record.name(Field::UnitName),
        unit_code: record
            .unit_code(Field::UnitCode)
            .or_else(|| record.unit_code(Field::OrgCode)),
        uscc: record.unit_code(Field::Uscc),
        union_kind: record.text(Field::UnionKind),
        region: record.region(),
        base_unions: record.figure(Field::BaseUnions),
        covered_units: record.figure(Field::NCoveredUnits),
        workers: record.figure(Field::Workers),
        female_workers: record.figure(Field::FemaleWorkers),
        migrant_workers: record.figure(Field::MigrantWorkers),
        dispatched_workers: record.figure(Field::DispatchedWorkers),
        members: record.figure(Field::Members),
        female_members: record.figure(Field::FemaleMembers),
        migrant_members: record.figure(Field::MigrantMembers),
        dispatched_members: record.figure(Field::DispatchedMembers),
        new_members: record.figure(Field::NewMembers),
        joint_union_members: record.figure(Field::JointUnionMembers),
        remarks: record.text(Field::Remarks),
    };
    if shape == Shape::Totals {
        statement.role = ReportRowRole::ReportingUnitTotal;
        let label = statement.union_name.take().or(statement.unit_name.take());
        let own = record.text(Field::Region);
        statement.region = own.or(label).or(statement.region);
    }
    if shape == Shape::Figures {
        statement.settle_figures(record.text(Field::Region), &origin.spec.region_prefix);
    }
    statement
}

impl Row {
    /// Whose a row of one figure is: a union's, else the reporting unit's, else the city's.
    fn settle_figures(&mut self, own_region: Option<String>, prefix: &str) {
        let label = self.unit_name.as_deref().or(self.union_name.as_deref());
        if self.union_code.is_none() && label.is_some_and(|label| is_unit(label, prefix)) {
            self.region = self.unit_name.take().or(self.union_name.take());
        }
        let names_union =
            self.union_code.is_some() || self.union_name.is_some() || self.unit_name.is_some();
        self.role = match (names_union, own_region.is_some() || self.region.is_some()) {
            (true, _) => ReportRowRole::Unit,
            (false, true) => ReportRowRole::ReportingUnitTotal,
            (false, false) => ReportRowRole::CityTotal,
        };
    }
}

/// Whose a sum is.
struct Sums {
    /// The region of the last row above.
    last: Option<String>,
    /// Whether all rows so far lie in one region.
    uniform: bool,
    /// Whether the sheet has a column of regions.
    has_regions: bool,
}

impl Sums {
    fn new(sheet: &Sheet) -> Self {
        Self {
            last: None,
            uniform: true,
            has_regions: sheet.layout.column(Field::Region).is_some(),
        }
    }

    fn passes(&mut self, region: Option<&str>) {
        if self.last.is_some() && self.last.as_deref() != region {
            self.uniform = false;
        }
        self.last = region.map(str::to_owned);
    }

    /// Gives a sum its role and its reporting unit.
    fn label(&self, statement: &mut Row, sheet: &Sheet, row: usize, prefix: &str) {
        let labels: Vec<&str> = sheet
            .grid
            .filled(row)
            .take(2)
            .map(|(_, text)| text)
            .collect();
        let named = labels.iter().find_map(|label| {
            let place = without_ending(label);
            unit_in(place, prefix)
                .filter(|_| is_unit(place, prefix))
                .map(|_| place.to_owned())
        });
        let of_city = labels.iter().any(|label| label.starts_with("全市"));
        let sub = labels.iter().any(|label| label.contains("小计"));
        let around = sheet.region_at(row).map(str::to_owned);
        let above = self.last.clone().filter(|_| self.has_regions && sub);
        let only = self
            .last
            .clone()
            .filter(|_| self.has_regions && self.uniform && !of_city);
        statement.union_name = None;
        statement.unit_name = None;
        statement.region = match of_city {
            true => None,
            false => named.or(above).or(around).or(only),
        };
        statement.role = match statement.region {
            Some(_) => ReportRowRole::ReportingUnitTotal,
            None => ReportRowRole::CityTotal,
        };
    }
}

/// Statements gathered from rows of one figure each.
#[derive(Default)]
struct Figures {
    by_unit: BTreeMap<[Option<String>; 5], Row>,
}

impl Figures {
    fn add(&mut self, mut record: Record<'_>, statement: Row) {
        let value = record.figure(Field::Value);
        let Some(indicator) = record.raw(Field::Indicator) else {
            return;
        };
        let Some(field) = indicator_field(indicator) else {
            let message = format!("`{indicator}`不是所用的指标");
            record
                .problems
                .note(record.row, None, "unknown_indicator", message);
            return;
        };
        let key = [
            statement.union_code.clone(),
            statement.union_name.clone(),
            statement.unit_name.clone(),
            statement.unit_code.clone(),
            statement.region.clone(),
        ];
        let gathered = self.by_unit.entry(key).or_insert(statement);
        if let Some(slot) = slot(gathered, field) {
            *slot = slot.or(value);
        }
    }
}

fn slot(row: &mut Row, field: Field) -> Option<&mut Option<i64>> {
    Some(match field {
        Field::BaseUnions => &mut row.base_unions,
        Field::NCoveredUnits => &mut row.covered_units,
        Field::Workers => &mut row.workers,
        Field::FemaleWorkers => &mut row.female_workers,
        Field::MigrantWorkers => &mut row.migrant_workers,
        Field::DispatchedWorkers => &mut row.dispatched_workers,
        Field::Members => &mut row.members,
        Field::FemaleMembers => &mut row.female_members,
        Field::MigrantMembers => &mut row.migrant_members,
        Field::DispatchedMembers => &mut row.dispatched_members,
        Field::NewMembers => &mut row.new_members,
        Field::JointUnionMembers => &mut row.joint_union_members,
        _ => return None,
    })
}

fn has_figures(statement: &Row) -> bool {
    let mut copy = statement.clone();
    FIGURES
        .iter()
        .any(|field| slot(&mut copy, *field).is_some_and(|slot| slot.is_some()))
}

/// The fields that are figures of a report.
const FIGURES: &[Field] = &[
    Field::BaseUnions,
    Field::NCoveredUnits,
    Field::Workers,
    Field::FemaleWorkers,
    Field::MigrantWorkers,
    Field::DispatchedWorkers,
    Field::Members,
    Field::FemaleMembers,
    Field::MigrantMembers,
    Field::DispatchedMembers,
    Field::NewMembers,
    Field::JointUnionMembers,
];
