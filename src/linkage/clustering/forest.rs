//! Clusters in the making.

use super::components::root;
use super::knowledge::{Apart, Exclusive, Knowledge, are_apart, contradict};

/// Union–find whose roots are the smallest records and carry what is known of the whole cluster.
pub(super) struct Forest {
    parents: Vec<u32>,
    pub(super) facts: Vec<Vec<Exclusive>>,
    pub(super) apart: Apart,
}

impl Forest {
    pub(super) fn new(knowledge: Knowledge) -> Self {
        let n_records = knowledge.exclusive.len();
        let mut apart = Apart::default();
        for (left, right) in knowledge.different {
            apart.entry(*left).or_default().insert(*right);
            apart.entry(*right).or_default().insert(*left);
        }
        Self {
            parents: (0..n_records as u32).collect(),
            facts: knowledge.exclusive.to_vec(),
            apart,
        }
    }

    pub(super) fn root(&mut self, record: u32) -> u32 {
        root(&mut self.parents, record)
    }

    pub(super) fn forbids(&self, left: u32, right: u32) -> bool {
        contradict(&self.facts[left as usize], &self.facts[right as usize])
            || are_apart(&self.apart, left, right)
    }

    pub(super) fn join(&mut self, left: u32, right: u32) {
        let (kept, gone) = (left.min(right), left.max(right));
        self.parents[gone as usize] = kept;
        for fact in std::mem::take(&mut self.facts[gone as usize]) {
            if !self.facts[kept as usize].contains(&fact) {
                self.facts[kept as usize].push(fact);
            }
        }
        let Some(neighbours) = self.apart.remove(&gone) else {
            return;
        };
        let mut neighbours: Vec<u32> = neighbours.into_iter().collect();
        neighbours.sort_unstable();
        for neighbour in neighbours {
            let of_neighbour = self.apart.entry(neighbour).or_default();
            of_neighbour.remove(&gone);
            of_neighbour.insert(kept);
            self.apart.entry(kept).or_default().insert(neighbour);
        }
    }
}
