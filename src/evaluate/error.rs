//! Why a run cannot be held against a truth.

use std::fmt;
use std::path::PathBuf;

use crate::table::SchemaFault;
use crate::table::stored::StoredFault;

/// Whose table it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The run's.
    Run,
    /// The truth's.
    Truth,
}

impl fmt::Display for Side {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Run => "run",
            Self::Truth => "truth",
        })
    }
}

/// Why a run cannot be held against a truth.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluateError {
    /// The folder is no run: neither it nor what its `latest` names holds `tables`.
    #[error("{path}: no run: neither `tables` nor `latest` is in it", path = path.display())]
    NoRun {
        /// What was given.
        path: PathBuf,
    },
    /// A table is absent or unreadable.
    #[error("the {side} lacks the table `{table}`, or it cannot be read")]
    Table {
        /// Whose.
        side: Side,
        /// Which.
        table: &'static str,
        /// What the file system or Parquet says.
        #[source]
        cause: StoredFault,
    },
    /// A table lacks a column or has another type.
    #[error("a table of the {side} is not what it is taken for")]
    Schema {
        /// Whose.
        side: Side,
        /// Which table and column.
        #[source]
        cause: SchemaFault,
    },
    /// The truth is of another city.
    #[error(
        "run and truth have no row of `{table}` in common ({n_run} rows and {n_truth}): the truth is of another city"
    )]
    NothingInCommon {
        /// The table joined on.
        table: &'static str,
        /// Rows in the run.
        n_run: usize,
        /// Rows in the truth.
        n_truth: usize,
    },
}

impl EvaluateError {
    /// How to mend it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoRun { .. } => {
                "give `<output>/runs/<run>`, or `<output>` itself for its newest run"
            }
            Self::Table {
                side: Side::Run, ..
            }
            | Self::Schema {
                side: Side::Run, ..
            } => "run the pipeline again with this version",
            Self::Table {
                side: Side::Truth, ..
            }
            | Self::Schema {
                side: Side::Truth, ..
            } => "`minglu synth` writes a whole truth; src/table/truth declares its tables",
            Self::NothingInCommon { .. } => {
                "rows are joined on source, file, sheet and row: the run's pipeline file must name sources and files as the truth does"
            }
        }
    }
}
