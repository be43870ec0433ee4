//! Persons torn apart or made one, duplicates, attribution and migrant status.

use std::collections::BTreeMap;

use super::{Case, Miss, MissKind, MissRow, Misses, ROWS_TOLD_MAX};
use crate::evaluate::error::EvaluateError;
use crate::evaluate::people::{OUTSIDE, PersonRow, names_one_place, rule_name};
use crate::evaluate::rows::{RowNumber, Sheets, row_number};
use crate::table::vocabulary::DuplicateKind;
use crate::table::{member_duplicates, truth};

pub(super) fn misses(case: &Case<'_>) -> Result<Vec<Misses>, EvaluateError> {
    let person = |row: &PersonRow| row.person.map_or(0, |person| person + 1);
    Ok(vec![
        case.tell(
            MissKind::SplitPerson,
            groups(case, |row| row.truth, person),
            |group| group_miss(case, group, ["one person", "several"]),
        ),
        case.tell(
            MissKind::MergedPerson,
            groups(case, person, |row| row.truth),
            |group| group_miss(case, group, ["several persons", "one"]),
        ),
        duplicates(case)?,
        attribution(case),
        migrant(case),
    ])
}

/// Rows alike by `by` and not by `apart`, costing one for each row.
fn groups(
    case: &Case<'_>,
    by: impl Fn(&PersonRow) -> u32,
    apart: impl Fn(&PersonRow) -> u32,
) -> Vec<(u64, Vec<usize>)> {
    let rows = &case.people.rows;
    let mut order: Vec<usize> = (0..rows.len()).filter(|&row| by(&rows[row]) != 0).collect();
    order.sort_by_key(|&row| (by(&rows[row]), rows[row].number));
    order
        .chunk_by(|&left, &right| by(&rows[left]) == by(&rows[right]))
        .filter(|group| {
            group
                .iter()
                .any(|&row| apart(&rows[row]) != apart(&rows[group[0]]))
        })
        .map(|group| (group.len() as u64, group.to_vec()))
        .collect()
}

fn group_miss(case: &Case<'_>, group: &[usize], [expected, found]: [&str; 2]) -> Miss {
    let (persons, truth) = case.people.views();
    let rows = &case.people.rows;
    Miss {
        about: format!("person {}", truth.person(rows[group[0]].truth_row)),
        expected: expected.to_owned(),
        found: found.to_owned(),
        differing: Vec::new(),
        rows: group
            .iter()
            .take(ROWS_TOLD_MAX)
            .map(|&row| {
                let row = &rows[row];
                let found = row.person.map_or_else(
                    || "not in the run".to_owned(),
                    |person| {
                        let person = person as usize;
                        let identity = persons.identity(person).unwrap_or("-");
                        format!("{} {identity}", persons.person_id(person))
                    },
                );
                let says = format!("[{}] {found}", truth.person(row.truth_row));
                MissRow::new(case.people.sheets.identity(row.number), says)
            })
            .collect(),
        notes: Vec::new(),
    }
}

fn duplicates(case: &Case<'_>) -> Result<Misses, EvaluateError> {
    let run_batch = case.run.table(member_duplicates::NAME)?;
    let run = case.run.bound(member_duplicates::View::of(&run_batch))?;
    let truth_batch = case.truth.table(truth::member_duplicates::NAME)?;
    let truth = case
        .truth
        .bound(truth::member_duplicates::View::of(&truth_batch))?;
    let mut sheets = Sheets::default();
    type Sides = [Option<(DuplicateKind, bool)>; 2];
    let mut both: BTreeMap<RowNumber, Sides> = BTreeMap::new();
    for row in 0..truth.len() {
        let sides = both.entry(row_number!(sheets, truth, row)).or_default();
        sides[0] = Some((truth.kind(row), truth.keep(row)));
    }
    let mut reasons = BTreeMap::new();
    for row in 0..run.len() {
        let number = row_number!(sheets, run, row);
        both.entry(number).or_default()[1] = Some((run.kind(row), run.keep(row)));
        reasons.insert(number, run.reason(row));
    }
    let misses: Vec<(u64, (RowNumber, Sides))> = both
        .into_iter()
        .filter(|(_, [expected, found])| expected != found)
        .map(|(number, sides)| {
            let is_about_kind = sides[0].map(|side| side.0) != sides[1].map(|side| side.0);
            (1 + u64::from(is_about_kind), (number, sides))
        })
        .collect();
    let text = |side: Option<(DuplicateKind, bool)>| match side {
        None => "no duplicate".to_owned(),
        Some((kind, true)) => format!("{kind}, kept"),
        Some((kind, false)) => format!("{kind}, not kept"),
    };
    Ok(
        case.tell(MissKind::WrongDuplicate, misses, |(number, sides)| {
            let identity = sheets.identity(*number);
            let reason = reasons.get(number).copied().unwrap_or_default();
            Miss {
                about: "member row".to_owned(),
                expected: text(sides[0]),
                found: text(sides[1]),
                differing: Vec::new(),
                rows: vec![MissRow::new(identity, reason.to_owned())],
                notes: Vec::new(),
            }
        }),
    )
}

