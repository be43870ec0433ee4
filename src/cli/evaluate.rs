//! `minglu evaluate`: a run held against truth.

use super::arguments::{EvaluateArguments, JudgementFormatWord};
use super::exit::Status;
use super::say::{print, say, say_error, say_hint};
use super::{evaluate_markdown, evaluate_text};
use crate::evaluate::evaluate;
use crate::standard::mask_identities;

pub(super) fn execute(arguments: &EvaluateArguments) -> Status {
    let evaluated = evaluate(&arguments.run, &arguments.truth, arguments.errors);
    let mut evaluation = match evaluated {
        Ok(evaluation) => evaluation,
        Err(error) => {
            say_error(&error);
            say_hint(error.hint());
            return Status::Input;
        }
    };
    if !arguments.kind.is_empty() {
        let kinds = &arguments.kind;
        evaluation
            .misses
            .retain(|misses| kinds.contains(&misses.kind));
    }
    let text = match arguments.format {
        JudgementFormatWord::Text => evaluate_text::render(&evaluation),
        JudgementFormatWord::Markdown => evaluate_markdown::render(&evaluation),
        JudgementFormatWord::Json => match serde_json::to_string_pretty(&evaluation) {
            Ok(json) => json + "\n",
            Err(cause) => {
                say(&format!(
                    "error: the figures cannot be written as JSON\n  caused by: {cause}"
                ));
                return Status::Internal;
            }
        },
    };
    // Names and notes come from the input: whatever stands in them, no identity is shown.
    print(&mask_identities(&text))
}
