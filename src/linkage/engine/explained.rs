//! Pairs of a linkage explained with the records' own values.

use super::run::Linkage;
use super::scorer::{Scorer, TermCounts, weighed_columns};
use crate::linkage::comparison::OfSpec;
use crate::linkage::explain::{Bar, BarKind, Waterfall};
use crate::linkage::scoring::ScoredPair;

impl Linkage {
    /// The weight of each pair as a waterfall with the values that were compared.
    ///
    /// # Cost
    /// Prepares the comparisons anew: ask for many pairs at once.
    pub fn waterfalls(&self, pairs: &[ScoredPair]) -> Vec<Waterfall> {
        let (spec, records) = (&self.spec, &self.records);
        let comparisons: Vec<OfSpec> = spec
            .comparisons
            .iter()
            .map(|one| OfSpec::of(one, records))
            .collect();
        let terms: Vec<TermCounts> = weighed_columns(spec)
            .into_iter()
            .map(|column| TermCounts::of(records, column))
            .collect();
        let scorer = Scorer::of(spec, records, &comparisons, (&self.model, &terms));
        let name = |record: u32| format!("{}/{}", records.table(record), records.key(record));
        let values = |comparison: usize, record: u32| {
            let columns = spec.comparisons[comparison].columns();
            let shown = columns
                .into_iter()
                .filter_map(|column| records.shown(column, record));
            let shown: Vec<String> = shown.collect();
            (!shown.is_empty()).then(|| shown.join(", "))
        };
        let explain = |pair: &ScoredPair| {
            let mut waterfall = Waterfall::of(&self.model, pair.vector);
            for (idx, bar) in waterfall.bars.iter_mut().skip(1).enumerate() {
                (bar.value_l, bar.value_r) = (values(idx, pair.left), values(idx, pair.right));
            }
            for (comparison, bits) in scorer.adjustments((pair.left, pair.right), pair.vector) {
                waterfall.bars.push(Bar {
                    kind: BarKind::Frequency,
                    name: spec.comparisons[comparison].name.clone(),
                    level: String::from("how rare the value is"),
                    value_l: None,
                    value_r: None,
                    bits,
                });
            }
            (waterfall.left, waterfall.right) = (name(pair.left), name(pair.right));
            waterfall.add_up();
            waterfall
        };
        pairs.iter().map(explain).collect()
    }
}
