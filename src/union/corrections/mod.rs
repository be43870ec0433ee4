//! What must be typed into the management system (组建系统补录更正清单).
//!
//! What comes in: the findings of all other rooms of `union`. What goes out: one row per field typed,
//! keyed by the system's own keys, each saying how sure it is and which mismatches it cures. This
//! room must never find anything by itself: it turns findings into acts.
//!
//! An act claims to cure only what is gone when it has been typed and the pipeline runs again; where
//! a fault of the system has merely spread into the report, its evidence says which figures.
//!
//! Not yet: a head count is corrected only where a roster proves it, or proposed for review where the
//! report differs without any explanation.

mod act;
mod cures;
mod right_code;
mod right_name;

mod enterprise_acts;
mod field_acts;
mod member_acts;
mod union_acts;

mod corrections_table;

#[cfg(test)]
mod tests;

pub use corrections_table::{CorrectionInputs, corrections};
