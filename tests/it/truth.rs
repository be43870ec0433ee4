//! The demo city's findings held against what was planted.

use minglu::evaluate::{Tally, evaluate};

use crate::support::City;

/// Share of true links, found neither by exact code nor by exact folded name, that must come back.
const HARD_LINK_RECALL_MIN: f64 = 0.6;

/// Share of the planted report differences that must be found with their exact figure. Every one is
/// the aim; two unions of one area that are taken for one still cost six.
const MISMATCH_RECALL_MIN: f64 = 0.95;

fn tally(tallies: &[(String, Tally)], name: &str) -> Tally {
    let found = tallies.iter().find(|(class, _)| class == name);
    found.map(|(_, tally)| *tally).unwrap_or_default()
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "the figures are what the test is run for"
)]
fn the_findings_are_those_that_were_planted() {
    let city = City::demo();
    let run = city.run(&["--quiet"]);
    let evaluation = evaluate(&run, &city.path("fixtures/truth")).expect("run and truth fit");
    println!("{evaluation}");

    let recall = evaluation
        .links
        .hard_link_recall()
        .expect("hard links are planted");
    assert!(
        recall >= HARD_LINK_RECALL_MIN,
        "hard-link recall {recall:.3}"
    );

    let dissolved = tally(&evaluation.unions, "unit_dissolved");
    assert!(dissolved.expected > 0);
    assert_eq!(
        dissolved.recall(),
        Some(1.0),
        "dissolved units: {dissolved}"
    );

    let mismatches = tally(&evaluation.mismatches, "all");
    assert!(mismatches.expected > 0);
    assert_eq!(
        mismatches.recall(),
        Some(1.0),
        "report differences: {mismatches}"
    );
}
