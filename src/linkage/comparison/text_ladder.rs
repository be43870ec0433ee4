//! Texts measured against ascending limits, many pairs of one left record at a time.
//!
//! Two passes. The first looks at lengths, beginnings and signatures alone, one cache line a value
//! and no branch a pair, and decides nearly everything: nulls, equal values, and values too far
//! apart to reach the weakest limit. The second measures what is left, with the left value spread
//! over a pattern table once for all its partners.

use super::bits::{
    PATTERN_CHARS_MAX, PatternTable, alignment, jaro_of, levenshtein, matching, with_prefix,
};
use super::reach::{MatchesNeeded, n_edits_min, n_matches_max, n_prefix};
use crate::linkage::records::{NULL_VALUE, Outline, TextColumn};

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
    column: &'a TextColumn,
    measure: TextMeasure,
    limits: Vec<f64>,
    /// For Jaro: the matches needed to reach the weakest limit.
    needed: MatchesNeeded,
}

/// Grades of a pair that needs no measure.
const NULL: u8 = 0;
const ELSE: u8 = 1;

impl<'a> TextLadder<'a> {
    /// `limits` from the weakest to the strongest.
    pub(super) fn of(column: &'a TextColumn, measure: TextMeasure, limits: Vec<f64>) -> Self {
        let needed = match measure {
            TextMeasure::Jaro | TextMeasure::JaroWinkler => MatchesNeeded::of(limits[0]),
            TextMeasure::Levenshtein | TextMeasure::Damerau => MatchesNeeded::default(),
        };
        Self {
            column,
            measure,
            limits,
            needed,
        }
    }

    /// The grade of equal values.
    pub(super) fn grade_equal(&self) -> u8 {
        self.limits.len() as u8 + 2
    }

    /// Writes the grade of every pair.
    pub(super) fn grades(&self, pairs: &[(u32, u32)], out: &mut [u8]) {
        if self.column.values.len() == 0 {
            out.fill(NULL);
            return;
        }
        match self.measure {
            TextMeasure::JaroWinkler | TextMeasure::Jaro => {
                let may_reach = |left: Outline, right: Outline| {
                    n_matches_max(left, right) >= self.needed(left, right)
                };
                let open = self.decide(pairs, out, may_reach);
                self.measure_open(pairs, (&open, out), |table, left, right| {
                    self.jaro_grade(table, left, right)
                });
            }
            TextMeasure::Levenshtein => self.edit_grades(pairs, out, levenshtein),
            TextMeasure::Damerau => self.edit_grades(pairs, out, alignment),
        }
    }

    fn edit_grades(
        &self,
        pairs: &[(u32, u32)],
        out: &mut [u8],
        distance: impl Fn(&PatternTable, usize, &[u16], u32) -> u32,
    ) {
        let most = self.limits[0] as u32;
        let may_reach = |left: Outline, right: Outline| n_edits_min(left, right) <= most;
        let open = self.decide(pairs, out, may_reach);
        let values = &self.column.values;
        self.measure_open(pairs, (&open, out), |table, left, right| {
            let n_left = values.outline(left).n_codes as usize;
            self.descended(distance(table, n_left, values.get(right), most))
        });
    }

    /// Writes every grade that needs no measure and gives the places of the others.
    #[inline]
    fn decide(
        &self,
        pairs: &[(u32, u32)],
        out: &mut [u8],
        may_reach: impl Fn(Outline, Outline) -> bool,
    ) -> Vec<u32> {
        let values = &self.column.values;
        let equal = self.grade_equal();
        let mut open = vec![0; pairs.len()];
        let mut n_open = 0;
        for (place, ((left, right), out)) in pairs.iter().zip(out).enumerate() {
            let left = self.column.of_record[*left as usize];
            let right = self.column.of_record[*right as usize];
            let is_null = left == NULL_VALUE || right == NULL_VALUE;
            // A null has no outline: any other serves, for what comes of it is not looked at.
            let outline = |value: u32| values.outline(if value == NULL_VALUE { 0 } else { value });
            let is_open = may_reach(outline(left), outline(right)) & (left != right) & !is_null;
            let decided = if left == right { equal } else { ELSE };
            *out = if is_null { NULL } else { decided };
            open[n_open] = place as u32;
            n_open += usize::from(is_open);
        }
        open.truncate(n_open);
        open
    }

