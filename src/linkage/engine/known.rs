//! Decided pairs, by the numbers of their records.

use crate::linkage::error::LinkFault;
use crate::linkage::records::Records;
use crate::linkage::spec::{KnownPair, LinkSpec, Verdict};
use crate::linkage::warning::LinkWarning;

/// Decided pairs, smaller record first, sorted, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::linkage) struct Known {
    pub(in crate::linkage) same: Vec<(u32, u32)>,
    pub(in crate::linkage) different: Vec<(u32, u32)>,
}

impl Known {
    /// Finds the records; pairs whose records are gone are counted in a warning, for decisions
    /// outlive deliveries of data.
    ///
    /// # Errors
    /// [`LinkFault::KnownContradict`].
    pub(in crate::linkage) fn of(
        spec: &LinkSpec,
        records: &Records,
    ) -> Result<(Self, Option<LinkWarning>), LinkFault> {
        let mut known = Self::default();
        let mut n_pairs = 0;
        for pair in &spec.known.pairs {
            match records_of(spec, records, pair) {
                Some((left, right)) => match pair.verdict {
                    Verdict::Same => known.same.push((left, right)),
                    Verdict::Different => known.different.push((left, right)),
                },
                None => n_pairs += 1,
            }
        }
        for pairs in [&mut known.same, &mut known.different] {
            pairs.sort_unstable();
            pairs.dedup();
        }
        known.agree(records)?;
        let absent = (n_pairs > 0).then_some(LinkWarning::KnownAbsent { n_pairs });
        Ok((known, absent))
    }

    /// Holds that no chain of same pairs joins two records that are different.
    fn agree(&self, records: &Records) -> Result<(), LinkFault> {
        let mut parents: Vec<u32> = (0..records.len() as u32).collect();
        for (left, right) in &self.same {
            let (left, right) = (root(&mut parents, *left), root(&mut parents, *right));
            parents[left.max(right) as usize] = left.min(right);
        }
        let name = |record: u32| format!("{}/{}", records.table(record), records.key(record));
        for (left, right) in &self.different {
            if root(&mut parents, *left) == root(&mut parents, *right) {
                let (left, right) = (name(*left), name(*right));
                return Err(LinkFault::KnownContradict { left, right });
            }
        }
        Ok(())
    }
}

fn root(parents: &mut [u32], mut record: u32) -> u32 {
    while parents[record as usize] != record {
        parents[record as usize] = parents[parents[record as usize] as usize];
        record = parents[record as usize];
    }
    record
}

fn records_of(spec: &LinkSpec, records: &Records, pair: &KnownPair) -> Option<(u32, u32)> {
    let find = |table: &Option<String>, key: &str| {
        let only = &spec.tables[0].name;
        records.find(table.as_ref().unwrap_or(only), key)
    };
    let left = find(&pair.table_l, &pair.key_l)?;
    let right = find(&pair.table_r, &pair.key_r)?;
    Some((left.min(right), left.max(right)))
}
