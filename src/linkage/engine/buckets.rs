//! The engine as three functions over Arrow batches: keys, link a bucket, merge.

use std::sync::Arc;

use arrow::array::{
    Array, AsArray as _, RecordBatch, StringArray, UInt16Array, UInt32Array, UInt64Array,
};
use arrow::compute::{concat_batches, take_record_batch};
use arrow::datatypes::{DataType, Schema, UInt16Type, UInt64Type};
use rustc_hash::{FxHashMap, FxHashSet};

use super::output::pairs_table;
use super::pairs::PairSource;
use super::plan::Plan;
use super::run::score_rows;
use super::scorer::Scorer;
use crate::linkage::blocking::KeyRow;
use crate::linkage::comparison::OfSpec;
use crate::linkage::error::LinkFault;
use crate::linkage::hash::mix;
use crate::linkage::model::{Model, weight_of};
use crate::linkage::records::prepare;
use crate::linkage::spec::{CheckedSpec, LinkSpec};

/// The record's table, in the rows of a bucket.
pub const TABLE: &str = "_table";
/// Number of the blocking rule, in the rows of a bucket.
pub const RULE: &str = "_rule";
/// The block's hash, in the rows of a bucket.
pub const BLOCK: &str = "_block";
/// The bucket a row belongs to.
pub const BUCKET: &str = "_bucket";
/// The record's unique key.
pub const KEY: &str = "_key";

/// The blocking keys of `tables`.
///
/// Shape: one row per record and block, `_table`, `_key`, `_rule`, `_block` and `_bucket` (the
/// block's own hash modulo `n_buckets`, the same in every engine). Joined with the records'
/// columns by table and key, the rows of one bucket are what [`link_bucket`] takes. `tables` may
/// be any part of all records: each row depends on its own record and the plan alone.
///
/// # Errors
/// [`LinkFault`]: as for linking.
pub fn keys(
    spec: &LinkSpec,
    plan: &Plan,
    tables: &[RecordBatch],
    n_buckets: u32,
) -> Result<RecordBatch, LinkFault> {
    let spec = spec.check().map_err(LinkFault::Spec)?;
    let (records, _) = prepare(&spec, tables)?;
    let rows = plan.keys_of(&spec, &records).rows(records.len());
    let texts = |of: &dyn Fn(&KeyRow) -> String| {
        Arc::new(StringArray::from_iter_values(rows.iter().map(of)))
    };
    let bucket = |row: &KeyRow| (mix(row.block) % u64::from(n_buckets.max(1))) as u32;
    let columns: Vec<(&str, Arc<dyn Array>)> = vec![
        (TABLE, texts(&|row| records.table(row.record).to_owned())),
        (KEY, texts(&|row| records.key(row.record).to_owned())),
        (
            RULE,
            Arc::new(UInt16Array::from_iter_values(
                rows.iter().map(|row| row.rule),
            )),
        ),
        (
            BLOCK,
            Arc::new(UInt64Array::from_iter_values(
                rows.iter().map(|row| row.block),
            )),
        ),
        (
            BUCKET,
            Arc::new(UInt32Array::from_iter_values(rows.iter().map(bucket))),
        ),
    ];
    Ok(RecordBatch::try_from_iter(columns).expect("columns of one length"))
}

/// The scored pairs of one bucket, as [`Linkage::pairs_table`](super::Linkage::pairs_table) shows them.
///
/// `rows` are the keys of one bucket with their records' columns, in any order; only `_table`,
/// `_rule`, `_block`, the unique key and the columns of the specification are read. Every row of a
/// block must be in the same bucket.
///
/// # Errors
/// [`LinkFault`]: a column is missing, or the model does not fit.
pub fn link_bucket(
    spec: &LinkSpec,
    plan: &Plan,
    model: &Model,
    rows: &RecordBatch,
) -> Result<RecordBatch, LinkFault> {
    let spec = spec.check().map_err(LinkFault::Spec)?;
    let tables = tables_of(&spec, rows)?;
    let (records, _) = prepare(&spec, &tables)?;
    let comparisons: Vec<OfSpec> = spec
        .comparisons
        .iter()
        .map(|one| OfSpec::of(one, &records))
        .collect();
    let keys = plan.keys_of(&spec, &records);
    let terms = plan.terms_of(&spec, &records);
    let scorer = Scorer::of(&spec, &records, &comparisons, (model, &terms));
    let table_names = column(rows, TABLE, &DataType::Utf8)?;
    let unique_keys = column(rows, &spec.spec.unique_key, &DataType::Utf8)?;
    let rules = column(rows, RULE, &DataType::UInt16)?;
    let blocks = column(rows, BLOCK, &DataType::UInt64)?;
    let mut key_rows: Vec<KeyRow> = (0..rows.num_rows())
        .filter_map(|row| {
            let table = table_names.as_string::<i32>().value(row);
            let key = unique_keys.as_string::<i32>().value(row).trim();
            Some(KeyRow {
                rule: rules.as_primitive::<UInt16Type>().value(row),
                block: blocks.as_primitive::<UInt64Type>().value(row),
                record: records.find(table, key)?,
            })
        })
        .collect();
    key_rows.sort_unstable();
    key_rows.dedup();
    let source = PairSource {
        records: &records,
        keys: &keys,
        mode: spec.mode,
    };
    let least_bits = weight_of(spec.spec.thresholds.keep_probability);
    let (pairs, _) = score_rows(source, &key_rows, &scorer, least_bits);
    Ok(pairs_table(&records, model, &pairs))
}

