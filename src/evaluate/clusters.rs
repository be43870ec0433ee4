//! Clusters held against clusters row by row (B-cubed), and which clusters are mixed.

use serde::Serialize;

/// B-cubed figures: of a row's cluster, how much is truly its own, and how much of its own is in it,
/// averaged over rows.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct BCubed {
    /// 0..=1.
    pub precision: f64,
    /// 0..=1.
    pub recall: f64,
    /// Harmonic mean of the two, 0..=1.
    pub f1: f64,
    /// Rows averaged over.
    pub n_rows: u64,
}

/// How the row `truth × cluster` fares: rows with both alike, in the cluster, and of the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Standing {
    pub(super) n_both: u32,
    pub(super) n_cluster: u32,
    pub(super) n_truth: u32,
}

/// The standing of every row, in order. A row in cluster 0 is a cluster of its own.
///
/// # Cost
/// O(n log n).
pub(super) fn standings(rows: &[(u32, u32)]) -> Vec<Standing> {
    let mut standings = vec![Standing::default(); rows.len()];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_unstable_by_key(|&row| rows[row]);
    for of_truth in order.chunk_by(|&left, &right| rows[left].0 == rows[right].0) {
        for both in of_truth.chunk_by(|&left, &right| rows[left].1 == rows[right].1) {
            for &row in both {
                standings[row].n_truth = of_truth.len() as u32;
                standings[row].n_both = both.len() as u32;
            }
        }
    }
    order.sort_unstable_by_key(|&row| rows[row].1);
    for cluster in order.chunk_by(|&left, &right| rows[left].1 == rows[right].1) {
        for &row in cluster {
            standings[row].n_cluster = cluster.len() as u32;
        }
    }
    for (standing, row) in standings.iter_mut().zip(rows) {
        if row.1 == 0 {
            (standing.n_both, standing.n_cluster) = (1, 1);
        }
    }
    standings
}

impl BCubed {
    pub(super) fn of(standings: impl Iterator<Item = Standing>) -> Self {
        let (mut precision, mut recall, mut n_rows) = (0.0, 0.0, 0u64);
        for standing in standings {
            let both = f64::from(standing.n_both);
            precision += both / f64::from(standing.n_cluster);
            recall += both / f64::from(standing.n_truth);
            n_rows += 1;
        }
        if n_rows == 0 {
            return Self::default();
        }
        let (precision, recall) = (precision / n_rows as f64, recall / n_rows as f64);
        Self {
            precision,
            recall,
            f1: 2.0 * precision * recall / (precision + recall),
            n_rows,
        }
    }
}

/// Clusters with the distinct truths in them, of those that mix several.
pub(super) fn mixed(rows: &[(u32, u32)]) -> (u64, Vec<(u32, Vec<u32>)>) {
    let mut pairs: Vec<(u32, u32)> = rows
        .iter()
        .map(|&(truth, cluster)| (cluster, truth))
        .collect();
    pairs.sort_unstable();
    let n_alone = pairs.iter().filter(|pair| pair.0 == 0).count() as u64;
    pairs.retain(|pair| pair.0 != 0);
    pairs.dedup();
    let mut n_clusters = n_alone;
    let mut mixed = Vec::new();
    for cluster in pairs.chunk_by(|left, right| left.0 == right.0) {
        n_clusters += 1;
        if cluster.len() > 1 {
            let truths = cluster.iter().map(|pair| pair.1).collect();
            mixed.push((cluster[0].0, truths));
        }
    }
    (n_clusters, mixed)
}

/// Joins rows that share a fact, and those that share one with these, and so on: the clusters of a
/// script that joins on equality alone, numbered from 1.
pub(super) fn joined(facts: &[super::pairs::Facts]) -> Vec<u32> {
    let mut leader: Vec<u32> = (0..facts.len() as u32).collect();
    for idx in 0..3 {
        let mut keyed: Vec<(u32, u32)> = facts
            .iter()
            .zip(0..)
            .map(|(facts, row)| (facts[idx], row))
            .filter(|(fact, _)| *fact != 0)
            .collect();
        keyed.sort_unstable();
        for alike in keyed.chunk_by(|left, right| left.0 == right.0) {
            for pair in alike.windows(2) {
                let (left, right) = (find(&mut leader, pair[0].1), find(&mut leader, pair[1].1));
                leader[left.max(right) as usize] = left.min(right);
            }
        }
    }
    let rows = 0..facts.len() as u32;
    rows.map(|row| find(&mut leader, row) + 1).collect()
}

fn find(leader: &mut [u32], row: u32) -> u32 {
    let mut top = row;
    while leader[top as usize] != top {
        top = leader[top as usize];
    }
    let mut next = row;
    while leader[next as usize] != top {
        next = std::mem::replace(&mut leader[next as usize], top);
    }
    top
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_alone_is_precise_and_recalls_itself() {
        let rows = [(1, 1), (1, 1), (1, 0), (2, 1)];
        let figures = BCubed::of(standings(&rows).into_iter());
        assert!((figures.precision - (2.0 / 3.0 + 2.0 / 3.0 + 1.0 + 1.0 / 3.0) / 4.0).abs() < 1e-9);
        assert!((figures.recall - (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0 + 1.0) / 4.0).abs() < 1e-9);
    }

    #[test]
    fn a_cluster_of_two_enterprises_is_mixed() {
        let rows = [(1, 1), (2, 1), (3, 2), (4, 0)];
        assert_eq!(mixed(&rows), (3, vec![(1, vec![1, 2])]));
    }

    #[test]
    fn an_equality_join_chains_over_different_facts() {
        let facts = [[7, 0, 1], [0, 0, 1], [7, 0, 2], [0, 5, 0]];
        assert_eq!(joined(&facts), [1, 1, 1, 4]);
    }
}
