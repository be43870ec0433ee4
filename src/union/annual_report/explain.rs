//! The causes of one difference, in one fixed order of preference.
//!
//! 1. The whole report row is last year's, and not what the system holds: `last_year_carried_over`.
//! 2. The report equals what the system holds before the rules: every row-level cause, in full.
//! 3. Some of the row-level causes add up to the difference exactly: the fewest of them, earlier
//!    causes of the vocabulary first.
//! 4. This one figure is last year's, a zero too: `last_year_carried_over`.
//! 5. Covered units were counted otherwise: `covered_units`.
//! 6. The figure is the recomputed one a factor of ten off or with two digits swapped:
//!    `scaled_or_transposed`; or the system's raw one, and then with the row-level causes; or the
//!    recomputed one with some of the row-level causes, a factor of ten too large.
//! 7. The row-level causes that leave least, all of them first on a tie; the rest is `unexplained`.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::RowIdentity;
use crate::table::vocabulary::{Cause, Indicator};

use super::figures::{Part, sum_parts};

/// A figure of the report that is not the recomputed one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) indicator: Indicator,
    pub(super) reported: i64,
    pub(super) recomputed: i64,
    /// Last year's figure of the same unit.
    pub(super) last_year: Option<i64>,
    pub(super) copied: Copied,
    /// What the rules did to the system's rows: adds up to raw − recomputed.
    pub(super) effects: &'a [Part],
    /// The report row that states the figure.
    pub(super) report_row: &'a RowIdentity,
}

/// How much of a report row repeats last year's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Copied {
    /// Every figure that both years state, at least two of them, and they are not the system's.
    WholeRow,
    /// Less.
    NotWhole,
}

/// At most this many causes arise from rows, so all their subsets can be tried.
const N_ROW_CAUSES_MAX: usize = 12;

/// The parts of `reported − recomputed`; they add up to it exactly.
pub(super) fn explain(question: &Question<'_>) -> Vec<Part> {
    let difference = question.reported - question.recomputed;
    if difference == 0 {
        return Vec::new();
    }
    let causes = RowCauses::of(question.effects);
    let raw_gap = sum_parts(question.effects);
    let is_last_years = question.last_year == Some(question.reported);
    let parts = if is_last_years && question.copied == Copied::WholeRow {
        vec![question.part(Cause::LastYearCarriedOver, difference)]
    } else if difference == raw_gap {
        question.effects.to_vec()
    } else if let Some(subset) = causes.exactly(difference) {
        causes.parts(&subset, question.effects)
    } else if is_last_years {
        vec![question.part(Cause::LastYearCarriedOver, difference)]
    } else if question.indicator == Indicator::CoveredUnits {
        vec![question.part(Cause::CoveredUnits, difference)]
    } else if is_slip(question.reported, question.recomputed) {
        vec![question.part(Cause::ScaledOrTransposed, difference)]
    } else if is_slip(question.reported, question.recomputed + raw_gap) {
        let slip = question.part(Cause::ScaledOrTransposed, difference - raw_gap);
        with_rest(question.effects.to_vec(), slip)
    } else if let Some(subset) = causes.enlarged(question) {
        let slip = question.part(Cause::ScaledOrTransposed, difference - subset.sum);
        with_rest(causes.parts(&subset, question.effects), slip)
    } else {
        let subset = causes.nearest(difference);
        let parts = causes.parts(&subset, question.effects);
        let rest = difference - sum_parts(&parts);
        with_rest(parts, question.part(Cause::Unexplained, rest))
    };
    assert_eq!(sum_parts(&parts), difference, "the bridge adds up");
    parts
}

fn with_rest(mut parts: Vec<Part>, rest: Part) -> Vec<Part> {
    if rest.count != 0 {
        parts.push(rest);
    }
    parts
}

impl Question<'_> {
    fn part(&self, cause: Cause, count: i64) -> Part {
        Part {
            cause,
            row: self.report_row.clone(),
            count,
            note: self.note(cause),
        }
    }

    fn note(&self, cause: Cause) -> String {
        let (reported, recomputed) = (self.reported, self.recomputed);
        match cause {
            Cause::LastYearCarriedOver => format!("年报{reported}与上年相同，系统现为{recomputed}"),
            Cause::ScaledOrTransposed => {
                format!("年报{reported}、系统{recomputed}：疑似多位、少位或数字颠倒")
            }
            Cause::CoveredUnits => format!("涵盖单位数年报{reported}，系统{recomputed}"),
            Cause::Duplicates
            | Cause::CountedElsewhere
            | Cause::OutsidePeriod
            | Cause::LeftOrTransferred
            | Cause::NotApproved
            | Cause::MigrantDefinition
            | Cause::UnitMissingFromReport
            | Cause::UnitMissingFromSystem
            | Cause::UnitReportedTwice
            | Cause::UnitDissolved
            | Cause::FormArithmetic
            | Cause::Unexplained => format!("年报{reported}，系统{recomputed}，原因待核"),
        }
    }
}

