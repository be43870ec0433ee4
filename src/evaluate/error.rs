//! Why a run cannot be held against a truth.

use crate::table::SchemaFault;
use crate::table::stored::StoredFault;

/// Why a run cannot be held against a truth.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvaluateError {
    /// A table is absent or unreadable.
    #[error("a table is missing")]
    Table(#[from] StoredFault),
    /// A table lacks a column or has another type.
    #[error("a table is not what it is taken for")]
    Schema(#[from] SchemaFault),
    /// The truth is of another city.
    #[error("run and truth have no row in common: the truth is of another city")]
    NothingInCommon,
}
