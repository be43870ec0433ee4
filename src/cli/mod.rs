//! The commands: clap in, terminal out, exit codes. No logic.
//!
//! What goes to stdout is data, what goes to stderr is talk. A closed pipe on stdout ends quietly.

mod arguments;
mod bars;
mod check;
mod chinese;
mod diff;
mod evaluate;
mod evaluate_markdown;
mod evaluate_text;
mod exit;
mod explain;
mod explain_arguments;
mod explain_run;
mod link;
mod run;
mod say;
mod summary;
mod synth;

pub use arguments::Arguments;

use std::process::ExitCode;

use arguments::Verb;

/// Does what the command line asks for.
pub fn execute(arguments: &Arguments) -> ExitCode {
    let status = match &arguments.verb {
        Verb::Run(verb) => run::execute(verb),
        Verb::Check(verb) => check::execute(verb),
        Verb::Explain(verb) => explain::execute(verb),
        Verb::Evaluate(verb) => evaluate::execute(verb),
        Verb::Link(verb) => link::execute(verb),
        Verb::Synth(verb) => synth::execute(verb),
        Verb::Diff(verb) => diff::execute(verb),
    };
    status.into()
}
