//! Several tables in one sheet, taken apart: side by side, or one below the other.
//!
//! Each part is a grid of its own in which the other's cells are empty, so rows and columns keep
//! their numbers. A part at the right names its columns behind the sheet (`名单 E:G`), because two
//! records of one spreadsheet row must not share an identity.

use std::ops::Range;

use super::grid::Grid;
use super::header::{is_header_word, names_rows, plain};
use crate::table::vocabulary::SourceKind;

/// Rows looked at for headers that stand side by side.
const ROWS_SEARCHED: usize = 40;
/// A header has at least so many cells.
const HEADER_CELLS_MIN: usize = 3;

/// The tables of a sheet; the grid itself where it holds one.
pub(super) fn tables(grid: Grid, kind: SourceKind) -> Vec<Grid> {
    let columns = side_by_side(&grid, kind);
    if columns.len() > 1 {
        let parts = columns.into_iter().enumerate();
        return parts
            .map(|(n, columns)| {
                let label = (n > 0).then(|| label(&grid, &columns));
                let mut part = grid.part(0..grid.n_rows(), columns);
                part.sheet = label.or(part.sheet);
                part
            })
            .collect();
    }
    let rows = stacked(&grid, kind);
    if rows.len() > 1 {
        let parts = rows.into_iter();
        return parts
            .map(|rows| grid.part(rows, 0..grid.n_columns()))
            .collect();
    }
    vec![grid]
}

/// `名单 E:G`.
fn label(grid: &Grid, columns: &Range<usize>) -> String {
    let range = format!("{}:{}", letters(columns.start), letters(columns.end - 1));
    match &grid.sheet {
        Some(sheet) => format!("{sheet} {range}"),
        None => range,
    }
}

/// A column as a spreadsheet names it.
fn letters(idx: usize) -> String {
    const LETTERS: usize = 26;
    let last = char::from(b'A' + u8::try_from(idx % LETTERS).unwrap_or(0));
    match idx / LETTERS {
        0 => last.to_string(),
        before => format!("{}{last}", letters(before - 1)),
    }
}

/// The columns of each table, where one header stands twice or more in a row.
fn side_by_side(grid: &Grid, kind: SourceKind) -> Vec<Range<usize>> {
    let rows = 0..grid.n_rows().min(ROWS_SEARCHED);
    let starts = rows.into_iter().find_map(|row| {
        let cells: Vec<(usize, String)> = grid
            .filled(row)
            .map(|(idx, text)| (idx, plain(text)))
            .collect();
        repeated_header(&cells, kind)
    });
    let Some(starts) = starts else {
        return Vec::new();
    };
    let ends = starts.iter().skip(1).copied().chain([grid.n_columns()]);
    let begins = std::iter::once(0).chain(starts.iter().skip(1).copied());
    begins.zip(ends).map(|(start, end)| start..end).collect()
}

/// The columns at which the repetitions of a header begin.
fn repeated_header(cells: &[(usize, String)], kind: SourceKind) -> Option<Vec<usize>> {
    let periods = 2..=cells.len() / 2;
    let fits = |period: &usize| {
        let (first, rest) = cells.split_at(*period);
        let is_whole = cells.len().is_multiple_of(*period);
        let same = |chunk: &[(usize, String)]| {
            chunk
                .iter()
                .zip(first)
                .all(|((_, text), (_, of_first))| text == of_first)
        };
        is_whole
            && rest.chunks(*period).all(same)
            && first.iter().any(|(_, text)| names_rows(kind, text))
    };
    let period = periods.into_iter().find(fits)?;
    Some(cells.iter().step_by(period).map(|(idx, _)| *idx).collect())
}

/// The rows of each table, where a header of another shape stands below the first table.
fn stacked(grid: &Grid, kind: SourceKind) -> Vec<Range<usize>> {
    let headers = (0..grid.n_rows()).filter(|row| is_header(grid, *row, kind));
    let mut starts: Vec<usize> = Vec::new();
    for row in headers {
        let differs = starts.last().is_some_and(|last| {
            let words = |row: usize| grid.filled(row).map(|(idx, text)| (idx, plain(text)));
            row > last + 1 && !words(*last).eq(words(row))
        });
        if starts.is_empty() || differs {
            starts.push(row);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([grid.n_rows()]);
    let begins = std::iter::once(0).chain(starts.iter().skip(1).copied());
    begins.zip(ends).map(|(start, end)| start..end).collect()
}

/// Whether a row holds nothing but headers, one of which names the rows.
fn is_header(grid: &Grid, row: usize, kind: SourceKind) -> bool {
    let mut names = false;
    let mut n_cells = 0;
    for (_, text) in grid.filled(row) {
        if !is_header_word(kind, text) {
            return false;
        }
        names |= names_rows(kind, text);
        n_cells += 1;
    }
    names && n_cells >= HEADER_CELLS_MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First row and non-empty cells of each table.
    #[track_caller]
    fn check(text: &str, expected: &[(usize, &str)]) {
        let grid = crate::ingest::text_table::to_grid(text);
        let parts = tables(grid, SourceKind::Enterprises);
        let found: Vec<(usize, String)> = parts
            .iter()
            .map(|part| {
                let rows = part.first_row()..part.n_rows();
                let cells: Vec<&str> = rows
                    .flat_map(|row| part.filled(row).map(|(_, text)| text))
                    .collect();
                (part.first_row(), cells.join(" "))
            })
            .collect();
        let found: Vec<(usize, &str)> = found
            .iter()
            .map(|(row, text)| (*row, text.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn two_tables_side_by_side_are_two() {
        check(
            "名单,,,,,\n序号,企业名称,,序号,企业名称\n1,甲公司,,2,乙公司\n",
            &[
                (0, "名单 序号 企业名称 1 甲公司"),
                (0, "序号 企业名称 2 乙公司"),
            ],
        );
    }

    #[test]
    fn counts_that_repeat_below_a_header_are_one_table() {
        let text = "企业名称,职工,,会员,\n,人数,其中女,人数,其中女\n甲公司,5,2,4,1\n";
        let whole = "企业名称 职工 会员 人数 其中女 人数 其中女 甲公司 5 2 4 1";
        check(text, &[(0, whole)]);
    }

    #[test]
    fn a_header_of_another_shape_begins_another_table() {
        check(
            "企业名称,地址,从业人数\n甲公司,一路,5\n企业名称,从业人数,地址\n乙公司,6,二路\n",
            &[
                (0, "企业名称 地址 从业人数 甲公司 一路 5"),
                (2, "企业名称 从业人数 地址 乙公司 6 二路"),
            ],
        );
    }

    #[test]
    fn a_header_printed_on_every_page_begins_none() {
        let text = "企业名称,地址,从业人数\n甲公司,一路,5\n企业名称,地址,从业人数\n乙公司,二路,6\n";
        let whole = "企业名称 地址 从业人数 甲公司 一路 5 企业名称 地址 从业人数 乙公司 二路 6";
        check(text, &[(0, whole)]);
    }

    #[test]
    fn columns_are_named_as_a_spreadsheet_names_them() {
        assert_eq!(
            [0, 25, 26, 27, 701, 702].map(letters),
            ["A", "Z", "AA", "AB", "ZZ", "AAA"]
        );
    }
}
