//! From the input tables to the two tables of differences.

use std::collections::{BTreeMap, BTreeSet};

use arrow::record_batch::RecordBatch;

use crate::table::vocabulary::{Edition, Indicator, MismatchLevel, ReportRowRole};
use crate::table::{
    BridgeItem, SchemaFault, mismatch_rows, report_mismatches, report_rows, union_registry,
    union_rows,
};

use super::figures::{Figure, sum_known};
use super::higher_levels::{Levels, displaced, higher_figures};
use super::links::{ReportedUnit, UnionIndex};
use super::statement::{Statement, carry, statements};
use super::system::{SystemUnion, system_unions};
use super::totals::Totals;
use super::union_level::{UnionScope, UnitReport, union_figures};

/// What the reconciliation is computed from.
#[derive(Clone, Copy)]
pub struct ReportInputs<'a> {
    /// `report_rows`, both editions.
    pub report_rows: &'a RecordBatch,
    /// `union_rows`.
    pub union_rows: &'a RecordBatch,
    /// `union_registry`.
    pub union_registry: &'a RecordBatch,
    /// `memberships`.
    pub memberships: &'a RecordBatch,
    /// The pipeline's region as written: the city's name in the tables.
    pub region: &'a str,
}

/// The two tables of differences.
#[derive(Debug, Clone)]
pub struct Reconciliation {
    /// `report_mismatches`.
    pub report_mismatches: RecordBatch,
    /// `mismatch_rows`.
    pub mismatch_rows: RecordBatch,
}

/// Holds the annual report against the recomputed system; `name_reporting_unit` gives the reporting
/// unit that a label of the report names.
///
/// # Errors
/// [`SchemaFault`]: a batch is not the table it is taken for.
///
/// # Cost
/// O(r log r) in the rows of report, system and roster.
pub fn reconcile(
    inputs: &ReportInputs<'_>,
    name_reporting_unit: &dyn Fn(&str) -> Option<String>,
) -> Result<Reconciliation, SchemaFault> {
    let rows = report_rows::View::of(inputs.report_rows)?.to_rows();
    let registry = union_registry::View::of(inputs.union_registry)?.to_rows();
    let held = union_rows::View::of(inputs.union_rows)?.to_rows();
    let system = system_unions(inputs.union_rows, inputs.union_registry, inputs.memberships)?;
    let statements = statements(&rows, name_reporting_unit);
    let index = UnionIndex::build(&registry, &held);
    let figures = compare(&statements, &system, &index, inputs.region);
    Ok(tables(&figures))
}

/// All figures of all levels, differing or not.
fn compare(
    statements: &[Statement],
    system: &[SystemUnion],
    index: &UnionIndex,
    city: &str,
) -> Vec<Figure> {
    let of_edition = |edition: Edition| -> Vec<&Statement> {
        let rows = statements.iter();
        rows.filter(|row| row.edition == edition && !row.figures.is_silent())
            .collect()
    };
    let (this_year, last_year) = (of_edition(Edition::Current), of_edition(Edition::Previous));
    if this_year.is_empty() {
        return Vec::new();
    }
    let unit_rows = linked(&this_year, index, system);
    let last_unit_rows = linked(&last_year, index, system);
    let totals = Totals::of(&this_year);
    let last_totals = last_totals(&last_year, &last_unit_rows);
    let units: Vec<&Statement> = unit_rows.iter().map(|(_, statement)| *statement).collect();
    let answered = |indicator: &Indicator| is_answered(system, *indicator);
    let is_stated = |indicator: &Indicator| {
        let of_city = totals.city.figures.get(*indicator);
        totals.carry(*indicator) || of_city.is_some()
    };
    let by_union = |indicator: &Indicator| {
        // A base form is one base union: unit rows count themselves, stated or not.
        let counts_itself = *indicator == Indicator::BaseUnions;
        !units.is_empty() && (carry(&units, *indicator) || counts_itself)
    };
    let answerable: Vec<Indicator> = Indicator::ALL.iter().copied().filter(answered).collect();
    let by_union: BTreeSet<Indicator> = answerable.iter().copied().filter(by_union).collect();
    let scope = UnionScope {
        indicators: by_union.iter().copied().collect(),
        totals_only: totals_only(&totals, &unit_rows, system),
    };
    let reported = by_unit(&unit_rows, &last_unit_rows);
    let unions = union_figures(system, &reported, &scope);
    let levels = Levels {
        city,
        system,
        unions: &unions,
        displaced: &displaced(system, &unit_rows),
        totals: &totals,
        last_totals: &last_totals,
        totals_only: &scope.totals_only,
        by_union: &by_union,
    };
    let compared = answerable.into_iter();
    let compared =
        compared.filter(|indicator| by_union.contains(indicator) || is_stated(indicator));
    let mut figures = higher_figures(&levels, &compared.collect::<Vec<_>>());
    figures.extend(unions);
    figures
}

