//! `minglu explain pair` and `minglu explain entity`: why two rows are (not) one, what an entity is made of.

use std::fmt::Write as _;

use super::arguments::FormatWord;
use super::exit::Status;
use super::explain_arguments::{EntityArguments, PairArguments};
use super::say::{print, say_error, say_hint};
use crate::pipeline::explain_run::{
    EntityExplanation, ExplainError, PairExplanation, explain_entity, explain_pair,
};

pub(super) fn execute_pair(arguments: &PairArguments) -> Status {
    let found = explain_pair(&arguments.run, &arguments.left, &arguments.right);
    answer(found, arguments.format, pair_text)
}

pub(super) fn execute_entity(arguments: &EntityArguments) -> Status {
    let found = explain_entity(&arguments.run, &arguments.entity);
    answer(found, arguments.format, entity_text)
}

fn answer<T: serde::Serialize>(
    found: Result<T, ExplainError>,
    format: FormatWord,
    text_of: fn(&T) -> String,
) -> Status {
    match (found, format) {
        (Ok(found), FormatWord::Text) => print(&text_of(&found)),
        (Ok(found), FormatWord::Json) => {
            let json = serde_json::to_string_pretty(&found).expect("text and finite numbers");
            print(&(json + "\n"))
        }
        (Err(error), _) => {
            say_error(&error);
            if let Some(hint) = error.hint() {
                say_hint(hint);
            }
            Status::of_explain(&error)
        }
    }
}

fn pair_text(found: &PairExplanation) -> String {
    let entity = match found.in_one_entity {
        true => "one entity",
        false => "two entities",
    };
    format!("{}{}, {entity}\n", found.waterfall, found.decision)
}

/// Pairs shown of each side; JSON has them all.
const PAIRS_MAX: usize = 20;

fn entity_text(found: &EntityExplanation) -> String {
    let mut text = format!("{}\n", found.entity_id);
    for row in &found.rows {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "  {} {}", row.record_key, row.row);
    }
    for (title, pairs) in [("inside", &found.inside), ("outside", &found.outside)] {
        let _ = writeln!(text, "pairs {title} {}", pairs.len());
        for pair in pairs.iter().take(PAIRS_MAX) {
            let _ = writeln!(
                text,
                "  {:>+8.2} {:<11} {} | {}",
                pair.weight_bits, pair.decision, pair.left, pair.right
            );
        }
    }
    text
}
