//! Unions that nobody compared with the entity: those that a row names, and unresolved ones of its
//! county under its brand.

use std::collections::BTreeMap;

use super::UnorganisedInput;
use super::candidate::{Candidate, CandidateBy};
use super::candidates::{is_unresolved, long_enough};
use crate::normalize::CompanyName;
use crate::table::vocabulary::{Certainty, UnionKind};
use crate::table::{EntityId, RowIdentity, SchemaFault};
use crate::table::{crosswalk, enterprise_rows, union_registry};
use crate::union::territory::code_key;

/// Living unions that rows of enterprises name by code; of several the smaller code.
pub(super) fn named_by_rows(
    input: &UnorganisedInput<'_>,
    registry: &union_registry::View<'_>,
    crosswalk: &crosswalk::View<'_>,
) -> Result<BTreeMap<EntityId, Candidate>, SchemaFault> {
    let rows = enterprise_rows::View::of(input.enterprise_rows)?;
    let living = (0..registry.len()).filter(|idx| registry.is_alive_at_period_end(*idx));
    let by_code: BTreeMap<String, usize> = living
        .map(|idx| (code_key(registry.union_code(idx)), idx))
        .collect();
    let naming: BTreeMap<RowIdentity, usize> = (0..rows.len())
        .filter_map(|idx| {
            let union = by_code.get(&code_key(rows.union_code(idx)?))?;
            Some((rows.identity(idx), *union))
        })
        .collect();
    let mut named: BTreeMap<EntityId, Candidate> = BTreeMap::new();
    for link_idx in 0..crosswalk.len() {
        let union = naming.get(&crosswalk.identity(link_idx));
        let (Some(union), Some(entity_id)) = (union, crosswalk.entity_id(link_idx)) else {
            continue;
        };
        let candidate = Candidate {
            union_code: Some(registry.kept_union_code(*union).to_owned()),
            union_name: registry.name(*union).to_owned(),
            by: CandidateBy::NamedByRow,
            certainty: Certainty::Review,
        };
        let least = named.entry(entity_id).or_insert_with(|| candidate.clone());
        if candidate.union_code < least.union_code {
            *least = candidate;
        }
    }
    Ok(named)
}

pub(super) fn by_brand(
    registry: &union_registry::View<'_>,
) -> BTreeMap<(String, String), Candidate> {
    let mut by_brand: BTreeMap<(String, String), Candidate> = BTreeMap::new();
    for idx in 0..registry.len() {
        let is_open = registry.kind(idx) == UnionKind::EnterpriseUnion
            && registry.is_alive_at_period_end(idx)
            && is_unresolved(registry, idx);
        let (Some(region_code), true) = (registry.region_code(idx), is_open) else {
            continue;
        };
        let Some(brand) = brand_of(&CompanyName::parse(registry.folded_name(idx))) else {
            continue;
        };
        let candidate = Candidate {
            union_code: Some(registry.kept_union_code(idx).to_owned()),
            union_name: registry.name(idx).to_owned(),
            by: CandidateBy::Brand,
            certainty: Certainty::Probable,
        };
        let least = by_brand
            .entry((region_code.to_owned(), brand))
            .or_insert_with(|| candidate.clone());
        if candidate.union_code < least.union_code {
            *least = candidate;
        }
    }
    by_brand
}

/// Brand and branch: a union of one branch of a chain is no other branch's (理公港邮政支局, 岩汪湖邮政支局).
pub(super) fn brand_of(name: &CompanyName) -> Option<String> {
    let brand = long_enough(name.brand.clone())?;
    Some(match &name.branch {
        Some(branch) => format!("{brand} {branch}"),
        None => brand,
    })
}
