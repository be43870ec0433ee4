//! The tables every room speaks in: one file per canonical schema, and the few words they share.
//!
//! What comes in: nothing. What goes out: Arrow schemas with typed rows and views, the closed
//! vocabularies of their columns, [`Place`] (where in a file something stands), the [`Progress`]
//! trait and, behind the `pipeline` feature, the one crossing to polars ([`bridge`]).
//! This room must never know what a rule means: it holds shapes, not judgements.

mod as_of;
mod cell;
mod declare;
mod key;
mod period;
mod place;
mod progress;
pub mod vocabulary;

pub mod field;

pub mod enterprise_rows;
pub mod movement_rows;
pub mod park_rows;
pub mod person_rows;
pub mod report_rows;
pub mod sheets_read;
pub mod union_rows;

pub mod crosswalk;
pub mod disagreements;
pub mod enterprises;
pub mod entities;
pub mod entity_history;
pub mod entity_ids;
pub mod pairs;

pub mod coverage;
pub mod directory_entries;
pub mod directory_overview;
pub mod street_overview;
pub mod union_registry;
pub mod unions;
pub mod unit_overview;
pub mod unorganised;
pub mod unread_names;

pub mod member_duplicates;
pub mod memberships;
pub mod person_crosswalk;
pub mod person_links;
pub mod persons;

pub mod mismatch_rows;
pub mod quarantine;
pub mod report_mismatches;
pub mod system_corrections;
pub mod targets;

pub mod truth;

#[cfg(feature = "pipeline")]
pub mod bridge;
#[cfg(feature = "pipeline")]
pub mod stored;

#[cfg(test)]
pub(crate) mod sample;

pub use as_of::{AsOf, Grain};
pub use cell::{BadCell, BridgeItem, Cell, Provenance};
pub use declare::SchemaFault;
pub use key::{CorrectionId, EntityId, GroupId, KeyFault, PersonId, RecordKey};
pub use period::Period;
pub use place::{Place, RowIdentity};
pub use progress::{Progress, Silent};

/// The version of the table format, written into every Parquet file's metadata and the manifest.
pub const FORMAT_VERSION: &str = "1";
