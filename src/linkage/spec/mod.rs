//! What is linked and how, as plain data: read from TOML or JSON through serde, or built in code.
//!
//! A specification says nothing of threads, files' formats or memory; the engine decides those.

mod builder;
mod check;
mod checked;
mod known;
mod level;
mod shape;
mod sources;
mod step;

pub(super) use check::ELSE;
pub use checked::CheckedSpec;
pub(super) use checked::{CheckedComparison, CheckedNgrams, CheckedRule};
pub use known::{KnownPair, KnownSpec, MSource, Verdict};
pub use level::{Condition, LevelFault, LevelSpec, Measure};
pub use step::Step;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A whole link specification.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LinkSpec {
    /// The tables, in the order of their records.
    pub tables: Vec<TableSpec>,
    /// The column that names a record inside its table.
    pub unique_key: String,
    /// Which pairs count; by default within one table, or between several.
    #[serde(default)]
    pub mode: Option<Mode>,
    /// Prepared columns by name; a column that is not declared is the source column, trimmed.
    #[serde(default)]
    pub columns: BTreeMap<String, ColumnSpec>,
    /// A pair is compared when any of these gives it.
    pub blocking: Vec<BlockingSpec>,
    /// What pairs are compared in.
    pub comparisons: Vec<ComparisonSpec>,
    /// Where the parameters come from.
    #[serde(default)]
    pub training: TrainingSpec,
    /// From which probability on a pair counts.
    #[serde(default)]
    pub thresholds: Thresholds,
    /// How accepted pairs become clusters.
    #[serde(default)]
    pub clustering: ClusteringSpec,
    /// Pairs that are decided beforehand.
    #[serde(default)]
    pub known: KnownSpec,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableSpec {
    /// Its name in the results.
    pub name: String,
    /// Where a caller that reads files finds it; the engine does not look.
    #[serde(default)]
    pub file: Option<String>,
}

/// Which pairs of records are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Pairs within a table.
    Dedupe,
    /// Pairs between tables.
    Link,
    /// Both.
    LinkAndDedupe,
}

/// A column as it is compared.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnSpec {
    /// Source columns: texts are joined by a blank, lists are put together; none means the one of the same name.
    #[serde(default)]
    pub from: Vec<String>,
    /// What its cells are.
    #[serde(default)]
    pub kind: ColumnKind,
    /// What is done to a text, in order, after trimming. A text that ends empty is null.
    #[serde(default)]
    pub steps: Vec<Step>,
    /// What parts the items of a list that is written as one text.
    #[serde(default)]
    pub separator: Option<String>,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// Text.
    #[default]
    Text,
    /// A number.
    Number,
    /// A day: `2016-09-30`, `20160930` or `2016/9/30`.
    Date,
    /// Several texts: phones, former names.
    List,
}

/// A blocking rule: equal columns, grams in common, or grams in common within equal columns.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockingSpec {
    /// Name in the report; by default what the rule says.
    #[serde(default)]
    pub name: Option<String>,
    /// Columns that must be known and equal; of a list, one item.
    #[serde(default)]
    pub equal: Vec<String>,
    /// Texts that must be alike in their grams.
    #[serde(default)]
    pub ngrams: Option<NgramSpec>,
    /// A key of more records is not used, and reported.
    #[serde(default = "block_max_default")]
    pub block_max: u32,
}

/// Every pair of texts at or above a cosine of their weighted grams.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NgramSpec {
    /// The text column.
    pub column: String,
    /// Characters per gram.
    #[serde(default = "gram_chars_default")]
    pub chars: u8,
    /// Least cosine of the two texts' grams, each weighted by its rarity, above 0 and up to 1.
    pub cosine_min: f64,
}

/// One comparison and its levels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparisonSpec {
    /// The column that its levels speak of where they name none; also the comparison's name.
    pub column: String,
    /// The comparison's name, if it is another.
    #[serde(default)]
    pub name: Option<String>,
    /// Levels, strongest first; what none of them holds is the level `else`.
    pub levels: Vec<LevelSpec>,
    /// Columns whose rare values say more: at a level that is `exact` on one of them, the level's
    /// u is replaced by the value's own frequency.
    #[serde(default)]
    pub term_frequency: Vec<String>,
}

impl ComparisonSpec {
    /// The comparison's name.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.column)
    }
}

/// Where the parameters come from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrainingSpec {
    /// Fixes the probability that two random records match.
    pub prior: Option<f64>,
    /// Sets of columns: pairs equal in all columns of one set are taken as matches for the prior.
    pub deterministic: Vec<Vec<String>>,
    /// Which share of the true matches those rules find, above 0 and up to 1.
    pub recall: f64,
    /// Pairs of random records that u is learned from.
    pub random_pairs: u64,
    /// Pairs of one rule that m is learned from: of a rule with more, blocks are drawn.
    pub rule_pairs: u64,
    /// Sets of columns: m is learned among pairs equal in all columns of a set, once per set.
    /// Without any, the blocking rules' equal columns.
    pub rules: Vec<Vec<String>>,
    /// Where m is learned: among the pairs of `rules`, or from the known pairs.
    pub m_from: MSource,
    /// Parameters that are not learned.
    pub pinned: Vec<PinnedLevel>,
}

impl Default for TrainingSpec {
    fn default() -> Self {
        Self {
            prior: None,
            deterministic: Vec::new(),
            recall: 0.7,
            random_pairs: 3_000_000,
            rule_pairs: 1_000_000,
            rules: Vec::new(),
            m_from: MSource::Rules,
            pinned: Vec::new(),
        }
    }
}

/// A level whose m, u or both are given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PinnedLevel {
    /// Name of the comparison.
    pub comparison: String,
    /// The level as written, or `else`.
    pub level: String,
    /// P(level | match), 0..=1.
    #[serde(default)]
    pub m: Option<f64>,
    /// P(level | non-match), 0..=1.
    #[serde(default)]
    pub u: Option<f64>,
}

/// From which probability on a pair counts, 0..=1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Thresholds {
    /// A pair at or above links its records.
    pub match_probability: f64,
    /// A pair below is not kept.
    pub keep_probability: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            match_probability: 0.95,
            keep_probability: 0.5,
        }
    }
}

/// How accepted pairs become clusters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClusteringSpec {
    /// The method.
    pub method: ClusterMethod,
    /// Columns of which one thing has one value: two different known values forbid a cluster.
    pub exclusive: Vec<String>,
    /// Tables without duplicates: a cluster holds at most one record of each. With one of two
    /// tables the result is many-to-one, with both one-to-one.
    pub free_of_duplicates: Vec<String>,
}

/// How accepted pairs become clusters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClusterMethod {
    /// Records joined by any chain of accepted pairs.
    Components,
    /// Best pairs first, as long as nothing forbids.
    #[default]
    Constrained,
    /// Best pairs first, as long as the pairs between the two clusters speak for it taken together;
    /// a pair that was not kept speaks against.
    Average,
}

/// Records that share one key and are still compared pair by pair.
const BLOCK_MAX: u32 = 5_000;

fn block_max_default() -> u32 {
    BLOCK_MAX
}

fn gram_chars_default() -> u8 {
    2
}