fn attribution(case: &Case<'_>) -> Misses {
    let (persons, truth) = case.people.views();
    let mut misses = Vec::new();
    for row in &case.people.rows {
        let expected = (
            truth.counted_rule(row.truth_row),
            truth.counted_by(row.truth_row),
        );
        let found = row.person.map(|person| {
            let person = person as usize;
            (persons.counted_rule(person), persons.counted_by(person))
        });
        let is_one_place = expected.0 == Some(OUTSIDE)
            && found.is_some_and(|found| {
                let places = expected.1.zip(found.1);
                found.0 == expected.0
                    && places.is_some_and(|(left, right)| names_one_place(left, right))
            });
        if found != Some(expected) && !is_one_place {
            // Another body changes a figure, another rule alone does not.
            let is_body = found.is_none_or(|found| found.1 != expected.1);
            misses.push((1 + u64::from(is_body), *row));
        }
    }
    let text = |rule: Option<u8>, by: Option<&str>| {
        format!("{} {}", by.unwrap_or("nobody"), rule_name(rule))
    };
    case.tell(MissKind::WrongAttribution, misses, |row| {
        let by = truth.counted_by(row.truth_row);
        let mut miss = person_miss(case, row);
        miss.expected = text(truth.counted_rule(row.truth_row), by);
        if let Some(person) = row.person.map(|person| person as usize) {
            let by = persons.counted_by(person);
            miss.found = text(persons.counted_rule(person), by);
            let out = persons.out_reason(person);
            miss.notes.push(format!(
                "member {}, in period {}, out because {}, employer {}",
                persons.is_member(person),
                persons.in_period(person),
                out.map_or("-", |reason| reason.as_str()),
                persons
                    .employer_entity_id(person)
                    .map_or_else(|| "-".to_owned(), |entity| entity.to_string()),
            ));
        }
        miss
    })
}

fn migrant(case: &Case<'_>) -> Misses {
    let (persons, truth) = case.people.views();
    let found = |row: &PersonRow| row.person.map(|person| persons.migrant(person as usize));
    let misses = case
        .people
        .rows
        .iter()
        .filter(|row| found(row) != Some(truth.migrant(row.truth_row)))
        .map(|row| (1, *row))
        .collect();
    case.tell(MissKind::WrongMigrant, misses, |row| {
        let mut miss = person_miss(case, row);
        miss.expected = truth.migrant(row.truth_row).to_string();
        if let Some(person) = row.person.map(|person| person as usize) {
            miss.found = persons.migrant(person).to_string();
            miss.notes.push(persons.migrant_reason(person).to_owned());
        }
        miss
    })
}

fn person_miss(case: &Case<'_>, row: &PersonRow) -> Miss {
    let (_, truth) = case.people.views();
    Miss {
        about: format!("person {}", truth.person(row.truth_row)),
        expected: String::new(),
        found: "not in the run".to_owned(),
        differing: Vec::new(),
        rows: vec![MissRow::new(
            case.people.sheets.identity(row.number),
            String::new(),
        )],
        notes: Vec::new(),
    }
}
