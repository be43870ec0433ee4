//! Expected, found, agreed: the three counts behind every precision and recall.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// How much was expected, found, and both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// In the truth.
    pub expected: u64,
    /// In the run.
    pub found: u64,
    /// In both.
    pub agreed: u64,
}

impl Tally {
    /// Share of what was found that is right, 0..=1; `None` when nothing was found.
    pub fn precision(&self) -> Option<f64> {
        share(self.agreed, self.found)
    }

    /// Share of what was expected that was found, 0..=1; `None` when nothing was expected.
    pub fn recall(&self) -> Option<f64> {
        share(self.agreed, self.expected)
    }

    /// Compares two sets.
    pub(super) fn of_sets<T: Ord>(expected: &BTreeSet<T>, found: &BTreeSet<T>) -> Self {
        Self {
            expected: expected.len() as u64,
            found: found.len() as u64,
            agreed: expected.intersection(found).count() as u64,
        }
    }
}

pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Compares two sets class by class, and all together first.
pub(super) fn by_class<T: Ord + Clone>(
    expected: &BTreeMap<String, BTreeSet<T>>,
    found: &BTreeMap<String, BTreeSet<T>>,
) -> Vec<(String, Tally)> {
    let classes: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
    let empty = BTreeSet::new();
    let mut all = Tally::default();
    let mut tallies = Vec::with_capacity(classes.len() + 1);
    for class in classes {
        let tally = Tally::of_sets(
            expected.get(class).unwrap_or(&empty),
            found.get(class).unwrap_or(&empty),
        );
        all.expected += tally.expected;
        all.found += tally.found;
        all.agreed += tally.agreed;
        tallies.push((class.clone(), tally));
    }
    tallies.insert(0, ("all".to_owned(), all));
    tallies
}

impl fmt::Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |share: Option<f64>| {
            share.map_or_else(|| "-".to_owned(), |share| format!("{:.1}%", share * 100.0))
        };
        write!(
            formatter,
            "expected {:>7}  found {:>7}  agreed {:>7}  precision {:>6}  recall {:>6}",
            self.expected,
            self.found,
            self.agreed,
            percent(self.precision()),
            percent(self.recall())
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_and_recall_come_from_the_same_three_counts() {
        let expected = BTreeSet::from([1, 2, 3, 4]);
        let found = BTreeSet::from([3, 4, 5]);
        let tally = Tally::of_sets(&expected, &found);
        assert_eq!(tally.recall(), Some(0.5));
        assert_eq!(tally.precision(), Some(2.0 / 3.0));
    }

    #[test]
    fn nothing_expected_has_no_recall() {
        assert_eq!(Tally::default().recall(), None);
    }
}
