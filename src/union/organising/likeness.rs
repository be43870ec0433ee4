//! What two entities of one county have in common that no pair of records says.
//!
//! Every entity leaves traces, hashes of its county and of what a slip of the pen leaves of its name, or
//! of a fact that few share. Two that share a trace may be one; the rooms that ask decide.

use std::collections::BTreeSet;
use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use crate::normalize::{Address, CompanyName};
use crate::standard::CreditCode;

/// Shorter cores are shared by many.
const CORE_CHARS_MIN: usize = 3;

/// What is compared of an entity.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likeness<'a> {
    pub(super) county: Option<&'a str>,
    pub(super) name: &'a str,
    pub(super) phone: Option<&'a str>,
    pub(super) representative: Option<&'a str>,
    pub(super) address: Option<&'a str>,
}

/// What an entity leaves to find its other half by; all empty without a county.
#[derive(Debug, Default)]
pub(super) struct Traces {
    /// The whole name.
    pub(super) whole: Option<u64>,
    /// The name without region and form, if it is long enough to be somebody's alone.
    pub(super) core: Option<u64>,
    /// The core of the name, its characters in order, and all that one lost character leaves of it:
    /// names that share one are a slip of the pen apart at most.
    pub(super) names: Vec<u64>,
    /// Of a branch its parent's name.
    pub(super) parent: Option<u64>,
    /// Phone, representative, house.
    pub(super) facts: Vec<u64>,
}

impl Traces {
    pub(super) fn of(entity: &Likeness<'_>) -> Self {
        let Some(county) = entity.county else {
            return Self::default();
        };
        let name = CompanyName::parse(entity.name);
        let facts = [
            ("phone", entity.phone.map(str::to_owned)),
            ("person", entity.representative.map(str::to_owned)),
            ("house", entity.address.and_then(house)),
        ];
        let told = facts.into_iter();
        let told = told.filter_map(|(kind, fact)| Some(trace(county, kind, &fact?)));
        let names = spellings(&name.core).into_iter();
        Self {
            whole: Some(trace(county, "whole", &name.folded)),
            core: (name.core.chars().count() >= CORE_CHARS_MIN)
                .then(|| trace(county, "core", &name.core)),
            names: names.map(|text| trace(county, "name", &text)).collect(),
            parent: name.parent.map(|parent| trace(county, "parent", &parent)),
            facts: told.collect(),
        }
    }

    /// Whether the two have a phone, a representative or a house in common.
    pub(super) fn share_a_fact(&self, other: &Self) -> bool {
        self.facts.iter().any(|fact| other.facts.contains(fact))
    }
}

/// Traces with the numbers of who left them, sorted.
#[derive(Debug, Default)]
pub(super) struct TraceIndex(Vec<(u64, usize)>);

impl TraceIndex {
    pub(super) fn of(traces: impl Iterator<Item = (u64, usize)>) -> Self {
        let mut sorted: Vec<(u64, usize)> = traces.collect();
        sorted.sort_unstable();
        Self(sorted)
    }

    /// Who left `trace`, in order.
    pub(super) fn sharing(&self, trace: u64) -> &[(u64, usize)] {
        let from = self.0.partition_point(|(other, _)| *other < trace);
        let rest = self.0.get(from..).unwrap_or_default();
        let len = rest.partition_point(|(other, _)| *other == trace);
        rest.get(..len).unwrap_or_default()
    }
}

fn trace(county: &str, kind: &str, text: &str) -> u64 {
    FxBuildHasher.hash_one((county, kind, text))
}

fn spellings(core: &str) -> BTreeSet<String> {
    let core: Vec<char> = core.chars().collect();
    if core.len() < CORE_CHARS_MIN {
        return BTreeSet::new();
    }
    let mut sorted = core.clone();
    sorted.sort_unstable();
    let without = |lost: usize| {
        let rest = core.iter().enumerate().filter(move |(at, _)| *at != lost);
        rest.map(|(_, character)| *character).collect::<String>()
    };
    let mut texts: BTreeSet<String> = (0..core.len()).map(without).collect();
    texts.insert(core.iter().collect());
    texts.insert(format!("sorted {}", sorted.iter().collect::<String>()));
    texts
}

/// Road and number of an address: what stands behind the county and before the room or a remark.
fn house(address: &str) -> Option<String> {
    let parsed = Address::parse(address, "");
    let (road, number) = (parsed.road?, parsed.number?);
    Some(format!("{road}{number}"))
}

/// The organisation code of an entity, alone or out of its credit code.
fn organisation_code(uscc: Option<&str>, org_code: Option<&str>) -> Option<String> {
    let embedded = uscc.and_then(|code| code.parse::<CreditCode>().ok());
    let embedded = embedded.map(|code| code.organisation_code().as_str().to_owned());
    embedded.or_else(|| org_code.map(str::to_owned))
}

/// Whether the codes of two entities, credit code and organisation code each, say that they are two.
pub(super) fn codes_differ(
    left: (Option<&str>, Option<&str>),
    right: (Option<&str>, Option<&str>),
) -> bool {
    let left = organisation_code(left.0, left.1);
    let right = organisation_code(right.0, right.1);
    left.zip(right).is_some_and(|(left, right)| left != right)
}
