//! The join of equal keys: every record in every block it stands in, in order.

use rayon::prelude::*;

/// A record stands in a block of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::linkage) struct KeyRow {
    pub(in crate::linkage) rule: u16,
    pub(in crate::linkage) block: u64,
    pub(in crate::linkage) record: u32,
}

/// The rows of one rule by block and record, where `keys_of` gives each record's keys; without keys that
/// stand on one record alone, which give no pair and are most.
///
/// # Cost
/// O(keys + shared keys log shared keys); 16 bytes a shared key and two a key.
pub(in crate::linkage) fn shared_rows<'k>(
    rule: u16,
    n_records: usize,
    keys_of: impl Fn(u32) -> &'k [u64],
) -> Vec<KeyRow> {
    let all = || (0..n_records as u32).map(|record| (record, keys_of(record)));
    let n_keys = all().map(|(_, keys)| keys.len()).sum::<usize>();
    let mut met = Met::of(n_keys);
    all()
        .flat_map(|(_, keys)| keys)
        .for_each(|key| met.meet(*key));
    let rows = all().flat_map(|(record, keys)| {
        let shared = keys.iter().filter(|key| met.is_shared(**key));
        shared.map(move |block| KeyRow {
            rule,
            block: *block,
            record,
        })
    });
    let mut rows: Vec<KeyRow> = rows.collect();
    rows.par_sort_unstable();
    rows
}

/// Rows of one rule and block each.
pub(in crate::linkage) fn blocks(rows: &[KeyRow]) -> impl Iterator<Item = &[KeyRow]> {
    rows.chunk_by(|left, right| (left.rule, left.block) == (right.rule, right.block))
}

/// Which keys were met more than once; now and then one that was not, by a slot shared with another.
struct Met {
    /// How often each slot was met, up to two.
    slots: Vec<u8>,
}

impl Met {
    fn of(n_keys: usize) -> Self {
        Self {
            slots: vec![0; (2 * n_keys).next_power_of_two()],
        }
    }

    fn slot(&self, key: u64) -> usize {
        key as usize & (self.slots.len() - 1)
    }

    #[inline]
    fn meet(&mut self, key: u64) {
        let slot = self.slot(key);
        self.slots[slot] = (self.slots[slot] + 1).min(2);
    }

    #[inline]
    fn is_shared(&self, key: u64) -> bool {
        self.slots[self.slot(key)] > 1
    }
}
