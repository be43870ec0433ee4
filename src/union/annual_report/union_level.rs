//! The report held against the system union by union.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::RowIdentity;
use crate::table::vocabulary::{Basis, Cause, Indicator, MismatchLevel, UnionKind};

use super::explain::{Copied, Question, explain};
use super::figures::{Figure, Figures, Line, Part, sum_known, sum_parts};
use super::links::ReportedUnit;
use super::statement::Statement;
use super::system::{SystemUnion, UnitState};

/// What the report says of one unit, this year and last.
#[derive(Debug, Default)]
pub(super) struct UnitReport<'a> {
    pub(super) rows: Vec<&'a Statement>,
    pub(super) last_year: Option<&'a Statement>,
}

/// What can be compared union by union.
#[derive(Debug)]
pub(super) struct UnionScope {
    /// The indicators that the report carries per unit and the system can answer.
    pub(super) indicators: Vec<Indicator>,
    /// Reporting units of which the report holds totals alone: their unions are not missing.
    pub(super) totals_only: BTreeSet<String>,
}

/// One figure per union or reported unit and indicator, differing or not.
pub(super) fn union_figures(
    system: &[SystemUnion],
    reported: &BTreeMap<ReportedUnit, UnitReport<'_>>,
    scope: &UnionScope,
) -> Vec<Figure> {
    let silent = UnitReport::default();
    let mut figures = Vec::new();
    for union in system {
        let key = ReportedUnit::Known(union.union_code.clone());
        let report = reported.get(&key).unwrap_or(&silent);
        if report.rows.is_empty() && !is_expected(union, scope) {
            continue;
        }
        let rows = SplitRows::of(report, union);
        for indicator in &scope.indicators {
            figures.extend(known_figure(union, &rows, *indicator));
        }
    }
    for (unit, report) in reported {
        if let ReportedUnit::Unknown(unit) = unit
            && !report.rows.is_empty()
        {
            for indicator in &scope.indicators {
                figures.extend(unknown_figure(unit, &report.rows, *indicator));
            }
        }
    }
    figures
}

/// Whether the report should hold the union: a superior union files no base form.
fn is_expected(union: &SystemUnion, scope: &UnionScope) -> bool {
    let totals_only = |unit: &String| scope.totals_only.contains(unit);
    union.kind != UnionKind::SuperiorUnion
        && !union.reporting_unit.as_ref().is_some_and(totals_only)
}

/// A report row that a union has too many.
#[derive(Debug, Clone, Copy)]
struct Extra<'a> {
    statement: &'a Statement,
    cause: Cause,
    /// The row at fault: the system's second entry, else the report's own row.
    row: &'a RowIdentity,
}

/// A union's report rows: the one that is its own, and those it has too many.
struct SplitRows<'a> {
    own: Option<&'a Statement>,
    extra: Vec<Extra<'a>>,
    last_year: Option<&'a Statement>,
}

impl<'a> SplitRows<'a> {
    /// The row nearest the system is the union's own. Where the system holds the union twice as
    /// well, the report repeats the system's fault.
    fn of(report: &UnitReport<'a>, union: &'a SystemUnion) -> Self {
        let agreeing = |statement: &Statement| union.n_agreeing(&statement.figures);
        let mut rows = report.rows.clone();
        rows.sort_by_key(|statement| (std::cmp::Reverse(agreeing(statement)), &statement.row));
        let mut rows = rows.into_iter();
        let own = rows.next();
        let extra = rows.enumerate().map(|(position, statement)| {
            let second_entry = union.second_rows.get(position);
            let cause = match second_entry {
                Some(_) => Cause::Duplicates,
                None => Cause::UnitReportedTwice,
            };
            Extra {
                statement,
                cause,
                row: second_entry.unwrap_or(&statement.row),
            }
        });
        Self {
            own,
            extra: extra.collect(),
            last_year: report.last_year,
        }
    }
}

fn known_figure(union: &SystemUnion, rows: &SplitRows<'_>, indicator: Indicator) -> Option<Figure> {
    let line = union.lines.get(&indicator)?;
    let own = rows
        .own
        .and_then(|statement| statement.figures.get(indicator));
    if rows.own.is_some() && is_left_blank(union.kind, indicator, (own, line.raw)) {
        return None;
    }
    let extra = rows
        .extra
        .iter()
        .map(|extra| extra.statement.figures.get(indicator));
    let label = rows
        .own
        .and_then(|statement| statement.reporting_unit.clone());
    let mut figure = Figure {
        level: MismatchLevel::Union,
        unit: union.union_code.clone(),
        reporting_unit: union.reporting_unit.clone().or(label),
        indicator,
        basis: line.basis,
        reported: sum_known(std::iter::once(own).chain(extra)),
        raw: line.raw,
        recomputed: line.recomputed,
        bridge: BTreeMap::new(),
        born: Vec::new(),
    };
    figure.bear(extra_parts(&rows.extra, indicator));
    figure.bear(own_parts(union, rows, line, indicator));
    Some(figure.closed())
}

/// Only joint unions, federations and area unions are asked for covered units and joint members: a
/// blank of an enterprise union on either side is no difference.
fn is_left_blank(
    kind: UnionKind,
    indicator: Indicator,
    (stated, held): (Option<i64>, Option<i64>),
) -> bool {
    let is_joint_matter = matches!(
        indicator,
        Indicator::CoveredUnits | Indicator::JointUnionMembers
    );
    let is_blank = stated.is_none() || held.is_none();
    is_joint_matter && is_blank && kind == UnionKind::EnterpriseUnion
}

