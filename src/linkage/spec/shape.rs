//! Enough of everything, each named once, every number in its range.

use super::check::{Check, ELSE};
use super::{ComparisonSpec, MSource, Mode, Verdict};
use crate::linkage::comparison::COMPARISONS_MAX;
use crate::linkage::error::SpecFault;

impl Check<'_> {
    /// Tables, rules and comparisons: enough of each, each named once.
    pub(super) fn shape(&mut self) {
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
        self.pinned_levels();
        self.known_pairs();
    }

    fn pinned_levels(&mut self) {
        let spec = self.spec;
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

    /// Known pairs name their tables, and there are labels where m is learned from them.
    fn known_pairs(&mut self) {
        let spec = self.spec;
        let is_only_table = spec.tables.len() == 1;
        let pairs = spec.known.pairs.iter();
        for table in pairs.flat_map(|pair| [&pair.table_l, &pair.table_r]) {
            let is_known = match table {
                None => is_only_table,
                Some(name) => spec.tables.iter().any(|table| table.name == *name),
            };
            if !is_known {
                let (what, name) = ("table", table.clone().unwrap_or_default());
                self.faults.push(SpecFault::Unknown { what, name });
            }
        }
        let mut pairs = spec.known.pairs.iter();
        let is_taught = pairs.any(|pair| pair.verdict == Verdict::Same);
        if spec.training.m_from == MSource::Known && !is_taught {
            self.faults.push(SpecFault::NothingKnown);
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

    pub(super) fn numbers(&mut self) {
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
