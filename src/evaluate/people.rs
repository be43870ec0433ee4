//! Persons, duplicate members, attribution and migrant status, held against truth.

use std::collections::{BTreeMap, BTreeSet};

use arrow::record_batch::RecordBatch;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::clusters::{BCubed, standings};
use super::error::EvaluateError;
use super::folder::Folder;
use super::linked_rows::RowsCompared;
use super::pairs::pairs_alike;
use super::rows::{Names, RowNumber, Sheets, row_number};
use super::tally::{Classes, Line, Tally, by_class};
use crate::table::vocabulary::Migrant;
use crate::table::{PersonId, member_duplicates, person_crosswalk, persons, truth};

/// Rows put together as one person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PersonFigures {
    /// Pairs of rows of one person.
    pub pairs: Tally,
    /// Row by row.
    pub b_cubed: BCubed,
}

/// One row of the truth's person crosswalk, with the run's person.
#[derive(Debug, Clone, Copy)]
pub(super) struct PersonRow {
    pub(super) number: RowNumber,
    /// The true person, numbered.
    pub(super) truth: u32,
    /// Row of the truth's table.
    pub(super) truth_row: usize,
    /// Row of the run's `persons`; none where the run lost the row.
    pub(super) person: Option<u32>,
}

/// Member and roster rows that run and truth are joined on.
pub(super) struct People {
    pub(super) persons: RecordBatch,
    pub(super) truth: RecordBatch,
    pub(super) rows: Vec<PersonRow>,
    pub(super) sheets: Sheets,
    pub(super) compared: RowsCompared,
}

impl People {
    pub(super) fn read(run: &Folder, truth: &Folder) -> Result<Self, EvaluateError> {
        let persons_batch = run.table(persons::NAME)?;
        let persons_view = run.bound(persons::View::of(&persons_batch))?;
        let crosswalk_batch = run.table(person_crosswalk::NAME)?;
        let crosswalk = run.bound(person_crosswalk::View::of(&crosswalk_batch))?;
        let truth_batch = truth.table(truth::person_crosswalk::NAME)?;
        let view = truth.bound(truth::person_crosswalk::View::of(&truth_batch))?;
        let mut sheets = Sheets::default();
        let row_of: FxHashMap<PersonId, u32> = (0..persons_view.len())
            .map(|row| (persons_view.person_id(row), row as u32))
            .collect();
        let person_of_row: FxHashMap<RowNumber, u32> = (0..crosswalk.len())
            .filter_map(|row| {
                let person = *row_of.get(&crosswalk.person_id(row))?;
                Some((row_number!(sheets, crosswalk, row), person))
            })
            .collect();
        let mut named = Names::default();
        let rows: Vec<PersonRow> = (0..view.len())
            .map(|row| {
                let number = row_number!(sheets, view, row);
                PersonRow {
                    number,
                    truth: named.number(view.person(row)),
                    truth_row: row,
                    person: person_of_row.get(&number).copied(),
                }
            })
            .collect();
        let in_common = rows.iter().filter(|row| row.person.is_some()).count();
        if in_common == 0 && !rows.is_empty() && !crosswalk.is_empty() {
            return Err(EvaluateError::NothingInCommon {
                table: person_crosswalk::NAME,
                n_run: crosswalk.len(),
                n_truth: rows.len(),
            });
        }
        let compared = RowsCompared {
            table: person_crosswalk::NAME,
            in_common: in_common as u64,
            truth_only: (rows.len() - in_common) as u64,
            run_only: (crosswalk.len() - in_common) as u64,
        };
        Ok(Self {
            persons: persons_batch,
            truth: truth_batch,
            rows,
            sheets,
            compared,
        })
    }

    /// Both sides' views; they were bound when the tables were read.
    pub(super) fn views(&self) -> (persons::View<'_>, truth::person_crosswalk::View<'_>) {
        let persons = persons::View::of(&self.persons);
        let truth = truth::person_crosswalk::View::of(&self.truth);
        (
            persons.expect("bound when read"),
            truth.expect("bound when read"),
        )
    }

    pub(super) fn figures(&self) -> PersonFigures {
        let rows: Vec<Key> = self
            .rows
            .iter()
            .map(|row| (row.truth, row.person.map_or(0, |person| person + 1)))
            .collect();
        let count = |by: fn(&Key) -> Option<Key>| {
            pairs_alike(rows.iter().map(|row| (by(row), 0)), 1).total()
        };
        let pairs = Tally {
            expected: count(|row| Some((row.0, 0))),
            found: count(|row| (row.1 != 0).then_some((0, row.1))),
            agreed: count(|row| (row.1 != 0).then_some(*row)),
        };
        let b_cubed = BCubed::of(standings(&rows).into_iter());
        PersonFigures { pairs, b_cubed }
    }