/// Whether the system can answer an indicator at all: an absent column recomputes nothing.
fn is_answered(system: &[SystemUnion], indicator: Indicator) -> bool {
    let lines = system
        .iter()
        .filter_map(|union| union.lines.get(&indicator));
    sum_known(lines.map(|line| line.raw)).is_some()
}

/// Whom each unit row speaks of. Unions of one name are told apart by codes; where a row gives none,
/// by which of them no other row speaks of, and else by the figures that the system holds of them.
fn linked<'a>(
    statements: &[&'a Statement],
    index: &UnionIndex,
    system: &[SystemUnion],
) -> Vec<(ReportedUnit, &'a Statement)> {
    let units = statements
        .iter()
        .filter(|statement| statement.role == ReportRowRole::Unit);
    let mut linked: Vec<(ReportedUnit, &Statement)> = units
        .map(|statement| (index.find(statement), *statement))
        .collect();
    let mut claimed: BTreeSet<String> = BTreeSet::new();
    for (unit, _) in &linked {
        if let ReportedUnit::Known(union_code) = unit {
            claimed.insert(union_code.clone());
        }
    }
    let by_code: BTreeMap<&str, &SystemUnion> = system
        .iter()
        .map(|union| (union.union_code.as_str(), union))
        .collect();
    for (unit, statement) in &mut linked {
        if matches!(unit, ReportedUnit::Known(_)) {
            continue;
        }
        let mut free = index.namesakes(statement);
        free.retain(|union_code| !claimed.contains(union_code));
        let agreeing = |union_code: &String| {
            let union = by_code.get(union_code.as_str());
            union.map_or(0, |union| union.n_agreeing(&statement.figures))
        };
        let best = free.iter().map(agreeing).max();
        let mut nearest = free.iter().filter(|code| Some(agreeing(code)) == best);
        if let (Some(union_code), None) = (nearest.next(), nearest.next()) {
            claimed.insert(union_code.clone());
            *unit = ReportedUnit::Known(union_code.clone());
        }
    }
    linked
}

/// The reporting units that state totals and hold no unit row.
fn totals_only(
    totals: &Totals,
    unit_rows: &[(ReportedUnit, &Statement)],
    system: &[SystemUnion],
) -> BTreeSet<String> {
    let homes: BTreeMap<&str, &str> = system
        .iter()
        .filter_map(|union| Some((union.union_code.as_str(), union.reporting_unit.as_deref()?)))
        .collect();
    let with_units: BTreeSet<&str> = unit_rows
        .iter()
        .filter_map(|(unit, statement)| {
            let shown = statement.reporting_unit.as_deref();
            shown.or_else(|| homes.get(unit.unit()).copied())
        })
        .collect();
    let stating = totals.by_reporting_unit.keys();
    stating
        .filter(|unit| !with_units.contains(unit.as_str()))
        .cloned()
        .collect()
}