/// The pairs of all buckets in order, each once.
///
/// # Errors
/// [`LinkFault`]: a batch is no table of pairs.
pub fn merge(spec: &LinkSpec, buckets: &[RecordBatch]) -> Result<RecordBatch, LinkFault> {
    let Some(first) = buckets.first() else {
        return Ok(RecordBatch::new_empty(Arc::new(Schema::empty())));
    };
    let all = concat_batches(&first.schema(), buckets)
        .map_err(|cause| refused("pairs", &cause.to_string()))?;
    let position = |name: &str| spec.tables.iter().position(|table| table.name == name);
    let text = |name| column(&all, name, &DataType::Utf8);
    let (table_l, key_l, table_r, key_r) = (
        text("table_l")?,
        text("key_l")?,
        text("table_r")?,
        text("key_r")?,
    );
    let of_row = |row: usize| {
        let value = |array: &'_ Arc<dyn Array>| array.as_string::<i32>().value(row).to_owned();
        (
            position(&value(&table_l)),
            value(&key_l),
            position(&value(&table_r)),
            value(&key_r),
        )
    };
    let mut order: Vec<u32> = (0..all.num_rows() as u32).collect();
    order.sort_by_cached_key(|row| of_row(*row as usize));
    order.dedup_by_key(|row| of_row(*row as usize));
    Ok(take_record_batch(&all, &UInt32Array::from(order)).expect("rows of the batch itself"))
}

fn refused(table: &str, words: &str) -> LinkFault {
    LinkFault::Type {
        table: table.to_owned(),
        column: words.to_owned(),
        found: String::from("another"),
    }
}

fn column(rows: &RecordBatch, name: &str, kind: &DataType) -> Result<Arc<dyn Array>, LinkFault> {
    let Some(array) = rows.column_by_name(name) else {
        return Err(LinkFault::NoColumn {
            table: String::from("bucket"),
            column: name.to_owned(),
            found: rows
                .schema()
                .fields()
                .iter()
                .map(|field| field.name().clone())
                .collect::<Vec<_>>()
                .join(", "),
        });
    };
    arrow::compute::cast(array, kind).map_err(|_| refused("bucket", name))
}

/// The records of a bucket, each once, table by table.
fn tables_of(spec: &CheckedSpec, rows: &RecordBatch) -> Result<Vec<RecordBatch>, LinkFault> {
    let names = column(rows, TABLE, &DataType::Utf8)?;
    let keys = column(rows, &spec.spec.unique_key, &DataType::Utf8)?;
    let mut of_table: FxHashMap<&str, (Vec<u32>, FxHashSet<&str>)> = FxHashMap::default();
    for row in 0..rows.num_rows() {
        let (taken, seen) = of_table
            .entry(names.as_string::<i32>().value(row))
            .or_default();
        if seen.insert(keys.as_string::<i32>().value(row)) {
            taken.push(row as u32);
        }
    }
    let tables = spec.spec.tables.iter().map(|table| {
        let taken = of_table
            .remove(table.name.as_str())
            .map(|(taken, _)| taken)
            .unwrap_or_default();
        take_record_batch(rows, &UInt32Array::from(taken)).expect("rows of the batch itself")
    });
    Ok(tables.collect())
}

#[cfg(test)]
mod tests {
    use super::super::{link, plan};
    use super::*;
    use crate::linkage::spec::{BlockingSpec, NgramSpec};
    use arrow::compute::filter_record_batch;
    use proptest::prelude::*;

    type Row = (u32, String, String, String);

