//! The union that an entity without a union resembles most.

use std::collections::BTreeMap;

use super::UnorganisedInput;
use crate::normalize::CompanyName;
use crate::table::vocabulary::{Certainty, PairDecision, UnionFinding, UnionKind};
use crate::table::{EntityId, RecordKey, RowIdentity, SchemaFault};
use crate::table::{crosswalk, enterprises, pairs, union_registry};

/// A union that might be the entity's.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) union_code: String,
    pub(super) union_name: String,
    /// 0..=1; `None` for a candidate by brand, which was never compared.
    pub(super) probability: Option<f64>,
    /// How sure the absence still is.
    pub(super) certainty: Certainty,
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
    /// Unresolved unions by county and brand.
    by_brand: BTreeMap<(String, String), Candidate>,
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
        let pairs = pairs::View::of(input.pairs)?;
        let mut scored: BTreeMap<EntityId, Candidate> = BTreeMap::new();
        for idx in 0..pairs.len() {
            let (left, right) = (pairs.record_key_l(idx), pairs.record_key_r(idx));
            for (record, union) in [(left, right), (right, left)] {
                let (Some(entity_id), Some(union)) = (entity_of.get(&record), union_of.get(&union))
                else {
                    continue;
                };
                let probability = pairs.match_probability(idx);
                if let Some(candidate) =
                    candidate(*entity_id, union, pairs.decision(idx), probability)
                {
                    keep_strongest(&mut scored, *entity_id, candidate);
                }
            }
        }
        Ok(Self {
            scored,
            by_brand: by_brand(&registry),
        })
    }

    /// The strongest scored candidate, else an unresolved union of the county under the same brand.
    pub(super) fn nearest(&self, entity: &enterprises::Row) -> Option<Candidate> {
        if let Some(candidate) = self.scored.get(&entity.entity_id) {
            return Some(candidate.clone());
        }
        let region_code = entity.region_code.clone()?;
        let brand = brand_of(&entity.name)?;
        self.by_brand.get(&(region_code, brand)).cloned()
    }
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
        union_code: union.kept_union_code.clone(),
        union_name: union.name.clone(),
        probability: Some(probability),
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
    let probability = |candidate: &Candidate| candidate.probability.unwrap_or(0.0);
    let order = candidate
        .certainty
        .cmp(&kept.certainty)
        .then(probability(&candidate).total_cmp(&probability(kept)))
        .then_with(|| kept.union_code.cmp(&candidate.union_code));
    if order.is_gt() {
        *kept = candidate;
    }
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
            union_code: registry.kept_union_code(idx).to_owned(),
            union_name: registry.name(idx).to_owned(),
            probability: None,
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

/// The brand, if it is long enough to mean anything.
fn brand_of(name: &str) -> Option<String> {
    let brand = CompanyName::parse(name).brand;
    (brand.chars().count() > 1).then_some(brand)
}
