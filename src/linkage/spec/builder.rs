//! A specification built in code.

use std::collections::BTreeMap;

use super::{
    BLOCK_MAX, BlockingSpec, ClusteringSpec, ColumnSpec, ComparisonSpec, KnownSpec, LevelFault,
    LinkSpec, TableSpec, Thresholds, TrainingSpec,
};

impl LinkSpec {
    /// A specification of the tables named, without rules and comparisons yet.
    pub fn of(tables: &[&str], unique_key: &str) -> Self {
        let table = |name: &&str| TableSpec {
            name: (*name).to_owned(),
            file: None,
        };
        Self {
            tables: tables.iter().map(table).collect(),
            unique_key: unique_key.to_owned(),
            mode: None,
            columns: BTreeMap::new(),
            blocking: Vec::new(),
            comparisons: Vec::new(),
            training: TrainingSpec::default(),
            thresholds: Thresholds::default(),
            clustering: ClusteringSpec::default(),
            known: KnownSpec::default(),
        }
    }

    /// Declares a prepared column.
    #[must_use]
    pub fn column(mut self, name: &str, column: ColumnSpec) -> Self {
        self.columns.insert(name.to_owned(), column);
        self
    }

    /// Compares pairs that are equal in these columns.
    #[must_use]
    pub fn block_on(mut self, columns: &[&str]) -> Self {
        self.blocking.push(BlockingSpec {
            equal: columns.iter().map(|column| (*column).to_owned()).collect(),
            block_max: BLOCK_MAX,
            ..BlockingSpec::default()
        });
        self
    }

    /// Compares a column by levels, strongest first.
    ///
    /// # Errors
    /// [`LevelFault`]: a level cannot be read.
    pub fn compare(mut self, column: &str, levels: &[&str]) -> Result<Self, LevelFault> {
        let parsed = levels.iter().map(|level| level.parse());
        self.comparisons.push(ComparisonSpec {
            column: column.to_owned(),
            name: None,
            levels: parsed.collect::<Result<_, _>>()?,
            term_frequency: Vec::new(),
        });
        Ok(self)
    }

    /// Weighs the last comparison's exact levels by how rare the value of `column` is.
    #[must_use]
    pub fn weighed_by_frequency_of(mut self, column: &str) -> Self {
        if let Some(last) = self.comparisons.last_mut() {
            last.term_frequency.push(column.to_owned());
        }
        self
    }
}
