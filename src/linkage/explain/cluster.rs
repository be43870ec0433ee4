//! How well each cluster holds together, the doubtful ones first.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::linkage::clustering::Clusters;
use crate::linkage::scoring::ScoredPair;

/// How well one cluster holds together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClusterQuality {
    /// Its smallest record.
    pub first: u32,
    /// Its records.
    pub n_records: u64,
    /// Kept pairs between its records over all pairs of them, 0..=1.
    pub density: f64,
    /// The weakest of the links without which it falls apart, bits.
    pub weakest_bits: f64,
    /// The heaviest kept pair with a record outside, bits; nothing where there is none.
    pub nearest_outside_bits: Option<f64>,
}

/// Every cluster of more than one record, the one most worth a look first: by its weakest link, then
/// by how few of its pairs were kept.
pub fn cluster_quality(clusters: &Clusters, pairs: &[ScoredPair]) -> Vec<ClusterQuality> {
    let mut found: BTreeMap<u32, ClusterQuality> = BTreeMap::new();
    for edge in &clusters.joining {
        let first = clusters.cluster_of[edge.left as usize];
        let quality = found.entry(first).or_insert(ClusterQuality {
            first,
            n_records: 1,
            density: 0.0,
            weakest_bits: f64::INFINITY,
            nearest_outside_bits: None,
        });
        quality.n_records += 1;
        quality.weakest_bits = quality.weakest_bits.min(edge.weight_bits);
    }
    let mut n_kept: BTreeMap<u32, u64> = BTreeMap::new();
    for pair in pairs {
        let (left, right) = (
            clusters.cluster_of[pair.left as usize],
            clusters.cluster_of[pair.right as usize],
        );
        if left == right {
            *n_kept.entry(left).or_insert(0) += 1;
            continue;
        }
        for first in [left, right] {
            if let Some(quality) = found.get_mut(&first) {
                let nearest = quality.nearest_outside_bits.unwrap_or(f64::NEG_INFINITY);
                quality.nearest_outside_bits = Some(nearest.max(pair.weight_bits));
            }
        }
    }
    for quality in found.values_mut() {
        let n_pairs = quality.n_records * (quality.n_records - 1) / 2;
        quality.density = n_kept.get(&quality.first).copied().unwrap_or(0) as f64 / n_pairs as f64;
    }
    let mut sorted: Vec<ClusterQuality> = found.into_values().collect();
    sorted.sort_by(|left, right| {
        let by_link = left.weakest_bits.total_cmp(&right.weakest_bits);
        by_link
            .then(left.density.total_cmp(&right.density))
            .then(left.first.cmp(&right.first))
    });
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linkage::{Edge, Knowledge, Vector, cluster};

    #[test]
    fn a_chain_by_a_weak_link_comes_before_a_full_triangle() {
        let pair = |left, right, weight_bits| ScoredPair {
            left,
            right,
            vector: Vector::default(),
            weight_bits,
        };
        let pairs = [
            pair(0, 1, 9.0),
            pair(1, 2, 3.0),
            pair(3, 4, 8.0),
            pair(3, 5, 8.0),
            pair(4, 5, 8.0),
        ];
        let edges: Vec<Edge> = pairs
            .iter()
            .map(|pair| Edge {
                left: pair.left,
                right: pair.right,
                rank: 0,
                weight_bits: pair.weight_bits,
            })
            .collect();
        let exclusive = vec![vec![]; 6];
        let knowledge = Knowledge {
            exclusive: &exclusive,
            different: &[],
        };
        let found = cluster_quality(&cluster(&edges, knowledge), &pairs);
        assert_eq!(
            found.iter().map(|one| one.first).collect::<Vec<_>>(),
            [0, 3]
        );
        assert_eq!((found[0].weakest_bits, found[1].density), (3.0, 1.0));
    }
}
