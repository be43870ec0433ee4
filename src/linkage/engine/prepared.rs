//! Records and comparisons bound once, for pairs that a caller brings: labels, benchmarks, other engines.

use arrow::record_batch::RecordBatch;
use rayon::prelude::*;

use super::pairs::{PairSource, tasks};
use super::run::blocked;
use crate::linkage::blocking::KeyRow;
use crate::linkage::comparison::{Comparison, OfSpec, Vector, vectors};
use crate::linkage::error::LinkFault;
use crate::linkage::model::Model;
use crate::linkage::records::{Records, prepare};
use crate::linkage::spec::{CheckedSpec, LinkSpec};

/// Tables read as records under a specification.
#[derive(Debug, Clone)]
pub struct Prepared {
    spec: CheckedSpec,
    records: Records,
}

impl Prepared {
    /// Reads the tables.
    ///
    /// # Errors
    /// [`LinkFault`]: as for linking.
    pub fn of(spec: &LinkSpec, tables: &[RecordBatch]) -> Result<Self, LinkFault> {
        let spec = spec.check().map_err(LinkFault::Spec)?;
        let (records, _) = prepare(&spec, tables)?;
        Ok(Self { spec, records })
    }

    /// The records, numbered by table and key.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// Every candidate pair of the blocking rules, by rule and block; for measuring, not for linking,
    /// which never holds them all.
    pub fn candidate_pairs(&self) -> Vec<(u32, u32)> {
        let (keys, rows, _) = blocked(&self.spec, &self.records);
        let source = PairSource {
            records: &self.records,
            keys: &keys,
            mode: self.spec.mode,
        };
        let of_task = |range: std::ops::Range<usize>| {
            let rows: &[KeyRow] = &rows[range];
            let mut pairs = Vec::new();
            source.for_each_batch(rows, |batch| pairs.extend_from_slice(batch));
            pairs
        };
        let of_tasks: Vec<Vec<(u32, u32)>> = tasks(&rows).into_par_iter().map(of_task).collect();
        of_tasks.concat()
    }

    /// The comparison vectors of `pairs`, in their order.
    pub fn vectors(&self, pairs: &[(u32, u32)]) -> Vec<Vector> {
        let comparisons: Vec<OfSpec> = self
            .spec
            .comparisons
            .iter()
            .map(|one| OfSpec::of(one, &self.records))
            .collect();
        let comparisons: Vec<&dyn Comparison> = comparisons
            .iter()
            .map(|one| one as &dyn Comparison)
            .collect();
        vectors(pairs, &comparisons)
    }

    /// Sets every m to its level's share among pairs that are labelled as matches, the model's own m
    /// counted as one match more.
    pub fn learn_m_from(&self, model: &mut Model, matches: &[(u32, u32)]) {
        learn_m(model, &self.vectors(matches));
    }
}

/// Sets every m to its level's share among the vectors of matches, the model's own m counted as one
/// match more.
pub(super) fn learn_m(model: &mut Model, of_matches: &[Vector]) {
    for (idx, comparison) in model.comparisons.iter_mut().enumerate() {
        let mut seen = vec![0_u64; comparison.levels.len()];
        for vector in of_matches {
            if let Some(level) = usize::from(vector.level(idx)).checked_sub(1) {
                seen[level] += 1;
            }
        }
        let total = seen.iter().sum::<u64>() as f64 + 1.0;
        for (level, seen) in comparison.levels.iter_mut().zip(&seen) {
            level.m = (*seen as f64 + level.m) / total;
        }
    }
}
