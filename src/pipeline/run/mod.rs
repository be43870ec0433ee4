//! One run: from a checked pipeline to a published folder, or to nothing at all.

mod error;
mod folder;
mod inputs;
mod job;
mod state;

pub use error::RunError;
pub use job::{Force, Outcome, Previous, RunOptions, run};
