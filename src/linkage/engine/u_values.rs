//! How often each level occurs among all pairs: a grid of random records, and equality counted.
//!
//! A million pairs drawn one by one cannot see a level that occurs once in a million. A grid — some
//! thousands of records against some thousands of others — compares far more pairs in the same time,
//! because everything about a left record is prepared once. And how many pairs are equal in a column
//! needs no pair at all: it is counted over the index of its values.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::u_index::{Near, count_rare};
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
    /// Every pair that an index of grams gives for some records, and a sample of the others.
    Indexed,
}

/// Level counts of one left or one right record of the grid.
pub(super) type Counts = [u64; LEVELS_MAX];

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
            let counted = count(*comparison, &lefts, &rights);
            let n_levels = checked.levels.len() + 1;
            let mut levels = shares(&counted.by_left, &counted.by_right, n_levels);
            count_equal(records, checked, &mut levels);
            let n_sampled = counted.by_left.iter().map(known).sum();
            let sample = (counted.near.as_slice(), n_sampled);
            count_rare(records, (checked, *comparison), sample, &mut levels);
            levels
        })
        .collect()
}

/// Two disjoint samples whose pairs number about `n_pairs`; small inputs are halved.
pub(super) fn grid(n_records: u32, n_pairs: u64) -> (Vec<u32>, Vec<u32>) {
    let mut shuffled: Vec<u32> = (0..n_records).collect();
    shuffled.sort_by_key(|record| (mix(u64::from(*record)), *record));
    let side = (n_pairs as f64).sqrt().ceil() as usize;
    let n_left = side.min(shuffled.len() / 2);
    let n_right = side.min(shuffled.len() - n_left);
    let rights = shuffled[n_left..n_left + n_right].to_vec();
    shuffled.truncate(n_left);
    (shuffled, rights)
}

/// Pairs of the sample at levels above `else` that one task keeps: of a rare level, all.
const NEAR_PER_TASK: usize = 512;

/// Level counts of a grid.
#[derive(Default)]
struct Counted {
    by_left: Vec<Counts>,
    by_right: Vec<Counts>,
    near: Vec<Near>,
}

/// Pairs that are known on both sides.
pub(super) fn known(counts: &Counts) -> u64 {
    counts[1..].iter().sum()
}

fn count(comparison: &dyn Comparison, lefts: &[u32], rights: &[u32]) -> Counted {
    const LEFTS_PER_TASK: usize = 64;
    let of_task = |lefts: &[u32]| {
        let mut counted = Counted {
            by_right: vec![[0; LEVELS_MAX]; rights.len()],
            ..Counted::default()
        };
        let mut levels = vec![0; rights.len()];
        let mut n_near = [0; LEVELS_MAX];
        let mut pairs: Vec<(u32, u32)> = rights.iter().map(|right| (0, *right)).collect();
        for left in lefts {
            pairs.iter_mut().for_each(|pair| pair.0 = *left);
            comparison.levels(&pairs, &mut levels);
            let mut own: Counts = [0; LEVELS_MAX];
            for ((level, right), pair) in levels.iter().zip(&mut counted.by_right).zip(&pairs) {
                let place = usize::from(*level);
                own[place] += 1;
                right[place] += 1;
                if *level > 1 && n_near[place] < NEAR_PER_TASK {
                    n_near[place] += 1;
                    counted.near.push((*level, *pair));
                }
            }
            counted.by_left.push(own);
        }
        counted
    };
    let tasks: Vec<Counted> = lefts.par_chunks(LEFTS_PER_TASK).map(of_task).collect();
    let none = Counted {
        by_right: vec![[0; LEVELS_MAX]; rights.len()],
        ..Counted::default()
    };
    // Integers only, so the order in which tasks end does not show.
    tasks.into_iter().fold(none, |mut sum, more| {
        sum.by_left.extend(more.by_left);
        sum.near.extend(more.near);
        for (sum, more) in sum.by_right.iter_mut().zip(more.by_right) {
            sum.iter_mut()
                .zip(more)
                .for_each(|(sum, more)| *sum += more);
        }
        sum
    })
}

/// Shares with intervals out of the spread between records, left and right.
pub(super) fn shares(by_left: &[Counts], by_right: &[Counts], n_levels: usize) -> Vec<LevelU> {
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
