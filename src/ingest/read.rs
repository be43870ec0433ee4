//! Reads a source, all its files, and says everything that is wrong with them at once.

use std::collections::BTreeMap;
use std::path::Path;

use arrow::record_batch::RecordBatch;

use super::check::{ColumnReport, FileReport, FilesReport, Problem, TableReport};
use super::encoding::decode;
use super::error::IngestError;
use super::grid::Grid;
use super::header::{Asked, Layout, NotATable, find_layout};
use super::rows::SourceRows;
use super::sheet::{self, SheetOutcome};
use super::spec::{Presence, SourceFile, SourceSpec, TextEncoding};
use super::text_table;
use super::workbook::{WorkbookFormat, to_grids};
use crate::standard::mask_identities;
use crate::table::field::CellType;
use crate::table::vocabulary::{Edition, SourceKind};
use crate::table::{Place, Progress, Silent, quarantine, sheets_read};

/// What became of a source.
#[derive(Debug, Clone)]
pub struct Ingested {
    /// The accepted rows, in the table of the source's kind, sorted by its key.
    pub rows: RecordBatch,
    /// The rows set aside (`quarantine`).
    pub quarantine: RecordBatch,
    /// What became of every row of every sheet (`sheets_read`).
    pub sheets: RecordBatch,
}

/// Reads all files of `spec` into the table of its kind.
///
/// # Errors
/// Every fault of every file: the reading goes on after a bad file.
pub fn read_source(
    spec: &SourceSpec,
    progress: &dyn Progress,
) -> Result<Ingested, Vec<IngestError>> {
    let mut rows = SourceRows::of_kind(spec.kind);
    let mut sheets = Vec::new();
    let mut quarantined = Vec::new();
    let mut faults = Vec::new();
    if spec.files.is_empty() && spec.presence == Presence::Required {
        let source_name = spec.name.clone();
        faults.push(IngestError::NoFiles { source_name });
    }
    for file in &spec.files {
        match read_file(spec, file, &mut rows, progress) {
            Ok(read) => {
                for outcome in read.outcomes {
                    quarantined.extend(outcome.quarantined);
                    sheets.push(outcome.sheets_read);
                }
                sheets.extend(read.skipped);
            }
            Err(fault) => faults.push(fault),
        }
        let size = std::fs::metadata(&file.path).map_or(0, |metadata| metadata.len());
        progress.bytes_read(size);
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    quarantined.sort_by_cached_key(quarantine::Row::identity);
    sheets.sort_by(|left, right| (&left.file, &left.sheet).cmp(&(&right.file, &right.sheet)));
    Ok(Ingested {
        rows: rows.into_batch(),
        quarantine: quarantine::batch(&quarantined),
        sheets: sheets_read::batch(&sheets),
    })
}

/// The sheets of one file that were read and those that were not.
struct FileRead {
    outcomes: Vec<SheetOutcome>,
    layouts: Vec<(Grid, Layout)>,
    skipped: Vec<sheets_read::Row>,
}

fn read_file(
    spec: &SourceSpec,
    file: &SourceFile,
    rows: &mut SourceRows,
    progress: &dyn Progress,
) -> Result<FileRead, IngestError> {
    let place = Place::file(&file.written);
    let (grids, _) = load(file, spec.encoding)?;
    if grids.iter().all(|grid| grid.n_rows() == 0) {
        return Err(IngestError::Empty { place });
    }
    let (wanted, unwanted) = choose_sheets(spec, &place, grids)?;
    let mut read = FileRead {
        outcomes: Vec::new(),
        layouts: Vec::new(),
        skipped: unwanted
            .iter()
            .map(|grid| skipped(spec, &file.written, grid, "not among the pinned sheets"))
            .collect(),
    };
    let asked = Asked {
        kind: spec.kind,
        header_row: spec.header_row,
        columns: &spec.columns,
    };
    let n_wanted = wanted.len();
    let mut faults = Vec::new();
    for grid in wanted {
        if grid.n_rows() == 0 {
            read.skipped
                .push(skipped(spec, &file.written, &grid, "empty"));
            continue;
        }
        match find_layout(&grid, &asked) {
            Ok(layout) => {
                let table = (&grid, &layout);
                let outcome = sheet::read(spec, &file.written, table, rows, progress);
                read.outcomes.push(outcome);
                read.layouts.push((grid, layout));
            }
            Err(reason) => {
                let reason = fault(spec.kind, &place, &grid, reason);
                read.skipped
                    .push(skipped(spec, &file.written, &grid, &reason.to_string()));
                faults.push(reason);
            }
        }
    }
    if !read.outcomes.is_empty() {
        return Ok(read);
    }
    match (n_wanted, faults.pop()) {
        (1, Some(fault)) => Err(fault),
        _ => Err(IngestError::NoTable {
            place,
            kind: spec.kind,
            skipped: read
                .skipped
                .iter()
                .filter_map(|sheet| sheet.skipped_reason.clone())
                .collect(),
        }),
    }
}

/// Every sheet of the file as a grid, and the encoding of a text file.
fn load(
    file: &SourceFile,
    pinned: Option<TextEncoding>,
) -> Result<(Vec<Grid>, Option<TextEncoding>), IngestError> {
    let place = Place::file(&file.written);
    let bytes = std::fs::read(&file.path).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::NotFound => IngestError::Missing {
            place: place.clone(),
        },
        _ => IngestError::Unreadable {
            place: place.clone(),
            cause,
        },
    })?;
    if bytes.is_empty() {
        return Err(IngestError::Empty { place });
    }
    match format_of(&file.path) {
        "xlsx" => Ok((to_grids(bytes, WorkbookFormat::Xlsx, &place)?, None)),
        "xls" => Ok((to_grids(bytes, WorkbookFormat::Xls, &place)?, None)),
        "csv" => {
            let decoded = decode(&bytes, pinned, &place)?;
            let grid = text_table::to_grid(&decoded.text);
            Ok((vec![grid], Some(decoded.encoding)))
        }
        _ => Err(IngestError::UnknownFormat { place }),
    }
}

