//! `[sources.NAME]`: from what is written to what `ingest` is told.

use std::collections::{BTreeMap, BTreeSet};

use crate::ingest::{Presence, SourceFile, SourceSpec, TextEncoding};
use crate::table::field::Field;
use crate::table::vocabulary::{Department, Edition, SourceKind};

use super::check::one_of;
use super::fault::{Faults, FileFault};
use super::paths::{Folder, Matched};
use super::section::Written;
use super::settings::AbsentSource;
use super::table::SourceTable;
use super::wrong::{Mending, Wrong};

/// All sources, sorted by name.
pub(super) struct CheckedSources {
    pub(super) specs: Vec<SourceSpec>,
    pub(super) missing: Vec<FileFault>,
    pub(super) absent: Vec<AbsentSource>,
}

/// Checks every source; the parser hands them over sorted by name.
pub(super) fn check(
    tables: Vec<SourceTable>,
    folder: &Folder,
    region_prefix: &str,
    faults: &mut Faults<'_>,
) -> CheckedSources {
    let mut checked = CheckedSources {
        specs: Vec::new(),
        missing: Vec::new(),
        absent: Vec::new(),
    };
    for table in tables {
        let files = check_files(&table, folder, faults, &mut checked);
        let spec = check_source(table, files, region_prefix, faults);
        // A source without any file has been noted as missing or absent and is not read.
        checked
            .specs
            .extend(spec.filter(|spec| !spec.files.is_empty()));
    }
    checked
}

fn check_source(
    table: SourceTable,
    files: Vec<Matched>,
    region_prefix: &str,
    faults: &mut Faults<'_>,
) -> Option<SourceSpec> {
    let kind = table.kind.as_ref();
    let kind = kind.and_then(|kind| one_of("kind", kind, &words(SourceKind::ALL), faults));
    let department = table
        .department
        .as_ref()
        .and_then(|word| one_of("department", word, &words(Department::ALL), faults));
    let edition = match &table.edition {
        Some(word) => one_of("edition", word, &words(Edition::ALL), faults),
        None => Some(Edition::Current),
    };
    if let (Some(kind), Some(edition)) = (kind, &table.edition)
        && kind != SourceKind::AnnualReport
    {
        faults.add(&edition.span, Wrong::EditionOfOther { kind });
    }
    let presence = match &table.optional {
        Some(flag) if flag.value => Presence::Optional,
        _ => Presence::Required,
    };
    let encoding = check_encoding(table.encoding.as_ref(), faults);
    let header_row = check_header_row(table.header_row.as_ref(), faults);
    let columns = check_columns(&table.columns, faults);
    Some(SourceSpec {
        name: table.name.value,
        kind: kind?,
        department,
        edition: edition?,
        files: files
            .into_iter()
            .map(|file| SourceFile {
                path: file.path,
                written: file.written,
            })
            .collect(),
        encoding,
        sheets: table.sheets.map_or_else(Vec::new, |sheets| {
            sheets.value.into_iter().map(|sheet| sheet.value).collect()
        }),
        header_row,
        columns,
        presence,
        region_prefix: region_prefix.to_owned(),
    })
}

/// The files of all patterns, each once, sorted by how they are written.
fn check_files(
    table: &SourceTable,
    folder: &Folder,
    faults: &mut Faults<'_>,
    checked: &mut CheckedSources,
) -> Vec<Matched> {
    if let Some(url) = &table.url {
        faults.add_mendable(&url.span, Wrong::Database, Mending::ExportTable);
        return Vec::new();
    }
    let Some(patterns) = &table.files else {
        return Vec::new();
    };
    if patterns.value.is_empty() {
        faults.add(&patterns.span, Wrong::NoFiles);
    }
    let is_optional = table.optional.as_ref().is_some_and(|flag| flag.value);
    let mut files = BTreeSet::new();
    let mut missing = Vec::new();
    for pattern in &patterns.value {
        match folder.matches(&pattern.value) {
            Ok(matched) if matched.is_empty() => missing.push(pattern),
            Ok(matched) => files.extend(matched),
            Err(wrong) => faults.add(&pattern.span, wrong),
        }
    }
    if !is_optional {
        let missing = missing.iter().map(|pattern| missing_file(pattern, faults));
        checked.missing.extend(missing);
    } else if files.is_empty() {
        checked.absent.push(AbsentSource {
            name: table.name.value.clone(),
            files: missing
                .iter()
                .map(|pattern| pattern.value.clone())
                .collect(),
        });
    }
    each_once(files)
}

/// A file that two patterns name (`./a.csv`, `a.csv`) is read once, as the first of them writes it.
fn each_once(files: BTreeSet<Matched>) -> Vec<Matched> {
    let mut seen = BTreeSet::new();
    files
        .into_iter()
        .filter(|file| {
            seen.insert(
                file.path
                    .canonicalize()
                    .unwrap_or_else(|_| file.path.clone()),
            )
        })
        .collect()
}

fn missing_file(pattern: &Written<String>, faults: &Faults<'_>) -> FileFault {
    let wrong = Wrong::NoFile {
        pattern: pattern.value.clone(),
    };
    faults.at(&pattern.span, wrong, Some(Mending::PathOrOptional))
}

fn check_encoding(
    label: Option<&Written<String>>,
    faults: &mut Faults<'_>,
) -> Option<TextEncoding> {
    let label = label?;
    let encoding = TextEncoding::parse(&label.value);
    if encoding.is_none() {
        let wrong = Wrong::NoEncoding {
            label: label.value.clone(),
        };
        let known = ["utf-8", "gb18030", "gbk", "utf-16le"];
        faults.add_unknown(&label.span, wrong, &label.value, &known);
    }
    encoding
}

fn check_header_row(row: Option<&Written<u32>>, faults: &mut Faults<'_>) -> Option<u32> {
    let row = row?;
    if row.value == 0 {
        faults.add(&row.span, Wrong::HeaderRowZero);
        return None;
    }
    Some(row.value)
}

fn check_columns(
    columns: &[(Written<String>, Written<String>)],
    faults: &mut Faults<'_>,
) -> BTreeMap<Field, String> {
    let known: Vec<&str> = Field::ALL.iter().map(|field| field.as_str()).collect();
    let mut checked = BTreeMap::new();
    for (field, header) in columns {
        match Field::parse(&field.value) {
            Some(field) => {
                checked.insert(field, header.value.clone());
            }
            None => {
                let name = field.value.clone();
                let wrong = Wrong::UnknownField { name };
                faults.add_unknown(&field.span, wrong, &field.value, &known);
            }
        }
    }
    checked
}

/// The words of a closed vocabulary with their meaning.
fn words<T: Copy + ToString>(all: &[T]) -> Vec<(String, T)> {
    all.iter()
        .map(|variant| (variant.to_string(), *variant))
        .collect()
}
