//! One sheet: every row gets its role, data rows become rows of the source's table.

use std::collections::BTreeMap;

use super::cells::RowCells;
use super::check::{FurnitureCounts, Problem};
use super::furniture::{RowRole, is_total, role_of};
use super::grid::Grid;
use super::header::Layout;
use super::place_names;
use super::rows::SourceRows;
use super::spec::SourceSpec;
use crate::standard::mask_identities;
use crate::table::vocabulary::FurnitureKind;
use crate::table::{Progress, RowIdentity, quarantine, sheets_read};

/// What became of one sheet.
pub(super) struct SheetOutcome {
    pub(super) sheets_read: sheets_read::Row,
    pub(super) furniture: FurnitureCounts,
    pub(super) quarantined: Vec<quarantine::Row>,
    pub(super) problems: Vec<Problem>,
    pub(super) n_data_rows: u32,
    pub(super) first_data_row: u32,
}

/// Rows between two reports of progress.
const PROGRESS_ROWS: usize = 4096;

/// Reads the rows of `grid` into `rows`.
pub(super) fn read(
    spec: &SourceSpec,
    file: &str,
    (grid, layout): (&Grid, &Layout),
    rows: &mut SourceRows,
    progress: &dyn Progress,
) -> SheetOutcome {
    let within = spec.region_prefix.as_str();
    let sheet_place = place_names::of_sheet(grid, layout, (spec.kind, file), within);
    let mut section_place: Option<String> = None;
    let repeated = repeated_values(grid, layout);
    let mut outcome = SheetOutcome {
        sheets_read: empty_record(spec, file, grid),
        furniture: FurnitureCounts::default(),
        quarantined: Vec::new(),
        problems: Vec::new(),
        n_data_rows: 0,
        first_data_row: row_number(layout.header_bottom + 1),
    };
    let mut is_first_data = true;
    for row in 0..grid.n_rows() {
        let id = identity(spec, file, grid, row);
        let mut cells = RowCells::new(grid, layout, row, &repeated);
        let place = section_place.as_deref().or(sheet_place.as_deref());
        match role_of(grid, layout, spec.kind, row) {
            RowRole::Data => {
                if is_first_data {
                    outcome.first_data_row = row_number(row);
                    is_first_data = false;
                }
                outcome.n_data_rows += 1;
                match rows.push(spec, id.clone(), &mut cells, place) {
                    Ok(()) => outcome.sheets_read.accepted += 1,
                    Err(reason) => {
                        outcome.sheets_read.quarantined += 1;
                        outcome
                            .quarantined
                            .push(set_aside(grid, layout, id, &reason));
                    }
                }
                outcome.problems.extend(cells.into_problems());
            }
            RowRole::Furniture(kind) => {
                count(&mut outcome, kind);
                let first = grid.filled(row).next().map_or("", |(_, cell)| cell);
                match kind {
                    FurnitureKind::Section => {
                        section_place =
                            place_names::of_section(first, spec.kind, within).or(section_place);
                    }
                    FurnitureKind::Total => {
                        if let SourceRows::Report(report) = rows {
                            let label = total_label(grid, row);
                            report.push_total(spec, id, &mut cells, (place, label));
                        }
                    }
                    FurnitureKind::Title
                    | FurnitureKind::Unit
                    | FurnitureKind::Header
                    | FurnitureKind::Placeholder
                    | FurnitureKind::Note
                    | FurnitureKind::Blank => {}
                }
            }
        }
        if (row + 1) % PROGRESS_ROWS == 0 {
            progress.rows_done(PROGRESS_ROWS as u64);
        }
    }
    progress.rows_done((grid.n_rows() % PROGRESS_ROWS) as u64);
    outcome
}

/// The cell that says what a row of totals sums up.
fn total_label(grid: &Grid, row: usize) -> &str {
    let mut texts = grid.filled(row).map(|(_, cell)| cell);
    texts.find(|cell| is_total(cell)).unwrap_or("")
}

fn identity(spec: &SourceSpec, file: &str, grid: &Grid, row: usize) -> RowIdentity {
    RowIdentity {
        source: spec.name.clone(),
        file: file.to_owned(),
        sheet: grid.sheet.clone(),
        row: row_number(row),
    }
}

/// 1-based, as a spreadsheet shows it.
fn row_number(row: usize) -> u32 {
    u32::try_from(row + 1).unwrap_or(u32::MAX)
}

/// The conservation row of a sheet of which nothing was read yet.
pub(super) fn empty_record(spec: &SourceSpec, file: &str, grid: &Grid) -> sheets_read::Row {
    sheets_read::Row {
        source: spec.name.clone(),
        file: file.to_owned(),
        sheet: grid.sheet.clone(),
        read: u32::try_from(grid.n_rows()).unwrap_or(u32::MAX),
        accepted: 0,
        quarantined: 0,
        title: 0,
        unit: 0,
        header: 0,
        section: 0,
        placeholder: 0,
        total: 0,
        note: 0,
        blank: 0,
        skipped_reason: None,
    }
}

fn count(outcome: &mut SheetOutcome, kind: FurnitureKind) {
    let (row, furniture) = (&mut outcome.sheets_read, &mut outcome.furniture);
    let (of_row, of_report) = match kind {
        FurnitureKind::Title => (&mut row.title, &mut furniture.title),
        FurnitureKind::Unit => (&mut row.unit, &mut furniture.unit),
        FurnitureKind::Header => (&mut row.header, &mut furniture.header),
        FurnitureKind::Section => (&mut row.section, &mut furniture.section),
        FurnitureKind::Placeholder => (&mut row.placeholder, &mut furniture.placeholder),
        FurnitureKind::Total => (&mut row.total, &mut furniture.total),
        FurnitureKind::Note => (&mut row.note, &mut furniture.note),
        FurnitureKind::Blank => (&mut row.blank, &mut furniture.blank),
    };
    *of_row += 1;
    *of_report += 1;
}

fn set_aside(
    grid: &Grid,
    layout: &Layout,
    id: RowIdentity,
    reason: &super::rows::Unidentified,
) -> quarantine::Row {
    let raw: Vec<&str> = grid.row(row_idx(id.row)).collect();
    quarantine::Row {
        source: id.source,
        file: id.file,
        sheet: id.sheet,
        row: id.row,
        column: layout
            .column_of(reason.field)
            .map(|column| column.header.clone()),
        code: reason.code.to_owned(),
        message: reason.message.to_owned(),
        raw: mask_identities(&raw.join("|")).into_owned(),
    }
}

fn row_idx(row: u32) -> usize {
    row as usize - 1
}

/// Cells below the first of a merged block, in the data part: they stand for the first one's value.
fn repeated_values(grid: &Grid, layout: &Layout) -> BTreeMap<(usize, usize), usize> {
    let mut repeated = BTreeMap::new();
    for merge in grid.merges() {
        if merge.top > layout.header_bottom && merge.left == merge.right {
            for row in merge.top + 1..=merge.bottom {
                repeated.insert((row, merge.left), merge.top);
            }
        }
    }
    repeated
}
