//! A sheet as a clerk lays it out; it tells each row's number as a spreadsheet shows it.

use super::cell::{Cell, text};
use super::csv_file::CsvFile;
use super::head::Head;
use crate::synth::error::SynthError;
use crate::table::RowIdentity;

/// A row that is no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::synth) enum Furniture<'a> {
    /// One merged text naming what follows.
    Section(&'a str),
    /// 小计 of the rows since the last one.
    Subtotal,
    /// A row made only of dashes.
    Placeholder,
    Blank,
}

/// Where rows go.
pub(super) enum Store {
    /// Kept until the workbook is saved.
    Memory(Vec<Vec<Cell>>),
    Csv(CsvFile),
}

/// One sheet, filled from the top.
pub(in crate::synth) struct OpenSheet {
    pub(super) source: &'static str,
    pub(super) file: String,
    /// None in CSV files.
    pub(super) sheet: Option<String>,
    pub(super) head: Head,
    pub(super) store: Store,
    /// 0-based rows whose one text is merged over the width.
    pub(super) merged: Vec<usize>,
    n_rows: u32,
    is_closed: bool,
    sums: Vec<i64>,
    subtotals: Vec<i64>,
}

impl OpenSheet {
    /// A sheet with its titles and headers written.
    pub(super) fn open(
        source: &'static str,
        (file, sheet): (String, Option<String>),
        head: Head,
        store: Store,
    ) -> Result<Self, SynthError> {
        let n_sums = head.sums.len();
        let mut open = Self {
            source,
            file,
            sheet,
            head,
            store,
            merged: Vec::new(),
            n_rows: 0,
            is_closed: false,
            sums: vec![0; n_sums],
            subtotals: vec![0; n_sums],
        };
        for title in open.head.titles.clone() {
            open.push_merged(&title)?;
        }
        for header in open.head.headers.clone() {
            open.write(header.into_iter().map(text).collect())?;
        }
        Ok(open)
    }

    /// Adds a record and gives its place.
    pub(in crate::synth) fn push(&mut self, cells: Vec<Cell>) -> Result<RowIdentity, SynthError> {
        for (n, column) in self.head.sums.iter().enumerate() {
            if let Some(Cell::Number(value)) = cells.get(*column) {
                self.sums[n] += value;
                self.subtotals[n] += value;
            }
        }
        let row = self.write(cells)?;
        Ok(self.identity(row))
    }

    /// Adds a row that is no record.
    pub(in crate::synth) fn furnish(&mut self, furniture: Furniture<'_>) -> Result<(), SynthError> {
        match furniture {
            Furniture::Section(words) => self.push_merged(words),
            Furniture::Subtotal => {
                let sums = std::mem::replace(&mut self.subtotals, vec![0; self.sums.len()]);
                self.push_sums("小计", &sums).map(|_| ())
            }
            Furniture::Placeholder => {
                let dashes = vec![text("-"); self.head.width()];
                self.write(dashes).map(|_| ())
            }
            Furniture::Blank => self.write(Vec::new()).map(|_| ()),
        }
    }

    /// Makes 合计 wrong by `count` in a column that is added up.
    pub(in crate::synth) fn misstate(&mut self, column: usize, count: i64) {
        if let Some(n) = self.head.sums.iter().position(|summed| *summed == column) {
            self.sums[n] += count;
        }
    }

    /// Adds 合计 and the foot, once; gives the row of 合计.
    pub(super) fn close(&mut self) -> Result<Option<RowIdentity>, SynthError> {
        if self.is_closed {
            return Ok(None);
        }
        self.is_closed = true;
        let mut total = None;
        if !self.sums.is_empty() {
            let sums = self.sums.clone();
            let row = self.push_sums("合计", &sums)?;
            total = Some(self.identity(row));
        }
        for words in self.head.foot.clone() {
            self.push_merged(&words)?;
        }
        match &mut self.store {
            Store::Memory(_) => {}
            Store::Csv(file) => file.close()?,
        }
        Ok(total)
    }

    fn identity(&self, row: u32) -> RowIdentity {
        RowIdentity {
            source: self.source.to_owned(),
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            row,
        }
    }

    fn push_sums(&mut self, word: &str, sums: &[i64]) -> Result<u32, SynthError> {
        let mut cells = vec![Cell::Empty; self.head.width()];
        cells[0] = text(word);
        for (column, sum) in self.head.sums.iter().zip(sums) {
            cells[*column] = Cell::Number(*sum);
        }
        self.write(cells)
    }

    fn push_merged(&mut self, words: &str) -> Result<(), SynthError> {
        self.merged.push(self.n_rows as usize);
        self.write(vec![text(words)]).map(|_| ())
    }

    /// Writes a row and gives its 1-based number.
    fn write(&mut self, cells: Vec<Cell>) -> Result<u32, SynthError> {
        match &mut self.store {
            Store::Memory(rows) => rows.push(cells),
            Store::Csv(file) => file.write(&cells)?,
        }
        self.n_rows += 1;
        Ok(self.n_rows)
    }
}
