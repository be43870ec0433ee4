//! Ids that stay: which id each cluster of record keys takes, and what became of the others.

use std::collections::{BTreeMap, BTreeSet};

use arrow::record_batch::RecordBatch;

use crate::table::{EntityId, RecordKey, SchemaFault, entity_history, entity_ids};

/// What the previous run left behind.
#[derive(Debug, Clone)]
pub struct State {
    /// A table of `entity_ids`.
    pub entity_ids: RecordBatch,
    /// A table of `entity_history`.
    pub entity_history: RecordBatch,
}

/// The ids of this run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Identities {
    /// One id per cluster, in the order of the clusters.
    pub(super) ids: Vec<EntityId>,
    /// The new state.
    pub(super) entity_ids: Vec<entity_ids::Row>,
    /// All events, old and new.
    pub(super) history: Vec<entity_history::Row>,
}

const MERGED_INTO: &str = "merged_into";
const SPLIT_FROM: &str = "split_from";
const GONE: &str = "gone";

/// Gives each cluster (its record keys, sorted) an id.
///
/// A cluster takes the id of the old entity with which it shares most record keys, the oldest on
/// ties; an id goes to one cluster alone. A cluster that shares none is born with the hash of its
/// least key.
///
/// # Errors
/// [`SchemaFault`]: the state is not the two tables it should be.
pub(super) fn identify(
    clusters: &[Vec<RecordKey>],
    state: Option<&State>,
) -> Result<Identities, SchemaFault> {
    let (old, mut history) = read(state)?;
    let run = run_number(&old, &history);
    let mut born: BTreeMap<EntityId, u32> = BTreeMap::new();
    for row in old.values() {
        born.insert(row.entity_id, row.born);
    }
    let shared = shared_keys(clusters, &old);
    let mut given: BTreeMap<usize, EntityId> = BTreeMap::new();
    let mut taken: BTreeSet<EntityId> = BTreeSet::new();
    let mut claims: Vec<(u32, u32, EntityId, usize)> = shared
        .iter()
        .map(|((cluster, id), n_shared)| (*n_shared, born[id], *id, *cluster))
        .collect();
    claims.sort_by_key(|(n_shared, born, id, cluster)| (u32::MAX - n_shared, *born, *id, *cluster));
    for (_, _, id, cluster) in claims {
        if !given.contains_key(&cluster) && !taken.contains(&id) {
            given.insert(cluster, id);
            taken.insert(id);
        }
    }
    let mut ids = Vec::with_capacity(clusters.len());
    for (cluster, keys) in clusters.iter().enumerate() {
        let id = match given.get(&cluster) {
            Some(id) => *id,
            None => birth_id(keys, &born, &taken),
        };
        taken.insert(id);
        born.entry(id).or_insert(run);
        ids.push(id);
    }
    history.extend(events(&ids, &shared, &old, run));
    history.sort_by(|left, right| {
        let order = (left.entity_id, left.run, &left.event, left.other_entity_id);
        order.cmp(&(
            right.entity_id,
            right.run,
            &right.event,
            right.other_entity_id,
        ))
    });
    history.dedup();
    let rows = clusters.iter().zip(&ids).flat_map(|(keys, id)| {
        let born = born[id];
        keys.iter().map(move |key| entity_ids::Row {
            record_key: *key,
            entity_id: *id,
            born,
        })
    });
    let mut entity_ids: Vec<entity_ids::Row> = rows.collect();
    entity_ids.sort_by_key(|row| row.record_key);
    Ok(Identities {
        ids,
        entity_ids,
        history,
    })
}

type OldIds = BTreeMap<RecordKey, entity_ids::Row>;

fn read(state: Option<&State>) -> Result<(OldIds, Vec<entity_history::Row>), SchemaFault> {
    let Some(state) = state else {
        return Ok((OldIds::new(), Vec::new()));
    };
    let ids = entity_ids::View::of(&state.entity_ids)?;
    let history = entity_history::View::of(&state.entity_history)?;
    let ids = ids.to_rows().into_iter().map(|row| (row.record_key, row));
    Ok((ids.collect(), history.to_rows()))
}

/// One more than the last run that left a trace; 1 without a state.
fn run_number(old: &OldIds, history: &[entity_history::Row]) -> u32 {
    let births = old.values().map(|row| row.born);
    let last = births.chain(history.iter().map(|row| row.run)).max();
    last.map_or(1, |run| run + 1)
}

fn shared_keys(clusters: &[Vec<RecordKey>], old: &OldIds) -> BTreeMap<(usize, EntityId), u32> {
    let mut shared = BTreeMap::new();
    for (cluster, keys) in clusters.iter().enumerate() {
        for row in keys.iter().filter_map(|key| old.get(key)) {
            *shared.entry((cluster, row.entity_id)).or_insert(0) += 1;
        }
    }
    shared
}

