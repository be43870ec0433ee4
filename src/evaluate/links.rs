//! Rows put together, held against which rows are truly one enterprise.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::clusters::{BCubed, Standing, joined, mixed, standings};
use super::error::EvaluateError;
use super::folder::Folder;
use super::linked_rows::{LinkedRow, LinkedRows};
use super::pairs::{PairCounts, pairs_alike, pairs_sharing_a_fact};
use super::tally::{Line, Tally, share};
use crate::table::truth;

/// How well rows were put together, Minglu beside the exact join.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LinkFigures {
    /// Which rows are judged: `all` or `identifiable`.
    pub scope: &'static str,
    /// Pairs of rows of one enterprise.
    pub pairs: Line,
    /// Pairs of one enterprise that share neither code nor folded name, and those put together.
    pub hard_links: HardLinks,
    /// Row by row.
    pub b_cubed: SideBySide<BCubed>,
    /// Enterprises wrongly made one.
    pub false_merges: SideBySide<FalseMerges>,
}

/// A figure of Minglu and of the exact join.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SideBySide<T> {
    /// Minglu's.
    pub minglu: T,
    /// The exact join's.
    pub exact_join: T,
}

/// True pairs that no exact join finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct HardLinks {
    /// How many there are.
    pub expected: u64,
    /// How many of them the run put together.
    pub recovered: u64,
}

impl HardLinks {
    /// Share of the hard true links that was recovered, 0..=1; `None` when there is none.
    pub fn recall(&self) -> Option<f64> {
        share(self.recovered, self.expected)
    }
}

/// Entities that hold rows of more than one enterprise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct FalseMerges {
    /// Entities, a row without one being its own.
    pub n_entities: u64,
    /// Those of them that are mixed.
    pub n_mixed: u64,
    /// Enterprises that truth calls the near-twin of another.
    pub n_twins: u64,
    /// Those of them that share an entity with that other.
    pub n_twins_merged: u64,
}

impl FalseMerges {
    /// Mixed entities in ten thousand.
    pub fn per_10_000(&self) -> Option<f64> {
        share(self.n_mixed * 10_000, self.n_entities)
    }
}

/// Link figures between the rows of two sources.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourcePair {
    /// One source.
    pub left: String,
    /// The other, or the same: rows doubled within it.
    pub right: String,
    /// Pairs of rows of one enterprise.
    pub minglu: Tally,
    /// The same of the exact join.
    pub exact_join: Tally,
    /// True pairs that no exact join finds.
    pub hard_links: HardLinks,
}

/// How the rows with one planted scenario fare.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScenarioFigures {
    /// The scenario's id.
    pub scenario: String,
    /// Over rows with it whose enterprise has other rows.
    pub b_cubed: SideBySide<BCubed>,
}

/// All that is said of links.
pub(super) struct Links {
    pub(super) figures: Vec<LinkFigures>,
    pub(super) by_sources: Vec<SourcePair>,
    pub(super) by_scenario: Vec<ScenarioFigures>,
}

pub(super) fn links(rows: &LinkedRows, truth: &Folder) -> Result<Links, EvaluateError> {
    let batch = truth.table(truth::enterprises::NAME)?;
    let view = truth.bound(truth::enterprises::View::of(&batch))?;
    let twin_of: FxHashMap<u32, u32> = (0..view.len())
        .filter_map(|row| {
            let twin = rows.truth_names.known(view.twin_of(row)?)?;
            Some((rows.truth_names.known(view.truth_id(row))?, twin))
        })
        .collect();
    let judged: Vec<LinkedRow> = rows.judged().copied().collect();
    let counts = Counts::of(&judged, rows.sources.len());
    let mut figures = vec![scope("all", &judged, &counts, &twin_of)];
    let identifiable: Vec<LinkedRow> = judged
        .iter()
        .filter(|row| row.is_identifiable)
        .copied()
        .collect();
    let of_identifiable = Counts::of(&identifiable, rows.sources.len());
    figures.push(scope(
        "identifiable",
        &identifiable,
        &of_identifiable,
        &twin_of,
    ));
    Ok(Links {
        figures,
        by_sources: by_sources(&rows.sources, &counts),
        by_scenario: by_scenario(&judged, truth)?,
    })
}

/// Every number of pairs that the figures are made of, by pair of sources.
struct Counts {
    expected: PairCounts,
    found: PairCounts,
    agreed: PairCounts,
    exact_found: PairCounts,
    exact_agreed: PairCounts,
    /// Found by both.
    exact_recovered: PairCounts,
}

impl Counts {
    fn of(rows: &[LinkedRow], n_sources: usize) -> Self {
        let some = |number: u32| (number != 0).then_some(number);
        let entity = |row: &LinkedRow| some(row.entity);
        let both = |row: &LinkedRow| Some((row.truth, some(row.entity)?));
        let sharing = |within: &dyn Fn(&LinkedRow) -> Option<(u32, u32)>| {
            let rows = rows.iter().map(|row| (within(row), row.facts, row.source));
            pairs_sharing_a_fact(rows, n_sources)
        };
        Self {
            expected: pairs_alike(
                rows.iter().map(|row| (some(row.truth), row.source)),
                n_sources,
            ),
            found: pairs_alike(rows.iter().map(|row| (entity(row), row.source)), n_sources),
            agreed: pairs_alike(rows.iter().map(|row| (both(row), row.source)), n_sources),
            exact_found: sharing(&|_| Some((0, 0))),
            exact_agreed: sharing(&|row| Some((row.truth, 0))),
            exact_recovered: sharing(&both),
        }
    }

