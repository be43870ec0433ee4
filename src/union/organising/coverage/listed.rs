//! Units that a joint union, federation or area union lists in its free text.

use std::collections::{BTreeMap, BTreeSet};

use arrow::record_batch::RecordBatch;

use super::claims::{Claim, Claims};
use super::item::Item;
use super::{Context, Nearness, route_of};
use crate::enterprise::{Found, FoundBy, Mention};
use crate::normalize::{self, UnionForm, UnionName};
use crate::standard::{CodeColumn, UnitCodes};
use crate::table::vocabulary::{Certainty, Route};
use crate::table::{EntityId, union_registry, unread_names};

/// Entities a listed name may mean before it means nothing; beyond, nobody could review them all.
const CANDIDATES_MAX: usize = 5;

/// What became of one union's list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ListOutcome {
    /// Names listed.
    pub(super) n_listed: usize,
    /// Names that lead to an entity, to be reviewed or not, or to another union.
    pub(super) n_found: usize,
    /// Names that mean more than one entity or lack evidence.
    pub(super) unclear: Vec<String>,
    /// Names that lead nowhere.
    pub(super) missing: Vec<String>,
    /// Short names that may mean another unit than the one they lead to.
    pub(super) ambiguous: Vec<String>,
    /// Names of dissolved units.
    pub(super) dissolved: Vec<String>,
}

/// The employers of a union's current members, by kept union code.
type Rosters = BTreeMap<String, BTreeSet<EntityId>>;

/// Claims every listed unit, and says per registry row what became of its list.
pub(super) fn claim(context: &Context<'_>, claims: &mut Claims) -> Vec<ListOutcome> {
    let rosters = rosters(context);
    let none = BTreeSet::new();
    let outcomes = context.registry.iter().enumerate().map(|(idx, union)| {
        let mut outcome = ListOutcome::default();
        let row_idx = context.row_of[idx];
        let text = row_idx.and_then(|row_idx| context.rows.covered_units(row_idx));
        let (Some(route), Some(text)) = (route_of(union.kind), text) else {
            return outcome;
        };
        let list = List {
            context,
            union,
            route,
            employers: rosters.get(&union.kept_union_code).unwrap_or(&none),
        };
        for name in normalize::split_units(text) {
            outcome.n_listed += 1;
            let reading = read(&list, &name);
            record(&list, &name, reading, claims, &mut outcome);
        }
        outcome
    });
    outcomes.collect()
}

/// The names in living unions' lists that lead to no unit, or to one that others share them with: inside
/// one city more than half of all firms begin as another does (DOMAIN 5).
pub(super) fn unread_names(context: &Context<'_>, lists: &[ListOutcome]) -> RecordBatch {
    let living = context.registry.iter().zip(lists);
    let living = living.filter(|(union, _)| union.is_kept && context.is_alive(union));
    let mut rows: Vec<unread_names::Row> = living
        .flat_map(|(union, list)| {
            let names = list.missing.iter().chain(&list.ambiguous);
            names.map(move |name| (union, name))
        })
        .map(|(union, name)| unread_names::Row {
            union_code: union.kept_union_code.clone(),
            union_name: union.name.clone(),
            name: name.clone(),
            region_code: union.region_code.clone(),
        })
        .collect();
    rows.sort_by(|left, right| {
        (&left.union_code, &left.name).cmp(&(&right.union_code, &right.name))
    });
    unread_names::batch(&rows)
}

/// One union's list and all that helps to read it.
struct List<'c> {
    context: &'c Context<'c>,
    union: &'c union_registry::Row,
    route: Route,
    /// Employers of the union's current members.
    employers: &'c BTreeSet<EntityId>,
}

