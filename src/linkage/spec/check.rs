//! Names to numbers: what a specification says, resolved, with every fault at once.

use super::checked::{CheckedComparison, CheckedLevel, CheckedNgrams, CheckedRule, CheckedSpec};
use super::{
    BlockingSpec, ColumnKind, ColumnSpec, ComparisonSpec, LevelSpec, LinkSpec, Measure, Mode,
};
use crate::linkage::comparison::LEVELS_MAX;
use crate::linkage::error::SpecFault;

impl LinkSpec {
    /// Resolves every name and holds every number to its range.
    ///
    /// # Errors
    /// All faults at once.
    pub fn check(&self) -> Result<CheckedSpec, Vec<SpecFault>> {
        let mut check = Check {
            spec: self,
            columns: Vec::new(),
            faults: Vec::new(),
        };
        let mode = check.mode();
        let rules: Vec<CheckedRule> = self.blocking.iter().map(|rule| check.rule(rule)).collect();
        let comparisons: Vec<CheckedComparison> = self
            .comparisons
            .iter()
            .map(|comparison| check.comparison(comparison))
            .collect();
        let training_rules = match self.training.rules.is_empty() {
            true => equalities_of(&rules),
            false => check.equalities(&self.training.rules),
        };
        let deterministic = check.equalities(&self.training.deterministic);
        let exclusive: Vec<usize> = self
            .clustering
            .exclusive
            .iter()
            .map(|column| check.column(column))
            .collect();
        check.shape();
        check.numbers();
        let is_free = |name: &String| self.clustering.free_of_duplicates.contains(name);
        match check.faults.is_empty() {
            true => Ok(CheckedSpec {
                spec: self.clone(),
                mode,
                columns: check.columns,
                rules,
                comparisons,
                training_rules,
                deterministic,
                exclusive,
                is_free_of_duplicates: self
                    .tables
                    .iter()
                    .map(|table| is_free(&table.name))
                    .collect(),
            }),
            false => Err(check.faults),
        }
    }
}

/// The equal columns of blocking rules, each set once.
fn equalities_of(rules: &[CheckedRule]) -> Vec<CheckedRule> {
    let mut kept: Vec<CheckedRule> = Vec::new();
    for rule in rules {
        let is_new = !kept.iter().any(|other| other.equal == rule.equal);
        if rule.ngrams.is_none() && is_new {
            kept.push(rule.clone());
        }
    }
    kept
}

/// A check under way.
pub(super) struct Check<'a> {
    pub(super) spec: &'a LinkSpec,
    columns: Vec<(String, ColumnSpec)>,
    pub(super) faults: Vec<SpecFault>,
}

