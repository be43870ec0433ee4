//! Rows to records: codes gathered, names and addresses taken apart, a key that outlives files and rows.

use arrow::record_batch::RecordBatch;
use rayon::prelude::*;

use super::FederationArea;
use super::draft::Draft;
use super::record::Records;
use super::record_keys::{DraftTables, keys_of};
use super::registry_draft::registry_draft;
use super::repair::repair_codes;
use super::site_units::mark_site_units;
use super::union_draft::union_draft;
use crate::table::{RecordKey, SchemaFault, enterprise_rows, union_rows};

/// The accepted rows that name enterprises.
#[derive(Debug, Clone, Copy)]
pub struct RecordInputs<'a> {
    /// A table of `enterprise_rows`.
    pub enterprise_rows: &'a RecordBatch,
    /// A table of `union_rows`.
    pub union_rows: &'a RecordBatch,
}

/// Reads every accepted row as a record; unions that cover many are kept apart.
///
/// # Errors
/// [`SchemaFault`]: a batch is not the table it is passed as.
pub fn build_records(inputs: &RecordInputs, area: &FederationArea) -> Result<Records, SchemaFault> {
    let tables = DraftTables {
        registry: enterprise_rows::View::of(inputs.enterprise_rows)?,
        unions: union_rows::View::of(inputs.union_rows)?,
    };
    let from_registry = (0..tables.registry.len())
        .into_par_iter()
        .map(|row| registry_draft(&tables.registry, row, area));
    let from_unions = (0..tables.unions.len())
        .into_par_iter()
        .map(|row| union_draft(&tables.unions, row, area));
    let mut drafts: Vec<Draft> = from_registry.chain(from_unions).collect();
    let keys = keys_of(&drafts, &tables);
    drafts.par_iter_mut().zip(&keys).for_each(set_key);
    let mut records = Records {
        records: Vec::with_capacity(drafts.len()),
        without_unit: Vec::new(),
        area: area.clone(),
    };
    for draft in in_order(drafts, &keys) {
        let record = draft.record;
        match draft.is_unit {
            true => records.records.push(record),
            false => records.without_unit.push((record.key, record.identity)),
        }
    }
    repair_codes(&mut records.records);
    mark_site_units(&mut records.records);
    records.without_unit.sort();
    Ok(records)
}

fn set_key((draft, key): (&mut Draft, &RecordKey)) {
    draft.record.key = *key;
    if let Some(site) = &mut draft.record.site {
        site.key = RecordKey::of_parts("site", &[&key.to_string(), &site.folded]);
    }
}

/// The drafts in the order of their keys.
fn in_order(drafts: Vec<Draft>, keys: &[RecordKey]) -> impl Iterator<Item = Draft> {
    let mut order: Vec<u32> = (0..drafts.len() as u32).collect();
    order.par_sort_by_key(|idx| keys[*idx as usize]);
    // A record is large: each is moved once, whatever the sorting took.
    let mut drafts: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    let order = order.into_iter();
    order.filter_map(move |idx| drafts[idx as usize].take())
}
