//! The pipeline file, the stage graph derived from it, the scheduler that runs it, and the runs it
//! leaves behind.
//!
//! What comes in: the path of a pipeline file. What goes out: a published run, or every fault at
//! once. This room must never know how a figure is computed: it only says when and where.
//!
//! Not here yet: results of stages kept between runs; a killed run starts from the beginning.

pub mod explain_run;
pub mod file;
pub mod link_job;

mod width;

mod tables;

mod stage;

mod observer;

mod scheduler;

mod stages;

mod manifest;
mod summary;

mod run;

pub use manifest::{Conservation, InputFile, Manifest, SkippedSheet, StageEntry};
pub use observer::{Observer, Quiet};
pub use run::{Force, Outcome, Previous, RunError, RunOptions, run};
pub use scheduler::StageRecord;
pub use stage::StageError;
pub use stages::ingest_stage_name;
pub use summary::{MismatchFigures, SourceFigures, Summary};
pub use width::{display_width, is_wide};
