//! The true difference of report and system, union by union, with causes and the rows behind them.

use std::collections::BTreeMap;

use super::plan::Line;
use super::planted::Planted;
use super::roster_figures::{Effect, RosterFigures};
use super::shape::{Shape, Stating, shape_of};
use crate::synth::figures::{Figures, counts_members};
use crate::synth::places::ReportingUnit;
use crate::synth::ward::Ward;
use crate::table::RowIdentity;
use crate::table::vocabulary::{Basis, Cause, Indicator, UnionFinding};

/// A ward's report and where it was written.
pub(super) struct WardReport<'a> {
    pub(super) ward: &'a Ward,
    pub(super) rosters: &'a BTreeMap<usize, RosterFigures>,
    pub(super) lines: &'a [Line],
    pub(super) line_places: &'a [RowIdentity],
    pub(super) union_places: &'a [RowIdentity],
    pub(super) member_places: &'a [RowIdentity],
}

/// One part of a difference, with the row that makes it.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) cause: Cause,
    pub(super) row: RowIdentity,
    pub(super) count: i64,
}

/// One unit's figure of one indicator.
#[derive(Debug, Clone)]
pub(super) struct Figure {
    pub(super) unit: String,
    pub(super) reporting: ReportingUnit,
    pub(super) indicator: Indicator,
    pub(super) basis: Basis,
    pub(super) reported: Option<i64>,
    pub(super) raw: Option<i64>,
    pub(super) recomputed: Option<i64>,
    pub(super) parts: Vec<Part>,
}

/// The figures of all unions of the ward, differing or not.
pub(super) fn union_figures(report: &WardReport<'_>) -> Vec<Figure> {
    let mut lines_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut figures = Vec::new();
    for (line_idx, line) in report.lines.iter().enumerate() {
        match line.union {
            Some(union) => lines_of.entry(union).or_default().push(line_idx),
            None => figures.extend(
                Indicator::ALL
                    .iter()
                    .filter_map(|indicator| unknown_figure(report, line_idx, *indicator)),
            ),
        }
    }
    for (idx, union) in report.ward.unions.iter().enumerate() {
        if union.second_of.is_some() {
            continue;
        }
        let lines = lines_of.get(&idx).map(Vec::as_slice).unwrap_or_default();
        let figure = |indicator: &Indicator| match shape_of(union.reporting) {
            Shape::BaseRows | Shape::Workbook { .. } => {
                union_figure(report, idx, lines, *indicator)
            }
            Shape::Totals(stating) => total_share(report, idx, *indicator, stating),
        };
        figures.extend(Indicator::ALL.iter().map(figure));
    }
    figures
}

/// A union that only the report knows.
fn unknown_figure(
    report: &WardReport<'_>,
    line_idx: usize,
    indicator: Indicator,
) -> Option<Figure> {
    let line = &report.lines[line_idx];
    let count = line.figures.get(indicator)?;
    Some(Figure {
        unit: line.code.clone(),
        reporting: line.reporting,
        indicator,
        basis: Basis::Counts,
        reported: Some(count),
        raw: None,
        recomputed: None,
        parts: vec![Part {
            cause: Cause::UnitMissingFromSystem,
            row: report.line_places[line_idx].clone(),
            count,
        }],
    })
}

/// The system's side of a union's figure, before anything is reported.
fn system_figure(report: &WardReport<'_>, idx: usize, indicator: Indicator) -> Figure {
    let union = &report.ward.unions[idx];
    let (basis, raw, recomputed) = match member_roster(report, idx, indicator) {
        Some(roster) => (
            Basis::Persons,
            roster.raw.get(indicator),
            roster.recomputed.get(indicator),
        ),
        None => (
            Basis::Counts,
            raw_count(report.ward, idx, indicator),
            kept_count(report.ward, idx, indicator),
        ),
    };
    Figure {
        unit: union.code.clone(),
        reporting: union.reporting,
        indicator,
        basis,
        reported: None,
        raw,
        recomputed,
        parts: Vec::new(),
    }
}

fn member_roster<'a>(
    report: &WardReport<'a>,
    idx: usize,
    indicator: Indicator,
) -> Option<&'a RosterFigures> {
    let roster = report.rosters.get(&idx)?;
    counts_members(indicator).then_some(roster)
}

fn union_figure(
    report: &WardReport<'_>,
    idx: usize,
    lines: &[usize],
    indicator: Indicator,
) -> Figure {
    let mut figure = system_figure(report, idx, indicator);
    let stated = lines
        .iter()
        .map(|line| report.lines[*line].figures.get(indicator));
    figure.reported = stated.flatten().reduce(|left, right| left + right);
    let difference = figure.reported.unwrap_or(0) - figure.recomputed.unwrap_or(0);
    if difference != 0 {
        figure.parts = match member_roster(report, idx, indicator) {
            Some(roster) => roster_parts(report, roster, lines, indicator),
            None => counts_parts(report, idx, lines, difference),
        };
    }
    figure
}

/// What a union adds to totals that are handed over alone: its unit is not shown.
fn total_share(
    report: &WardReport<'_>,
    idx: usize,
    indicator: Indicator,
    stating: Stating,
) -> Figure {
    let mut figure = system_figure(report, idx, indicator);
    match stating {
        Stating::Recomputed => figure.reported = figure.recomputed,
        Stating::Raw => {
            figure.reported = figure.raw;
            figure.parts = match member_roster(report, idx, indicator) {
                Some(roster) => effect_parts(report, roster, indicator),
                None => system_parts(report, idx, indicator),
            };
        }
    }
    figure
}