    /// Measures the open pairs: values of both sides are known and differ.
    #[inline]
    fn measure_open(
        &self,
        pairs: &[(u32, u32)],
        (open, out): (&[u32], &mut [u8]),
        grade: impl Fn(&PatternTable, u32, u32) -> u8,
    ) {
        let values = &self.column.values;
        let mut table = PatternTable::of(values.n_codes());
        let mut pattern = NULL_VALUE;
        let mut is_long = false;
        for place in open {
            let (left, right) = pairs[*place as usize];
            let left = self.column.of_record[left as usize];
            let right = self.column.of_record[right as usize];
            if pattern != left {
                if pattern != NULL_VALUE && !is_long {
                    table.clear(values.get(pattern));
                }
                pattern = left;
                is_long = values.get(left).len() > PATTERN_CHARS_MAX;
                if !is_long {
                    table.set(values.get(left));
                }
            }
            out[*place as usize] =
                match is_long || values.outline(right).n_codes as usize > PATTERN_CHARS_MAX {
                    true => self.long_grade(values.get(left), values.get(right)),
                    false => grade(&table, left, right),
                };
        }
    }

    #[inline]
    fn n_prefix(&self, left: Outline, right: Outline) -> u32 {
        match self.measure {
            TextMeasure::JaroWinkler => n_prefix(left, right),
            TextMeasure::Jaro | TextMeasure::Levenshtein | TextMeasure::Damerau => 0,
        }
    }

    #[inline]
    fn needed(&self, left: Outline, right: Outline) -> u32 {
        let n_prefix = self.n_prefix(left, right);
        self.needed
            .of_lengths(n_prefix, left.n_codes, right.n_codes)
    }

    #[inline]
    fn jaro_grade(&self, table: &PatternTable, left: u32, right: u32) -> u8 {
        let values = &self.column.values;
        let (outline_l, outline_r) = (values.outline(left), values.outline(right));
        let (n_left, text) = (outline_l.n_codes as usize, values.get(right));
        let found = matching(table, n_left, text);
        if found.n_matches() < self.needed(outline_l, outline_r) {
            return ELSE;
        }
        let likeness = jaro_of(table, n_left, text, found);
        self.climbed(with_prefix(likeness, self.n_prefix(outline_l, outline_r)))
    }

    #[cold]
    fn long_grade(&self, left: &[u16], right: &[u16]) -> u8 {
        let (codes_l, codes_r) = (&Codes(left), &Codes(right));
        match self.measure {
            TextMeasure::JaroWinkler => {
                self.climbed(strsim::generic_jaro_winkler(codes_l, codes_r))
            }
            TextMeasure::Jaro => self.climbed(strsim::generic_jaro(codes_l, codes_r)),
            TextMeasure::Levenshtein => {
                self.descended(strsim::generic_levenshtein(codes_l, codes_r) as u32)
            }
            TextMeasure::Damerau => self.descended(long_alignment(left, right)),
        }
    }

    #[inline]
    fn climbed(&self, likeness: f64) -> u8 {
        let kept = self.limits.iter().filter(|limit| likeness >= **limit);
        ELSE + kept.count() as u8
    }

    #[inline]
    fn descended(&self, distance: u32) -> u8 {
        let distance = f64::from(distance);
        let kept = self.limits.iter().filter(|limit| distance <= **limit);
        ELSE + kept.count() as u8
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

/// What `strsim` wants to walk over.
pub(super) struct Codes<'a>(pub(super) &'a [u16]);

impl<'a> IntoIterator for &Codes<'a> {
    type Item = &'a u16;
    type IntoIter = std::slice::Iter<'a, u16>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
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
