//! From the input tables to the table of corrections.

use std::collections::BTreeMap;

use arrow::record_batch::RecordBatch;

use crate::table::{
    SchemaFault, coverage, crosswalk, enterprise_rows, enterprises, member_duplicates, memberships,
    mismatch_rows, person_rows, report_mismatches, report_rows, system_corrections, union_registry,
    union_rows, unorganised,
};
use crate::union::annual_report::{Reconciliation, system_unions};
use crate::union::policy::IdentityDisplay;
use crate::union::source_names::SourceNames;

use super::cures::Related;
use super::enterprise_acts::{Directory, enterprise_additions, entities_by_row, marked_additions};
use super::field_acts::directory_corrections;
use super::member_acts::{Members, member_acts};
use super::union_acts::{closings_and_merges, head_counts, reported_additions, rostered_unions};

/// What the corrections are made of.
#[derive(Clone, Copy)]
pub struct CorrectionInputs<'a> {
    /// `enterprise_rows`: registries and the system's directory.
    pub enterprise_rows: &'a RecordBatch,
    /// `union_rows`.
    pub union_rows: &'a RecordBatch,
    /// `report_rows`: what the report says of unions the system lacks.
    pub report_rows: &'a RecordBatch,
    /// `person_rows`: states as written, and identities to mask.
    pub person_rows: &'a RecordBatch,
    /// `crosswalk`.
    pub crosswalk: &'a RecordBatch,
    /// `enterprises`.
    pub enterprises: &'a RecordBatch,
    /// `unorganised`.
    pub unorganised: &'a RecordBatch,
    /// `coverage`.
    pub coverage: &'a RecordBatch,
    /// `union_registry`.
    pub union_registry: &'a RecordBatch,
    /// `memberships`.
    pub memberships: &'a RecordBatch,
    /// `member_duplicates`.
    pub member_duplicates: &'a RecordBatch,
    /// What people call the sources.
    pub source_names: &'a SourceNames,
    /// How identities to correct are shown.
    pub privacy: &'a IdentityDisplay,
    /// The differences that corrections may cure.
    pub reconciliation: &'a Reconciliation,
}

/// The table `system_corrections`; `reporting_unit` gives the unit that a label of the report names.
///
/// # Errors
/// [`SchemaFault`]: a batch is not the table it is taken for.
pub fn corrections(
    inputs: &CorrectionInputs<'_>,
    reporting_unit: &dyn Fn(&str) -> Option<String>,
) -> Result<RecordBatch, SchemaFault> {
    let differences = inputs.reconciliation;
    let mismatches = report_mismatches::View::of(&differences.report_mismatches)?.to_rows();
    let behind = mismatch_rows::View::of(&differences.mismatch_rows)?.to_rows();
    let related = Related::of(&mismatches, &behind);
    let registry = union_registry::View::of(inputs.union_registry)?.to_rows();
    let union_rows = union_rows::View::of(inputs.union_rows)?.to_rows();
    let unions = system_unions(inputs.union_rows, inputs.union_registry, inputs.memberships)?;
    let rostered = rostered_unions(&unions);
    let enterprises = enterprises::View::of(inputs.enterprises)?.to_rows();
    let rows = enterprise_rows::View::of(inputs.enterprise_rows)?.to_rows();
    let coverage = coverage::View::of(inputs.coverage)?.to_rows();
    let entity_of = entities_by_row(&crosswalk::View::of(inputs.crosswalk)?.to_rows());
    let directory = Directory {
        enterprises: &enterprises,
        unorganised: &unorganised::View::of(inputs.unorganised)?.to_rows(),
        rows: &rows,
        entity_of: &entity_of,
        names: inputs.source_names,
    };
    let kept = registry.iter().filter(|row| row.is_kept);
    let unions_by_code: BTreeMap<&str, &union_registry::Row> =
        kept.map(|row| (row.union_code.as_str(), row)).collect();
    let mut acts = closings_and_merges(&registry, &union_rows, &related);
    let report = report_rows::View::of(inputs.report_rows)?.to_rows();
    acts.extend(reported_additions(
        &mismatches,
        &behind,
        &report,
        reporting_unit,
    ));
    acts.extend(head_counts(&unions, &mismatches));
    acts.extend(member_acts(&Members {
        memberships: &memberships::View::of(inputs.memberships)?.to_rows(),
        duplicates: &member_duplicates::View::of(inputs.member_duplicates)?.to_rows(),
        person_rows: &person_rows::View::of(inputs.person_rows)?.to_rows(),
        rostered: &rostered,
        unions: &unions_by_code,
        related: &related,
        privacy: inputs.privacy,
    }));
    acts.extend(enterprise_additions(&directory));
    acts.extend(marked_additions(&directory));
    acts.extend(directory_corrections(&directory, &coverage));
    let mut n_of_key: BTreeMap<_, usize> = BTreeMap::new();
    let mut corrections = Vec::new();
    for act in acts {
        let key = (act.action, act.subject_kind, act.subject.clone());
        let ordinal = n_of_key.entry(key).or_default();
        corrections.extend(act.rows(*ordinal));
        *ordinal += 1;
    }
    corrections.sort_by(|left, right| {
        let left_key = (left.correction_id, &left.field, &left.old, &left.new);
        left_key.cmp(&(right.correction_id, &right.field, &right.old, &right.new))
    });
    Ok(system_corrections::batch(&corrections))
}
