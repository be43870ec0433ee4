//! Which of the pairs known to be different can matter at all.

/// The pairs of `different` whose two records hang together through `linked`, in their order.
///
/// Clusters never reach across components, so what is known of other pairs changes nothing; of
/// millions of different candidate pairs few are left.
///
/// # Panics
/// When a pair names a record from `n_records` on.
pub fn within_components(
    n_records: usize,
    linked: impl Iterator<Item = (u32, u32)>,
    different: &[(u32, u32)],
) -> Vec<(u32, u32)> {
    let mut parents: Vec<u32> = (0..n_records as u32).collect();
    for (left, right) in linked {
        let (left, right) = (root(&mut parents, left), root(&mut parents, right));
        parents[left.max(right) as usize] = left.min(right);
    }
    let hang_together =
        |pair: &&(u32, u32)| root(&mut parents, pair.0) == root(&mut parents, pair.1);
    different.iter().filter(hang_together).copied().collect()
}

/// The smallest record that `record` hangs together with; paths are halved on the way.
pub(super) fn root(parents: &mut [u32], record: u32) -> u32 {
    let mut root = record;
    while parents[root as usize] != root {
        let grandparent = parents[parents[root as usize] as usize];
        parents[root as usize] = grandparent;
        root = grandparent;
    }
    root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_one_component_alone_are_left() {
        let linked = [(0, 1), (1, 2), (3, 4)];
        let different = [(0, 2), (2, 3), (3, 4), (5, 0)];
        let left = within_components(6, linked.into_iter(), &different);
        assert_eq!(left, [(0, 2), (3, 4)]);
    }
}
