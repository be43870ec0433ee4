//! What a linkage found, as Arrow tables.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array, Int8Array, StringArray, UInt32Array, UInt64Array};
use arrow::datatypes::{Field, Schema};
use arrow::record_batch::RecordBatch;

use super::run::Linkage;
use crate::linkage::explain::cluster_quality;
use crate::linkage::model::Model;
use crate::linkage::records::Records;
use crate::linkage::scoring::ScoredPair;

/// The pairs as a table.
///
/// Shape: one row per pair, key (`table_l`, `key_l`, `table_r`, `key_r`), the smaller record on the
/// left, in order; a `gamma_*` per comparison (-1 where a side says nothing, 0 for `else`, more for
/// more agreement); `match_weight` in bits; `match_probability` 0..=1. No nulls.
pub(in crate::linkage) fn pairs_table(
    records: &Records,
    model: &Model,
    pairs: &[ScoredPair],
) -> RecordBatch {
    fn texts<'a>(of_pairs: impl Iterator<Item = &'a str>) -> ArrayRef {
        Arc::new(StringArray::from_iter_values(of_pairs))
    }
    let left = || pairs.iter().map(|pair| pair.left);
    let right = || pairs.iter().map(|pair| pair.right);
    let table = |record: u32| records.table(record);
    let key = |record: u32| records.key(record);
    let mut columns: Vec<(String, ArrayRef)> = vec![
        ("table_l".to_owned(), texts(left().map(table))),
        ("key_l".to_owned(), texts(left().map(key))),
        ("table_r".to_owned(), texts(right().map(table))),
        ("key_r".to_owned(), texts(right().map(key))),
    ];
    for (idx, comparison) in model.comparisons.iter().enumerate() {
        let levels = pairs.iter().map(|pair| pair.vector.level(idx) as i8 - 1);
        let levels = Int8Array::from_iter_values(levels);
        columns.push((format!("gamma_{}", comparison.name), Arc::new(levels)));
    }
    let weights = pairs.iter().map(|pair| pair.weight_bits);
    let probabilities = pairs.iter().map(ScoredPair::probability);
    let weights = Arc::new(Float64Array::from_iter_values(weights));
    let probabilities = Arc::new(Float64Array::from_iter_values(probabilities));
    columns.push(("match_weight".to_owned(), weights));
    columns.push(("match_probability".to_owned(), probabilities));
    table_of(columns)
}

fn table_of(columns: Vec<(String, ArrayRef)>) -> RecordBatch {
    let field =
        |(name, array): &(String, ArrayRef)| Field::new(name, array.data_type().clone(), false);
    let fields: Vec<Field> = columns.iter().map(field).collect();
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
        .expect("columns of one length without nulls")
}

impl Linkage {
    /// The kept pairs as a table: one row per pair with tables, keys, levels, weight and probability.
    pub fn pairs_table(&self) -> RecordBatch {
        pairs_table(&self.records, &self.model, &self.pairs)
    }

    /// The clusters as a table.
    ///
    /// Shape: one row per record, key (`table`, `key`); `cluster` is the number of the cluster, from 0
    /// in the order of their first records.
    pub fn clusters_table(&self) -> RecordBatch {
        let records = || 0..self.records.len() as u32;
        let tables = records().map(|record| self.records.table(record));
        let keys = records().map(|record| self.records.key(record));
        table_of(vec![
            (
                "table".to_owned(),
                Arc::new(StringArray::from_iter_values(tables)),
            ),
            (
                "key".to_owned(),
                Arc::new(StringArray::from_iter_values(keys)),
            ),
            (
                "cluster".to_owned(),
                Arc::new(UInt32Array::from(self.cluster_numbers())),
            ),
        ])
    }

    /// The number of every record's cluster, from 0 in the order of their first records.
    fn cluster_numbers(&self) -> Vec<u32> {
        let mut numbers = vec![0; self.records.len()];
        let mut n_clusters = 0;
        for (record, first) in self.clusters.cluster_of.iter().enumerate() {
            if *first as usize == record {
                numbers[record] = n_clusters;
                n_clusters += 1;
            } else {
                numbers[record] = numbers[*first as usize];
            }
        }
        numbers
    }

    /// How well the clusters hold together, the one most worth a look first.
    ///
    /// Shape: one row per cluster of more than one record, key (`cluster`); `n_records`; `density`, kept
    /// pairs over all pairs of its records, 0..=1; `weakest_bits`, the weakest link without which it
    /// falls apart; `nearest_outside_bits`, the heaviest kept pair with a record outside, null where
    /// there is none.
    pub fn quality_table(&self) -> RecordBatch {
        let qualities = cluster_quality(&self.clusters, &self.pairs);
        let numbers = self.cluster_numbers();
        let of = || qualities.iter();
        let clusters = UInt32Array::from_iter_values(of().map(|one| numbers[one.first as usize]));
        let n_records = UInt64Array::from_iter_values(of().map(|one| one.n_records));
        let density = Float64Array::from_iter_values(of().map(|one| one.density));
        let weakest = Float64Array::from_iter_values(of().map(|one| one.weakest_bits));
        let nearest: Float64Array = of().map(|one| one.nearest_outside_bits).collect();
        let columns: [(&str, ArrayRef, bool); 5] = [
            ("cluster", Arc::new(clusters), false),
            ("n_records", Arc::new(n_records), false),
            ("density", Arc::new(density), false),
            ("weakest_bits", Arc::new(weakest), false),
            ("nearest_outside_bits", Arc::new(nearest), true),
        ];
        RecordBatch::try_from_iter_with_nullable(columns).expect("columns of one length")
    }
}
