//! What files would be read as, without reading them into tables.

use std::collections::BTreeMap;

use super::check::{ColumnReport, FileReport, FilesReport, Problem, TableReport};
use super::error::IngestError;
use super::file::{Format, Opened, open};
use super::read::choose;
use super::record::{Problems, masked, masked_identity, shown};
use super::rows::{Origin, convert};
use super::sheet::Sheet;
use super::spec::{Presence, SourceFile, SourceSpec};
use super::validity::is_valid;
use crate::table::Silent;
use crate::table::field::Field;
use crate::table::vocabulary::{Edition, SourceKind};

/// What the file would be read as, its kind guessed from its headers; counties are looked up in
/// the whole country.
pub fn inspect_file(file: &SourceFile) -> FileReport {
    let mut spec = SourceSpec {
        name: String::new(),
        kind: SourceKind::Enterprises,
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
    match open(file, &spec, &Silent) {
        Err(fault) => failed(file, None, &fault),
        Ok(opened) => {
            let guess = guess_kind(&opened, &spec, file);
            spec.kind = guess.unwrap_or(SourceKind::Enterprises);
            report(opened, &spec, file, guess)
        }
    }
}

/// What each file of `spec` would be read as.
pub fn inspect_source(spec: &SourceSpec) -> FilesReport {
    let inspect = |file: &SourceFile| match open(file, spec, &Silent) {
        Err(fault) => failed(file, None, &fault),
        Ok(opened) => {
            let guess = guess_kind(&opened, spec, file);
            report(opened, spec, file, guess)
        }
    };
    FilesReport {
        files: spec.files.iter().map(inspect).collect(),
    }
}

fn failed(file: &SourceFile, encoding: Option<&'static str>, fault: &IngestError) -> FileReport {
    FileReport {
        path: file.written.clone(),
        format: Format::of(file).map_or("unknown", Format::as_str),
        encoding,
        kind_guess: None,
        error: Some(fault.to_string()),
        tables: Vec::new(),
    }
}

fn report(
    opened: Opened,
    spec: &SourceSpec,
    file: &SourceFile,
    guess: Option<SourceKind>,
) -> FileReport {
    let encoding = opened.encoding.map(|encoding| encoding.as_str());
    let kind_guess = guess.map(SourceKind::as_str);
    match choose(opened.grids, spec, file) {
        Ok(chosen) => FileReport {
            path: file.written.clone(),
            format: Format::of(file).map_or("unknown", Format::as_str),
            encoding,
            kind_guess,
            error: None,
            tables: chosen
                .sheets
                .iter()
                .map(|sheet| table(sheet, spec, file))
                .collect(),
        },
        Err(faults) => {
            let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
            FileReport {
                error: Some(texts.join("; ")),
                kind_guess,
                ..failed(file, encoding, &faults[0])
            }
        }
    }
}

fn table(sheet: &Sheet, spec: &SourceSpec, file: &SourceFile) -> TableReport {
    let mut problems = Problems::Kept(Vec::new());
    let origin = Origin {
        spec,
        file: &file.written,
    };
    convert(sheet, origin, &mut problems, &Silent);
    let mut problems = match problems {
        Problems::Kept(problems) => problems,
        Problems::Passed => Vec::new(),
    };
    let rows: Vec<usize> = sheet.data_rows().collect();
    let columns = sheet.layout.columns.iter();
    let columns = columns.filter(|column| {
        !column.header.is_empty()
            || rows
                .iter()
                .any(|row| !sheet.value(*row, column.idx).is_empty())
    });
    let columns = columns
        .map(|column| column_report(sheet, column.idx, &rows, &mut problems))
        .collect();
    if spec.kind == SourceKind::Members && !sheet.names_unions() {
        problems.push(Problem {
            row: None,
            column: None,
            code: "no_union",
            message: "没有列、标题、填报单位或表名说明这些会员属于哪个工会".to_owned(),
        });
    }
    problems.sort_by(|left, right| {
        (left.row, &left.column, left.code).cmp(&(right.row, &right.column, right.code))
    });
    let first = rows
        .first()
        .copied()
        .unwrap_or(sheet.layout.first_body_row());
    TableReport {
        sheet: sheet.grid.sheet.clone(),
        header_rows: sheet.layout.header_rows.clone().map(shown).collect(),
        first_data_row: shown(first),
        n_data_rows: u32::try_from(rows.len()).expect("the reader refused tables of more rows"),
        furniture: sheet.furniture(),
        columns,
        problems,
    }
}

fn column_report(
    sheet: &Sheet,
    idx: usize,
    rows: &[usize],
    problems: &mut Vec<Problem>,
) -> ColumnReport {
    let column = &sheet.layout.columns[idx];
    let (mut n_filled, mut n_judged, mut n_valid) = (0_u32, 0_u32, 0_u32);
    let mut faulty = Vec::new();
    for row in rows {
        let text = sheet.value(*row, idx);
        if text.is_empty() {
            continue;
        }
        n_filled += 1;
        let Some(valid) = column.field.and_then(|field| is_valid(field, text)) else {
            continue;
        };
        n_judged += 1;
        n_valid += u32::from(valid);
        if !valid && is_code(column.field) {
            faulty.push(Problem {
                row: Some(shown(*row)),
                column: Some(masked(&column.header).into_owned()),
                code: "invalid_code",
                message: format!("`{}`不是有效代码", shown_code(column.field, text)),
            });
        }
    }
    // Keys of the office's own, none of them a code, are no faults.
    let are_own_keys = column.field == Some(Field::UnitCode) && n_valid * 2 < n_judged;
    if !are_own_keys {
        problems.extend(faulty);
    }
    let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole);
    ColumnReport {
        index: shown(idx),
        header: masked(&column.header).into_owned(),
        field: column.field.map(Field::as_str),
        by: column.by,
        filled: if rows.is_empty() {
            0.0
        } else {
            share(n_filled, u32::try_from(rows.len()).unwrap_or(u32::MAX))
        },
        valid: (n_judged > 0).then(|| share(n_valid, n_judged)),
    }
}

