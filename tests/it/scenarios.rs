//! The synthetic city holds what `docs/scenarios.md` says, and as many near-twins as real names.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use minglu::table::{stored, truth};
use serde_json::Value;

use crate::support::City;

/// Each scenario occurs at least so often in a city of 20,000.
const OCCURRENCES_MIN: u64 = 20;
/// The measured share of near-twins among so few names, and how far ours may lie from it.
const NEAR_TWIN_SHARE: f64 = 0.025;
const NEAR_TWIN_TOLERANCE: f64 = 0.004;

/// The ids in the tables of the page.
fn documented_ids() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/scenarios.md")).expect("the page");
    let id = |line: &str| {
        let rest = line.strip_prefix("| `")?;
        rest.split('`').next().map(str::to_owned)
    };
    page.lines().filter_map(id).collect()
}

/// The share of `names` with a different name one character substituted, added or left out.
fn near_twin_share(names: &[String]) -> f64 {
    let letters: Vec<Vec<char>> = names.iter().map(|name| name.chars().collect()).collect();
    let without = |name: &[char], gone: usize| -> String {
        let kept = name.iter().enumerate().filter(|(idx, _)| *idx != gone);
        kept.map(|(_, letter)| *letter).collect()
    };
    let blotted = |name: &[char], at: usize| -> String {
        let letters = name.iter().enumerate();
        letters
            .map(|(idx, letter)| if idx == at { '*' } else { *letter })
            .collect()
    };
    let whole: HashSet<&str> = names.iter().map(String::as_str).collect();
    let mut shorter: HashSet<String> = HashSet::new();
    let mut others: HashMap<String, u32> = HashMap::new();
    for name in &letters {
        for idx in 0..name.len() {
            shorter.insert(without(name, idx));
            *others.entry(blotted(name, idx)).or_insert(0) += 1;
        }
    }
    let has_twin = |name: &&Vec<char>| {
        let text: String = name.iter().collect();
        let one_off = |idx: usize| {
            let is_longer = whole.contains(without(name, idx).as_str());
            is_longer || others[&blotted(name, idx)] > 1
        };
        shorter.contains(&text) || (0..name.len()).any(one_off)
    };
    letters.iter().filter(has_twin).count() as f64 / names.len() as f64
}

#[test]
fn a_city_of_twenty_thousand_holds_every_scenario_and_as_many_twins_as_real_names() {
    let city = City::of_files(&[]);
    let arguments = [
        "synth",
        "--enterprises",
        "20000",
        "--seed",
        "7",
        "--out",
        "city",
    ];
    let output = city.minglu(&arguments);
    city.expect_status(&arguments, &output, 0);

    let summary = std::fs::read_to_string(city.path("city/truth/summary.json")).expect("a summary");
    let summary: Value = serde_json::from_str(&summary).expect("JSON");
    let counts: BTreeMap<String, u64> =
        serde_json::from_value(summary["scenarios"].clone()).expect("a count per scenario");
    let documented = documented_ids();
    assert_eq!(documented.len(), counts.len());
    let rare: Vec<(&String, u64)> = documented
        .iter()
        .map(|id| (id, counts.get(id).copied().unwrap_or(0)))
        .filter(|(_, count)| *count < OCCURRENCES_MIN)
        .collect();
    assert!(rare.is_empty(), "too rare: {rare:?}");

    let batch = stored::read(&city.path("city/truth/enterprises.parquet")).expect("a table");
    let view = truth::enterprises::View::of(&batch).expect("the contract's columns");
    let names: Vec<String> = (0..view.len())
        .map(|row| view.name(row).to_owned())
        .collect();
    let share = near_twin_share(&names);
    assert!(
        (share - NEAR_TWIN_SHARE).abs() <= NEAR_TWIN_TOLERANCE,
        "{share:.4} of {} names have a near-twin",
        names.len()
    );

    assert!(more_than_half_reached_by_others(
        &city.path("city/truth/coverage.parquet")
    ));
}

/// Whether at least half of the covered workplaces are reached on another route than their own union.
fn more_than_half_reached_by_others(path: &Path) -> bool {
    use minglu::table::vocabulary::Route;

    let batch = stored::read(path).expect("a table");
    let view = truth::coverage::View::of(&batch).expect("the contract's columns");
    let mut has_own: BTreeMap<String, bool> = BTreeMap::new();
    for row in 0..view.len() {
        *has_own
            .entry(view.truth_id(row).to_owned())
            .or_insert(false) |= view.route(row) == Route::Own;
    }
    let n_own = has_own.values().filter(|is_own| **is_own).count();
    n_own * 2 <= has_own.len()
}
