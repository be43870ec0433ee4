//! The two folders that are held against each other.

use std::path::{Path, PathBuf};

use arrow::record_batch::RecordBatch;

use super::error::{EvaluateError, Side};
use crate::table::SchemaFault;
use crate::table::stored;

/// A folder of tables.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    side: Side,
}

impl Folder {
    /// The tables of the run at `path`: a run's own folder, or an output folder with its `latest`.
    pub(super) fn of_run(path: &Path) -> Result<Self, EvaluateError> {
        let latest = std::fs::read_to_string(path.join("latest")).ok();
        let newest = latest.map(|name| path.join("runs").join(name.trim_end()));
        let run = newest.as_deref().unwrap_or(path);
        let tables = run.join("tables");
        if !tables.is_dir() {
            let path = path.to_owned();
            return Err(EvaluateError::NoRun { path });
        }
        Ok(Self {
            path: tables,
            side: Side::Run,
        })
    }

    /// The truth at `path`.
    pub(super) fn of_truth(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
            side: Side::Truth,
        }
    }

    /// The whole table `table`.
    pub(super) fn table(&self, table: &'static str) -> Result<RecordBatch, EvaluateError> {
        let path = self.path.join(format!("{table}.parquet"));
        stored::read(&path).map_err(|cause| EvaluateError::Table {
            side: self.side,
            table,
            cause,
        })
    }

    /// A view of one of this folder's tables; says whose table is faulty.
    pub(super) fn bound<V>(&self, view: Result<V, SchemaFault>) -> Result<V, EvaluateError> {
        view.map_err(|cause| EvaluateError::Schema {
            side: self.side,
            cause,
        })
    }
}