impl Check<'_> {
    pub(super) fn mode(&self) -> Mode {
        self.spec.mode.unwrap_or(match self.spec.tables.len() {
            0 | 1 => Mode::Dedupe,
            _ => Mode::Link,
        })
    }

    /// The number of a column; what the specification does not declare is a source column.
    fn column(&mut self, name: &str) -> usize {
        if let Some(number) = self.columns.iter().position(|(known, _)| known == name) {
            return number;
        }
        let declared = self.spec.columns.get(name).cloned().unwrap_or_default();
        self.columns.push((name.to_owned(), declared));
        self.columns.len() - 1
    }

    fn kind(&self, column: usize) -> ColumnKind {
        self.columns[column].1.kind
    }

    fn rule(&mut self, rule: &BlockingSpec) -> CheckedRule {
        let equal: Vec<usize> = rule
            .equal
            .iter()
            .map(|column| self.column(column))
            .collect();
        let ngrams = rule.ngrams.as_ref().map(|ngrams| CheckedNgrams {
            column: self.column(&ngrams.column),
            chars: usize::from(ngrams.chars).max(1),
            cosine_min: ngrams.cosine_min,
        });
        let alike = rule
            .ngrams
            .as_ref()
            .map(|ngrams| format!("{} alike from cosine {}", ngrams.column, ngrams.cosine_min));
        let says = rule.equal.iter().cloned().chain(alike).collect::<Vec<_>>();
        let name = rule.name.clone().unwrap_or_else(|| says.join(", "));
        if equal.is_empty() && ngrams.is_none() {
            self.faults
                .push(SpecFault::EmptyRule { rule: name.clone() });
        }
        if let Some(ngrams) = ngrams {
            if !(ngrams.cosine_min > 0.0 && ngrams.cosine_min <= 1.0) {
                let (what, found) = (format!("cosine_min of `{name}`"), ngrams.cosine_min);
                self.faults.push(SpecFault::OutOfRange { what, found });
            }
            self.expect_kind(&name, ngrams.column, &[ColumnKind::Text]);
        }
        CheckedRule {
            name,
            equal,
            ngrams,
            block_max: rule.block_max as usize,
        }
    }

    fn equalities(&mut self, sets: &[Vec<String>]) -> Vec<CheckedRule> {
        let of_set = |set: &Vec<String>| BlockingSpec {
            equal: set.clone(),
            block_max: super::BLOCK_MAX,
            ..BlockingSpec::default()
        };
        sets.iter().map(|set| self.rule(&of_set(set))).collect()
    }

    fn comparison(&mut self, comparison: &ComparisonSpec) -> CheckedComparison {
        let own = self.column(&comparison.column);
        let name = comparison.name().to_owned();
        if comparison.levels.is_empty() || comparison.levels.len() + 2 > LEVELS_MAX {
            self.faults.push(SpecFault::LevelCount {
                comparison: name.clone(),
                found: comparison.levels.len(),
                most: LEVELS_MAX - 2,
            });
        }
        let frequency: Vec<usize> = comparison
            .term_frequency
            .iter()
            .map(|column| self.column(column))
            .collect();
        for column in &frequency {
            self.expect_kind(&name, *column, &[ColumnKind::Text]);
        }
        let levels: Vec<CheckedLevel> = comparison
            .levels
            .iter()
            .map(|level| self.level(&name, own, level, &frequency))
            .collect();
        CheckedComparison { name, levels }
    }

    fn level(
        &mut self,
        comparison: &str,
        own: usize,
        level: &LevelSpec,
        frequency: &[usize],
    ) -> CheckedLevel {
        let mut conditions = Vec::new();
        for condition in &level.conditions {
            let columns: Vec<usize> = match condition.columns.is_empty() {
                true => vec![own],
                false => condition
                    .columns
                    .iter()
                    .map(|name| self.column(name))
                    .collect(),
            };
            let what = format!("{comparison}: {level}");
            for column in &columns {
                self.expect_kind(&what, *column, kinds_of(condition.measure));
            }
            let fits = match columns.len() {
                1 => condition.measure != Measure::Swapped,
                2 => matches!(condition.measure, Measure::Swapped | Measure::Exact),
                _ => condition.measure == Measure::Exact,
            };
            if !fits {
                self.faults.push(SpecFault::ColumnCount { level: what });
            }
            conditions.push((condition.measure, columns));
        }
        let is_exact_on = |column: &&usize| {
            let mut conditions = conditions.iter();
            conditions
                .any(|(measure, columns)| *measure == Measure::Exact && columns.contains(column))
        };
        CheckedLevel {
            label: level.to_string(),
            frequency: frequency.iter().find(is_exact_on).copied(),
            conditions,
        }
    }

    fn expect_kind(&mut self, what: &str, column: usize, expected: &[ColumnKind]) {
        if !expected.contains(&self.kind(column)) {
            self.faults.push(SpecFault::Kind {
                what: what.to_owned(),
                column: self.columns[column].0.clone(),
                found: self.kind(column),
                expected: expected[0],
            });
        }
    }
}

/// Name of the level that holds what no other does.
pub(in crate::linkage) const ELSE: &str = "else";

fn kinds_of(measure: Measure) -> &'static [ColumnKind] {
    match measure {
        Measure::Exact => &[
            ColumnKind::Text,
            ColumnKind::Number,
            ColumnKind::Date,
            ColumnKind::List,
        ],
        Measure::Swapped
        | Measure::JaroWinkler(_)
        | Measure::Jaro(_)
        | Measure::Levenshtein(_)
        | Measure::Damerau(_)
        | Measure::Jaccard(_) => &[ColumnKind::Text],
        Measure::Days(_) => &[ColumnKind::Date],
        Measure::Difference(_) | Measure::Relative(_) => &[ColumnKind::Number],
        Measure::Common(_) | Measure::BestJaroWinkler(_) => &[ColumnKind::List],
    }
}
