//! The result of clustering.

use super::forest::Forest;
use super::knowledge::{Apart, Edge, Exclusive, are_apart, contradict};

/// The result of clustering.
#[derive(Debug, Clone, PartialEq)]
pub struct Clusters {
    /// For each record the smallest record of its cluster.
    pub cluster_of: Vec<u32>,
    /// The edges that joined two clusters: within a cluster they form a tree.
    pub joining: Vec<Edge>,
    /// The edges that evidence against cut, in the order they were refused.
    pub refused: Vec<Edge>,
    facts: Vec<Vec<Exclusive>>,
    apart: Apart,
}

impl Clusters {
    pub(super) fn empty() -> Self {
        Self {
            cluster_of: Vec::new(),
            joining: Vec::new(),
            refused: Vec::new(),
            facts: Vec::new(),
            apart: Apart::default(),
        }
    }

    pub(super) fn finish(mut self, mut forest: Forest, n_records: usize) -> Self {
        self.cluster_of = (0..n_records as u32)
            .map(|record| forest.root(record))
            .collect();
        self.facts = forest.facts;
        self.apart = forest.apart;
        self
    }

    /// Whether the clusters of two records may not become one.
    pub fn are_apart(&self, left: u32, right: u32) -> bool {
        let (left, right) = (
            self.cluster_of[left as usize],
            self.cluster_of[right as usize],
        );
        contradict(&self.facts[left as usize], &self.facts[right as usize])
            || are_apart(&self.apart, left, right)
    }
}
