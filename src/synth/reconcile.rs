//! The true differences of report and system, with their causes and the rows behind them.

use std::collections::BTreeMap;

use super::city::City;
use super::figures::{Figures, counts_members};
use super::places::{PREFECTURE, ReportingUnit};
use super::report::{Line, Planted, Report, RosterFigures};
use super::report_files::ReportPlaces;
use crate::table::vocabulary::{Basis, Cause, Indicator, MismatchLevel, UnionFinding};
use crate::table::{BridgeItem, RowIdentity, mismatch_rows, report_mismatches};

/// Everything planted, and where it was written.
pub(super) struct Planting<'a> {
    pub(super) city: &'a City,
    pub(super) rosters: &'a BTreeMap<usize, RosterFigures>,
    pub(super) report: &'a Report,
    pub(super) union_places: &'a [RowIdentity],
    pub(super) member_places: &'a [RowIdentity],
    pub(super) report_places: &'a ReportPlaces,
}

/// One part of a difference, with the row that makes it.
#[derive(Debug, Clone)]
struct Part {
    cause: Cause,
    row: RowIdentity,
    count: i64,
}

/// One unit's figure of one indicator.
struct Figure {
    unit: String,
    reporting: ReportingUnit,
    indicator: Indicator,
    basis: Basis,
    reported: Option<i64>,
    raw: Option<i64>,
    recomputed: Option<i64>,
    parts: Vec<Part>,
}

/// The two truth tables of the report, sorted by their keys.
pub(super) fn reconcile(
    planting: &Planting<'_>,
) -> (Vec<report_mismatches::Row>, Vec<mismatch_rows::Row>) {
    let figures = union_figures(planting);
    let mut tables = Tables {
        mismatches: Vec::new(),
        rows: Vec::new(),
    };
    for figure in figures
        .iter()
        .filter(|figure| figure.indicator != Indicator::BaseUnions)
    {
        tables.record(MismatchLevel::Union, figure, &figure.parts);
    }
    for indicator in Indicator::ALL {
        let of_units: Vec<Figure> = ReportingUnit::all()
            .into_iter()
            .filter_map(|reporting| reporting_figure(planting, &figures, reporting, *indicator))
            .collect();
        for figure in &of_units {
            let born: Vec<Part> = figure
                .parts
                .iter()
                .filter(|part| is_born_here(*indicator, part))
                .cloned()
                .collect();
            tables.record(MismatchLevel::ReportingUnit, figure, &born);
        }
        let city = summed(of_units.iter(), PREFECTURE, *indicator);
        tables.record(MismatchLevel::City, &city, &[]);
    }
    tables.sorted()
}

/// Rows are shown where their cause is born: at the union, but for wrong totals and the count of
/// unions, which no union has.
fn is_born_here(indicator: Indicator, part: &Part) -> bool {
    indicator == Indicator::BaseUnions || part.cause == Cause::FormArithmetic
}

struct Tables {
    mismatches: Vec<report_mismatches::Row>,
    rows: Vec<mismatch_rows::Row>,
}

impl Tables {
    fn record(&mut self, level: MismatchLevel, figure: &Figure, shown: &[Part]) {
        let difference = figure.reported.unwrap_or(0) - figure.recomputed.unwrap_or(0);
        if difference == 0 {
            return;
        }
        let mut bridge: BTreeMap<Cause, i64> = BTreeMap::new();
        for part in &figure.parts {
            *bridge.entry(part.cause).or_insert(0) += part.count;
        }
        let bridge = bridge.into_iter().filter(|(_, count)| *count != 0);
        let bridge: Vec<BridgeItem> = bridge
            .map(|(cause, count)| BridgeItem { cause, count })
            .collect();
        let explained: i64 = bridge.iter().map(|item| item.count).sum();
        assert_eq!(
            explained, difference,
            "what was planted is the whole difference"
        );
        self.mismatches.push(report_mismatches::Row {
            level,
            unit: figure.unit.clone(),
            indicator: figure.indicator,
            basis: figure.basis,
            reported: figure.reported,
            system_raw: figure.raw,
            recomputed: figure.recomputed,
            difference,
            bridge,
        });
        for part in shown {
            let place = part.row.clone();
            self.rows.push(mismatch_rows::Row {
                unit: figure.unit.clone(),
                indicator: figure.indicator,
                cause: part.cause,
                source: place.source,
                file: place.file,
                sheet: place.sheet,
                row: place.row,
                count: part.count,
                note: note(part.cause).to_owned(),
            });
        }
    }

