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
    /// A workbook cannot be written.
    #[error("{path}: the workbook cannot be written", path = path.display())]
    Workbook {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        cause: rust_xlsxwriter::XlsxError,
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
            Self::Unwritable { .. } | Self::Workbook { .. } | Self::Table { .. } => {
                Some("check that the folder exists, is yours and has room".to_owned())
            }
        }
    }
}
