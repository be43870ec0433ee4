//! The demo city's findings held against what was planted, and truths that do not fit.

use std::path::Path;

use minglu::evaluate::{Evaluation, Line, Tally, evaluate};

use crate::support::City;

/// Share of true links, found neither by exact code nor by exact folded name, that must come back.
const HARD_LINK_RECALL_MIN: f64 = 0.6;

fn tally(lines: &[Line], name: &str) -> Tally {
    let found = lines.iter().find(|line| line.name == name);
    found.map(|line| line.minglu).unwrap_or_default()
}

fn judge(run: &Path, truth: &Path) -> Evaluation {
    evaluate(run, truth, 0).expect("run and truth fit")
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the share of hard links is a figure to be read"
)]
fn the_findings_are_those_that_were_planted() {
    let city = City::demo();
    let run = city.run(&["--quiet"]);
    let evaluation = judge(&run, &city.path("fixtures/truth"));

    let hard_links = evaluation.links[0].hard_links;
    let recall = hard_links.recall().expect("hard links are planted");
    println!("hard links recovered: {recall:.3}");
    assert!(
        recall >= HARD_LINK_RECALL_MIN,
        "hard-link recall {recall:.3}"
    );

    for (what, tally) in [
        ("dissolved", tally(&evaluation.unions, "unit_dissolved")),
        ("duplicates", tally(&evaluation.duplicates, "all")),
        ("differences", tally(&evaluation.report.mismatches, "all")),
        ("causes", tally(&evaluation.report.counts, "all")),
    ] {
        assert!(tally.expected > 0, "no {what} are planted");
        assert_eq!(tally.recall(), Some(1.0), "{what}: {tally:?}");
        assert_eq!(tally.precision(), Some(1.0), "{what}: {tally:?}");
    }
}

#[test]
fn the_judgement_is_printed_within_80_columns_and_as_json() {
    let city = City::demo();
    city.run(&["--quiet"]);
    let arguments = ["evaluate", "out/demo", "fixtures/truth"];
    let output = city.minglu(&arguments);
    city.expect_status(&arguments, &output, 0);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(text.contains("exact join"), "{text}");

    let arguments = [
        "evaluate",
        "out/demo",
        "fixtures/truth",
        "--format",
        "json",
        "--errors",
        "3",
    ];
    let output = city.minglu(&arguments);
    city.expect_status(&arguments, &output, 0);
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let misses = value["misses"].as_array().expect("a list");
    for kind in misses {
        let n_told = kind["worst"].as_array().expect("a list").len() as u64;
        let n_misses = kind["n_misses"].as_u64().expect("a count");
        assert_eq!(n_told, n_misses.min(3), "{kind}");
    }
}

#[track_caller]
fn check_refused(city: &City, expected: &str) {
    let arguments = ["evaluate", "out/demo", "fixtures/truth"];
    let output = city.minglu(&arguments);
    city.expect_status(&arguments, &output, 3);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains(expected), "{said}");
    assert!(said.contains("hint:"), "{said}");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_missing_table_of_the_truth_is_named() {
    let city = City::demo();
    city.run(&["--quiet"]);
    std::fs::remove_file(city.path("fixtures/truth/coverage.parquet")).expect("it is there");
    check_refused(&city, "the truth lacks the table `coverage`");
}

#[test]
fn a_missing_column_of_the_run_is_named() {
    let city = City::demo();
    let run = city.run(&["--quiet"]);
    let path = run.join("tables/persons.parquet");
    let batch = minglu::table::stored::read(&path).expect("a table");
    let column = batch.schema().index_of("migrant").expect("a column");
    let mut kept: Vec<usize> = (0..batch.num_columns()).collect();
    kept.remove(column);
    let without = batch.project(&kept).expect("columns that exist");
    minglu::table::stored::write(&path, &without).expect("writable");
    check_refused(&city, "table `persons` has no column `migrant`");
}

#[test]
fn the_truth_of_another_city_is_refused() {
    use minglu::table::truth::crosswalk;
    let city = City::demo();
    city.run(&["--quiet"]);
    let path = city.path("fixtures/truth/crosswalk.parquet");
    let batch = minglu::table::stored::read(&path).expect("a table");
    let mut rows = crosswalk::View::of(&batch).expect("the truth").to_rows();
    for row in &mut rows {
        row.file = row.file.replace("fixtures", "elsewhere");
    }
    minglu::table::stored::write(&path, &crosswalk::batch(&rows)).expect("writable");
    check_refused(&city, "the truth is of another city");
}

#[test]
fn a_folder_without_a_run_is_refused() {
    let city = City::demo();
    std::fs::create_dir_all(city.path("out/demo")).expect("a folder");
    check_refused(&city, "no run");
}