    fn sorted(mut self) -> (Vec<report_mismatches::Row>, Vec<mismatch_rows::Row>) {
        self.mismatches
            .sort_by_key(|row| (row.level.as_str(), row.unit.clone(), row.indicator.as_str()));
        self.rows.sort_by_key(|row| {
            (
                row.unit.clone(),
                row.indicator.as_str(),
                row.cause.as_str(),
                row.identity(),
            )
        });
        (self.mismatches, self.rows)
    }
}

fn union_figures(planting: &Planting<'_>) -> Vec<Figure> {
    let mut lines_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut figures = Vec::new();
    for (line_idx, line) in planting.report.lines.iter().enumerate() {
        match line.union {
            Some(union) => lines_of.entry(union).or_default().push(line_idx),
            None => figures.extend(
                Indicator::ALL
                    .iter()
                    .filter_map(|indicator| unknown_figure(planting, line_idx, *indicator)),
            ),
        }
    }
    for (idx, union) in planting.city.unions.iter().enumerate() {
        if union.second_of.is_some() {
            continue;
        }
        let lines = lines_of.get(&idx).cloned().unwrap_or_default();
        figures.extend(
            Indicator::ALL
                .iter()
                .map(|indicator| union_figure(planting, idx, &lines, *indicator)),
        );
    }
    figures
}

/// A union that only the report knows.
fn unknown_figure(
    planting: &Planting<'_>,
    line_idx: usize,
    indicator: Indicator,
) -> Option<Figure> {
    let line = &planting.report.lines[line_idx];
    let count = line.figures.get(indicator)?;
    let row = planting.report_places.lines[line_idx].clone();
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
            row,
            count,
        }],
    })
}

fn union_figure(
    planting: &Planting<'_>,
    idx: usize,
    lines: &[usize],
    indicator: Indicator,
) -> Figure {
    let union = &planting.city.unions[idx];
    let stated = lines
        .iter()
        .map(|line| planting.report.lines[*line].figures.get(indicator));
    let reported = stated.flatten().reduce(|left, right| left + right);
    let roster = planting
        .rosters
        .get(&idx)
        .filter(|_| counts_members(indicator));
    let (basis, raw, recomputed) = match roster {
        Some(roster) => (
            Basis::Persons,
            roster.raw.get(indicator),
            roster.recomputed.get(indicator),
        ),
        None => (
            Basis::Counts,
            raw_count(planting.city, idx, indicator),
            kept_count(planting.city, idx, indicator),
        ),
    };
    let difference = reported.unwrap_or(0) - recomputed.unwrap_or(0);
    let mut figure = Figure {
        unit: union.code.clone(),
        reporting: union.reporting,
        indicator,
        basis,
        reported,
        raw,
        recomputed,
        parts: Vec::new(),
    };
    if difference != 0 {
        figure.parts = match roster {
            Some(roster) => roster_parts(planting, roster, indicator),
            None => counts_parts(planting, idx, lines, difference),
        };
    }
    figure
}

fn stated_count(figures: &Figures, indicator: Indicator) -> Option<i64> {
    match indicator {
        Indicator::BaseUnions => Some(1),
        _ => figures.get(indicator),
    }
}

/// The head count over all entries of the union.
fn raw_count(city: &City, idx: usize, indicator: Indicator) -> Option<i64> {
    let entries = city
        .unions
        .iter()
        .enumerate()
        .filter(|(entry, union)| *entry == idx || union.second_of == Some(idx));
    entries
        .filter_map(|(_, union)| stated_count(&union.counts, indicator))
        .reduce(|left, right| left + right)
}

/// The head count of the first entry; nothing is left of a dissolved unit's.
fn kept_count(city: &City, idx: usize, indicator: Indicator) -> Option<i64> {
    let union = &city.unions[idx];
    match union.finding {
        UnionFinding::UnitDissolved => None,
        UnionFinding::Ok
        | UnionFinding::UnitNotFound
        | UnionFinding::DuplicateUnion
        | UnionFinding::OutsideRegistries
        | UnionFinding::CoversNothingFound => stated_count(&union.counts, indicator),
    }
}

fn roster_parts(
    planting: &Planting<'_>,
    roster: &RosterFigures,
    indicator: Indicator,
) -> Vec<Part> {
    let effects = roster
        .effects
        .iter()
        .filter(|effect| effect.indicator == indicator);
    let part = |effect: &super::report::Effect| Part {
        cause: effect.cause,
        row: planting.member_places[effect.row].clone(),
        count: effect.count,
    };
    effects.map(part).collect()
}

