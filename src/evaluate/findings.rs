//! Unions, coverage and the unorganised ledger, held against truth.

use std::collections::{BTreeMap, BTreeSet};

use super::clusters::joined;
use super::error::EvaluateError;
use super::folder::Folder;
use super::linked_rows::LinkedRows;
use super::tally::{Classes, Line, Tally, by_class};
use crate::table::vocabulary::{Certainty, Expected, Route, UnionFinding};
use crate::table::{coverage as coverage_table, truth, unions as unions_table};
use crate::table::{unorganised as unorganised_table, vocabulary};

/// Findings about unions, `ok` left out.
pub(super) fn unions(run: &Folder, truth: &Folder) -> Result<Vec<Line>, EvaluateError> {
    let run_batch = run.table(unions_table::NAME)?;
    let run = run.bound(unions_table::View::of(&run_batch))?;
    let truth_batch = truth.table(truth::unions::NAME)?;
    let truth = truth.bound(truth::unions::View::of(&truth_batch))?;
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

/// What a script finds that joins registry rows with union rows on equality alone: the unions of
/// each true enterprise.
pub(super) fn joined_unions(rows: &LinkedRows) -> BTreeSet<(String, String)> {
    let facts: Vec<_> = rows.rows.iter().map(|row| row.facts).collect();
    let mut by_cluster: Vec<_> = joined(&facts).into_iter().zip(&rows.rows).collect();
    by_cluster.sort_by_key(|(cluster, row)| (*cluster, row.number));
    let truths = rows.truth_names.texts();
    let codes = rows.union_codes.texts();
    let mut unions = BTreeSet::new();
    for cluster in by_cluster.chunk_by(|left, right| left.0 == right.0) {
        let of_unions: BTreeSet<u32> = cluster.iter().map(|(_, row)| row.union).collect();
        let of_others = cluster.iter().filter(|(_, row)| row.union == 0);
        let named: BTreeSet<u32> = of_others.map(|(_, row)| row.truth).collect();
        for &truth in named.iter().filter(|truth| **truth != 0) {
            for &union in of_unions.iter().filter(|union| **union != 0) {
                unions.insert((
                    truths[truth as usize - 1].to_owned(),
                    codes[union as usize - 1].to_owned(),
                ));
            }
        }
    }
    unions
}

/// The truth's expectations, by what is expected.
pub(super) fn expectations(truth: &Folder) -> Result<BTreeMap<String, Expected>, EvaluateError> {
    let batch = truth.table(truth::unorganised::NAME)?;
    let view = truth.bound(truth::unorganised::View::of(&batch))?;
    let rows = 0..view.len();
    Ok(rows
        .map(|row| (view.truth_id(row).to_owned(), view.expected(row)))
        .collect())
}

/// Enterprises without a union: what the truth calls `open` is left out on both sides.
pub(super) fn unorganised(
    run: &Folder,
    truth: &Folder,
    rows: &LinkedRows,
) -> Result<Vec<Line>, EvaluateError> {
    let batch = run.table(unorganised_table::NAME)?;
    let view = run.bound(unorganised_table::View::of(&batch))?;
    let expectations = expectations(truth)?;
    let all_of = |wanted: Expected| -> BTreeSet<String> {
        let those = expectations.iter().filter(|(_, said)| **said == wanted);
        those.map(|(truth_id, _)| truth_id.clone()).collect()
    };
    let expected = all_of(Expected::Unorganised);
    let mut by_certainty: BTreeMap<Certainty, BTreeSet<String>> = BTreeMap::new();
    for row in 0..view.len() {
        // An entity that no row of the truth belongs to is a find nobody expected.
        let entity_id = view.entity_id(row);
        let truth_id = rows
            .truth_of(entity_id)
            .map_or_else(|| entity_id.to_string(), str::to_owned);
        if expectations.get(&truth_id) != Some(&Expected::Open) {
            let class = by_certainty.entry(view.certainty(row)).or_default();
            class.insert(truth_id);
        }
    }
    let found: BTreeSet<String> = by_certainty.values().flatten().cloned().collect();
    // The script is given the scope, which it could not know: its figure is the best it could do.
    let organised: BTreeSet<String> = joined_unions(rows).into_iter().map(|pair| pair.0).collect();
    let mut by_join = expected.clone();
    by_join.extend(all_of(Expected::Covered));
    by_join.retain(|truth_id| !organised.contains(truth_id));
    let mut lines = vec![Line {
        name: "all".to_owned(),
        minglu: Tally::of_sets(&expected, &found),
        exact_join: Some(Tally::of_sets(&expected, &by_join)),
    }];
    for (certainty, found) in &by_certainty {
        let tally = Tally::of_sets(&expected, found);
        lines.push(Line::new(certainty.as_str(), tally));
    }
    Ok(lines)
}

/// Certain and probable coverage, by route.
pub(super) fn coverage(
    run: &Folder,
    truth: &Folder,
    rows: &LinkedRows,
) -> Result<Vec<Line>, EvaluateError> {
    let run_batch = run.table(coverage_table::NAME)?;
    let run = run.bound(coverage_table::View::of(&run_batch))?;
    let truth_batch = truth.table(truth::coverage::NAME)?;
    let truth_view = truth.bound(truth::coverage::View::of(&truth_batch))?;
    let expectations = expectations(truth)?;
    let is_open = |truth_id: &str| expectations.get(truth_id) == Some(&Expected::Open);
    let mut expected: Classes<(String, String)> = Classes::new();
    let mut found: Classes<(String, String)> = Classes::new();
    let note = |classes: &mut Classes<(String, String)>, route: Route, pair| {
        let class = classes.entry(route.as_str().to_owned()).or_default();
        class.insert(pair);
    };
    for row in 0..truth_view.len() {
        let (truth_id, union_code) = (truth_view.truth_id(row), truth_view.union_code(row));
        if !is_open(truth_id) {
            let pair = (truth_id.to_owned(), union_code.to_owned());
            note(&mut expected, truth_view.route(row), pair);
        }
    }
    for row in 0..run.len() {
        let truth_id = rows.truth_of(run.entity_id(row));
        if let Some(truth_id) = truth_id.filter(|truth_id| !is_open(truth_id))
            && run.certainty(row) != vocabulary::Certainty::Review
        {
            let pair = (truth_id.to_owned(), run.union_code(row).to_owned());
            note(&mut found, run.route(row), pair);
        }
    }
    let mut by_join = joined_unions(rows);
    by_join.retain(|pair| !is_open(&pair.0));
    let mut lines = by_class(&expected, &found);
    let everything: BTreeSet<(String, String)> = expected.values().flatten().cloned().collect();
    for line in &mut lines {
        let of_class = match line.name.as_str() {
            "all" => Some(&everything),
            own if own == Route::Own.as_str() => expected.get(own),
            // An equality join on union rows knows of no other route.
            _ => None,
        };
        line.exact_join = of_class.map(|expected| Tally::of_sets(expected, &by_join));
    }
    Ok(lines)
}
