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

/// One indicator of one unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Figure {
    unit: String,
    indicator: Indicator,
}

impl Figure {
    pub(super) fn of(mismatch: &report_mismatches::Row) -> Self {
        Self {
            unit: mismatch.unit.clone(),
            indicator: mismatch.indicator,
        }
    }

    /// `unit/indicator`.
    pub(super) fn key(&self) -> String {
        format!("{}/{}", self.unit, self.indicator)
    }
}

/// The mismatches by the rows and causes behind them.
#[derive(Debug, Default)]
pub(super) struct Related {
    by_row: BTreeMap<RowIdentity, BTreeSet<Figure>>,
    by_cause: BTreeMap<(String, Cause), BTreeSet<Figure>>,
}

impl Related {
    pub(super) fn of(mismatches: &[report_mismatches::Row], rows: &[mismatch_rows::Row]) -> Self {
        let mut related = Self::default();
        for row in rows {
            let figures = related.by_row.entry(row.identity()).or_default();
            figures.insert(Figure {
                unit: row.unit.clone(),
                indicator: row.indicator,
            });
        }
        for mismatch in mismatches
            .iter()
            .filter(|row| row.level == MismatchLevel::Union)
        {
            for item in &mismatch.bridge {
                let key = (mismatch.unit.clone(), item.cause);
                let figures = related.by_cause.entry(key).or_default();
                figures.insert(Figure::of(mismatch));
            }
        }
        related
    }

    /// The mismatches that `row` stands behind.
    pub(super) fn of_row(&self, row: &RowIdentity) -> Vec<String> {
        let figures = self.by_row.get(row).into_iter().flatten();
        figures.map(Figure::key).collect()
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

fn spread(evidence: &str, figures: Option<&BTreeSet<Figure>>) -> String {
    let mut indicators: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for figure in figures.into_iter().flatten() {
        let of_unit = indicators.entry(&figure.unit).or_default();
        of_unit.push(figure.indicator.office_word());
    }
    if indicators.is_empty() {
        return evidence.to_owned();
    }
    let units: Vec<String> = indicators
        .into_iter()
        .map(|(unit, indicators)| format!("{unit}的{}", indicators.join("、")))
        .collect();
    format!(
        "{evidence}；年报中{}含此项，须另行更正年报",
        units.join("，")
    )
}
