//! Workbooks to grids, a sheet each.

use std::io::Cursor;

use calamine::{Data, Dimensions, Reader, Sheets, Xls, Xlsx, open_workbook_from_rs};

use super::error::IngestError;
use super::grid::{Grid, Merge};
use crate::table::Place;

/// Above this a number has left the integers that a double holds apart; what a spreadsheet shows
/// then is its shortest form filled up with zeros, and beyond any code an exponent.
const PLAIN_NUMBER_MAX: f64 = 1e21;

/// Which kind of workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WorkbookFormat {
    Xlsx,
    Xls,
}

/// Every worksheet of the workbook in its order, from row 1 on.
pub(super) fn to_grids(
    bytes: Vec<u8>,
    format: WorkbookFormat,
    place: &Place,
) -> Result<Vec<Grid>, IngestError> {
    let bad = |cause| IngestError::BadWorkbook {
        place: place.clone(),
        cause: Box::new(cause),
    };
    let mut sheets = open(bytes, format).map_err(bad)?;
    let mut grids = Vec::new();
    for name in sheets.sheet_names() {
        let in_sheet = |cause| IngestError::BadWorkbook {
            place: place.clone().in_sheet(Some(&name)),
            cause: Box::new(cause),
        };
        // Chart sheets hold no cells; the reader knows no range for them.
        let range = match sheets.worksheet_range(&name) {
            Ok(range) => range,
            Err(calamine::Error::Xlsx(calamine::XlsxError::WorksheetNotFound(_))) => continue,
            Err(cause) => return Err(in_sheet(cause)),
        };
        let mut grid = Grid::new(Some(name.clone()));
        push_range(&mut grid, &range);
        grid.finish();
        let merged = merged_blocks(&mut sheets, &name).map_err(in_sheet)?;
        grid.set_merges(merged.iter().filter_map(merge_of).collect());
        grids.push(grid);
    }
    Ok(grids)
}

/// Opens by what the bytes are: an office renames `.xls` to `.xlsx` and sends it.
fn open(
    bytes: Vec<u8>,
    format: WorkbookFormat,
) -> Result<Sheets<Cursor<Vec<u8>>>, calamine::Error> {
    /// The first bytes of a zip archive, which a modern workbook is.
    const ZIP: &[u8] = b"PK";
    /// The first bytes of a compound document, which an old workbook is.
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];
    let format = match () {
        () if bytes.starts_with(ZIP) => WorkbookFormat::Xlsx,
        () if bytes.starts_with(COMPOUND) => WorkbookFormat::Xls,
        () => format,
    };
    let cursor = Cursor::new(bytes);
    Ok(match format {
        WorkbookFormat::Xlsx => Sheets::Xlsx(
            open_workbook_from_rs::<Xlsx<_>, _>(cursor).map_err(calamine::Error::Xlsx)?,
        ),
        WorkbookFormat::Xls => {
            Sheets::Xls(open_workbook_from_rs::<Xls<_>, _>(cursor).map_err(calamine::Error::Xls)?)
        }
    })
}

fn push_range(grid: &mut Grid, range: &calamine::Range<Data>) {
    let Some((top, left)) = range.start() else {
        return;
    };
    for _ in 0..top {
        grid.end_row();
    }
    for row in range.rows() {
        for _ in 0..left {
            grid.push_cell("");
        }
        let filled = row.iter().rposition(|cell| !matches!(cell, Data::Empty));
        for cell in row.iter().take(filled.map_or(0, |idx| idx + 1)) {
            push_cell(grid, cell);
        }
        grid.end_row();
    }
}

fn push_cell(grid: &mut Grid, cell: &Data) {
    match cell {
        Data::Empty => grid.push_cell(""),
        Data::String(text) | Data::DurationIso(text) => grid.push_cell(text),
        Data::DateTimeIso(text) => grid.push_cell(text),
        Data::Int(number) => grid.push_cell(&number.to_string()),
        Data::Float(number) => grid.push_cell(&number_text(*number)),
        Data::Bool(true) => grid.push_cell("是"),
        Data::Bool(false) => grid.push_cell("否"),
        Data::Error(error) => grid.push_cell(&error.to_string()),
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            grid.push_cell(&format!("{year:04}-{month:02}-{day:02}"));
        }
        Data::DateTime(span) => grid.push_cell(&number_text(span.as_f64())),
    }
}

/// A number as the cell would show it when wide enough: no `.0`, no exponent.
fn number_text(number: f64) -> String {
    match number.abs() < PLAIN_NUMBER_MAX {
        true => number.to_string(),
        false => format!("{number:E}"),
    }
}

fn merged_blocks(
    sheets: &mut Sheets<Cursor<Vec<u8>>>,
    name: &str,
) -> Result<Vec<Dimensions>, calamine::Error> {
    match sheets {
        Sheets::Xlsx(workbook) => workbook
            .merge_cells_by_sheet_name(name)
            .map_err(calamine::Error::Xlsx),
        Sheets::Xls(workbook) => workbook
            .merge_cells_by_sheet_name(name)
            .map_err(calamine::Error::Xls),
        Sheets::Xlsb(_) | Sheets::Ods(_) => Ok(Vec::new()),
    }
}

fn merge_of(block: &Dimensions) -> Option<Merge> {
    let index = |number: u32| usize::try_from(number).ok();
    let merge = Merge {
        top: index(block.start.0)?,
        left: index(block.start.1)?,
        bottom: index(block.end.0)?,
        right: index(block.end.1)?,
    };
    (merge.top <= merge.bottom && merge.left <= merge.right).then_some(merge)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(number: f64, expected: &str) {
        assert_eq!(number_text(number), expected);
    }

    #[test]
    fn numbers_show_neither_fraction_nor_exponent() {
        check(420_500_706_847_019.0, "420500706847019");
        check(12.0, "12");
        check(12.5, "12.5");
    }

    #[test]
    fn a_lost_tail_shows_as_zeros() {
        check(420_502_199_001_011_238.0, "420502199001011260");
    }
}
