//! The union that an entity without a union resembles most.

use std::collections::BTreeMap;

use super::behind::Reached;
use super::unread::UnreadNames;
use super::{UnorganisedInput, namesakes};
use crate::normalize::CompanyName;
use crate::standard::region;
use crate::table::vocabulary::{Certainty, PairDecision, UnionFinding, UnionKind};
use crate::table::{EntityId, RecordKey, RowIdentity, SchemaFault};
use crate::table::{crosswalk, enterprise_rows, enterprises, pairs, union_registry};
use crate::union::territory::code_key;

/// A union that might be the entity's.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Nothing where the entity may be one that has ended.
    pub(super) union_code: Option<String>,
    /// The union's name, or that of the enterprise that has ended.
    pub(super) union_name: String,
    pub(super) by: CandidateBy,
    /// How sure the absence still is.
    pub(super) certainty: Certainty,
}

impl Candidate {
    /// 0..=1; `None` for a candidate that was never compared.
    pub(super) fn probability(&self) -> Option<f64> {
        match self.by {
            CandidateBy::Pair { probability } => Some(probability),
            CandidateBy::Brand
            | CandidateBy::NamedByRow
            | CandidateBy::Listed
            | CandidateBy::Namesake
            | CandidateBy::Dissolved => None,
        }
    }
}

/// What makes a union a candidate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum CandidateBy {
    /// A scored pair of records, with its match probability, 0..=1.
    Pair { probability: f64 },
    /// The same brand in the same county.
    Brand,
    /// A row of a registry or of the system's directory names the union.
    NamedByRow,
    /// Its list holds a name that leads nowhere and could be short for the entity's.
    Listed,
    /// It organises an enterprise of the county under that name, which may be the entity.
    Namesake,
    /// No union: an enterprise that has ended may be the entity.
    Dissolved,
}

/// A living union of one unit.
#[derive(Debug, Clone)]
struct Union {
    kept_union_code: String,
    name: String,
    entity_id: Option<EntityId>,
    /// Its unit is in no registry.
    is_unresolved: bool,
}

/// All rejected and undecided candidates.
pub(super) struct Candidates {
    /// The strongest scored candidate of each entity.
    scored: BTreeMap<EntityId, Candidate>,
    /// The union that a row of the entity names.
    named: BTreeMap<EntityId, Candidate>,
    /// Unresolved unions by county and brand.
    by_brand: BTreeMap<(String, String), Candidate>,
    /// What entities without a code would be if they were one with their namesake.
    namesakes: BTreeMap<EntityId, Candidate>,
    /// Listed names that lead nowhere.
    unread: UnreadNames,
}

impl Candidates {
    pub(super) fn of(input: &UnorganisedInput<'_>) -> Result<Self, SchemaFault> {
        let registry = union_registry::View::of(input.union_registry)?;
        let crosswalk = crosswalk::View::of(input.crosswalk)?;
        let unions = unions(&registry);
        let mut entity_of: BTreeMap<RecordKey, EntityId> = BTreeMap::new();
        let mut union_of: BTreeMap<RecordKey, &Union> = BTreeMap::new();
        for idx in 0..crosswalk.len() {
            let record_key = crosswalk.record_key(idx);
            if let Some(union) = unions.get(&crosswalk.identity(idx)) {
                union_of.insert(record_key, union);
            } else if let Some(entity_id) = crosswalk.entity_id(idx) {
                entity_of.insert(record_key, entity_id);
            }
        }
        let reached = Reached::of(input, &registry)?;
        let pairs = pairs::View::of(input.pairs)?;
        let mut scored: BTreeMap<EntityId, Candidate> = BTreeMap::new();
        for idx in 0..pairs.len() {
            let (left, right) = (pairs.record_key_l(idx), pairs.record_key_r(idx));
            for (record, union) in [(left, right), (right, left)] {
                let Some(entity_id) = entity_of.get(&record) else {
                    continue;
                };
                let probability = pairs.match_probability(idx);
                let found = match (union_of.get(&union), entity_of.get(&union)) {
                    (Some(union), _) => {
                        candidate(*entity_id, union, pairs.decision(idx), probability)
                    }
                    (None, Some(other)) if other != entity_id => {
                        reached.behind(*other, pairs.decision(idx), probability)
                    }
                    (None, Some(_) | None) => None,
                };
                if let Some(candidate) = found {
                    keep_strongest(&mut scored, *entity_id, candidate);
                }
            }
        }
        Ok(Self {
            scored,
            named: named_by_rows(input, &registry, &crosswalk)?,
            by_brand: by_brand(&registry),
            namesakes: namesakes::of(input, &reached)?,
            unread: UnreadNames::of(input)?,
        })
    }

