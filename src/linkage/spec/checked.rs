//! A specification whose every name is resolved and every number is in range.

use super::{ColumnSpec, LinkSpec, Measure, Mode};

/// A specification that can be run; made by [`LinkSpec::check`].
#[derive(Debug, Clone)]
pub struct CheckedSpec {
    /// As written.
    pub(in crate::linkage) spec: LinkSpec,
    pub(in crate::linkage) mode: Mode,
    pub(in crate::linkage) columns: Vec<(String, ColumnSpec)>,
    pub(in crate::linkage) rules: Vec<CheckedRule>,
    pub(in crate::linkage) comparisons: Vec<CheckedComparison>,
    pub(in crate::linkage) training_rules: Vec<CheckedRule>,
    pub(in crate::linkage) deterministic: Vec<CheckedRule>,
    pub(in crate::linkage) exclusive: Vec<usize>,
    /// Per table.
    pub(in crate::linkage) is_free_of_duplicates: Vec<bool>,
}

/// A blocking rule over column numbers.
#[derive(Debug, Clone)]
pub(in crate::linkage) struct CheckedRule {
    pub(in crate::linkage) name: String,
    pub(in crate::linkage) equal: Vec<usize>,
    pub(in crate::linkage) ngrams: Option<CheckedNgrams>,
    pub(in crate::linkage) block_max: usize,
}

#[derive(Debug, Clone, Copy)]
pub(in crate::linkage) struct CheckedNgrams {
    pub(in crate::linkage) column: usize,
    pub(in crate::linkage) chars: usize,
    pub(in crate::linkage) cosine_min: f64,
}

#[derive(Debug, Clone)]
pub(in crate::linkage) struct CheckedComparison {
    pub(in crate::linkage) name: String,
    /// Strongest first, as written.
    pub(in crate::linkage) levels: Vec<CheckedLevel>,
}

#[derive(Debug, Clone)]
pub(in crate::linkage) struct CheckedLevel {
    pub(in crate::linkage) label: String,
    pub(in crate::linkage) conditions: Vec<(Measure, Vec<usize>)>,
    /// The column whose value frequency replaces u.
    pub(in crate::linkage) frequency: Option<usize>,
}

impl CheckedComparison {
    /// Every column that a level reads, each once, in ascending order.
    pub(in crate::linkage) fn columns(&self) -> Vec<usize> {
        let conditions = self.levels.iter().flat_map(|level| &level.conditions);
        let mut columns: Vec<usize> = conditions
            .flat_map(|(_, columns)| columns.clone())
            .collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}
