//! A comparison compiled from its specification: ladders, and which grades make which level.

use super::Comparison;
use super::jaccard::Bigrams;
use super::ladder::{EqualLadder, Ladder, NumberDistance};
use super::text_ladder::{TextLadder, TextMeasure};
use crate::linkage::records::{Column, Records, TextColumn};
use crate::linkage::spec::{CheckedComparison, Measure};

/// A comparison over prepared records.
///
/// Level 0: nothing agrees and something asked was null. Level 1: `else`. The strongest level of n
/// is n + 1.
pub(in crate::linkage) struct OfSpec<'a> {
    name: String,
    ladders: Vec<Ladder<'a>>,
    /// Strongest first; each condition is a ladder and the least grade on it.
    levels: Vec<Vec<(usize, u8)>>,
    /// With one ladder: the level of each grade.
    of_grade: Option<Vec<u8>>,
}

/// What a ladder measures, to find the conditions that share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Equal,
    Swapped,
    Jaro,
    JaroWinkler,
    Levenshtein,
    Damerau,
    Jaccard,
    Days,
    Difference,
    Relative,
    Common,
    Best,
}

/// A ladder before its limits are complete.
struct Draft {
    kind: Kind,
    columns: Vec<usize>,
    /// From the weakest to the strongest.
    limits: Vec<f64>,
}

impl<'a> OfSpec<'a> {
    pub(in crate::linkage) fn of(spec: &CheckedComparison, records: &'a Records) -> Self {
        let drafts = drafts_of(spec);
        let ladders: Vec<Ladder> = drafts
            .iter()
            .map(|draft| ladder_of(draft, records))
            .collect();
        let mut levels = Vec::new();
        for level in &spec.levels {
            let conditions = level.conditions.iter();
            let found =
                conditions.map(|(measure, columns)| grade_of(&drafts, *measure, columns, &ladders));
            levels.push(found.collect::<Vec<_>>());
        }
        let of_grade = match ladders.as_slice() {
            [only] => {
                let grades = 0..=only.grade_equal();
                Some(grades.map(|grade| level_of(&levels, &[grade])).collect())
            }
            _ => None,
        };
        Self {
            name: spec.name.clone(),
            ladders,
            levels,
            of_grade,
        }
    }
}

/// One draft per measure and columns; `exact` stands on any ladder of its one column.
fn drafts_of(spec: &CheckedComparison) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let conditions = spec.levels.iter().flat_map(|level| &level.conditions);
    for (measure, columns) in conditions.clone() {
        let (kind, Some(limit)) = kind_of(*measure) else {
            continue;
        };
        match drafts
            .iter_mut()
            .find(|draft| draft.kind == kind && draft.columns == *columns)
        {
            Some(draft) => draft.limits.push(limit),
            None => drafts.push(Draft {
                kind,
                columns: columns.clone(),
                limits: vec![limit],
            }),
        }
    }
    for draft in &mut drafts {
        draft.limits.sort_by(f64::total_cmp);
        draft.limits.dedup();
        if !is_likeness(draft.kind) {
            draft.limits.reverse();
        }
    }
    for (measure, columns) in conditions {
        let (kind, None) = kind_of(*measure) else {
            continue;
        };
        let stands = |draft: &Draft| match kind {
            Kind::Equal => draft.columns == *columns && draft.kind != Kind::Swapped,
            _ => draft.kind == kind && draft.columns == *columns,
        };
        if !drafts.iter().any(stands) {
            drafts.push(Draft {
                kind,
                columns: columns.clone(),
                limits: Vec::new(),
            });
        }
    }
    drafts
}

fn kind_of(measure: Measure) -> (Kind, Option<f64>) {
    match measure {
        Measure::Exact => (Kind::Equal, None),
        Measure::Swapped => (Kind::Swapped, None),
        Measure::JaroWinkler(limit) => (Kind::JaroWinkler, Some(limit)),
        Measure::Jaro(limit) => (Kind::Jaro, Some(limit)),
        Measure::Levenshtein(limit) => (Kind::Levenshtein, Some(f64::from(limit))),
        Measure::Damerau(limit) => (Kind::Damerau, Some(f64::from(limit))),
        Measure::Jaccard(limit) => (Kind::Jaccard, Some(limit)),
        Measure::Days(limit) => (Kind::Days, Some(f64::from(limit))),
        Measure::Difference(limit) => (Kind::Difference, Some(limit)),
        Measure::Relative(limit) => (Kind::Relative, Some(limit)),
        Measure::Common(limit) => (Kind::Common, Some(f64::from(limit))),
        Measure::BestJaroWinkler(limit) => (Kind::Best, Some(limit)),
    }
}

fn is_likeness(kind: Kind) -> bool {
    match kind {
        Kind::Jaro | Kind::JaroWinkler | Kind::Jaccard | Kind::Common | Kind::Best => true,
        Kind::Equal
        | Kind::Swapped
        | Kind::Levenshtein
        | Kind::Damerau
        | Kind::Days
        | Kind::Difference
        | Kind::Relative => false,
    }
}

