//! Why a linkage could not be read, run or written.

use std::path::PathBuf;

use crate::linkage::LinkFault;
use crate::table::stored::StoredFault;

/// Why a linkage could not be read, run or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LinkJobError {
    /// The specification or a model is not there or not readable.
    #[error("{path}: cannot be read", path = path.display())]
    Unreadable {
        /// Which file.
        path: PathBuf,
        /// The system's words.
        #[source]
        cause: std::io::Error,
    },
    /// The specification is no TOML of the right shape.
    #[error("{path}: no link specification", path = path.display())]
    Spec {
        /// Which file.
        path: PathBuf,
        /// Where and what.
        #[source]
        cause: Box<toml::de::Error>,
    },
    /// A table of the specification names no file.
    #[error("{path}: table `{table}` has no `file`", path = path.display())]
    NoFile {
        /// The specification.
        path: PathBuf,
        /// The table.
        table: String,
    },
    /// A table of known pairs that is not of the right shape.
    #[error("{path}: no known pairs: {words}", path = path.display())]
    Known {
        /// Which file.
        path: PathBuf,
        /// Where and what.
        words: String,
    },
    /// The model is no JSON of the right shape.
    #[error("{path}: no model", path = path.display())]
    Model {
        /// Which file.
        path: PathBuf,
        /// Where and what.
        #[source]
        cause: crate::linkage::ModelFault,
    },
    /// A CSV file cannot be read or written.
    #[error("{path}: cannot be read or written as CSV", path = path.display())]
    Csv {
        /// Which file.
        path: PathBuf,
        /// The library's words, with record and line.
        #[source]
        cause: csv::Error,
    },
    /// A Parquet table cannot be read.
    #[error("a table cannot be read")]
    Input(#[source] StoredFault),
    /// The linkage itself.
    #[error("the tables cannot be linked")]
    Link(#[from] LinkFault),
    /// A result cannot be written.
    #[error("{path}: cannot be written", path = path.display())]
    Unwritable {
        /// Which file.
        path: PathBuf,
        /// The system's words.
        #[source]
        cause: std::io::Error,
    },
    /// A Parquet result cannot be written.
    #[error("a result cannot be written")]
    Output(#[source] StoredFault),
}

impl LinkJobError {
    /// One sentence on how to mend it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Link(fault) => fault.hint(),
            Self::NoFile { .. } => {
                Some("add `file = \"…\"`, relative to the specification".to_owned())
            }
            Self::Unreadable { .. }
            | Self::Spec { .. }
            | Self::Known { .. }
            | Self::Model { .. }
            | Self::Csv { .. }
            | Self::Input(_)
            | Self::Unwritable { .. }
            | Self::Output(_) => None,
        }
    }
}
