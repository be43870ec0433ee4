//! Why two runs cannot be compared.

use std::path::PathBuf;

use crate::table::SchemaFault;
use crate::table::stored::StoredFault;

/// Why two runs cannot be compared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CompareError {
    /// The folder holds neither tables nor the name of a latest run.
    #[error("{path}: is no run", path = path.display())]
    NoRun {
        /// The folder.
        path: PathBuf,
    },
    /// A table cannot be read.
    #[error("a table cannot be read")]
    Table(#[from] StoredFault),
    /// A table is of another shape, as of another version.
    #[error("a table has another shape than this version writes")]
    Schema(#[from] SchemaFault),
}

impl CompareError {
    /// One sentence on how to mend it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoRun { .. } => Some(
                "name a folder below `<output>/runs/`, or the output folder for its latest run"
                    .to_owned(),
            ),
            Self::Table(_) => None,
            Self::Schema(_) => Some("run the older pipeline again with this version".to_owned()),
        }
    }
}
