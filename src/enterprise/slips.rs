//! Entities whose name a listed name may be with one slip of the pen.

use std::sync::OnceLock;

use super::alike::are_slips;
use super::lookup::EntityLookup;
use super::mention::Mention;
use crate::normalize::CompanyName;
use crate::table::EntityId;

/// Cores shorter than this many characters are one character apart by chance.
const CORE_CHARS_MIN: usize = 4;

/// Cores by what a slip leaves as it is: the core itself, the core without any one of its
/// characters (a character lost, added or changed), and its characters in order (two exchanged).
#[derive(Debug, Default)]
pub(super) struct SlipIndex {
    built: OnceLock<Built>,
}

#[derive(Debug)]
struct Built {
    cores: Vec<(Vec<char>, Vec<EntityId>)>,
    /// Hash of what is left and number of the core, sorted.
    traces: Vec<(u64, u32)>,
}

impl SlipIndex {
    fn get<'s>(&'s self, lookup: &EntityLookup) -> &'s Built {
        self.built.get_or_init(|| Built::of(lookup))
    }
}

impl Built {
    fn of(lookup: &EntityLookup) -> Self {
        let cores = lookup
            .cores()
            .map(|(core, entities)| (core.chars().collect(), entities.to_vec()));
        let mut built = Self {
            cores: cores.collect(),
            traces: Vec::new(),
        };
        // On one thread: another one of the pool that waits for the index might take up a part of it.
        for (number, (core, _)) in built.cores.iter().enumerate() {
            let of_core = traces(core).into_iter().map(|trace| (trace, number as u32));
            built.traces.extend(of_core);
        }
        built.traces.sort_unstable();
        built
    }

    /// The entities whose core shares a trace with `core` and is a slip of it.
    fn alike(&self, core: &[char]) -> Vec<EntityId> {
        let mut numbers: Vec<u32> = Vec::new();
        for trace in traces(core) {
            let from = self.traces.partition_point(|(other, _)| *other < trace);
            let same = self.traces[from..].iter();
            numbers.extend(
                same.take_while(|(other, _)| *other == trace)
                    .map(|(_, number)| number),
            );
        }
        numbers.sort_unstable();
        numbers.dedup();
        let cores = numbers.iter().map(|number| &self.cores[*number as usize]);
        let slips = cores.filter(|(other, _)| are_slips(core, other));
        slips
            .flat_map(|(_, entities)| entities.iter().copied())
            .collect()
    }
}

/// Hashes of what a slip leaves of `core`. Two texts that share one need not be a slip apart; two
/// that are a slip apart share one.
pub(super) fn traces(core: &[char]) -> Vec<u64> {
    let mut sorted = core.to_vec();
    sorted.sort_unstable();
    let without = |left_out: usize| {
        let others = core
            .iter()
            .enumerate()
            .filter(move |(idx, _)| *idx != left_out);
        hash(0, others.map(|(_, character)| *character))
    };
    let mut traces: Vec<u64> = (0..core.len()).map(without).collect();
    traces.push(hash(0, core.iter().copied()));
    traces.push(hash(1, sorted.into_iter()));
    traces
}

/// FNV-1a over the characters' codes; it names nothing, so it need not be the same elsewhere.
fn hash(seed: u64, characters: impl Iterator<Item = char>) -> u64 {
    characters.fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash, character| {
        (hash ^ u64::from(u32::from(character))).wrapping_mul(0x0100_0000_01b3)
    })
}

impl EntityLookup {
    /// Entities, sorted, whose name is one character apart from the mention's, in a place that does
    /// not contradict. A twin is as likely as a slip, so a clerk must ask.
    pub fn find_slips(&self, mention: &Mention) -> Vec<EntityId> {
        let Some(name) = mention.name.map(CompanyName::parse) else {
            return Vec::new();
        };
        let core: Vec<char> = name.core.chars().collect();
        if core.len() < CORE_CHARS_MIN {
            return Vec::new();
        }
        let entities = self.slips.get(self).alike(&core);
        let mut entities = self.not_elsewhere(&entities, mention.region_code);
        entities.sort();
        entities.dedup();
        entities
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    proptest! {
        #[test]
        fn what_is_a_slip_apart_shares_a_trace(left in "[鼎力商贸]{4,7}", right in "[鼎力商贸]{3,8}") {
            let (left, right) = (chars(&left), chars(&right));
            if are_slips(&left, &right) {
                let of_right = traces(&right);
                prop_assert!(traces(&left).iter().any(|trace| of_right.contains(trace)));
            }
        }
    }

    #[test]
    fn exchanged_changed_lost_and_added_characters_are_slips() {
        let of_core = traces(&chars("鼎力商贸"));
        for other in ["鼎盛商贸", "鼎力商", "鼎力商贸行", "商力鼎贸"] {
            assert!(are_slips(&chars("鼎力商贸"), &chars(other)), "{other}");
            let shared = traces(&chars(other));
            assert!(
                shared.iter().any(|trace| of_core.contains(trace)),
                "{other}"
            );
        }
    }
}
