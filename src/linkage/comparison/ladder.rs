//! One measure on one column with all its limits: how far up the ladder a pair of values climbs.
//!
//! A grade is 0 where a side is null, 1 where no limit is kept, one more for each limit that is
//! kept, and the highest where the values are equal. So one pass serves every level that speaks of
//! the column, and equal values, which are most of what blocking yields, cost one comparison.

use super::jaccard::{Bigrams, n_common};
use super::text_ladder::{Codes, TextLadder};
use crate::linkage::records::{
    DateColumn, ListColumn, NULL_VALUE, NumberColumn, TextColumn, Values,
};

/// A ladder over prepared columns.
pub(super) enum Ladder<'a> {
    Equal(EqualLadder),
    Text(TextLadder<'a>),
    Grams(&'a TextColumn, Bigrams, Vec<f64>),
    Days(&'a DateColumn, Vec<u32>),
    Numbers(&'a NumberColumn, Vec<f64>, NumberDistance),
    Items(&'a ListColumn, Vec<u32>),
    Best(&'a ListColumn, Vec<f64>),
}

/// Two hashes per record: equal where the first of both sides are; swapped where each is the other's second.
pub(super) struct EqualLadder {
    pub(super) first: Vec<u64>,
    pub(super) swapped_with: Option<Vec<u64>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum NumberDistance {
    Absolute,
    Relative,
}

impl Ladder<'_> {
    /// The grade of equal values.
    pub(super) fn grade_equal(&self) -> u8 {
        match self {
            Self::Equal(_) => 2,
            Self::Text(ladder) => ladder.grade_equal(),
            Self::Grams(_, _, limits) | Self::Best(_, limits) | Self::Numbers(_, limits, _) => {
                limits.len() as u8 + 2
            }
            Self::Days(_, limits) | Self::Items(_, limits) => limits.len() as u8 + 2,
        }
    }

    /// Writes the grade of every pair.
    pub(super) fn grades(&self, pairs: &[(u32, u32)], out: &mut [u8]) {
        match self {
            Self::Equal(ladder) => ladder.grades(pairs, out),
            Self::Text(ladder) => ladder.grades(pairs, out),
            Self::Grams(column, grams, limits) => {
                for ((left, right), out) in pairs.iter().zip(out) {
                    let left = column.of_record[*left as usize];
                    let right = column.of_record[*right as usize];
                    *out = match (left, right) {
                        (NULL_VALUE, _) | (_, NULL_VALUE) => 0,
                        (left, right) if left == right => limits.len() as u8 + 2,
                        (left, right) => at_least(grams.likeness(left, right), limits),
                    };
                }
            }
            Self::Days(column, limits) => {
                for ((left, right), out) in pairs.iter().zip(out) {
                    let left = column.of_record[*left as usize];
                    let right = column.of_record[*right as usize];
                    let is_null = left == i32::MIN || right == i32::MIN;
                    let apart = left.abs_diff(right);
                    *out = match (is_null, apart) {
                        (true, _) => 0,
                        (false, 0) => limits.len() as u8 + 2,
                        (false, _) => {
                            1 + limits.iter().filter(|limit| apart <= **limit).count() as u8
                        }
                    };
                }
            }
            Self::Numbers(column, limits, distance) => {
                for ((left, right), out) in pairs.iter().zip(out) {
                    let left = column.of_record[*left as usize];
                    let right = column.of_record[*right as usize];
                    *out = number_grade(left, right, limits, *distance);
                }
            }
            Self::Items(column, limits) => {
                for ((left, right), out) in pairs.iter().zip(out) {
                    let (left, right) = (column.items(*left), column.items(*right));
                    *out = match (left.is_empty() || right.is_empty(), left == right) {
                        (true, _) => 0,
                        (false, true) => limits.len() as u8 + 2,
                        (false, false) => at_least_count(n_common(left, right) as u32, limits),
                    };
                }
            }
            Self::Best(column, limits) => best_grades(column, limits, pairs, out),
        }
    }
}

impl EqualLadder {
    fn grades(&self, pairs: &[(u32, u32)], out: &mut [u8]) {
        for ((left, right), out) in pairs.iter().zip(out) {
            let (left, right) = (*left as usize, *right as usize);
            let (first_l, first_r) = (self.first[left], self.first[right]);
            let (other_l, other_r) = match &self.swapped_with {
                None => (first_l, first_r),
                Some(other) => (other[left], other[right]),
            };
            let is_null = first_l == 0 || first_r == 0 || other_l == 0 || other_r == 0;
            *out = match is_null {
                true => 0,
                false => 1 + u8::from(first_l == other_r && other_l == first_r),
            };
        }
    }
}

fn at_least(likeness: f64, limits: &[f64]) -> u8 {
    1 + limits.iter().filter(|limit| likeness >= **limit).count() as u8
}

fn at_least_count(count: u32, limits: &[u32]) -> u8 {
    1 + limits.iter().filter(|limit| count >= **limit).count() as u8
}

fn number_grade(left: f64, right: f64, limits: &[f64], distance: NumberDistance) -> u8 {
    if left.is_nan() || right.is_nan() {
        return 0;
    }
    if left == right {
        return limits.len() as u8 + 2;
    }
    let apart = (left - right).abs();
    let apart = match distance {
        NumberDistance::Absolute => apart,
        NumberDistance::Relative => apart / left.abs().max(right.abs()),
    };
    1 + limits.iter().filter(|limit| apart <= **limit).count() as u8
}

fn best_grades(column: &ListColumn, limits: &[f64], pairs: &[(u32, u32)], out: &mut [u8]) {
    for ((left, right), out) in pairs.iter().zip(out) {
        let (left, right) = (column.items(*left), column.items(*right));
        *out = match (left.is_empty() || right.is_empty(), left == right) {
            (true, _) => 0,
            (false, true) => limits.len() as u8 + 2,
            (false, false) => at_least(best_likeness(&column.values, left, right), limits),
        };
    }
}

fn best_likeness(values: &Values, left: &[u32], right: &[u32]) -> f64 {
    let couples = left
        .iter()
        .flat_map(|left| right.iter().map(move |right| (left, right)));
    couples.fold(0.0_f64, |best, (left, right)| {
        let likeness = match left == right {
            true => 1.0,
            false => {
                strsim::generic_jaro_winkler(&Codes(values.get(*left)), &Codes(values.get(*right)))
            }
        };
        best.max(likeness)
    })
}
