//! One measure on one column with all its limits: how far up the ladder a pair of values climbs.
//!
//! A grade is 0 where a side is null, 1 where no limit is kept, one more for each limit that is
//! kept, and the highest where the values are equal. So one pass serves every level that speaks of
//! the column, and equal values, which are most of what blocking yields, cost one comparison.

use super::bits::{
    PATTERN_CHARS_MAX, PatternTable, alignment, best_possible, jaro_of, levenshtein, matching,
    with_prefix,
};
use super::jaccard::{Bigrams, n_common};
use crate::linkage::records::{
    DateColumn, ListColumn, NULL_VALUE, NumberColumn, TextColumn, Value, Values,
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

/// Measures on text that read a pattern table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum TextMeasure {
    Jaro,
    JaroWinkler,
    Levenshtein,
    Damerau,
}

/// Texts, measured; limits go from the weakest to the strongest.
pub(super) struct TextLadder<'a> {
    pub(super) column: &'a TextColumn,
    pub(super) measure: TextMeasure,
    limits: Vec<f64>,
    /// Matches needed to reach the weakest limit, by prefix and both lengths.
    needed: Vec<u8>,
}

/// Lengths up to here look the matches they need up.
const TABLED_CHARS: usize = 32;

const PREFIX_MAX: usize = 4;

impl<'a> TextLadder<'a> {
    /// `limits` from the weakest to the strongest.
    pub(super) fn of(column: &'a TextColumn, measure: TextMeasure, limits: Vec<f64>) -> Self {
        let is_jaro = matches!(measure, TextMeasure::Jaro | TextMeasure::JaroWinkler);
        let weakest = limits[0];
        let mut needed = Vec::new();
        if is_jaro {
            for n_prefix in 0..=PREFIX_MAX as u32 {
                for lengths in 0..TABLED_CHARS * TABLED_CHARS {
                    let (n_left, n_right) = (lengths / TABLED_CHARS, lengths % TABLED_CHARS);
                    needed.push(n_needed(weakest, n_left, n_right, n_prefix));
                }
            }
        }
        Self {
            column,
            measure,
            limits,
            needed,
        }
    }

    fn grades(&self, pairs: &[(u32, u32)], out: &mut [u8]) {
        let values = &self.column.values;
        let mut table = PatternTable::of(values.n_codes());
        let mut pattern: (u32, Option<Value>) = (NULL_VALUE, None);
        let equal = self.limits.len() as u8 + 2;
        for ((left, right), out) in pairs.iter().zip(out) {
            let left = self.column.of_record[*left as usize];
            let right = self.column.of_record[*right as usize];
            if left == NULL_VALUE || right == NULL_VALUE {
                *out = 0;
                continue;
            }
            if left == right {
                *out = equal;
                continue;
            }
            if pattern.0 != left {
                if let Some(old) = pattern.1 {
                    table.clear(old.codes);
                }
                let value = values.get(left);
                let fits = value.codes.len() <= PATTERN_CHARS_MAX;
                if fits {
                    table.set(value.codes);
                }
                pattern = (left, fits.then_some(value));
            }
            *out = match pattern.1 {
                Some(value) => self.grade(&table, value, values.get(right)),
                None => self.grade_long(values.get(left), values.get(right)),
            };
        }
    }

    #[inline]
    fn grade(&self, table: &PatternTable, left: Value, right: Value) -> u8 {
        if right.codes.len() > PATTERN_CHARS_MAX {
            return self.grade_long(left, right);
        }
        match self.measure {
            TextMeasure::JaroWinkler => self.grade_jaro(table, left, right, n_prefix(left, right)),
            TextMeasure::Jaro => self.grade_jaro(table, left, right, 0),
            TextMeasure::Levenshtein => self.grade_edits(left, right, |most| {
                levenshtein(table, left.codes.len(), right.codes, most)
            }),
            TextMeasure::Damerau => self.grade_edits(left, right, |most| {
                alignment(table, left.codes.len(), right.codes, most)
            }),
        }
    }

