//! Enterprises of the county that may be the entity although no pair says so.
//!
//! Halves of one misspelt enterprise stand apart where a row lacks its code and its name went wrong twice,
//! or lost its region: the pair was never compared, or said too little. Where one list knows one half
//! and no list knows both, and the codes do not say that they are two, they may be one:
//! - under one name, with the same characters in another order, or one character apart;
//! - under whatever names, branches of one parent too, with a phone, a representative or a house in
//!   common that few share.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::UnorganisedInput;
use super::behind::Reached;
use super::candidate::{Candidate, CandidateBy};
use crate::normalize::{Address, CompanyName};
use crate::standard::CreditCode;
use crate::table::vocabulary::{EntityKind, EntityStatus};
use crate::table::{EntityId, SchemaFault, enterprises};

/// Shorter cores are shared by many.
const CORE_CHARS_MIN: usize = 3;

/// A phone, address or representative of more enterprises of a county is an agent's, a market's or a
/// common name, enterprises.
const SHARED_BY_MAX: usize = 4;

/// What each entity would be if it were one with its namesake.
pub(super) fn of(
    input: &UnorganisedInput<'_>,
    reached: &Reached,
) -> Result<BTreeMap<EntityId, Candidate>, SchemaFault> {
    let view = enterprises::View::of(input.enterprises)?;
    let traces: Vec<Traces> = (0..view.len()).map(|idx| Traces::of(&view, idx)).collect();
    let is_asked = |idx: usize| {
        let is_open = view.in_scope(idx) && view.status(idx) == EntityStatus::Active;
        is_open && !reached.is_organised(view.entity_id(idx))
    };
    let mut by_trace: Vec<(u64, usize)> = Vec::new();
    for (idx, traces) in traces.iter().enumerate() {
        by_trace.extend(traces.all().map(|trace| (trace, idx)));
    }
    by_trace.sort_unstable();
    let sharing = |trace: &u64| {
        let from = by_trace.partition_point(|(other, _)| other < trace);
        let len = by_trace[from..].partition_point(|(other, _)| other == trace);
        &by_trace[from..from + len]
    };
    let mut found: BTreeMap<EntityId, Candidate> = BTreeMap::new();
    for idx in (0..view.len()).filter(|idx| is_asked(*idx)) {
        let by_name = traces[idx].names.iter().flat_map(sharing);
        let few = |others: &&[(u64, usize)]| others.len() <= SHARED_BY_MAX;
        let by_fact = traces[idx].facts.iter().map(sharing).filter(few).flatten();
        let others: BTreeSet<usize> = by_name.chain(by_fact).map(|(_, other)| *other).collect();
        let others = others
            .into_iter()
            .filter(|other| may_be_one(&view, idx, *other));
        let mut candidates =
            others.filter_map(|other| reached.as_one(view.entity_id(other), CandidateBy::Namesake));
        if let Some(candidate) = candidates.next() {
            found.insert(view.entity_id(idx), candidate);
        }
    }
    Ok(found)
}

/// What an entity leaves to find its other half by, each with the county, as a hash.
struct Traces {
    /// The core of the name, its characters in order, and all that one lost character leaves of it:
    /// names that share one are a slip of the pen apart at most.
    names: Vec<u64>,
    /// Phone, representative, address.
    facts: Vec<u64>,
}

impl Traces {
    fn of(view: &enterprises::View<'_>, idx: usize) -> Self {
        let is_site = view.entity_kind(idx) == EntityKind::Project;
        let county = view.region_code(idx).filter(|_| !is_site);
        let Some(county) = county else {
            return Self {
                names: Vec::new(),
                facts: Vec::new(),
            };
        };
        let core = CompanyName::parse(view.name(idx)).core;
        let facts = [
            ("phone", view.phone(idx).map(str::to_owned)),
            ("person", view.legal_representative(idx).map(str::to_owned)),
            ("house", view.address(idx).and_then(house)),
        ];
        let facts = facts.into_iter();
        let told = facts.filter_map(|(kind, fact)| Some(trace(county, kind, &fact?)));
        let names = spellings(&core).into_iter();
        Self {
            names: names.map(|text| trace(county, "name", &text)).collect(),
            facts: told.collect(),
        }
    }

    fn all(&self) -> impl Iterator<Item = u64> {
        self.names.iter().chain(&self.facts).copied()
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

/// Whether nothing says that the two are two: no list knows both, and their codes, where both have
/// one, agree.
fn may_be_one(view: &enterprises::View<'_>, idx: usize, other: usize) -> bool {
    let sources = view.sources(other);
    let is_listed_beside = view.sources(idx).iter().any(|ours| sources.contains(ours));
    let code = |idx: usize| {
        let of_unit = view
            .uscc(idx)
            .and_then(|code| code.parse::<CreditCode>().ok());
        let embedded = of_unit.map(|code| code.organisation_code().as_str().to_owned());
        embedded.or_else(|| view.org_code(idx).map(str::to_owned))
    };
    let are_two = code(idx)
        .zip(code(other))
        .is_some_and(|(ours, theirs)| ours != theirs);
    idx != other && !is_listed_beside && !are_two
}
