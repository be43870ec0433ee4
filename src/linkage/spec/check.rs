//! A specification whose every name is resolved and every number is in range.

use super::{
    BlockingSpec, ColumnKind, ColumnSpec, ComparisonSpec, LevelSpec, LinkSpec, Measure, Mode,
};
use crate::linkage::comparison::{COMPARISONS_MAX, LEVELS_MAX};
use crate::linkage::error::SpecFault;

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

struct Check<'a> {
    spec: &'a LinkSpec,
    columns: Vec<(String, ColumnSpec)>,
    faults: Vec<SpecFault>,
}

impl Check<'_> {
    fn mode(&self) -> Mode {
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

    /// Tables, rules and comparisons: enough of each, each named once.
    fn shape(&mut self) {
        let spec = self.spec;
        let names: Vec<&str> = spec
            .tables
            .iter()
            .map(|table| table.name.as_str())
            .collect();
        let enough = match self.mode() {
            Mode::Dedupe => names.len() == 1,
            Mode::Link => names.len() > 1,
            Mode::LinkAndDedupe => !names.is_empty(),
        };
        if !enough || names.len() > usize::from(u16::MAX) {
            let (mode, found) = (self.mode(), names.len());
            self.faults.push(SpecFault::TableCount { mode, found });
        }
        self.named_once("table", &names);
        if spec.blocking.is_empty() {
            self.faults.push(SpecFault::NoRule);
        }
        let names: Vec<&str> = spec.comparisons.iter().map(ComparisonSpec::name).collect();
        if names.is_empty() || names.len() > COMPARISONS_MAX {
            self.faults.push(SpecFault::ComparisonCount {
                found: names.len(),
                most: COMPARISONS_MAX,
            });
        }
        self.named_once("comparison", &names);
        for free in &spec.clustering.free_of_duplicates {
            if !spec.tables.iter().any(|table| table.name == *free) {
                let (what, name) = ("table", free.clone());
                self.faults.push(SpecFault::Unknown { what, name });
            }
        }
        for pinned in &spec.training.pinned {
            let found = spec
                .comparisons
                .iter()
                .find(|one| one.name() == pinned.comparison);
            let is_level = found.is_some_and(|one| {
                pinned.level == ELSE
                    || one
                        .levels
                        .iter()
                        .any(|level| level.to_string() == pinned.level)
            });
            if !is_level {
                let (what, name) = ("level", format!("{}: {}", pinned.comparison, pinned.level));
                self.faults.push(SpecFault::Unknown { what, name });
            }
        }
    }

    fn named_once(&mut self, what: &'static str, names: &[&str]) {
        for (idx, name) in names.iter().enumerate() {
            if names[..idx].contains(name) {
                let name = (*name).to_owned();
                self.faults.push(SpecFault::Twice { what, name });
            }
        }
    }

    fn numbers(&mut self) {
        let training = &self.spec.training;
        let thresholds = &self.spec.thresholds;
        let mut numbers = vec![
            ("training.recall".to_owned(), Some(training.recall)),
            ("training.prior".to_owned(), training.prior),
            (
                "thresholds.match_probability".to_owned(),
                Some(thresholds.match_probability),
            ),
        ];
        for pinned in &training.pinned {
            let of = |what| format!("{what} of `{}: {}`", pinned.comparison, pinned.level);
            numbers.push((of("m"), pinned.m));
            numbers.push((of("u"), pinned.u));
        }
        for (what, number) in numbers {
            if let Some(found) = number.filter(|number| !(*number > 0.0 && *number <= 1.0)) {
                self.faults.push(SpecFault::OutOfRange { what, found });
            }
        }
        let found = thresholds.keep_probability;
        if !(0.0..=1.0).contains(&found) {
            let what = "thresholds.keep_probability".to_owned();
            self.faults.push(SpecFault::OutOfRange { what, found });
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
