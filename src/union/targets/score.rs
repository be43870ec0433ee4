//! One target scored: figures in, verdict out.

use crate::table::targets::Row;
use crate::table::vocabulary::{Basis, Measure, Met, TargetKind};

/// Below this two figures are equal: thresholds such as 1.1 have no exact `f64`.
const TOLERANCE: f64 = 1e-9;

/// Whose target it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Goal<'a> {
    pub(super) unit: &'a str,
    pub(super) target: TargetKind,
    /// 0..=1.
    pub(super) threshold: f64,
}

/// Growth of `numerator` members over `baseline`; over nothing there is no growth.
pub(super) fn growth(goal: Goal<'_>, baseline: Option<i64>, now: (Option<i64>, Basis)) -> Row {
    let (numerator, basis) = now;
    let known = baseline.filter(|baseline| *baseline > 0).zip(numerator);
    let reached = known.map(|(baseline, numerator)| {
        let (baseline, numerator) = (baseline as f64, numerator as f64);
        Reached {
            actual: numerator / baseline - 1.0,
            shortfall: shortfall(baseline * (1.0 + goal.threshold), numerator),
        }
    });
    let mut row = row(goal, Measure::Growth, basis, reached);
    row.baseline = baseline.map(|figure| figure as f64);
    row.numerator = numerator.map(|figure| figure as f64);
    row
}

/// The rate of `numerator` members among `denominator` workers; of none there is no rate.
pub(super) fn rate(goal: Goal<'_>, numerator: i64, denominator: i64, basis: Basis) -> Row {
    let known = (denominator > 0).then_some((numerator as f64, denominator as f64));
    let reached = known.map(|(numerator, denominator)| Reached {
        actual: numerator / denominator,
        shortfall: shortfall(denominator * goal.threshold, numerator),
    });
    let mut row = row(goal, Measure::Rate, basis, reached);
    row.numerator = Some(numerator as f64);
    row.denominator = Some(denominator as f64);
    row
}

#[derive(Debug, Clone, Copy)]
struct Reached {
    actual: f64,
    shortfall: i64,
}

/// Members still missing, whole persons.
fn shortfall(needed: f64, numerator: f64) -> i64 {
    (needed - TOLERANCE - numerator).ceil().max(0.0) as i64
}

fn row(goal: Goal<'_>, measure: Measure, basis: Basis, reached: Option<Reached>) -> Row {
    let met = match reached {
        None => Met::NoBasis,
        Some(reached) if reached.shortfall == 0 => Met::Yes,
        Some(_) => Met::No,
    };
    Row {
        unit: goal.unit.to_owned(),
        target: goal.target,
        measure,
        threshold: goal.threshold,
        baseline: None,
        numerator: None,
        denominator: None,
        actual: reached.map(|reached| reached.actual),
        basis,
        met,
        shortfall_members: reached.map(|reached| reached.shortfall),
    }
}
