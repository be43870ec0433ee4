//! The free-text list of covered units, in the ways in which clerks write it.

use super::Covered;
use crate::synth::scenario::Scenario;

/// The list, and what it is an example of.
pub(in crate::synth) fn covered_text(covered: &[Covered], way: usize) -> (String, Scenario) {
    let names: Vec<&str> = covered.iter().map(|unit| unit.written.as_str()).collect();
    let numbered = |before: &str, after: &str| -> Vec<String> {
        let entries = names.iter().enumerate();
        entries
            .map(|(n, name)| format!("{before}{}{after}{name}", n + 1))
            .collect()
    };
    match way % 9 {
        0 => (names.join("、"), Scenario::ListSeparators),
        1 => (names.join("；"), Scenario::ListSeparators),
        2 => (names.join("\n"), Scenario::ListSeparators),
        3 => (numbered("", ".").join("\n"), Scenario::ListNumbered),
        4 => (names.join("/"), Scenario::ListSeparators),
        5 => (names.join("，"), Scenario::ListSeparators),
        6 => (numbered("（", "）").join("；"), Scenario::ListNumbered),
        7 => (numbered("", "、").join(" "), Scenario::ListNumbered),
        _ => {
            let list = format!("{}等{}家单位", names.join(" 、 "), names.len());
            (list, Scenario::ListSeparators)
        }
    }
}
