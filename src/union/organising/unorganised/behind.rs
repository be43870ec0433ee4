//! What an entity without a union would be if it were one with another entity.

use std::collections::BTreeMap;

use super::UnorganisedInput;
use super::candidate::{Candidate, CandidateBy};
use crate::table::vocabulary::{Certainty, EntityStatus, PairDecision};
use crate::table::{EntityId, SchemaFault, coverage, enterprises, union_registry};

/// Entities that a union organises, with the code and name of the least such union, and dissolved ones.
pub(super) struct Reached {
    by_entity: BTreeMap<EntityId, (String, String)>,
    /// Names of dissolved entities.
    dissolved: BTreeMap<EntityId, String>,
}

impl Reached {
    pub(super) fn of(
        input: &UnorganisedInput<'_>,
        registry: &union_registry::View<'_>,
    ) -> Result<Self, SchemaFault> {
        let coverage = coverage::View::of(input.coverage)?;
        let names: BTreeMap<&str, &str> = (0..registry.len())
            .map(|idx| (registry.kept_union_code(idx), registry.name(idx)))
            .collect();
        let mut by_entity: BTreeMap<EntityId, (String, String)> = BTreeMap::new();
        let sure = (0..coverage.len()).filter(|idx| coverage.certainty(*idx) != Certainty::Review);
        for idx in sure {
            let code = coverage.union_code(idx);
            let name = names.get(code).copied().unwrap_or(code);
            by_entity
                .entry(coverage.entity_id(idx))
                .or_insert_with(|| (code.to_owned(), name.to_owned()));
        }
        let enterprises = enterprises::View::of(input.enterprises)?;
        let dissolved = (0..enterprises.len())
            .filter(|idx| enterprises.status(*idx) == EntityStatus::Dissolved)
            .map(|idx| (enterprises.entity_id(idx), enterprises.name(idx).to_owned()));
        Ok(Self {
            by_entity,
            dissolved: dissolved.collect(),
        })
    }

    /// Whether a union organises it, certainly or probably.
    pub(super) fn is_organised(&self, entity: EntityId) -> bool {
        self.by_entity.contains_key(&entity)
    }

    /// What an undecided pair with a row of `other` says: the two may be one enterprise, and then
    /// its union, or its end, is this one's too.
    pub(super) fn behind(
        &self,
        other: EntityId,
        decision: PairDecision,
        probability: f64,
    ) -> Option<Candidate> {
        match decision {
            PairDecision::Review => self.as_one(other, CandidateBy::Pair { probability }),
            PairDecision::Match
            | PairDecision::MustLink
            | PairDecision::NoMatch
            | PairDecision::CannotLink => None,
        }
    }

    /// What it would mean if the entity and `other` were one; nothing where that changes nothing.
    pub(super) fn as_one(&self, other: EntityId, by: CandidateBy) -> Option<Candidate> {
        let certainty = Certainty::Probable;
        if let Some((union_code, union_name)) = self.by_entity.get(&other) {
            return Some(Candidate {
                union_code: Some(union_code.clone()),
                union_name: union_name.clone(),
                by,
                certainty,
            });
        }
        let name = self.dissolved.get(&other)?;
        Some(Candidate {
            union_code: None,
            union_name: name.clone(),
            by: CandidateBy::Dissolved,
            certainty,
        })
    }
}
