//! Why a file for people could not be written.

use std::path::PathBuf;

use crate::table::SchemaFault;

/// Why a file for people could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// The file cannot be created.
    #[error("{path}: cannot be created", path = path.display())]
    Create {
        /// Which file.
        path: PathBuf,
        /// The system's words.
        #[source]
        cause: std::io::Error,
    },
    /// The workbook cannot be written: a full disk, or more rows than a sheet holds.
    #[error("{path}: cannot be written as a workbook", path = path.display())]
    Workbook {
        /// Which file.
        path: PathBuf,
        /// The library's words.
        #[source]
        cause: rust_xlsxwriter::XlsxError,
    },
    /// A table is not what it is taken for.
    #[error("a table cannot be shown")]
    Schema(#[from] SchemaFault),
}
