//! Clusters to tables: golden records, sites, parents, ids, crosswalk and pairs.

use std::collections::{BTreeMap, BTreeSet};

use arrow::record_batch::RecordBatch;
use rayon::prelude::*;

use super::disputed::{all_codes, all_codes_of};
use super::golden::{Surroundings, golden_record};
use super::golden_project::golden_project;
use super::identity::{State, identify};
use super::linking::{JudgedPair, Linked};
use super::parents::set_parents;
use super::record::{Record, Records, Site, SiteUnit};
use crate::linkage::Vector;
use crate::table::{
    EntityId, RecordKey, RowIdentity, SchemaFault, crosswalk, entities, entity_history, entity_ids,
    pairs,
};

/// The tables of the enterprise room.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// `entities`.
    pub entities: RecordBatch,
    /// `crosswalk`.
    pub crosswalk: RecordBatch,
    /// `pairs`.
    pub pairs: RecordBatch,
    /// `entity_ids`, for the next run.
    pub entity_ids: RecordBatch,
    /// `entity_history`, for the next run.
    pub entity_history: RecordBatch,
}

/// Rows of one enterprise, or of one project of a contractor; numbers are of records.
#[derive(Debug)]
pub(super) enum Group {
    Enterprise {
        cluster: u32,
        members: Vec<u32>,
    },
    Project {
        contractor: u32,
        /// The construction rows that found it.
        members: Vec<u32>,
        /// Rows of the union system whose unit it is.
        named_by: Vec<u32>,
    },
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
    let enterprise_ids = ids_by_cluster(&groups, &identities.ids);
    set_parents(all, &groups, &enterprise_ids, &mut rows);
    let crosswalk = crosswalk_rows(records, &linked, &groups, &identities.ids);
    rows.sort_by_key(|row| row.entity_id);
    let mut pairs: Vec<pairs::Row> = linked
        .pairs
        .iter()
        .map(|pair| pair_row(all, pair))
        .collect();
    pairs.sort_by_key(|row| (row.record_key_l, row.record_key_r));
    Ok(Resolved {
        entities: entities::batch(&rows),
        crosswalk: crosswalk::batch(&crosswalk),
        pairs: pairs::batch(&pairs),
        entity_ids: entity_ids::batch(&identities.entity_ids),
        entity_history: entity_history::batch(&identities.history),
    })
}

/// Enterprises in the order of their first record, then projects by contractor and folded name:
/// projects link only with projects of one contractor and one name. Rows of the union system whose
/// unit is a project are the project's.
fn group(records: &[Record], cluster_of: &[u32]) -> Vec<Group> {
    let mut clusters: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut projects: BTreeMap<(u32, &str), Vec<u32>> = BTreeMap::new();
    for (idx, record) in records.iter().enumerate() {
        let cluster = cluster_of[idx];
        clusters.entry(cluster).or_default().push(idx as u32);
        if let Some(site) = &record.site {
            let project = (cluster, site.folded.as_str());
            projects.entry(project).or_default().push(idx as u32);
        }
    }
    let mut named_by: BTreeMap<(u32, &str), Vec<u32>> = BTreeMap::new();
    for (idx, record) in records.iter().enumerate() {
        let is_one_with_others = clusters[&cluster_of[idx]]
            .iter()
            .any(|member| records[*member as usize].site_unit.is_none());
        if let Some(unit) = record.site_unit.as_ref().filter(|_| !is_one_with_others)
            && let Some(project) = project_of(records, &projects, record, unit)
        {
            named_by.entry(project).or_default().push(idx as u32);
        }
    }
    for member in named_by.values().flatten() {
        let members = clusters.get_mut(&cluster_of[*member as usize]);
        members
            .expect("every record has a cluster")
            .retain(|other| other != member);
    }
    clusters.retain(|_, members| !members.is_empty());
    let enterprises = clusters
        .into_iter()
        .map(|(cluster, members)| Group::Enterprise { cluster, members });
    let projects = projects.into_iter().map(|(project, members)| {
        let (contractor, _) = project;
        let named_by = named_by.remove(&project).unwrap_or_default();
        Group::Project {
            contractor,
            members,
            named_by,
        }
    });
    enterprises.chain(projects).collect()
}

/// The project that a row of the union system means: of several under one name the one whose
/// contractor has the row's codes, then one in the row's county, then the first.
fn project_of<'r>(
    records: &[Record],
    projects: &BTreeMap<(u32, &'r str), Vec<u32>>,
    record: &Record,
    unit: &SiteUnit,
) -> Option<(u32, &'r str)> {
    let named = |project: &&(u32, &str)| unit.sites.contains(project.1);
    let codes = all_codes_of(&unit.contractor_codes);
    projects
        .keys()
        .filter(named)
        .min_by_key(|project| {
            let rows = || projects[*project].iter().map(|row| &records[*row as usize]);
            let is_coded = rows().any(|row| all_codes(row).iter().any(|code| codes.contains(code)));
            let county = |row: &Record| row.site.as_ref().and_then(|site| site.region_code.clone());
            let is_here =
                record.region_code.is_some() && rows().any(|row| county(row) == record.region_code);
            (!is_coded, !is_here, **project)
        })
        .copied()
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

/// How many clusters each phone stands for.
fn phone_entities<'r>(records: &'r [Record], cluster_of: &[u32]) -> BTreeMap<&'r str, usize> {
    let holders = records.iter().zip(cluster_of);
    let mut uses: Vec<(&str, u32)> = holders
        .flat_map(|(record, cluster)| record.phones.iter().map(|phone| (phone.as_str(), *cluster)))
        .collect();
    uses.sort_unstable();
    uses.dedup();
    let by_phone = uses.chunk_by(|left, right| left.0 == right.0);
    by_phone.map(|uses| (uses[0].0, uses.len())).collect()
}

