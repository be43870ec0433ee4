//! Which union reaches which entity, by which route and how surely.
//!
//! What comes in: the union registry with its rows, entities, crosswalk and person links. What goes
//! out: `coverage`, one row per entity × union with its best route, and `unions` with what was
//! found about each row.
//!
//! A union that was founded after the period's end or withdrawn reaches nothing; one whose unit is
//! dissolved reaches that unit alone; of a union entered twice the kept code covers; a dissolved
//! entity is covered by nobody else.
//! A union of many reaches the units it lists and those whose employees stand in its roster.
//!
//! **Roster evidence.** An employee who joined an area union elsewhere, at home for instance, does
//! not make that union the employer's. So one or two persons in an area union's roster make coverage
//! for review where their employer is known to lie in another county or township; and an employee of
//! a unit with a union of its own who stands in another roster is a question of membership, not of
//! coverage, unless it is the roster of the unit's own street or township.
//!
//! Not yet: unions listed by a federation lend it their own unit, not the units they list.

mod claims;
mod findings;
mod item;
mod listed;
mod roster;
#[cfg(test)]
mod tests;
mod through;

use std::collections::{BTreeMap, BTreeSet};

use arrow::record_batch::RecordBatch;

use super::entity_index::EntityIndex;
use crate::enterprise::{EntityLookup, FederationArea};
use crate::table::vocabulary::{EntityStatus, Route, SourceKind, UnionKind};
use crate::table::{EntityId, RowIdentity, SchemaFault};
use crate::table::{crosswalk, person_links, union_registry, union_rows};
use crate::union::policy::Policy;

use claims::{Claim, Claims};

/// Match probability from which the link of a union to its unit is beyond doubt, 0..=1.
const OWN_CERTAIN_MIN: f64 = 0.95;

/// What coverage is computed from.
#[derive(Clone, Copy)]
pub struct CoverageInput<'a> {
    /// `union_registry`.
    pub union_registry: &'a RecordBatch,
    /// Accepted rows of `unions` sources.
    pub union_rows: &'a RecordBatch,
    /// Which entity each row names.
    pub crosswalk: &'a RecordBatch,
    /// Golden records.
    pub entities: &'a RecordBatch,
    /// Persons' unions and employers.
    pub person_links: &'a RecordBatch,
    /// Finds the entity behind a listed name.
    pub lookup: &'a EntityLookup,
    /// The office's choices.
    pub policy: &'a Policy,
    /// The federation's area.
    pub area: &'a FederationArea,
}

/// What is reached, and what was found about each union row.
#[derive(Debug, Clone, PartialEq)]
pub struct Reach {
    /// `coverage`, sorted by entity and union.
    pub coverage: RecordBatch,
    /// `unions`, sorted by row identity.
    pub unions: RecordBatch,
    /// `unread_names`, sorted by union and name.
    pub unread_names: RecordBatch,
}

/// Everything bound and indexed once.
struct Context<'a> {
    registry: Vec<union_registry::Row>,
    /// Index into `rows` for each registry row.
    row_of: Vec<Option<usize>>,
    rows: union_rows::View<'a>,
    entities: EntityIndex<'a>,
    persons: person_links::View<'a>,
    /// Kept codes of the unions that live at the period's end.
    alive: BTreeSet<String>,
    /// Codes of the unions that current members name.
    with_members: BTreeSet<String>,
    /// The link's probability for each union row.
    probability_of: BTreeMap<RowIdentity, f64>,
    /// The entity that each union row was linked to; its registry may know a likelier unit.
    linked_to: BTreeMap<RowIdentity, EntityId>,
    lookup: &'a EntityLookup,
    policy: &'a Policy,
    area: &'a FederationArea,
}

/// Coverage and union findings.
///
/// # Errors
/// A batch is not the table it is taken for.
pub fn cover(input: &CoverageInput<'_>) -> Result<Reach, SchemaFault> {
    let context = Context::of(input)?;
    let mut claims = Claims::default();
    claim_own(&context, &mut claims);
    let lists = listed::claim(&context, &mut claims);
    roster::claim(&context, &mut claims);
    through::claim_head_offices(&context, &mut claims);
    through::claim_agencies(&context, &mut claims);
    roster::claim_past(&context, &mut claims);
    let unions = findings::unions(&context, &claims, &lists);
    Ok(Reach {
        coverage: claims.into_batch(),
        unions,
        unread_names: listed::unread_names(&context, &lists),
    })
}