    /// Length and signature first: most pairs of different values cannot reach the weakest limit.
    #[inline]
    fn grade_jaro(&self, table: &PatternTable, left: Value, right: Value, n_prefix: u32) -> u8 {
        let (n_left, n_right) = (left.codes.len(), right.codes.len());
        let needed = match n_left < TABLED_CHARS && n_right < TABLED_CHARS {
            true => {
                let row = n_prefix as usize * TABLED_CHARS + n_left;
                u32::from(self.needed[row * TABLED_CHARS + n_right])
            }
            false => u32::from(n_needed(self.limits[0], n_left, n_right, n_prefix)),
        };
        if n_matches_max(left, right) < needed {
            return 1;
        }
        let found = matching(table, n_left, right.codes);
        if found.n_matches() < needed {
            return 1;
        }
        let likeness = jaro_of(table, n_left, right.codes, found);
        self.climbed(with_prefix(likeness, n_prefix))
    }

    #[inline]
    fn grade_edits(&self, left: Value, right: Value, distance: impl Fn(u32) -> u32) -> u8 {
        let most = self.limits[0] as u32;
        match n_edits_min(left, right) > most {
            true => 1,
            false => self.descended(distance(most)),
        }
    }

    #[cold]
    fn grade_long(&self, left: Value, right: Value) -> u8 {
        let (codes_l, codes_r) = (&Codes(left.codes), &Codes(right.codes));
        match self.measure {
            TextMeasure::JaroWinkler => {
                self.climbed(strsim::generic_jaro_winkler(codes_l, codes_r))
            }
            TextMeasure::Jaro => self.climbed(strsim::generic_jaro(codes_l, codes_r)),
            TextMeasure::Levenshtein | TextMeasure::Damerau
                if n_edits_min(left, right) > self.limits[0] as u32 =>
            {
                1
            }
            TextMeasure::Levenshtein => {
                self.descended(strsim::generic_levenshtein(codes_l, codes_r) as u32)
            }
            TextMeasure::Damerau => self.descended(long_alignment(left.codes, right.codes)),
        }
    }

    #[inline]
    fn climbed(&self, likeness: f64) -> u8 {
        1 + self
            .limits
            .iter()
            .filter(|limit| likeness >= **limit)
            .count() as u8
    }

    #[inline]
    fn descended(&self, distance: u32) -> u8 {
        let distance = f64::from(distance);
        1 + self
            .limits
            .iter()
            .filter(|limit| distance <= **limit)
            .count() as u8
    }
}

/// Optimal string alignment of texts longer than a word, row by row.
fn long_alignment(left: &[u16], right: &[u16]) -> u32 {
    let n_right = right.len();
    let mut rows = [
        vec![0; n_right + 1],
        vec![0; n_right + 1],
        (0..=n_right as u32).collect(),
    ];
    for (idx_l, code_l) in left.iter().enumerate() {
        rows.rotate_left(1);
        rows[2][0] = idx_l as u32 + 1;
        for (idx_r, code_r) in right.iter().enumerate() {
            let replaced = rows[1][idx_r] + u32::from(code_l != code_r);
            let moved = (rows[1][idx_r + 1] + 1).min(rows[2][idx_r] + 1);
            let is_exchange =
                idx_l > 0 && idx_r > 0 && *code_l == right[idx_r - 1] && left[idx_l - 1] == *code_r;
            let exchanged = if is_exchange {
                rows[0][idx_r - 1] + 1
            } else {
                u32::MAX
            };
            rows[2][idx_r + 1] = replaced.min(moved).min(exchanged);
        }
    }
    rows[2][n_right]
}

/// Matches without which no pair of such lengths reaches `limit`; 255 where none suffices.
fn n_needed(limit: f64, n_left: usize, n_right: usize, n_prefix: u32) -> u8 {
    if n_left == 0 || n_right == 0 {
        return 0;
    }
    let most = n_left.min(n_right) as u32;
    let enough = (0..=most).find(|n| best_possible(*n, n_left, n_right, n_prefix) >= limit);
    enough.map_or(u8::MAX, |n| n as u8)
}

/// Characters of one side whose code bit the other side has not are surely unmatched.
#[inline]
fn n_matches_max(left: Value, right: Value) -> u32 {
    let only_left = (left.signature & !right.signature).count_ones();
    let only_right = (right.signature & !left.signature).count_ones();
    (left.codes.len() as u32 - only_left).min(right.codes.len() as u32 - only_right)
}

