//! Rows of crosswalk and pairs.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::groups::Group;
use super::linking::{JudgedPair, Linked};
use super::record::{Record, Records};
use crate::linkage::Vector;
use crate::table::{EntityId, RecordKey, RowIdentity, crosswalk, pairs};

/// Match probability of a row whose unit bears the name of one site, 0..=1.
const SITE_PROBABILITY: f64 = 0.99;

/// The crosswalk of all rows, in its order.
pub(super) fn crosswalk_rows(
    records: &Records,
    linked: &Linked,
    groups: &[Group],
    ids: &[EntityId],
) -> Vec<crosswalk::Row> {
    let mut enterprise: FxHashMap<u32, EntityId> = FxHashMap::default();
    let mut site: FxHashMap<u32, EntityId> = FxHashMap::default();
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
    let units = records.records.par_iter().enumerate().map(|(idx, record)| {
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
    let without_unit = records.without_unit.par_iter();
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

/// All judged pairs, in the order of their keys.
pub(super) fn pair_rows(records: &[Record], linked: &Linked) -> Vec<pairs::Row> {
    let pairs = linked.pairs.par_iter();
    let mut pairs: Vec<pairs::Row> = pairs.map(|pair| pair_row(records, pair)).collect();
    pairs.par_sort_unstable_by_key(|row| (row.record_key_l, row.record_key_r));
    pairs
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
