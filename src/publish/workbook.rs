//! One workbook of ledger sheets: a page of explanation, then tables with a frozen header and filter.
//!
//! Rows are streamed, so memory does not grow with the ledger. Text is always written as text: a
//! cell that begins with `=` stays what it was and cannot become a formula.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::error::PublishError;
use super::words::Lang;
use crate::table::stored::create_private;

/// Rows a sheet holds, the header included (ECMA-376).
const SHEET_ROWS_MAX: usize = 1_048_576;

/// One cell of a ledger.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum LedgerCell {
    /// Nothing known.
    Blank,
    /// Text, never a formula.
    Text(String),
    /// A whole number.
    Count(i64),
    /// A share, shown as a percentage.
    Share(f64),
}

impl From<Option<&str>> for LedgerCell {
    fn from(text: Option<&str>) -> Self {
        text.map_or(Self::Blank, |text| Self::Text(text.to_owned()))
    }
}

impl From<&str> for LedgerCell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Cow<'_, str>> for LedgerCell {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}

impl From<Option<Cow<'_, str>>> for LedgerCell {
    fn from(text: Option<Cow<'_, str>>) -> Self {
        text.map_or(Self::Blank, Self::from)
    }
}

impl From<String> for LedgerCell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<u32>> for LedgerCell {
    fn from(count: Option<u32>) -> Self {
        count.map_or(Self::Blank, |count| Self::Count(i64::from(count)))
    }
}

impl From<Option<i64>> for LedgerCell {
    fn from(count: Option<i64>) -> Self {
        count.map_or(Self::Blank, Self::Count)
    }
}

/// A column: its header and its width in characters.
pub(super) struct LedgerColumn {
    pub(super) header: &'static str,
    pub(super) width: f64,
    pub(super) visibility: Visibility,
}

/// Whether a column is seen and printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Visibility {
    /// It is.
    Shown,
    /// It is there for filters and for returning the file; paper is too narrow for it.
    Hidden,
}

/// One sheet to be written.
pub(super) struct LedgerSheet<'a> {
    pub(super) name: &'static str,
    pub(super) title: String,
    pub(super) columns: Vec<LedgerColumn>,
    pub(super) rows: LedgerRows<'a>,
}

/// The rows of a sheet, each made when it is written: the full list of a province never stands in
/// memory as cells.
pub(super) struct LedgerRows<'a> {
    n_rows: usize,
    cells: Box<dyn Fn(usize) -> Vec<LedgerCell> + 'a>,
}

impl<'a> LedgerRows<'a> {
    /// `n_rows` rows, of which `cells` gives each by its number, 0-based.
    pub(super) fn of(n_rows: usize, cells: impl Fn(usize) -> Vec<LedgerCell> + 'a) -> Self {
        Self {
            n_rows,
            cells: Box::new(cells),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.n_rows
    }
}

impl From<Vec<Vec<LedgerCell>>> for LedgerRows<'_> {
    fn from(rows: Vec<Vec<LedgerCell>>) -> Self {
        Self::of(rows.len(), move |row| rows[row].clone())
    }
}

/// The columns a clerk fills in by hand, at the end of every ledger.
pub(super) fn clerk_columns(lang: Lang) -> [LedgerColumn; 3] {
    [
        (lang.pick("核查结果", "finding"), 12.0),
        (lang.pick("核查人", "checked by"), 10.0),
        (lang.pick("备注", "remarks"), 20.0),
    ]
    .map(|(header, width)| LedgerColumn {
        header,
        width,
        visibility: Visibility::Shown,
    })
}

struct Formats {
    title: Format,
    header: Format,
    text: Format,
    count: Format,
    share: Format,
}

impl Formats {
    fn new() -> Self {
        let cell = || {
            Format::new()
                .set_border(FormatBorder::Thin)
                .set_font_size(11)
        };
        Self {
            title: Format::new().set_bold().set_font_size(16),
            header: cell()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00DD_EBF7)),
            // Reasons are sentences: a row grows with them instead of cutting them off.
            text: cell().set_text_wrap().set_align(FormatAlign::Top),
            count: cell().set_num_format("#,##0").set_align(FormatAlign::Top),
            share: cell().set_num_format("0.0%").set_align(FormatAlign::Top),
        }
    }
}