    /// Rows whose counting body and rule agree: all, the body alone, the rule alone, by true rule.
    pub(super) fn attribution(&self) -> Vec<Line> {
        let (persons, truth) = self.views();
        let (mut body, mut rule, mut both) = (Tally::default(), Tally::default(), Tally::default());
        let mut by_rule: BTreeMap<String, Tally> = BTreeMap::new();
        for row in &self.rows {
            let person = row.person.map(|person| person as usize);
            let expected_by = truth.counted_by(row.truth_row);
            let expected_rule = truth.counted_rule(row.truth_row);
            let found_by = person.and_then(|person| persons.counted_by(person));
            let found_rule = person.and_then(|person| persons.counted_rule(person));
            // A place outside may be named with or without its province: the same place.
            let found_by = match (expected_rule, expected_by.zip(found_by)) {
                (Some(OUTSIDE), Some((expected, found))) if names_one_place(expected, found) => {
                    expected_by
                }
                _ => found_by,
            };
            body.note(expected_by, found_by);
            rule.note(expected_rule, found_rule);
            let expected = expected_rule.map(|rule| (rule, expected_by));
            let found = found_rule.map(|rule| (rule, found_by));
            both.note(expected, found);
            let agrees = u64::from(expected == found && person.is_some());
            let of_expected = by_rule.entry(rule_name(expected_rule)).or_default();
            of_expected.expected += 1;
            of_expected.agreed += agrees;
            if person.is_some() {
                by_rule.entry(rule_name(found_rule)).or_default().found += 1;
            }
        }
        let by_rule = by_rule.into_iter();
        [("body and rule", both), ("body", body), ("rule", rule)]
            .into_iter()
            .map(|(name, tally)| Line::new(name, tally))
            .chain(by_rule.map(|(name, tally)| Line::new(name, tally)))
            .collect()
    }

    /// Rows whose person's migrant status agrees, by status.
    pub(super) fn migrant(&self) -> Vec<Line> {
        let (persons, truth) = self.views();
        let mut by_status: BTreeMap<Migrant, Tally> = BTreeMap::new();
        let mut all = Tally::default();
        for row in &self.rows {
            let expected = truth.migrant(row.truth_row);
            let found = row.person.map(|person| persons.migrant(person as usize));
            all.note(Some(expected), found);
            let of_expected = by_status.entry(expected).or_default();
            of_expected.expected += 1;
            of_expected.agreed += u64::from(found == Some(expected));
            if let Some(found) = found {
                by_status.entry(found).or_default().found += 1;
            }
        }
        let by_status = by_status
            .into_iter()
            .map(|(status, tally)| Line::new(status.as_str(), tally));
        std::iter::once(Line::new("all", all))
            .chain(by_status)
            .collect()
    }
}

/// True person and the run's, 0 for none.
type Key = (u32, u32);

/// Rule of persons employed outside the federation's area.
pub(super) const OUTSIDE: u8 = 5;

/// Whether one is the other with a province or city before it.
pub(super) fn names_one_place(left: &str, right: &str) -> bool {
    left.ends_with(right) || right.ends_with(left)
}

/// How a rule of attribution is called here.
pub(super) fn rule_name(rule: Option<u8>) -> String {
    rule.map_or_else(|| "not counted".to_owned(), |rule| format!("rule {rule}"))
}

/// Duplicate rows by kind, a row agreeing when its kind is right; then the rows to keep.
pub(super) fn duplicates(run: &Folder, truth: &Folder) -> Result<Vec<Line>, EvaluateError> {
    let run_batch = run.table(member_duplicates::NAME)?;
    let run = run.bound(member_duplicates::View::of(&run_batch))?;
    let truth_batch = truth.table(truth::member_duplicates::NAME)?;
    let truth = truth.bound(truth::member_duplicates::View::of(&truth_batch))?;
    let mut sheets = Sheets::default();
    let mut expected: Classes<RowNumber> = Classes::new();
    let mut found: Classes<RowNumber> = Classes::new();
    let (mut expected_kept, mut found_kept) = (BTreeSet::new(), BTreeSet::new());
    for row in 0..truth.len() {
        let number = row_number!(sheets, truth, row);
        let class = expected.entry(truth.kind(row).as_str().to_owned());
        class.or_default().insert(number);
        expected_kept.extend(truth.keep(row).then_some(number));
    }
    for row in 0..run.len() {
        let number = row_number!(sheets, run, row);
        let class = found.entry(run.kind(row).as_str().to_owned());
        class.or_default().insert(number);
        found_kept.extend(run.keep(row).then_some(number));
    }
    let mut lines = by_class(&expected, &found);
    let kept = Tally::of_sets(&expected_kept, &found_kept);
    lines.push(Line::new("rows to keep", kept));
    Ok(lines)
}
