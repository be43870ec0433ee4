//! `minglu explain`: how one value is understood; why a run decided as it did.

use std::io::Read;

use super::arguments::{ExplainArguments, ExplainVerb, FormatWord, ValueArguments, ValueKindWord};
use super::exit::Status;
use super::explain_run;
use super::say::{print, say};
use crate::normalize::{read_address, read_name, read_person};
use crate::standard::{Part, Reading, read_code, read_id};

/// Explains what is asked about.
pub(super) fn execute(arguments: &ExplainArguments) -> Status {
    match &arguments.verb {
        ExplainVerb::Value(value) => explain_value(value),
        ExplainVerb::Pair(pair) => explain_run::execute_pair(pair),
        ExplainVerb::Entity(entity) => explain_run::execute_entity(entity),
    }
}

fn explain_value(arguments: &ValueArguments) -> Status {
    if arguments.value != "-" {
        return print(&shown(
            arguments,
            arguments.value.trim_end_matches(['\r', '\n']),
        ));
    }
    let mut bytes = Vec::new();
    if let Err(cause) = std::io::stdin().lock().read_to_end(&mut bytes) {
        say(&format!("error: standard input cannot be read: {cause}"));
        return Status::Input;
    }
    // Any bytes are answered; what is no UTF-8 shows as replacement characters.
    let text = String::from_utf8_lossy(&bytes);
    let mut out = String::new();
    for (idx, line) in text.lines().enumerate() {
        if idx > 0 && arguments.format == FormatWord::Text {
            out.push('\n');
        }
        out.push_str(&shown(arguments, line));
    }
    print(&out)
}

fn shown(arguments: &ValueArguments, text: &str) -> String {
    let reading = match arguments.kind {
        ValueKindWord::Name => read_name(text),
        ValueKindWord::Code => read_code(text),
        ValueKindWord::Address => read_address(text),
        ValueKindWord::Person => read_person(text),
        ValueKindWord::Id => read_id(text),
    };
    match arguments.format {
        FormatWord::Json => {
            let line = serde_json::to_string(&reading).expect("texts and truths are JSON");
            format!("{line}\n")
        }
        FormatWord::Text => lines(&reading),
    }
}

/// One part per line, the names in a column of their own.
fn lines(reading: &Reading) -> String {
    let parts = reading.parts();
    let width = parts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let line = |(name, part): &(&str, Part)| {
        let text = match part {
            Part::Text(text) => text.clone(),
            Part::Truth(true) => "yes".to_owned(),
            Part::Truth(false) => "no".to_owned(),
        };
        format!("{}\n", format!("{name:width$}  {text}").trim_end())
    };
    parts.iter().map(line).collect()
}