/// Writes `sheets` behind a page of explanation.
pub(super) fn write_workbook(
    path: &Path,
    explanation: &LedgerSheet<'_>,
    sheets: &[LedgerSheet<'_>],
) -> Result<(), PublishError> {
    let path_buf = PathBuf::from(path);
    let book = compose(explanation, sheets).map_err(|cause| PublishError::Workbook {
        path: path_buf.clone(),
        cause,
    })?;
    save(book, path)
}

fn compose(
    explanation: &LedgerSheet<'_>,
    sheets: &[LedgerSheet<'_>],
) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_zip_compression_level(ZIP_LEVEL);
    // A clock in the file would break "same input, same bytes".
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&date));
    let formats = Formats::new();
    for sheet in std::iter::once(explanation).chain(sheets) {
        let per_part = SHEET_ROWS_MAX - HEADER_ROWS;
        // An empty ledger still shows its header: nothing found is a finding too.
        let n_parts = sheet.rows.len().div_ceil(per_part).max(1);
        for part_idx in 0..n_parts {
            let first = part_idx * per_part;
            let rows = first..sheet.rows.len().min(first + per_part);
            let worksheet = book.add_worksheet_with_constant_memory()?;
            let name = match part_idx {
                0 => sheet.name.to_owned(),
                _ => format!("{} {}", sheet.name, part_idx + 1),
            };
            worksheet.set_name(name)?;
            fill(worksheet, sheet, rows, &formats)?;
        }
    }
    Ok(book)
}

/// Compression of the file, 1..=9: a third more bytes than at the customary 6 for a third of the time.
const ZIP_LEVEL: u8 = 2;

/// Title row and header row.
const HEADER_ROWS: usize = 2;

fn fill(
    worksheet: &mut Worksheet,
    sheet: &LedgerSheet<'_>,
    rows: Range<usize>,
    formats: &Formats,
) -> Result<(), XlsxError> {
    for (column_idx, column) in (0u16..).zip(&sheet.columns) {
        worksheet.set_column_width(column_idx, column.width)?;
        match column.visibility {
            Visibility::Shown => {}
            Visibility::Hidden => {
                worksheet.set_column_hidden(column_idx)?;
            }
        }
    }
    worksheet.set_freeze_panes(HEADER_ROWS as u32, 0)?;
    worksheet.set_landscape().set_repeat_rows(1, 1)?;
    worksheet.set_print_fit_to_pages(1, 0);
    if let (Ok(last_row), Ok(n_columns)) = (
        u32::try_from(rows.len() + 1),
        u16::try_from(sheet.columns.len()),
    ) {
        worksheet.autofilter(1, 0, last_row, n_columns.saturating_sub(1))?;
    }
    worksheet.set_row_height(0, 26)?;
    worksheet.write_string_with_format(0, 0, &sheet.title, &formats.title)?;
    worksheet.set_row_height(1, 32)?;
    for (column_idx, column) in (0u16..).zip(&sheet.columns) {
        worksheet.write_string_with_format(1, column_idx, column.header, &formats.header)?;
    }
    let n_columns = sheet.columns.len() as u16;
    let last = rows.end.checked_sub(1);
    set_column_formats(worksheet, n_columns, &formats.text)?;
    for (row_idx, row) in (HEADER_ROWS as u32..).zip(rows) {
        // A row is written out when the next one begins, the last one when the columns are bare again.
        let text_format = (Some(row) == last).then_some(&formats.text);
        let row = (sheet.rows.cells)(row);
        worksheet.set_row_height(row_idx, row_height(&sheet.columns, &row))?;
        for column_idx in 0..n_columns {
            let cell = row
                .get(usize::from(column_idx))
                .unwrap_or(&LedgerCell::Blank);
            let place = (row_idx, column_idx);
            match (cell, text_format) {
                (LedgerCell::Text(text), None) if !text.is_empty() => {
                    worksheet.write_string(row_idx, column_idx, fitting(text))?;
                }
                (cell, _) => write_cell(worksheet, place, cell, formats)?,
            }
        }
    }
    set_column_formats(worksheet, n_columns, &Format::default())
}