    /// Minglu's tally, the exact join's, and the hard links, of the pairs that `count` picks.
    fn figures(&self, count: impl Fn(&PairCounts) -> u64) -> (Tally, Tally, HardLinks) {
        let expected = count(&self.expected);
        let exact_agreed = count(&self.exact_agreed);
        let minglu = Tally {
            expected,
            found: count(&self.found),
            agreed: count(&self.agreed),
        };
        let exact_join = Tally {
            expected,
            found: count(&self.exact_found),
            agreed: exact_agreed,
        };
        let hard = HardLinks {
            expected: expected - exact_agreed,
            recovered: minglu.agreed - count(&self.exact_recovered),
        };
        (minglu, exact_join, hard)
    }
}

fn scope(
    scope: &'static str,
    rows: &[LinkedRow],
    counts: &Counts,
    twin_of: &FxHashMap<u32, u32>,
) -> LinkFigures {
    let (minglu, exact_join, hard_links) = counts.figures(PairCounts::total);
    let (minglu_rows, exact_rows) = clusterings(rows);
    LinkFigures {
        scope,
        pairs: Line {
            name: "pairs".to_owned(),
            minglu,
            exact_join: Some(exact_join),
        },
        hard_links,
        b_cubed: SideBySide {
            minglu: BCubed::of(standings(&minglu_rows).into_iter()),
            exact_join: BCubed::of(standings(&exact_rows).into_iter()),
        },
        false_merges: SideBySide {
            minglu: false_merges(&minglu_rows, twin_of),
            exact_join: false_merges(&exact_rows, twin_of),
        },
    }
}

/// Truth and cluster of every row.
type Clustering = Vec<(u32, u32)>;

/// The rows by Minglu and by the exact join.
fn clusterings(rows: &[LinkedRow]) -> (Clustering, Clustering) {
    let facts: Vec<_> = rows.iter().map(|row| row.facts).collect();
    let exact = rows.iter().zip(joined(&facts));
    (
        rows.iter().map(|row| (row.truth, row.entity)).collect(),
        exact.map(|(row, cluster)| (row.truth, cluster)).collect(),
    )
}

fn false_merges(rows: &[(u32, u32)], twin_of: &FxHashMap<u32, u32>) -> FalseMerges {
    let (n_entities, mixed) = mixed(rows);
    let mut merged: Vec<u32> = Vec::new();
    for (_, truths) in &mixed {
        let twins = truths.iter().copied().filter(|truth| {
            let twin = twin_of.get(truth);
            twin.is_some_and(|twin| truths.binary_search(twin).is_ok())
        });
        merged.extend(twins);
    }
    merged.sort_unstable();
    merged.dedup();
    FalseMerges {
        n_entities,
        n_mixed: mixed.len() as u64,
        n_twins: twin_of.len() as u64,
        n_twins_merged: merged.len() as u64,
    }
}

fn by_sources(sources: &[String], counts: &Counts) -> Vec<SourcePair> {
    let mut pairs = Vec::new();
    for (left_idx, left) in sources.iter().enumerate() {
        for (right_idx, right) in sources.iter().enumerate().skip(left_idx) {
            let (minglu, exact_join, hard_links) =
                counts.figures(|counts| counts.between(left_idx, right_idx));
            if minglu.expected + minglu.found > 0 {
                pairs.push(SourcePair {
                    left: left.clone(),
                    right: right.clone(),
                    minglu,
                    exact_join,
                    hard_links,
                });
            }
        }
    }
    pairs
}

fn by_scenario(rows: &[LinkedRow], truth: &Folder) -> Result<Vec<ScenarioFigures>, EvaluateError> {
    let batch = truth.table(truth::crosswalk::NAME)?;
    let view = truth.bound(truth::crosswalk::View::of(&batch))?;
    let (minglu, exact) = clusterings(rows);
    let fare = standings(&minglu).into_iter().zip(standings(&exact));
    let mut by_scenario: std::collections::BTreeMap<String, Vec<(Standing, Standing)>> =
        std::collections::BTreeMap::new();
    for (row, fare) in rows.iter().zip(fare) {
        if fare.0.n_truth < 2 {
            continue;
        }
        for scenario in view.scenarios(row.truth_row as usize) {
            by_scenario.entry(scenario).or_default().push(fare);
        }
    }
    let figures = by_scenario.into_iter().map(|(scenario, fares)| {
        let b_cubed = SideBySide {
            minglu: BCubed::of(fares.iter().map(|fare| fare.0)),
            exact_join: BCubed::of(fares.iter().map(|fare| fare.1)),
        };
        ScenarioFigures { scenario, b_cubed }
    });
    Ok(figures.collect())
}
