//! Reporting units and the city: the sums over their unions, and what arises only there.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::RowIdentity;
use crate::table::vocabulary::{Basis, Cause, Indicator, MismatchLevel, UnionKind};

use super::explain::{Question, explain};
use super::figures::{Figure, Figures, Part, sum_known};
use super::links::ReportedUnit;
use super::statement::Statement;
use super::system::SystemUnion;
use super::totals::{StatedTotals, Totals};
use super::union_level::copied;

/// Everything the higher levels are computed from.
pub(super) struct Levels<'a> {
    /// The pipeline's region as written: the city's name in the tables.
    pub(super) city: &'a str,
    pub(super) system: &'a [SystemUnion],
    /// The figures of the unions, differing or not.
    pub(super) unions: &'a [Figure],
    /// This year's unit rows that stand in another reporting unit than their union.
    pub(super) displaced: &'a [Displaced<'a>],
    pub(super) totals: &'a Totals,
    pub(super) last_totals: &'a Totals,
    /// Reporting units of which the report holds totals alone.
    pub(super) totals_only: &'a BTreeSet<String>,
    /// Indicators compared union by union.
    pub(super) by_union: &'a BTreeSet<Indicator>,
}

/// A unit row that the report shows in another reporting unit than the union belongs to: the stated
/// totals follow the report's place, the recomputed figures the union's own.
pub(super) struct Displaced<'a> {
    statement: &'a Statement,
    home: &'a str,
    shown: &'a str,
}

/// The displaced among this year's unit rows.
pub(super) fn displaced<'a>(
    system: &'a [SystemUnion],
    unit_rows: &[(ReportedUnit, &'a Statement)],
) -> Vec<Displaced<'a>> {
    let homes: BTreeMap<&str, &str> = system
        .iter()
        .filter_map(|union| Some((union.union_code.as_str(), union.reporting_unit.as_deref()?)))
        .collect();
    let known = unit_rows.iter().filter_map(|(reported, statement)| {
        let ReportedUnit::Known(union_code) = reported else {
            return None;
        };
        let home = *homes.get(union_code.as_str())?;
        let shown = statement.reporting_unit.as_deref()?;
        Some(Displaced {
            statement,
            home,
            shown,
        })
    });
    known.filter(|row| row.home != row.shown).collect()
}

/// The figures of all reporting units and of the city, indicator by indicator.
pub(super) fn higher_figures(levels: &Levels<'_>, indicators: &[Indicator]) -> Vec<Figure> {
    let names = levels.reporting_units();
    let mut figures = Vec::new();
    for indicator in indicators {
        let of_units: Vec<Figure> = names
            .iter()
            .filter_map(|unit| levels.reporting_unit(unit, *indicator))
            .collect();
        figures.extend(levels.city(&of_units, *indicator));
        figures.extend(of_units);
    }
    figures
}

