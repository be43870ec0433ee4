//! Bytes to rows: readers, encodings, header detection, column mapping, quarantine, lineage.
//!
//! What comes in: a checked source description ([`SourceSpec`]) and the files it names. What goes
//! out: the source's rows in its table of [`table`](crate::table), the rows set aside, and what
//! became of every row of every sheet ([`Ingested`]); or every fault of every file at once; and,
//! without running anything, what would be read as what ([`check`]).
//! This room must never know what a row means to the federation: it maps columns and parses cells,
//! it judges nothing and links nothing.
//!
//! This version reads CSV, XLSX and XLS; not yet Parquet, databases and archives.

mod as_of;
mod body;
mod cell_value;
pub mod check;
mod encoding;
mod error;
mod file;
mod grid;
mod header;
mod inspect;
mod numerals;
mod parts;
mod place_label;
mod read;
mod record;
mod rows;
mod sheet;
mod spec;
mod text_table;
mod validity;
mod workbook;

pub use error::IngestError;
pub use inspect::{inspect_file, inspect_source};
pub use read::{Ingested, read_source};
pub use spec::{Presence, SourceFile, SourceSpec, TextEncoding};
