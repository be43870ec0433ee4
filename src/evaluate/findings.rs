//! Unions, coverage and the unorganised ledger, held against truth.

use std::collections::{BTreeMap, BTreeSet};

use super::Folder;
use super::error::EvaluateError;
use super::links::Rows;
use super::tally::{Tally, by_class};
use crate::table::vocabulary::{Certainty, Expected, UnionFinding};
use crate::table::{coverage as coverage_table, truth, unions as unions_table};
use crate::table::{unorganised as unorganised_table, vocabulary::Route};

type Classes<T> = BTreeMap<String, BTreeSet<T>>;

/// Findings about unions, `ok` left out.
pub(super) fn unions(run: &Folder, truth: &Folder) -> Result<Vec<(String, Tally)>, EvaluateError> {
    let run = run.table(unions_table::NAME)?;
    let run = unions_table::View::of(&run)?;
    let truth = truth.table(truth::unions::NAME)?;
    let truth = truth::unions::View::of(&truth)?;
    let mut expected = Classes::new();
    let mut found = Classes::new();
    for row in 0..truth.len() {
        note_finding(&mut expected, truth.finding(row), truth.union_code(row));
    }
    for row in 0..run.len() {
        note_finding(&mut found, run.finding(row), run.union_code(row));
    }
    Ok(by_class(&expected, &found))
}

fn note_finding(classes: &mut Classes<String>, finding: UnionFinding, union_code: &str) {
    if finding != UnionFinding::Ok {
        let class = classes.entry(finding.as_str().to_owned()).or_default();
        class.insert(union_code.to_owned());
    }
}

/// Enterprises without a union: what the truth calls `open` is left out on both sides.
pub(super) fn unorganised(
    run: &Folder,
    truth: &Folder,
    rows: &Rows,
) -> Result<Vec<(String, Tally)>, EvaluateError> {
    let run = run.table(unorganised_table::NAME)?;
    let run = unorganised_table::View::of(&run)?;
    let truth = truth.table(truth::unorganised::NAME)?;
    let truth = truth::unorganised::View::of(&truth)?;
    let of_entity = rows.truth_of_entity();
    let mut expected = BTreeSet::new();
    let mut open = BTreeSet::new();
    for row in 0..truth.len() {
        let truth_id = truth.truth_id(row).to_owned();
        match truth.expected(row) {
            Expected::Unorganised => expected.insert(truth_id),
            Expected::Open => open.insert(truth_id),
            Expected::Covered | Expected::Dissolved => false,
        };
    }
    let mut by_certainty: BTreeMap<Certainty, BTreeSet<String>> = BTreeMap::new();
    for row in 0..run.len() {
        // An entity that no row of the truth belongs to is a find nobody expected.
        let entity_id = run.entity_id(row);
        let truth_id = of_entity
            .get(&entity_id)
            .cloned()
            .unwrap_or_else(|| entity_id.to_string());
        if !open.contains(&truth_id) {
            let class = by_certainty.entry(run.certainty(row)).or_default();
            class.insert(truth_id);
        }
    }
    let all: BTreeSet<String> = by_certainty.values().flatten().cloned().collect();
    let mut tallies = vec![("all".to_owned(), Tally::of_sets(&expected, &all))];
    for (certainty, found) in &by_certainty {
        let tally = Tally::of_sets(&expected, found);
        tallies.push((certainty.as_str().to_owned(), tally));
    }
    Ok(tallies)
}

/// Certain and probable coverage, by route.
pub(super) fn coverage(
    run: &Folder,
    truth: &Folder,
    rows: &Rows,
) -> Result<Vec<(String, Tally)>, EvaluateError> {
    let run = run.table(coverage_table::NAME)?;
    let run = coverage_table::View::of(&run)?;
    let truth = truth.table(truth::coverage::NAME)?;
    let truth = truth::coverage::View::of(&truth)?;
    let of_entity = rows.truth_of_entity();
    let mut expected: Classes<(String, String)> = Classes::new();
    let mut found: Classes<(String, String)> = Classes::new();
    let note = |classes: &mut Classes<(String, String)>, route: Route, pair| {
        let class = classes.entry(route.as_str().to_owned()).or_default();
        class.insert(pair);
    };
    for row in 0..truth.len() {
        let pair = (
            truth.truth_id(row).to_owned(),
            truth.union_code(row).to_owned(),
        );
        note(&mut expected, truth.route(row), pair);
    }
    for row in 0..run.len() {
        let truth_id = of_entity.get(&run.entity_id(row));
        if let Some(truth_id) = truth_id
            && run.certainty(row) != Certainty::Review
        {
            let pair = (truth_id.clone(), run.union_code(row).to_owned());
            note(&mut found, run.route(row), pair);
        }
    }
    Ok(by_class(&expected, &found))
}
