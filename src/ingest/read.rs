//! Reads a source, all its files, and says everything that is wrong with them at once.

use arrow::compute::concat_batches;
use arrow::record_batch::RecordBatch;

use super::error::IngestError;
use super::file::open;
use super::grid::Grid;
use super::header::NotATable;
use super::parts::tables;
use super::record::{Problems, masked};
use super::rows::{Origin, convert, schema_of};
use super::sheet::Sheet;
use super::spec::{Presence, SourceFile, SourceSpec};
use crate::table::{Place, Progress, quarantine, sheets_read};

/// What became of a source.
#[derive(Debug, Clone)]
pub struct Ingested {
    /// The accepted rows, in the table of the source's kind, sorted by its key. An annual report's
    /// stated sums stand here too.
    pub rows: RecordBatch,
    /// The rows set aside (`quarantine`).
    pub quarantine: RecordBatch,
    /// What became of every row of every sheet (`sheets_read`).
    pub sheets: RecordBatch,
}

/// Reads all files of `spec` into the table of its kind.
///
/// Files that an optional source lacks are passed over; the caller sees them missing from
/// [`Ingested::sheets`].
///
/// # Errors
/// Every fault of every file: the reading goes on after a bad file.
pub fn read_source(
    spec: &SourceSpec,
    progress: &dyn Progress,
) -> Result<Ingested, Vec<IngestError>> {
    let mut faults = Vec::new();
    if spec.files.is_empty() && spec.presence == Presence::Required {
        let source_name = spec.name.clone();
        faults.push(IngestError::NoFiles { source_name });
    }
    let mut files: Vec<&SourceFile> = spec.files.iter().collect();
    files.sort_by(|left, right| left.written.cmp(&right.written));
    let mut gathered = Gathered::default();
    for file in files {
        progress.note(&file.written);
        match gathered.add_file(spec, file, progress) {
            Ok(()) => {}
            Err(missing)
                if spec.presence == Presence::Optional
                    && missing
                        .iter()
                        .all(|fault| matches!(fault, IngestError::Missing { .. })) => {}
            Err(more) => faults.extend(more),
        }
    }
    match faults.is_empty() {
        true => Ok(gathered.finish(spec)),
        false => Err(faults),
    }
}

#[derive(Default)]
struct Gathered {
    batches: Vec<RecordBatch>,
    quarantined: Vec<quarantine::Row>,
    sheets: Vec<sheets_read::Row>,
}

impl Gathered {
    fn add_file(
        &mut self,
        spec: &SourceSpec,
        file: &SourceFile,
        progress: &dyn Progress,
    ) -> Result<(), Vec<IngestError>> {
        let opened = open(file, spec, progress).map_err(|fault| vec![fault])?;
        let chosen = choose(opened.grids, spec, file)?;
        for skipped in chosen.skipped {
            self.sheets.push(skipped);
        }
        for sheet in chosen.sheets {
            let origin = Origin {
                spec,
                file: &file.written,
            };
            let converted = convert(&sheet, origin, &mut Problems::Passed, progress);
            let mut counts = counts_of(&sheet, spec, file);
            counts.accepted = converted.n_accepted;
            counts.quarantined = u32::try_from(converted.quarantined.len())
                .expect("the reader refused tables of more rows");
            self.sheets.push(counts);
            self.batches.extend(converted.batches);
            self.quarantined.extend(converted.quarantined);
        }
        Ok(())
    }

    fn finish(mut self, spec: &SourceSpec) -> Ingested {
        self.quarantined.sort_by_key(quarantine::Row::identity);
        self.sheets
            .sort_by(|left, right| (&left.file, &left.sheet).cmp(&(&right.file, &right.sheet)));
        let schema = schema_of(spec.kind);
        Ingested {
            rows: concat_batches(&schema, &self.batches).expect("the batches are of one table"),
            quarantine: quarantine::batch(&self.quarantined),
            sheets: sheets_read::batch(&self.sheets),
        }
    }
}

/// The sheets of a file that hold the source's table, and the others.
pub(super) struct Chosen {
    /// Sorted by name, as tables are.
    pub(super) sheets: Vec<Sheet>,
    pub(super) skipped: Vec<sheets_read::Row>,
}

/// Understands every sheet. A sheet nobody asked for that is no table of the kind is passed over
/// with the reason, unless the file then holds nothing at all.
pub(super) fn choose(
    grids: Vec<Grid>,
    spec: &SourceSpec,
    file: &SourceFile,
) -> Result<Chosen, Vec<IngestError>> {
    let names: Vec<String> = grids.iter().filter_map(|grid| grid.sheet.clone()).collect();
    let place = Place::file(&file.written);
    if names.is_empty() && !grids.is_empty() && !spec.sheets.is_empty() {
        return Err(vec![IngestError::NoSheets { place }]);
    }
    let absent = spec.sheets.iter().filter(|name| !names.contains(name));
    let mut faults: Vec<IngestError> = absent
        .map(|name| IngestError::NoSheet {
            place: place.clone().in_sheet(Some(name)),
            sheets: names.clone(),
        })
        .collect();
    let (mut sheets, mut skipped, mut passed) = (Vec::new(), Vec::new(), Vec::new());
    for grid in grids {
        let name = grid.sheet.clone();
        let asked = name.as_ref().is_none_or(|name| spec.sheets.contains(name));
        if !asked && !spec.sheets.is_empty() {
            skipped.push(skip(spec, file, name, "流水线文件未指定读取此表"));
            continue;
        }
        // A pinned header is the header of the whole sheet.
        let parts = match spec.header_row {
            Some(_) => vec![grid],
            None => tables(grid, spec.kind),
        };
        for part in parts {
            let name = part.sheet.clone();
            match Sheet::understand(part, spec, file) {
                Ok(sheet) => sheets.push(sheet),
                Err(refused) => {
                    let (grid, fault) = *refused;
                    if asked && grid.sheet.is_some() {
                        faults.push(as_error(fault, &grid, spec, file));
                        continue;
                    }
                    skipped.push(skip(spec, file, name, reason(&fault)));
                    passed.push((grid, fault));
                }
            }
        }
    }
    if sheets.is_empty() && faults.is_empty() {
        faults.push(nothing_found(passed, spec, file));
    }
    sheets.sort_by(|left, right| left.grid.sheet.cmp(&right.grid.sheet));
    if faults.is_empty() {
        Ok(Chosen { sheets, skipped })
    } else {
        Err(faults)
    }
}

