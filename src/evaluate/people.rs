//! Duplicate members, attribution and migrant status, held against truth.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Folder;
use super::error::EvaluateError;
use super::tally::{Tally, by_class};
use crate::table::{PersonId, RowIdentity, member_duplicates, person_crosswalk, persons, truth};

/// Duplicate rows with their kind; a row counts as agreed when the kind is right.
pub(super) fn duplicates(
    run: &Folder,
    truth: &Folder,
) -> Result<Vec<(String, Tally)>, EvaluateError> {
    let run = run.table(member_duplicates::NAME)?;
    let run = member_duplicates::View::of(&run)?;
    let truth = truth.table(truth::member_duplicates::NAME)?;
    let truth = truth::member_duplicates::View::of(&truth)?;
    let mut expected: BTreeMap<String, BTreeSet<RowIdentity>> = BTreeMap::new();
    let mut found: BTreeMap<String, BTreeSet<RowIdentity>> = BTreeMap::new();
    for row in 0..truth.len() {
        let class = expected.entry(truth.kind(row).as_str().to_owned());
        class.or_default().insert(truth.identity(row));
    }
    for row in 0..run.len() {
        let class = found.entry(run.kind(row).as_str().to_owned());
        class.or_default().insert(run.identity(row));
    }
    Ok(by_class(&expected, &found))
}

/// Rows whose counting body agrees, and rows whose rule agrees.
pub(super) fn attribution(
    run: &Folder,
    truth: &Folder,
) -> Result<Vec<(String, Tally)>, EvaluateError> {
    let people = People::read(run)?;
    let truth = truth.table(truth::person_crosswalk::NAME)?;
    let truth = truth::person_crosswalk::View::of(&truth)?;
    let persons = persons::View::of(&people.persons)?;
    let (mut body, mut rule) = (Tally::default(), Tally::default());
    for row in 0..truth.len() {
        let Some(person) = people.row_of(&truth.identity(row)) else {
            continue;
        };
        let counted_by = (truth.counted_by(row), persons.counted_by(person));
        count(&mut body, counted_by.0, counted_by.1);
        let counted_rule = (truth.counted_rule(row), persons.counted_rule(person));
        count(&mut rule, counted_rule.0, counted_rule.1);
    }
    Ok(vec![
        ("counted_by".to_owned(), body),
        ("counted_rule".to_owned(), rule),
    ])
}

fn count<T: PartialEq>(tally: &mut Tally, expected: Option<T>, found: Option<T>) {
    tally.expected += u64::from(expected.is_some());
    tally.found += u64::from(found.is_some());
    tally.agreed += u64::from(expected.is_some() && expected == found);
}

/// Rows whose person's migrant status agrees.
pub(super) fn migrant(run: &Folder, truth: &Folder) -> Result<Tally, EvaluateError> {
    let people = People::read(run)?;
    let truth = truth.table(truth::person_crosswalk::NAME)?;
    let truth = truth::person_crosswalk::View::of(&truth)?;
    let persons = persons::View::of(&people.persons)?;
    let mut tally = Tally::default();
    for row in 0..truth.len() {
        if let Some(person) = people.row_of(&truth.identity(row)) {
            let found = persons.migrant(person);
            count(&mut tally, Some(truth.migrant(row)), Some(found));
        }
    }
    Ok(tally)
}

/// The run's persons, found by input row.
struct People {
    persons: arrow::record_batch::RecordBatch,
    person_of_row: HashMap<RowIdentity, usize>,
}

impl People {
    fn read(run: &Folder) -> Result<Self, EvaluateError> {
        let persons = run.table(persons::NAME)?;
        let crosswalk = run.table(person_crosswalk::NAME)?;
        let crosswalk = person_crosswalk::View::of(&crosswalk)?;
        let view = persons::View::of(&persons)?;
        let row_of: HashMap<PersonId, usize> = (0..view.len())
            .map(|row| (view.person_id(row), row))
            .collect();
        let person_of_row = (0..crosswalk.len())
            .filter_map(|row| {
                let person = *row_of.get(&crosswalk.person_id(row))?;
                Some((crosswalk.identity(row), person))
            })
            .collect();
        Ok(Self {
            persons,
            person_of_row,
        })
    }

    fn row_of(&self, identity: &RowIdentity) -> Option<usize> {
        self.person_of_row.get(identity).copied()
    }
}
