//! The tables of a synthetic city's truth (`truth/`): written by the generator, read by the judge.
//!
//! Row identities are those of the outputs, so truth and run are joined on them.

pub mod coverage;
pub mod crosswalk;
pub mod enterprises;
pub mod member_duplicates;
pub mod person_crosswalk;
pub mod unions;
pub mod unorganised;
