//! Last year's migrant members, against which growth is measured.

use std::collections::BTreeMap;

use crate::table::vocabulary::{Edition, Indicator, ReportRowRole};
use crate::table::{SchemaFault, report_rows, union_registry, union_rows};

use super::figures::sum_known;
use super::links::UnionIndex;
use super::reconcile::ReportInputs;
use super::statement::{Statement, statements};
use super::totals::Totals;

/// Migrant members as last year's report states them, persons.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnionBaselines {
    /// By reporting unit: its stated total, else the sum of its unit rows.
    pub by_reporting_unit: BTreeMap<String, i64>,
    /// The city's stated total, else the sum of the reporting units.
    pub city: Option<i64>,
}

/// Reads the baselines; `name_reporting_unit` gives the reporting unit that a label names.
///
/// # Errors
/// [`SchemaFault`]: a batch is not the table it is taken for.
pub fn union_baselines(
    inputs: &ReportInputs<'_>,
    name_reporting_unit: &dyn Fn(&str) -> Option<String>,
) -> Result<UnionBaselines, SchemaFault> {
    let rows = report_rows::View::of(inputs.report_rows)?.to_rows();
    let registry = union_registry::View::of(inputs.union_registry)?.to_rows();
    let held = union_rows::View::of(inputs.union_rows)?.to_rows();
    let index = UnionIndex::build(&registry, &held);
    let statements = statements(&rows, name_reporting_unit);
    let last_year: Vec<&Statement> = statements
        .iter()
        .filter(|row| row.edition == Edition::Previous)
        .collect();
    let totals = Totals::of(&last_year);
    let mut by_reporting_unit: BTreeMap<String, i64> = BTreeMap::new();
    let mut unplaced = 0;
    for statement in last_year
        .iter()
        .filter(|row| row.role == ReportRowRole::Unit)
    {
        let figure = statement.figures.get(Indicator::MigrantMembers);
        match (index.reporting_unit_of(statement), figure) {
            (Some(unit), Some(figure)) => *by_reporting_unit.entry(unit).or_insert(0) += figure,
            (None, Some(figure)) => unplaced += figure,
            (_, None) => {}
        }
    }
    for (unit, stated) in &totals.by_reporting_unit {
        if let Some(figure) = stated.figures.get(Indicator::MigrantMembers) {
            by_reporting_unit.insert(unit.clone(), figure);
        }
    }
    let summed = sum_known(by_reporting_unit.values().map(|figure| Some(*figure)));
    let summed = summed.map(|sum| sum + unplaced);
    let city = totals
        .city
        .figures
        .get(Indicator::MigrantMembers)
        .or(summed);
    Ok(UnionBaselines {
        by_reporting_unit,
        city,
    })
}
