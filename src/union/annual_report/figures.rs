//! The figures of one body by indicator, and the parts a difference is made of.

use std::collections::BTreeMap;

use crate::table::RowIdentity;
use crate::table::vocabulary::{Basis, Cause, Indicator, MismatchLevel};

/// One input row's part in a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Why the row counts on one side only.
    pub cause: Cause,
    /// The row.
    pub row: RowIdentity,
    /// How many, in the indicator's unit; positive where it makes the report too high.
    pub count: i64,
    /// In the words of the office.
    pub note: String,
}

/// What the system holds of one union and indicator, before and after the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is computed from.
    pub basis: Basis,
    /// As the system holds it.
    pub raw: Option<i64>,
    /// After the rules.
    pub recomputed: Option<i64>,
    /// What the rules took away (positive) or brought in (negative): they add up to
    /// `raw − recomputed`.
    pub effects: Vec<Part>,
}

/// Figures by indicator; an absent indicator is one nobody stated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Figures(BTreeMap<Indicator, i64>);

impl Figures {
    /// The figure, `None` where nobody stated it.
    pub(super) fn get(&self, indicator: Indicator) -> Option<i64> {
        self.0.get(&indicator).copied()
    }

    /// Adds a stated figure; a silent cell changes nothing.
    pub(super) fn add(&mut self, indicator: Indicator, figure: Option<i64>) {
        if let Some(figure) = figure {
            *self.0.entry(indicator).or_insert(0) += figure;
        }
    }

    /// Whether anything is stated at all.
    pub(super) fn is_silent(&self) -> bool {
        self.0.is_empty()
    }
}

/// The sum of what is known; `None` when nothing is.
pub(super) fn sum_known(figures: impl Iterator<Item = Option<i64>>) -> Option<i64> {
    figures
        .flatten()
        .fold(None, |sum, figure| Some(sum.unwrap_or(0) + figure))
}

/// The sum of the parts.
pub(super) fn sum_parts(parts: &[Part]) -> i64 {
    parts.iter().map(|part| part.count).sum()
}

/// One figure of one body, compared.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) level: MismatchLevel,
    pub(super) unit: String,
    /// The reporting unit in which the body stands.
    pub(super) reporting_unit: Option<String>,
    pub(super) indicator: Indicator,
    pub(super) basis: Basis,
    pub(super) reported: Option<i64>,
    pub(super) raw: Option<i64>,
    pub(super) recomputed: Option<i64>,
    /// All causes, those of lower levels included; they add up to the difference.
    pub(super) bridge: BTreeMap<Cause, i64>,
    /// The rows behind the causes that arise at this level.
    pub(super) born: Vec<Part>,
}

impl Figure {
    /// `reported − recomputed`, a missing side as 0.
    pub(super) fn difference(&self) -> i64 {
        self.reported.unwrap_or(0) - self.recomputed.unwrap_or(0)
    }

    /// Adds parts that arise here to the bridge and to the rows behind it.
    pub(super) fn bear(&mut self, parts: Vec<Part>) {
        for part in &parts {
            *self.bridge.entry(part.cause).or_insert(0) += part.count;
        }
        self.born.extend(parts);
    }

    /// The figure itself, once its bridge is known to add up.
    ///
    /// # Panics
    /// If the bridge does not add up: a rule of this room left something out.
    pub(super) fn closed(self) -> Self {
        let total: i64 = self.bridge.values().sum();
        assert_eq!(total, self.difference(), "the bridge adds up");
        self
    }
}
