//! The annual report (统计年报) held against the management system: where they differ, and why.
//!
//! What comes in: the rows of the report of this year and of the last, the system's union rows with
//! their registry, and what every member row adds to its union. What goes out: one row per unit and
//! indicator with a difference, a bridge of causes that adds up to it exactly, and the input rows
//! behind every cause. This room must never decide who is a member or who counts a person: it takes
//! both from `members`.
//!
//! Not yet: a report row that folds two unions into one is not split, and a cause that holds for
//! only some of its rows stays `unexplained`, because nothing says which rows the report counted.

mod figures;
mod name_key;

mod roster;
mod system;

mod links;
mod statement;

mod explain;
mod higher_levels;
mod totals;
mod union_level;

mod baselines;
mod reconcile;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

pub use baselines::{UnionBaselines, union_baselines};
pub use figures::{Line, Part};
pub use name_key::{code_key, name_key};
pub use reconcile::{Reconciliation, ReportInputs, reconcile};
pub use system::{SystemUnion, UnitState, system_unions};
