//! The figures a director asks for first: how many workplaces, how many with a union, unit by unit.
//!
//! What comes in: the finished list and the unorganised ledger. What goes out: one row per reporting
//! unit. This room must never decide anything about an enterprise: it counts what others decided.

mod reporting_units;

pub use reporting_units::{OverviewInputs, unit_overview};