fn by_unit<'a>(
    this_year: &[(ReportedUnit, &'a Statement)],
    last_year: &[(ReportedUnit, &'a Statement)],
) -> BTreeMap<ReportedUnit, UnitReport<'a>> {
    let mut reports: BTreeMap<ReportedUnit, UnitReport<'a>> = BTreeMap::new();
    for (unit, statement) in this_year {
        reports
            .entry(unit.clone())
            .or_default()
            .rows
            .push(statement);
    }
    for (unit, statement) in last_year {
        let report = reports.entry(unit.clone()).or_default();
        report.last_year.get_or_insert(statement);
    }
    reports
}

/// Last year's totals; of reporting units that state none, the sums of their unit rows.
fn last_totals(last_year: &[&Statement], unit_rows: &[(ReportedUnit, &Statement)]) -> Totals {
    let mut totals = Totals::of(last_year);
    let mut sums: BTreeMap<&str, Vec<&Statement>> = BTreeMap::new();
    for (_, statement) in unit_rows {
        if let Some(unit) = &statement.reporting_unit {
            sums.entry(unit).or_default().push(statement);
        }
    }
    for (unit, statements) in sums {
        let stated = totals.by_reporting_unit.entry(unit.to_owned()).or_default();
        for indicator in Indicator::ALL {
            if stated.figures.get(*indicator).is_none() {
                let figures = statements.iter().map(|row| row.figures.get(*indicator));
                stated.figures.add(*indicator, sum_known(figures));
            }
        }
    }
    totals
}

fn tables(figures: &[Figure]) -> Reconciliation {
    let is_shown = |figure: &&Figure| {
        let exists_here = match figure.level {
            MismatchLevel::Union => figure.indicator != Indicator::BaseUnions,
            MismatchLevel::ReportingUnit | MismatchLevel::City => true,
        };
        exists_here && figure.difference() != 0
    };
    let shown: Vec<&Figure> = figures.iter().filter(is_shown).collect();
    let mut mismatches: Vec<report_mismatches::Row> =
        shown.iter().map(|figure| mismatch(figure)).collect();
    mismatches.sort_by(|left, right| {
        let key = |row: &report_mismatches::Row| (row.level.as_str(), row.indicator.as_str());
        let (left_key, right_key) = (key(left), key(right));
        let left_key = (left_key.0, left.unit.as_str(), left_key.1);
        left_key.cmp(&(right_key.0, right.unit.as_str(), right_key.1))
    });
    Reconciliation {
        report_mismatches: report_mismatches::batch(&mismatches),
        mismatch_rows: mismatch_rows::batch(&rows_behind(&shown)),
    }
}

fn mismatch(figure: &Figure) -> report_mismatches::Row {
    let causes = figure.bridge.iter().filter(|(_, count)| **count != 0);
    report_mismatches::Row {
        level: figure.level,
        unit: figure.unit.clone(),
        indicator: figure.indicator,
        basis: figure.basis,
        reported: figure.reported,
        system_raw: figure.raw,
        recomputed: figure.recomputed,
        difference: figure.difference(),
        bridge: causes
            .map(|(cause, count)| BridgeItem {
                cause: *cause,
                count: *count,
            })
            .collect(),
    }
}

/// The rows behind the causes, one per unit, indicator, cause and input row.
fn rows_behind(shown: &[&Figure]) -> Vec<mismatch_rows::Row> {
    let mut counts = BTreeMap::new();
    for figure in shown {
        let causes = &figure.bridge;
        for part in &figure.born {
            if causes.get(&part.cause).is_some_and(|count| *count != 0) {
                let unit = (figure.unit.as_str(), figure.indicator.as_str());
                let key = (unit, part.cause.as_str(), &part.row);
                let cell = counts.entry(key).or_insert((figure.indicator, part, 0));
                cell.2 += part.count;
            }
        }
    }
    let rows = counts.into_iter().filter(|(_, (_, _, count))| *count != 0);
    rows.map(
        |(((unit, _), _, row), (indicator, part, count))| mismatch_rows::Row {
            unit: unit.to_owned(),
            indicator,
            cause: part.cause,
            source: row.source.clone(),
            file: row.file.clone(),
            sheet: row.sheet.clone(),
            row: row.row,
            count,
            note: part.note.clone(),
        },
    )
    .collect()
}
