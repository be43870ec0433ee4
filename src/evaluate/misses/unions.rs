//! Unions wrongly judged, coverage missed or invented, and the ledger's wrong and missing lines.

use std::collections::{BTreeMap, BTreeSet};

use arrow::record_batch::RecordBatch;
use rustc_hash::FxHashMap;

use super::{Case, Miss, MissKind, MissRow, Misses, ROWS_TOLD_MAX};
use crate::evaluate::error::EvaluateError;
use crate::evaluate::findings::expectations;
use crate::table::vocabulary::{Certainty, Expected, Route};
use crate::table::{EntityId, coverage, enterprises, truth, unions, unorganised};

pub(super) fn misses(case: &Case<'_>) -> Result<Vec<Misses>, EvaluateError> {
    let teller = Teller::read(case)?;
    let mut misses = vec![teller.findings()?];
    misses.extend(teller.coverage()?);
    misses.extend(teller.unorganised()?);
    Ok(misses)
}

/// What the tables say of the enterprises that are told.
struct Teller<'a> {
    case: &'a Case<'a>,
    enterprises: RecordBatch,
    unions: RecordBatch,
    coverage: RecordBatch,
    expectations: BTreeMap<String, Expected>,
    entity_row: FxHashMap<EntityId, usize>,
    entities_of: FxHashMap<String, BTreeSet<EntityId>>,
    covered_by: FxHashMap<EntityId, Vec<usize>>,
}

impl<'a> Teller<'a> {
    fn read(case: &'a Case<'a>) -> Result<Self, EvaluateError> {
        let enterprises = case.run.table(enterprises::NAME)?;
        let view = case.run.bound(enterprises::View::of(&enterprises))?;
        let entity_row = (0..view.len())
            .map(|row| (view.entity_id(row), row))
            .collect();
        let mut entities_of: FxHashMap<String, BTreeSet<EntityId>> = FxHashMap::default();
        for row in 0..view.len() {
            if let Some(truth_id) = case.rows.truth_of(view.entity_id(row)) {
                let entities = entities_of.entry(truth_id.to_owned()).or_default();
                entities.insert(view.entity_id(row));
            }
        }
        let coverage = case.run.table(coverage::NAME)?;
        let view = case.run.bound(coverage::View::of(&coverage))?;
        let mut covered_by: FxHashMap<EntityId, Vec<usize>> = FxHashMap::default();
        for row in 0..view.len() {
            covered_by.entry(view.entity_id(row)).or_default().push(row);
        }
        Ok(Self {
            case,
            enterprises,
            unions: case.run.table(unions::NAME)?,
            coverage,
            expectations: expectations(case.truth)?,
            entity_row,
            entities_of,
            covered_by,
        })
    }

    fn findings(&self) -> Result<Misses, EvaluateError> {
        let batch = self.case.truth.table(truth::unions::NAME)?;
        let truth = self.case.truth.bound(truth::unions::View::of(&batch))?;
        let unions = self.case.run.bound(unions::View::of(&self.unions))?;
        let mut rows_of: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for row in 0..unions.len() {
            rows_of.entry(unions.union_code(row)).or_default().push(row);
        }
        let mut misses = Vec::new();
        for row in 0..truth.len() {
            let found = rows_of.get(truth.union_code(row));
            let is_right = found.is_some_and(|rows| {
                let mut found = rows.iter().map(|&row| unions.finding(row));
                found.all(|finding| finding == truth.finding(row))
            });
            if !is_right {
                misses.push((1, row));
            }
        }
        Ok(self.case.tell(MissKind::WrongUnionFinding, misses, |&row| {
            let code = truth.union_code(row);
            let found = rows_of.get(code).map_or(&[][..], Vec::as_slice);
            let findings: BTreeSet<&str> = found
                .iter()
                .map(|&row| unions.finding(row).as_str())
                .collect();
            Miss {
                about: format!("union {code}"),
                expected: truth.finding(row).to_string(),
                found: match findings.is_empty() {
                    true => "no row".to_owned(),
                    false => findings.into_iter().collect::<Vec<_>>().join(", "),
                },
                differing: Vec::new(),
                rows: found
                    .iter()
                    .take(ROWS_TOLD_MAX)
                    .map(|&row| {
                        let says = format!(
                            "{} ({}): {}",
                            unions.name(row),
                            unions.kind(row),
                            unions.evidence(row)
                        );
                        MissRow::new(unions.identity(row), says)
                    })
                    .collect(),
                notes: Vec::new(),
            }
        }))
    }

