//! Rows put together, held against which rows are truly one enterprise.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::Folder;
use super::error::EvaluateError;
use super::tally::{Tally, share};
use crate::table::{EntityId, RowIdentity, crosswalk, truth};

/// How well rows were put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkFigures {
    /// Pairs of rows of one enterprise.
    pub pairs: Tally,
    /// The same for a script that joins on valid code, organisation code and exact folded name.
    pub exact_join: Tally,
    /// True pairs that the exact join does not find.
    pub hard: u64,
    /// Those of them that the run put together.
    pub hard_recovered: u64,
}

impl LinkFigures {
    /// Share of the hard true links that was recovered, 0..=1; `None` when there is none.
    pub fn hard_link_recall(&self) -> Option<f64> {
        share(self.hard_recovered, self.hard)
    }
}

impl fmt::Display for LinkFigures {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let recall = self.hard_link_recall().unwrap_or(f64::NAN);
        writeln!(
            formatter,
            "links        minglu                     {}",
            self.pairs
        )?;
        writeln!(
            formatter,
            "links        exact join                 {}",
            self.exact_join
        )?;
        write!(
            formatter,
            "links        hard-link recall           {} of {} ({:.1}%)",
            self.hard_recovered,
            self.hard,
            recall * 100.0
        )
    }
}

/// One row that both run and truth know.
struct Row {
    truth_id: Option<String>,
    entity_id: Option<EntityId>,
    facts: [Option<String>; 3],
}

/// The rows that run and truth have in common.
pub(super) struct Rows {
    rows: Vec<Row>,
}

impl Rows {
    pub(super) fn read(run: &Folder, truth: &Folder) -> Result<Self, EvaluateError> {
        let run = run.table(crosswalk::NAME)?;
        let run = crosswalk::View::of(&run)?;
        let truth = truth.table(truth::crosswalk::NAME)?;
        let truth = truth::crosswalk::View::of(&truth)?;
        let row_of: HashMap<RowIdentity, usize> =
            (0..run.len()).map(|row| (run.identity(row), row)).collect();
        let rows: Vec<Row> = (0..truth.len())
            .filter_map(|row| {
                let found = *row_of.get(&truth.identity(row))?;
                Some(Row {
                    truth_id: truth.truth_id(row).map(str::to_owned),
                    entity_id: run.entity_id(found),
                    facts: [run.uscc(found), run.org_code(found), run.folded_name(found)]
                        .map(|fact| fact.map(str::to_owned)),
                })
            })
            .collect();
        if rows.is_empty() {
            return Err(EvaluateError::NothingInCommon);
        }
        Ok(Self { rows })
    }

    pub(super) fn figures(&self) -> LinkFigures {
        let truths = clusters(self.rows.iter().map(|row| row.truth_id.as_ref()));
        let entities = clusters(self.rows.iter().map(|row| row.entity_id.as_ref()));
        let mut pairs = Tally {
            expected: truths.values().map(|rows| n_pairs(rows.len())).sum(),
            found: entities.values().map(|rows| n_pairs(rows.len())).sum(),
            agreed: 0,
        };
        let mut exact_join = self.exact_join();
        exact_join.expected = pairs.expected;
        let (mut hard, mut hard_recovered) = (0, 0);
        for rows in truths.values() {
            for (idx, &row_l) in rows.iter().enumerate() {
                for &row_r in rows.iter().skip(idx + 1) {
                    let (row_l, row_r) = (&self.rows[row_l], &self.rows[row_r]);
                    let together = row_l.entity_id.is_some() && row_l.entity_id == row_r.entity_id;
                    let is_hard = !shares_a_fact(row_l, row_r);
                    pairs.agreed += u64::from(together);
                    hard += u64::from(is_hard);
                    hard_recovered += u64::from(is_hard && together);
                    exact_join.agreed += u64::from(!is_hard);
                }
            }
        }
        LinkFigures {
            pairs,
            exact_join,
            hard,
            hard_recovered,
        }
    }

    /// Pairs an exact join finds, each counted once: by inclusion and exclusion over its three facts.
    fn exact_join(&self) -> Tally {
        let mut found = 0i64;
        for mask in 1usize..8 {
            let mut blocks: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
            for row in &self.rows {
                let key: Option<Vec<&str>> = (0..3)
                    .filter(|fact| mask & (1 << fact) != 0)
                    .map(|fact| row.facts[fact].as_deref())
                    .collect();
                if let Some(key) = key {
                    *blocks.entry(key).or_default() += 1;
                }
            }
            let shared: u64 = blocks.values().map(|&n| n_pairs(n)).sum();
            let sign = if mask.count_ones() % 2 == 1 { 1 } else { -1 };
            found += sign * shared as i64;
        }
        Tally {
            expected: 0,
            found: found.unsigned_abs(),
            agreed: 0,
        }
    }

    /// Which true enterprise each entity mostly is: by the number of its rows, the least id on ties.
    pub(super) fn truth_of_entity(&self) -> BTreeMap<EntityId, String> {
        let mut votes: BTreeMap<EntityId, BTreeMap<&String, usize>> = BTreeMap::new();
        for row in &self.rows {
            if let (Some(entity), Some(truth)) = (row.entity_id, &row.truth_id) {
                *votes.entry(entity).or_default().entry(truth).or_default() += 1;
            }
        }
        votes
            .into_iter()
            .filter_map(|(entity, votes)| {
                let most = votes.values().copied().max()?;
                let (truth, _) = votes.into_iter().find(|(_, n)| *n == most)?;
                Some((entity, truth.clone()))
            })
            .collect()
    }
}

fn shares_a_fact(row_l: &Row, row_r: &Row) -> bool {
    row_l
        .facts
        .iter()
        .zip(&row_r.facts)
        .any(|(fact_l, fact_r)| fact_l.is_some() && fact_l == fact_r)
}

fn clusters<K: Ord>(keys: impl Iterator<Item = Option<K>>) -> BTreeMap<K, Vec<usize>> {
    let mut clusters: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (row, key) in keys.enumerate() {
        if let Some(key) = key {
            clusters.entry(key).or_default().push(row);
        }
    }
    clusters
}

fn n_pairs(n: usize) -> u64 {
    let n = n as u64;
    n * n.saturating_sub(1) / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(truth: &str, entity: u128, code: Option<&str>, name: &str) -> Row {
        Row {
            truth_id: Some(truth.to_owned()),
            entity_id: Some(EntityId::from_bits(entity)),
            facts: [code.map(str::to_owned), None, Some(name.to_owned())],
        }
    }

    #[test]
    fn a_pair_without_a_shared_fact_is_hard() {
        let rows = Rows {
            rows: vec![
                row("a", 1, Some("x"), "甲"),
                row("a", 1, Some("x"), "乙"),
                row("a", 1, None, "丙"),
                row("b", 2, None, "甲"),
            ],
        };
        let figures = rows.figures();
        assert_eq!(figures.pairs.recall(), Some(1.0));
        assert_eq!((figures.hard, figures.hard_recovered), (2, 2));
        let exact_join = Tally {
            expected: 3,
            found: 2,
            agreed: 1,
        };
        assert_eq!(figures.exact_join, exact_join);
    }
}