/// The ladder a condition stands on and the grade it needs there.
fn grade_of(
    drafts: &[Draft],
    measure: Measure,
    columns: &[usize],
    ladders: &[Ladder],
) -> (usize, u8) {
    let (kind, limit) = kind_of(measure);
    let is_own = |draft: &Draft| {
        let is_kind = match kind {
            Kind::Equal => draft.kind != Kind::Swapped,
            _ => draft.kind == kind,
        };
        is_kind && draft.columns == columns
    };
    let ladder = drafts
        .iter()
        .position(is_own)
        .expect("every condition has its draft");
    let grade = match limit {
        None => ladders[ladder].grade_equal(),
        Some(limit) => {
            let limits = &drafts[ladder].limits;
            let rung = limits.iter().position(|other| *other == limit);
            2 + rung.expect("every limit is on its ladder") as u8
        }
    };
    (ladder, grade)
}

fn ladder_of<'a>(draft: &Draft, records: &'a Records) -> Ladder<'a> {
    let column = &records.columns[draft.columns[0]];
    let whole = |limits: &[f64]| limits.iter().map(|limit| *limit as u32).collect();
    let limits = draft.limits.clone();
    match (draft.kind, column) {
        (Kind::JaroWinkler, Column::Text(column)) => text(column, TextMeasure::JaroWinkler, limits),
        (Kind::Jaro, Column::Text(column)) => text(column, TextMeasure::Jaro, limits),
        (Kind::Levenshtein, Column::Text(column)) => text(column, TextMeasure::Levenshtein, limits),
        (Kind::Damerau, Column::Text(column)) => text(column, TextMeasure::Damerau, limits),
        (Kind::Jaccard, Column::Text(column)) => {
            Ladder::Grams(column, Bigrams::of(&column.values), limits)
        }
        (Kind::Days, Column::Date(column)) => Ladder::Days(column, whole(&limits)),
        (Kind::Difference, Column::Number(column)) => {
            Ladder::Numbers(column, limits, NumberDistance::Absolute)
        }
        (Kind::Relative, Column::Number(column)) => {
            Ladder::Numbers(column, limits, NumberDistance::Relative)
        }
        (Kind::Common, Column::List(column)) => Ladder::Items(column, whole(&limits)),
        (Kind::Best, Column::List(column)) => Ladder::Best(column, limits),
        // Equality and exchange take any kind; other couples were refused when the specification was checked.
        _ => Ladder::Equal(equal(draft, records)),
    }
}

fn text(column: &TextColumn, measure: TextMeasure, limits: Vec<f64>) -> Ladder<'_> {
    Ladder::Text(TextLadder::of(column, measure, limits))
}

fn equal(draft: &Draft, records: &Records) -> EqualLadder {
    let hashes = |column: usize| -> Vec<u64> {
        let all = 0..records.len() as u32;
        all.map(|record| records.columns[column].hash(record))
            .collect()
    };
    let first = hashes(draft.columns[0]);
    if draft.kind == Kind::Swapped {
        return EqualLadder {
            first,
            swapped_with: Some(hashes(draft.columns[1])),
        };
    }
    let all = draft.columns[1..].iter().fold(first, |all, column| {
        let couples = all.into_iter().zip(hashes(*column));
        let both = couples.map(|(left, right)| match left == 0 || right == 0 {
            true => 0,
            false => crate::linkage::hash::combine(left, right),
        });
        both.collect()
    });
    EqualLadder {
        first: all,
        swapped_with: None,
    }
}

/// The first level whose conditions all hold; null where none does and something asked is unknown.
#[inline]
fn level_of(levels: &[Vec<(usize, u8)>], grades: &[u8]) -> u8 {
    let holds = |level: &&Vec<(usize, u8)>| {
        level
            .iter()
            .all(|(ladder, least)| grades[*ladder] >= *least)
    };
    if let Some(idx) = levels.iter().position(|level| holds(&level)) {
        return (levels.len() + 1 - idx) as u8;
    }
    u8::from(!grades.contains(&0))
}

impl Comparison for OfSpec<'_> {
    fn name(&self) -> &str {
        &self.name
    }

    fn levels(&self, pairs: &[(u32, u32)], out: &mut [u8]) {
        if let ([ladder], Some(of_grade)) = (self.ladders.as_slice(), &self.of_grade) {
            ladder.grades(pairs, out);
            out.iter_mut()
                .for_each(|grade| *grade = of_grade[usize::from(*grade)]);
            return;
        }
        if pairs.is_empty() {
            return;
        }
        let n_ladders = self.ladders.len();
        let mut grades = vec![0; pairs.len() * n_ladders];
        for (ladder, grades) in self.ladders.iter().zip(grades.chunks_mut(pairs.len())) {
            ladder.grades(pairs, grades);
        }
        let mut of_pair = vec![0; n_ladders];
        for (idx, out) in out.iter_mut().enumerate() {
            for (ladder, grade) in of_pair.iter_mut().enumerate() {
                *grade = grades[ladder * pairs.len() + idx];
            }
            *out = level_of(&self.levels, &of_pair);
        }
    }
}
