//! Which union rows are one union entered twice, and which of them stays.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::drafts::{Draft, compared};
use crate::normalize;
use crate::table::union_rows;
use crate::table::vocabulary::UnionKind;

/// Groups of drafts that are one union.
pub(super) struct Groups {
    /// The draft that stays, per draft.
    kept_of: Vec<usize>,
    /// The members of each group of two or more, by the draft that stays.
    members_of: BTreeMap<usize, Vec<usize>>,
}

impl Groups {
    /// The draft that stays for the union of `draft_idx`.
    pub(super) fn kept(&self, draft_idx: usize) -> usize {
        self.kept_of[draft_idx]
    }

    /// What the office reads about a union entered twice; `None` for one entered once.
    pub(super) fn second_entry(&self, draft_idx: usize, drafts: &[Draft]) -> Option<String> {
        let kept_idx = self.kept(draft_idx);
        let members = self.members_of.get(&kept_idx)?;
        let kept = &drafts[kept_idx];
        let others = members.iter().filter(|member| **member != draft_idx);
        let others: BTreeSet<String> = others
            .map(|member| {
                let other = &drafts[*member];
                format!("{}（第{}行）", other.union_code, other.identity.row)
            })
            .collect();
        let others = others.into_iter().collect::<Vec<_>>().join("、");
        Some(if kept_idx == draft_idx {
            format!("同一工会重复录入，另见{others}，本条保留")
        } else {
            format!("同一工会重复录入，另见{others}，保留{}", kept.union_code)
        })
    }
}

/// Joins drafts that share an identifying key and do not contradict each other.
pub(super) fn groups(drafts: &[Draft]) -> Groups {
    let mut root_of: Vec<usize> = (0..drafts.len()).collect();
    for (key, members) in buckets(drafts) {
        for members in split_by_place(&key, &members, drafts) {
            for members in split_by_list(&key, members, drafts) {
                for pair in members.windows(2) {
                    join(&mut root_of, pair[0], pair[1]);
                }
            }
        }
    }
    let mut members_by_root: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for draft_idx in 0..drafts.len() {
        let root = root(&root_of, draft_idx);
        members_by_root.entry(root).or_default().push(draft_idx);
    }
    let mut kept_of: Vec<usize> = (0..drafts.len()).collect();
    let mut members_of = BTreeMap::new();
    for members in members_by_root
        .into_values()
        .filter(|members| members.len() > 1)
    {
        let kept = members
            .iter()
            .copied()
            .min_by_key(|idx| preference(&drafts[*idx]));
        let kept = kept.expect("a group has members");
        for member in &members {
            kept_of[*member] = kept;
        }
        members_of.insert(kept, members);
    }
    Groups {
        kept_of,
        members_of,
    }
}

/// What makes two rows candidates for being one union.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum IdentifyingKey {
    UnionCode(String),
    /// The union's code and its own name: one union whatever became of its unit.
    CodeAndName(String, String),
    /// The union's own name and its superior's: one union in one county.
    NameUnderSuperior(UnionKind, String, String),
    OwnCreditCode(String),
    UnitEntity(UnionKind, u128, Option<String>),
    UnitName(UnionKind, String),
    UnionName(UnionKind, String),
}

fn buckets(drafts: &[Draft]) -> BTreeMap<IdentifyingKey, Vec<usize>> {
    let mut buckets: BTreeMap<IdentifyingKey, Vec<usize>> = BTreeMap::new();
    for (draft_idx, draft) in drafts.iter().enumerate() {
        if draft.is_withdrawn {
            continue;
        }
        for key in keys(draft) {
            buckets.entry(key).or_default().push(draft_idx);
        }
    }
    buckets.retain(|_, members| members.len() > 1);
    buckets
}

fn keys(draft: &Draft) -> Vec<IdentifyingKey> {
    let mut keys = vec![IdentifyingKey::UnionCode(compared(&draft.union_code))];
    let own_code = draft.row.union_uscc.as_deref().map(compared);
    let own_code = own_code.filter(|code| code.starts_with('8') && code.len() == 18);
    keys.extend(own_code.map(IdentifyingKey::OwnCreditCode));
    let own_name = normalize::fold(&draft.name)
        .trim_end_matches("委员会")
        .to_owned();
    keys.push(IdentifyingKey::CodeAndName(
        compared(&draft.union_code),
        own_name.clone(),
    ));
    match draft.kind {
        UnionKind::EnterpriseUnion => {
            if let Some(superior) = &draft.superior_union {
                let superior = normalize::fold(superior);
                keys.push(IdentifyingKey::NameUnderSuperior(
                    draft.kind, own_name, superior,
                ));
            }
            if let Some(entity_id) = draft.entity_id() {
                let branch = draft.branch.clone();
                let bits = entity_id.bits();
                keys.push(IdentifyingKey::UnitEntity(draft.kind, bits, branch));
            } else if !draft.folded_name.is_empty() {
                let name = draft.folded_name.clone();
                keys.push(IdentifyingKey::UnitName(draft.kind, name));
            }
        }
        UnionKind::JointUnion
        | UnionKind::UnionFederation
        | UnionKind::AreaUnion
        | UnionKind::SuperiorUnion => {
            keys.push(IdentifyingKey::UnionName(draft.kind, own_name));
        }
    }
    keys
}

