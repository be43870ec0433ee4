//! How often each level occurs among all pairs: a grid of random records, and equality counted.
//!
//! A million pairs drawn one by one cannot see a level that occurs once in a million. A grid — some
//! thousands of records against some thousands of others — compares far more pairs in the same time,
//! because everything about a left record is prepared once. And how many pairs are equal in a column
//! needs no pair at all: it is counted over the index of its values.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::linkage::comparison::{Comparison, LEVELS_MAX};
use crate::linkage::hash::{combine, mix};
use crate::linkage::records::{Column, Records};
use crate::linkage::spec::{CheckedComparison, CheckedSpec, Measure};

/// The share of pairs at a level, and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LevelU {
    /// Share of the pairs that are known on both sides, 0..=1.
    pub share: f64,
    /// The share lies between these with a probability of about 95%.
    pub interval: (f64, f64),
    /// How it was found.
    pub by: Measured,
}

/// How a share was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measured {
    /// Every pair of equal values was counted over the index of values.
    Counted,
    /// A sample of pairs.
    Sampled,
}

/// Level counts of one left or one right record of the grid.
type Counts = [u64; LEVELS_MAX];

/// Shares of every level of every comparison, level 1 first.
pub(in crate::linkage) fn measure_u(
    spec: &CheckedSpec,
    records: &Records,
    comparisons: &[&dyn Comparison],
) -> Vec<Vec<LevelU>> {
    let (lefts, rights) = grid(records.len() as u32, spec.spec.training.random_pairs);
    comparisons
        .par_iter()
        .zip(&spec.comparisons)
        .map(|(comparison, checked)| {
            let (by_left, by_right) = count(*comparison, &lefts, &rights);
            let mut levels = shares(&by_left, &by_right, checked.levels.len() + 1);
            count_equal(records, checked, &mut levels);
            levels
        })
        .collect()
}

/// Two disjoint samples whose pairs number about `n_pairs`; small inputs are halved.
fn grid(n_records: u32, n_pairs: u64) -> (Vec<u32>, Vec<u32>) {
    let mut shuffled: Vec<u32> = (0..n_records).collect();
    shuffled.sort_by_key(|record| (mix(u64::from(*record)), *record));
    let side = (n_pairs as f64).sqrt().ceil() as usize;
    let n_left = side.min(shuffled.len() / 2);
    let n_right = side.min(shuffled.len() - n_left);
    let rights = shuffled[n_left..n_left + n_right].to_vec();
    shuffled.truncate(n_left);
    (shuffled, rights)
}

fn count(comparison: &dyn Comparison, lefts: &[u32], rights: &[u32]) -> (Vec<Counts>, Vec<Counts>) {
    const LEFTS_PER_TASK: usize = 64;
    let of_task = |lefts: &[u32]| {
        let mut by_left = Vec::new();
        let mut by_right: Vec<Counts> = vec![[0; LEVELS_MAX]; rights.len()];
        let mut levels = vec![0; rights.len()];
        let mut pairs: Vec<(u32, u32)> = rights.iter().map(|right| (0, *right)).collect();
        for left in lefts {
            pairs.iter_mut().for_each(|pair| pair.0 = *left);
            comparison.levels(&pairs, &mut levels);
            let mut own: Counts = [0; LEVELS_MAX];
            for (level, right) in levels.iter().zip(&mut by_right) {
                own[usize::from(*level)] += 1;
                right[usize::from(*level)] += 1;
            }
            by_left.push(own);
        }
        (by_left, by_right)
    };
    let none = || (Vec::new(), vec![[0; LEVELS_MAX]; rights.len()]);
    let add = |mut sum: (Vec<Counts>, Vec<Counts>), more: (Vec<Counts>, Vec<Counts>)| {
        sum.0.extend(more.0);
        for (sum, more) in sum.1.iter_mut().zip(more.1) {
            sum.iter_mut()
                .zip(more)
                .for_each(|(sum, more)| *sum += more);
        }
        sum
    };
    // Integers only, so the order in which tasks end does not show.
    let tasks: Vec<(Vec<Counts>, Vec<Counts>)> =
        lefts.par_chunks(LEFTS_PER_TASK).map(of_task).collect();
    tasks.into_iter().fold(none(), add)
}

/// Shares with intervals out of the spread between records, left and right.
fn shares(by_left: &[Counts], by_right: &[Counts], n_levels: usize) -> Vec<LevelU> {
    let known = |counts: &Counts| counts[1..].iter().sum::<u64>();
    let total: u64 = by_left.iter().map(known).sum();
    (1..=n_levels)
        .map(|level| {
            let seen: u64 = by_left.iter().map(|counts| counts[level]).sum();
            let share = seen as f64 / total.max(1) as f64;
            let spread = |side: &[Counts]| {
                let of_one = |counts: &Counts| counts[level] as f64 - share * known(counts) as f64;
                side.iter()
                    .map(|counts| of_one(counts).powi(2))
                    .sum::<f64>()
            };
            // The two sides are independent samples; each adds its own variance.
            let deviation = (spread(by_left) + spread(by_right)).sqrt() / total.max(1) as f64;
            // Nothing seen in n draws still allows about three in n.
            let unseen = if seen == 0 {
                3.0 / total.max(1) as f64
            } else {
                0.0
            };
            let half = 1.96 * deviation;
            LevelU {
                share,
                interval: ((share - half).max(0.0), (share + half + unseen).min(1.0)),
                by: Measured::Sampled,
            }
        })
        .collect()
}

/// Replaces the share of the strongest level, where that is equality, by a count over all pairs.
fn count_equal(records: &Records, checked: &CheckedComparison, levels: &mut [LevelU]) {
    let Some(strongest) = checked.levels.first() else {
        return;
    };
    let all_exact = strongest
        .conditions
        .iter()
        .all(|(measure, _)| *measure == Measure::Exact);
    if !all_exact {
        return;
    }
    let columns: Vec<usize> = strongest
        .conditions
        .iter()
        .flat_map(|(_, columns)| columns.clone())
        .collect();
    let n_uses = n_uses(records, &columns);
    let couples = |n: u64| n as f64 * (n as f64 - 1.0) / 2.0;
    let n_known: u64 = n_uses.iter().sum();
    let n_equal: u64 = n_uses.iter().map(|n| n * n.saturating_sub(1) / 2).sum();
    let share = n_equal as f64 / couples(n_known).max(1.0);
    let Some(top) = levels.last_mut() else {
        return;
    };
    let scale = (1.0 - share) / (1.0 - top.share).max(f64::MIN_POSITIVE);
    *top = LevelU {
        share,
        interval: (share, share),
        by: Measured::Counted,
    };
    let n_levels = levels.len();
    for level in &mut levels[..n_levels - 1] {
        level.share = (level.share * scale).min(1.0);
    }
}

/// How many records hold each value of these columns together, in any order.
fn n_uses(records: &Records, columns: &[usize]) -> Vec<u64> {
    if let [only] = columns
        && let Column::Text(text) = &records.columns[*only]
    {
        return text.n_uses().into_iter().map(u64::from).collect();
    }
    let mut n_uses: FxHashMap<u64, u64> = FxHashMap::default();
    for record in 0..records.len() as u32 {
        let mut hashes = columns
            .iter()
            .map(|column| records.columns[*column].hash(record));
        let whole = hashes.try_fold(1, |whole, hash| (hash != 0).then(|| combine(whole, hash)));
        if let Some(whole) = whole {
            *n_uses.entry(whole).or_insert(0) += 1;
        }
    }
    n_uses.into_values().collect()
}