fn counts_parts(
    planting: &Planting<'_>,
    idx: usize,
    lines: &[usize],
    difference: i64,
) -> Vec<Part> {
    let union_place = planting.union_places[idx].clone();
    let Some(line_idx) = lines.last().copied() else {
        return vec![Part {
            cause: Cause::UnitMissingFromReport,
            row: union_place,
            count: difference,
        }];
    };
    let line: &Line = &planting.report.lines[line_idx];
    let line_place = planting.report_places.lines[line_idx].clone();
    let (cause, row) = match line.planted {
        Planted::Scaled | Planted::Transposed => (Cause::ScaledOrTransposed, line_place),
        Planted::CarriedOver => (Cause::LastYearCarriedOver, line_place),
        Planted::Twice => (Cause::UnitReportedTwice, line_place),
        Planted::CoveredUnits => (Cause::CoveredUnits, line_place),
        Planted::UnknownToSystem => (Cause::UnitMissingFromSystem, line_place),
        Planted::Dissolved => (Cause::UnitDissolved, union_place),
        Planted::BothEntries => {
            let second = planting
                .city
                .unions
                .iter()
                .position(|union| union.second_of == Some(idx));
            let second = second.expect("a union entered twice has a second entry");
            (Cause::Duplicates, planting.union_places[second].clone())
        }
        Planted::Nothing => (Cause::Unexplained, line_place),
    };
    vec![Part {
        cause,
        row,
        count: difference,
    }]
}

fn reporting_figure(
    planting: &Planting<'_>,
    figures: &[Figure],
    reporting: ReportingUnit,
    indicator: Indicator,
) -> Option<Figure> {
    let here = |figure: &&Figure| figure.reporting == reporting && figure.indicator == indicator;
    let mut figure = summed(figures.iter().filter(here), reporting.name(), indicator);
    figure.reporting = reporting;
    let totals = planting.report_places.totals.iter();
    let (_, total_place) = totals.into_iter().find(|(unit, _)| *unit == reporting)?;
    figure.reported = planting.report.stated_total(reporting, indicator);
    if let Some(count) = planting.report.wrong_totals.get(&(reporting, indicator)) {
        figure.parts.push(Part {
            cause: Cause::FormArithmetic,
            row: total_place.clone(),
            count: *count,
        });
    }
    Some(figure)
}

/// The sum of `figures`, on persons only where all of them are.
fn summed<'a>(
    figures: impl Iterator<Item = &'a Figure>,
    unit: &str,
    indicator: Indicator,
) -> Figure {
    let mut sum = Figure {
        unit: unit.to_owned(),
        reporting: ReportingUnit::MunicipalDirect,
        indicator,
        basis: Basis::Persons,
        reported: None,
        raw: None,
        recomputed: None,
        parts: Vec::new(),
    };
    let add = |sum: Option<i64>, more: Option<i64>| match (sum, more) {
        (None, None) => None,
        (sum, more) => Some(sum.unwrap_or(0) + more.unwrap_or(0)),
    };
    let mut is_empty = true;
    for figure in figures {
        is_empty = false;
        sum.reported = add(sum.reported, figure.reported);
        sum.raw = add(sum.raw, figure.raw);
        sum.recomputed = add(sum.recomputed, figure.recomputed);
        sum.parts.extend(figure.parts.iter().cloned());
        if figure.basis == Basis::Counts {
            sum.basis = Basis::Counts;
        }
    }
    if is_empty {
        sum.basis = Basis::Counts;
    }
    sum
}

const fn note(cause: Cause) -> &'static str {
    match cause {
        Cause::Duplicates => "重复登记",
        Cause::CountedElsewhere => "按统计口径由别处统计",
        Cause::OutsidePeriod => "期末以后入会",
        Cause::LeftOrTransferred => "期末前已退会或转出",
        Cause::NotApproved => "入会申请未经批准",
        Cause::MigrantDefinition => "农民工标记与口径不符",
        Cause::UnitMissingFromReport => "年报漏报该单位",
        Cause::UnitMissingFromSystem => "系统中没有该单位",
        Cause::UnitReportedTwice => "年报中填报两次",
        Cause::UnitDissolved => "单位已注销仍填报",
        Cause::CoveredUnits => "涵盖单位数多报",
        Cause::FormArithmetic => "合计与各行之和不符",
        Cause::LastYearCarriedOver => "沿用上年数",
        Cause::ScaledOrTransposed => "多填一位或数字颠倒",
        Cause::Unexplained => "",
    }
}
