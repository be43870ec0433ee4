//! Whose branch or whose project an entity is.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::alike::is_workplace;
use super::groups::Group;
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
        let written = || names().find_map(|name| by_whole_name(&index, name));
        let parent = match row.entity_kind {
            EntityKind::Branch => by_parent_name(&index, names()).or_else(written),
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

type NameIndex = FxHashMap<String, BTreeSet<EntityId>>;

/// Folded names and cores of all enterprises that are no branch and no project.
fn head_offices(rows: &[entities::Row]) -> NameIndex {
    let mut index = NameIndex::default();
    let is_head = |row: &&entities::Row| {
        row.entity_kind != EntityKind::Branch && row.entity_kind != EntityKind::Project
    };
    let keys_of = |row: &entities::Row| {
        let names = row.former_names.iter().chain([&row.name]);
        let names = names.map(|name| CompanyName::parse(name));
        let keys = names.flat_map(|name| [name.folded, format!("core {}", name.core)]);
        (row.entity_id, keys.collect::<Vec<String>>())
    };
    let heads: Vec<(EntityId, Vec<String>)> =
        rows.par_iter().filter(is_head).map(keys_of).collect();
    for (entity_id, keys) in heads {
        for key in keys {
            index.entry(key).or_default().insert(entity_id);
        }
    }
    index
}

fn only(index: &NameIndex, key: &str) -> Option<EntityId> {
    let ids = index.get(key).filter(|ids| ids.len() == 1)?;
    ids.first().copied()
}

fn by_parent_name<'r>(
    index: &NameIndex,
    names: impl Iterator<Item = &'r CompanyName>,
) -> Option<EntityId> {
    let parents: BTreeSet<&str> = names.filter_map(|name| name.parent.as_deref()).collect();
    parents.into_iter().find_map(|parent| {
        let name = CompanyName::parse(parent);
        only(index, &name.folded).or_else(|| only(index, &format!("core {}", name.core)))
    })
}

/// Shorter beginnings are words, not names of firms, characters.
const PARENT_CHARS_MIN: usize = 6;

/// The enterprise whose whole name is the longest beginning of `name`, if the rest says a workplace.
fn by_whole_name(index: &NameIndex, name: &CompanyName) -> Option<EntityId> {
    let ends: Vec<usize> = name.folded.char_indices().map(|(at, _)| at).collect();
    let beginnings = ends.iter().skip(PARENT_CHARS_MIN).rev();
    beginnings
        .map(|end| name.folded.split_at(*end))
        .filter(|(_, rest)| is_workplace(rest))
        .find_map(|(beginning, _)| only(index, beginning))
}