    fn table(rows: &[Row]) -> RecordBatch {
        let texts = |of: &dyn Fn(&Row) -> String| -> Arc<dyn Array> {
            let cells = rows
                .iter()
                .map(|row| Some(of(row)).filter(|text| !text.is_empty()));
            Arc::new(cells.collect::<StringArray>())
        };
        RecordBatch::try_from_iter_with_nullable([
            ("id", texts(&|row| format!("k{:03}", row.0)), true),
            ("name", texts(&|row| row.1.clone()), true),
            ("town", texts(&|row| row.2.clone()), true),
            ("phone", texts(&|row| row.3.clone()), true),
        ])
        .unwrap()
    }

    fn spec() -> LinkSpec {
        let mut spec = LinkSpec::of(&["a", "b"], "id")
            .block_on(&["town"])
            .block_on(&["phone"])
            .compare(
                "name",
                &["exact", "jaro_winkler >= 0.9", "levenshtein <= 2"],
            )
            .unwrap()
            .weighed_by_frequency_of("name")
            .compare("phone", &["exact", "levenshtein <= 1"])
            .unwrap();
        spec.blocking.push(BlockingSpec {
            ngrams: Some(NgramSpec {
                column: "name".into(),
                chars: 2,
                cosine_min: 0.5,
            }),
            block_max: 12,
            ..BlockingSpec::default()
        });
        spec.mode = Some(crate::linkage::spec::Mode::LinkAndDedupe);
        spec.thresholds.keep_probability = 1e-6;
        spec
    }

    /// The rows of a bucket: its keys joined with the records' columns.
    fn bucket_rows(keys: &RecordBatch, tables: &[RecordBatch], bucket: u32) -> RecordBatch {
        let buckets = keys
            .column_by_name(BUCKET)
            .unwrap()
            .as_primitive::<arrow::datatypes::UInt32Type>();
        let is_own: arrow::array::BooleanArray = buckets
            .iter()
            .map(|own| Some(own == Some(bucket)))
            .collect();
        let own = filter_record_batch(keys, &is_own).unwrap();
        let all = concat_batches(&tables[0].schema(), tables).unwrap();
        let text = |batch: &RecordBatch, name: &str, row: usize| {
            batch
                .column_by_name(name)
                .unwrap()
                .as_string::<i32>()
                .value(row)
                .to_owned()
        };
        let first_of_b = tables[0].num_rows();
        let find = |row: usize| {
            let (table, key) = (text(&own, TABLE, row), text(&own, KEY, row));
            let range = if table == "a" {
                0..first_of_b
            } else {
                first_of_b..all.num_rows()
            };
            range
                .into_iter()
                .find(|idx| text(&all, "id", *idx) == key)
                .unwrap() as u32
        };
        let places: Vec<u32> = (0..own.num_rows()).map(find).collect();
        let records = take_record_batch(&all, &UInt32Array::from(places)).unwrap();
        let fields = own
            .schema()
            .fields()
            .iter()
            .chain(records.schema().fields())
            .cloned()
            .collect::<Vec<_>>();
        let columns = own
            .columns()
            .iter()
            .chain(records.columns())
            .cloned()
            .collect();
        RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap()
    }

    fn shuffled(batch: &RecordBatch, seed: u64) -> RecordBatch {
        let mut order: Vec<u32> = (0..batch.num_rows() as u32).collect();
        order.sort_by_key(|row| mix(seed ^ u64::from(*row)));
        take_record_batch(batch, &UInt32Array::from(order)).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn any_order_of_rows_and_any_number_of_buckets_give_the_same_bytes(
            rows in prop::collection::vec(("[ab鼎]{0,5}", "[xy]{0,1}", "[12]{0,4}"), 4..40), seed in 0_u64..1000,
        ) {
            let rows: Vec<_> = rows.into_iter().zip(0..).map(|((name, town, phone), id)| (id, name, town, phone)).collect();
            let tables = [table(&rows[..rows.len() / 2]), table(&rows[rows.len() / 2..])];
            let spec = spec();
            let whole = link(&spec, &tables, None).unwrap();
            let expected = whole.pairs_table();
            let turned = [shuffled(&tables[0], seed), shuffled(&tables[1], seed)];
            prop_assert_eq!(link(&spec, &turned, None).unwrap().pairs_table(), expected.clone());
            let plan = plan(&spec, &turned).unwrap();
            for n_buckets in [1, 7, 64] {
                let keys = keys(&spec, &plan, &turned, n_buckets).unwrap();
                let buckets: Vec<RecordBatch> = (0..n_buckets)
                    .map(|bucket| shuffled(&bucket_rows(&keys, &tables, bucket), seed + u64::from(bucket)))
                    .map(|rows| link_bucket(&spec, &plan, &whole.model, &rows).unwrap())
                    .collect();
                prop_assert_eq!(merge(&spec, &buckets).unwrap(), expected.clone());
            }
        }
    }
}
