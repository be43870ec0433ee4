//! The year's targets (目标完成情况).

use super::declare::table;
use super::vocabulary::{Basis, Measure, Met, TargetKind};

table! {
    "targets", key [unit, target];
    /// One unit × target.
    Row {
        /// Reporting unit, union code, zone, or the region of the pipeline.
        unit: String,
        /// Which target.
        target: TargetKind,
        /// Growth or rate.
        measure: Measure,
        /// What must be reached, 0..
        threshold: f64,
        /// Last year's figure, persons.
        baseline: Option<f64>,
        /// Persons.
        numerator: Option<f64>,
        /// Persons.
        denominator: Option<f64>,
        /// What was reached.
        actual: Option<f64>,
        /// Persons or counts.
        basis: Basis,
        /// Whether.
        met: Met,
        /// Members still missing, persons.
        shortfall_members: Option<i64>,
    }
}
