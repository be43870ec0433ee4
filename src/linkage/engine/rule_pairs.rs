//! The pairs of a few rules: those that the prior is counted from and that m is learned among.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::key_table::{KeyTable, gram_counts};
use super::pairs::{PairSource, tasks};
use crate::linkage::blocking::{KeyRow, blocks};
use crate::linkage::comparison::{Comparison, Vector, VectorCounts, chunk_vectors};
use crate::linkage::hash::mix;
use crate::linkage::records::Records;
use crate::linkage::spec::{CheckedComparison, CheckedRule, CheckedSpec, Mode};
use crate::linkage::training::TrainingBlock;

/// How many pairs satisfy a deterministic rule, each once; nothing without rules.
pub(super) fn deterministic_pairs(spec: &CheckedSpec, records: &Records) -> Option<u64> {
    if spec.deterministic.is_empty() {
        return None;
    }
    let pairs = RulePairs::of(spec, records, &spec.deterministic);
    Some(pairs.batches(|batch| batch.len() as u64).into_iter().sum())
}

/// Vector counts of every training rule with the share of its pairs that were looked at, the
/// comparisons that its columns decide left out.
pub(super) fn training_blocks(
    spec: &CheckedSpec,
    records: &Records,
    comparisons: &[&dyn Comparison],
) -> Vec<(TrainingBlock, f64)> {
    let count = |batch: &[(u32, u32)]| {
        let mut counts: FxHashMap<Vector, u64> = FxHashMap::default();
        for vector in chunk_vectors(batch, comparisons) {
            *counts.entry(vector).or_insert(0) += 1;
        }
        counts
    };
    let of_rule = |rule: &CheckedRule| {
        let mut pairs = RulePairs::of(spec, records, std::slice::from_ref(rule));
        let share = pairs.draw(spec.spec.training.rule_pairs);
        let mut counts = VectorCounts::new();
        for (vector, count) in pairs.batches(count).into_iter().flatten() {
            *counts.entry(vector).or_insert(0) += count;
        }
        let decided_by_rule = decided_by(spec, rule);
        let block = TrainingBlock {
            counts,
            decided_by_rule,
        };
        (block, share)
    };
    spec.training_rules.iter().map(of_rule).collect()
}

/// The blocks of a few rules.
struct RulePairs<'a> {
    records: &'a Records,
    keys: KeyTable,
    rows: Vec<KeyRow>,
    mode: Mode,
}

impl<'a> RulePairs<'a> {
    fn of(spec: &CheckedSpec, records: &'a Records, rules: &[CheckedRule]) -> Self {
        let counts = gram_counts(records, rules);
        let unused = vec![FxHashSet::default(); rules.len()];
        let mut keys = KeyTable::of(records, rules, (&counts, records.len() as u64), &unused);
        let mut rows = keys.shared_rows(records.len());
        keys.limit(records, rules, &mut rows);
        Self {
            records,
            keys,
            rows,
            mode: spec.mode,
        }
    }

    /// Keeps whole blocks, drawn by their hash, until they hold `n_pairs_max` pairs, and gives the
    /// share of the pairs that is kept: beyond some millions more pairs only cost time.
    fn draw(&mut self, n_pairs_max: u64) -> f64 {
        let n_pairs = |block: &[KeyRow]| (block.len() * (block.len() - 1) / 2) as u64;
        let n_all: u64 = blocks(&self.rows).map(n_pairs).sum();
        if n_all <= n_pairs_max {
            return 1.0;
        }
        let mut drawn: Vec<(u64, u64, u64)> = blocks(&self.rows)
            .map(|block| (mix(block[0].block), block[0].block, n_pairs(block)))
            .collect();
        drawn.par_sort_unstable();
        let mut n_kept = 0;
        let enough = drawn.iter().position(|(_, _, n_pairs)| {
            n_kept += n_pairs;
            n_kept >= n_pairs_max
        });
        let first_left_out = enough.and_then(|last| drawn.get(last + 1)).copied();
        if let Some((hash, block, _)) = first_left_out {
            let is_kept = |row: &KeyRow| (mix(row.block), row.block) < (hash, block);
            self.rows.retain(is_kept);
        }
        n_kept as f64 / n_all as f64
    }

    /// What `of_batch` gives for every batch of pairs.
    fn batches<T: Send>(&self, of_batch: impl Fn(&[(u32, u32)]) -> T + Sync) -> Vec<T> {
        let source = PairSource {
            records: self.records,
            keys: &self.keys,
            mode: self.mode,
        };
        let of_task = |range: std::ops::Range<usize>| {
            let mut found = Vec::new();
            source.for_each_batch(&self.rows[range], |batch| found.push(of_batch(batch)));
            found
        };
        let found: Vec<Vec<T>> = tasks(&self.rows).into_par_iter().map(of_task).collect();
        found.into_iter().flatten().collect()
    }
}

/// Comparisons that read a source column of the rule.
fn decided_by(spec: &CheckedSpec, rule: &CheckedRule) -> Vec<usize> {
    let sources = |column: usize| -> Vec<&str> {
        let (name, declared) = &spec.columns[column];
        match declared.from.is_empty() {
            true => vec![name.as_str()],
            false => declared.from.iter().map(String::as_str).collect(),
        }
    };
    let of_rule: Vec<&str> = rule
        .equal
        .iter()
        .flat_map(|column| sources(*column))
        .collect();
    let reads = |comparison: &CheckedComparison| {
        let columns = comparison.columns();
        let mut read = columns.iter().flat_map(|column| sources(*column));
        read.any(|source| of_rule.contains(&source))
    };
    let comparisons = spec.comparisons.iter().enumerate();
    comparisons
        .filter(|(_, one)| reads(one))
        .map(|(idx, _)| idx)
        .collect()
}