impl Levels<'_> {
    fn reporting_units(&self) -> BTreeSet<String> {
        let of_system = self
            .system
            .iter()
            .filter_map(|union| union.reporting_unit.clone());
        let of_unions = self
            .unions
            .iter()
            .filter_map(|figure| figure.reporting_unit.clone());
        let of_totals = self.totals.by_reporting_unit.keys().cloned();
        of_system.chain(of_unions).chain(of_totals).collect()
    }

    fn reporting_unit(&self, unit: &str, indicator: Indicator) -> Option<Figure> {
        let stated = self.totals.by_reporting_unit.get(unit);
        let stated_figure = stated.and_then(|stated| stated.figures.get(indicator));
        let is_by_union = self.by_union.contains(&indicator) && !self.totals_only.contains(unit);
        if is_by_union {
            return Some(self.summed_over_unions(unit, indicator, stated));
        }
        if stated_figure.is_none() && !self.totals.carry(indicator) {
            return None;
        }
        let here = |union: &&SystemUnion| union.reporting_unit.as_deref() == Some(unit);
        let last_year = self.last_totals.by_reporting_unit.get(unit);
        let body = Body {
            level: MismatchLevel::ReportingUnit,
            unit,
            unions: self.filing_unions().filter(here).collect(),
        };
        Some(body.held_against_totals(indicator, stated, last_year.map(|stated| &stated.figures)))
    }

    /// Superior unions file no base form, so their head counts are others' over again.
    fn filing_unions(&self) -> impl Iterator<Item = &SystemUnion> {
        let files = |union: &&SystemUnion| union.kind != UnionKind::SuperiorUnion;
        self.system.iter().filter(files)
    }

    fn summed_over_unions(
        &self,
        unit: &str,
        indicator: Indicator,
        stated: Option<&StatedTotals>,
    ) -> Figure {
        let here = |figure: &&Figure| {
            figure.reporting_unit.as_deref() == Some(unit) && figure.indicator == indicator
        };
        let below: Vec<&Figure> = self.unions.iter().filter(here).collect();
        let mut figure = summed(MismatchLevel::ReportingUnit, unit, indicator, &below);
        if indicator == Indicator::BaseUnions {
            // It has no figure of its own at union level, so its rows are shown here.
            figure.born = below.iter().flat_map(|below| below.born.clone()).collect();
        }
        let stated_figure = stated.and_then(|stated| stated.figures.get(indicator));
        if let (Some(stated), Some(stated_figure)) = (stated, stated_figure) {
            let moved = self.moved_parts(unit, indicator);
            let moved_count: i64 = moved.iter().map(|part| part.count).sum();
            let summed = figure.reported.unwrap_or(0) + moved_count;
            figure.reported = Some(stated_figure);
            figure.bear(moved);
            figure.bear(form_part(stated, indicator, (stated_figure, summed)));
        }
        figure.closed()
    }

    fn moved_parts(&self, unit: &str, indicator: Indicator) -> Vec<Part> {
        let mut parts = Vec::new();
        for Displaced {
            statement,
            home,
            shown,
        } in self.displaced
        {
            let figure = statement.figures.get(indicator).unwrap_or(0);
            let (count, note) = if *shown == unit {
                (figure, format!("按隶属关系应由{home}统计"))
            } else if *home == unit {
                (-figure, format!("年报填在{shown}"))
            } else {
                continue;
            };
            if count != 0 {
                parts.push(Part {
                    cause: Cause::CountedElsewhere,
                    row: statement.row.clone(),
                    count,
                    note,
                });
            }
        }
        parts
    }

    fn city(&self, of_units: &[Figure], indicator: Indicator) -> Option<Figure> {
        let stated = &self.totals.city;
        let stated_figure = stated.figures.get(indicator);
        if of_units.is_empty() {
            stated_figure?;
            let body = Body {
                level: MismatchLevel::City,
                unit: self.city,
                unions: self
                    .filing_unions()
                    .filter(|union| union.reporting_unit.is_some())
                    .collect(),
            };
            let last_year = &self.last_totals.city.figures;
            return Some(body.held_against_totals(indicator, Some(stated), Some(last_year)));
        }
        let below: Vec<&Figure> = of_units.iter().collect();
        let mut figure = summed(MismatchLevel::City, self.city, indicator, &below);
        if let Some(stated_figure) = stated_figure {
            let summed = figure.reported.unwrap_or(0);
            figure.reported = Some(stated_figure);
            figure.bear(form_part(stated, indicator, (stated_figure, summed)));
        }
        Some(figure.closed())
    }
}

