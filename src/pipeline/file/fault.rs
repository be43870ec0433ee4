//! What is wrong with a pipeline file, shown as a person would point at it.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

use crate::publish::Lang;
use crate::table::Place;

use super::source_text::{Located, SourceText};
use super::wrong::{Mending, Wrong};

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
#[derive(Debug, Clone, PartialEq)]
pub struct FileFault {
    /// What was found, and what was expected.
    pub wrong: Wrong,
    /// How to mend it, if that can be said.
    pub mending: Option<Mending>,
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
            FaultPlace::Line(located) => write!(formatter, "{}\n{located}", self.wrong),
            FaultPlace::Row(place) => write!(formatter, "{place}: {}", self.wrong),
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
        /// The language the file asks for, where that much of it can be read.
        lang: Option<Lang>,
    },
}

fn count_of(n: usize) -> String {
    match n {
        1 => "1 fault".to_owned(),
        n => format!("{n} faults"),
    }
}

impl PipelineFault {
    /// The language to tell it in when the command line names none.
    pub fn lang(&self) -> Lang {
        match self {
            // Nothing has said yet what people here read.
            Self::Unreadable { .. } => Lang::En,
            Self::Faulty { lang, .. } => lang.unwrap_or(Lang::Zh),
        }
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
    pub(super) fn at(
        &self,
        span: &Range<usize>,
        wrong: Wrong,
        mending: Option<Mending>,
    ) -> FileFault {
        FileFault {
            wrong,
            mending,
            place: FaultPlace::Line(self.source.locate(span)),
        }
    }

    /// Collects a fault of the bytes in `span`.
    pub(super) fn add(&mut self, span: &Range<usize>, wrong: Wrong) {
        let fault = self.at(span, wrong, None);
        self.found.push(fault);
    }

    /// Collects a fault that can say how to mend it.
    pub(super) fn add_mendable(&mut self, span: &Range<usize>, wrong: Wrong, mending: Mending) {
        let fault = self.at(span, wrong, Some(mending));
        self.found.push(fault);
    }

    /// Collects a fault of a table that the pipeline file names.
    pub(super) fn add_row(&mut self, place: Place, wrong: Wrong, mending: Option<Mending>) {
        let place = FaultPlace::Row(place);
        self.found.push(FileFault {
            wrong,
            mending,
            place,
        });
    }

    /// Collects a fault of the word `found`, which should have been one of `known`.
    pub(super) fn add_unknown(
        &mut self,
        span: &Range<usize>,
        wrong: Wrong,
        found: &str,
        known: &[&str],
    ) {
        let fault = self.at(span, wrong, known_word(found, known));
        self.found.push(fault);
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

/// What is said to somebody who wrote `found` where one of `known` is expected: the likeliest of
/// them, else all if they are few.
pub(super) fn known_word(found: &str, known: &[&str]) -> Option<Mending> {
    let likeliest = closest(found, known).map(|word| Mending::DidYouMean(word.to_owned()));
    likeliest.or_else(|| {
        let words = known.iter().map(|word| (*word).to_owned());
        (known.len() <= LISTED_MAX).then(|| Mending::OneOf(words.collect()))
    })
}

/// The known word that `found` is most likely a misspelling of.
fn closest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    let found = found.to_lowercase();
    known
        .iter()
        .map(|word| (strsim::jaro_winkler(&found, word), *word))
        .filter(|(similarity, _)| *similarity >= SIMILARITY_MIN)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, word)| word)
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
