//! Expected, found, agreed: the three counts behind every precision and recall.

use std::collections::{BTreeMap, BTreeSet};

use serde::ser::{Serialize, SerializeStruct, Serializer};

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

    /// Harmonic mean of precision and recall, 0..=1; `None` when nothing was expected or found.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.agreed, self.expected + self.found)
    }

    /// Counts one unit for which `expected` should, and `found` does, stand.
    pub(super) fn note<T: PartialEq>(&mut self, expected: Option<T>, found: Option<T>) {
        self.expected += u64::from(expected.is_some());
        self.found += u64::from(found.is_some());
        self.agreed += u64::from(expected.is_some() && expected == found);
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

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.expected += other.expected;
        self.found += other.found;
        self.agreed += other.agreed;
    }
}

/// The counts and the shares they give, so that no reader divides.
impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Tally", 6)?;
        fields.serialize_field("expected", &self.expected)?;
        fields.serialize_field("found", &self.found)?;
        fields.serialize_field("agreed", &self.agreed)?;
        fields.serialize_field("precision", &self.precision())?;
        fields.serialize_field("recall", &self.recall())?;
        fields.serialize_field("f1", &self.f1())?;
        fields.end()
    }
}

/// `part` of `whole`, 0..=1; `None` when there is no whole.
pub(super) fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// One named tally, with what the exact join gives for the same where a join can say anything.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Line {
    /// What is counted.
    pub name: String,
    /// Minglu's.
    pub minglu: Tally,
    /// The exact join's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exact_join: Option<Tally>,
}

impl Line {
    pub(super) fn new(name: impl Into<String>, minglu: Tally) -> Self {
        Self {
            name: name.into(),
            minglu,
            exact_join: None,
        }
    }
}

/// Sets of things by class.
pub(super) type Classes<T> = BTreeMap<String, BTreeSet<T>>;

/// Compares two sets class by class, and all together first.
pub(super) fn by_class<T: Ord + Clone>(expected: &Classes<T>, found: &Classes<T>) -> Vec<Line> {
    let classes: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
    let empty = BTreeSet::new();
    let mut all = Tally::default();
    let mut lines = Vec::with_capacity(classes.len() + 1);
    for class in classes {
        let tally = Tally::of_sets(
            expected.get(class).unwrap_or(&empty),
            found.get(class).unwrap_or(&empty),
        );
        all += tally;
        lines.push(Line::new(class.clone(), tally));
    }
    lines.insert(0, Line::new("all", all));
    lines
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
        assert_eq!(tally.f1(), Some(4.0 / 7.0));
    }

    #[test]
    fn nothing_expected_has_no_recall() {
        assert_eq!(Tally::default().recall(), None);
    }
}