    fn coverage(&self) -> Result<[Misses; 2], EvaluateError> {
        let batch = self.case.truth.table(truth::coverage::NAME)?;
        let truth = self.case.truth.bound(truth::coverage::View::of(&batch))?;
        let run = self.case.run.bound(coverage::View::of(&self.coverage))?;
        let is_open = |id: &str| self.expectations.get(id) == Some(&Expected::Open);
        let mut expected: BTreeMap<(String, String), Route> = BTreeMap::new();
        for row in 0..truth.len() {
            let (truth_id, code) = (truth.truth_id(row), truth.union_code(row));
            if !is_open(truth_id) {
                expected.insert((truth_id.to_owned(), code.to_owned()), truth.route(row));
            }
        }
        let (mut missed, mut wrong) = (Vec::new(), Vec::new());
        let mut found: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for row in 0..run.len() {
            let truth_id = self.case.rows.truth_of(run.entity_id(row));
            if let Some(truth_id) = truth_id.filter(|truth_id| !is_open(truth_id)) {
                let pair = (truth_id.to_owned(), run.union_code(row).to_owned());
                if run.certainty(row) != Certainty::Review {
                    found.entry(pair.clone()).or_default().push(row);
                    let route = expected.get(&pair).copied();
                    if route != Some(run.route(row)) {
                        wrong.push((certainty_cost(run.certainty(row)), (pair, route, row)));
                    }
                }
            }
        }
        for (pair, route) in &expected {
            if !found.contains_key(pair) {
                missed.push((1, (pair.clone(), *route)));
            }
        }
        Ok([
            self.case
                .tell(MissKind::MissedCoverage, missed, |(pair, route)| {
                    self.about_enterprise(&pair.0, |miss| {
                        miss.about = format!("enterprise {}, union {}", pair.0, pair.1);
                        miss.expected = route.to_string();
                        miss.found = "not reached".to_owned();
                        self.add_union(miss, &pair.1);
                    })
                }),
            self.case
                .tell(MissKind::WrongCoverage, wrong, |(pair, route, row)| {
                    self.about_enterprise(&pair.0, |miss| {
                        miss.about = format!("enterprise {}, union {}", pair.0, pair.1);
                        miss.expected = route
                            .map_or_else(|| "not reached".to_owned(), |route| route.to_string());
                        miss.found = format!("{}, {}", run.route(*row), run.certainty(*row));
                        self.add_union(miss, &pair.1);
                    })
                }),
        ])
    }

