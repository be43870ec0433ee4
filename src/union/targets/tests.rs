//! Growth, rates, and what has no basis.

use crate::table::targets::Row;
use crate::table::vocabulary::{Basis, Met, TargetKind};

use super::score::{Goal, growth, rate};

fn goal(threshold: f64) -> Goal<'static> {
    Goal {
        unit: "西陵区",
        target: TargetKind::Growth,
        threshold,
    }
}

#[track_caller]
fn check(row: &Row, met: Met, shortfall: Option<i64>) {
    assert_eq!((row.met, row.shortfall_members), (met, shortfall));
}

#[test]
fn growth_of_exactly_a_tenth_is_met() {
    let row = growth(goal(0.10), Some(100), (Some(110), Basis::Counts));
    check(&row, Met::Yes, Some(0));
}

#[test]
fn a_shortfall_is_whole_persons() {
    let row = growth(goal(0.10), Some(101), (Some(110), Basis::Counts));
    check(&row, Met::No, Some(2));
}

#[test]
fn growth_over_nothing_has_no_basis() {
    let row = growth(goal(0.10), Some(0), (Some(5), Basis::Counts));
    check(&row, Met::NoBasis, None);
    let row = growth(goal(0.10), None, (Some(5), Basis::Counts));
    check(&row, Met::NoBasis, None);
}

#[test]
fn a_rate_without_denominator_has_no_basis() {
    let row = rate(goal(0.85), 0, 0, Basis::Counts);
    check(&row, Met::NoBasis, None);
    assert_eq!(row.actual, None);
}

#[test]
fn a_rate_says_how_many_are_missing() {
    check(&rate(goal(0.85), 80, 100, Basis::Persons), Met::No, Some(5));
    check(
        &rate(goal(0.80), 80, 100, Basis::Persons),
        Met::Yes,
        Some(0),
    );
}
