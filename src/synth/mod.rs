//! A deterministic synthetic city with truth: the files departments would send, and what is in them.
//!
//! What comes in: sizes, a seed, a folder. What goes out: files of every department in the formats
//! and with the noise of real ones, a pipeline file over them, and `truth/`, which says of every row
//! which enterprise or person it is, what should be found, and why report and system differ.
//! This room must never know how names are folded or compared: it shares no table with the rooms
//! that must see through its noise.
//!
//! This version holds the city in memory and plants each report cause in units of their own (mixes
//! of person causes excepted); it has no `movements` files and no dispatched-only sites.

mod error;
mod random;

mod codes;
mod names;
mod places;

mod enterprises;
mod figures;
mod unions;

mod city;
mod members;
mod noise;
mod people;
mod report;

mod files;
mod member_files;
mod pipeline_file;
mod registries;
mod report_files;
mod union_system;

mod reconcile;
mod summary;
mod truth;

mod generate;

pub use error::SynthError;
pub use generate::{SynthSettings, SynthSummary, generate};
