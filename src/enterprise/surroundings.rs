//! What a golden record must know of all records at once.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::disputed::code_texts;
use super::linking::Linked;
use super::record::Record;

/// How many clusters a phone stands for, where they are several.
pub(super) fn phone_entities<'r>(
    records: &'r [Record],
    cluster_of: &[u32],
) -> BTreeMap<&'r str, usize> {
    let holders = records.iter().zip(cluster_of);
    let mut uses: Vec<(&str, u32)> = holders
        .flat_map(|(record, cluster)| record.phones.iter().map(|phone| (phone.as_str(), *cluster)))
        .collect();
    uses.par_sort_unstable();
    uses.dedup();
    let by_phone = uses.chunk_by(|left, right| left.0 == right.0);
    let by_phone = by_phone.filter(|uses| uses.len() > 1);
    by_phone.map(|uses| (uses[0].0, uses.len())).collect()
}

/// Whose a disputed code is: the cluster with most of its rows, nobody's where two have as many.
pub(super) fn owners(records: &[Record], linked: &Linked) -> BTreeMap<String, Option<u32>> {
    let mut n_rows: BTreeMap<String, BTreeMap<u32, u32>> = BTreeMap::new();
    for (idx, record) in records.iter().enumerate() {
        for code in code_texts(&record.codes) {
            if linked.disputed.contains(code) {
                let clusters = n_rows.entry(code.to_owned()).or_default();
                *clusters.entry(linked.cluster_of[idx]).or_insert(0) += 1;
            }
        }
    }
    let owner = |clusters: BTreeMap<u32, u32>| {
        let most = clusters.values().copied().max()?;
        let mut holders = clusters.iter().filter(|(_, n_rows)| **n_rows == most);
        let first = holders.next().map(|(cluster, _)| *cluster);
        first.filter(|_| holders.next().is_none())
    };
    n_rows
        .into_iter()
        .map(|(code, clusters)| (code, owner(clusters)))
        .collect()
}
