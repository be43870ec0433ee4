//! Units whose employees stand in the roster of a union of many.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{Claim, Claims};
use super::{Context, Nearness, route_of};
use crate::table::vocabulary::{Certainty, SourceKind, UnionKind};
use crate::table::{EntityId, PersonId, union_registry};

/// Persons from which a roster is beyond doubt.
const ROSTER_CERTAIN_MIN: usize = 3;

/// Current members with a union and an employer: union code, employer, person. Where the member's
/// own row leads to no employer, that of a list of workers in which the person stands.
pub(super) fn memberships<'c>(
    context: &'c Context<'_>,
) -> impl Iterator<Item = (&'c str, EntityId, PersonId)> {
    let listed = employers_by_lists(context);
    let persons = &context.persons;
    member_rows(context)
        .filter(|idx| persons.is_current(*idx))
        .filter_map(move |idx| {
            let person = persons.person_id(idx);
            let employer = persons.employer_entity_id(idx);
            let employer = employer.or_else(|| *listed.get(&person)?)?;
            Some((persons.union_code(idx)?, employer, person))
        })
}

fn member_rows<'c>(context: &'c Context<'_>) -> impl Iterator<Item = usize> + 'c {
    let persons = &context.persons;
    (0..persons.len()).filter(|idx| persons.kind(*idx) == SourceKind::Members)
}

/// The one employer in whose list of workers each person stands; nothing for a person of several.
fn employers_by_lists(context: &Context<'_>) -> BTreeMap<PersonId, Option<EntityId>> {
    let persons = &context.persons;
    let mut employers: BTreeMap<PersonId, Option<EntityId>> = BTreeMap::new();
    for idx in 0..persons.len() {
        let is_listed = persons.kind(idx) == SourceKind::Roster && persons.is_current(idx);
        let Some(employer) = persons.employer_entity_id(idx).filter(|_| is_listed) else {
            continue;
        };
        let only = employers
            .entry(persons.person_id(idx))
            .or_insert(Some(employer));
        if *only != Some(employer) {
            *only = None;
        }
    }
    employers
}

/// Claims the employers of the members of unions of many.
pub(super) fn claim(context: &Context<'_>, claims: &mut Claims) {
    let unions = unions_of_many(context);
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

/// Claims for review the employers that nothing else organises and whose people stand in the roster
/// of a union of many without being members at the period's end: who has left, has not been approved
/// or joined later shows that the union reaches the firm, not that it covers it.
pub(super) fn claim_past(context: &Context<'_>, claims: &mut Claims) {
    let unions = unions_of_many(context);
    let persons = &context.persons;
    let mut past: BTreeMap<(&str, EntityId), BTreeSet<PersonId>> = BTreeMap::new();
    for idx in member_rows(context).filter(|idx| !persons.is_current(*idx)) {
        let union = persons
            .union_code(idx)
            .filter(|code| unions.contains_key(code));
        let Some((union_code, employer)) = union.zip(persons.employer_entity_id(idx)) else {
            continue;
        };
        let is_open = context.living(employer).is_some() && claims.on(employer).next().is_none();
        if is_open {
            let people = past.entry((union_code, employer)).or_default();
            people.insert(persons.person_id(idx));
        }
    }
    for ((union_code, employer), people) in past {
        let (name, n_people) = (&unions[union_code].name, people.len());
        let claim = Claim {
            route: route_of(unions[union_code].kind).expect("only unions of many were kept"),
            certainty: Certainty::Review,
            evidence: format!(
                "“{name}”会员名册中有该单位{n_people}人，期末均非会员（已转出、退会、未审批或期后入会），待核"
            ),
        };
        claims.add(employer, union_code, claim);
    }
}

/// Living unions of many by kept code.
fn unions_of_many<'c>(context: &'c Context<'_>) -> BTreeMap<&'c str, &'c union_registry::Row> {
    let living = context
        .registry
        .iter()
        .filter(|union| union.is_kept && context.is_alive(union) && route_of(union.kind).is_some());
    living
        .map(|union| (union.kept_union_code.as_str(), union))
        .collect()
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
