//! Enterprises of the county that may be the entity although no pair says so.
//!
//! Halves of one misspelt enterprise stand apart where a row lacks its code and its name went wrong twice,
//! or lost its region: the pair was never compared, or said too little. Where one list knows one half
//! and no list knows both, and the codes do not say that they are two, they may be one:
//! - under one name, with the same characters in another order, or one character apart;
//! - under whatever names, branches of one parent too, with a phone, a representative or a house in
//!   common that few share.

use std::collections::{BTreeMap, BTreeSet};

use super::UnorganisedInput;
use super::behind::Reached;
use super::candidate::{Candidate, CandidateBy};
use crate::table::vocabulary::{EntityKind, EntityStatus};
use crate::table::{EntityId, SchemaFault, enterprises};
use crate::union::organising::likeness::{Likeness, TraceIndex, Traces, codes_differ};

/// A phone, address or representative of more enterprises of a county is an agent's, a market's or a
/// common name, enterprises.
const SHARED_BY_MAX: usize = 4;

/// What each entity would be if it were one with its namesake.
pub(super) fn of(
    input: &UnorganisedInput<'_>,
    reached: &Reached,
) -> Result<BTreeMap<EntityId, Candidate>, SchemaFault> {
    let view = enterprises::View::of(input.enterprises)?;
    let traces: Vec<Traces> = (0..view.len()).map(|idx| traces_of(&view, idx)).collect();
    let is_asked = |idx: usize| {
        let is_open = view.in_scope(idx) && view.status(idx) == EntityStatus::Active;
        is_open && !reached.is_organised(view.entity_id(idx))
    };
    let index = TraceIndex::of(traces.iter().enumerate().flat_map(|(idx, traces)| {
        let all = traces.names.iter().chain(&traces.facts);
        all.map(move |trace| (*trace, idx))
    }));
    let mut found: BTreeMap<EntityId, Candidate> = BTreeMap::new();
    for idx in (0..view.len()).filter(|idx| is_asked(*idx)) {
        let sharing = |trace: &u64| index.sharing(*trace);
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

/// Nothing of a site: sites of one contractor share everything.
fn traces_of(view: &enterprises::View<'_>, idx: usize) -> Traces {
    let is_site = view.entity_kind(idx) == EntityKind::Project;
    Traces::of(&Likeness {
        county: view.region_code(idx).filter(|_| !is_site),
        name: view.name(idx),
        phone: view.phone(idx),
        representative: view.legal_representative(idx),
        address: view.address(idx),
    })
}

/// Whether nothing says that the two are two: no list knows both, and their codes, where both have
/// one, agree.
fn may_be_one(view: &enterprises::View<'_>, idx: usize, other: usize) -> bool {
    let sources = view.sources(other);
    let is_listed_beside = view.sources(idx).iter().any(|ours| sources.contains(ours));
    let codes = |idx: usize| (view.uscc(idx), view.org_code(idx));
    idx != other && !is_listed_beside && !codes_differ(codes(idx), codes(other))
}