impl<'a> Context<'a> {
    fn of(input: &CoverageInput<'a>) -> Result<Self, SchemaFault> {
        let registry = union_registry::View::of(input.union_registry)?.to_rows();
        let rows = union_rows::View::of(input.union_rows)?;
        let crosswalk = crosswalk::View::of(input.crosswalk)?;
        let by_identity: BTreeMap<RowIdentity, usize> = (0..rows.len())
            .map(|idx| (rows.identity(idx), idx))
            .collect();
        let row_of = registry
            .iter()
            .map(|row| by_identity.get(&row.identity()).copied())
            .collect();
        let alive = registry
            .iter()
            .filter(|row| row.is_alive_at_period_end)
            .map(|row| row.kept_union_code.clone())
            .collect();
        let linked = (0..crosswalk.len()).filter_map(|idx| {
            let probability = crosswalk.match_probability(idx)?;
            Some((crosswalk.identity(idx), probability))
        });
        let persons = person_links::View::of(input.person_links)?;
        let linked_to = (0..crosswalk.len()).filter_map(|idx| {
            let identity = crosswalk.identity(idx);
            let of_union = by_identity.contains_key(&identity);
            Some((identity, crosswalk.entity_id(idx)?)).filter(|_| of_union)
        });
        Ok(Self {
            linked_to: linked_to.collect(),
            row_of,
            rows,
            entities: EntityIndex::of(input.entities)?,
            with_members: unions_with_members(&persons),
            persons,
            alive,
            probability_of: linked
                .filter(|(identity, _)| by_identity.contains_key(identity))
                .collect(),
            registry,
            lookup: input.lookup,
            policy: input.policy,
            area: input.area,
        })
    }

    /// The entity's 0-based row if it is there and not dissolved.
    fn living(&self, entity_id: EntityId) -> Option<usize> {
        let row_idx = self.entities.row_of(entity_id)?;
        let status = self.entities.view.status(row_idx);
        (status != EntityStatus::Dissolved).then_some(row_idx)
    }

    fn is_alive(&self, union: &union_registry::Row) -> bool {
        self.alive.contains(&union.kept_union_code)
    }

    /// How an entity stands to the area of a union.
    fn nearness(&self, entity_row: usize, union: &union_registry::Row) -> Nearness {
        let view = &self.entities.view;
        let (Some(county), Some(ours)) = (view.region_code(entity_row), &union.region_code) else {
            return Nearness::Unknown;
        };
        if county != ours {
            return Nearness::Elsewhere;
        }
        match (view.township(entity_row), &union.township) {
            (Some(township), Some(ours)) if township == ours => Nearness::SameTownship,
            (Some(_), Some(_)) => Nearness::OtherTownship,
            (None, _) | (_, None) => Nearness::SameCounty,
        }
    }
}

fn unions_with_members(persons: &person_links::View<'_>) -> BTreeSet<String> {
    let members = (0..persons.len())
        .filter(|idx| persons.kind(*idx) == SourceKind::Members && persons.is_current(*idx));
    members
        .filter_map(|idx| persons.union_code(idx).map(str::to_owned))
        .collect()
}

/// How an entity stands to the area of a union, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// The same street or township.
    SameTownship,
    /// The same county; of one of the two the township is unknown.
    SameCounty,
    /// The same county, another township.
    OtherTownship,
    /// Of one of the two the county is unknown.
    Unknown,
    /// Another county.
    Elsewhere,
}

impl Nearness {
    /// Whether the entity may be taken to lie in the area of a union of `kind`. A joint union or
    /// federation gathers a trade across the streets of its county, an area union does not.
    fn is_inside(self, kind: UnionKind) -> bool {
        match self {
            Self::SameTownship | Self::SameCounty => true,
            Self::OtherTownship => kind != UnionKind::AreaUnion,
            Self::Unknown | Self::Elsewhere => false,
        }
    }
}

/// The route by which a union of this kind reaches the units it lists.
fn route_of(kind: UnionKind) -> Option<Route> {
    match kind {
        UnionKind::JointUnion => Some(Route::Joint),
        UnionKind::UnionFederation => Some(Route::Federation),
        UnionKind::AreaUnion => Some(Route::Area),
        UnionKind::EnterpriseUnion | UnionKind::SuperiorUnion => None,
    }
}

/// A union of one unit covers its unit, a dissolved one too: that it still has a union is what the
/// office must know. Nobody else is reached through it.
fn claim_own(context: &Context<'_>, claims: &mut Claims) {
    for union in &context.registry {
        let is_own = union.kind == UnionKind::EnterpriseUnion;
        let Some(entity_id) = union.entity_id.filter(|_| is_own) else {
            continue;
        };
        let Some(row_idx) = context.entities.row_of(entity_id) else {
            continue;
        };
        let is_dissolved = context.entities.view.status(row_idx) == EntityStatus::Dissolved;
        let is_founded = union
            .founded_on
            .is_none_or(|founded_on| founded_on <= context.area.period.to);
        if !(context.is_alive(union) || is_dissolved && is_founded) {
            continue;
        }
        let identity = union.identity();
        let probability = context.probability_of.get(&identity).copied();
        let claim = match context.linked_to.get(&identity) {
            Some(linked) if *linked != entity_id => Claim::by_likeness(&union.name),
            Some(_) | None => Claim::own(&union.name, probability),
        };
        claims.add(entity_id, &union.kept_union_code, claim);
    }
}
