//! The enterprise rows that run and truth are joined on.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::error::EvaluateError;
use super::folder::Folder;
use super::pairs::Facts;
use super::rows::{Names, RowNumber, Sheets, row_number};
use crate::table::{EntityId, RowIdentity, crosswalk, enterprises, truth, unions};

/// One row of the truth's crosswalk, with what the run made of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct LinkedRow {
    pub(super) number: RowNumber,
    /// Number of its source.
    pub(super) source: u16,
    /// The true enterprise; 0 where there is none.
    pub(super) truth: u32,
    /// The run's entity; 0 where there is none.
    pub(super) entity: u32,
    /// Credit code, organisation code, folded name.
    pub(super) facts: Facts,
    pub(super) is_identifiable: bool,
    /// Row of the run's crosswalk; none when the run lost or quarantined it.
    pub(super) run_row: Option<u32>,
    /// Row of the truth's crosswalk.
    pub(super) truth_row: u32,
    /// The union it is a row of, as a number of `union_codes`; 0 for another row.
    pub(super) union: u32,
}

/// How many rows could be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct RowsCompared {
    /// The table joined on.
    pub table: &'static str,
    /// In run and truth.
    pub in_common: u64,
    /// In the truth alone: the run lost or quarantined them; they count as missed.
    pub truth_only: u64,
    /// In the run alone: nobody knows what they are; left out.
    pub run_only: u64,
}

/// All of them.
#[derive(Debug)]
pub(super) struct LinkedRows {
    pub(super) rows: Vec<LinkedRow>,
    pub(super) compared: RowsCompared,
    pub(super) sources: Vec<String>,
    pub(super) sheets: Sheets,
    pub(super) truth_names: Names,
    pub(super) union_codes: Names,
    /// The run's entities by number, the first being that of 1.
    pub(super) entities: Vec<EntityId>,
    truth_of_entity: FxHashMap<EntityId, String>,
}

impl LinkedRows {
    pub(super) fn read(run: &Folder, truth: &Folder) -> Result<Self, EvaluateError> {
        let run_batch = run.table(crosswalk::NAME)?;
        let run_view = run.bound(crosswalk::View::of(&run_batch))?;
        let truth_batch = truth.table(truth::crosswalk::NAME)?;
        let truth_view = truth.bound(truth::crosswalk::View::of(&truth_batch))?;
        let mut sheets = Sheets::default();
        let run_row_of: FxHashMap<RowNumber, u32> = (0..run_view.len())
            .map(|row| (row_number!(sheets, run_view, row), row as u32))
            .collect();
        let mut union_codes = Names::default();
        let union_of_row = unions_by_row(run, &mut sheets, &mut union_codes)?;
        let (mut sources, mut truth_names) = (Names::default(), Names::default());
        let mut facts_named = [Names::default(), Names::default(), Names::default()];
        let mut entities = Entities::default();
        let mut rows = Vec::with_capacity(truth_view.len());
        for truth_row in 0..truth_view.len() {
            let number = row_number!(sheets, truth_view, truth_row);
            let run_row = run_row_of.get(&number).copied();
            let facts = run_row.map(|row| row as usize).map(|row| {
                [
                    facts_named[0].number_or_none(run_view.uscc(row)),
                    facts_named[1].number_or_none(run_view.org_code(row)),
                    facts_named[2].number_or_none(run_view.folded_name(row)),
                ]
            });
            let entity = run_row.and_then(|row| run_view.entity_id(row as usize));
            rows.push(LinkedRow {
                number,
                source: (sources.number(truth_view.source(truth_row)) - 1) as u16,
                truth: truth_names.number_or_none(truth_view.truth_id(truth_row)),
                entity: entity.map_or(0, |entity| entities.number(entity)),
                facts: facts.unwrap_or_default(),
                is_identifiable: truth_view.identifiable(truth_row),
                run_row,
                truth_row: truth_row as u32,
                union: union_of_row.get(&number).copied().unwrap_or_default(),
            });
        }
        let in_common = rows.iter().filter(|row| row.run_row.is_some()).count();
        if in_common == 0 {
            return Err(EvaluateError::NothingInCommon {
                table: crosswalk::NAME,
                n_run: run_view.len(),
                n_truth: truth_view.len(),
            });
        }
        let mut linked = Self {
            compared: RowsCompared {
                table: crosswalk::NAME,
                in_common: in_common as u64,
                truth_only: (rows.len() - in_common) as u64,
                run_only: (run_view.len() - in_common) as u64,
            },
            sources: sources.texts().into_iter().map(str::to_owned).collect(),
            rows,
            sheets,
            truth_names,
            union_codes,
            entities: entities.entities,
            truth_of_entity: FxHashMap::default(),
        };
        linked.truth_of_entity = linked.majorities();
        linked.add_sites(run, truth, &run_view)?;
        Ok(linked)
    }

