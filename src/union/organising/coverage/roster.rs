//! Units whose employees stand in the roster of a union of many.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Claim, Claims};
use super::{Context, Nearness, route_of};
use crate::table::vocabulary::{Certainty, SourceKind, UnionKind};
use crate::table::{EntityId, PersonId, union_registry};

/// Persons from which a roster is beyond doubt.
const ROSTER_CERTAIN_MIN: usize = 3;

/// Current members with a union and an employer: union code, employer, person.
pub(super) fn memberships<'c>(
    context: &'c Context<'_>,
) -> impl Iterator<Item = (&'c str, EntityId, PersonId)> {
    let persons = &context.persons;
    (0..persons.len()).filter_map(|idx| {
        let is_member = persons.kind(idx) == SourceKind::Members && persons.is_current(idx);
        let union_code = persons.union_code(idx).filter(|_| is_member)?;
        Some((
            union_code,
            persons.employer_entity_id(idx)?,
            persons.person_id(idx),
        ))
    })
}

/// Claims the employers of the members of unions of many.
pub(super) fn claim(context: &Context<'_>, claims: &mut Claims) {
    let unions: BTreeMap<&str, &union_registry::Row> = context
        .registry
        .iter()
        .filter(|union| union.is_kept && context.is_alive(union))
        .filter(|union| route_of(union.kind).is_some())
        .map(|union| (union.kept_union_code.as_str(), union))
        .collect();
    let mut members: BTreeMap<(&str, EntityId), BTreeSet<PersonId>> = BTreeMap::new();
    for (union_code, employer, person_id) in memberships(context) {
        if unions.contains_key(union_code) {
            members
                .entry((union_code, employer))
                .or_default()
                .insert(person_id);
        }
    }
    for ((union_code, employer), persons) in members {
        let union = unions[union_code];
        let Some(entity_row) = context.living(employer) else {
            continue;
        };
        let nearness = context.nearness(entity_row, union);
        let is_of_its_street =
            union.kind == UnionKind::AreaUnion && nearness == Nearness::SameTownship;
        if claims.own_union(employer).is_some() && !is_of_its_street {
            continue;
        }
        let certainty = certainty(union.kind, nearness, persons.len());
        let (name, n_persons) = (&union.name, persons.len());
        let where_else = match certainty {
            Certainty::Review => "，但单位不在该工会辖区，待核",
            Certainty::Certain | Certainty::Probable => "",
        };
        let claim = Claim {
            route: route_of(union.kind).expect("only unions of many were kept"),
            certainty,
            evidence: format!("“{name}”会员名册中有该单位职工{n_persons}人{where_else}"),
        };
        claims.add(employer, union_code, claim);
    }
}

/// How surely `n_persons` employees in the roster of a union make it their employer's.
///
/// One or two persons who joined an area union elsewhere, at home for instance, are a question to
/// the office where the employer is known to lie in another county or township.
fn certainty(kind: UnionKind, nearness: Nearness, n_persons: usize) -> Certainty {
    let is_elsewhere = match nearness {
        Nearness::SameTownship | Nearness::SameCounty | Nearness::Unknown => false,
        Nearness::OtherTownship | Nearness::Elsewhere => kind == UnionKind::AreaUnion,
    };
    if n_persons >= ROSTER_CERTAIN_MIN {
        Certainty::Certain
    } else if is_elsewhere {
        Certainty::Review
    } else {
        Certainty::Probable
    }
}
