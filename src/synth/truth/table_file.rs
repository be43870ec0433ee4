//! A Parquet table written batch by batch, for its owner only.

use std::fs::File;
use std::path::{Path, PathBuf};

use arrow::record_batch::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use crate::synth::error::SynthError;
use crate::table::FORMAT_VERSION;

/// Rows that become one batch.
pub(super) const BATCH_ROWS: usize = 65_536;

/// An open table.
pub(super) struct TableFile {
    path: PathBuf,
    writer: ArrowWriter<File>,
}

impl TableFile {
    /// Opens `folder/name.parquet` for batches like `empty`.
    pub(super) fn create(
        folder: &Path,
        name: &str,
        empty: &RecordBatch,
    ) -> Result<Self, SynthError> {
        let path = folder.join(format!("{name}.parquet"));
        let file = File::create(&path).map_err(|cause| SynthError::Unwritable {
            path: path.clone(),
            cause,
        })?;
        let metadata = vec![KeyValue::new(
            "schema_version".to_owned(),
            FORMAT_VERSION.to_owned(),
        )];
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_key_value_metadata(Some(metadata))
            .set_created_by("minglu".to_owned())
            .build();
        let writer = ArrowWriter::try_new(file, empty.schema(), Some(properties))
            .map_err(|cause| broken(&path, cause))?;
        Ok(Self { path, writer })
    }

    /// Adds rows.
    pub(super) fn write(&mut self, batch: &RecordBatch) -> Result<(), SynthError> {
        let written = self.writer.write(batch);
        written.map_err(|cause| broken(&self.path, cause))
    }

    /// Finishes the file.
    pub(super) fn close(self) -> Result<(), SynthError> {
        let path = self.path;
        self.writer.close().map_err(|cause| broken(&path, cause))?;
        restrict(&path)
    }
}

fn broken(path: &Path, cause: ParquetError) -> SynthError {
    SynthError::Table {
        path: path.to_owned(),
        cause,
    }
}

/// Makes a file readable by its owner alone.
pub(in crate::synth) fn restrict(path: &Path) -> Result<(), SynthError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let owner_only = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(path, owner_only).map_err(|cause| {
            let path = path.to_owned();
            SynthError::Unwritable { path, cause }
        })?;
    }
    Ok(())
}
