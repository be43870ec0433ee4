//! Claims of unions on entities; of several between the same two the best stays.

use std::collections::BTreeMap;

use arrow::record_batch::RecordBatch;

use super::OWN_CERTAIN_MIN;
use crate::table::vocabulary::{Certainty, Route};
use crate::table::{EntityId, coverage};

/// One union's reason to say that it reaches an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) route: Route,
    pub(super) certainty: Certainty,
    pub(super) evidence: String,
}

impl Claim {
    /// A union's claim on its own unit; `probability` is that of the link between the two.
    pub(super) fn own(union_name: &str, probability: Option<f64>) -> Self {
        let certainty = match probability {
            Some(probability) if probability < OWN_CERTAIN_MIN => Certainty::Probable,
            Some(_) | None => Certainty::Certain,
        };
        let evidence = match (certainty, probability) {
            (Certainty::Probable, Some(probability)) => {
                format!("单位工会“{union_name}”，匹配概率{probability:.2}")
            }
            _ => format!("单位工会“{union_name}”"),
        };
        Self {
            route: Route::Own,
            certainty,
            evidence,
        }
    }
}

impl Claim {
    /// A union's claim on the one entity of its county that its unit can be.
    pub(super) fn by_likeness(union_name: &str) -> Self {
        Self {
            route: Route::Own,
            certainty: Certainty::Probable,
            evidence: format!(
                "单位工会“{union_name}”，单位名称与该单位相同或相近，代码不相抵触，其他登记事项不尽一致"
            ),
        }
    }
}

/// All claims, the best one per entity and union.
#[derive(Debug, Clone, Default)]
pub(super) struct Claims {
    best: BTreeMap<(EntityId, String), Claim>,
}

impl Claims {
    /// Adds a claim. The surer one stays; of equally sure ones the more direct route, and of those
    /// the first in the order of their evidence, so that no order of rows matters.
    pub(super) fn add(&mut self, entity_id: EntityId, union_code: &str, claim: Claim) {
        let rank = |claim: &Claim| (claim.certainty, claim.route, claim.evidence.clone());
        let key = (entity_id, union_code.to_owned());
        match self.best.entry(key) {
            std::collections::btree_map::Entry::Vacant(slot) => {
                slot.insert(claim);
            }
            std::collections::btree_map::Entry::Occupied(mut slot) => {
                if rank(&claim) < rank(slot.get()) {
                    slot.insert(claim);
                }
            }
        }
    }

    /// The claims on `entity_id`, by union code.
    pub(super) fn on(&self, entity_id: EntityId) -> impl Iterator<Item = (&str, &Claim)> {
        let from = (entity_id, String::new());
        let range = self.best.range(from..);
        let ours = range.take_while(move |((other, _), _)| *other == entity_id);
        ours.map(|((_, union_code), claim)| (union_code.as_str(), claim))
    }

    /// The union of the entity's own, certain or probable.
    pub(super) fn own_union(&self, entity_id: EntityId) -> Option<String> {
        let own = self
            .on(entity_id)
            .filter(|(_, claim)| claim.route == Route::Own && claim.certainty != Certainty::Review);
        let best = own.min_by_key(|(_, claim)| claim.certainty);
        best.map(|(union_code, _)| union_code.to_owned())
    }

    /// The union that organises the entity best, certain or probable, whatever the route.
    pub(super) fn organising_union(&self, entity_id: EntityId) -> Option<String> {
        let sure = self
            .on(entity_id)
            .filter(|(_, claim)| claim.certainty != Certainty::Review);
        let best = sure.min_by_key(|(_, claim)| (claim.certainty, claim.route));
        best.map(|(union_code, _)| union_code.to_owned())
    }

    /// Entities per union code, each in order.
    pub(super) fn entities_by_union(&self) -> BTreeMap<&str, Vec<EntityId>> {
        let mut by_union: BTreeMap<&str, Vec<EntityId>> = BTreeMap::new();
        for (entity_id, union_code) in self.best.keys() {
            by_union.entry(union_code).or_default().push(*entity_id);
        }
        by_union
    }

    /// The `coverage` table.
    pub(super) fn into_batch(self) -> RecordBatch {
        let rows = self
            .best
            .into_iter()
            .map(|((entity_id, union_code), claim)| coverage::Row {
                entity_id,
                union_code,
                route: claim.route,
                certainty: claim.certainty,
                evidence: claim.evidence,
            });
        coverage::batch(&rows.collect::<Vec<_>>())
    }
}
