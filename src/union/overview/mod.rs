//! The figures a director asks for first: how many workplaces, how many with a union, unit by unit.
//!
//! What comes in: the finished list and the unorganised ledger. What goes out: one row per reporting
//! unit. This room must never decide anything about an enterprise: it counts what others decided.

mod directory_figures;
mod reporting_units;
mod streets;

pub use directory_figures::{DirectoryInputs, directory_overview};
pub use reporting_units::{OverviewInputs, unit_overview};
pub use streets::street_overview;
