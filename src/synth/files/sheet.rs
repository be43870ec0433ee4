//! A sheet as a clerk lays it out; it tells each row's number as a spreadsheet shows it.

use chrono::NaiveDate;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::synth) enum Cell {
    Empty,
    Text(String),
    Number(u32),
    /// A real date in workbooks, ISO text in CSV.
    Date(NaiveDate),
}

/// A text cell; empty text is an empty cell.
pub(in crate::synth) fn text(value: impl Into<String>) -> Cell {
    let value = value.into();
    match value.is_empty() {
        true => Cell::Empty,
        false => Cell::Text(value),
    }
}

/// A number cell.
pub(in crate::synth) fn number(value: u32) -> Cell {
    Cell::Number(value)
}

/// One sheet, filled from the top.
pub(in crate::synth) struct Sheet {
    /// Name of the sheet; a CSV file has none.
    pub(in crate::synth) name: String,
    pub(in crate::synth) width: usize,
    pub(in crate::synth) rows: Vec<Vec<Cell>>,
    /// 0-based rows whose one text is merged over the width.
    pub(in crate::synth) merged: Vec<usize>,
}

impl Sheet {
    /// An empty sheet of `width` columns.
    pub(in crate::synth) fn new(name: &str, width: usize) -> Self {
        let name = name.to_owned();
        Self {
            name,
            width,
            rows: Vec::new(),
            merged: Vec::new(),
        }
    }

    /// Adds a row and gives its 1-based number.
    pub(in crate::synth) fn push(&mut self, cells: Vec<Cell>) -> u32 {
        self.rows.push(cells);
        self.rows.len() as u32
    }

    /// Adds a text over the whole width: a title, a section or a note.
    pub(in crate::synth) fn push_merged(&mut self, words: &str) {
        self.merged.push(self.rows.len());
        self.rows.push(vec![text(words)]);
    }

    /// Adds a header row.
    pub(in crate::synth) fn push_header(&mut self, headers: &[&str]) {
        self.rows
            .push(headers.iter().map(|header| text(*header)).collect());
    }

    /// Adds an empty row.
    pub(in crate::synth) fn push_blank(&mut self) {
        self.rows.push(Vec::new());
    }
}
