//! Enterprises of the county under the name of an entity that no code tells from them.
//!
//! A row without code whose name lacks its region, or has two characters exchanged, may have found no
//! candidate at all. Where another list knows an organised or dissolved enterprise by that name, and
//! no list knows both, the two may be one.

use std::collections::BTreeMap;

use super::UnorganisedInput;
use super::behind::Reached;
use super::candidates::{Candidate, CandidateBy};
use crate::normalize::CompanyName;
use crate::table::vocabulary::EntityStatus;
use crate::table::{EntityId, SchemaFault, enterprises};

/// Shorter cores are shared by many.
const CORE_CHARS_MIN: usize = 3;

/// What each entity without a code would be if it were one with its namesake.
pub(super) fn of(
    input: &UnorganisedInput<'_>,
    reached: &Reached,
) -> Result<BTreeMap<EntityId, Candidate>, SchemaFault> {
    let view = enterprises::View::of(input.enterprises)?;
    let mut asked: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for idx in (0..view.len()).filter(|idx| is_asked(&view, *idx)) {
        for key in keys(&view, idx) {
            asked.entry(key).or_default().push(idx);
        }
    }
    let mut found: BTreeMap<EntityId, Candidate> = BTreeMap::new();
    for other in 0..view.len() {
        let Some(candidate) = reached.as_one(view.entity_id(other), CandidateBy::Namesake) else {
            continue;
        };
        let sources = view.sources(other);
        let namesakes = keys(&view, other).filter_map(|key| asked.get(&key));
        for idx in namesakes.flatten().filter(|idx| **idx != other) {
            let is_listed_beside = view.sources(*idx).iter().any(|ours| sources.contains(ours));
            if !is_listed_beside {
                found
                    .entry(view.entity_id(*idx))
                    .or_insert_with(|| candidate.clone());
            }
        }
    }
    Ok(found)
}

fn is_asked(view: &enterprises::View<'_>, idx: usize) -> bool {
    let has_code = view.uscc(idx).is_some()
        || view.org_code(idx).is_some()
        || view.registration_no(idx).is_some();
    view.in_scope(idx) && view.status(idx) == EntityStatus::Active && !has_code
}

/// The core of the name, its characters in order, and all that one lost character leaves of it, each
/// with the county: names that share one are a slip of the pen apart at most.
fn keys(view: &enterprises::View<'_>, idx: usize) -> impl Iterator<Item = String> + use<> {
    let region_code = view.region_code(idx).unwrap_or_default().to_owned();
    let core: Vec<char> = CompanyName::parse(view.name(idx)).core.chars().collect();
    let mut sorted = core.clone();
    sorted.sort_unstable();
    let without = |lost: usize| {
        let rest = core.iter().enumerate().filter(move |(at, _)| *at != lost);
        rest.map(|(_, character)| *character).collect::<String>()
    };
    let mut texts: Vec<String> = (0..core.len()).map(without).collect();
    texts.extend([
        core.iter().collect(),
        format!("sorted {}", sorted.iter().collect::<String>()),
    ]);
    if core.len() < CORE_CHARS_MIN || region_code.is_empty() {
        texts.clear();
    }
    texts
        .into_iter()
        .map(move |text| format!("{region_code} {text}"))
}
