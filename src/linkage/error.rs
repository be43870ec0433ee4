//! What can be wrong with a specification or with the tables it is run on.

use super::model::ModelFault;
use super::spec::{ColumnKind, Mode};

/// One thing wrong with a specification.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SpecFault {
    /// Deduplication takes one table, linking two or more.
    #[error("mode `{mode:?}` has {found} tables; deduplication takes one, linking two or more")]
    TableCount {
        /// The mode.
        mode: Mode,
        /// Tables listed.
        found: usize,
    },
    /// Without a rule nothing is compared.
    #[error("no blocking rule: nothing would be compared")]
    NoRule,
    /// A rule that names no column.
    #[error("blocking rule `{rule}` names no column; give it `equal`, `ngrams` or both")]
    EmptyRule {
        /// Its name.
        rule: String,
    },
    /// None, or more than a vector holds.
    #[error("{found} comparisons, expected 1 to {most}")]
    ComparisonCount {
        /// Listed.
        found: usize,
        /// That fit.
        most: usize,
    },
    /// None, or more than a vector holds.
    #[error("comparison `{comparison}` has {found} levels, expected 1 to {most}")]
    LevelCount {
        /// Its name.
        comparison: String,
        /// Listed.
        found: usize,
        /// That fit.
        most: usize,
    },
    /// A measure on too many or too few columns.
    #[error("`{level}`: `swapped` takes two columns, `exact` any number, every other measure one")]
    ColumnCount {
        /// Comparison and level.
        level: String,
    },
    /// A measure on a column of another kind.
    #[error("`{what}`: column `{column}` is {found:?}, expected {expected:?}")]
    Kind {
        /// Where.
        what: String,
        /// The column.
        column: String,
        /// Its kind.
        found: ColumnKind,
        /// What the measure takes.
        expected: ColumnKind,
    },
    /// m is to be learned from labels, and there are none.
    #[error("`m_from = \"known\"` needs known pairs whose verdict is `same`, and there is none")]
    NothingKnown,
    /// A number out of its range.
    #[error("{what} is {found}, expected above 0 and at most 1")]
    OutOfRange {
        /// Which number.
        what: String,
        /// As written.
        found: f64,
    },
    /// A name nothing has.
    #[error("there is no {what} `{name}`")]
    Unknown {
        /// Kind of thing.
        what: &'static str,
        /// As written.
        name: String,
    },
    /// A name two things have.
    #[error("two {what}s are named `{name}`")]
    Twice {
        /// Kind of thing.
        what: &'static str,
        /// The name.
        name: String,
    },
}

/// Why tables cannot be linked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LinkFault {
    /// The specification is faulty.
    #[error("the link specification cannot be run: {}", list(.0))]
    Spec(Vec<SpecFault>),
    /// Other tables than the specification names.
    #[error("{found} tables were given, the specification names {expected}")]
    Tables {
        /// Given.
        found: usize,
        /// Named.
        expected: usize,
    },
    /// A table lacks a column.
    #[error("table `{table}` has no column `{column}`, it has {found}")]
    NoColumn {
        /// The table.
        table: String,
        /// The column that is asked for.
        column: String,
        /// What there is.
        found: String,
    },
    /// A column cannot be read as text, or as a list of texts.
    #[error("table `{table}`: column `{column}` of type {found} cannot be compared")]
    Type {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// Arrow's name of the type.
        found: String,
    },
    /// A record without a key.
    #[error("table `{table}`, row {row}: the unique key `{column}` is empty")]
    NullKey {
        /// The table.
        table: String,
        /// 1-based.
        row: usize,
        /// The key column.
        column: String,
    },
    /// Two records with one key.
    #[error("table `{table}`: the unique key `{column}` is `{key}` on more than one row")]
    KeyTwice {
        /// The table.
        table: String,
        /// The key column.
        column: String,
        /// The key.
        key: String,
    },
    /// Nothing to link.
    #[error("table `{table}` has {found} rows; {expected}")]
    TooFewRows {
        /// The table.
        table: String,
        /// Its rows.
        found: usize,
        /// What is needed.
        expected: &'static str,
    },
    /// More records than can be numbered.
    #[error("{found} records, at most {most} can be linked at once")]
    TooManyRows {
        /// Records given.
        found: usize,
        /// The limit.
        most: usize,
    },
    /// A text column of more different characters than can be coded.
    #[error("column `{column}` holds more than {most} different characters")]
    TooManyCharacters {
        /// The column.
        column: String,
        /// The limit.
        most: usize,
    },
    /// Decided pairs that cannot all hold.
    #[error(
        "`{left}` and `{right}` are known to be different, and other known pairs make them the same"
    )]
    KnownContradict {
        /// Table and key of the one.
        left: String,
        /// Of the other.
        right: String,
    },
    /// A frozen model that does not fit.
    #[error("the model does not fit the specification")]
    Model(#[from] ModelFault),
}

impl LinkFault {
    /// One sentence on how to mend it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::NoColumn { column, .. } => Some(format!(
                "declare `[columns.{column}]` with `from` naming a column that every table has"
            )),
            Self::KeyTwice { .. } | Self::NullKey { .. } => {
                Some("choose a column that is filled and different on every row".to_owned())
            }
            Self::Type { .. } => {
                Some("give the column as text, number, date or list of texts".to_owned())
            }
            Self::KnownContradict { .. } => {
                Some("look at the known pairs of both again and take the wrong one out".to_owned())
            }
            Self::Model(_) => Some("train it anew with this specification".to_owned()),
            Self::Spec(_)
            | Self::Tables { .. }
            | Self::TooFewRows { .. }
            | Self::TooManyRows { .. }
            | Self::TooManyCharacters { .. } => None,
        }
    }
}

fn list(faults: &[SpecFault]) -> String {
    let faults: Vec<String> = faults.iter().map(SpecFault::to_string).collect();
    faults.join("; ")
}
