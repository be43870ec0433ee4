//! The six directories in figures.

use std::collections::{BTreeMap, BTreeSet};

use arrow::record_batch::RecordBatch;

use crate::table::vocabulary::{Certainty, Directory, Migrant};
use crate::table::{
    EntityId, SchemaFault, coverage, directory_entries, directory_overview, enterprises, persons,
};

/// What the figures are counted from.
#[derive(Debug, Clone, Copy)]
pub struct DirectoryInputs<'a> {
    /// `directory_entries`.
    pub directory_entries: &'a RecordBatch,
    /// `enterprises`.
    pub enterprises: &'a RecordBatch,
    /// `coverage`.
    pub coverage: &'a RecordBatch,
    /// `persons`.
    pub persons: &'a RecordBatch,
}

/// Members of one employer, persons.
#[derive(Debug, Clone, Copy, Default)]
struct Members {
    all: i64,
    migrant: i64,
}

/// The table `directory_overview`, one row for each of the six, empty ones too.
///
/// # Errors
/// [`SchemaFault`]: a batch is not the table it is taken for.
pub fn directory_overview(inputs: &DirectoryInputs<'_>) -> Result<RecordBatch, SchemaFault> {
    let entries = directory_entries::View::of(inputs.directory_entries)?;
    let list = enterprises::View::of(inputs.enterprises)?;
    let row_of: BTreeMap<EntityId, usize> = (0..list.len())
        .map(|idx| (list.entity_id(idx), idx))
        .collect();
    let organised = organised(inputs.coverage)?;
    let members = members(inputs.persons)?;
    let mut listed: BTreeMap<&str, BTreeSet<EntityId>> = BTreeMap::new();
    for idx in 0..entries.len() {
        let entities = listed.entry(entries.directory(idx).as_str()).or_default();
        entities.insert(entries.entity_id(idx));
    }
    let none = BTreeSet::new();
    let row = |directory: &Directory| {
        let entities = listed.get(directory.as_str()).unwrap_or(&none);
        let rows = || entities.iter().filter_map(|id| row_of.get(id).copied());
        let persons = |count: fn(&Members) -> i64| -> i64 {
            let counts = entities.iter().filter_map(|id| members.get(id));
            counts.map(count).sum()
        };
        let n_entities = entities.len() as i64;
        let n_organised = entities.intersection(&organised).count() as i64;
        directory_overview::Row {
            directory: *directory,
            n_entities,
            n_organised,
            organised_share: (n_entities > 0).then(|| n_organised as f64 / n_entities as f64),
            workers: rows()
                .filter_map(|idx| list.workers(idx))
                .map(i64::from)
                .sum(),
            migrant_workers: rows()
                .filter_map(|idx| list.migrant_workers(idx))
                .map(i64::from)
                .sum(),
            members: persons(|members| members.all),
            migrant_members: persons(|members| members.migrant),
        }
    };
    let mut rows: Vec<directory_overview::Row> = Directory::ALL.iter().map(row).collect();
    rows.sort_by_key(|row| row.directory.as_str());
    Ok(directory_overview::batch(&rows))
}

fn organised(coverage: &RecordBatch) -> Result<BTreeSet<EntityId>, SchemaFault> {
    let view = coverage::View::of(coverage)?;
    let sure = (0..view.len()).filter(|idx| view.certainty(*idx) != Certainty::Review);
    Ok(sure.map(|idx| view.entity_id(idx)).collect())
}

fn members(persons: &RecordBatch) -> Result<BTreeMap<EntityId, Members>, SchemaFault> {
    let view = persons::View::of(persons)?;
    let mut members: BTreeMap<EntityId, Members> = BTreeMap::new();
    for idx in 0..view.len() {
        let is_counted = view.is_member(idx) && view.in_period(idx);
        if let Some(employer) = view.employer_entity_id(idx).filter(|_| is_counted) {
            let of_employer = members.entry(employer).or_default();
            of_employer.all += 1;
            of_employer.migrant += i64::from(view.migrant(idx) == Migrant::Yes);
        }
    }
    Ok(members)
}
