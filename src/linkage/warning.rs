//! What does not stop a linkage but is worth knowing.

/// Something that does not stop a linkage but that whoever uses its result should know.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LinkWarning {
    /// A column without a single value.
    #[error("column `{column}` is empty on every row: it neither blocks nor compares")]
    EmptyColumn {
        /// The column.
        column: String,
    },
    /// A column with one value.
    #[error("column `{column}` has one value on every row: it tells nothing apart")]
    ConstantColumn {
        /// The column.
        column: String,
    },
    /// Cells that are no number or no date.
    #[error("column `{column}`: {n_cells} cells are no {kind} and count as empty")]
    Unparsed {
        /// The column.
        column: String,
        /// What was expected.
        kind: &'static str,
        /// How many.
        n_cells: u64,
    },
    /// A rule that gives no pair.
    #[error("blocking rule `{rule}` gives no pair")]
    NothingBlocked {
        /// The rule.
        rule: String,
    },
    /// Keys over the limit.
    #[error(
        "blocking rule `{rule}`: {n_keys} keys stand on more than {block_max} records each and are not used; {n_records} records depended on them alone"
    )]
    KeysUnused {
        /// The rule.
        rule: String,
        /// Keys.
        n_keys: u64,
        /// The limit.
        block_max: u64,
        /// Records without another key of the rule.
        n_records: u64,
    },
    /// A training rule without matches or without non-matches teaches nothing.
    #[error("training rule `{rule}` teaches nothing: {reason}")]
    RuleTeachesNothing {
        /// The rule.
        rule: String,
        /// Why.
        reason: &'static str,
    },
    /// Expectation–maximisation ran out of rounds.
    #[error(
        "training rule `{rule}` has not settled after {rounds} rounds, the last moved m by {change:.1e}"
    )]
    NotSettled {
        /// The rule.
        rule: String,
        /// Rounds.
        rounds: usize,
        /// Largest change of the last.
        change: f64,
    },
    /// No rule teaches a comparison.
    #[error(
        "comparison `{comparison}` is decided by every training rule: its m stays as it started; add a rule without it or pin it"
    )]
    NotTaught {
        /// The comparison.
        comparison: String,
    },
    /// A level that no match, or no pair at all, was seen at.
    #[error(
        "level `{level}` of `{comparison}` was seen on no {side}: its parameter is a floor, not a measurement"
    )]
    LevelNotSeen {
        /// The comparison.
        comparison: String,
        /// The level.
        level: String,
        /// `match` or `random pair`.
        side: &'static str,
    },
    /// Agreement that speaks against a match.
    #[error(
        "level `{level}` of `{comparison}` is the strongest and speaks against a match (m {m:.2e}, u {u:.2e})"
    )]
    Inverted {
        /// The comparison.
        comparison: String,
        /// The level.
        level: String,
        /// P(level | match).
        m: f64,
        /// P(level | non-match).
        u: f64,
    },
    /// Known pairs of records that are not there.
    #[error("{n_pairs} known pairs name a record that no table has: they decide nothing")]
    KnownAbsent {
        /// How many.
        n_pairs: u64,
    },
    /// The prior could not be estimated.
    #[error("no pair satisfies a deterministic rule: the prior is a guess of one match per record")]
    PriorGuessed,
}
