//! Differences, their causes and the rows behind them, where run and truth disagree.

use std::collections::BTreeMap;

use super::{Case, Miss, MissKind, MissRow, Misses, ROWS_TOLD_MAX};
use crate::evaluate::error::EvaluateError;
use crate::evaluate::report::{Part, PartRows, rows_behind};
use crate::evaluate::rows::{RowNumber, Sheets};
use crate::table::report_mismatches::{self, Row};
use crate::table::vocabulary::{Indicator, MismatchLevel};

/// A row with its count.
type Counted = (RowNumber, i64);

type Key = (MismatchLevel, String, Indicator);

pub(super) fn misses(case: &Case<'_>) -> Result<Vec<Misses>, EvaluateError> {
    let run_batch = case.run.table(report_mismatches::NAME)?;
    let run = case.run.bound(report_mismatches::View::of(&run_batch))?;
    let truth_batch = case.truth.table(report_mismatches::NAME)?;
    let truth = case
        .truth
        .bound(report_mismatches::View::of(&truth_batch))?;
    let mut both: BTreeMap<Key, [Option<Row>; 2]> = BTreeMap::new();
    for (side, view) in [truth, run].iter().enumerate() {
        for row in view.to_rows() {
            let key = (row.level, row.unit.clone(), row.indicator);
            both.entry(key).or_default()[side] = Some(row);
        }
    }
    let mut sheets = Sheets::default();
    let rows = Rows {
        expected: rows_behind(case.truth, &mut sheets)?,
        found: rows_behind(case.run, &mut sheets)?,
        sheets,
    };
    let (mut mismatches, mut causes) = (Vec::new(), Vec::new());
    for sides in both.into_values() {
        let difference = |side: &Option<Row>| side.as_ref().map_or(0, |row| row.difference);
        let gap = difference(&sides[0]).abs_diff(difference(&sides[1]));
        let bridges = sides.each_ref().map(|side| side.as_ref().map(bridge_text));
        if gap > 0 {
            mismatches.push((gap, sides));
        } else if bridges[0] != bridges[1] {
            let cost = difference(&sides[0]).unsigned_abs();
            causes.push((cost, sides));
        }
    }
    let parts: Vec<(u64, Part)> = rows
        .expected
        .iter()
        .filter(|(part, expected)| {
            rows.found.get(*part).is_some_and(|found| {
                let sum = |rows: &[(_, i64)]| rows.iter().map(|row| row.1).sum::<i64>();
                *expected != found && sum(expected) == sum(found)
            })
        })
        .map(|(part, expected)| (expected.len() as u64, part.clone()))
        .collect();
    Ok(vec![
        case.tell(MissKind::WrongMismatch, mismatches, |sides| {
            rows.mismatch(sides)
        }),
        case.tell(MissKind::WrongCause, causes, |sides| rows.mismatch(sides)),
        case.tell(MissKind::WrongCauseRows, parts, |part| rows.part(part)),
    ])
}

/// The rows behind the parts of all bridges.
struct Rows {
    expected: PartRows,
    found: PartRows,
    sheets: Sheets,
}

impl Rows {
    fn mismatch(&self, sides: &[Option<Row>; 2]) -> Miss {
        let row = sides.iter().flatten().next().expect("one side has it");
        let behind = [&self.expected, &self.found]
            .into_iter()
            .zip(["truth", "run"]);
        let told = behind.flat_map(|(parts, side)| {
            let parts = parts
                .iter()
                .filter(|(part, _)| part.1 == row.unit && part.2 == row.indicator);
            parts.flat_map(move |(part, rows)| {
                rows.iter().map(move |(number, count)| {
                    let says = format!("{side}: {} {count:+}", part.0);
                    MissRow::new(self.sheets.identity(*number), says)
                })
            })
        });
        Miss {
            about: format!("{} {}, {}", row.level, row.unit, row.indicator),
            expected: side_text(sides[0].as_ref()),
            found: side_text(sides[1].as_ref()),
            differing: Vec::new(),
            rows: told.take(2 * ROWS_TOLD_MAX).collect(),
            notes: Vec::new(),
        }
    }

    fn part(&self, part: &Part) -> Miss {
        let sides = [&self.expected, &self.found].map(|parts| parts.get(part));
        let [expected, found] = sides.map(|rows| rows.map_or(&[][..], Vec::as_slice));
        let only = |rows: &[Counted], others: &[Counted], side: &str| -> Vec<MissRow> {
            rows.iter()
                .filter(|row| !others.contains(row))
                .map(|(number, count)| {
                    let says = format!("{side} alone: {count:+}");
                    MissRow::new(self.sheets.identity(*number), says)
                })
                .take(ROWS_TOLD_MAX)
                .collect()
        };
        let mut rows = only(expected, found, "truth");
        rows.extend(only(found, expected, "run"));
        Miss {
            about: format!("{}, {}, {}", part.1, part.2, part.0),
            expected: format!("{} rows", expected.len()),
            found: format!("{} rows", found.len()),
            differing: Vec::new(),
            rows,
            notes: Vec::new(),
        }
    }
}

fn side_text(row: Option<&Row>) -> String {
    let Some(row) = row else {
        return "no difference".to_owned();
    };
    let count = |count: Option<i64>| count.map_or_else(|| "-".to_owned(), |n| n.to_string());
    format!(
        "{:+} (reported {}, system {}, recomputed {}, {}): {}",
        row.difference,
        count(row.reported),
        count(row.system_raw),
        count(row.recomputed),
        row.basis,
        bridge_text(row)
    )
}

fn bridge_text(row: &Row) -> String {
    let mut parts: Vec<String> = row
        .bridge
        .iter()
        .map(|item| format!("{} {:+}", item.cause, item.count))
        .collect();
    parts.sort();
    parts.join(", ")
}