/// The hash of the least key, or with a count where an older entity has that very id: the larger
/// part of a split keeps it although the smaller part holds the key it was made of.
fn birth_id(
    keys: &[RecordKey],
    born: &BTreeMap<EntityId, u32>,
    taken: &BTreeSet<EntityId>,
) -> EntityId {
    let least = keys.first().map(ToString::to_string).unwrap_or_default();
    let mut id = EntityId::of_parts("entity", &[&least]);
    let mut n_tries = 1_u32;
    while born.contains_key(&id) || taken.contains(&id) {
        n_tries += 1;
        id = EntityId::of_parts("entity", &[&least, &n_tries.to_string()]);
    }
    id
}

fn events(
    ids: &[EntityId],
    shared: &BTreeMap<(usize, EntityId), u32>,
    old: &OldIds,
    run: u32,
) -> Vec<entity_history::Row> {
    let alive: BTreeSet<EntityId> = ids.iter().copied().collect();
    let before: BTreeSet<EntityId> = old.values().map(|row| row.entity_id).collect();
    let event = |entity_id, event: &str, other_entity_id| entity_history::Row {
        entity_id,
        event: event.to_owned(),
        other_entity_id,
        run,
    };
    let mut events = Vec::new();
    let mut heirs: BTreeMap<EntityId, (u32, EntityId)> = BTreeMap::new();
    for ((cluster, old_id), n_shared) in shared {
        let id = ids[*cluster];
        if id != *old_id && !before.contains(&id) {
            events.push(event(id, SPLIT_FROM, Some(*old_id)));
        }
        let heir = heirs.entry(*old_id).or_insert((*n_shared, id));
        if *n_shared > heir.0 {
            *heir = (*n_shared, id);
        }
    }
    for lost in before.difference(&alive) {
        events.push(match heirs.get(lost) {
            Some((_, heir)) => event(*lost, MERGED_INTO, Some(*heir)),
            None => event(*lost, GONE, None),
        });
    }
    events
}

#[cfg(test)]
mod tests {
    use super::{GONE, Identities, SPLIT_FROM, State};
    use crate::table::{RecordKey, entity_history, entity_ids};

    fn keys(bits: &[u128]) -> Vec<RecordKey> {
        bits.iter()
            .map(|bits| RecordKey::from_bits(*bits))
            .collect()
    }

    fn identify(clusters: &[Vec<RecordKey>], state: Option<&State>) -> Identities {
        super::identify(clusters, state).expect("the state is well formed")
    }

    fn state(identities: &Identities) -> State {
        State {
            entity_ids: entity_ids::batch(&identities.entity_ids),
            entity_history: entity_history::batch(&identities.history),
        }
    }

    #[test]
    fn the_same_clusters_keep_their_ids() {
        let clusters = [keys(&[1, 2]), keys(&[3])];
        let first = identify(&clusters, None);
        let second = identify(&clusters, Some(&state(&first)));
        assert_eq!(first, second);
    }

    #[test]
    fn a_new_least_key_does_not_change_the_id() {
        let first = identify(&[keys(&[5, 6])], None);
        let second = identify(&[keys(&[1, 5, 6])], Some(&state(&first)));
        assert_eq!(first.ids, second.ids);
    }

    #[test]
    fn the_loser_of_a_merge_is_written_down() {
        let first = identify(&[keys(&[1]), keys(&[2, 3])], None);
        let second = identify(&[keys(&[1, 2, 3])], Some(&state(&first)));
        assert_eq!(second.ids, [first.ids[1]]);
        assert_eq!(second.history.len(), 1);
        assert_eq!(second.history[0].entity_id, first.ids[0]);
        assert_eq!(second.history[0].other_entity_id, Some(first.ids[1]));
    }

    #[test]
    fn the_smaller_part_of_a_split_gets_a_new_id_even_with_the_least_key() {
        let first = identify(&[keys(&[1, 2, 3])], None);
        let second = identify(&[keys(&[1]), keys(&[2, 3])], Some(&state(&first)));
        assert_eq!(second.ids[1], first.ids[0]);
        assert_ne!(second.ids[0], first.ids[0]);
        assert_eq!(second.history[0].event, SPLIT_FROM);
    }

    #[test]
    fn an_entity_whose_rows_all_left_is_gone() {
        let first = identify(&[keys(&[1]), keys(&[2])], None);
        let second = identify(&[keys(&[2])], Some(&state(&first)));
        assert_eq!(second.history[0].event, GONE);
    }
}