    /// The union that casts most doubt on the entity's being without one; of equal doubt the one
    /// that a row names, then the strongest scored, then a namesake's, then one whose list may mean it,
    /// then an unresolved one of the county under its brand.
    pub(super) fn nearest(&self, entity: &enterprises::Row) -> Option<Candidate> {
        let name = CompanyName::parse(&entity.name);
        let region_code = entity.region_code.as_deref().map(current_code);
        let listed = region_code.and_then(|region_code| self.unread.meaning(region_code, &name));
        let of_brand = region_code.and_then(|region_code| {
            let brand = long_enough(name.brand.clone())?;
            self.by_brand.get(&(region_code.to_owned(), brand))
        });
        let all = [
            self.named.get(&entity.entity_id),
            self.scored.get(&entity.entity_id),
            self.namesakes.get(&entity.entity_id),
            listed,
            of_brand,
        ];
        let mut strongest: Option<&Candidate> = None;
        for candidate in all.into_iter().flatten() {
            if strongest.is_none_or(|known| candidate.certainty > known.certainty) {
                strongest = Some(candidate);
            }
        }
        strongest.cloned()
    }
}

/// The list shows the county's code of the year; the registry has the code of now.
pub(super) fn current_code(code: &str) -> &str {
    region::by_code(code).map_or(code, |region| region.code)
}

/// Living unions of one unit, by row.
fn unions(registry: &union_registry::View<'_>) -> BTreeMap<RowIdentity, Union> {
    let living = (0..registry.len()).filter(|idx| {
        registry.kind(*idx) == UnionKind::EnterpriseUnion && registry.is_alive_at_period_end(*idx)
    });
    let union = |idx: usize| Union {
        kept_union_code: registry.kept_union_code(idx).to_owned(),
        name: registry.name(idx).to_owned(),
        entity_id: registry.entity_id(idx),
        is_unresolved: is_unresolved(registry, idx),
    };
    living
        .map(|idx| (registry.identity(idx), union(idx)))
        .collect()
}

fn is_unresolved(registry: &union_registry::View<'_>, idx: usize) -> bool {
    match registry.finding(idx) {
        UnionFinding::UnitNotFound => true,
        UnionFinding::DuplicateUnion => registry.entity_id(idx).is_none(),
        UnionFinding::Ok
        | UnionFinding::UnitDissolved
        | UnionFinding::OutsideRegistries
        | UnionFinding::CoversNothingFound => false,
    }
}

/// What a pair that linked nothing says about the entity; `None` where it says nothing: the union
/// is the entity's own, somebody said "different", or its unit was found and the pair rejected.
fn candidate(
    entity_id: EntityId,
    union: &Union,
    decision: PairDecision,
    probability: f64,
) -> Option<Candidate> {
    if union.entity_id == Some(entity_id) {
        return None;
    }
    let certainty = match (decision, union.is_unresolved) {
        (PairDecision::Review, true) => Certainty::Review,
        (PairDecision::Review, false) | (PairDecision::NoMatch, true) => Certainty::Probable,
        (PairDecision::NoMatch, false) => Certainty::Certain,
        (PairDecision::Match | PairDecision::MustLink, _) => Certainty::Probable,
        (PairDecision::CannotLink, _) => return None,
    };
    Some(Candidate {
        union_code: Some(union.kept_union_code.clone()),
        union_name: union.name.clone(),
        by: CandidateBy::Pair { probability },
        certainty,
    })
}

/// The candidate that casts most doubt stays; of those the likeliest, then the smaller code.
fn keep_strongest(
    scored: &mut BTreeMap<EntityId, Candidate>,
    entity_id: EntityId,
    candidate: Candidate,
) {
    let kept = scored.entry(entity_id).or_insert_with(|| candidate.clone());
    let probability = |candidate: &Candidate| candidate.probability().unwrap_or(0.0);
    let order = candidate
        .certainty
        .cmp(&kept.certainty)
        .then(probability(&candidate).total_cmp(&probability(kept)))
        .then_with(|| kept.union_code.cmp(&candidate.union_code));
    if order.is_gt() {
        *kept = candidate;
    }
}

/// Living unions that rows of enterprises name by code; of several the smaller code.
fn named_by_rows(
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

fn by_brand(registry: &union_registry::View<'_>) -> BTreeMap<(String, String), Candidate> {
    let mut by_brand: BTreeMap<(String, String), Candidate> = BTreeMap::new();
    for idx in 0..registry.len() {
        let is_open = registry.kind(idx) == UnionKind::EnterpriseUnion
            && registry.is_alive_at_period_end(idx)
            && is_unresolved(registry, idx);
        let (Some(region_code), true) = (registry.region_code(idx), is_open) else {
            continue;
        };
        let Some(brand) = brand_of(registry.folded_name(idx)) else {
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

fn brand_of(name: &str) -> Option<String> {
    long_enough(CompanyName::parse(name).brand)
}

/// A brand, if it is long enough to mean anything.
pub(super) fn long_enough(brand: String) -> Option<String> {
    (brand.chars().count() > 1).then_some(brand)
}
