//! Enterprises of two runs, followed by the rows they are made of.

use std::collections::{BTreeMap, BTreeSet};

use super::Run;
use super::difference::{EntityChanges, Followed, Mention, Organised, StatusChange};
use super::error::CompareError;
use crate::table::vocabulary::{Certainty, EntityStatus};
use crate::table::{EntityId, RecordKey, SchemaFault, coverage, enterprises, entity_ids};

/// One run's entities.
struct Side {
    entities: BTreeMap<EntityId, (String, EntityStatus)>,
    entity_of: BTreeMap<RecordKey, EntityId>,
    unions: BTreeMap<EntityId, BTreeSet<String>>,
}

/// What changed in the list.
///
/// # Errors
/// A table of another shape.
pub(super) fn changes(earlier: &Run, later: &Run) -> Result<EntityChanges, CompareError> {
    let (before, now) = (Side::of(earlier)?, Side::of(later)?);
    let mut changes = EntityChanges::default();
    let heirs = followed(&before, &now);
    let origins = followed(&now, &before);
    for entity_id in before.entities.keys().filter(|id| !now.holds(**id)) {
        match heirs.get(entity_id) {
            Some(heir) => changes.merged.push(Followed {
                entity: before.mention(*entity_id),
                other: now.mention(*heir),
            }),
            None => changes.gone.push(before.mention(*entity_id)),
        }
    }
    for entity_id in now.entities.keys().filter(|id| !before.holds(**id)) {
        match origins.get(entity_id) {
            Some(origin) => changes.split.push(Followed {
                entity: now.mention(*entity_id),
                other: before.mention(*origin),
            }),
            None => changes.new.push(now.mention(*entity_id)),
        }
    }
    for (entity_id, (_, is)) in &now.entities {
        let Some((_, was)) = before.entities.get(entity_id) else {
            continue;
        };
        if was != is {
            changes.status.push(StatusChange {
                entity: now.mention(*entity_id),
                was: was.as_str().to_owned(),
                is: is.as_str().to_owned(),
            });
        }
        match (before.unions.get(entity_id), now.unions.get(entity_id)) {
            (None, Some(unions)) => changes
                .newly_organised
                .push(now.organised(*entity_id, unions)),
            (Some(unions), None) => {
                let lost = now.organised(*entity_id, unions);
                changes.no_longer_organised.push(lost);
            }
            (None, None) | (Some(_), Some(_)) => {}
        }
    }
    Ok(changes)
}

/// For each entity of `from` the entity of `to` with which it shares most rows, the smaller id on
/// ties.
fn followed(from: &Side, to: &Side) -> BTreeMap<EntityId, EntityId> {
    let mut shared: BTreeMap<EntityId, BTreeMap<EntityId, u32>> = BTreeMap::new();
    for (record_key, entity_id) in &from.entity_of {
        if let Some(other) = to.entity_of.get(record_key) {
            let others = shared.entry(*entity_id).or_default();
            *others.entry(*other).or_insert(0) += 1;
        }
    }
    let most = |others: BTreeMap<EntityId, u32>| {
        let best = others
            .into_iter()
            .max_by_key(|(id, n_rows)| (*n_rows, std::cmp::Reverse(*id)));
        best.map(|(id, _)| id)
    };
    shared
        .into_iter()
        .filter_map(|(entity_id, others)| Some((entity_id, most(others)?)))
        .collect()
}

impl Side {
    fn of(run: &Run) -> Result<Self, SchemaFault> {
        let list = enterprises::View::of(&run.enterprises)?;
        let ids = entity_ids::View::of(&run.entity_ids)?;
        let reach = coverage::View::of(&run.coverage)?;
        let mut unions: BTreeMap<EntityId, BTreeSet<String>> = BTreeMap::new();
        for idx in 0..reach.len() {
            if reach.certainty(idx) != Certainty::Review {
                let codes = unions.entry(reach.entity_id(idx)).or_default();
                codes.insert(reach.union_code(idx).to_owned());
            }
        }
        let entity = |idx: usize| (list.name(idx).to_owned(), list.status(idx));
        Ok(Self {
            entities: (0..list.len())
                .map(|idx| (list.entity_id(idx), entity(idx)))
                .collect(),
            entity_of: (0..ids.len())
                .map(|idx| (ids.record_key(idx), ids.entity_id(idx)))
                .collect(),
            unions,
        })
    }

    fn holds(&self, entity_id: EntityId) -> bool {
        self.entities.contains_key(&entity_id)
    }

    fn mention(&self, entity_id: EntityId) -> Mention {
        let known = self.entities.get(&entity_id);
        Mention {
            entity_id: entity_id.to_string(),
            name: known.map(|(name, _)| name.clone()).unwrap_or_default(),
        }
    }

    fn organised(&self, entity_id: EntityId, unions: &BTreeSet<String>) -> Organised {
        Organised {
            entity: self.mention(entity_id),
            unions: unions.iter().cloned().collect(),
        }
    }
}
