//! Which mismatches an act removes or lessens.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::vocabulary::{Cause, Indicator, MismatchLevel};
use crate::table::{RowIdentity, mismatch_rows, report_mismatches};

/// The mismatches by the rows and causes behind them.
#[derive(Debug, Default)]
pub(super) struct Cures {
    by_row: BTreeMap<RowIdentity, BTreeSet<String>>,
    by_cause: BTreeMap<(String, Cause), BTreeSet<String>>,
}

impl Cures {
    pub(super) fn of(mismatches: &[report_mismatches::Row], rows: &[mismatch_rows::Row]) -> Self {
        let mut cures = Self::default();
        for row in rows {
            let cured = cures.by_row.entry(row.identity()).or_default();
            cured.insert(name(&row.unit, row.indicator));
        }
        for mismatch in mismatches
            .iter()
            .filter(|row| row.level == MismatchLevel::Union)
        {
            for item in &mismatch.bridge {
                let key = (mismatch.unit.clone(), item.cause);
                let cured = cures.by_cause.entry(key).or_default();
                cured.insert(name(&mismatch.unit, mismatch.indicator));
            }
        }
        cures
    }

    /// The mismatches that `row` stands behind.
    pub(super) fn of_row(&self, row: &RowIdentity) -> Vec<String> {
        self.by_row
            .get(row)
            .into_iter()
            .flatten()
            .cloned()
            .collect()
    }

    /// The mismatches of `unit` with `cause` in their bridge.
    pub(super) fn of_cause(&self, unit: &str, cause: Cause) -> Vec<String> {
        let cured = self.by_cause.get(&(unit.to_owned(), cause));
        cured.into_iter().flatten().cloned().collect()
    }
}

/// `unit/indicator`.
pub(super) fn name(unit: &str, indicator: Indicator) -> String {
    format!("{unit}/{indicator}")
}
