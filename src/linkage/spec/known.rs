//! Pairs that people have decided.

use serde::{Deserialize, Serialize};

/// Pairs that people have decided: they bind whatever the model says and whatever the method of
/// clustering.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct KnownSpec {
    /// A table of such pairs with the columns of a [`KnownPair`], where a caller that reads files
    /// finds it; the engine does not look.
    pub file: Option<String>,
    /// The pairs.
    pub pairs: Vec<KnownPair>,
}

/// A decided pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownPair {
    /// Table of the one record; may be left out where there is one table.
    #[serde(default)]
    pub table_l: Option<String>,
    /// Its unique key.
    pub key_l: String,
    /// Table of the other.
    #[serde(default)]
    pub table_r: Option<String>,
    /// Its unique key.
    pub key_r: String,
    /// What was decided.
    pub verdict: Verdict,
}

/// What was decided of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// One thing: must link.
    Same,
    /// Two things: cannot link.
    Different,
}

/// Where m is learned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MSource {
    /// Among the pairs of the training rules, without labels.
    #[default]
    Rules,
    /// From the pairs known to be the same: labels.
    Known,
}
