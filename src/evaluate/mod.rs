//! A run held against truth, every output.
//!
//! What comes in: the folders of a run and of a truth. What goes out: for each output how much was
//! expected, how much was found and how much agrees, beside what a join on equality alone finds;
//! and the worst misses of every kind. This room must never know how an answer was reached: it reads
//! tables alone. It sorts and counts, and looks at no pair of rows that it does not tell: a city of
//! half a million enterprises is judged in the time it takes to read it.

mod error;
mod folder;
mod rows;
mod tally;

mod clusters;
mod pairs;

mod linked_rows;
mod links;

mod findings;
mod people;
mod report;

mod corrections;
mod misses;

use std::path::Path;

use serde::Serialize;

pub use clusters::BCubed;
pub use corrections::{Acts, CorrectionFigures};
pub use error::{EvaluateError, Side};
pub use linked_rows::RowsCompared;
pub use links::{FalseMerges, HardLinks, LinkFigures, ScenarioFigures, SideBySide, SourcePair};
pub use misses::{Miss, MissKind, MissRow, Misses};
pub use people::PersonFigures;
pub use report::{ReportFigures, Unexplained};
pub use tally::{Line, Tally};

use folder::Folder;

/// Everything a run got right and wrong.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// How many rows could be compared.
    pub rows: Vec<RowsCompared>,
    /// Rows put together: all, then those that can be identified.
    pub links: Vec<LinkFigures>,
    /// The same by pair of sources.
    pub links_by_sources: Vec<SourcePair>,
    /// The same by planted scenario.
    pub links_by_scenario: Vec<ScenarioFigures>,
    /// Findings about unions, by union code and finding, `ok` left out.
    pub unions: Vec<Line>,
    /// Enterprises without a union; `all` first, then by certainty (precision only).
    pub unorganised: Vec<Line>,
    /// Certain and probable coverage, by route.
    pub coverage: Vec<Line>,
    /// Rows put together as persons.
    pub persons: PersonFigures,
    /// Duplicate member rows, by kind.
    pub duplicates: Vec<Line>,
    /// Member and roster rows whose counting body and rule are right.
    pub attribution: Vec<Line>,
    /// Person rows whose migrant status is right.
    pub migrant: Vec<Line>,
    /// Report mismatches and their causes.
    pub report: ReportFigures,
    /// What is to be typed into the system.
    pub corrections: CorrectionFigures,
    /// The worst misses of every kind.
    pub misses: Vec<Misses>,
}

/// Holds the tables of the run in `run` against the truth in `truth`, and tells the `n_worst` worst
/// misses of every kind.
///
/// `run` is a run's own folder, or an output folder whose `latest` names one.
///
/// # Errors
/// [`EvaluateError`]: a table or column is absent, or the two have no row in common.
///
/// # Cost
/// O(n log n) time in the number of rows, O(n) memory.
pub fn evaluate(run: &Path, truth: &Path, n_worst: usize) -> Result<Evaluation, EvaluateError> {
    let run = Folder::of_run(run)?;
    let truth = Folder::of_truth(truth);
    let rows = linked_rows::LinkedRows::read(&run, &truth)?;
    let people = people::People::read(&run, &truth)?;
    let links = links::links(&rows, &truth)?;
    let misses = misses::misses(&misses::Case {
        run: &run,
        truth: &truth,
        rows: &rows,
        people: &people,
        n_worst,
    })?;
    Ok(Evaluation {
        rows: vec![rows.compared, people.compared],
        links: links.figures,
        links_by_sources: links.by_sources,
        links_by_scenario: links.by_scenario,
        unions: findings::unions(&run, &truth)?,
        unorganised: findings::unorganised(&run, &truth, &rows)?,
        coverage: findings::coverage(&run, &truth, &rows)?,
        persons: people.figures(),
        duplicates: people::duplicates(&run, &truth)?,
        attribution: people.attribution(),
        migrant: people.migrant(),
        report: report::report(&run, &truth)?,
        corrections: corrections::corrections(&run, &truth)?,
        misses,
    })
}
