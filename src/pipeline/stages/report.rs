//! The annual report, the targets, the corrections.

use crate::table::{
    coverage, crosswalk, directory_entries, enterprise_rows, enterprises, member_duplicates,
    memberships, mismatch_rows, person_rows, persons, report_mismatches, report_rows,
    system_corrections, targets, union_registry, union_rows, unorganised,
};
use crate::union::annual_report::{Reconciliation, ReportInputs, reconcile};
use crate::union::corrections::{CorrectionInputs, corrections};
use crate::union::targets::{TargetInputs, targets as score};

use super::super::stage::Stage;
use super::super::tables::Tables;
use super::{JobContext, stage, table};

pub(super) fn stages<'a>(context: &'a JobContext<'a>) -> Vec<Stage<'a>> {
    vec![
        report_stage(context),
        targets_stage(context),
        corrections_stage(context),
    ]
}

const REPORT_INPUTS: [&str; 4] = [
    report_rows::NAME,
    union_rows::NAME,
    union_registry::NAME,
    memberships::NAME,
];

fn report_inputs<'t>(tables: &'t Tables, context: &'t JobContext<'_>) -> ReportInputs<'t> {
    ReportInputs {
        report_rows: tables.named(report_rows::NAME),
        union_rows: tables.named(union_rows::NAME),
        union_registry: tables.named(union_registry::NAME),
        memberships: tables.named(memberships::NAME),
        region: &context.pipeline.region,
    }
}

/// The reporting unit that a label of the report names.
fn reporting_unit(context: &JobContext<'_>, label: &str) -> Option<String> {
    let unit = context.pipeline.territory.named(label)?;
    Some(unit.name.to_owned())
}

fn report_stage<'a>(context: &'a JobContext<'a>) -> Stage<'a> {
    let outputs = [report_mismatches::NAME, mismatch_rows::NAME];
    stage("annual report", &REPORT_INPUTS, &outputs, |tables| {
        let inputs = report_inputs(tables, context);
        let differences = reconcile(&inputs, &|label| reporting_unit(context, label))?;
        Ok(vec![
            table(report_mismatches::NAME, differences.report_mismatches),
            table(mismatch_rows::NAME, differences.mismatch_rows),
        ])
    })
}

fn targets_stage<'a>(context: &'a JobContext<'a>) -> Stage<'a> {
    let mut inputs = REPORT_INPUTS.to_vec();
    inputs.extend([
        enterprises::NAME,
        directory_entries::NAME,
        coverage::NAME,
        persons::NAME,
    ]);
    stage("targets", &inputs, &[targets::NAME], |tables| {
        let inputs = TargetInputs {
            report: report_inputs(tables, context),
            enterprises: tables.named(enterprises::NAME),
            directory_entries: tables.named(directory_entries::NAME),
            coverage: tables.named(coverage::NAME),
            persons: tables.named(persons::NAME),
            thresholds: &context.pipeline.policy.targets,
        };
        let batch = score(&inputs, &|label| reporting_unit(context, label))?;
        Ok(vec![table(targets::NAME, batch)])
    })
}

fn corrections_stage<'a>(context: &'a JobContext<'a>) -> Stage<'a> {
    let inputs = [
        enterprise_rows::NAME,
        union_rows::NAME,
        report_rows::NAME,
        person_rows::NAME,
        crosswalk::NAME,
        enterprises::NAME,
        unorganised::NAME,
        coverage::NAME,
        union_registry::NAME,
        memberships::NAME,
        member_duplicates::NAME,
        report_mismatches::NAME,
        mismatch_rows::NAME,
    ];
    stage(
        "corrections",
        &inputs,
        &[system_corrections::NAME],
        |tables| {
            let reconciliation = Reconciliation {
                report_mismatches: tables.named(report_mismatches::NAME).clone(),
                mismatch_rows: tables.named(mismatch_rows::NAME).clone(),
            };
            let inputs = CorrectionInputs {
                enterprise_rows: tables.named(enterprise_rows::NAME),
                union_rows: tables.named(union_rows::NAME),
                report_rows: tables.named(report_rows::NAME),
                person_rows: tables.named(person_rows::NAME),
                crosswalk: tables.named(crosswalk::NAME),
                enterprises: tables.named(enterprises::NAME),
                unorganised: tables.named(unorganised::NAME),
                coverage: tables.named(coverage::NAME),
                union_registry: tables.named(union_registry::NAME),
                memberships: tables.named(memberships::NAME),
                member_duplicates: tables.named(member_duplicates::NAME),
                source_names: &context.pipeline.source_names(),
                privacy: &context.pipeline.privacy.identity,
                reconciliation: &reconciliation,
            };
            let batch = corrections(&inputs, &|label| reporting_unit(context, label))?;
            Ok(vec![table(system_corrections::NAME, batch)])
        },
    )
}
