//! Which enterprises bear a name, or one a slip of the pen away.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::comparisons::Prepared;
use super::slips::traces;
use crate::normalize::similarity::{Confusion, Slip, one_slip};

/// Clusters around one core.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// They bear it.
    pub(super) same: BTreeSet<u32>,
    /// They bear another one slip away, serials included.
    pub(super) near: BTreeSet<Near>,
}

/// A cluster with a name one slip away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Near {
    pub(super) cluster: u32,
    /// Number of the county of the row that bears it, 0 for none.
    pub(super) county: u32,
    /// Whether a hand is likely to write the one name for the other.
    pub(super) is_likely: bool,
}

/// The clusters around every core that was asked about.
#[derive(Debug, Default)]
pub(super) struct Neighbours<'a> {
    of_core: FxHashMap<&'a [char], u32>,
    around: Vec<Around>,
}

impl Neighbours<'_> {
    /// # Panics
    /// When `core` was not asked about.
    pub(super) fn of(&self, core: &[char]) -> &Around {
        &self.around[self.of_core[core] as usize]
    }
}

/// Looks for the cores `asked` among the names of all records.
///
/// # Cost
/// A dozen look-ups per name of the run; memory for the cores asked about alone.
pub(super) fn neighbours<'a>(
    prepared: &'a Prepared<'a>,
    cluster_of: &[u32],
    asked: BTreeSet<&'a [char]>,
) -> Neighbours<'a> {
    let asked: Vec<&[char]> = asked.into_iter().collect();
    let mut of_trace: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (number, core) in asked.iter().enumerate() {
        for trace in traces(core) {
            of_trace.entry(trace).or_default().push(number as u32);
        }
    }
    let mut around: Vec<Around> = asked.iter().map(|_| Around::default()).collect();
    for (record, cluster) in cluster_of.iter().enumerate() {
        for form in prepared.names.get(record as u32) {
            let core = form.core().characters;
            let found = traces(core)
                .into_iter()
                .filter_map(|trace| of_trace.get(&trace))
                .flatten();
            for number in found {
                let near = asked[*number as usize];
                let place = &mut around[*number as usize];
                if near == core {
                    place.same.insert(*cluster);
                } else if let Some(slip) = one_slip(near, core) {
                    place.near.insert(Near {
                        cluster: *cluster,
                        county: prepared.facts.get(record as u32).county,
                        is_likely: slip != Slip::Replaced(Confusion::Different),
                    });
                }
            }
        }
    }
    let numbers = asked.iter().enumerate();
    Neighbours {
        of_core: numbers
            .map(|(number, core)| (*core, number as u32))
            .collect(),
        around,
    }
}
