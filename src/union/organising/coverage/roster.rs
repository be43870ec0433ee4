//! Units whose employees stand in the roster of a union of many.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Claim, Claims};
use super::{Context, ROSTER_OUTSIDE_MIN, route_of};
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
        let has_own = claims.own_union(employer).is_some();
        if has_own || !speaks(context, union, employer, persons.len()) {
            continue;
        }
        let certainty = if persons.len() >= ROSTER_CERTAIN_MIN {
            Certainty::Certain
        } else {
            Certainty::Probable
        };
        let claim = Claim {
            route: route_of(union.kind).expect("only unions of many were kept"),
            certainty,
            evidence: format!("“{}”会员名册中有该单位职工{}人", union.name, persons.len()),
        };
        claims.add(employer, union_code, claim);
    }
}

/// Whether `n_persons` employees in the roster speak for the employer.
fn speaks(
    context: &Context<'_>,
    union: &union_registry::Row,
    employer: EntityId,
    n_persons: usize,
) -> bool {
    let Some(entity_row) = context.living(employer) else {
        return false;
    };
    match union.kind {
        UnionKind::AreaUnion => {
            let is_inside = context.nearness(entity_row, union).is_inside(union.kind);
            is_inside || n_persons >= ROSTER_OUTSIDE_MIN
        }
        UnionKind::JointUnion | UnionKind::UnionFederation => true,
        UnionKind::EnterpriseUnion | UnionKind::SuperiorUnion => false,
    }
}