/// What a listed name means.
enum Reading {
    /// One entity, so surely, because of that.
    Unit(EntityId, Certainty, &'static str),
    /// Any of a few entities.
    Unclear(Vec<EntityId>),
    /// Nothing but entities whose name is one character apart: twins as often as slips.
    Alike(Vec<EntityId>),
    /// Another union of many.
    Union,
    /// Nothing known, or too many.
    Missing,
}

fn read(list: &List<'_>, text: &str) -> Reading {
    let Item { name, codes } = Item::read(text);
    let folded = normalize::fold(&name);
    let is_union = folded.ends_with("工会") || folded.ends_with("工会委员会");
    let parsed = is_union.then(|| UnionName::parse(&name));
    let unit = match &parsed {
        Some(parsed) => match parsed.form {
            UnionForm::Enterprise => parsed.unit.as_str(),
            UnionForm::Joint | UnionForm::Federation | UnionForm::Area | UnionForm::Superior => {
                return Reading::Union;
            }
        },
        None => name.as_str(),
    };
    // A code may stand there alone, without a name.
    let codes = match codes == UnitCodes::default() {
        true => UnitCodes::gather(&[(CodeColumn::Mixed, unit)]),
        false => codes,
    };
    let find = |region_code| {
        let name = Some(unit).filter(|unit| !unit.is_empty());
        list.context.lookup.find(&Mention {
            name,
            codes: &codes,
            region_code,
        })
    };
    match find(list.union.region_code.as_deref()) {
        Found::One { entity_id, .. } if list.context.living(entity_id).is_none() => {
            ended(list, unit, &codes, entity_id)
        }
        Found::One { entity_id, by } => one(list, entity_id, by),
        Found::Several(entity_ids) => several(list, entity_ids),
        // A firm may be registered in another county than the union that lists it.
        Found::Nothing => match find(None) {
            Found::One {
                entity_id,
                by: by @ FoundBy::CoreName,
            } => one(list, entity_id, by),
            Found::One { .. } | Found::Several(_) | Found::Nothing => slip(list, unit, &codes),
        },
    }
}

/// A name that leads to a unit that has ended: where living ones of the area go by it in some list, a
/// clerk must ask which is meant.
fn ended(list: &List<'_>, unit: &str, codes: &UnitCodes, ended: EntityId) -> Reading {
    let bearers = list.context.lookup.find_bearers(&Mention {
        name: Some(unit),
        codes,
        region_code: list.union.region_code.as_deref(),
    });
    let is_here = |id: &EntityId| nearness(list, *id).is_inside(list.union.kind);
    let here = living(list, bearers.into_iter().filter(is_here).collect());
    match here.is_empty() {
        true => Reading::Unclear(vec![ended]),
        false => Reading::Unclear(here),
    }
}

/// A name that nothing bears: with one wrong character it may be a unit's of the union's county.
fn slip(list: &List<'_>, unit: &str, codes: &UnitCodes) -> Reading {
    let alike = list.context.lookup.find_slips(&Mention {
        name: Some(unit),
        codes,
        region_code: list.union.region_code.as_deref(),
    });
    let in_roster = alike.iter().filter(|id| list.employers.contains(id));
    if let [entity_id] = in_roster.collect::<Vec<_>>().as_slice() {
        return Reading::Unit(
            **entity_id,
            Certainty::Probable,
            "名称差一字，会员名册有其职工",
        );
    }
    let is_here = |id: &EntityId| nearness(list, *id).is_inside(list.union.kind);
    let here: Vec<EntityId> = alike.into_iter().filter(is_here).collect();
    match here.len() {
        0 => Reading::Missing,
        n if n > CANDIDATES_MAX => Reading::Missing,
        _ => Reading::Alike(here),
    }
}

/// A name that means one entity: a code or a full name is beyond doubt, a name without its region
/// nearly so unless the firm lies elsewhere; a short name needs the area or the roster on its side.
fn one(list: &List<'_>, entity_id: EntityId, by: FoundBy) -> Reading {
    let nearness = nearness(list, entity_id);
    let in_roster = list.employers.contains(&entity_id);
    match by {
        FoundBy::CreditCode | FoundBy::OrganisationCode | FoundBy::RegistrationNumber => {
            Reading::Unit(entity_id, Certainty::Certain, "代码一致")
        }
        FoundBy::FullName => Reading::Unit(entity_id, Certainty::Certain, "全称一致"),
        FoundBy::FormerName => Reading::Unit(entity_id, Certainty::Certain, "曾用名一致"),
        FoundBy::CoreName if nearness.is_inside(list.union.kind) || in_roster => {
            Reading::Unit(entity_id, Certainty::Certain, "字号行业一致且在本区域")
        }
        FoundBy::CoreName if nearness != Nearness::Elsewhere => {
            Reading::Unit(entity_id, Certainty::Probable, "字号行业一致")
        }
        FoundBy::ShortName | FoundBy::PartOfBrand if in_roster => {
            Reading::Unit(entity_id, Certainty::Probable, "简称一致，会员名册有其职工")
        }
        FoundBy::ShortName if nearness.is_inside(list.union.kind) => {
            Reading::Unit(entity_id, Certainty::Probable, "简称一致且在本区域")
        }
        FoundBy::CoreName | FoundBy::ShortName | FoundBy::PartOfBrand => {
            Reading::Unclear(vec![entity_id])
        }
    }
}

/// A name that means several: the roster may tell them apart, else the area.
fn several(list: &List<'_>, entity_ids: Vec<EntityId>) -> Reading {
    let in_roster = entity_ids
        .iter()
        .copied()
        .filter(|id| list.employers.contains(id));
    if let [entity_id] = in_roster.collect::<Vec<_>>().as_slice() {
        return Reading::Unit(
            *entity_id,
            Certainty::Probable,
            "名称多解，会员名册有其职工",
        );
    }
    let mut near: Vec<(Nearness, EntityId)> = entity_ids
        .into_iter()
        .map(|entity_id| (nearness(list, entity_id), entity_id))
        .filter(|(nearness, _)| *nearness != Nearness::Elsewhere)
        .collect();
    near.sort_unstable();
    let nearest = near.first().map(|(nearness, _)| *nearness);
    let n_nearest = near
        .iter()
        .filter(|(other, _)| Some(*other) == nearest)
        .count();
    match (nearest, near.as_slice()) {
        (Some(nearest), [(_, entity_id), ..])
            if n_nearest == 1 && nearest.is_inside(list.union.kind) =>
        {
            Reading::Unit(*entity_id, Certainty::Probable, "名称多解，仅一家在本区域")
        }
        (None, _) => Reading::Missing,
        (Some(_), _) if near.len() > CANDIDATES_MAX => Reading::Missing,
        (Some(_), _) => Reading::Unclear(near.into_iter().map(|(_, id)| id).collect()),
    }
}

fn nearness(list: &List<'_>, entity_id: EntityId) -> Nearness {
    let entity_row = list.context.entities.row_of(entity_id);
    entity_row.map_or(Nearness::Unknown, |row| {
        list.context.nearness(row, list.union)
    })
}

/// Enters a reading into the claims and into what became of the list.
fn record(
    list: &List<'_>,
    name: &str,
    reading: Reading,
    claims: &mut Claims,
    outcome: &mut ListOutcome,
) {
    let (entity_ids, certainty, why) = match reading {
        Reading::Unit(entity_id, certainty, why) => (vec![entity_id], certainty, why),
        Reading::Unclear(entity_ids) => {
            outcome.unclear.push(name.to_owned());
            (entity_ids, Certainty::Review, "简称或重名，缺少佐证，待核")
        }
        Reading::Alike(entity_ids) => {
            outcome.missing.push(name.to_owned());
            claim_all(
                list,
                name,
                &living(list, entity_ids),
                (Certainty::Review, "名称差一字，待核"),
                claims,
            );
            return;
        }
        Reading::Union => {
            outcome.n_found += 1;
            return;
        }
        Reading::Missing => {
            outcome.missing.push(name.to_owned());
            return;
        }
    };
    let living = living(list, entity_ids);
    if living.is_empty() {
        outcome.dissolved.push(name.to_owned());
        return;
    }
    outcome.n_found += 1;
    if certainty != Certainty::Certain {
        outcome.ambiguous.push(name.to_owned());
    }
    claim_all(list, name, &living, (certainty, why), claims);
}

fn living(list: &List<'_>, entity_ids: Vec<EntityId>) -> Vec<EntityId> {
    let is_living = |entity_id: &EntityId| list.context.living(*entity_id).is_some();
    entity_ids.into_iter().filter(is_living).collect()
}

/// Claims what a listed name means, unless the union does not live.
fn claim_all(
    list: &List<'_>,
    name: &str,
    entity_ids: &[EntityId],
    (certainty, why): (Certainty, &str),
    claims: &mut Claims,
) {
    if !list.context.is_alive(list.union) {
        return;
    }
    for entity_id in entity_ids {
        let evidence = format!("“{}”涵盖单位列有“{name}”（{why}）", list.union.name);
        let claim = Claim {
            route: list.route,
            certainty,
            evidence,
        };
        claims.add(*entity_id, &list.union.kept_union_code, claim);
    }
}

fn rosters(context: &Context<'_>) -> Rosters {
    let mut rosters = Rosters::new();
    for (union_code, employer, _) in super::roster::memberships(context) {
        rosters
            .entry(union_code.to_owned())
            .or_default()
            .insert(employer);
    }
    rosters
}
