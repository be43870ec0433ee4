//! Clusters to tables: golden records, sites, parents, ids, crosswalk and pairs.

use std::collections::BTreeMap;

use arrow::record_batch::RecordBatch;
use rayon::prelude::*;

use super::disagreements::disagreements;
use super::entity_rows::{crosswalk_rows, pair_rows};
use super::golden::{Surroundings, golden_record};
use super::golden_project::golden_project;
use super::groups::{Group, group};
use super::identity::{State, identify};
use super::linking::Linked;
use super::parents::set_parents;
use super::record::{Record, Records, Site};
use super::surroundings::{owners, phone_entities};
use crate::table::{
    EntityId, RecordKey, SchemaFault, crosswalk, disagreements, entities, entity_history,
    entity_ids, pairs,
};

/// The tables of the enterprise room.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// `entities`.
    pub entities: RecordBatch,
    /// `crosswalk`.
    pub crosswalk: RecordBatch,
    /// `disagreements`.
    pub disagreements: RecordBatch,
    /// `pairs`.
    pub pairs: RecordBatch,
    /// `entity_ids`, for the next run.
    pub entity_ids: RecordBatch,
    /// `entity_history`, for the next run.
    pub entity_history: RecordBatch,
}

/// Makes entities of clusters, keeping the ids of the previous run.
///
/// # Errors
/// [`SchemaFault`]: the state is not the two tables it should be.
pub fn resolve_entities(
    records: &Records,
    linked: Linked,
    state: Option<&State>,
) -> Result<Resolved, SchemaFault> {
    let all = &records.records;
    let groups = group(all, &linked.cluster_of);
    let surroundings = Surroundings {
        period: records.area.period,
        phone_entities: phone_entities(all, &linked.cluster_of),
        owners: owners(all, &linked),
    };
    let mut rows: Vec<entities::Row> = groups
        .par_iter()
        .map(|group| golden(all, group, &linked, &surroundings))
        .collect();
    let keys: Vec<Vec<RecordKey>> = groups.par_iter().map(|group| keys_of(all, group)).collect();
    let identities = identify(&keys, state)?;
    for (row, id) in rows.iter_mut().zip(&identities.ids) {
        row.entity_id = *id;
    }
    let disagreements = disagreement_table(records, &groups, &rows);
    let enterprise_ids = ids_by_cluster(&groups, &identities.ids);
    set_parents(all, &groups, &enterprise_ids, &mut rows);
    let (entities, (crosswalk, (pairs, (entity_ids, entity_history)))) = rayon::join(
        || {
            rows.par_sort_unstable_by_key(|row| row.entity_id);
            let table = entities::batch(&rows);
            drop(rows);
            table
        },
        || {
            rayon::join(
                || crosswalk::batch(&crosswalk_rows(records, &linked, &groups, &identities.ids)),
                || {
                    rayon::join(
                        || pairs::batch(&pair_rows(all, &linked)),
                        || {
                            let history = entity_history::batch(&identities.history);
                            (entity_ids::batch(&identities.entity_ids), history)
                        },
                    )
                },
            )
        },
    );
    Ok(Resolved {
        entities,
        crosswalk,
        disagreements,
        pairs,
        entity_ids,
        entity_history,
    })
}

fn sites<'a>(records: &'a [Record], members: &[u32]) -> Vec<(&'a Record, &'a Site)> {
    let founding = members.iter().map(|member| &records[*member as usize]);
    founding
        .filter_map(|record| Some((record, record.site.as_deref()?)))
        .collect()
}

fn golden(
    records: &[Record],
    group: &Group,
    linked: &Linked,
    surroundings: &Surroundings,
) -> entities::Row {
    match group {
        Group::Enterprise { cluster, members } => {
            let members: Vec<&Record> = members
                .iter()
                .map(|member| &records[*member as usize])
                .collect();
            let mut row = golden_record(*cluster, &members, surroundings);
            row.confidence = linked.confidence.get(cluster).copied().unwrap_or(1.0);
            row
        }
        Group::Project {
            contractor,
            members,
            named_by,
        } => {
            let named_by: Vec<&Record> =
                named_by.iter().map(|idx| &records[*idx as usize]).collect();
            let sites = sites(records, members);
            let mut row = golden_project(&sites, &named_by, &surroundings.period);
            if members.len() > 1 {
                row.confidence = linked.confidence.get(contractor).copied().unwrap_or(1.0);
            }
            row
        }
    }
}

/// What members of enterprises say that did not survive; a project's rows speak for its contractor.
fn disagreement_table(records: &Records, groups: &[Group], rows: &[entities::Row]) -> RecordBatch {
    let of_group = |(group, golden): (&Group, &entities::Row)| match group {
        Group::Enterprise { members, .. } => {
            let members: Vec<&Record> = members
                .iter()
                .map(|member| &records.records[*member as usize])
                .collect();
            disagreements(&members, golden, &records.area)
        }
        Group::Project { .. } => Vec::new(),
    };
    let differing = groups.par_iter().zip(rows).map(of_group);
    let mut differing: Vec<disagreements::Row> = differing.flatten().collect();
    differing.par_sort_by_cached_key(|row| (row.entity_id, row.field.clone(), row.identity()));
    disagreements::batch(&differing)
}

fn keys_of(records: &[Record], group: &Group) -> Vec<RecordKey> {
    let mut keys: Vec<RecordKey> = match group {
        Group::Enterprise { members, .. } => members
            .iter()
            .map(|member| records[*member as usize].key)
            .collect(),
        Group::Project {
            members, named_by, ..
        } => {
            let sites = sites(records, members);
            let sites = sites.iter().map(|(_, site)| site.key);
            let named_by = named_by.iter().map(|idx| records[*idx as usize].key);
            sites.chain(named_by).collect()
        }
    };
    keys.sort();
    keys
}

fn ids_by_cluster(groups: &[Group], ids: &[EntityId]) -> BTreeMap<u32, EntityId> {
    let by_cluster = groups
        .iter()
        .zip(ids)
        .filter_map(|(group, id)| match group {
            Group::Enterprise { cluster, .. } => Some((*cluster, *id)),
            Group::Project { .. } => None,
        });
    by_cluster.collect()
}
