//! Where the header stands: the one to three rows whose words name the most fields.

use std::collections::BTreeMap;

use super::assign::{Layout, assign};
use super::normal::plain;
use crate::ingest::grid::Grid;
use crate::table::field::Field;
use crate::table::vocabulary::SourceKind;

/// Rows looked at from the top; real sheets carry at most a page of instructions above the header.
const SEARCHED_ROWS_MAX: usize = 40;
/// Most rows of a header.
const HEADER_ROWS_MAX: usize = 3;
/// Fewer known columns than this are a coincidence, unless the table has no more.
const FIELDS_MIN: usize = 2;

/// What is asked of the table.
pub(in crate::ingest) struct Asked<'a> {
    /// What its rows should be.
    pub(in crate::ingest) kind: SourceKind,
    /// Last row of the header, 1-based, where pinned.
    pub(in crate::ingest) header_row: Option<u32>,
    /// Headers pinned to fields.
    pub(in crate::ingest) columns: &'a BTreeMap<Field, String>,
}

/// Why a grid is no table of the kind.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ingest) enum NotATable {
    /// No row looks like a header.
    HeaderNotFound,
    /// The pinned header row lies below the table.
    RowNotFound(u32),
    /// A pinned header is not there.
    PinNotFound(Field, String, Vec<String>),
    /// There is a header, and nothing in it names a row.
    NamesNothing(Vec<String>),
}

/// Finds the header of the table in `grid`.
pub(in crate::ingest) fn find_layout(grid: &Grid, asked: &Asked<'_>) -> Result<Layout, NotATable> {
    let mut best: Option<Layout> = None;
    let mut best_unnamed: Option<Layout> = None;
    for (top, bottom) in candidates(grid, asked)? {
        let layout = layout_at(grid, asked, top, bottom);
        let slot = match layout.names_its_rows(asked.kind) {
            true => &mut best,
            false => &mut best_unnamed,
        };
        // Candidates come with fewer rows first, so a taller header must name more.
        if slot
            .as_ref()
            .is_none_or(|found| layout.n_fields() > found.n_fields())
        {
            *slot = Some(layout);
        }
    }
    let is_enough = |layout: &Layout| {
        layout.n_fields() >= FIELDS_MIN.min(layout.columns.len())
            || asked.header_row.is_some()
            || !asked.columns.is_empty()
    };
    if let Some(layout) = best.filter(is_enough) {
        check_pins(&layout, asked)?;
        return Ok(layout);
    }
    match best_unnamed {
        Some(layout) if layout.n_fields() >= FIELDS_MIN || asked.header_row.is_some() => {
            check_pins(&layout, asked)?;
            Err(NotATable::NamesNothing(headers_of(&layout)))
        }
        Some(layout) if !asked.columns.is_empty() => {
            check_pins(&layout, asked)?;
            Err(NotATable::HeaderNotFound)
        }
        _ => Err(NotATable::HeaderNotFound),
    }
}

fn candidates(grid: &Grid, asked: &Asked<'_>) -> Result<Vec<(usize, usize)>, NotATable> {
    let n_rows = grid.n_rows();
    let mut candidates = Vec::new();
    if let Some(row) = asked.header_row {
        let bottom = row.saturating_sub(1) as usize;
        if row == 0 || bottom >= n_rows {
            return Err(NotATable::RowNotFound(
                u32::try_from(n_rows).unwrap_or(u32::MAX),
            ));
        }
        for height in 1..=HEADER_ROWS_MAX.min(bottom + 1) {
            candidates.push((bottom + 1 - height, bottom));
        }
        return Ok(candidates);
    }
    for height in 1..=HEADER_ROWS_MAX {
        for top in 0..n_rows.min(SEARCHED_ROWS_MAX) {
            let bottom = top + height - 1;
            let is_inside = bottom < n_rows && (top..=bottom).all(|row| !grid.is_blank(row));
            if is_inside {
                candidates.push((top, bottom));
            }
        }
    }
    Ok(candidates)
}

fn layout_at(grid: &Grid, asked: &Asked<'_>, top: usize, bottom: usize) -> Layout {
    let n_columns = (top..=bottom)
        .map(|row| grid.row(row).count())
        .max()
        .unwrap_or(0);
    let mut headers = Vec::with_capacity(n_columns);
    // A group's name stands once, over all its columns: merged, or followed by empty cells.
    let mut group: Vec<String> = vec![String::new(); bottom - top];
    let mut group_ends = vec![0; bottom - top];
    for column in 0..n_columns {
        let mut parts: Vec<String> = Vec::new();
        for (depth, row) in (top..=bottom).enumerate() {
            let cell = grid.cell(row, column);
            let text = match group.get_mut(depth) {
                Some(above) => {
                    if !cell.is_empty() {
                        *above = cell.to_owned();
                        group_ends[depth] = column + grid.width_at(row, column).max(1);
                    } else if grid.cell(bottom, column).is_empty()
                        || !spans(grid, row, group_ends[depth], column)
                    {
                        above.clear();
                    }
                    above.as_str()
                }
                None => cell,
            };
            let text = text.trim();
            if !text.is_empty() && parts.last().is_none_or(|part| part != text) {
                parts.push(text.to_owned());
            }
        }
        if !parts.is_empty() {
            headers.push((column, parts));
        }
    }
    Layout {
        header_top: top,
        header_bottom: bottom,
        columns: assign(headers, asked.kind, asked.columns),
    }
}

/// Whether the group that ended its merged block at `end` still reaches `column`: without any merge
/// in the row (a CSV file) empty cells continue it.
fn spans(grid: &Grid, row: usize, end: usize, column: usize) -> bool {
    let has_merges = grid
        .merges()
        .iter()
        .any(|merge| merge.top == row && merge.right > merge.left);
    column < end || !has_merges
}

fn check_pins(layout: &Layout, asked: &Asked<'_>) -> Result<(), NotATable> {
    for (field, name) in asked.columns {
        if layout.column_of(*field).is_none() {
            let headers = headers_of(layout);
            return Err(NotATable::PinNotFound(*field, name.clone(), headers));
        }
    }
    Ok(())
}

fn headers_of(layout: &Layout) -> Vec<String> {
    let headers = layout.columns.iter().map(|column| column.header.clone());
    headers.filter(|header| !plain(header).is_empty()).collect()
}
