//! Greedy best-first agglomeration, and the choice of a method.

use std::cmp::Ordering;

use rayon::prelude::*;

use super::average;
use super::clusters::Clusters;
use super::forest::Forest;
use super::knowledge::{Edge, Knowledge};
use crate::linkage::spec::ClusterMethod;

/// Joins records along `edges`, best first, unless what is known forbids it.
///
/// The result does not depend on the order of `edges`: ties are broken by the records' numbers.
///
/// # Cost
/// O(edges log edges); sets of forbidden neighbours are merged small into large.
pub fn cluster(edges: &[Edge], knowledge: Knowledge) -> Clusters {
    cluster_decided(edges, knowledge, &[])
}

/// The same after `same` pairs have been joined, which nothing forbids.
fn cluster_decided(edges: &[Edge], knowledge: Knowledge, same: &[(u32, u32)]) -> Clusters {
    let mut sorted = edges.to_vec();
    sorted.par_sort_unstable_by(best_first);
    let mut forest = Forest::new(knowledge);
    let mut clusters = Clusters::empty();
    for edge in same.iter().map(decided) {
        let (left, right) = (forest.root(edge.left), forest.root(edge.right));
        if left != right {
            forest.join(left, right);
            clusters.joining.push(edge);
        }
    }
    for edge in sorted {
        let (left, right) = (forest.root(edge.left), forest.root(edge.right));
        if left == right {
            continue;
        }
        if forest.forbids(left, right) {
            clusters.refused.push(edge);
        } else {
            forest.join(left, right);
            clusters.joining.push(edge);
        }
    }
    clusters.finish(forest, knowledge.exclusive.len())
}

/// A decision outweighs any evidence, bits.
const DECIDED_BITS: f64 = 64.0;

pub(super) fn decided((left, right): &(u32, u32)) -> Edge {
    Edge {
        left: *left,
        right: *right,
        rank: 0,
        weight_bits: DECIDED_BITS,
    }
}

/// Clusters by `method`; edges below `threshold_bits` join nothing, but count among the pairs between
/// two clusters. Pairs known to be the `same` or different bind every method.
pub(in crate::linkage) fn cluster_by(
    method: ClusterMethod,
    edges: &[Edge],
    (knowledge, same): (Knowledge, &[(u32, u32)]),
    threshold_bits: f64,
) -> Clusters {
    let accepted = |edge: &&Edge| edge.weight_bits >= threshold_bits;
    let strong: Vec<Edge> = edges.iter().filter(accepted).copied().collect();
    match method {
        ClusterMethod::Components => {
            let nothing = vec![Vec::new(); knowledge.exclusive.len()];
            let knowledge = Knowledge {
                exclusive: &nothing,
                ..knowledge
            };
            cluster_decided(&strong, knowledge, same)
        }
        ClusterMethod::Constrained => cluster_decided(&strong, knowledge, same),
        ClusterMethod::Average => {
            average::average(edges, (knowledge, same), (threshold_bits, ABSENT_BITS))
        }
    }
}

/// A pair that no rule gave or that was not kept, bits: it dilutes what the others say, no more, for
/// blocking misses true pairs too.
const ABSENT_BITS: f64 = 0.0;

fn best_first(left: &Edge, right: &Edge) -> Ordering {
    let by_strength = left
        .rank
        .cmp(&right.rank)
        .then(right.weight_bits.total_cmp(&left.weight_bits));
    by_strength.then((left.left, left.right).cmp(&(right.left, right.right)))
}
