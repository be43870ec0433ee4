//! The territory file: which places and unions belong to which reporting unit.

use crate::table::Place;
use crate::table::vocabulary::{BelongsKind, ReportingUnitKind};
use crate::union::territory::{Territory, TerritoryEntry};

use super::fault::{Faults, known_word};
use super::wrong::{Mending, Wrong};

/// The columns of the file.
const COLUMNS: [&str; 4] = ["reporting_unit", "kind", "belongs_kind", "belongs"];

/// Reads the CSV in `bytes`, called `written` in the pipeline file; faults are collected and give
/// `None`.
pub(super) fn read(written: &str, bytes: &[u8], faults: &mut Faults<'_>) -> Option<Territory> {
    let place = Place::file(written);
    let Ok(text) = std::str::from_utf8(bytes) else {
        faults.add_row(place, Wrong::NotUtf8, Some(Mending::SaveAsUtf8));
        return None;
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let columns = find_columns(&mut reader, &place, faults)?;
    let mut entries = Vec::new();
    let mut all_read = true;
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(cause) => {
                let cause = cause.to_string();
                faults.add_row(place, Wrong::NoCsv { cause }, None);
                return None;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let place = place
            .clone()
            .at_row(u32::try_from(line).unwrap_or(u32::MAX));
        if record.iter().all(str::is_empty) {
            continue;
        }
        match entry(&record, &columns, &place, faults) {
            Some(entry) => entries.push(entry),
            None => all_read = false,
        }
    }
    if !all_read {
        return None;
    }
    Territory::from_entries(entries)
        .map_err(|fault| faults.add_row(place, Wrong::Territory(fault), None))
        .ok()
}

/// The index of each column of [`COLUMNS`].
fn find_columns(
    reader: &mut csv::Reader<&[u8]>,
    place: &Place,
    faults: &mut Faults<'_>,
) -> Option<[usize; 4]> {
    let place = place.clone().at_row(1);
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(cause) => {
            let cause = cause.to_string();
            faults.add_row(place, Wrong::NoCsv { cause }, None);
            return None;
        }
    };
    let found = COLUMNS.map(|column| headers.iter().position(|header| header == column));
    for (column, position) in COLUMNS.iter().zip(found) {
        if position.is_none() {
            let mending = Mending::FirstRow(&COLUMNS);
            faults.add_row(place.clone(), Wrong::NoColumn { column }, Some(mending));
        }
    }
    match found {
        [Some(unit), Some(kind), Some(belongs_kind), Some(belongs)] => {
            Some([unit, kind, belongs_kind, belongs])
        }
        _ => None,
    }
}

fn entry(
    record: &csv::StringRecord,
    columns: &[usize; 4],
    place: &Place,
    faults: &mut Faults<'_>,
) -> Option<TerritoryEntry> {
    let cell = |column: usize| record.get(columns[column]).unwrap_or_default();
    let kind = word(
        cell(1),
        ReportingUnitKind::ALL,
        ReportingUnitKind::as_str,
        place.clone().at_column(COLUMNS[1]),
        faults,
    );
    let belongs_kind = word(
        cell(2),
        BelongsKind::ALL,
        BelongsKind::as_str,
        place.clone().at_column(COLUMNS[2]),
        faults,
    );
    Some(TerritoryEntry {
        reporting_unit: cell(0).to_owned(),
        kind: kind?,
        belongs_kind: belongs_kind?,
        belongs: cell(3).to_owned(),
    })
}

/// The variant that a cell names.
fn word<T: Copy>(
    text: &str,
    all: &[T],
    name_of: impl Fn(T) -> &'static str,
    place: Place,
    faults: &mut Faults<'_>,
) -> Option<T> {
    let found = all.iter().find(|variant| name_of(**variant) == text);
    if found.is_none() {
        let known: Vec<&str> = all.iter().map(|variant| name_of(*variant)).collect();
        let text = text.to_owned();
        let mending = known_word(&text, &known);
        faults.add_row(place, Wrong::UnknownCell { text }, mending);
    }
    found.copied()
}
