//! Why a question about a run cannot be answered.

use std::path::PathBuf;

use crate::table::SchemaFault;
use crate::table::stored::StoredFault;

/// Why a question about a run cannot be answered.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {
    /// No manifest there, or one of another shape.
    #[error("{path}: no run", path = path.display())]
    NoRun {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// A table of the run cannot be read.
    #[error("a table of the run cannot be read")]
    Table(#[from] StoredFault),
    /// A table of the run is of another shape.
    #[error("a table of the run is of another version")]
    Schema(#[from] SchemaFault),
    /// Nothing is named so.
    #[error("no {what} of the run is `{name}`")]
    Unknown {
        /// `row` or `entity`.
        what: &'static str,
        /// As asked.
        name: String,
    },
    /// Several are named so.
    #[error("{n_found} {what}s of the run are `{name}`")]
    Ambiguous {
        /// `row` or `entity`.
        what: &'static str,
        /// As asked.
        name: String,
        /// How many.
        n_found: usize,
    },
    /// The pair is below the review threshold, or was never compared.
    #[error("rows {left} and {right} are no scored pair")]
    NotScored {
        /// One key.
        left: String,
        /// The other.
        right: String,
    },
}

impl ExplainError {
    /// One sentence on how to mend it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoRun { .. } => Some("name a folder `runs/<run>` of the output"),
            Self::Unknown { .. } | Self::Ambiguous { .. } => Some(
                "name a row by its record key, the first digits of it, or `source:row` or `source:sheet:row`; an entity by its id",
            ),
            Self::NotScored { .. } => Some(
                "no blocking rule paired them, or their weight is below the review threshold of the run",
            ),
            Self::Table(_) | Self::Schema(_) => None,
        }
    }
}
