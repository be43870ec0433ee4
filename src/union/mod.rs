//! The federation's own rules: scope, coverage, members, attribution, annual report, targets,
//! corrections.
//!
//! What comes in: accepted rows and entities. What goes out: the tables people and machines work
//! from. This room must never read or write a file.

pub mod policy;
pub mod territory;

pub mod source_names;

pub mod organising;

pub mod members;

pub mod annual_report;

pub mod corrections;

pub mod targets;

pub mod overview;
