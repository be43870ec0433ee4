//! A sheet's data rows in the table of its kind.
//!
//! Rows are built a few thousand at a time and laid into columns, so that a registry of a million
//! rows never stands in memory twice.

mod enterprise;
mod movement;
mod park;
mod person;
mod report;
mod union_row;

use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;

use super::body::name_field;
use super::record::{Problems, Record, shown};
use super::sheet::Sheet;
use super::spec::SourceSpec;
use crate::table::vocabulary::SourceKind;
use crate::table::{
    Progress, enterprise_rows, movement_rows, park_rows, person_rows, quarantine, report_rows,
    union_rows,
};

/// Rows built before they are laid into columns.
const ROWS_PER_BATCH: usize = 8192;

/// Whose rows are converted.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    pub(super) spec: &'a SourceSpec,
    /// The file as written.
    pub(super) file: &'a str,
}

/// What became of a sheet's data rows.
pub(super) struct Converted {
    pub(super) batches: Vec<RecordBatch>,
    pub(super) quarantined: Vec<quarantine::Row>,
    pub(super) n_accepted: u32,
}

/// The schema of a kind's table.
pub(super) fn schema_of(kind: SourceKind) -> SchemaRef {
    match kind {
        SourceKind::Enterprises | SourceKind::Directory => enterprise_rows::schema(),
        SourceKind::Unions => union_rows::schema(),
        SourceKind::Members | SourceKind::Roster => person_rows::schema(),
        SourceKind::Movements => movement_rows::schema(),
        SourceKind::AnnualReport => report_rows::schema(),
        SourceKind::Parks => park_rows::schema(),
    }
}

/// The sheet's data rows in the table of the source's kind.
pub(super) fn convert(
    sheet: &Sheet,
    origin: Origin<'_>,
    problems: &mut Problems,
    progress: &dyn Progress,
) -> Converted {
    let mut gathering = Gathering {
        sheet,
        origin,
        problems,
        progress,
    };
    match origin.spec.kind {
        SourceKind::Enterprises | SourceKind::Directory => {
            gathering.rows(enterprise::row, enterprise_rows::batch)
        }
        SourceKind::Unions => gathering.rows(union_row::row, union_rows::batch),
        SourceKind::Members | SourceKind::Roster => gathering.rows(person::row, person_rows::batch),
        SourceKind::Movements => gathering.rows(movement::row, movement_rows::batch),
        SourceKind::Parks => gathering.rows(park::row, park_rows::batch),
        SourceKind::AnnualReport => report::convert(&mut gathering),
    }
}

/// A sheet on its way into a table.
struct Gathering<'a> {
    sheet: &'a Sheet,
    origin: Origin<'a>,
    problems: &'a mut Problems,
    progress: &'a dyn Progress,
}

impl Gathering<'_> {
    /// Builds each data row with `row_of`, which gives nothing where a row cannot be identified.
    fn rows<R>(
        &mut self,
        row_of: fn(&mut Record<'_>, Origin<'_>) -> Option<R>,
        batch: fn(&[R]) -> RecordBatch,
    ) -> Converted {
        let mut converted = Converted {
            batches: Vec::new(),
            quarantined: Vec::new(),
            n_accepted: 0,
        };
        let mut rows = Vec::with_capacity(ROWS_PER_BATCH);
        let mut n_handled = 0;
        for row in self.sheet.data_rows() {
            let origin = self.origin;
            match row_of(&mut self.record(row), origin) {
                Some(row) => {
                    rows.push(row);
                    converted.n_accepted += 1;
                }
                None => converted.quarantined.push(self.set_aside(row)),
            }
            n_handled += 1;
            if n_handled == ROWS_PER_BATCH {
                converted.batches.push(batch(&rows));
                rows.clear();
                self.progress.rows_done(n_handled as u64);
                n_handled = 0;
            }
        }
        self.progress.rows_done(n_handled as u64);
        if !rows.is_empty() {
            converted.batches.push(batch(&rows));
        }
        converted
    }

    fn record(&mut self, row: usize) -> Record<'_> {
        Record {
            sheet: self.sheet,
            row,
            problems: self.problems,
        }
    }

    /// The quarantine row of a row that cannot be identified.
    fn set_aside(&mut self, row: usize) -> quarantine::Row {
        let kind = self.origin.spec.kind;
        let column = self.sheet.layout.column(name_field(kind));
        let header = column.map(|idx| self.sheet.layout.columns[idx].header.clone());
        let (code, message) = why_set_aside(kind);
        self.problems
            .note(row, header.as_deref(), code, message.to_owned());
        let raw = self.record(row).joined();
        quarantine::Row {
            source: self.origin.spec.name.clone(),
            file: self.origin.file.to_owned(),
            sheet: self.sheet.grid.sheet.clone(),
            row: shown(row),
            column: header,
            code: code.to_owned(),
            message: message.to_owned(),
            raw,
        }
    }
}

fn why_set_aside(kind: SourceKind) -> (&'static str, &'static str) {
    match kind {
        SourceKind::Enterprises | SourceKind::Directory | SourceKind::Parks => (
            "no_name_no_code",
            "既无企业名称也无有效代码，无法识别；请补填企业名称或统一社会信用代码",
        ),
        SourceKind::Unions => (
            "no_name_no_code",
            "既无工会名称、单位名称也无有效代码，无法识别；请补填工会名称或工会编码",
        ),
        SourceKind::Members | SourceKind::Roster | SourceKind::Movements => {
            ("no_person_name", "没有姓名，无法识别；请补填姓名")
        }
        SourceKind::AnnualReport => (
            "no_unit",
            "没有工会、单位或填报单位，无法识别；请补填工会编码或名称",
        ),
    }
}