/// Why a sheet is passed over.
fn reason(fault: &NotATable) -> &'static str {
    match fault {
        NotATable::Empty => "空表",
        NotATable::NoHeader => "没有表头，不是数据表",
        NotATable::NoNameColumn { .. } => "没有名称列，不是此类数据表",
        NotATable::NoSuchHeaderRow(_) => "行数少于指定的表头行",
        NotATable::NoPinnedColumn { .. } => "没有指定的列",
    }
}

/// The fault of a file in which every sheet was passed over.
fn nothing_found(
    mut passed: Vec<(Grid, NotATable)>,
    spec: &SourceSpec,
    file: &SourceFile,
) -> IngestError {
    let place = Place::file(&file.written);
    passed.retain(|(_, fault)| *fault != NotATable::Empty);
    // Of a single sheet its own fault says more than a list would.
    match passed.as_slice() {
        [] => IngestError::Empty { place },
        [(grid, fault)] => as_error(fault.clone(), grid, spec, file),
        several => {
            let skipped = several.iter().map(|(grid, fault)| {
                let name = grid.sheet.as_deref().unwrap_or("");
                format!("`{name}` ({})", reason(fault))
            });
            IngestError::NoTable {
                place,
                kind: spec.kind,
                skipped: skipped.collect(),
            }
        }
    }
}

fn as_error(fault: NotATable, grid: &Grid, spec: &SourceSpec, file: &SourceFile) -> IngestError {
    let place = Place::file(&file.written).in_sheet(grid.sheet.as_deref());
    let covered = |headers: Vec<String>| {
        headers
            .iter()
            .map(|text| masked(text).into_owned())
            .collect()
    };
    match fault {
        NotATable::Empty => IngestError::Empty { place },
        NotATable::NoHeader => {
            let row = (0..grid.n_rows())
                .find(|row| !grid.is_blank(*row))
                .unwrap_or(0);
            let first_row = grid.filled(row).map(|(_, text)| masked(text).into_owned());
            IngestError::NoHeader {
                place,
                first_row: first_row.collect(),
            }
        }
        NotATable::NoSuchHeaderRow(row) => IngestError::NoSuchHeaderRow {
            place: place.at_row(row),
            n_rows: u32::try_from(grid.n_rows()).unwrap_or(u32::MAX),
        },
        NotATable::NoPinnedColumn {
            field,
            header,
            headers,
        } => IngestError::NoPinnedColumn {
            place: place.at_column(header),
            field,
            headers: covered(headers),
        },
        NotATable::NoNameColumn { headers } => IngestError::NoNameColumn {
            place,
            kind: spec.kind,
            headers: covered(headers),
        },
    }
}

fn skip(
    spec: &SourceSpec,
    file: &SourceFile,
    sheet: Option<String>,
    reason: &str,
) -> sheets_read::Row {
    sheets_read::Row {
        skipped_reason: Some(reason.to_owned()),
        ..no_rows(spec, file, sheet)
    }
}

fn no_rows(spec: &SourceSpec, file: &SourceFile, sheet: Option<String>) -> sheets_read::Row {
    sheets_read::Row {
        source: spec.name.clone(),
        file: file.written.clone(),
        sheet,
        read: 0,
        accepted: 0,
        quarantined: 0,
        title: 0,
        unit: 0,
        header: 0,
        section: 0,
        placeholder: 0,
        total: 0,
        note: 0,
        blank: 0,
        skipped_reason: None,
    }
}

/// Rows and furniture of a sheet; what of its data was accepted is not known yet.
fn counts_of(sheet: &Sheet, spec: &SourceSpec, file: &SourceFile) -> sheets_read::Row {
    let mut counts = no_rows(spec, file, sheet.grid.sheet.clone());
    let n_rows = sheet.grid.n_rows() - sheet.grid.first_row();
    counts.read = u32::try_from(n_rows).expect("the reader refused tables of more rows");
    let furniture = sheet.furniture();
    counts.title = furniture.title;
    counts.unit = furniture.unit;
    counts.header = furniture.header;
    counts.section = furniture.section;
    counts.placeholder = furniture.placeholder;
    counts.total = furniture.total;
    counts.note = furniture.note;
    counts.blank = furniture.blank;
    counts
}

#[cfg(test)]
mod tests;
