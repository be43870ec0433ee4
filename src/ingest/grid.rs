//! A sheet or text file as text cells, packed into one buffer.
//!
//! A registry of a million rows has some twenty million cells; a `String` for each would cost more
//! than the text. Rows and columns are 0-based here; people are shown `row_idx + 1`.

use std::ops::Range;

/// The cells of one sheet from its first row to its last row that holds anything.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    /// Sheet name; `None` for formats without sheets.
    pub(super) sheet: Option<String>,
    text: String,
    cell_ends: Vec<usize>,
    row_ends: Vec<usize>,
    merges: Vec<Merge>,
    n_columns: usize,
    first_row: usize,
}

/// A block of cells shown as one; its value stands in the top left cell. Both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Merge {
    pub(super) top: usize,
    pub(super) left: usize,
    pub(super) bottom: usize,
    pub(super) right: usize,
}

impl Grid {
    /// An empty grid to push cells into.
    pub(super) fn new(sheet: Option<String>) -> Self {
        Self {
            sheet,
            ..Self::default()
        }
    }

    /// Appends a cell to the row being built, trimmed of everything that shows as white.
    pub(super) fn push_cell(&mut self, text: &str) {
        self.text.push_str(out_of_formula(trimmed(text)));
        self.cell_ends.push(self.text.len());
    }

    /// Ends the row being built.
    pub(super) fn end_row(&mut self) {
        self.row_ends.push(self.cell_ends.len());
    }

    /// Cuts the rows below the last one that holds anything.
    pub(super) fn finish(&mut self) {
        while self.n_rows() > 0 && self.is_blank(self.n_rows() - 1) {
            self.row_ends.pop();
        }
        let n_cells = self.row_ends.last().copied().unwrap_or(0);
        self.cell_ends.truncate(n_cells);
        let widths = (0..self.n_rows()).map(|row| self.cells_of(row).len());
        self.n_columns = widths.max().unwrap_or(0);
    }

    /// Notes the merged blocks of the sheet.
    pub(super) fn set_merges(&mut self, mut merges: Vec<Merge>) {
        merges.sort_unstable();
        self.merges = merges;
    }

    /// Rows from the first to the last that holds anything.
    pub(super) fn n_rows(&self) -> usize {
        self.row_ends.len()
    }

    /// Cells of the longest row.
    pub(super) fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// The text of a cell; empty outside the grid.
    pub(super) fn cell(&self, row: usize, column: usize) -> &str {
        if row >= self.n_rows() {
            return "";
        }
        let cells = self.cells_of(row);
        let idx = cells.start + column;
        if idx >= cells.end {
            return "";
        }
        let start = match idx {
            0 => 0,
            idx => self.cell_ends[idx - 1],
        };
        self.text
            .get(start..self.cell_ends[idx])
            .expect("cells end where characters end")
    }

    /// The cells of a row, from left to right.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = &str> {
        let len = match row < self.n_rows() {
            true => self.cells_of(row).len(),
            false => 0,
        };
        (0..len).map(move |column| self.cell(row, column))
    }

    /// The cells of a row that hold something, with their columns.
    pub(super) fn filled(&self, row: usize) -> impl Iterator<Item = (usize, &str)> {
        self.row(row)
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
    }

    /// Whether nothing stands in the row.
    pub(super) fn is_blank(&self, row: usize) -> bool {
        self.filled(row).next().is_none()
    }

    /// The merged blocks, by their first row.
    pub(super) fn merges(&self) -> &[Merge] {
        &self.merges
    }

    /// The merged blocks that begin in the rows from `first` to `last`.
    pub(super) fn merges_within(&self, first: usize, last: usize) -> impl Iterator<Item = &Merge> {
        let start = self.merges.partition_point(|merge| merge.top < first);
        let merges = self.merges.get(start..).unwrap_or_default();
        merges.iter().take_while(move |merge| merge.top <= last)
    }

    /// The widest merged block that begins at this cell, as its number of columns.
    pub(super) fn width_at(&self, row: usize, column: usize) -> usize {
        let start = self
            .merges
            .partition_point(|merge| (merge.top, merge.left) < (row, column));
        let here = self.merges.get(start..).unwrap_or_default();
        here.iter()
            .take_while(|merge| (merge.top, merge.left) == (row, column))
            .map(|merge| merge.right - merge.left + 1)
            .max()
            .unwrap_or(1)
    }

    /// The cells within `rows` and `columns` as a table of its own: other cells are empty, and the
    /// rows above are none of its rows.
    pub(super) fn part(&self, rows: Range<usize>, columns: Range<usize>) -> Self {
        let mut part = Self::new(self.sheet.clone());
        for row in 0..rows.end {
            for (column, text) in self.row(row).enumerate() {
                let inside = rows.contains(&row) && columns.contains(&column);
                part.push_cell(if inside { text } else { "" });
            }
            part.end_row();
        }
        part.finish();
        part.first_row = rows.start;
        let inside = |merge: &&Merge| {
            rows.contains(&merge.top)
                && columns.contains(&merge.left)
                && columns.contains(&merge.right)
        };
        part.merges = self.merges.iter().filter(inside).copied().collect();
        part
    }

    /// The row this table begins in; rows above belong to another table of the sheet.
    pub(super) fn first_row(&self) -> usize {
        self.first_row
    }

    /// The first rows, enough to tell what the table is.
    pub(super) fn head(&self) -> Self {
        /// The rows searched for a header and a sample of values below.
        const ROWS: usize = 200;
        let mut head = Self::new(self.sheet.clone());
        head.first_row = self.first_row;
        for row in 0..self.n_rows().min(self.first_row + ROWS) {
            self.row(row).for_each(|cell| head.push_cell(cell));
            head.end_row();
        }
        head.finish();
        head.merges = self
            .merges_within(0, self.first_row + ROWS)
            .copied()
            .collect();
        head
    }

    fn cells_of(&self, row: usize) -> Range<usize> {
        let start = match row {
            0 => 0,
            row => self.row_ends[row - 1],
        };
        start..self.row_ends[row]
    }
}

/// `text` without what shows as white at its ends: spaces of every width, no-break spaces, marks
/// of byte order and joiners that exports leave behind.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|character: char| {
        character.is_whitespace()
            || character.is_control()
            || matches!(character, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{2060}')
    })
}

/// What `="91420500…"` stands for: systems write codes so into CSV, to keep a spreadsheet from
/// rounding them.
fn out_of_formula(text: &str) -> &str {
    let inner = text
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_formula_is_its_text() {
        assert_eq!(
            out_of_formula("=\"91440703MA4UJ2XD7W\""),
            "91440703MA4UJ2XD7W"
        );
        for other in ["=A1", "=\"a\"&\"b\"", "甲公司", "=\""] {
            assert_eq!(out_of_formula(other), other);
        }
    }

    #[test]
    fn cells_read_back_and_the_outside_is_empty() {
        let mut grid = Grid::new(None);
        for row in [vec!["\u{A0}企业名称 ", ""], vec!["甲"], vec![""], vec![]] {
            row.into_iter().for_each(|cell| grid.push_cell(cell));
            grid.end_row();
        }
        grid.finish();
        assert_eq!(grid.n_rows(), 2);
        assert_eq!(grid.n_columns(), 2);
        assert_eq!(grid.cell(0, 0), "企业名称");
        assert_eq!(grid.cell(1, 0), "甲");
        assert_eq!(grid.cell(1, 1), "");
        assert_eq!(grid.cell(9, 9), "");
    }
}