/// While rows are written the columns lend their format to text, which spares looking it up for
/// every cell; afterwards they are bare, or the border would go on below the last row.
fn set_column_formats(
    worksheet: &mut Worksheet,
    n_columns: u16,
    format: &Format,
) -> Result<(), XlsxError> {
    for column_idx in 0..n_columns {
        worksheet.set_column_format(column_idx, format)?;
    }
    Ok(())
}

/// Height of one line of a cell, points: Chinese fonts stand higher than the 15 of Latin ones at 11.
const LINE_HEIGHT: f64 = 16.0;
/// The highest a row may be (ECMA-376), points.
const ROW_HEIGHT_MAX: f64 = 409.0;

/// Width of a Chinese character at 11 points, in the digits that column widths are counted in.
const CHINESE_WIDTH: f64 = 2.1;
/// What a cell keeps free at its sides, in digits.
const CELL_PADDING: f64 = 0.8;

/// Height at which no text of the row is cut off, points: a spreadsheet sizes wrapped rows only while
/// somebody types.
fn row_height(columns: &[LedgerColumn], row: &[LedgerCell]) -> f64 {
    let shown = columns
        .iter()
        .zip(row)
        .filter(|(column, _)| column.visibility == Visibility::Shown);
    let lines = shown.map(|(column, cell)| match cell {
        LedgerCell::Text(text) => {
            let width = |c: char| if c.is_ascii() { 1.0 } else { CHINESE_WIDTH };
            let width: f64 = text.chars().map(width).sum();
            (width / (column.width - CELL_PADDING)).ceil()
        }
        LedgerCell::Blank | LedgerCell::Count(_) | LedgerCell::Share(_) => 1.0,
    });
    let most = lines.fold(1.0, f64::max);
    (most * LINE_HEIGHT).min(ROW_HEIGHT_MAX)
}

/// Characters a cell holds (ECMA-376); a longer text is cut and says so.
const CELL_CHARACTERS_MAX: usize = 32_767;

fn write_cell(
    worksheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &LedgerCell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        LedgerCell::Blank => worksheet.write_blank(row, column, &formats.text)?,
        LedgerCell::Text(text) => {
            worksheet.write_string_with_format(row, column, fitting(text), &formats.text)?
        }
        LedgerCell::Count(count) => {
            worksheet.write_number_with_format(row, column, *count as f64, &formats.count)?
        }
        LedgerCell::Share(share) => {
            worksheet.write_number_with_format(row, column, *share, &formats.share)?
        }
    };
    Ok(())
}

/// As much of `text` as a cell holds.
fn fitting(text: &str) -> Cow<'_, str> {
    if text.len() <= CELL_CHARACTERS_MAX || text.chars().count() <= CELL_CHARACTERS_MAX {
        return Cow::Borrowed(text);
    }
    let kept: String = text.chars().take(CELL_CHARACTERS_MAX - 8).collect();
    Cow::Owned(kept + "…（已截短）")
}

fn save(mut book: Workbook, path: &Path) -> Result<(), PublishError> {
    let file = create_private(path).map_err(|cause| PublishError::Create {
        path: path.to_owned(),
        cause,
    })?;
    book.save_to_writer(file)
        .map_err(|cause| PublishError::Workbook {
            path: path.to_owned(),
            cause,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        let columns = [LedgerColumn {
            header: "依据",
            width: 10.0,
            visibility: Visibility::Shown,
        }];
        let height = |text: &str| row_height(&columns, &[text.into()]);
        assert!((height("工商登记") - LINE_HEIGHT).abs() < f64::EPSILON);
        assert!((height("工商登记与税务登记") - 3.0 * LINE_HEIGHT).abs() < f64::EPSILON);
        assert!((height(&"长".repeat(9_999)) - ROW_HEIGHT_MAX).abs() < f64::EPSILON);
    }
}
