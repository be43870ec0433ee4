//! Which records are one thing: greedy best-first agglomeration that respects evidence against.

use std::cmp::Ordering;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::spec::ClusterMethod;

mod average;
mod components;

pub use components::within_components;

use components::root;

/// An accepted link between two records.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// One record.
    pub left: u32,
    /// The other.
    pub right: u32,
    /// 0 is taken first: equality before likeness.
    pub rank: u8,
    /// Within a rank more bits are taken first.
    pub weight_bits: f64,
}

/// A fact of which one thing can have only one value, such as a checked code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exclusive {
    /// What kind of fact.
    pub kind: u8,
    /// Its value, hashed or numbered by the caller.
    pub value: u64,
}

/// What is known about the records besides their links.
#[derive(Debug, Clone, Copy)]
pub struct Knowledge<'a> {
    /// For each record its exclusive facts.
    pub exclusive: &'a [Vec<Exclusive>],
    /// Pairs of records that are different, whatever links them.
    pub different: &'a [(u32, u32)],
}

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
    fn empty() -> Self {
        Self {
            cluster_of: Vec::new(),
            joining: Vec::new(),
            refused: Vec::new(),
            facts: Vec::new(),
            apart: Apart::default(),
        }
    }

    fn finish(mut self, mut forest: Forest, n_records: usize) -> Self {
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

fn decided((left, right): &(u32, u32)) -> Edge {
    Edge {
        left: *left,
        right: *right,
        rank: 0,
        weight_bits: DECIDED_BITS,
    }
}

/// Clusters by `method`; edges below `threshold_bits` join nothing, but count among the pairs between
/// two clusters. Pairs known to be the `same` or different bind every method.
pub(super) fn cluster_by(
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

fn contradict(left: &[Exclusive], right: &[Exclusive]) -> bool {
    let differs = |fact: &Exclusive| {
        let other = right.iter().find(|other| other.kind == fact.kind);
        other.is_some_and(|other| other.value != fact.value)
    };
    left.iter().any(differs)
}

/// Per cluster the clusters it may not be joined with; most have none.
type Apart = FxHashMap<u32, FxHashSet<u32>>;

fn are_apart(apart: &Apart, left: u32, right: u32) -> bool {
    apart
        .get(&left)
        .is_some_and(|others| others.contains(&right))
}

/// Union–find whose roots are the smallest records and carry what is known of the whole cluster.
struct Forest {
    parents: Vec<u32>,
    facts: Vec<Vec<Exclusive>>,
    apart: Apart,
}

impl Forest {
    fn new(knowledge: Knowledge) -> Self {
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

    fn root(&mut self, record: u32) -> u32 {
        root(&mut self.parents, record)
    }

    fn forbids(&self, left: u32, right: u32) -> bool {
        contradict(&self.facts[left as usize], &self.facts[right as usize])
            || are_apart(&self.apart, left, right)
    }

    fn join(&mut self, left: u32, right: u32) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edge(left: u32, right: u32, weight_bits: f64) -> Edge {
        Edge {
            left,
            right,
            rank: 1,
            weight_bits,
        }
    }

    fn code(value: u64) -> Vec<Exclusive> {
        vec![Exclusive { kind: 0, value }]
    }

    #[track_caller]
    fn check(edges: &[Edge], knowledge: Knowledge, expected: &[u32]) -> Clusters {
        let clusters = cluster(edges, knowledge);
        assert_eq!(clusters.cluster_of, expected);
        clusters
    }

    #[test]
    fn a_chain_stops_at_conflicting_facts_and_its_weakest_edge_is_refused() {
        let exclusive = [code(1), vec![], vec![], code(2)];
        let knowledge = Knowledge {
            exclusive: &exclusive,
            different: &[],
        };
        let edges = [edge(0, 1, 9.0), edge(1, 2, 3.0), edge(2, 3, 8.0)];
        let clusters = check(&edges, knowledge, &[0, 0, 2, 2]);
        assert_eq!(clusters.refused, [edge(1, 2, 3.0)]);
        assert!(clusters.are_apart(0, 2));
    }

    #[test]
    fn pairs_known_to_be_different_stay_apart_through_others() {
        let exclusive = [vec![], vec![], vec![]];
        let knowledge = Knowledge {
            exclusive: &exclusive,
            different: &[(0, 2)],
        };
        check(&[edge(0, 1, 9.0), edge(1, 2, 5.0)], knowledge, &[0, 0, 2]);
    }

    #[test]
    fn equality_is_taken_before_any_weight() {
        let exclusive = [code(1), vec![], code(2)];
        let knowledge = Knowledge {
            exclusive: &exclusive,
            different: &[],
        };
        let equal = Edge {
            rank: 0,
            ..edge(1, 2, 1.0)
        };
        check(&[edge(0, 1, 90.0), equal], knowledge, &[0, 1, 1]);
    }

    proptest! {
        #[test]
        fn the_order_of_edges_does_not_matter(
            edges in prop::collection::vec((0_u32..8, 0_u32..8, 0_u8..4), 0..20),
            codes in prop::collection::vec(0_u64..3, 8),
            turn in 0_usize..20,
        ) {
            let distinct = edges.iter().filter(|(left, right, _)| left != right);
            let edges: Vec<Edge> = distinct
                .map(|(left, right, weight)| edge(*left.min(right), *left.max(right), f64::from(*weight)))
                .collect();
            let of_code = |value: &u64| if *value == 0 { vec![] } else { code(*value) };
            let exclusive: Vec<Vec<Exclusive>> = codes.iter().map(of_code).collect();
            let knowledge = Knowledge { exclusive: &exclusive, different: &[(0, 1)] };
            let mut turned = edges.clone();
            turned.rotate_left(if edges.is_empty() { 0 } else { turn % edges.len() });
            let (first, second) = (cluster(&edges, knowledge), cluster(&turned, knowledge));
            prop_assert_eq!(first.cluster_of, second.cluster_of);
        }
    }

    proptest! {
        #[test]
        fn clusters_never_hold_what_is_known_apart_and_are_parts_of_components(
            edges in prop::collection::vec((0_u32..9, 0_u32..9, -2_i8..4), 0..24),
            codes in prop::collection::vec(0_u64..3, 9),
            different in (0_u32..9, 0_u32..9),
            same in (0_u32..9, 0_u32..9),
        ) {
            let distinct = edges.iter().filter(|(left, right, _)| left != right);
            let mut edges: Vec<Edge> = distinct
                .map(|(left, right, weight)| edge(*left.min(right), *left.max(right), f64::from(*weight)))
                .collect();
            edges.sort_by_key(|edge| (edge.left, edge.right));
            edges.dedup_by_key(|edge| (edge.left, edge.right));
            let of_code = |value: &u64| if *value == 0 { vec![] } else { code(*value) };
            let exclusive: Vec<Vec<Exclusive>> = codes.iter().map(of_code).collect();
            let different = [(different.0.min(different.1), different.0.max(different.1))];
            let same = [(same.0.min(same.1), same.0.max(same.1))];
            prop_assume!(different[0].0 != different[0].1 && different != same);
            let knowledge = Knowledge { exclusive: &exclusive, different: &different };
            let nothing = vec![Vec::new(); 9];
            let free = Knowledge { exclusive: &nothing, different: &[] };
            let parts = cluster_by(ClusterMethod::Components, &edges, (free, &same), 0.0).cluster_of;
            for method in [ClusterMethod::Components, ClusterMethod::Constrained, ClusterMethod::Average] {
                let found = cluster_by(method, &edges, (knowledge, &same), 0.0);
                let cluster = |record: u32| found.cluster_of[record as usize];
                prop_assert_eq!(cluster(same[0].0), cluster(same[0].1));
                prop_assert_ne!(cluster(different[0].0), cluster(different[0].1));
                for record in 0..9 {
                    prop_assert!(cluster(record) <= record && cluster(cluster(record)) == cluster(record));
                    prop_assert_eq!(parts[cluster(record) as usize], parts[record as usize]);
                }
                let is_decided = |record: u32| cluster(record) == cluster(same[0].0);
                for left in 0..9_u32 {
                    for right in left + 1..9 {
                        let facts = (&exclusive[left as usize], &exclusive[right as usize]);
                        let are_against = method != ClusterMethod::Components && contradict(facts.0, facts.1);
                        prop_assert!(!are_against || cluster(left) != cluster(right) || is_decided(left));
                    }
                }
            }
        }
    }
}
