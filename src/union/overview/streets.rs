//! Active workplaces that are no visit's goal, by street.

use std::collections::BTreeMap;

use arrow::record_batch::RecordBatch;

use crate::table::vocabulary::{EntityKind, ScopeReason};
use crate::table::{SchemaFault, enterprises, street_overview};

/// The table `street_overview` of a table of `enterprises`.
///
/// # Errors
/// [`SchemaFault`]: the batch is not that table.
pub fn street_overview(enterprises: &RecordBatch) -> Result<RecordBatch, SchemaFault> {
    let view = enterprises::View::of(enterprises)?;
    let mut streets: BTreeMap<(Option<&str>, Option<&str>), street_overview::Row> = BTreeMap::new();
    for idx in 0..view.len() {
        let (no_evidence, too_small) = match view.scope_reason(idx) {
            ScopeReason::NoWorkerEvidence => (1, 0),
            ScopeReason::TooSmall => (0, 1),
            ScopeReason::InScope
            | ScopeReason::OnlyInUnionSystem
            | ScopeReason::OutsideTerritory
            | ScopeReason::KindNotInScope
            | ScopeReason::NotActive => continue,
        };
        let place = (view.reporting_unit(idx), view.township(idx));
        let row = streets
            .entry(place)
            .or_insert_with(|| street_overview::Row {
                reporting_unit: place.0.map(str::to_owned),
                township: place.1.map(str::to_owned),
                n_no_worker_evidence: 0,
                n_individual_businesses: 0,
                n_too_small: 0,
            });
        row.n_no_worker_evidence += no_evidence;
        row.n_too_small += too_small;
        if view.entity_kind(idx) == EntityKind::IndividualBusiness {
            row.n_individual_businesses += no_evidence;
        }
    }
    let mut rows: Vec<street_overview::Row> = streets.into_values().collect();
    // What belongs to no unit or street comes last.
    rows.sort_by_key(|row| {
        (
            row.reporting_unit.is_none(),
            row.reporting_unit.clone(),
            row.township.is_none(),
            row.township.clone(),
        )
    });
    Ok(street_overview::batch(&rows))
}
