//! Rows of keys to candidate pairs, a batch at a time: never all of them at once.

use std::ops::Range;

use super::key_table::KeyTable;
use crate::linkage::blocking::{KeyRow, blocks};
use crate::linkage::comparison::PAIRS_PER_CHUNK;
use crate::linkage::records::Records;
use crate::linkage::spec::Mode;

/// Pairs of one task: enough that tasks are few, few enough that threads end together.
const PAIRS_PER_TASK: u64 = 250_000;

/// Where pairs come from.
#[derive(Clone, Copy)]
pub(in crate::linkage) struct PairSource<'a> {
    pub(in crate::linkage) records: &'a Records,
    pub(in crate::linkage) keys: &'a KeyTable,
    pub(in crate::linkage) mode: Mode,
}

impl PairSource<'_> {
    /// Calls `take` with batches of the pairs that `rows` give, smaller record first, each pair once
    /// over all rules: by the first rule that gives it, in that rule's first block that holds both.
    ///
    /// `rows` stand in order of rule, block and record; a batch goes on with one left record as long
    /// as it has partners.
    pub(in crate::linkage) fn for_each_batch(
        &self,
        rows: &[KeyRow],
        mut take: impl FnMut(&[(u32, u32)]),
    ) {
        let mut batch = Vec::with_capacity(PAIRS_PER_CHUNK);
        for block in blocks(rows) {
            for (idx, left) in block.iter().enumerate() {
                for right in &block[idx + 1..] {
                    let pair = (left.record, right.record);
                    if self.is_asked(pair) && self.is_new(*left, pair) {
                        batch.push(pair);
                        if batch.len() == PAIRS_PER_CHUNK {
                            take(&batch);
                            batch.clear();
                        }
                    }
                }
            }
        }
        if !batch.is_empty() {
            take(&batch);
        }
    }

    /// Calls `take` with every pair that `rows`, all of one rule, give: each once, whatever earlier rules give.
    pub(in crate::linkage) fn for_each_pair(
        &self,
        rows: &[KeyRow],
        mut take: impl FnMut((u32, u32)),
    ) {
        for block in blocks(rows) {
            for (idx, left) in block.iter().enumerate() {
                for right in &block[idx + 1..] {
                    let pair = (left.record, right.record);
                    let place = (usize::from(left.rule), left.block);
                    if self.is_asked(pair) && self.keys.is_first(self.records, place, pair) {
                        take(pair);
                    }
                }
            }
        }
    }

    #[inline]
    fn is_asked(&self, pair: (u32, u32)) -> bool {
        let table = |record: u32| self.records.table_of[record as usize];
        match self.mode {
            Mode::Dedupe | Mode::LinkAndDedupe => true,
            Mode::Link => table(pair.0) != table(pair.1),
        }
    }

    #[inline]
    fn is_new(&self, row: KeyRow, pair: (u32, u32)) -> bool {
        let rule = usize::from(row.rule);
        let earlier = (0..rule).any(|earlier| self.keys.gives(self.records, earlier, pair));
        !earlier && self.keys.is_first(self.records, (rule, row.block), pair)
    }
}

/// Pairs of records within a table, between tables, or both.
pub(in crate::linkage) fn n_pairs_possible(records: &Records, mode: Mode) -> f64 {
    let couples = |n: f64| n * (n - 1.0) / 2.0;
    let all = couples(records.len() as f64);
    let mut within = 0.0;
    for table in 0..records.table_names.len() as u16 {
        let start = records.table_of.partition_point(|other| *other < table);
        let end = records.table_of.partition_point(|other| *other <= table);
        within += couples((end - start) as f64);
    }
    match mode {
        Mode::Dedupe | Mode::LinkAndDedupe => all,
        Mode::Link => all - within,
    }
}

/// Cuts rows between blocks into tasks of about equal work.
pub(in crate::linkage) fn tasks(rows: &[KeyRow]) -> Vec<Range<usize>> {
    let mut tasks = Vec::new();
    let (mut start, mut end, mut n_pairs) = (0, 0, 0_u64);
    for block in blocks(rows) {
        end += block.len();
        n_pairs += (block.len() * (block.len() - 1) / 2) as u64;
        if n_pairs >= PAIRS_PER_TASK {
            tasks.push(start..end);
            (start, n_pairs) = (end, 0);
        }
    }
    if start < end {
        tasks.push(start..end);
    }
    tasks
}