fn format_of(path: &Path) -> &'static str {
    let extension = path
        .extension()
        .map(|extension| extension.to_ascii_lowercase());
    match extension.as_deref().and_then(std::ffi::OsStr::to_str) {
        Some("xlsx" | "xlsm") => "xlsx",
        Some("xls" | "et") => "xls",
        Some("csv" | "txt" | "tsv") => "csv",
        _ => "unknown",
    }
}

fn choose_sheets(
    spec: &SourceSpec,
    place: &Place,
    grids: Vec<Grid>,
) -> Result<(Vec<Grid>, Vec<Grid>), IngestError> {
    let names: Vec<String> = grids.iter().filter_map(|grid| grid.sheet.clone()).collect();
    if names.is_empty() || spec.sheets.is_empty() {
        return Ok((grids, Vec::new()));
    }
    for sheet in &spec.sheets {
        if !names.contains(sheet) {
            return Err(IngestError::NoSheet {
                place: place.clone().in_sheet(Some(sheet)),
                sheets: names,
            });
        }
    }
    let is_wanted = |grid: &Grid| {
        grid.sheet
            .as_ref()
            .is_some_and(|name| spec.sheets.contains(name))
    };
    Ok(grids.into_iter().partition(is_wanted))
}

fn skipped(spec: &SourceSpec, file: &str, grid: &Grid, reason: &str) -> sheets_read::Row {
    let mut row = sheet::empty_record(spec, file, grid);
    row.read = 0;
    row.skipped_reason = Some(reason.to_owned());
    row
}

fn fault(kind: SourceKind, place: &Place, grid: &Grid, reason: NotATable) -> IngestError {
    let place = place.clone().in_sheet(grid.sheet.as_deref());
    match reason {
        NotATable::HeaderNotFound => {
            let first = (0..grid.n_rows())
                .find(|row| !grid.is_blank(*row))
                .unwrap_or(0);
            let cells = grid
                .filled(first)
                .map(|(_, cell)| mask_identities(cell).into_owned());
            IngestError::NoHeader {
                place,
                first_row: cells.collect(),
            }
        }
        NotATable::RowNotFound(n_rows) => IngestError::NoSuchHeaderRow { place, n_rows },
        NotATable::PinNotFound(field, name, headers) => IngestError::NoPinnedColumn {
            place: place.at_column(name),
            field,
            headers,
        },
        NotATable::NamesNothing(headers) => IngestError::NoNameColumn {
            place,
            kind,
            headers,
        },
    }
}

/// What the file at `file.path` would be read as, its kind guessed from its headers; counties are
/// looked up anywhere.
pub fn inspect_file(file: &SourceFile) -> FileReport {
    let guess = load(file, None)
        .ok()
        .and_then(|(grids, _)| guess_kind(&grids));
    let spec = SourceSpec {
        name: "check".to_owned(),
        kind: guess.unwrap_or(SourceKind::Enterprises),
        department: None,
        edition: Edition::Current,
        files: vec![file.clone()],
        presence: Presence::Required,
        encoding: None,
        sheets: Vec::new(),
        header_row: None,
        columns: BTreeMap::new(),
        region_prefix: String::new(),
    };
    let mut report = inspect(&spec, file);
    report.kind_guess = guess.map(SourceKind::as_str);
    report
}

