//! Whose branch or whose project an entity is.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::groups::Group;
use super::name_form::is_workplace;
use super::record::Record;
use crate::normalize::CompanyName;
use crate::table::vocabulary::EntityKind;
use crate::table::{EntityId, entities};

/// A project's parent is its contractor; a branch's the one enterprise that bears the parent's name.
///
/// What begins with the whole name of one enterprise and goes on with the words of a workplace
/// (店, 加油站) is its branch too, where the name alone did not show it: the forms of sole
/// proprietors and works end as workplaces do.
pub(super) fn set_parents(
    records: &[Record],
    groups: &[Group],
    enterprise_ids: &BTreeMap<u32, EntityId>,
    rows: &mut [entities::Row],
) {
    let index = head_offices(rows);
    let sole_traders: BTreeSet<EntityId> = rows
        .iter()
        .filter(|row| row.entity_kind == EntityKind::IndividualBusiness)
        .map(|row| row.entity_id)
        .collect();
    for (group, row) in groups.iter().zip(rows) {
        let Group::Enterprise { members, .. } = group else {
            row.parent_entity_id = contractor_of(group, enterprise_ids);
            continue;
        };
        let names = || {
            let members = members.iter();
            members.filter_map(|member| records[*member as usize].name.as_ref())
        };
        let county = row.region_code.clone();
        let county = county.as_deref();
        let written = || names().find_map(|name| by_whole_name(&index, name, county));
        let parent = match row.entity_kind {
            EntityKind::Branch => by_parent_name(&index, names(), county).or_else(written),
            EntityKind::Enterprise | EntityKind::IndividualBusiness | EntityKind::Other => {
                written()
            }
            EntityKind::Cooperative
            | EntityKind::Project
            | EntityKind::PrivateNonEnterprise
            | EntityKind::Institution
            | EntityKind::Organ
            | EntityKind::SocialOrganisation => None,
        };
        row.parent_entity_id = parent.filter(|parent| *parent != row.entity_id);
        // A code of its own as an individual business says that it is nobody's branch.
        let is_registered_alone = row
            .uscc
            .as_deref()
            .is_some_and(|code| code.starts_with("92"));
        // A sole trader has no branches: each of its shops is registered as one more.
        let is_shop = row
            .parent_entity_id
            .is_some_and(|parent| sole_traders.contains(&parent));
        match row.parent_entity_id {
            Some(_) if is_registered_alone => row.parent_entity_id = None,
            Some(_) if is_shop && !is_registered_company(row) => {
                row.parent_entity_id = None;
                row.entity_kind = EntityKind::IndividualBusiness;
            }
            Some(_) => row.entity_kind = EntityKind::Branch,
            None => {}
        }
    }
}

/// Whether its credit code is a company's or a company's branch's.
fn is_registered_company(row: &entities::Row) -> bool {
    let code = row.uscc.as_deref();
    code.is_some_and(|code| code.starts_with("91"))
}

fn contractor_of(group: &Group, enterprise_ids: &BTreeMap<u32, EntityId>) -> Option<EntityId> {
    match group {
        Group::Project { contractor, .. } => enterprise_ids.get(contractor).copied(),
        Group::Enterprise { .. } => None,
    }
}

/// An enterprise under one of its names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Bearer {
    /// Goes by another name now.
    is_former: bool,
    /// Has no credit code.
    is_uncoded: bool,
    entity_id: EntityId,
    region_code: Option<String>,
}

type NameIndex = FxHashMap<String, BTreeSet<Bearer>>;

/// Folded names and cores of all enterprises that are no branch and no project.
fn head_offices(rows: &[entities::Row]) -> NameIndex {
    let mut index = NameIndex::default();
    let is_head = |row: &&entities::Row| {
        row.entity_kind != EntityKind::Branch && row.entity_kind != EntityKind::Project
    };
    let keys_of = |row: &entities::Row| {
        let names = [&row.name].into_iter().chain(&row.former_names).enumerate();
        let keys = names.flat_map(|(place, name)| {
            let name = CompanyName::parse(name);
            let bearer = Bearer {
                is_former: place > 0,
                is_uncoded: row.uscc.is_none(),
                entity_id: row.entity_id,
                region_code: row.region_code.clone(),
            };
            let keys = [name.folded, format!("core {}", name.core)];
            keys.map(|key| (key, bearer.clone()))
        });
        keys.collect::<Vec<(String, Bearer)>>()
    };
    let heads: Vec<Vec<(String, Bearer)>> = rows.par_iter().filter(is_head).map(keys_of).collect();
    for (key, bearer) in heads.into_iter().flatten() {
        index.entry(key).or_default().insert(bearer);
    }
    index
}

/// The enterprise called `key`. Of several the one that goes by it now before those that did, and one
/// with a credit code before rows that lack theirs and stand apart for it; of several still the only
/// one of the branch's county.
fn only(index: &NameIndex, key: &str, county: Option<&str>) -> Option<EntityId> {
    let bearers = index.get(key)?;
    let first = bearers.first()?;
    let best = || {
        let alike = bearers.iter();
        alike.filter(|bearer| {
            (bearer.is_former, bearer.is_uncoded) == (first.is_former, first.is_uncoded)
        })
    };
    let single = |mut ids: BTreeSet<EntityId>| match ids.len() {
        1 => ids.pop_first(),
        _ => None,
    };
    single(best().map(|bearer| bearer.entity_id).collect()).or_else(|| {
        let here =
            best().filter(|bearer| county.is_some() && bearer.region_code.as_deref() == county);
        single(here.map(|bearer| bearer.entity_id).collect())
    })
}

fn by_parent_name<'r>(
    index: &NameIndex,
    names: impl Iterator<Item = &'r CompanyName>,
    county: Option<&str>,
) -> Option<EntityId> {
    let parents: BTreeSet<&str> = names.filter_map(|name| name.parent.as_deref()).collect();
    parents.into_iter().find_map(|parent| {
        let name = CompanyName::parse(parent);
        let by_core = || only(index, &format!("core {}", name.core), county);
        only(index, &name.folded, county).or_else(by_core)
    })
}

/// Shorter beginnings are words, not names of firms, characters.
const PARENT_CHARS_MIN: usize = 6;

/// The enterprise whose whole name is the longest beginning of `name`, if the rest says a workplace.
fn by_whole_name(index: &NameIndex, name: &CompanyName, county: Option<&str>) -> Option<EntityId> {
    let ends: Vec<usize> = name.folded.char_indices().map(|(at, _)| at).collect();
    let beginnings = ends.iter().skip(PARENT_CHARS_MIN).rev();
    beginnings
        .map(|end| name.folded.split_at(*end))
        .filter(|(_, rest)| is_workplace(rest))
        .find_map(|(beginning, _)| only(index, beginning, county))
}
