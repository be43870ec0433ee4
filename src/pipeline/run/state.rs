//! What the next run reads of this one, so that entity ids stay what they were.

use std::path::Path;

use super::error::RunError;
use crate::enterprise::State;
use crate::table::stored::{self, StoredFault};
use crate::table::{entity_history, entity_ids};

/// The state of the run in `folder`, with its hash.
pub(super) fn read(folder: &Path) -> Result<(State, String), StoredFault> {
    let file = |name: &str| folder.join("state").join(format!("{name}.parquet"));
    let state = State {
        entity_ids: stored::read(&file(entity_ids::NAME))?,
        entity_history: stored::read(&file(entity_history::NAME))?,
    };
    let mut hasher = blake3::Hasher::new();
    for name in [entity_ids::NAME, entity_history::NAME] {
        let bytes = std::fs::read(file(name)).map_err(|cause| StoredFault::Open {
            path: file(name),
            cause,
        })?;
        hasher.update(&bytes);
    }
    Ok((state, hasher.finalize().to_hex().to_string()))
}

/// The same, or the error that names the run it was asked of.
pub(super) fn read_of_run(folder: &Path, name: &str) -> Result<(State, String), RunError> {
    read(folder).map_err(|cause| RunError::Previous {
        name: name.to_owned(),
        cause: Box::new(cause),
    })
}
