//! The pipeline file: what there is, never how it is done.
//!
//! What comes in: the path of a TOML file. What goes out: a [`Pipeline`] with paths resolved and
//! defaults filled, or every fault of the file at once, each with its line and a caret. `serde`
//! alone would stop at the first fault, so the spanned table is walked instead.

mod check;
mod fault;
mod paths;
mod section;
mod settings;
mod source_text;
mod sources;
mod table;
mod territory;
#[cfg(test)]
mod tests;
mod wrong;

use std::path::Path;

use toml::de::DeTable;

use fault::Faults;
use paths::Folder;
use source_text::SourceText;

use crate::publish::Lang;

pub use fault::{FaultPlace, FileFault, PipelineFault};
pub use settings::{AbsentSource, LinkSettings, Pipeline, Privacy, SideFile};
pub use source_text::Located;
pub use wrong::{Expected, Found, Mending, Wrong};

/// Reads and checks the pipeline file at `path`.
///
/// # Errors
/// [`PipelineFault`]: the file cannot be read, or holds at least one fault.
pub fn read(path: &Path) -> Result<Pipeline, PipelineFault> {
    let text = std::fs::read_to_string(path).map_err(|cause| PipelineFault::Unreadable {
        path: path.to_owned(),
        cause,
    })?;
    let source = SourceText {
        path: paths::forward_slashes(&path.to_string_lossy()),
        text,
    };
    parse(&source, &Folder::of(path)).map_err(|faults| PipelineFault::Faulty {
        faults,
        lang: lang_in(&source.text),
    })
}

/// The language a faulty file asks for, as far as it can be read.
fn lang_in(text: &str) -> Option<Lang> {
    let (document, _) = DeTable::parse_recoverable(text);
    let head = document.get_ref().get("pipeline")?.get_ref();
    let written = head.get("lang")?.get_ref().as_str()?;
    let words = Lang::WORDS.iter();
    let mut named = words.filter(|(word, _)| *word == written);
    named.next().map(|(_, lang)| *lang)
}

/// Parses and checks the text of a pipeline file that stands in `folder`.
fn parse(source: &SourceText, folder: &Folder) -> Result<Pipeline, Vec<FileFault>> {
    let mut faults = Faults::new(source);
    let (document, syntax_errors) = DeTable::parse_recoverable(&source.text);
    for error in &syntax_errors {
        let span = error.span().unwrap_or(0..0);
        let message = error.message().trim().to_owned();
        faults.add(&span, Wrong::Syntax(message));
    }
    // What the parser made of a broken line would only give faults that are none.
    if !syntax_errors.is_empty() {
        return Err(faults.into_sorted());
    }
    let file = table::read(document.get_ref(), &mut faults);
    let pipeline = check::check(file, folder, &mut faults);
    let faults = faults.into_sorted();
    match pipeline {
        Some(pipeline) if faults.is_empty() => Ok(pipeline),
        _ => Err(faults),
    }
}
