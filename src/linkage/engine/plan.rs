//! What every bucket must be told about the whole: plain data, sums of integers.

use std::collections::{BTreeMap, BTreeSet};

use arrow::record_batch::RecordBatch;
use serde::{Deserialize, Serialize};

use super::key_table::{KeyTable, gram_counts};
use super::ngrams::GramCounts;
use super::rule_keys::UnusedBlocks;
use super::scorer::{TermCounts, weighed_columns};
use crate::linkage::error::LinkFault;
use crate::linkage::records::{Column, Records, prepare};
use crate::linkage::spec::CheckedSpec;

/// What every bucket must be told about the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Records of all tables.
    pub n_records: u64,
    /// Per rule in how many records each gram, by its hash, stands.
    pub gram_counts: Vec<BTreeMap<u64, u64>>,
    /// Per rule the blocks over the limit.
    pub unused: Vec<BTreeSet<u64>>,
    /// How often each weighed value occurs.
    pub terms: Vec<TermPlan>,
}

/// How often each value of one column occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermPlan {
    /// The column.
    pub column: String,
    /// Records that know it.
    pub n_known: u64,
    /// Records per value, by its hash.
    pub of_value: BTreeMap<u64, u64>,
}

/// The one look at all records before they are cut into buckets.
///
/// # Errors
/// [`LinkFault`]: as for linking.
pub fn plan(spec: &crate::linkage::LinkSpec, tables: &[RecordBatch]) -> Result<Plan, LinkFault> {
    let spec = spec.check().map_err(LinkFault::Spec)?;
    let (records, _) = prepare(&spec, tables)?;
    let counts = gram_counts(&records, &spec.rules);
    let none: UnusedBlocks = spec.rules.iter().map(|_| Default::default()).collect();
    let n_records = records.len() as u64;
    let mut keys = KeyTable::of(&records, &spec.rules, (&counts, n_records), &none);
    let mut rows = keys.shared_rows(records.len());
    let (_, unused) = keys.limit(&records, &spec.rules, &mut rows);
    let sorted = |blocks: rustc_hash::FxHashSet<u64>| blocks.into_iter().collect::<BTreeSet<u64>>();
    let terms = weighed_columns(&spec).into_iter().map(|column| {
        let counts = TermCounts::of(&records, column);
        TermPlan {
            column: spec.columns[column].0.clone(),
            n_known: counts.n_known,
            of_value: hashes_of(&records, column)
                .into_iter()
                .zip(counts.of_value)
                .collect(),
        }
    });
    Ok(Plan {
        n_records,
        gram_counts: counts,
        unused: unused.into_iter().map(sorted).collect(),
        terms: terms.collect(),
    })
}

fn hashes_of(records: &Records, column: usize) -> Vec<u64> {
    match &records.columns[column] {
        Column::Text(text) => text.values.hashes.clone(),
        Column::Number(_) | Column::Date(_) | Column::List(_) => Vec::new(),
    }
}

impl Plan {
    pub(super) fn keys_of(&self, spec: &CheckedSpec, records: &Records) -> KeyTable {
        let counts: &[GramCounts] = &self.gram_counts;
        let unused: UnusedBlocks = self
            .unused
            .iter()
            .map(|blocks| blocks.iter().copied().collect())
            .collect();
        KeyTable::of(records, &spec.rules, (counts, self.n_records), &unused)
    }

    /// The counts of the whole for the values at hand.
    pub(super) fn terms_of(&self, spec: &CheckedSpec, records: &Records) -> Vec<TermCounts> {
        let of_column = |terms: &TermPlan| {
            let column = spec
                .columns
                .iter()
                .position(|(name, _)| *name == terms.column)?;
            let count = |hash: u64| terms.of_value.get(&hash).copied().unwrap_or(0);
            Some(TermCounts {
                column,
                n_known: terms.n_known,
                of_value: hashes_of(records, column).into_iter().map(count).collect(),
            })
        };
        self.terms.iter().filter_map(of_column).collect()
    }
}
