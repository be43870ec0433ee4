//! A sheet as a CSV file in the encoding its department uses.

use std::path::Path;

use super::sheet::{Cell, Sheet};
use crate::synth::error::SynthError;

/// How the bytes of a CSV file are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::synth) enum Encoding {
    /// As old desktop programs write.
    Gb18030,
    /// With a byte order mark, as WPS writes.
    Utf8Bom,
    /// As our own territory file is written.
    Utf8,
}

/// Writes `sheet`; an empty row becomes an empty line.
pub(in crate::synth) fn write_csv(
    path: &Path,
    sheet: &Sheet,
    encoding: Encoding,
) -> Result<(), SynthError> {
    let mut content = String::new();
    for row in &sheet.rows {
        if !row.is_empty() {
            let fields: Vec<String> = (0..sheet.width)
                .map(|column| quoted(&field(row.get(column).unwrap_or(&Cell::Empty))))
                .collect();
            content.push_str(&fields.join(","));
        }
        content.push_str("\r\n");
    }
    let bytes = match encoding {
        Encoding::Gb18030 => encoding_rs::GB18030.encode(&content).0.into_owned(),
        Encoding::Utf8Bom => format!("\u{feff}{content}").into_bytes(),
        Encoding::Utf8 => content.into_bytes(),
    };
    std::fs::write(path, bytes).map_err(|cause| {
        let path = path.to_owned();
        SynthError::Unwritable { path, cause }
    })
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(words) => words.clone(),
        Cell::Number(value) => value.to_string(),
        Cell::Date(day) => day.to_string(),
    }
}

fn quoted(field: &str) -> String {
    match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.to_owned(),
    }
}
