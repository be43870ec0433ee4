//! Which mismatches an act removes or lessens, and to which it is merely related.
//!
//! A mismatch holds the report against what the rules make of the system, and the rules already look
//! through most faults of the system: a duplicate closed changes no recomputed figure, so where the
//! report copied it the report must be corrected, and the act says so without claiming a cure. Acts
//! cure where the rules lack something: a union the system does not have, a count nothing proves, two
//! people under one id.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::vocabulary::{Cause, Indicator, MismatchLevel};
use crate::table::{RowIdentity, mismatch_rows, report_mismatches};

/// The mismatches by the rows and causes behind them.
#[derive(Debug, Default)]
pub(super) struct Related {
    by_row: BTreeMap<RowIdentity, BTreeSet<String>>,
    by_cause: BTreeMap<(String, Cause), BTreeSet<String>>,
}

impl Related {
    pub(super) fn of(mismatches: &[report_mismatches::Row], rows: &[mismatch_rows::Row]) -> Self {
        let mut related = Self::default();
        for row in rows {
            let names = related.by_row.entry(row.identity()).or_default();
            names.insert(name(&row.unit, row.indicator));
        }
        for mismatch in mismatches
            .iter()
            .filter(|row| row.level == MismatchLevel::Union)
        {
            for item in &mismatch.bridge {
                let key = (mismatch.unit.clone(), item.cause);
                let names = related.by_cause.entry(key).or_default();
                names.insert(name(&mismatch.unit, mismatch.indicator));
            }
        }
        related
    }

    /// The mismatches that `row` stands behind.
    pub(super) fn of_row(&self, row: &RowIdentity) -> Vec<String> {
        let names = self.by_row.get(row).into_iter().flatten();
        names.cloned().collect()
    }

    /// `evidence`, and to which figures of the report the fault of `row` has spread.
    pub(super) fn evidence_of_row(&self, evidence: &str, row: &RowIdentity) -> String {
        spread(evidence, self.by_row.get(row))
    }

    /// `evidence`, and to which figures of the report `cause` has spread.
    pub(super) fn evidence_of_cause(&self, evidence: &str, unit: &str, cause: Cause) -> String {
        spread(evidence, self.by_cause.get(&(unit.to_owned(), cause)))
    }
}

fn spread(evidence: &str, names: Option<&BTreeSet<String>>) -> String {
    let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
    if names.is_empty() {
        return evidence.to_owned();
    }
    format!("{evidence}；年报{}含此项，须另行更正年报", names.join("、"))
}

/// `unit/indicator`.
pub(super) fn name(unit: &str, indicator: Indicator) -> String {
    format!("{unit}/{indicator}")
}
