//! What the report states as totals, of each reporting unit and of the city.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::RowIdentity;
use crate::table::vocabulary::{Indicator, ReportRowRole};

use super::figures::Figures;
use super::statement::Statement;

/// The stated totals of one body.
#[derive(Debug, Default)]
pub(super) struct StatedTotals {
    pub(super) figures: Figures,
    /// The row that states each figure.
    pub(super) rows: BTreeMap<Indicator, RowIdentity>,
}

/// All stated totals of one edition.
#[derive(Debug, Default)]
pub(super) struct Totals {
    pub(super) by_reporting_unit: BTreeMap<String, StatedTotals>,
    pub(super) city: StatedTotals,
}

type Sheet<'a> = (&'a str, &'a str, Option<&'a str>);

fn sheet_of(row: &RowIdentity) -> Sheet<'_> {
    (&row.source, &row.file, row.sheet.as_deref())
}

impl Totals {
    /// Gathers the totals of `statements`.
    ///
    /// A signed summary goes before the totals at the end of sheets of units; several such sheets of
    /// one reporting unit each state a part of it, by their last total.
    pub(super) fn of(statements: &[&Statement]) -> Self {
        let units = statements
            .iter()
            .filter(|statement| statement.role == ReportRowRole::Unit);
        let sheets_of_units: BTreeSet<Sheet<'_>> =
            units.map(|statement| sheet_of(&statement.row)).collect();
        let mut rows: BTreeMap<&str, Vec<&Statement>> = BTreeMap::new();
        let mut city = Vec::new();
        for statement in statements {
            match (statement.role, &statement.reporting_unit) {
                (ReportRowRole::ReportingUnitTotal, Some(unit)) => {
                    rows.entry(unit).or_default().push(*statement);
                }
                (ReportRowRole::CityTotal, _) => city.push(*statement),
                (ReportRowRole::ReportingUnitTotal, None) | (ReportRowRole::Unit, _) => {}
            }
        }
        let of_unit = |(unit, rows): (&str, Vec<&Statement>)| {
            (unit.to_owned(), gather(&rows, &sheets_of_units, Parts::Add))
        };
        Self {
            by_reporting_unit: rows.into_iter().map(of_unit).collect(),
            city: gather(&city, &sheets_of_units, Parts::Last),
        }
    }

    /// Whether any reporting unit states the indicator.
    pub(super) fn carry(&self, indicator: Indicator) -> bool {
        let mut units = self.by_reporting_unit.values();
        units.any(|stated| stated.figures.get(indicator).is_some())
    }
}

/// What the totals of several sheets are to each other.
#[derive(Debug, Clone, Copy)]
enum Parts {
    /// Parts of one body.
    Add,
    /// The same total again.
    Last,
}

fn gather(
    rows: &[&Statement],
    sheets_of_units: &BTreeSet<Sheet<'_>>,
    parts: Parts,
) -> StatedTotals {
    let mut stated = StatedTotals::default();
    for indicator in Indicator::ALL {
        let stating = || {
            let stating = rows
                .iter()
                .filter_map(|statement| Some((&statement.row, statement.figures.get(*indicator)?)));
            let stating = stating.collect::<Vec<(&RowIdentity, i64)>>();
            stating.into_iter()
        };
        let summary = stating().find(|(row, _)| !sheets_of_units.contains(&sheet_of(row)));
        let last_of_sheets: BTreeMap<Sheet<'_>, (&RowIdentity, i64)> = stating()
            .map(|(row, figure)| (sheet_of(row), (row, figure)))
            .collect();
        let mut chosen: Vec<(&RowIdentity, i64)> = match summary {
            Some(summary) => vec![summary],
            None => last_of_sheets.into_values().collect(),
        };
        if let (Parts::Last, Some(last)) = (parts, chosen.last().copied()) {
            chosen = vec![last];
        }
        for (row, figure) in chosen {
            stated.figures.add(*indicator, Some(figure));
            stated.rows.entry(*indicator).or_insert_with(|| row.clone());
        }
    }
    stated
}