fn stated_count(figures: &Figures, indicator: Indicator) -> Option<i64> {
    match indicator {
        Indicator::BaseUnions => Some(1),
        Indicator::CoveredUnits
        | Indicator::Workers
        | Indicator::FemaleWorkers
        | Indicator::MigrantWorkers
        | Indicator::DispatchedWorkers
        | Indicator::Members
        | Indicator::FemaleMembers
        | Indicator::MigrantMembers
        | Indicator::DispatchedMembers
        | Indicator::NewMembers
        | Indicator::JointUnionMembers => figures.get(indicator),
    }
}

/// The head count over all entries of the union.
fn raw_count(ward: &Ward, idx: usize, indicator: Indicator) -> Option<i64> {
    let entries = [Some(idx), ward.second_entry(idx)];
    entries
        .into_iter()
        .flatten()
        .filter_map(|entry| stated_count(&ward.unions[entry].counts, indicator))
        .reduce(|left, right| left + right)
}

/// The head count of the first entry; nothing is left of a dissolved unit's, nor of a union that was
/// founded after the period's end.
fn kept_count(ward: &Ward, idx: usize, indicator: Indicator) -> Option<i64> {
    let union = &ward.unions[idx];
    if !union.is_founded() {
        return None;
    }
    match union.finding {
        UnionFinding::UnitDissolved => None,
        UnionFinding::Ok
        | UnionFinding::UnitNotFound
        | UnionFinding::DuplicateUnion
        | UnionFinding::OutsideRegistries
        | UnionFinding::CoversNothingFound => stated_count(&union.counts, indicator),
    }
}

fn effect_parts(
    report: &WardReport<'_>,
    roster: &RosterFigures,
    indicator: Indicator,
) -> Vec<Part> {
    let effects = roster
        .effects
        .iter()
        .filter(|effect| effect.indicator == indicator);
    let part = |effect: &Effect| Part {
        cause: effect.cause,
        row: report.member_places[effect.row].clone(),
        count: effect.count,
    };
    effects.map(part).collect()
}

/// What the roster's rows do, and a second row in the report on top.
fn roster_parts(
    report: &WardReport<'_>,
    roster: &RosterFigures,
    lines: &[usize],
    indicator: Indicator,
) -> Vec<Part> {
    let mut parts = effect_parts(report, roster, indicator);
    for line_idx in lines.iter().skip(1) {
        let count = report.lines[*line_idx].figures.get(indicator).unwrap_or(0);
        if count != 0 {
            parts.push(Part {
                cause: Cause::UnitReportedTwice,
                row: report.line_places[*line_idx].clone(),
                count,
            });
        }
    }
    parts
}

/// What the rules take from the system's head counts.
fn system_parts(report: &WardReport<'_>, idx: usize, indicator: Indicator) -> Vec<Part> {
    let ward = report.ward;
    let count_of = |entry: usize| stated_count(&ward.unions[entry].counts, indicator).unwrap_or(0);
    let mut parts = Vec::new();
    if ward.unions[idx].finding == UnionFinding::UnitDissolved {
        parts.push((Cause::UnitDissolved, idx, count_of(idx)));
    } else if !ward.unions[idx].is_founded() {
        parts.push((Cause::OutsidePeriod, idx, count_of(idx)));
    }
    if let Some(second) = ward.second_entry(idx) {
        parts.push((Cause::Duplicates, second, count_of(second)));
    }
    let parts = parts.into_iter().filter(|(_, _, count)| *count != 0);
    parts
        .map(|(cause, entry, count)| Part {
            cause,
            row: report.union_places[entry].clone(),
            count,
        })
        .collect()
}

fn counts_parts(
    report: &WardReport<'_>,
    idx: usize,
    lines: &[usize],
    difference: i64,
) -> Vec<Part> {
    let union_place = report.union_places[idx].clone();
    let Some(line_idx) = lines.last().copied() else {
        return vec![Part {
            cause: Cause::UnitMissingFromReport,
            row: union_place,
            count: difference,
        }];
    };
    let line_place = report.line_places[line_idx].clone();
    if !report.ward.unions[idx].is_founded() {
        return vec![Part {
            cause: Cause::OutsidePeriod,
            row: union_place,
            count: difference,
        }];
    }
    let (cause, row) = match report.lines[line_idx].planted {
        Planted::Scaled | Planted::Transposed => (Cause::ScaledOrTransposed, line_place),
        Planted::CarriedOver => (Cause::LastYearCarriedOver, line_place),
        Planted::Twice => (Cause::UnitReportedTwice, line_place),
        Planted::CoveredUnits => (Cause::CoveredUnits, line_place),
        Planted::UnknownToSystem => (Cause::UnitMissingFromSystem, line_place),
        Planted::Dissolved => (Cause::UnitDissolved, union_place),
        Planted::BothEntries => {
            let second = report.ward.second_entry(idx);
            let second = second.expect("a union entered twice has a second entry");
            (Cause::Duplicates, report.union_places[second].clone())
        }
        Planted::Nothing | Planted::Unexplained => (Cause::Unexplained, line_place),
    };
    vec![Part {
        cause,
        row,
        count: difference,
    }]
}
