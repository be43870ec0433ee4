//! A specification, its tables and a model, read from files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, StringBuilder};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::record_batch::RecordBatch;

use super::LinkJobError;
use super::known::read_known;
use crate::linkage::{LinkSpec, Model};
use crate::table::stored;

/// A specification with the place its paths are relative to.
#[derive(Debug, Clone)]
pub struct LinkJob {
    /// The file it was read from.
    pub path: PathBuf,
    /// What is linked and how.
    pub spec: LinkSpec,
}

/// Reads a link specification in TOML, with the table of known pairs that it names.
///
/// # Errors
/// [`LinkJobError`]: absent, or not of the right shape.
pub fn read_spec(path: &Path) -> Result<LinkJob, LinkJobError> {
    let text = text_of(path)?;
    let mut spec: LinkSpec = toml::from_str(&text).map_err(|cause| LinkJobError::Spec {
        path: path.to_owned(),
        cause: Box::new(cause),
    })?;
    if let Some(file) = &spec.known.file {
        let folder = path.parent().unwrap_or(Path::new(""));
        let decided = read_known(&folder.join(file))?;
        spec.known.pairs.extend(decided);
    }
    Ok(LinkJob {
        path: path.to_owned(),
        spec,
    })
}

/// Reads a saved model.
///
/// # Errors
/// [`LinkJobError`]: absent, or not of the right shape or version.
pub fn read_model(path: &Path) -> Result<Model, LinkJobError> {
    Model::from_json(&text_of(path)?).map_err(|cause| LinkJobError::Model {
        path: path.to_owned(),
        cause,
    })
}

fn text_of(path: &Path) -> Result<String, LinkJobError> {
    std::fs::read_to_string(path).map_err(|cause| LinkJobError::Unreadable {
        path: path.to_owned(),
        cause,
    })
}

/// Reads the tables in the order of the specification; a name that ends in `.csv` is CSV in UTF-8
/// with a header, any other Parquet.
///
/// # Errors
/// [`LinkJobError`]: a file is not named, absent or unreadable.
pub fn read_tables(job: &LinkJob) -> Result<Vec<RecordBatch>, LinkJobError> {
    let folder = job.path.parent().unwrap_or(Path::new(""));
    let asked = job.spec.source_columns();
    let tables = job.spec.tables.iter().map(|table| {
        let Some(file) = &table.file else {
            return Err(LinkJobError::NoFile {
                path: job.path.clone(),
                table: table.name.clone(),
            });
        };
        read_table(&folder.join(file), &asked)
    });
    tables.collect()
}

/// Reads a table; of Parquet the `asked` columns alone, where any are named.
pub(super) fn read_table(path: &Path, asked: &[&str]) -> Result<RecordBatch, LinkJobError> {
    let is_csv = |extension: &std::ffi::OsStr| extension.eq_ignore_ascii_case("csv");
    match path.extension().is_some_and(is_csv) {
        true => read_csv(path),
        false => stored::read_columns(path, asked).map_err(LinkJobError::Input),
    }
}

fn read_csv(path: &Path) -> Result<RecordBatch, LinkJobError> {
    let refuse = |cause| LinkJobError::Csv {
        path: path.to_owned(),
        cause,
    };
    let mut reader = csv::Reader::from_path(path).map_err(refuse)?;
    let headers = reader.headers().map_err(refuse)?.clone();
    let mut builders: Vec<StringBuilder> = headers.iter().map(|_| StringBuilder::new()).collect();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(refuse)? {
        for (builder, cell) in builders.iter_mut().zip(&record) {
            match cell.is_empty() {
                true => builder.append_null(),
                false => builder.append_value(cell),
            }
        }
    }
    // The byte order mark that spreadsheets write is no part of the first name.
    let field = |header: &str| {
        Field::new(
            header.trim_start_matches('\u{feff}').trim(),
            DataType::Utf8,
            true,
        )
    };
    let schema = Schema::new(headers.iter().map(field).collect::<Vec<_>>());
    let columns = builders
        .into_iter()
        .map(|mut builder| Arc::new(builder.finish()) as ArrayRef);
    Ok(RecordBatch::try_new(Arc::new(schema), columns.collect())
        .expect("every record has a cell per header"))
}
