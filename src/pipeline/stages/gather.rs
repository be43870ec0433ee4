//! The sources of a kind become one table, sorted by row identity.

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
use super::super::tables::{Product, TableId, Tables};

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

/// Every table that rows of input go into.
fn row_tables() -> [(&'static str, SchemaRef); 6] {
    [
        (enterprise_rows::NAME, enterprise_rows::schema()),
        (union_rows::NAME, union_rows::schema()),
        (person_rows::NAME, person_rows::schema()),
        (movement_rows::NAME, movement_rows::schema()),
        (report_rows::NAME, report_rows::schema()),
        (park_rows::NAME, park_rows::schema()),
    ]
}

/// The stage that waits for all sources: one that cannot be read stops the run before anything is
/// computed from the others.
pub(super) fn stage_of(sources: &[SourceSpec]) -> Stage<'_> {
    let of_all = |id: fn(String) -> TableId| -> Vec<TableId> {
        let names = sources.iter().map(|source| source.name.clone());
        names.map(id).collect()
    };
    let quarantine_ids = of_all(TableId::SourceQuarantine);
    let sheet_ids = of_all(TableId::SourceSheets);
    let mut inputs = of_all(TableId::SourceRows);
    inputs.extend([quarantine_ids.clone(), sheet_ids.clone()].concat());
    let names = row_tables().map(|(name, _)| name).into_iter();
    let outputs = names.chain([quarantine::NAME, sheets_read::NAME]);
    Stage {
        name: "gather".to_owned(),
        inputs,
        outputs: outputs.map(TableId::Named).collect(),
        work: Box::new(move |tables, _| {
            let mut gathered: Vec<_> = row_tables()
                .into_iter()
                .map(|(name, schema)| {
                    let of_table = sources
                        .iter()
                        .filter(|source| table_of(source.kind) == name);
                    let parts: Vec<TableId> = of_table
                        .map(|source| TableId::SourceRows(source.name.clone()))
                        .collect();
                    // All tables of rows are sorted by the row's identity, as quarantine is.
                    gather(tables, (name, schema, quarantine::KEY), &parts)
                })
                .collect();
            for (table, parts) in [
                (
                    (quarantine::NAME, quarantine::schema(), quarantine::KEY),
                    &quarantine_ids,
                ),
                (
                    (sheets_read::NAME, sheets_read::schema(), sheets_read::KEY),
                    &sheet_ids,
                ),
            ] {
                gathered.push(gather(tables, table, parts));
            }
            Ok(gathered)
        }),
    }
}

/// The parts as one table of this name, schema and key.
fn gather(
    tables: &Tables,
    (name, schema, key): (&'static str, SchemaRef, &[&str]),
    parts: &[TableId],
) -> (TableId, Product) {
    let batches: Vec<&RecordBatch> = parts.iter().map(|id| tables.table(id)).collect();
    let batch = concat_batches(&schema, batches).expect("sources of a kind share a schema");
    (TableId::Named(name), Product::Table(sorted(&batch, key)))
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