fn extra_parts(extra: &[Extra<'_>], indicator: Indicator) -> Vec<Part> {
    let parts = extra.iter().filter_map(|extra| {
        let count = extra.statement.figures.get(indicator);
        let count = count.filter(|count| *count != 0)?;
        let note = if extra.cause == Cause::Duplicates {
            "系统中重复登记，年报随之重复填报"
        } else {
            "年报中同一单位填报多次"
        };
        Some(Part {
            cause: extra.cause,
            row: extra.row.clone(),
            count,
            note: note.to_owned(),
        })
    });
    parts.collect()
}

/// The parts of what the union's own row differs by.
fn own_parts(
    union: &SystemUnion,
    rows: &SplitRows<'_>,
    line: &Line,
    indicator: Indicator,
) -> Vec<Part> {
    let recomputed = line.recomputed.unwrap_or(0);
    let of_union = |cause: Cause, count: i64, note: &str| {
        let part = Part {
            cause,
            row: union.row.clone(),
            count,
            note: note.to_owned(),
        };
        if count == 0 { Vec::new() } else { vec![part] }
    };
    let Some(statement) = rows.own else {
        let (cause, note) = match union.unit {
            UnitState::Alive | UnitState::Dissolved => {
                (Cause::UnitMissingFromReport, "系统中有，年报中没有该单位")
            }
            UnitState::NotYetFounded => (Cause::OutsidePeriod, "期末以后建会，年报不应填报"),
        };
        return of_union(cause, -recomputed, note);
    };
    let reported = statement.figures.get(indicator).unwrap_or(0);
    let is_the_systems = sum_parts(&line.effects) == reported;
    if recomputed == 0 && !is_the_systems {
        match union.unit {
            UnitState::Alive => {}
            UnitState::Dissolved => {
                return of_union(Cause::UnitDissolved, reported, "单位已注销，年报仍填报");
            }
            UnitState::NotYetFounded => {
                return of_union(Cause::OutsidePeriod, reported, "期末以后建会，年报已填报");
            }
        }
    }
    let last_year = rows.last_year.map(|statement| &statement.figures);
    let copied = if repeats_the_system(union, &statement.figures) {
        Copied::NotWhole
    } else {
        copied(&statement.figures, last_year)
    };
    explain(&Question {
        indicator,
        reported,
        recomputed,
        last_year: last_year.and_then(|figures| figures.get(indicator)),
        copied,
        effects: &line.effects,
        report_row: &statement.row,
    })
}

/// Whether every figure of the row is what the system holds before the rules: where nothing moved
/// since last year the row is copied from the system as well as from last year's.
fn repeats_the_system(union: &SystemUnion, stated: &Figures) -> bool {
    union.lines.iter().all(|(indicator, line)| {
        let figures = stated.get(*indicator).zip(line.raw);
        figures.is_none_or(|(stated, raw)| stated == raw)
    })
}

/// Whether this year's figures are last year's over again.
pub(super) fn copied(this_year: &Figures, last_year: Option<&Figures>) -> Copied {
    /// One equal figure is chance.
    const N_EQUAL_MIN: usize = 2;
    let Some(last_year) = last_year else {
        return Copied::NotWhole;
    };
    let indicators = Indicator::ALL
        .iter()
        .filter(|indicator| **indicator != Indicator::BaseUnions);
    let pairs = indicators
        .filter_map(|indicator| Some((this_year.get(*indicator)?, last_year.get(*indicator)?)));
    let pairs: Vec<(i64, i64)> = pairs.collect();
    let n_telling = pairs.iter().filter(|(now, _)| *now != 0).count();
    if n_telling >= N_EQUAL_MIN && pairs.iter().all(|(now, then)| now == then) {
        return Copied::WholeRow;
    }
    Copied::NotWhole
}

fn unknown_figure(unit: &str, rows: &[&Statement], indicator: Indicator) -> Option<Figure> {
    let mut rows = rows.to_vec();
    rows.sort_by(|left, right| left.row.cmp(&right.row));
    let (first, extra) = rows.split_first()?;
    let reported = sum_known(
        rows.iter()
            .map(|statement| statement.figures.get(indicator)),
    )?;
    let mut figure = Figure {
        level: MismatchLevel::Union,
        unit: unit.to_owned(),
        reporting_unit: first.reporting_unit.clone(),
        indicator,
        basis: Basis::Counts,
        reported: Some(reported),
        raw: None,
        recomputed: None,
        bridge: BTreeMap::new(),
        born: Vec::new(),
    };
    if let Some(count) = first.figures.get(indicator).filter(|count| *count != 0) {
        figure.bear(vec![Part {
            cause: Cause::UnitMissingFromSystem,
            row: first.row.clone(),
            count,
            note: "年报中有，系统中没有该单位".to_owned(),
        }]);
    }
    let extra: Vec<Extra<'_>> = extra
        .iter()
        .map(|statement| Extra {
            statement,
            cause: Cause::UnitReportedTwice,
            row: &statement.row,
        })
        .collect();
    figure.bear(extra_parts(&extra, indicator));
    Some(figure.closed())
}
