//! Tables on disk: Parquet with fixed properties, readable by their owner alone.
//!
//! The same batch gives the same bytes: no clock, no machine, no thread count enters the file.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::compute::concat_batches;
use arrow::record_batch::{RecordBatch, RecordBatchReader as _};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::arrow::{ArrowWriter, ProjectionMask};
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use super::FORMAT_VERSION;

/// The metadata key that holds [`FORMAT_VERSION`].
pub const VERSION_KEY: &str = "minglu.format_version";

/// Rows per row group: small enough that a reader of one group stays below some 100 MB.
const ROW_GROUP_ROWS_MAX: usize = 1 << 20;

/// Why a table could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum StoredFault {
    /// The file cannot be created or opened.
    #[error("{path}: cannot be opened", path = path.display())]
    Open {
        /// Which file.
        path: PathBuf,
        /// The system's words.
        #[source]
        cause: std::io::Error,
    },
    /// The file is no Parquet file, or a disk gave up while it was written.
    #[error("{path}: cannot be written or read as Parquet", path = path.display())]
    Parquet {
        /// Which file.
        path: PathBuf,
        /// The library's words.
        #[source]
        cause: ParquetError,
    },
}

/// Creates a file that its owner alone may read; an existing one is replaced.
///
/// # Errors
/// The system's own.
pub fn create_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Writes `batch` to `path` with zstd and the format's version in the metadata.
///
/// # Errors
/// [`StoredFault`]: no permission, a full disk.
pub fn write(path: &Path, batch: &RecordBatch) -> Result<(), StoredFault> {
    let file = create_private(path).map_err(|cause| StoredFault::Open {
        path: path.to_owned(),
        cause,
    })?;
    let version = KeyValue::new(VERSION_KEY.to_owned(), FORMAT_VERSION.to_owned());
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS_MAX))
        .set_created_by("minglu".to_owned())
        .set_key_value_metadata(Some(vec![version]))
        .build();
    let written = || -> Result<(), ParquetError> {
        let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties))?;
        writer.write(batch)?;
        writer.close()?;
        Ok(())
    };
    written().map_err(|cause| StoredFault::Parquet {
        path: path.to_owned(),
        cause,
    })
}

/// Reads the whole table at `path`.
///
/// # Errors
/// [`StoredFault`]: absent, unreadable, not Parquet.
pub fn read(path: &Path) -> Result<RecordBatch, StoredFault> {
    read_columns(path, &[])
}

/// Reads those of the `asked` columns that the table at `path` has; all where none is asked for or
/// one of them is not there, so that whoever misses it can say what there is.
///
/// # Errors
/// [`StoredFault`]: absent, unreadable, not Parquet.
pub fn read_columns(path: &Path, asked: &[&str]) -> Result<RecordBatch, StoredFault> {
    let file = File::open(path).map_err(|cause| StoredFault::Open {
        path: path.to_owned(),
        cause,
    })?;
    let gathered = || -> Result<RecordBatch, ParquetError> {
        let mut builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
        let names = builder.schema().fields().iter().map(|field| field.name());
        let places: Vec<usize> = names
            .enumerate()
            .filter(|(_, name)| asked.contains(&name.as_str()))
            .map(|(place, _)| place)
            .collect();
        if places.len() == asked.len() && !asked.is_empty() {
            let mask = ProjectionMask::roots(builder.parquet_schema(), places);
            builder = builder.with_projection(mask);
        }
        // One batch for all rows needs no second copy to put several together.
        let n_rows = builder.metadata().file_metadata().num_rows();
        let reader = builder.with_batch_size(usize::try_from(n_rows).unwrap_or(1).max(1));
        let reader = reader.build()?;
        // The file's own metadata is no part of the table.
        let fields = reader.schema().fields().clone();
        let schema = Arc::new(arrow::datatypes::Schema::new(fields));
        let batches = reader
            .map(|batch| {
                Ok(RecordBatch::try_new(
                    schema.clone(),
                    batch?.columns().to_vec(),
                )?)
            })
            .collect::<Result<Vec<_>, ParquetError>>()?;
        match batches.as_slice() {
            [only] => Ok(only.clone()),
            _ => Ok(concat_batches(&schema, &batches)?),
        }
    };
    gathered().map_err(|cause| StoredFault::Parquet {
        path: path.to_owned(),
        cause,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::sheets_read;

    fn row() -> sheets_read::Row {
        sheets_read::Row {
            source: "tax".to_owned(),
            file: "a.csv".to_owned(),
            sheet: None,
            read: 3,
            accepted: 2,
            quarantined: 0,
            title: 0,
            unit: 0,
            header: 1,
            section: 0,
            placeholder: 0,
            total: 0,
            note: 0,
            blank: 0,
            skipped_reason: None,
        }
    }

    #[test]
    fn a_table_reads_back_as_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sheets_read.parquet");
        for batch in [sheets_read::batch(&[row(), row()]), sheets_read::batch(&[])] {
            write(&path, &batch).unwrap();
            assert_eq!(read(&path).unwrap(), batch);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_table_is_readable_by_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.parquet");
        write(&path, &sheets_read::batch(&[row()])).unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_missing_table_is_named() {
        let fault = read(Path::new("no/such/table.parquet")).unwrap_err();
        let expected = "no/such/table.parquet: cannot be opened";
        assert_eq!(fault.to_string(), expected);
    }
}
