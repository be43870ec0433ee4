//! Every file of the city, open until the last row is known.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::csv_file::{CsvFile, Encoding};
use super::head::Head;
use super::sheet::{OpenSheet, Store};
use super::workbook::write_workbook;
use crate::synth::error::SynthError;
use crate::table::RowIdentity;

/// In which form a department sends its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::synth) enum PaperForm {
    /// A workbook; in a city above the limit of rows, a CSV file per sheet.
    Workbook,
    Csv(Encoding),
}

/// A file of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::synth) struct Paper {
    /// Source name in the pipeline file.
    pub(in crate::synth) source: &'static str,
    /// The file below the city's folder, without its ending.
    pub(in crate::synth) stem: String,
    pub(in crate::synth) form: PaperForm,
}

impl Paper {
    /// A paper.
    pub(in crate::synth) fn new(
        source: &'static str,
        stem: impl Into<String>,
        form: PaperForm,
    ) -> Self {
        let stem = stem.into();
        Self { source, stem, form }
    }
}

/// All open sheets.
pub(in crate::synth) struct Desk {
    directory: PathBuf,
    /// What stands before every file in truth and pipeline.
    file_prefix: String,
    workbooks: Workbooks,
    /// By stem and sheet name.
    sheets: BTreeMap<(String, String), OpenSheet>,
    /// The sheets of each workbook in the order in which they were begun.
    order: BTreeMap<String, Vec<String>>,
}

/// Whether departments that could send workbooks do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::synth) enum Workbooks {
    Sent,
    /// Too many rows: CSV throughout.
    TooLarge,
}

impl Desk {
    /// An empty desk that writes into `directory`.
    pub(in crate::synth) fn new(
        directory: PathBuf,
        file_prefix: &str,
        workbooks: Workbooks,
    ) -> Self {
        Self {
            directory,
            file_prefix: file_prefix.to_owned(),
            workbooks,
            sheets: BTreeMap::new(),
            order: BTreeMap::new(),
        }
    }

    /// The sheet `name` of `paper`, begun with `head` when it is new.
    pub(in crate::synth) fn sheet(
        &mut self,
        paper: &Paper,
        name: &str,
        head: impl FnOnce() -> Head,
    ) -> Result<&mut OpenSheet, SynthError> {
        let key = (paper.stem.clone(), name.to_owned());
        if !self.sheets.contains_key(&key) {
            let open = self.begin(paper, name, head())?;
            self.sheets.insert(key.clone(), open);
        }
        Ok(self.sheets.get_mut(&key).expect("it was begun just now"))
    }

    fn begin(&mut self, paper: &Paper, name: &str, head: Head) -> Result<OpenSheet, SynthError> {
        let encoding = match (paper.form, self.workbooks) {
            (PaperForm::Workbook, Workbooks::Sent) => None,
            (PaperForm::Workbook, Workbooks::TooLarge) => Some(Encoding::Utf8),
            (PaperForm::Csv(encoding), _) => Some(encoding),
        };
        let place = |relative: &str| format!("{}{relative}", self.file_prefix);
        let Some(encoding) = encoding else {
            let sheets = self.order.entry(paper.stem.clone()).or_default();
            sheets.push(name.to_owned());
            let file = place(&format!("{}.xlsx", paper.stem));
            let sheet = Some(name.to_owned());
            return OpenSheet::open(paper.source, (file, sheet), head, Store::Memory(Vec::new()));
        };
        let relative = match name.is_empty() {
            true => format!("{}.csv", paper.stem),
            false => format!("{}_{name}.csv", paper.stem),
        };
        let file = CsvFile::create(&self.directory.join(&relative), head.width(), encoding)?;
        OpenSheet::open(
            paper.source,
            (place(&relative), None),
            head,
            Store::Csv(file),
        )
    }

    /// Writes the total and the foot of a sheet now; gives the row of 合计, if the sheet was begun.
    pub(in crate::synth) fn finish(
        &mut self,
        paper: &Paper,
        name: &str,
    ) -> Result<Option<RowIdentity>, SynthError> {
        match self.sheets.get_mut(&(paper.stem.clone(), name.to_owned())) {
            Some(sheet) => sheet.close(),
            None => Ok(None),
        }
    }

    /// Writes all totals and feet, and the workbooks.
    pub(in crate::synth) fn close(mut self) -> Result<(), SynthError> {
        for sheet in self.sheets.values_mut() {
            sheet.close()?;
        }
        for (stem, names) in &self.order {
            let of_book = |name: &String| self.sheets.get(&(stem.clone(), name.clone()));
            let sheets: Vec<&OpenSheet> = names.iter().filter_map(of_book).collect();
            write_workbook(&self.directory.join(format!("{stem}.xlsx")), &sheets)?;
        }
        Ok(())
    }
}
