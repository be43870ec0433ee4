//! Links, and what is known of records besides them.

use rustc_hash::{FxHashMap, FxHashSet};

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

/// Whether two sets of facts hold different values of one kind.
pub(super) fn contradict(left: &[Exclusive], right: &[Exclusive]) -> bool {
    let differs = |fact: &Exclusive| {
        let other = right.iter().find(|other| other.kind == fact.kind);
        other.is_some_and(|other| other.value != fact.value)
    };
    left.iter().any(differs)
}

/// Per cluster the clusters it may not be joined with; most have none.
pub(super) type Apart = FxHashMap<u32, FxHashSet<u32>>;

pub(super) fn are_apart(apart: &Apart, left: u32, right: u32) -> bool {
    apart
        .get(&left)
        .is_some_and(|others| others.contains(&right))
}
