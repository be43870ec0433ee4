//! Sheets as an XLSX workbook.

use std::path::Path;

use chrono::Datelike;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::cell::Cell;
use super::sheet::{OpenSheet, Store};
use crate::synth::error::SynthError;

/// Writes `sheets` in order; the creation date is fixed, so that the same city has the same bytes.
pub(super) fn write_workbook(path: &Path, sheets: &[&OpenSheet]) -> Result<(), SynthError> {
    save(path, sheets).map_err(|cause| {
        let path = path.to_owned();
        SynthError::Workbook { path, cause }
    })
}

fn save(path: &Path, sheets: &[&OpenSheet]) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2016, 10, 8)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let title = Format::new().set_bold().set_align(FormatAlign::Center);
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for sheet in sheets {
        let Store::Memory(rows) = &sheet.store else {
            continue;
        };
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(sheet.sheet.as_deref().unwrap_or("Sheet1"))?;
        for (row_idx, row) in rows.iter().enumerate() {
            let row_number = row_idx as u32;
            match (sheet.merged.binary_search(&row_idx), row.first()) {
                (Ok(_), Some(Cell::Text(words))) if sheet.head.width() > 1 => {
                    let last = (sheet.head.width() - 1) as u16;
                    worksheet.merge_range(row_number, 0, row_number, last, words, &title)?;
                }
                _ => write_row(worksheet, row_number, row, &date)?,
            }
        }
        merge_header_groups(worksheet, sheet, rows, &title)?;
        if let Some(column) = sheet.head.merged_column {
            merge_repeats(worksheet, sheet, rows, column)?;
        }
    }
    workbook.save(path)
}

/// A word in a header of several rows reaches over the empty cells to its right that have words below.
fn merge_header_groups(
    worksheet: &mut Worksheet,
    sheet: &OpenSheet,
    rows: &[Vec<Cell>],
    format: &Format,
) -> Result<(), XlsxError> {
    let first = sheet.head.titles.len();
    let n_headers = sheet.head.headers.len();
    for row_idx in first..(first + n_headers).saturating_sub(1) {
        let (row, below) = (&rows[row_idx], &rows[row_idx + 1]);
        let continues = |column: usize| {
            matches!(row.get(column), Some(Cell::Empty))
                && matches!(below.get(column), Some(Cell::Text(_)))
        };
        let mut column = 0;
        while column < row.len() {
            let mut last = column;
            while continues(last + 1) {
                last += 1;
            }
            if let (Cell::Text(words), true) = (&row[column], last > column) {
                let (from, to) = (column as u16, last as u16);
                worksheet.merge_range(row_idx as u32, from, row_idx as u32, to, words, format)?;
            }
            column = last + 1;
        }
    }
    Ok(())
}

/// Equal texts below each other become one merged cell.
fn merge_repeats(
    worksheet: &mut Worksheet,
    sheet: &OpenSheet,
    rows: &[Vec<Cell>],
    column: usize,
) -> Result<(), XlsxError> {
    let plain = Format::new();
    let mut row_idx = sheet.head.titles.len() + sheet.head.headers.len();
    while row_idx < rows.len() {
        let Some(Cell::Text(words)) = rows[row_idx].get(column) else {
            row_idx += 1;
            continue;
        };
        let is_same = |idx: usize| matches!(rows.get(idx).and_then(|row| row.get(column)), Some(Cell::Text(other)) if other == words);
        let mut last = row_idx;
        while is_same(last + 1) {
            last += 1;
        }
        if last > row_idx {
            let column = column as u16;
            worksheet.merge_range(row_idx as u32, column, last as u32, column, words, &plain)?;
        }
        row_idx = last + 1;
    }
    Ok(())
}

fn write_row(
    worksheet: &mut Worksheet,
    row: u32,
    cells: &[Cell],
    date: &Format,
) -> Result<(), XlsxError> {
    for (column, cell) in cells.iter().enumerate() {
        let column = column as u16;
        match cell {
            Cell::Empty => {}
            Cell::Text(words) => {
                worksheet.write_string(row, column, words)?;
            }
            Cell::Number(value) => {
                worksheet.write_number(row, column, *value as f64)?;
            }
            Cell::Damaged(digits) => match digits.parse::<f64>() {
                // Half of them come as the number itself, half as the text that was shown.
                Ok(value) if row.is_multiple_of(2) => {
                    worksheet.write_number(row, column, value)?;
                }
                Ok(_) | Err(_) => {
                    worksheet.write_string(row, column, digits)?;
                }
            },
            Cell::Date(day) => {
                let (month, day_of_month) = (day.month() as u8, day.day() as u8);
                let value = ExcelDateTime::from_ymd(day.year() as u16, month, day_of_month)?;
                worksheet.write_datetime_with_format(row, column, &value, date)?;
            }
        }
    }
    Ok(())
}
