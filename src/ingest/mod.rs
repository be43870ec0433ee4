//! Bytes to rows: readers, encodings, header detection, column mapping, quarantine, lineage.
//!
//! What comes in: a checked source description ([`SourceSpec`]) and the files it names. What goes
//! out: the source's rows in its table of [`table`](crate::table), the rows set aside, and what
//! became of every row of every sheet ([`Ingested`]); or every fault of every file at once; and,
//! without running anything, what would be read as what ([`check`]).
//! This room must never know what a row means to the federation: it maps columns and parses cells,
//! it judges nothing and links nothing.
//!
//! This version reads CSV, XLSX and XLS; not yet Parquet, databases, archives, nor two tables
//! standing side by side in one sheet.

pub mod check;

mod error;
mod spec;

mod encoding;
mod grid;
mod text_table;
mod workbook;

mod header;

mod cells;
mod furniture;
mod place_names;
mod reports;
mod rows;

mod sheet;

mod read;

pub use error::IngestError;
pub use read::{Ingested, inspect_file, inspect_source, read_source};
pub use spec::{Presence, SourceFile, SourceSpec, TextEncoding};
