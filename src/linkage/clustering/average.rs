//! Agglomeration by what all pairs between two clusters say together.
//!
//! A single wrong link joins two things for good where any chain of links does; here two clusters
//! become one only while the pairs between them, taken together, speak for it. A pair that was not
//! kept weighs `absent_bits`: nobody found anything for it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use super::agglomerate::decided;
use super::clusters::Clusters;
use super::forest::Forest;
use super::knowledge::{Edge, Knowledge};

/// A pair of clusters that could become one.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Offer {
    average_bits: f64,
    left: u32,
    right: u32,
    /// Changes of both clusters when the offer was made; a later change makes it void.
    versions: (u32, u32),
}

impl Eq for Offer {}

impl Ord for Offer {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_weight = self.average_bits.total_cmp(&other.average_bits);
        by_weight.then_with(|| (other.left, other.right).cmp(&(self.left, self.right)))
    }
}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The kept pairs between two clusters.
#[derive(Debug, Clone, Copy, Default)]
struct Between {
    n_pairs: u64,
    sum_bits: f64,
}

/// Joins clusters, best average first, while the average is at least `least_bits`.
///
/// `edges` are all kept pairs, each once, heaviest or not. The result does not depend on their order.
///
/// # Cost
/// O(edges log edges) joins; neighbours are merged small into large.
pub(super) fn average(
    edges: &[Edge],
    (knowledge, same): (Knowledge, &[(u32, u32)]),
    (least_bits, absent_bits): (f64, f64),
) -> Clusters {
    let mut state = State::new(edges, knowledge, absent_bits);
    let mut clusters = Clusters::empty();
    for edge in same.iter().map(decided) {
        let left = state.forest.root(edge.left);
        let right = state.forest.root(edge.right);
        if left != right {
            state.join(left, right);
            clusters.joining.push(edge);
        }
    }
    while let Some(offer) = state.offers.pop() {
        let (left, right) = (offer.left, offer.right);
        if offer.average_bits < least_bits {
            break;
        }
        if offer.versions
            != (
                state.versions[left as usize],
                state.versions[right as usize],
            )
        {
            continue;
        }
        let edge = Edge {
            left,
            right,
            rank: 0,
            weight_bits: offer.average_bits,
        };
        if state.forest.forbids(left, right) {
            clusters.refused.push(edge);
        } else {
            state.join(left, right);
            clusters.joining.push(edge);
        }
    }
    clusters.finish(state.forest, knowledge.exclusive.len())
}

struct State {
    forest: Forest,
    neighbours: Vec<BTreeMap<u32, Between>>,
    sizes: Vec<u64>,
    versions: Vec<u32>,
    offers: BinaryHeap<Offer>,
    absent_bits: f64,
}

impl State {
    fn new(edges: &[Edge], knowledge: Knowledge, absent_bits: f64) -> Self {
        let n_records = knowledge.exclusive.len();
        let mut state = Self {
            forest: Forest::new(knowledge),
            neighbours: vec![BTreeMap::new(); n_records],
            sizes: vec![1; n_records],
            versions: vec![0; n_records],
            offers: BinaryHeap::new(),
            absent_bits,
        };
        for edge in edges {
            let between = Between {
                n_pairs: 1,
                sum_bits: edge.weight_bits,
            };
            state.neighbours[edge.left as usize].insert(edge.right, between);
            state.neighbours[edge.right as usize].insert(edge.left, between);
            state.offer(edge.left, edge.right, between);
        }
        state
    }

    fn offer(&mut self, one: u32, other: u32, between: Between) {
        let (left, right) = (one.min(other), one.max(other));
        let n_all = self.sizes[left as usize] * self.sizes[right as usize];
        let n_absent = n_all - between.n_pairs;
        let sum = between.sum_bits + n_absent as f64 * self.absent_bits;
        self.offers.push(Offer {
            average_bits: sum / n_all as f64,
            left,
            right,
            versions: (self.versions[left as usize], self.versions[right as usize]),
        });
    }

    fn join(&mut self, left: u32, right: u32) {
        self.forest.join(left, right);
        let (kept, gone) = (left.min(right), left.max(right));
        self.sizes[kept as usize] += self.sizes[gone as usize];
        self.versions[kept as usize] += 1;
        self.versions[gone as usize] += 1;
        let of_gone = std::mem::take(&mut self.neighbours[gone as usize]);
        self.neighbours[kept as usize].remove(&gone);
        for (neighbour, between) in of_gone {
            if neighbour == kept {
                continue;
            }
            self.neighbours[neighbour as usize].remove(&gone);
            let sum = self.neighbours[kept as usize].entry(neighbour).or_default();
            sum.n_pairs += between.n_pairs;
            sum.sum_bits += between.sum_bits;
            let sum = *sum;
            self.neighbours[neighbour as usize].insert(kept, sum);
        }
        let renewed: Vec<(u32, Between)> = self.neighbours[kept as usize]
            .iter()
            .map(|(neighbour, between)| (*neighbour, *between))
            .collect();
        for (neighbour, between) in renewed {
            self.offer(kept, neighbour, between);
        }
    }
}
