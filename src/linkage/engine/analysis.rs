//! What each blocking rule is worth, before anything is compared.

use arrow::record_batch::RecordBatch;
use rayon::prelude::*;

use super::key_table::block_sizes;
use super::pairs::{PairSource, tasks};
use super::run::blocked;
use crate::linkage::blocking::KeyRow;
use crate::linkage::error::LinkFault;
use crate::linkage::records::prepare;

/// What all rules give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// One per rule.
    pub rules: Vec<RuleAnalysis>,
    /// Candidate pairs of all rules, each once.
    pub n_pairs: u64,
    /// Records that no rule pairs with another.
    pub n_records_without: u64,
}

/// What one rule gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleAnalysis {
    /// Its name.
    pub rule: String,
    /// Pairs it gives, those of other rules included.
    pub n_pairs: u64,
    /// Pairs that no other rule gives.
    pub n_pairs_alone: u64,
    /// Records that it pairs with no other.
    pub n_records_without: u64,
    /// The largest blocks with their key and records, largest first.
    pub largest_blocks: Vec<(String, u64)>,
    /// Keys over the limit.
    pub n_unused_keys: u64,
}

/// Blocks that are shown.
const BLOCKS_SHOWN: usize = 10;

/// Counts pairs per rule without comparing any.
///
/// # Errors
/// [`LinkFault`]: as for linking.
///
/// # Cost
/// Walks every pair of every rule; memory is a byte per record and task.
pub fn analyse_blocking(
    spec: &crate::linkage::LinkSpec,
    tables: &[RecordBatch],
) -> Result<Analysis, LinkFault> {
    let spec = spec.check().map_err(LinkFault::Spec)?;
    let (records, _) = prepare(&spec, tables)?;
    let (keys, rows, reports) = blocked(&spec, &records);
    let source = PairSource {
        records: &records,
        keys: &keys,
        mode: spec.mode,
    };
    let mut sizes = block_sizes(&rows);
    let mut is_paired_by_any = vec![false; records.len()];
    let mut rules = Vec::new();
    let mut n_pairs_all = 0;
    for (idx, report) in reports.iter().enumerate() {
        let start = rows.partition_point(|row| usize::from(row.rule) < idx);
        let end = rows.partition_point(|row| usize::from(row.rule) <= idx);
        let counted = count_rule(source, &rows[start..end], (idx, reports.len()));
        let mut is_paired = vec![false; records.len()];
        let (mut n_pairs, mut n_pairs_alone) = (0, 0);
        for task in counted {
            n_pairs += task.n_pairs;
            n_pairs_alone += task.n_alone;
            n_pairs_all += task.n_first;
            for record in task.paired {
                is_paired[record as usize] = true;
                is_paired_by_any[record as usize] = true;
            }
        }
        let largest = sizes.remove(&(idx as u16)).unwrap_or_default();
        let largest = largest
            .into_iter()
            .take(BLOCKS_SHOWN)
            .map(|(n_records, row)| {
                (
                    keys.shown(&records, &spec.rules[idx], row),
                    n_records as u64,
                )
            });
        rules.push(RuleAnalysis {
            rule: report.rule.clone(),
            n_pairs,
            n_pairs_alone,
            n_records_without: is_paired.iter().filter(|paired| !**paired).count() as u64,
            largest_blocks: largest.collect(),
            n_unused_keys: report.n_unused_keys,
        });
    }
    Ok(Analysis {
        rules,
        n_pairs: n_pairs_all,
        n_records_without: is_paired_by_any.iter().filter(|paired| !**paired).count() as u64,
    })
}

#[derive(Default)]
struct TaskCount {
    n_pairs: u64,
    n_alone: u64,
    n_first: u64,
    paired: Vec<u32>,
}

fn count_rule(
    source: PairSource,
    rows: &[KeyRow],
    (rule, n_rules): (usize, usize),
) -> Vec<TaskCount> {
    let of_task = |range: std::ops::Range<usize>| {
        let mut count = TaskCount::default();
        source.for_each_pair(&rows[range], |pair| {
            let gives = |other: usize| source.keys.gives(source.records, other, pair);
            let by_earlier = (0..rule).any(gives);
            count.n_pairs += 1;
            count.n_first += u64::from(!by_earlier);
            count.n_alone += u64::from(!by_earlier && !(rule + 1..n_rules).any(gives));
            count.paired.extend([pair.0, pair.1]);
        });
        count.paired.sort_unstable();
        count.paired.dedup();
        count
    };
    tasks(rows).into_par_iter().map(of_task).collect()
}
