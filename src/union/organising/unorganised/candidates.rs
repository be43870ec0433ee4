//! The union that an entity without a union resembles most.

use std::collections::BTreeMap;

use super::behind::Reached;
use super::candidate::{Candidate, CandidateBy};
use super::unread::UnreadNames;
use super::unscored::{brand_of, by_brand, named_by_rows};
use super::{UnorganisedInput, namesakes};
use crate::normalize::CompanyName;
use crate::standard::region;
use crate::table::vocabulary::{Certainty, PairDecision, UnionFinding, UnionKind};
use crate::table::{EntityId, RecordKey, RowIdentity, SchemaFault};
use crate::table::{crosswalk, enterprises, pairs, union_registry};

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
    /// The union whose row carries a code of the entity.
    coded: BTreeMap<EntityId, Candidate>,
    /// The union that a row of the entity names.
    named: BTreeMap<EntityId, Candidate>,
    /// Unresolved unions by county, brand and branch.
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
        let coded = by_code(&crosswalk, &unions);
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
            coded,
            named: named_by_rows(input, &registry, &crosswalk)?,
            by_brand: by_brand(&registry),
            namesakes: namesakes::of(input, &reached)?,
            unread: UnreadNames::of(input)?,
        })
    }

    /// The union that casts most doubt on the entity's being without one; of equal doubt the one
    /// that a row names, then one that carries its code, then the strongest scored, then a namesake's, then one whose list may mean it,
    /// then an unresolved one of the county under its brand.
    pub(super) fn nearest(&self, entity: &enterprises::Row) -> Option<Candidate> {
        let name = CompanyName::parse(&entity.name);
        let region_code = entity.region_code.as_deref().map(current_code);
        let listed = region_code.and_then(|region_code| self.unread.meaning(region_code, &name));
        let of_brand = region_code.and_then(|region_code| {
            let brand = brand_of(&name)?;
            self.by_brand.get(&(region_code.to_owned(), brand))
        });
        let all = [
            self.named.get(&entity.entity_id),
            self.coded.get(&entity.entity_id),
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

/// Living unions of one unit whose row carries a code that rows of another entity carry; of several
/// the smaller union code. Two names under one code are a change of name nobody told, or a slip: the
/// union's row leaves the enterprise without certainty either way.
fn by_code(
    crosswalk: &crosswalk::View<'_>,
    unions: &BTreeMap<RowIdentity, Union>,
) -> BTreeMap<EntityId, Candidate> {
    let code = |idx: usize| crosswalk.org_code(idx).map(str::to_owned);
    let mut unions_by_code: BTreeMap<String, &Union> = BTreeMap::new();
    for idx in 0..crosswalk.len() {
        let union = unions.get(&crosswalk.identity(idx));
        let Some((code, union)) = code(idx).zip(union) else {
            continue;
        };
        let least = unions_by_code.entry(code).or_insert(union);
        if union.kept_union_code < least.kept_union_code {
            *least = union;
        }
    }
    let mut found = BTreeMap::new();
    for idx in 0..crosswalk.len() {
        let union = code(idx).and_then(|code| unions_by_code.get(&code).copied());
        let Some((union, entity_id)) = union.zip(crosswalk.entity_id(idx)) else {
            continue;
        };
        if union.entity_id == Some(entity_id) {
            continue;
        }
        let certainty = match union.is_unresolved {
            true => Certainty::Review,
            false => Certainty::Probable,
        };
        found.entry(entity_id).or_insert_with(|| Candidate {
            union_code: Some(union.kept_union_code.clone()),
            union_name: union.name.clone(),
            by: CandidateBy::SameCode,
            certainty,
        });
    }
    found
}

pub(super) fn is_unresolved(registry: &union_registry::View<'_>, idx: usize) -> bool {
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

/// A brand, if it is long enough to mean anything.
pub(super) fn long_enough(brand: String) -> Option<String> {
    (brand.chars().count() > 1).then_some(brand)
}