    /// The rows that truly name an enterprise: what links are judged on.
    pub(super) fn judged(&self) -> impl Iterator<Item = &LinkedRow> + Clone {
        self.rows.iter().filter(|row| row.truth != 0)
    }

    /// Which true enterprise the entity is.
    pub(super) fn truth_of(&self, entity: EntityId) -> Option<&str> {
        self.truth_of_entity.get(&entity).map(String::as_str)
    }

    pub(super) fn identity(&self, row: &LinkedRow) -> RowIdentity {
        self.sheets.identity(row.number)
    }

    /// Which true enterprise each entity mostly is: by its number of rows, the least id on ties.
    fn majorities(&self) -> FxHashMap<EntityId, String> {
        let texts = self.truth_names.texts();
        let mut pairs: Vec<(u32, u32)> = self
            .judged()
            .filter(|row| row.entity != 0)
            .map(|row| (row.entity, row.truth))
            .collect();
        pairs.sort_unstable();
        let mut majorities = FxHashMap::default();
        for of_entity in pairs.chunk_by(|left, right| left.0 == right.0) {
            let most = of_entity
                .chunk_by(|left, right| left.1 == right.1)
                .map(|votes| (votes.len(), texts[votes[0].1 as usize - 1]))
                .max_by(|left, right| left.0.cmp(&right.0).then(right.1.cmp(left.1)));
            if let Some((_, truth)) = most {
                let entity = self.entities[of_entity[0].0 as usize - 1];
                majorities.insert(entity, truth.to_owned());
            }
        }
        majorities
    }

    /// A site has no row of its own: it is the contractor's project of that name; where names do not
    /// tell and each side has one site left, that one.
    fn add_sites(
        &mut self,
        run: &Folder,
        truth: &Folder,
        run_view: &crosswalk::View<'_>,
    ) -> Result<(), EvaluateError> {
        let batch = truth.table(truth::enterprises::NAME)?;
        let view = truth.bound(truth::enterprises::View::of(&batch))?;
        let mut sites_of: FxHashMap<&str, BTreeSet<usize>> = FxHashMap::default();
        for row in 0..view.len() {
            if let Some(parent) = view.parent_id(row) {
                sites_of.entry(parent).or_default().insert(row);
            }
        }
        let batch = run.table(enterprises::NAME)?;
        let entities = run.bound(enterprises::View::of(&batch))?;
        let entity_row: FxHashMap<EntityId, usize> = (0..entities.len())
            .map(|row| (entities.entity_id(row), row))
            .collect();
        let is_called = |site: EntityId, name: &str| {
            entity_row.get(&site).is_some_and(|&row| {
                let mut former = entities.former_names(row).into_iter();
                entities.name(row) == name || former.any(|former| former == name)
            })
        };
        let texts = self.truth_names.texts();
        let mut of_contractor: BTreeMap<u32, BTreeSet<EntityId>> = BTreeMap::new();
        for row in self.judged() {
            let run_row = row.run_row.map(|row| row as usize);
            let site = run_row.and_then(|row| run_view.site_entity_id(row));
            of_contractor.entry(row.truth).or_default().extend(site);
        }
        let mut found = Vec::new();
        for (contractor, entities) in of_contractor {
            let Some(mut sites) = sites_of.remove(texts[contractor as usize - 1]) else {
                continue;
            };
            let mut left = Vec::new();
            for entity in entities {
                let named = sites
                    .iter()
                    .copied()
                    .find(|&row| is_called(entity, view.name(row)));
                match named {
                    Some(row) => {
                        sites.remove(&row);
                        found.push((entity, view.truth_id(row).to_owned()));
                    }
                    None if self.truth_of_entity.contains_key(&entity) => {}
                    None => left.push(entity),
                }
            }
            // A branch is the contractor's too, but has rows of its own.
            sites.retain(|&row| self.truth_names.known(view.truth_id(row)).is_none());
            if let ([entity], Some(&row), 1) = (left.as_slice(), sites.first(), sites.len()) {
                found.push((*entity, view.truth_id(row).to_owned()));
            }
        }
        self.truth_of_entity.extend(found);
        Ok(())
    }
}

/// The union that each row of a `unions` source is a row of.
fn unions_by_row(
    run: &Folder,
    sheets: &mut Sheets,
    codes: &mut Names,
) -> Result<FxHashMap<RowNumber, u32>, EvaluateError> {
    let batch = run.table(unions::NAME)?;
    let view = run.bound(unions::View::of(&batch))?;
    Ok((0..view.len())
        .map(|row| {
            let number = row_number!(sheets, view, row);
            (number, codes.number(view.union_code(row)))
        })
        .collect())
}

/// Entities numbered from 1.
#[derive(Default)]
struct Entities {
    number_of: FxHashMap<EntityId, u32>,
    entities: Vec<EntityId>,
}

impl Entities {
    fn number(&mut self, entity: EntityId) -> u32 {
        let entities = &mut self.entities;
        *self.number_of.entry(entity).or_insert_with(|| {
            entities.push(entity);
            entities.len() as u32
        })
    }
}
