//! Talk on stderr and data on stdout.

use std::error::Error;
use std::io::Write;

use super::chinese;
use super::exit::Status;
use crate::ingest::IngestError;
use crate::pipeline::RunError;
use crate::pipeline::file::{FileFault, PipelineFault};
use crate::publish::Lang;
use crate::standard::mask_identities;

/// Prints data; a reader that went away ends the program quietly and well.
pub(super) fn print(text: &str) -> Status {
    let mut stdout = std::io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Ok(()) => Status::Done,
        Err(cause) if cause.kind() == std::io::ErrorKind::BrokenPipe => Status::Done,
        Err(_) => Status::Output,
    }
}

/// Says something; nobody listening is no reason to stop.
pub(super) fn say(text: &str) {
    let mut stderr = std::io::stderr().lock();
    // Where stderr itself is gone there is nobody left to tell.
    let _ = writeln!(stderr, "{}", mask_identities(text));
}

/// An error with the chain of its causes.
pub(super) fn say_error(error: &dyn Error) {
    let mut text = format!("error: {error}");
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(&format!("\n  caused by: {next}"));
        cause = next.source();
    }
    say(&text);
}

/// How to mend what was just said.
pub(super) fn say_hint(hint: &str) {
    say(&format!("hint: {hint}"));
}

/// Every fault of a pipeline file.
pub(super) fn say_pipeline_fault(fault: &PipelineFault, lang: Lang) {
    if let PipelineFault::Faulty { faults, .. } = fault {
        faults.iter().for_each(|fault| say_file_fault(fault, lang));
    }
    match lang {
        Lang::Zh => say(&format!("错误：{}", chinese::pipeline_fault(fault))),
        Lang::En => say_error(fault),
    }
}

pub(super) fn say_file_fault(fault: &FileFault, lang: Lang) {
    match lang {
        Lang::Zh => {
            say(&format!("错误：{}", chinese::file_fault(fault)));
            if let Some(mending) = &fault.mending {
                say(&format!("办法：{}", chinese::mending(mending)));
            }
        }
        Lang::En => {
            say(&format!("error: {fault}"));
            if let Some(mending) = &fault.mending {
                say_hint(&mending.to_string());
            }
        }
    }
}

pub(super) fn say_ingest_error(error: &IngestError, lang: Lang) {
    match lang {
        Lang::Zh => {
            say(&format!("错误：{}", chinese::ingest_error(error)));
            say(&format!("办法：{}", chinese::ingest_hint(error)));
        }
        Lang::En => {
            say_error(error);
            if let Some(hint) = error.hint() {
                say_hint(&hint);
            }
        }
    }
}

/// Why a run gave nothing, each fault of its input first.
pub(super) fn say_run_error(error: &RunError, lang: Lang) {
    if let RunError::Input { missing, faults } = error {
        missing.iter().for_each(|fault| say_file_fault(fault, lang));
        for fault in faults {
            say_ingest_error(fault, lang);
        }
    }
    match lang {
        Lang::Zh => {
            say(&format!("错误：{}", chinese::run_error(error)));
            if let Some(hint) = chinese::run_hint(error) {
                say(&format!("办法：{hint}"));
            }
        }
        Lang::En => {
            say_error(error);
            if let Some(hint) = error.hint() {
                say_hint(hint);
            }
        }
    }
}
