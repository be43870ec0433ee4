//! What clusters hold, whatever the edges.

use super::agglomerate::cluster_by;
use super::knowledge::contradict;
use super::*;
use crate::linkage::spec::ClusterMethod;
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