/// What each row-level cause adds up to.
struct RowCauses(Vec<(Cause, i64)>);

impl RowCauses {
    fn of(effects: &[Part]) -> Self {
        let mut sums: BTreeMap<Cause, i64> = BTreeMap::new();
        for effect in effects {
            *sums.entry(effect.cause).or_insert(0) += effect.count;
        }
        let sums = sums.into_iter().filter(|(_, sum)| *sum != 0);
        Self(sums.take(N_ROW_CAUSES_MAX).collect())
    }

    /// Every subset but the empty one: fewest causes first, then earlier causes.
    fn subsets(&self) -> Vec<Subset> {
        let n_subsets: u32 = 1 << self.0.len();
        let mut subsets: Vec<Subset> = (1..n_subsets).map(|mask| self.subset(mask)).collect();
        subsets.sort_by(|left, right| {
            let left = (left.causes.len(), &left.causes);
            left.cmp(&(right.causes.len(), &right.causes))
        });
        subsets
    }

    fn subset(&self, mask: u32) -> Subset {
        let chosen = self.0.iter().enumerate();
        let chosen = chosen.filter(|(position, _)| mask & (1 << position) != 0);
        let mut subset = Subset::default();
        for (_, (cause, sum)) in chosen {
            subset.causes.insert(*cause);
            subset.sum += sum;
        }
        subset
    }

    fn exactly(&self, difference: i64) -> Option<Subset> {
        self.subsets()
            .into_iter()
            .find(|subset| subset.sum == difference)
    }

    /// The subset with which the recomputed figure is the reported one but for a factor of ten or a
    /// hundred: so exact a multiple is no chance, where a lost digit or a swap might be.
    fn enlarged(&self, question: &Question<'_>) -> Option<Subset> {
        self.subsets().into_iter().find(|subset| {
            let figure = question.recomputed + subset.sum;
            figure > 0
                && [10, 100]
                    .iter()
                    .any(|factor| figure * factor == question.reported)
        })
    }

    /// The subset that leaves least, if it leaves less than none does.
    fn nearest(&self, difference: i64) -> Subset {
        let mut subsets = self.subsets();
        // All of them first: a report copied from the system and altered afterwards.
        subsets.sort_by_key(|subset| {
            let n_left_out = self.0.len() - subset.causes.len();
            ((difference - subset.sum).abs(), n_left_out.min(1))
        });
        let nearest = subsets.into_iter().next().unwrap_or_default();
        if (difference - nearest.sum).abs() < difference.abs() {
            return nearest;
        }
        Subset::default()
    }

    fn parts(&self, subset: &Subset, effects: &[Part]) -> Vec<Part> {
        let chosen = effects
            .iter()
            .filter(|effect| subset.causes.contains(&effect.cause));
        chosen.cloned().collect()
    }
}

#[derive(Debug, Default)]
struct Subset {
    causes: BTreeSet<Cause>,
    sum: i64,
}

/// Whether `reported` is `true_figure` with the point moved or two digits swapped.
fn is_slip(reported: i64, true_figure: i64) -> bool {
    reported > 0 && true_figure > 0 && reported != true_figure && {
        is_scaled(reported, true_figure) || is_transposed(reported, true_figure)
    }
}

/// A factor of ten, a hundred, or 万; a lost tail may have been rounded.
fn is_scaled(reported: i64, true_figure: i64) -> bool {
    /// Below this a rounded tenth is too likely by chance.
    const ROUNDED_MIN: i64 = 100;
    [10, 100, 10_000].into_iter().any(|factor| {
        let is_exact = reported == true_figure * factor || reported * factor == true_figure;
        let is_rounded = true_figure >= ROUNDED_MIN
            && reported > 1
            && [true_figure / factor, (true_figure + factor / 2) / factor].contains(&reported);
        is_exact || is_rounded
    })
}

