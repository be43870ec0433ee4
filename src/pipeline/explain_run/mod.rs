//! A published run asked why: two rows' weight as a waterfall, an entity's rows and links.
//!
//! Everything is read from the run's tables and manifest; nothing is linked again.

mod entity;
mod error;
mod pair;
mod run_tables;

pub use entity::{EntityExplanation, EntityPair, EntityRow, explain_entity};
pub use error::ExplainError;
pub use pair::{PairExplanation, explain_pair};