/// The sum of `below`, with the bridge of the sums.
fn summed(level: MismatchLevel, unit: &str, indicator: Indicator, below: &[&Figure]) -> Figure {
    let mut bridge = BTreeMap::new();
    for figure in below {
        for (cause, count) in &figure.bridge {
            *bridge.entry(*cause).or_insert(0) += count;
        }
    }
    Figure {
        level,
        unit: unit.to_owned(),
        reporting_unit: None,
        indicator,
        basis: common_basis(below.iter().map(|figure| figure.basis)),
        reported: sum_known(below.iter().map(|figure| figure.reported)),
        raw: sum_known(below.iter().map(|figure| figure.raw)),
        recomputed: sum_known(below.iter().map(|figure| figure.recomputed)),
        bridge,
        born: Vec::new(),
    }
}

/// Persons only where everything below is.
fn common_basis(bases: impl Iterator<Item = Basis>) -> Basis {
    let mut bases = bases.peekable();
    if bases.peek().is_some() && bases.all(|basis| basis == Basis::Persons) {
        return Basis::Persons;
    }
    Basis::Counts
}

fn form_part(
    stated: &StatedTotals,
    indicator: Indicator,
    (stated_figure, summed): (i64, i64),
) -> Vec<Part> {
    let row = stated.rows.get(&indicator);
    let parts = row.filter(|_| stated_figure != summed).map(|row| Part {
        cause: Cause::FormArithmetic,
        row: row.clone(),
        count: stated_figure - summed,
        note: format!("合计填{stated_figure}，各行之和为{summed}"),
    });
    parts.into_iter().collect()
}

/// A body of which the report states totals alone.
struct Body<'a> {
    level: MismatchLevel,
    unit: &'a str,
    unions: Vec<&'a SystemUnion>,
}

impl Body<'_> {
    fn held_against_totals(
        &self,
        indicator: Indicator,
        stated: Option<&StatedTotals>,
        last_year: Option<&Figures>,
    ) -> Figure {
        let lines = || {
            self.unions
                .iter()
                .filter_map(|union| union.lines.get(&indicator))
        };
        let reported = stated.and_then(|stated| stated.figures.get(indicator));
        let row = stated.and_then(|stated| stated.rows.get(&indicator));
        let mut figure = Figure {
            level: self.level,
            unit: self.unit.to_owned(),
            reporting_unit: None,
            indicator,
            basis: common_basis(lines().map(|line| line.basis)),
            reported,
            raw: sum_known(lines().map(|line| line.raw)),
            recomputed: sum_known(lines().map(|line| line.recomputed)),
            bridge: BTreeMap::new(),
            born: Vec::new(),
        };
        let (Some(stated), Some(reported), Some(row)) = (stated, reported, row) else {
            figure.bear(self.missing_parts(indicator));
            return figure.closed();
        };
        if self.unions.is_empty() {
            figure.bear(unknown_body(reported, row));
            return figure.closed();
        }
        let effects: Vec<Part> = lines().flat_map(|line| line.effects.clone()).collect();
        figure.bear(explain(&Question {
            indicator,
            reported,
            recomputed: figure.recomputed.unwrap_or(0),
            last_year: last_year.and_then(|figures| figures.get(indicator)),
            copied: copied(&stated.figures, last_year),
            effects: &effects,
            report_row: row,
        }));
        figure.closed()
    }

    /// The report of totals lacks the whole body.
    fn missing_parts(&self, indicator: Indicator) -> Vec<Part> {
        let parts = self.unions.iter().filter_map(|union| {
            let recomputed = union.lines.get(&indicator)?.recomputed?;
            (recomputed != 0).then(|| Part {
                cause: Cause::UnitMissingFromReport,
                row: union.row.clone(),
                count: -recomputed,
                note: "年报中没有该填报单位".to_owned(),
            })
        });
        parts.collect()
    }
}

fn unknown_body(reported: i64, row: &RowIdentity) -> Vec<Part> {
    let part = Part {
        cause: Cause::UnitMissingFromSystem,
        row: row.clone(),
        count: reported,
        note: "系统中没有该填报单位的工会".to_owned(),
    };
    if reported == 0 {
        Vec::new()
    } else {
        vec![part]
    }
}