    fn unorganised(&self) -> Result<[Misses; 2], EvaluateError> {
        let batch = self.case.run.table(unorganised::NAME)?;
        let view = self.case.run.bound(unorganised::View::of(&batch))?;
        let truth_batch = self.case.truth.table(truth::coverage::NAME)?;
        let truth = self
            .case
            .truth
            .bound(truth::coverage::View::of(&truth_batch))?;
        let true_unions = |truth_id: &str| -> Vec<String> {
            (0..truth.len())
                .filter(|&row| truth.truth_id(row) == truth_id)
                .map(|row| {
                    let code = truth.union_code(row);
                    format!("truly reached by {code}: {}", truth.route(row))
                })
                .collect()
        };
        let (mut wrong, mut listed) = (Vec::new(), BTreeSet::new());
        for row in 0..view.len() {
            let entity_id = view.entity_id(row);
            let truth_id = self.case.rows.truth_of(entity_id);
            listed.extend(truth_id.map(str::to_owned));
            let expected = truth_id.and_then(|truth_id| self.expectations.get(truth_id));
            let what = match expected {
                Some(Expected::Unorganised | Expected::Open) => continue,
                Some(Expected::Covered) => "covered",
                Some(Expected::Dissolved) => "dissolved",
                None => "not in scope",
            };
            let n_workers = u64::from(view.workers(row).unwrap_or_default());
            let cost = (certainty_cost(view.certainty(row)) << 32) + n_workers;
            wrong.push((cost, (entity_id, truth_id.map(str::to_owned), what, row)));
        }
        let missed: Vec<(u64, &String)> = self
            .expectations
            .iter()
            .filter(|(truth_id, said)| {
                **said == Expected::Unorganised && !listed.contains(*truth_id)
            })
            .map(|(truth_id, _)| (1, truth_id))
            .collect();
        Ok([
            self.case.tell(
                MissKind::WrongUnorganised,
                wrong,
                |(entity_id, truth_id, what, row)| {
                    let told = truth_id.clone().unwrap_or_else(|| entity_id.to_string());
                    self.about_enterprise(&told, |miss| {
                        miss.expected = (*what).to_owned();
                        miss.found = format!("unorganised, {}", view.certainty(*row));
                        let nearest = view.nearest_candidate(*row).unwrap_or("none");
                        let note = format!("{}; nearest union: {nearest}", view.reason(*row));
                        miss.notes.push(note);
                        if truth_id.is_none() {
                            miss.notes.push(self.entity_text(*entity_id));
                        }
                        miss.notes.extend(true_unions(&told));
                    })
                },
            ),
            self.case
                .tell(MissKind::MissedUnorganised, missed, |truth_id| {
                    self.about_enterprise(truth_id, |miss| {
                        miss.expected = "unorganised".to_owned();
                        miss.found = "not on the ledger".to_owned();
                    })
                }),
        ])
    }

    /// A miss about a true enterprise: its rows, and what the run makes of its entities.
    fn about_enterprise(&self, truth_id: &str, finish: impl FnOnce(&mut Miss)) -> Miss {
        let entities = self.entities_of.get(truth_id);
        let entities: Vec<EntityId> = entities.into_iter().flatten().copied().collect();
        let number = self.case.rows.truth_names.known(truth_id);
        let rows = self.case.rows.judged();
        let rows = rows.filter(|row| Some(row.truth) == number);
        let mut miss = Miss {
            about: format!("enterprise {truth_id}"),
            expected: String::new(),
            found: String::new(),
            differing: Vec::new(),
            rows: rows
                .take(ROWS_TOLD_MAX)
                .map(|row| {
                    let entity = match row.entity {
                        0 => "no entity".to_owned(),
                        number => self.case.rows.entities[number as usize - 1].to_string(),
                    };
                    MissRow::new(self.case.rows.identity(row), format!("[{entity}]"))
                })
                .collect(),
            notes: entities.iter().map(|id| self.entity_text(*id)).collect(),
        };
        finish(&mut miss);
        miss
    }

    fn entity_text(&self, entity_id: EntityId) -> String {
        let view = enterprises::View::of(&self.enterprises).expect("bound when read");
        let Some(&row) = self.entity_row.get(&entity_id) else {
            return format!("{entity_id} is not in the list");
        };
        let mut text = format!(
            "{entity_id} {} ({}, {}, {}, workers {})",
            view.name(row),
            view.entity_kind(row),
            view.status(row),
            view.scope_reason(row),
            view.workers(row)
                .map_or_else(|| "-".to_owned(), |workers| workers.to_string()),
        );
        let coverage = coverage::View::of(&self.coverage).expect("bound when read");
        for &row in self.covered_by.get(&entity_id).into_iter().flatten() {
            text.push_str(&format!(
                "; {} {} {}: {}",
                coverage.route(row),
                coverage.union_code(row),
                coverage.certainty(row),
                coverage.evidence(row)
            ));
        }
        text
    }

    fn add_union(&self, miss: &mut Miss, code: &str) {
        let view = unions::View::of(&self.unions).expect("bound when read");
        for row in (0..view.len()).filter(|&row| view.union_code(row) == code) {
            let says = format!(
                "{} ({}, {})",
                view.name(row),
                view.kind(row),
                view.finding(row)
            );
            miss.rows.push(MissRow::new(view.identity(row), says));
        }
    }
}

/// A wrong answer costs more the surer it was.
fn certainty_cost(certainty: Certainty) -> u64 {
    match certainty {
        Certainty::Certain => 3,
        Certainty::Probable => 2,
        Certainty::Review => 1,
    }
}
