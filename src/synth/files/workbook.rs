//! Sheets as an XLSX workbook, streamed row by row.

use std::path::Path;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::sheet::{Cell, Sheet};
use crate::synth::error::SynthError;

/// Writes `sheets` in order; the creation date is fixed, so that the same city has the same bytes.
pub(in crate::synth) fn write_workbook(path: &Path, sheets: &[Sheet]) -> Result<(), SynthError> {
    save(path, sheets).map_err(|cause| {
        let path = path.to_owned();
        SynthError::Workbook { path, cause }
    })
}

fn save(path: &Path, sheets: &[Sheet]) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_ymd(2016, 10, 8)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let title = Format::new().set_bold().set_align(FormatAlign::Center);
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for sheet in sheets {
        let worksheet = workbook.add_worksheet_with_constant_memory()?;
        worksheet.set_name(&sheet.name)?;
        for (row_idx, row) in sheet.rows.iter().enumerate() {
            let row_number = row_idx as u32;
            match (sheet.merged.binary_search(&row_idx), row.first()) {
                (Ok(_), Some(Cell::Text(words))) => {
                    let last = (sheet.width - 1) as u16;
                    worksheet.merge_range(row_number, 0, row_number, last, words, &title)?;
                }
                _ => write_row(worksheet, row_number, row, &date)?,
            }
        }
    }
    workbook.save(path)
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
                worksheet.write_number(row, column, *value)?;
            }
            Cell::Date(day) => {
                let parts = [chrono::Datelike::month(day), chrono::Datelike::day(day)];
                let year = chrono::Datelike::year(day) as u16;
                let value = ExcelDateTime::from_ymd(year, parts[0] as u8, parts[1] as u8)?;
                worksheet.write_datetime_with_format(row, column, &value, date)?;
            }
        }
    }
    Ok(())
}
