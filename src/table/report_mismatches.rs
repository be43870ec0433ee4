//! Where annual report and recomputed system differ (年报差异核对表).

use super::cell::BridgeItem;
use super::declare::table;
use super::vocabulary::{Basis, Indicator, MismatchLevel};

table! {
    "report_mismatches", key [level, unit, indicator];
    /// One unit × indicator with a difference.
    Row {
        /// Union, reporting unit or city.
        level: MismatchLevel,
        /// Union code, reporting unit, or the region of the pipeline.
        unit: String,
        /// Which figure.
        indicator: Indicator,
        /// What it was recomputed from.
        basis: Basis,
        /// What the report says.
        reported: Option<i64>,
        /// What the system holds.
        system_raw: Option<i64>,
        /// What the system holds after the rules.
        recomputed: Option<i64>,
        /// `reported − recomputed`, a missing side as 0.
        difference: i64,
        /// Causes; they sum to `difference`.
        bridge: Vec<BridgeItem>,
    }
}
