//! A sheet as a CSV file in the encoding its department uses, written row by row.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::cell::Cell;
use crate::synth::error::SynthError;

/// How the bytes of a CSV file are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::synth) enum Encoding {
    /// As old desktop programs write.
    Gb18030,
    /// With a byte order mark, as WPS writes.
    Utf8Bom,
    /// As databases export.
    Utf8,
}

/// An open CSV file.
pub(super) struct CsvFile {
    path: PathBuf,
    out: BufWriter<File>,
    encoding: Encoding,
    width: usize,
}

impl CsvFile {
    /// Opens the file for rows of `width` fields.
    pub(super) fn create(
        path: &Path,
        width: usize,
        encoding: Encoding,
    ) -> Result<Self, SynthError> {
        let unwritable = |cause| SynthError::Unwritable {
            path: path.to_owned(),
            cause,
        };
        let mut out = BufWriter::new(File::create(path).map_err(unwritable)?);
        if encoding == Encoding::Utf8Bom {
            out.write_all("\u{feff}".as_bytes()).map_err(unwritable)?;
        }
        let path = path.to_owned();
        Ok(Self {
            path,
            out,
            encoding,
            width,
        })
    }

    /// Writes a row; one without cells becomes an empty line.
    pub(super) fn write(&mut self, cells: &[Cell]) -> Result<(), SynthError> {
        let mut line = String::new();
        if !cells.is_empty() {
            let fields: Vec<String> = (0..self.width.max(cells.len()))
                .map(|column| quoted(cells.get(column).unwrap_or(&Cell::Empty).shown()))
                .collect();
            line.push_str(&fields.join(","));
        }
        line.push_str("\r\n");
        let written = match self.encoding {
            Encoding::Gb18030 => self.out.write_all(&encoding_rs::GB18030.encode(&line).0),
            Encoding::Utf8Bom | Encoding::Utf8 => self.out.write_all(line.as_bytes()),
        };
        written.map_err(|cause| self.unwritable(cause))
    }

    /// Writes what is still buffered.
    pub(super) fn close(&mut self) -> Result<(), SynthError> {
        self.out.flush().map_err(|cause| self.unwritable(cause))
    }

    fn unwritable(&self, cause: std::io::Error) -> SynthError {
        SynthError::Unwritable {
            path: self.path.clone(),
            cause,
        }
    }
}

fn quoted(field: String) -> String {
    match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field,
    }
}