/// Each such character must be replaced, inserted or deleted; a replacement takes one of each side.
#[inline]
fn n_edits_min(left: Value, right: Value) -> u32 {
    let only_left = (left.signature & !right.signature).count_ones();
    let only_right = (right.signature & !left.signature).count_ones();
    let by_length = left.codes.len().abs_diff(right.codes.len()) as u32;
    only_left.max(only_right).max(by_length)
}

#[inline]
fn n_prefix(left: Value, right: Value) -> u32 {
    let differs = left.head ^ right.head;
    let n_equal = (differs.trailing_zeros() / 16).min(PREFIX_MAX as u32);
    n_equal.min(left.codes.len().min(right.codes.len()) as u32)
}

/// What `strsim` wants to walk over.
struct Codes<'a>(&'a [u16]);

impl<'a> IntoIterator for &Codes<'a> {
    type Item = &'a u16;
    type IntoIter = std::slice::Iter<'a, u16>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Ladder<'_> {
    /// The grade of equal values.
    pub(super) fn grade_equal(&self) -> u8 {
        match self {
            Self::Equal(_) => 2,
            Self::Text(ladder) => ladder.limits.len() as u8 + 2,
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
            false => strsim::generic_jaro_winkler(
                &Codes(values.get(*left).codes),
                &Codes(values.get(*right).codes),
            ),
        };
        best.max(likeness)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linkage::records::ValuesBuilder;
    use proptest::prelude::*;

    fn column(texts: &[String]) -> TextColumn {
        let mut builder = ValuesBuilder::default();
        let of_record = texts
            .iter()
            .map(|text| builder.number("text", text).unwrap())
            .collect();
        TextColumn {
            of_record,
            values: builder.finish(),
        }
    }

    fn measured(measure: TextMeasure, left: &str, right: &str) -> f64 {
        match measure {
            TextMeasure::Jaro => strsim::jaro(left, right),
            TextMeasure::JaroWinkler => strsim::jaro_winkler(left, right),
            TextMeasure::Levenshtein => strsim::levenshtein(left, right) as f64,
            TextMeasure::Damerau => strsim::osa_distance(left, right) as f64,
        }
    }

    proptest! {
        #[test]
        fn grades_are_those_that_strsim_gives_for_any_text(
            texts in prop::collection::vec("[a-d鼎力é]{1,9}|[a-z鼎力商贸]{1,40}|[ab]{60,90}", 2..12), turn in 0_usize..3,
        ) {
            let limits = [[0.7, 0.8, 0.92], [0.5, 0.88, 0.95], [0.0, 0.6, 1.0]][turn].to_vec();
            let distances = [[3.0, 2.0, 1.0], [5.0, 2.0, 0.0], [40.0, 9.0, 1.0]][turn].to_vec();
            let column = column(&texts);
            let pairs: Vec<(u32, u32)> = (0..texts.len() as u32)
                .flat_map(|left| (0..texts.len() as u32).map(move |right| (left, right)))
                .collect();
            for measure in [TextMeasure::Jaro, TextMeasure::JaroWinkler, TextMeasure::Levenshtein, TextMeasure::Damerau] {
                let is_likeness = matches!(measure, TextMeasure::Jaro | TextMeasure::JaroWinkler);
                let limits = if is_likeness { limits.clone() } else { distances.clone() };
                let ladder = TextLadder::of(&column, measure, limits.clone());
                let mut grades = vec![0; pairs.len()];
                ladder.grades(&pairs, &mut grades);
                for ((left, right), grade) in pairs.iter().zip(grades) {
                    let (left, right) = (&texts[*left as usize], &texts[*right as usize]);
                    let value = measured(measure, left, right);
                    let keeps = |limit: &&f64| if is_likeness { value >= **limit } else { value <= **limit };
                    let expected = if left == right { limits.len() + 2 } else { 1 + limits.iter().filter(keeps).count() };
                    prop_assert_eq!(usize::from(grade), expected, "{:?} {} {}", measure, left, right);
                }
            }
        }
    }
}
