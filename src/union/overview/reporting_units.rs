//! Workplaces by reporting unit.

use arrow::record_batch::RecordBatch;
use polars::prelude::{
    DataType, Expr, IntoLazy, JoinArgs, JoinType, SortMultipleOptions, col, len, lit,
};

use crate::table::bridge::{BridgeFault, columns_to_polars, query_to_arrow};
use crate::table::vocabulary::{Certainty, EntityStatus, ScopeReason};
use crate::table::{enterprises, unit_overview, unorganised};

/// What the overview counts.
#[derive(Debug, Clone, Copy)]
pub struct OverviewInputs<'a> {
    /// `enterprises`.
    pub enterprises: &'a RecordBatch,
    /// `unorganised`.
    pub unorganised: &'a RecordBatch,
}

/// The table `unit_overview`.
///
/// # Errors
/// [`BridgeFault`]: a batch is not the table it is taken for.
pub fn unit_overview(inputs: &OverviewInputs<'_>) -> Result<RecordBatch, BridgeFault> {
    use enterprises::columns as entity;
    use unit_overview::columns as overview;
    use unorganised::columns as absence;

    let listed = columns_to_polars(
        inputs.enterprises,
        &[
            entity::entity_id,
            entity::reporting_unit,
            entity::status,
            entity::in_scope,
            entity::scope_reason,
            entity::workers,
            entity::migrant_workers,
        ],
    )?;
    let absences = columns_to_polars(
        inputs.unorganised,
        &[absence::entity_id, absence::certainty],
    )?;
    let is = |column: &str, word: &'static str| col(column).eq(lit(word));
    let in_scope = || col(entity::in_scope);
    let is_unorganised = || col(absence::certainty).is_not_null();
    let by_unit = listed
        .lazy()
        .join(
            absences.lazy(),
            [col(entity::entity_id)],
            [col(absence::entity_id)],
            JoinArgs::new(JoinType::Left),
        )
        .group_by([col(entity::reporting_unit)])
        .agg([
            len().cast(DataType::Int64).alias(overview::n_entities),
            count(is(entity::status, EntityStatus::Active.as_str())).alias(overview::n_active),
            count(in_scope()).alias(overview::n_in_scope),
            count(in_scope().and(is_unorganised().not())).alias(overview::n_organised),
            count(is_unorganised()).alias(overview::n_unorganised),
            count(is(absence::certainty, Certainty::Certain.as_str()))
                .alias(overview::n_unorganised_certain),
            count(is(
                entity::scope_reason,
                ScopeReason::NoWorkerEvidence.as_str(),
            ))
            .alias(overview::n_no_worker_evidence),
            persons_in_scope(entity::workers).alias(overview::workers),
            persons_in_scope(entity::migrant_workers).alias(overview::migrant_workers),
        ])
        .sort(
            [overview::reporting_unit],
            SortMultipleOptions::default().with_nulls_last(true),
        );
    query_to_arrow(by_unit, &unit_overview::schema())
}

/// Rows of the group for which `condition` holds; an unknown answer is no.
fn count(condition: Expr) -> Expr {
    condition.fill_null(lit(false)).cast(DataType::Int64).sum()
}

/// Persons in `column` of the group's entities in scope; an unknown count adds nothing.
fn persons_in_scope(column: &str) -> Expr {
    col(column)
        .cast(DataType::Int64)
        .filter(col(enterprises::columns::in_scope))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::EntityId;
    use crate::table::vocabulary::{EntityKind, Suggestion, WorkerEvidence};

    fn entity(number: u128, unit: Option<&str>, reason: ScopeReason) -> enterprises::Row {
        enterprises::Row {
            entity_id: EntityId::from_bits(number),
            entity_kind: EntityKind::Enterprise,
            parent_entity_id: None,
            name: "宜昌鼎力建材有限公司".to_owned(),
            former_names: vec![],
            uscc: None,
            org_code: None,
            registration_no: None,
            region_code: None,
            township: None,
            reporting_unit: unit.map(str::to_owned),
            address: None,
            legal_representative: None,
            phone: None,
            industry_code: None,
            status: EntityStatus::Active,
            status_reason: None,
            established_on: None,
            workers: Some(10),
            migrant_workers: None,
            worker_evidence: WorkerEvidence::Insured,
            in_scope: reason == ScopeReason::InScope,
            scope_reason: reason,
            sources: vec![],
            n_rows: 1,
            confidence: 1.0,
            provenance: vec![],
            workers_as_of: None,
        }
    }

    fn absence(number: u128, certainty: Certainty) -> unorganised::Row {
        unorganised::Row {
            entity_id: EntityId::from_bits(number),
            certainty,
            reason: String::new(),
            reporting_unit: None,
            workers: None,
            migrant_workers: None,
            directories: vec![],
            suggestion: Suggestion::AskFirst,
            priority: number as u32,
            nearest_candidate: None,
            nearest_probability: None,
            acting_union: None,
            why_visit: String::new(),
            workers_as_of: None,
        }
    }

    #[test]
    fn a_unit_counts_its_workplaces_and_what_belongs_to_none_comes_last() {
        let table = unit_overview(&OverviewInputs {
            enterprises: &enterprises::batch(&[
                entity(1, Some("西陵区"), ScopeReason::InScope),
                entity(2, Some("西陵区"), ScopeReason::InScope),
                entity(3, Some("西陵区"), ScopeReason::NoWorkerEvidence),
                entity(4, None, ScopeReason::OutsideTerritory),
            ]),
            unorganised: &unorganised::batch(&[absence(2, Certainty::Certain)]),
        })
        .unwrap();
        let rows = unit_overview::View::of(&table).unwrap().to_rows();
        let expected = unit_overview::Row {
            reporting_unit: Some("西陵区".to_owned()),
            n_entities: 3,
            n_active: 3,
            n_in_scope: 2,
            n_organised: 1,
            n_unorganised: 1,
            n_unorganised_certain: 1,
            n_no_worker_evidence: 1,
            workers: 20,
            migrant_workers: 0,
        };
        assert_eq!(rows[0], expected);
        assert_eq!(
            (rows[1].reporting_unit.as_deref(), rows[1].n_entities),
            (None, 1)
        );
    }

    #[test]
    fn of_no_enterprises_there_is_no_unit() {
        let table = unit_overview(&OverviewInputs {
            enterprises: &enterprises::batch(&[]),
            unorganised: &unorganised::batch(&[]),
        })
        .unwrap();
        assert_eq!(table.num_rows(), 0);
    }
}