/// Whose a disputed code is: the cluster with most of its rows, nobody's where two have as many.
fn owners(records: &[Record], linked: &Linked) -> BTreeMap<String, Option<u32>> {
    let mut n_rows: BTreeMap<String, BTreeMap<u32, u32>> = BTreeMap::new();
    for (idx, record) in records.iter().enumerate() {
        for code in all_codes(record) {
            if linked.disputed.contains(&code) {
                let clusters = n_rows.entry(code).or_default();
                *clusters.entry(linked.cluster_of[idx]).or_insert(0) += 1;
            }
        }
    }
    let owner = |clusters: BTreeMap<u32, u32>| {
        let most = clusters.values().copied().max()?;
        let mut holders = clusters.iter().filter(|(_, n_rows)| **n_rows == most);
        let first = holders.next().map(|(cluster, _)| *cluster);
        first.filter(|_| holders.next().is_none())
    };
    n_rows
        .into_iter()
        .map(|(code, clusters)| (code, owner(clusters)))
        .collect()
}

/// Match probability of a row whose unit bears the name of one site, 0..=1.
const SITE_PROBABILITY: f64 = 0.99;

fn crosswalk_rows(
    records: &Records,
    linked: &Linked,
    groups: &[Group],
    ids: &[EntityId],
) -> Vec<crosswalk::Row> {
    let mut enterprise: BTreeMap<u32, EntityId> = BTreeMap::new();
    let mut site: BTreeMap<u32, EntityId> = BTreeMap::new();
    let mut projects: BTreeSet<EntityId> = BTreeSet::new();
    for (group, id) in groups.iter().zip(ids) {
        match group {
            Group::Enterprise { members, .. } => {
                enterprise.extend(members.iter().map(|member| (*member, *id)));
            }
            Group::Project {
                members, named_by, ..
            } => {
                projects.insert(*id);
                site.extend(members.iter().map(|member| (*member, *id)));
                enterprise.extend(named_by.iter().map(|idx| (*idx, *id)));
            }
        }
    }
    let is_named = |idx: usize| {
        let id = enterprise.get(&(idx as u32));
        id.is_some_and(|id| projects.contains(id))
    };
    let units = records.records.iter().enumerate().map(|(idx, record)| {
        let mut row = crosswalk_row(record.key, &record.identity);
        row.entity_id = enterprise.get(&(idx as u32)).copied();
        row.site_entity_id = site.get(&(idx as u32)).copied();
        let by_site = record.site_unit.as_ref().map(|_| SITE_PROBABILITY);
        row.match_probability = linked.probability[idx].or(by_site.filter(|_| is_named(idx)));
        row.name.clone_from(&record.written.name);
        row.folded_name = record.name.as_ref().map(|name| name.folded.clone());
        row.uscc = record.codes.uscc.map(|code| code.as_str().to_owned());
        row.org_code = record.codes.org_code.map(|code| code.as_str().to_owned());
        if let Some(repair) = &record.repair {
            row.repaired_from = Some(repair.written.clone());
            row.repaired_by = Some(told_by(&repair.witness));
        }
        row
    });
    let without_unit = records.without_unit.iter();
    let others = without_unit.map(|(key, identity)| crosswalk_row(*key, identity));
    let mut rows: Vec<crosswalk::Row> = units.chain(others).collect();
    rows.par_sort_by(|left, right| place(left).cmp(&place(right)));
    rows
}

/// The identity of a row in the order of the crosswalk.
fn place(row: &crosswalk::Row) -> (&str, &str, Option<&str>, u32) {
    (&row.source, &row.file, row.sheet.as_deref(), row.row)
}

fn crosswalk_row(record_key: RecordKey, identity: &RowIdentity) -> crosswalk::Row {
    let identity = identity.clone();
    crosswalk::Row {
        source: identity.source,
        file: identity.file,
        sheet: identity.sheet,
        row: identity.row,
        record_key,
        entity_id: None,
        site_entity_id: None,
        match_probability: None,
        name: None,
        folded_name: None,
        uscc: None,
        org_code: None,
        repaired_from: None,
        repaired_by: None,
    }
}

/// A row as people look for it.
fn told_by(identity: &RowIdentity) -> String {
    let sheet = identity.sheet.as_deref().unwrap_or_default();
    let parts = [identity.source.as_str(), identity.file.as_str(), sheet];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}, {}", parts.join(", "), identity.row)
}

/// The vector's levels as the contract counts them: -1 for the null level, 0 for disagreement.
fn pair_row(records: &[Record], judged: &JudgedPair) -> pairs::Row {
    use super::comparisons::{ADDRESS, CODE, NAME, PHONE, REGION, REPRESENTATIVE};
    let pair = judged.pair;
    let gamma = |vector: Vector, comparison: usize| vector.level(comparison) as i8 - 1;
    pairs::Row {
        record_key_l: records[pair.left as usize].key,
        record_key_r: records[pair.right as usize].key,
        gamma_name: gamma(pair.vector, NAME),
        gamma_code: gamma(pair.vector, CODE),
        gamma_address: gamma(pair.vector, ADDRESS),
        gamma_legal_representative: gamma(pair.vector, REPRESENTATIVE),
        gamma_phone: gamma(pair.vector, PHONE),
        match_weight: pair.weight_bits,
        match_probability: pair.probability(),
        decision: judged.decision,
        gamma_region: gamma(pair.vector, REGION),
        frequency_weight: judged.frequency_bits,
        equality_weight: judged.equality_bits,
    }
}
