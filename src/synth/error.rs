//! Why a city could not be made.

use std::path::PathBuf;

/// What stops the generator.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SynthError {
    /// Fewer enterprises than the planted scenarios need.
    #[error("found {found} enterprises, expected at least {least}")]
    TooSmall {
        /// Enterprises asked for.
        found: u32,
        /// The least the scenarios fit into.
        least: u32,
    },
    /// A folder or file cannot be written.
    #[error("{path}: cannot be written", path = path.display())]
    Unwritable {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// The table of names cannot be opened.
    #[error("{path}: cannot be read", path = path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// The table of names lacks columns.
    #[error("{path}: found columns `{}`, expected also `{}`", found.join("`, `"), lacking.join("`, `"), path = path.display())]
    MissingColumns {
        /// Which.
        path: PathBuf,
        /// What is not there.
        lacking: Vec<String>,
        /// What is there.
        found: Vec<String>,
    },
    /// A workbook cannot be written.
    #[error("{path}: the workbook cannot be written", path = path.display())]
    Workbook {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: rust_xlsxwriter::XlsxError,
    },
    /// The table of names is no readable table.
    #[error("{path}: the table cannot be read", path = path.display())]
    TableUnreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: parquet::errors::ParquetError,
    },
    /// A truth table cannot be written.
    #[error("{path}: the table cannot be written", path = path.display())]
    Table {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: parquet::errors::ParquetError,
    },
}

impl SynthError {
    /// One sentence on how to mend it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::TooSmall { least, .. } => Some(format!("ask for at least {least} enterprises")),
            Self::Unreadable { .. } | Self::TableUnreadable { .. } => Some("check that the file exists and is yours".to_owned()),
            Self::MissingColumns { .. } => Some(
                "give a table of registrations with name, uscc, registered_on, province, city and address"
                    .to_owned(),
            ),
            Self::Unwritable { .. } | Self::Workbook { .. } | Self::Table { .. } => {
                Some("check that the folder exists, is yours and has room".to_owned())
            }
        }
    }
}
