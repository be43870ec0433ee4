//! Ledgers as workbooks: data in, files out.
//!
//! What comes in: finished tables. What goes out: files in a folder the caller names, for the owner
//! alone. Tables themselves are written by [`crate::table::stored`], so that every room that keeps
//! one writes it alike. This room must never compute a figure: it only shows.
//!
//! Not here yet: the HTML report and the packs per reporting unit.

mod error;
mod words;
mod workbook;

mod ledgers;

pub use error::PublishError;
pub use ledgers::{LedgerInputs, RunFacts, write_ledgers};
pub use words::Lang;