/// Splits a bucket into rows of one place and, under one code, of one unit. A row that does not say
/// where it stands goes with the others only if they all stand in one place.
fn split_by_place(key: &IdentifyingKey, members: &[usize], drafts: &[Draft]) -> Vec<Vec<usize>> {
    let mut by_place: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
    for member in members {
        let place = place_key(key, &drafts[*member]);
        by_place.entry(place).or_default().push(*member);
    }
    let nowhere = by_place.remove(&None).unwrap_or_default();
    let mut parts: Vec<Vec<usize>> = by_place.into_values().collect();
    match parts.as_mut_slice() {
        [] => parts.push(nowhere),
        [only] => only.extend(nowhere),
        [_, _, ..] => parts.extend(nowhere.into_iter().map(|member| vec![member])),
    }
    parts
}

/// Splits unions of many that share nothing but name and county by the units they list: two villages
/// of one name have a union each, and what tells them apart is that no unit stands in both lists. A
/// row without a list goes with the others only if these are one union.
fn split_by_list(key: &IdentifyingKey, members: Vec<usize>, drafts: &[Draft]) -> Vec<Vec<usize>> {
    match key {
        IdentifyingKey::UnionName(..) => {}
        IdentifyingKey::UnionCode(_)
        | IdentifyingKey::CodeAndName(..)
        | IdentifyingKey::NameUnderSuperior(..)
        | IdentifyingKey::OwnCreditCode(_)
        | IdentifyingKey::UnitEntity(..)
        | IdentifyingKey::UnitName(..) => return vec![members],
    }
    let mut root_of: Vec<usize> = (0..members.len()).collect();
    let mut first_with: BTreeMap<String, usize> = BTreeMap::new();
    let mut unlisted: Vec<usize> = Vec::new();
    let mut listing = Vec::with_capacity(members.len());
    for (position, member) in members.iter().enumerate() {
        let units = listed_units(&drafts[*member]);
        match units.is_empty() {
            true => unlisted.push(*member),
            false => listing.push((position, *member)),
        }
        for unit in units {
            let first = *first_with.entry(unit).or_insert(position);
            join(&mut root_of, first, position);
        }
    }
    let mut parts: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (position, member) in listing {
        let root = root(&root_of, position);
        parts.entry(root).or_default().push(member);
    }
    let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
    match parts.as_mut_slice() {
        [] => parts.push(unlisted),
        [only] => only.extend(unlisted),
        [_, _, ..] => parts.extend(unlisted.into_iter().map(|member| vec![member])),
    }
    parts
}

fn listed_units(draft: &Draft) -> Vec<String> {
    let list = draft.row.covered_units.as_deref().unwrap_or_default();
    let units = normalize::split_units(list);
    units.iter().map(|unit| normalize::fold(unit)).collect()
}

/// Where a union stands for this purpose: of one unit, the unit itself where a registry knows it (so
/// that a code copied down to another firm joins nobody) or else the county its name is told apart
/// by; of many, the county. Code and name together need no place.
fn place_key(key: &IdentifyingKey, draft: &Draft) -> Option<String> {
    match (key, draft.kind) {
        (IdentifyingKey::CodeAndName(..), _) => None,
        (IdentifyingKey::UnitEntity(..), UnionKind::EnterpriseUnion) => {
            draft.entity_id().map(|entity_id| entity_id.to_string())
        }
        (
            IdentifyingKey::UnionCode(_)
            | IdentifyingKey::OwnCreditCode(_)
            | IdentifyingKey::NameUnderSuperior(..),
            UnionKind::EnterpriseUnion,
        ) => {
            let known = draft
                .unit
                .as_ref()
                .filter(|unit| !unit.only_in_union_system);
            known.map(|unit| unit.entity_id.to_string())
        }
        (IdentifyingKey::UnitName(..) | IdentifyingKey::UnionName(..), _)
        | (
            IdentifyingKey::UnionCode(_)
            | IdentifyingKey::OwnCreditCode(_)
            | IdentifyingKey::NameUnderSuperior(..)
            | IdentifyingKey::UnitEntity(..),
            UnionKind::JointUnion
            | UnionKind::UnionFederation
            | UnionKind::AreaUnion
            | UnionKind::SuperiorUnion,
        ) => draft.region_code.clone(),
    }
}

fn root(root_of: &[usize], draft_idx: usize) -> usize {
    let mut current = draft_idx;
    while root_of[current] != current {
        current = root_of[current];
    }
    current
}

fn join(root_of: &mut [usize], left: usize, right: usize) {
    let (left, right) = (root(root_of, left), root(root_of, right));
    let (low, high) = (left.min(right), left.max(right));
    root_of[high] = low;
}

/// Least is best: a row that counts members, the union founded first, then the smaller code, since a
/// union keeps its code for years and reports under it; of one code the most complete row, and at
/// last the earlier.
fn preference(draft: &Draft) -> impl Ord + use<> {
    let founded = draft.founded_on.map_or((1, None), |on| (0, Some(on)));
    (
        draft.row.members.is_none(),
        founded,
        draft.union_code.clone(),
        Reverse(n_filled(&draft.row)),
        draft.identity.clone(),
    )
}

/// How many cells of a row say something.
fn n_filled(row: &union_rows::Row) -> usize {
    let texts = [
        &row.union_code,
        &row.union_name,
        &row.union_uscc,
        &row.unit_name,
        &row.unit_code,
        &row.uscc,
        &row.org_code,
        &row.unit_category,
        &row.union_kind,
        &row.superior_union,
        &row.covered_units,
        &row.legal_representative,
        &row.address,
        &row.region,
        &row.township,
        &row.phone,
        &row.industry,
        &row.chair,
    ];
    let counts = [
        row.workers,
        row.female_workers,
        row.migrant_workers,
        row.dispatched_workers,
        row.members,
        row.female_members,
        row.migrant_members,
        row.dispatched_members,
        row.n_covered_units,
    ];
    let n_texts = texts.iter().filter(|text| text.is_some()).count();
    n_texts + counts.iter().filter(|count| count.is_some()).count()
}
