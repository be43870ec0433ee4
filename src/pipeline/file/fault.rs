//! What is wrong with a pipeline file, shown as a person would point at it.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

use crate::table::Place;

use super::source_text::{Located, SourceText};

/// Names that differ in more than this are no misspelling of each other, 0..=1.
const SIMILARITY_MIN: f64 = 0.7;

/// Longer lists of allowed words are not read by anybody in an error message.
const LISTED_MAX: usize = 16;

/// One fault, and where it stands.
///
/// One of the pipeline file prints as
/// ```text
/// unknown key `deparment` in `[sources.tax]`
///   --> demo.toml:12:1
///    |
/// 12 | deparment = "tax"
///    | ^^^^^^^^^
/// ```
/// and one of the territory file as ``territory.csv, row 3, column `kind`: unknown word `zoon` ``.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// What was found, and what was expected.
    pub message: String,
    /// How to mend it, if that can be said.
    pub hint: Option<String>,
    /// Where it stands.
    pub place: FaultPlace,
}

/// Where a fault stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultPlace {
    /// In the pipeline file.
    Line(Located),
    /// In a table the pipeline file names.
    Row(Place),
}

impl fmt::Display for FileFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            FaultPlace::Line(located) => write!(formatter, "{}\n{located}", self.message),
            FaultPlace::Row(place) => write!(formatter, "{place}: {}", self.message),
        }
    }
}

/// Why no pipeline came out of a pipeline file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PipelineFault {
    /// The file itself cannot be read.
    #[error("{path}: the pipeline file cannot be read", path = path.display())]
    Unreadable {
        /// Path as given.
        path: PathBuf,
        /// Why.
        #[source]
        cause: std::io::Error,
    },
    /// Everything that is wrong in it, in the order of its lines.
    #[error("{} in the pipeline file", count_of(faults.len()))]
    Faulty {
        /// At least one.
        faults: Vec<FileFault>,
    },
}

fn count_of(n: usize) -> String {
    match n {
        1 => "1 fault".to_owned(),
        n => format!("{n} faults"),
    }
}

/// Collects faults while a file is read, so that all come out at once.
#[derive(Debug)]
pub(super) struct Faults<'a> {
    source: &'a SourceText,
    found: Vec<FileFault>,
}

impl<'a> Faults<'a> {
    /// No fault yet.
    pub(super) fn new(source: &'a SourceText) -> Self {
        let found = Vec::new();
        Self { source, found }
    }

    /// The fault of the bytes in `span`, not collected.
    pub(super) fn at(&self, span: &Range<usize>, message: String) -> FileFault {
        FileFault {
            message,
            hint: None,
            place: FaultPlace::Line(self.source.locate(span)),
        }
    }

    /// Collects a fault of the bytes in `span`.
    pub(super) fn add(&mut self, span: &Range<usize>, message: String) {
        let fault = self.at(span, message);
        self.found.push(fault);
    }

    /// Collects a fault of a table that the pipeline file names.
    pub(super) fn add_row(&mut self, place: Place, message: String, hint: Option<String>) {
        let place = FaultPlace::Row(place);
        self.found.push(FileFault {
            message,
            hint,
            place,
        });
    }

    /// Collects a fault that can say how to mend it.
    pub(super) fn add_with_hint(&mut self, span: &Range<usize>, message: String, hint: String) {
        let mut fault = self.at(span, message);
        fault.hint = Some(hint);
        self.found.push(fault);
    }

    /// Collects a fault of the word `found`, which should have been one of `known`.
    pub(super) fn add_unknown(
        &mut self,
        span: &Range<usize>,
        message: String,
        found: &str,
        known: &[&str],
    ) {
        match closest(found, known) {
            Some(word) => {
                self.add_with_hint(span, message, format!("did you mean `{word}`?"));
            }
            None if known.len() <= LISTED_MAX => {
                let hint = format!("expected one of {}", listed(known));
                self.add_with_hint(span, message, hint);
            }
            None => self.add(span, message),
        }
    }

    /// All faults: those of the pipeline file in the order of its lines, then the others as found.
    pub(super) fn into_sorted(mut self) -> Vec<FileFault> {
        self.found.sort_by_key(|fault| match &fault.place {
            FaultPlace::Line(located) => (0, located.line, located.column),
            FaultPlace::Row(_) => (1, 0, 0),
        });
        self.found
    }
}

/// The known word that `found` is most likely a misspelling of.
pub(super) fn closest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    let found = found.to_lowercase();
    known
        .iter()
        .map(|word| (strsim::jaro_winkler(&found, word), *word))
        .filter(|(similarity, _)| *similarity >= SIMILARITY_MIN)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, word)| word)
}

/// The words in backticks, separated by commas.
fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: &str, expected: Option<&str>) {
        let known = ["name", "region", "period", "output", "lang"];
        assert_eq!(closest(found, &known), expected, "{found}");
    }

    #[test]
    fn a_misspelt_word_finds_its_neighbour() {
        check("regoin", Some("region"));
    }

    #[test]
    fn case_is_no_difference() {
        check("Period", Some("period"));
    }

    #[test]
    fn an_unlike_word_finds_nothing() {
        check("xyz", None);
    }
}
