//! A run held against truth, every output.
//!
//! What comes in: the folders of a run and of a truth. What goes out: for each output how much was
//! expected, how much was found and how much agrees. This room must never know how an answer was
//! reached: it reads tables alone.
//!
//! Not here yet: B-cubed figures, figures by pair of sources, corrections, the list of the worst
//! misses.

mod error;
mod findings;
mod links;
mod people;
mod report;
mod tally;

use std::path::Path;

use arrow::record_batch::RecordBatch;

pub use error::EvaluateError;
pub use links::LinkFigures;
pub use tally::Tally;

use crate::table::stored;

/// Everything a run got right and wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Rows put together.
    pub links: LinkFigures,
    /// Findings about unions, by union code and finding, `ok` left out.
    pub unions: Vec<(String, Tally)>,
    /// Enterprises without a union; `all` first, then by certainty (precision only).
    pub unorganised: Vec<(String, Tally)>,
    /// Coverage, by route.
    pub coverage: Vec<(String, Tally)>,
    /// Duplicate member rows, by kind.
    pub duplicates: Vec<(String, Tally)>,
    /// Member rows whose counting body is right, and whose rule is.
    pub attribution: Vec<(String, Tally)>,
    /// Person rows whose migrant status is right.
    pub migrant: Tally,
    /// Report mismatches: unit, indicator and difference alike, by level.
    pub mismatches: Vec<(String, Tally)>,
    /// Parts of bridges: unit, indicator and count alike, by cause.
    pub causes: Vec<(String, Tally)>,
}

/// Holds the tables of the run in `run` against the truth in `truth`.
///
/// # Errors
/// [`EvaluateError`]: a table or column is absent, or the two have no row in common.
pub fn evaluate(run: &Path, truth: &Path) -> Result<Evaluation, EvaluateError> {
    let run = Folder(run.join("tables"));
    let truth = Folder(truth.to_owned());
    let rows = links::Rows::read(&run, &truth)?;
    Ok(Evaluation {
        links: rows.figures(),
        unions: findings::unions(&run, &truth)?,
        unorganised: findings::unorganised(&run, &truth, &rows)?,
        coverage: findings::coverage(&run, &truth, &rows)?,
        duplicates: people::duplicates(&run, &truth)?,
        attribution: people::attribution(&run, &truth)?,
        migrant: people::migrant(&run, &truth)?,
        mismatches: report::mismatches(&run, &truth)?,
        causes: report::causes(&run, &truth)?,
    })
}

/// A folder of tables.
struct Folder(std::path::PathBuf);

impl Folder {
    fn table(&self, name: &str) -> Result<RecordBatch, EvaluateError> {
        Ok(stored::read(&self.0.join(format!("{name}.parquet")))?)
    }
}

impl std::fmt::Display for Evaluation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(formatter, "{}", self.links)?;
        let sections = [
            ("unions", &self.unions),
            ("unorganised", &self.unorganised),
            ("coverage", &self.coverage),
            ("duplicates", &self.duplicates),
            ("attribution", &self.attribution),
            ("mismatches", &self.mismatches),
            ("causes", &self.causes),
        ];
        for (section, tallies) in sections {
            for (name, tally) in tallies {
                writeln!(formatter, "{section:<12} {name:<26} {tally}")?;
            }
        }
        writeln!(
            formatter,
            "{:<12} {:<26} {}",
            "migrant", "rows", self.migrant
        )
    }
}