fn shown_code(field: Option<Field>, text: &str) -> String {
    match field == Some(Field::ResidentId) {
        true => masked_identity(text),
        false => masked(text).into_owned(),
    }
}

fn is_code(field: Option<Field>) -> bool {
    field.is_some_and(|field| field.cell_type() == crate::table::field::CellType::Code)
}

/// Kinds with the fields only they have; the first kind with the most of them in its favour wins.
const MARKS: &[(SourceKind, &[Field])] = &[
    (
        SourceKind::Members,
        &[
            Field::PersonName,
            Field::JoinDate,
            Field::CardNo,
            Field::UnionName,
            Field::UnionCode,
            Field::MembershipState,
            Field::JoinChannel,
        ],
    ),
    (
        SourceKind::Movements,
        &[
            Field::PersonName,
            Field::MovedFrom,
            Field::MovedTo,
            Field::MovedOn,
            Field::MembershipState,
        ],
    ),
    (
        SourceKind::Roster,
        &[
            Field::PersonName,
            Field::Employer,
            Field::StartedOn,
            Field::FinishedOn,
            Field::ResidentId,
            Field::EmployerCode,
        ],
    ),
    (
        SourceKind::Unions,
        &[
            Field::UnionName,
            Field::UnionCode,
            Field::SuperiorUnion,
            Field::Chair,
            Field::UnionKind,
            Field::FoundedOn,
            Field::CoveredUnits,
            Field::UnitCategory,
            Field::UnionUscc,
        ],
    ),
    (
        SourceKind::AnnualReport,
        &[
            Field::Indicator,
            Field::Value,
            Field::BaseUnions,
            Field::Members,
            Field::MigrantMembers,
            Field::FemaleMembers,
            Field::NewMembers,
            Field::JointUnionMembers,
        ],
    ),
    (
        SourceKind::Enterprises,
        &[
            Field::Name,
            Field::Uscc,
            Field::TaxId,
            Field::OrgCode,
            Field::RegistrationNo,
            Field::Code,
            Field::LegalRepresentative,
            Field::Address,
            Field::EstablishedOn,
            Field::ProjectName,
            Field::Capital,
            Field::Status,
            Field::EnterpriseType,
        ],
    ),
    (
        SourceKind::Directory,
        &[
            Field::Name,
            Field::UnitCode,
            Field::UnitCategory,
            Field::HasUnion,
            Field::OrganisedOn,
            Field::Park,
        ],
    ),
    (SourceKind::Parks, &[Field::Name, Field::Park]),
];

/// The kind whose own fields the headers hold most of.
fn guess_kind(opened: &Opened, spec: &SourceSpec, file: &SourceFile) -> Option<SourceKind> {
    let mut best: Option<(usize, SourceKind)> = None;
    for (kind, marks) in MARKS {
        let as_kind = SourceSpec {
            kind: *kind,
            columns: BTreeMap::new(),
            ..spec.clone()
        };
        let sheets = opened.grids.iter().filter_map(|grid| {
            // The header and a sample of values decide; a million rows need not be copied.
            Sheet::understand(grid.head(), &as_kind, file).ok()
        });
        let fits = sheets.map(|sheet| {
            marks
                .iter()
                .filter(|field| sheet.layout.column(**field).is_some())
                .count()
        });
        let Some(n_marks) = fits.max() else {
            continue;
        };
        if best.is_none_or(|(most, _)| n_marks > most) {
            best = Some((n_marks, *kind));
        }
    }
    best.map(|(_, kind)| kind)
}
