//! Two runs held against each other: what changed in the list, in coverage and among the members.
//!
//! What comes in: the folders of two published runs, the earlier first. What goes out: one
//! [`Difference`]. Entities are followed by their record keys, so that merges and splits are seen
//! whatever state the later run began from. This room must never know how a run was made: it reads
//! tables alone.

mod difference;
mod entities;
mod error;
mod members;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use arrow::record_batch::RecordBatch;

pub use difference::{
    Difference, EntityChanges, Followed, MemberChanges, MemberMove, Mention, Organised,
    StatusChange,
};
pub use error::CompareError;

use crate::table::{coverage, enterprises, entity_ids, persons, stored};

/// The tables of a run that are compared.
struct Run {
    name: String,
    enterprises: RecordBatch,
    coverage: RecordBatch,
    entity_ids: RecordBatch,
    persons: RecordBatch,
}

/// What changed from the run in `earlier` to the run in `later`; an output folder stands for its
/// latest run.
///
/// # Errors
/// [`CompareError`]: a folder is no run, or a table is of another shape.
pub fn compare(earlier: &Path, later: &Path) -> Result<Difference, CompareError> {
    let (earlier, later) = (Run::read(earlier)?, Run::read(later)?);
    Ok(Difference {
        entities: entities::changes(&earlier, &later)?,
        members: members::changes(&earlier, &later)?,
        earlier: earlier.name,
        later: later.name,
    })
}

impl Run {
    fn read(folder: &Path) -> Result<Self, CompareError> {
        let folder = settle(folder)?;
        let table = |part: &str, name: &str| {
            let path = folder.join(part).join(format!("{name}.parquet"));
            stored::read(&path)
        };
        Ok(Self {
            name: folder
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default(),
            enterprises: table("tables", enterprises::NAME)?,
            coverage: table("tables", coverage::NAME)?,
            entity_ids: table("state", entity_ids::NAME)?,
            persons: table("tables", persons::NAME)?,
        })
    }
}

/// The run's folder; of an output folder the one that `latest` names.
fn settle(folder: &Path) -> Result<PathBuf, CompareError> {
    let no_run = || CompareError::NoRun {
        path: folder.to_owned(),
    };
    if folder.join("tables").is_dir() {
        return Ok(folder.to_owned());
    }
    let latest = std::fs::read_to_string(folder.join("latest")).map_err(|_| no_run())?;
    let run = folder.join("runs").join(latest.trim());
    match run.join("tables").is_dir() {
        true => Ok(run),
        false => Err(no_run()),
    }
}
