//! Generic linkage at the edge: a specification and its tables read, the results written.
//!
//! `linkage` itself never reads a file; this is the small part of a linkage that does.

mod error;
mod known;
mod read;
mod write;

pub use error::LinkJobError;
pub use read::{LinkJob, read_model, read_spec, read_tables};
pub use write::{ResultFormat, write_results};
