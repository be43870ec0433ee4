//! From the input tables to the table of targets.

use std::collections::BTreeSet;

use arrow::record_batch::RecordBatch;

use crate::table::vocabulary::ReportingUnitKind;
use crate::table::{
    SchemaFault, coverage, directory_entries, enterprises, persons, targets as targets_schema,
    union_registry,
};
use crate::union::annual_report::{ReportInputs, system_unions, union_baselines};
use crate::union::policy::TargetThresholds;

use super::enterprise_rates::{Workplaces, enterprise_rows};
use super::growth::growth_rows;
use super::union_rates::municipal_direct_rows;

/// What the targets are computed from.
#[derive(Clone, Copy)]
pub struct TargetInputs<'a> {
    /// The same as for the annual report.
    pub report: ReportInputs<'a>,
    /// `enterprises`.
    pub enterprises: &'a RecordBatch,
    /// `directory_entries`.
    pub directory_entries: &'a RecordBatch,
    /// `coverage`.
    pub coverage: &'a RecordBatch,
    /// `persons`.
    pub persons: &'a RecordBatch,
    /// The year's thresholds.
    pub thresholds: &'a TargetThresholds,
}

/// The table `targets`; `name_reporting_unit` gives the reporting unit that a label names.
///
/// # Errors
/// [`SchemaFault`]: a batch is not the table it is taken for.
pub fn targets(
    inputs: &TargetInputs<'_>,
    name_reporting_unit: &dyn Fn(&str) -> Option<String>,
) -> Result<RecordBatch, SchemaFault> {
    let report = &inputs.report;
    let unions = system_unions(report.union_rows, report.union_registry, report.memberships)?;
    let baselines = union_baselines(report, name_reporting_unit)?;
    let registry = union_registry::View::of(report.union_registry)?.to_rows();
    let direct: BTreeSet<String> = registry
        .into_iter()
        .filter(|row| row.reporting_unit_kind == Some(ReportingUnitKind::MunicipalDirect))
        .map(|row| row.kept_union_code)
        .collect();
    let direct_unions: Vec<_> = unions
        .iter()
        .filter(|union| direct.contains(&union.union_code))
        .collect();
    let workplaces = Workplaces {
        enterprises: &enterprises::View::of(inputs.enterprises)?.to_rows(),
        directory_entries: &directory_entries::View::of(inputs.directory_entries)?.to_rows(),
        coverage: &coverage::View::of(inputs.coverage)?.to_rows(),
        persons: &persons::View::of(inputs.persons)?.to_rows(),
        unions: &unions,
    };
    let thresholds = inputs.thresholds;
    let mut rows = growth_rows(&unions, &baselines, report.region, thresholds.growth);
    let threshold = thresholds.municipal_direct;
    rows.extend(municipal_direct_rows(
        &direct_unions,
        report.region,
        threshold,
    ));
    rows.extend(enterprise_rows(&workplaces, report.region, thresholds));
    rows.sort_by(|left, right| {
        let left = (&left.unit, left.target.as_str());
        left.cmp(&(&right.unit, right.target.as_str()))
    });
    Ok(targets_schema::batch(&rows))
}
