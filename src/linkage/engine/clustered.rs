//! Kept pairs to clusters, under what the specification says of one thing.

use super::known::Known;
use crate::linkage::clustering::{Clusters, Edge, Exclusive, Knowledge, cluster_by};
use crate::linkage::model::weight_of;
use crate::linkage::records::Records;
use crate::linkage::scoring::ScoredPair;
use crate::linkage::spec::CheckedSpec;

/// Clusters of the pairs at or above the match threshold.
pub(super) fn clusters_of(
    spec: &CheckedSpec,
    records: &Records,
    pairs: &[ScoredPair],
    known: &Known,
) -> Clusters {
    let edge = |pair: &ScoredPair| Edge {
        left: pair.left,
        right: pair.right,
        rank: 0,
        weight_bits: pair.weight_bits,
    };
    let edges: Vec<Edge> = pairs.iter().map(edge).collect();
    let facts = |record: u32| {
        let columns = spec.exclusive.iter().enumerate();
        let of_columns = columns.filter_map(|(kind, column)| {
            let value = records.columns[*column].hash(record);
            (value != 0).then_some(Exclusive {
                kind: kind as u8,
                value,
            })
        });
        let mut facts: Vec<Exclusive> = of_columns.collect();
        let table = usize::from(records.table_of[record as usize]);
        if spec.is_free_of_duplicates[table] {
            // Each record is its table's only one of the cluster.
            facts.push(Exclusive {
                kind: (spec.exclusive.len() + table) as u8,
                value: u64::from(record),
            });
        }
        facts
    };
    let exclusive: Vec<Vec<Exclusive>> = (0..records.len() as u32).map(facts).collect();
    let knowledge = Knowledge {
        exclusive: &exclusive,
        different: &known.different,
    };
    let threshold_bits = weight_of(spec.spec.thresholds.match_probability);
    cluster_by(
        spec.spec.clustering.method,
        &edges,
        (knowledge, &known.same),
        threshold_bits,
    )
}
