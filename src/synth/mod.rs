//! A deterministic synthetic city with truth: the files departments would send, and what is in them.
//!
//! What comes in: sizes, a seed, a folder. What goes out: files of every department in the formats
//! and with the noise of real ones, a pipeline file over them, and `truth/`, which says of every row
//! which enterprise or person it is, what should be found, and why report and system differ.
//! This room must never know how names are folded or compared: it shares no table with the rooms
//! that must see through its noise.
//!
//! The city is made ward by ward: a ward is founded whole, written into every open file, noted in the
//! truth, and forgotten.

mod error;
mod random;
mod scenario;

mod codes;
mod figures;
mod name_book;
mod names;
mod near_twins;
mod places;
mod real_names;

mod enterprise;
mod founder;
mod people;
mod unions;
mod ward;

mod files;
mod noise;
mod truth;

mod member_files;
mod members;
mod registries;
mod report;
mod union_system;

mod pipeline_file;
mod summary;

mod generate;

pub use error::SynthError;
pub use generate::{SynthSettings, SynthSummary, generate};
pub use scenario::Noise;