fn is_transposed(reported: i64, true_figure: i64) -> bool {
    let (left, right) = (reported.to_string(), true_figure.to_string());
    if left.len() != right.len() {
        return false;
    }
    let pairs = left.bytes().zip(right.bytes());
    let differing: Vec<(u8, u8)> = pairs.filter(|(left, right)| left != right).collect();
    match differing.as_slice() {
        [first, second] => first.0 == second.1 && first.1 == second.0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row() -> RowIdentity {
        RowIdentity {
            source: "report".to_owned(),
            file: "report.csv".to_owned(),
            sheet: None,
            row: 2,
        }
    }

    fn effect(cause: Cause, count: i64) -> Part {
        Part {
            cause,
            row: row(),
            count,
            note: String::new(),
        }
    }

    fn causes_of(parts: &[Part]) -> Vec<(Cause, i64)> {
        parts.iter().map(|part| (part.cause, part.count)).collect()
    }

    /// `figures`: reported, recomputed, last year.
    #[track_caller]
    fn check(
        figures: (i64, i64, Option<i64>),
        effects: &[(Cause, i64)],
        expected: &[(Cause, i64)],
    ) {
        check_indicator(Indicator::Members, figures, effects, expected);
    }

    #[track_caller]
    fn check_indicator(
        indicator: Indicator,
        (reported, recomputed, last_year): (i64, i64, Option<i64>),
        effects: &[(Cause, i64)],
        expected: &[(Cause, i64)],
    ) {
        let effects: Vec<Part> = effects
            .iter()
            .map(|(cause, count)| effect(*cause, *count))
            .collect();
        let parts = explain(&Question {
            indicator,
            reported,
            recomputed,
            last_year,
            copied: Copied::NotWhole,
            effects: &effects,
            report_row: &row(),
        });
        assert_eq!(causes_of(&parts), expected);
    }

    const LEFT: Cause = Cause::LeftOrTransferred;
    const TWICE: Cause = Cause::Duplicates;
    const PENDING: Cause = Cause::NotApproved;

    #[test]
    fn the_systems_raw_figure_takes_every_cause() {
        check(
            (23, 20, None),
            &[(TWICE, 1), (LEFT, 2)],
            &[(TWICE, 1), (LEFT, 2)],
        );
    }

    #[test]
    fn causes_that_cancel_stay_apart() {
        let effects = [(LEFT, 3), (Cause::CountedElsewhere, -2)];
        check((21, 20, None), &effects, &effects);
    }

    #[test]
    fn a_single_cause_that_fits_is_preferred() {
        check(
            (23, 20, None),
            &[(TWICE, 1), (LEFT, 2), (PENDING, 3)],
            &[(PENDING, 3)],
        );
    }

    #[test]
    fn last_years_figure_is_recognised() {
        check(
            (37, 41, Some(37)),
            &[(LEFT, 2)],
            &[(Cause::LastYearCarriedOver, -4)],
        );
    }

    #[test]
    fn a_zero_can_be_carried_over_too() {
        let carried = Cause::LastYearCarriedOver;
        check((0, 41, Some(0)), &[], &[(carried, -41)]);
        check((0, 41, None), &[], &[(Cause::Unexplained, -41)]);
    }

    #[test]
    fn some_causes_and_a_factor_of_ten_are_told_apart() {
        let slip = Cause::ScaledOrTransposed;
        let effects = [(TWICE, 1), (LEFT, 2)];
        check((220, 20, None), &effects, &[(LEFT, 2), (slip, 198)]);
    }

    #[test]
    fn factors_of_ten_and_swapped_digits_are_slips() {
        let slip = Cause::ScaledOrTransposed;
        check((410, 41, None), &[], &[(slip, 369)]);
        check((4100, 41, None), &[], &[(slip, 4059)]);
        check((12, 123, None), &[], &[(slip, -111)]);
        check((530_000, 53, None), &[], &[(slip, 529_947)]);
        check((54, 45, None), &[], &[(slip, 9)]);
        check((321, 123, None), &[], &[(slip, 198)]);
    }

    #[test]
    fn a_slip_over_the_raw_figure_keeps_the_row_causes() {
        let slip = Cause::ScaledOrTransposed;
        check((230, 20, None), &[(LEFT, 3)], &[(LEFT, 3), (slip, 207)]);
    }

    #[test]
    fn covered_units_have_a_cause_of_their_own() {
        let expected = [(Cause::CoveredUnits, -2)];
        check_indicator(Indicator::CoveredUnits, (5, 7, None), &[], &expected);
        // So small a number is ten times another by chance.
        let expected = [(Cause::CoveredUnits, 9)];
        check_indicator(Indicator::CoveredUnits, (10, 1, None), &[], &expected);
    }

    #[test]
    fn what_rows_do_not_explain_is_unexplained() {
        check(
            (31, 20, None),
            &[(LEFT, 4)],
            &[(LEFT, 4), (Cause::Unexplained, 7)],
        );
        check((17, 20, None), &[(LEFT, 4)], &[(Cause::Unexplained, -3)]);
    }

    proptest! {
        #[test]
        fn the_parts_always_add_up(
            reported in 0_i64..500,
            recomputed in 0_i64..500,
            last_year in proptest::option::of(0_i64..500),
            counts in proptest::collection::vec(-5_i64..9, 0..5),
        ) {
            let causes = [TWICE, LEFT, PENDING, Cause::CountedElsewhere, Cause::MigrantDefinition];
            let effects: Vec<Part> = causes
                .iter()
                .zip(counts)
                .map(|(cause, count)| effect(*cause, count))
                .collect();
            let parts = explain(&Question {
                indicator: Indicator::MigrantMembers,
                reported,
                recomputed,
                last_year,
                copied: Copied::NotWhole,
                effects: &effects,
                report_row: &row(),
            });
            prop_assert_eq!(sum_parts(&parts), reported - recomputed);
        }
    }
}
