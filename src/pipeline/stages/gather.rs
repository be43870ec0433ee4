//! One stage per kind of rows: the sources of that kind become one table, sorted by row identity.

use arrow::array::{ArrayRef, UInt32Array};
use arrow::compute::{SortColumn, SortOptions, concat_batches, lexsort_to_indices, take};
use arrow::datatypes::SchemaRef;
use arrow::record_batch::RecordBatch;

use crate::ingest::SourceSpec;
use crate::table::vocabulary::SourceKind;
use crate::table::{
    enterprise_rows, movement_rows, park_rows, person_rows, quarantine, report_rows, sheets_read,
    union_rows,
};

use super::super::stage::Stage;
use super::super::tables::{Product, TableId};

/// The table that the rows of a kind of source go into.
fn table_of(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Enterprises | SourceKind::Directory => enterprise_rows::NAME,
        SourceKind::Unions => union_rows::NAME,
        SourceKind::Members | SourceKind::Roster => person_rows::NAME,
        SourceKind::Movements => movement_rows::NAME,
        SourceKind::AnnualReport => report_rows::NAME,
        SourceKind::Parks => park_rows::NAME,
    }
}

pub(super) fn stages(sources: &[SourceSpec]) -> Vec<Stage<'_>> {
    let rows = [
        (enterprise_rows::NAME, enterprise_rows::schema()),
        (union_rows::NAME, union_rows::schema()),
        (person_rows::NAME, person_rows::schema()),
        (movement_rows::NAME, movement_rows::schema()),
        (report_rows::NAME, report_rows::schema()),
        (park_rows::NAME, park_rows::schema()),
    ];
    let mut stages: Vec<Stage<'_>> = rows
        .into_iter()
        .map(|(name, schema)| {
            let inputs = sources
                .iter()
                .filter(|source| table_of(source.kind) == name)
                .map(|source| TableId::SourceRows(source.name.clone()))
                .collect();
            gather(name, schema, quarantine::KEY, inputs)
        })
        .collect();
    let of_all = |id: fn(String) -> TableId| -> Vec<TableId> {
        sources
            .iter()
            .map(|source| id(source.name.clone()))
            .collect()
    };
    stages.push(gather(
        quarantine::NAME,
        quarantine::schema(),
        quarantine::KEY,
        of_all(TableId::SourceQuarantine),
    ));
    stages.push(gather(
        sheets_read::NAME,
        sheets_read::schema(),
        sheets_read::KEY,
        of_all(TableId::SourceSheets),
    ));
    stages
}

fn gather<'a>(
    name: &'static str,
    schema: SchemaRef,
    key: &'static [&'static str],
    inputs: Vec<TableId>,
) -> Stage<'a> {
    let parts = inputs.clone();
    Stage {
        name: format!("gather {name}"),
        inputs,
        outputs: vec![TableId::Named(name)],
        work: Box::new(move |tables, _| {
            let batches: Vec<&RecordBatch> = parts.iter().map(|id| tables.table(id)).collect();
            let batch = concat_batches(&schema, batches).expect("sources of a kind share a schema");
            let batch = sorted(&batch, key);
            Ok(vec![(TableId::Named(name), Product::Table(batch))])
        }),
    }
}

/// `batch` sorted by `key`, so that neither the order of sources nor of files reaches an output.
fn sorted(batch: &RecordBatch, key: &[&str]) -> RecordBatch {
    let columns: Vec<SortColumn> = key
        .iter()
        .filter_map(|name| batch.column_by_name(name))
        .map(|values| SortColumn {
            values: values.clone(),
            options: Some(SortOptions {
                descending: false,
                nulls_first: true,
            }),
        })
        .collect();
    let indices: UInt32Array =
        lexsort_to_indices(&columns, None).expect("row identities are sortable");
    let arrays: Vec<ArrayRef> = batch
        .columns()
        .iter()
        .map(|array| take(array, &indices, None).expect("the indices are those of the batch"))
        .collect();
    RecordBatch::try_new(batch.schema(), arrays).expect("a permutation keeps the schema")
}
