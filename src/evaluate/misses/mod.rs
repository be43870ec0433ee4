//! The worst misses of every kind: what a person who tunes a rule looks at next.
//!
//! What comes in: run and truth, joined. What goes out: per kind how many misses there are, and the
//! worst of them with the rows behind each and the fields that differ.

mod links;
mod members;
mod report;
mod unions;

use serde::Serialize;

use super::error::EvaluateError;
use super::folder::Folder;
use super::linked_rows::LinkedRows;
use super::people::People;
use crate::table::RowIdentity;

/// A kind of miss.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MissKind {
    /// Rows of one enterprise that ended in several entities.
    MissedLink,
    /// Rows of several enterprises that ended in one entity.
    FalseMerge,
    /// Another finding about a union than the true one.
    WrongUnionFinding,
    /// A union that reaches an enterprise, unseen.
    MissedCoverage,
    /// A union said to reach an enterprise that it does not reach, or not that way.
    WrongCoverage,
    /// An enterprise on the unorganised ledger that does not belong there.
    WrongUnorganised,
    /// An enterprise without a union that the ledger lacks.
    MissedUnorganised,
    /// Rows of one person that ended as several.
    SplitPerson,
    /// Rows of several persons that ended as one.
    MergedPerson,
    /// A duplicate row missed, invented, or called another kind.
    WrongDuplicate,
    /// A person counted by another body or rule than the true one.
    WrongAttribution,
    /// A person with another migrant status than the true one.
    WrongMigrant,
    /// A difference between report and system missed, invented, or of another size.
    WrongMismatch,
    /// A right difference explained otherwise than truly.
    WrongCause,
    /// A right part of a bridge with other rows behind it than truly.
    WrongCauseRows,
}

impl MissKind {
    /// Every kind, in the order told.
    pub const ALL: [Self; 15] = [
        Self::MissedLink,
        Self::FalseMerge,
        Self::WrongUnionFinding,
        Self::MissedCoverage,
        Self::WrongCoverage,
        Self::WrongUnorganised,
        Self::MissedUnorganised,
        Self::SplitPerson,
        Self::MergedPerson,
        Self::WrongDuplicate,
        Self::WrongAttribution,
        Self::WrongMigrant,
        Self::WrongMismatch,
        Self::WrongCause,
        Self::WrongCauseRows,
    ];

    /// Its name, as in JSON and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MissedLink => "missed_link",
            Self::FalseMerge => "false_merge",
            Self::WrongUnionFinding => "wrong_union_finding",
            Self::MissedCoverage => "missed_coverage",
            Self::WrongCoverage => "wrong_coverage",
            Self::WrongUnorganised => "wrong_unorganised",
            Self::MissedUnorganised => "missed_unorganised",
            Self::SplitPerson => "split_person",
            Self::MergedPerson => "merged_person",
            Self::WrongDuplicate => "wrong_duplicate",
            Self::WrongAttribution => "wrong_attribution",
            Self::WrongMigrant => "wrong_migrant",
            Self::WrongMismatch => "wrong_mismatch",
            Self::WrongCause => "wrong_cause",
            Self::WrongCauseRows => "wrong_cause_rows",
        }
    }
}

/// All misses of a kind, and the worst of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Misses {
    /// The kind.
    pub kind: MissKind,
    /// How many there are.
    pub n_misses: u64,
    /// The worst, worst first.
    pub worst: Vec<Miss>,
}

/// One miss.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Miss {
    /// What it is about: an enterprise, a union, a person, a unit and indicator.
    pub about: String,
    /// What truth says.
    pub expected: String,
    /// What the run says.
    pub found: String,
    /// Fields in which the rows differ.
    pub differing: Vec<String>,
    /// The rows behind it.
    pub rows: Vec<MissRow>,
    /// What else the run's tables say of it.
    pub notes: Vec<String>,
}

/// One row behind a miss.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MissRow {
    /// Source name in the pipeline file.
    pub source: String,
    /// File as the glob matched it.
    pub file: String,
    /// Sheet, null for formats without sheets.
    pub sheet: Option<String>,
    /// 1-based row as a spreadsheet shows it.
    pub row: u32,
    /// Where the other side has it, and what it says.
    pub says: String,
}

impl MissRow {
    fn new(identity: RowIdentity, says: String) -> Self {
        let RowIdentity {
            source,
            file,
            sheet,
            row,
        } = identity;
        Self {
            source,
            file,
            sheet,
            row,
            says,
        }
    }
}

/// Run and truth as the lists of misses see them.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) run: &'a Folder,
    pub(super) truth: &'a Folder,
    pub(super) rows: &'a LinkedRows,
    pub(super) people: &'a People,
    /// How many of each kind are told in full.
    pub(super) n_worst: usize,
}

/// Rows told of one miss at most; a miss of a thousand rows is not read to its end.
const ROWS_TOLD_MAX: usize = 12;

impl Case<'_> {
    /// Sorts the misses worst first and tells the worst: what costs most, and the first on ties.
    fn tell<T>(
        &self,
        kind: MissKind,
        mut misses: Vec<(u64, T)>,
        tell: impl Fn(&T) -> Miss,
    ) -> Misses {
        // A stable sort: equal costs stay in the order in which they were found.
        misses.sort_by_key(|miss| std::cmp::Reverse(miss.0));
        let worst = misses.iter().take(self.n_worst);
        Misses {
            kind,
            n_misses: misses.len() as u64,
            worst: worst.map(|(_, miss)| tell(miss)).collect(),
        }
    }
}

/// Every kind of miss that occurs, in the order of [`MissKind`].
pub(super) fn misses(case: &Case<'_>) -> Result<Vec<Misses>, EvaluateError> {
    let mut misses = links::misses(case)?;
    misses.extend(unions::misses(case)?);
    misses.extend(members::misses(case)?);
    misses.extend(report::misses(case)?);
    misses.retain(|misses| misses.n_misses > 0);
    misses.sort_by_key(|misses| misses.kind);
    Ok(misses)
}