/// What each file of `spec` would be read as.
pub fn inspect_source(spec: &SourceSpec) -> FilesReport {
    FilesReport {
        files: spec.files.iter().map(|file| inspect(spec, file)).collect(),
    }
}

/// The kind whose words name the most columns; registries first where several name as many.
fn guess_kind(grids: &[Grid]) -> Option<SourceKind> {
    let columns = BTreeMap::new();
    let score = |kind: SourceKind| -> usize {
        let asked = Asked {
            kind,
            header_row: None,
            columns: &columns,
        };
        grids
            .iter()
            .filter_map(|grid| find_layout(grid, &asked).ok())
            .map(|layout| {
                layout
                    .columns
                    .iter()
                    .filter(|column| column.field.is_some())
                    .count()
            })
            .max()
            .unwrap_or(0)
    };
    let mut best = None;
    for kind in SourceKind::ALL {
        let n_fields = score(*kind);
        if n_fields > best.map_or(0, |(n_best, _)| n_best) {
            best = Some((n_fields, *kind));
        }
    }
    best.map(|(_, kind)| kind)
}

fn inspect(spec: &SourceSpec, file: &SourceFile) -> FileReport {
    let mut report = FileReport {
        path: file.written.clone(),
        format: format_of(&file.path),
        encoding: None,
        kind_guess: Some(spec.kind.as_str()),
        error: None,
        tables: Vec::new(),
    };
    if report.format == "csv"
        && let Ok((_, encoding)) = load(file, spec.encoding)
    {
        report.encoding = encoding.map(TextEncoding::as_str);
    }
    let mut rows = SourceRows::of_kind(spec.kind);
    match read_file(spec, file, &mut rows, &Silent) {
        Ok(read) => {
            let tables = read.layouts.iter().zip(read.outcomes);
            report.tables = tables
                .map(|((grid, layout), outcome)| table_report(grid, layout, outcome))
                .collect();
        }
        Err(fault) => report.error = Some(fault.to_string()),
    }
    report
}

fn table_report(grid: &Grid, layout: &Layout, outcome: SheetOutcome) -> TableReport {
    let number = |row: usize| u32::try_from(row + 1).unwrap_or(u32::MAX);
    let mut problems = outcome.problems;
    problems.extend(outcome.quarantined.into_iter().map(|row| Problem {
        row: Some(row.row),
        column: row.column,
        code: "not_identified",
        message: row.message,
    }));
    problems.sort_by_key(|problem| problem.row);
    TableReport {
        sheet: grid.sheet.clone(),
        header_rows: (layout.header_top..=layout.header_bottom)
            .map(number)
            .collect(),
        first_data_row: outcome.first_data_row,
        n_data_rows: outcome.n_data_rows,
        furniture: outcome.furniture,
        columns: layout
            .columns
            .iter()
            .map(|column| column_report(grid, layout, column, &problems, outcome.n_data_rows))
            .collect(),
        problems,
    }
}

fn column_report(
    grid: &Grid,
    layout: &Layout,
    column: &super::header::Column,
    problems: &[Problem],
    n_data_rows: u32,
) -> ColumnReport {
    let filled = (layout.header_bottom + 1..grid.n_rows())
        .filter(|row| !grid.cell(*row, column.index).is_empty())
        .count();
    let n_bad = problems
        .iter()
        .filter(|problem| problem.column.as_ref() == Some(&column.header))
        .count();
    let is_parsed = column.field.is_some_and(|field| match field.cell_type() {
        CellType::Count | CellType::Money | CellType::Date | CellType::Flag => true,
        CellType::Text | CellType::Code => false,
    });
    let share = |part: usize, whole: usize| match whole {
        0 => 0.0,
        whole => (part as f64 / whole as f64).min(1.0),
    };
    ColumnReport {
        index: u32::try_from(column.index + 1).unwrap_or(u32::MAX),
        header: column.header.clone(),
        field: column.field.map(crate::table::field::Field::as_str),
        by: column.by,
        filled: share(filled, n_data_rows as usize),
        valid: is_parsed.then(|| share(filled.saturating_sub(n_bad), filled)),
    }
}
