//! Report mismatches and the causes of their bridges, held against truth.

use std::collections::{BTreeMap, BTreeSet};

use arrow::record_batch::RecordBatch;
use serde::Serialize;

use super::error::EvaluateError;
use super::folder::Folder;
use super::rows::{RowNumber, Sheets, row_number};
use super::tally::{Classes, Line, Tally, by_class, share};
use crate::table::vocabulary::{Cause, Indicator, MismatchLevel};
use crate::table::{mismatch_rows, report_mismatches};

/// The differences between report and system, and what explains them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportFigures {
    /// Unit, indicator and difference alike, by level.
    pub mismatches: Vec<Line>,
    /// Parts of bridges: unit, indicator and count alike, by cause, all levels.
    pub counts: Vec<Line>,
    /// Parts of bridges whose rows and their counts are all alike, by cause.
    pub rows: Vec<Line>,
    /// What no cause explains, by level.
    pub unexplained: Vec<Unexplained>,
}

/// The part of all differences of a level that no cause explains.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unexplained {
    /// Union, reporting unit or city.
    pub level: &'static str,
    /// Sum of the unexplained parts' sizes in the run.
    pub n_unexplained: u64,
    /// Sum of the differences' sizes in the run.
    pub n_differing: u64,
    /// The one over the other, 0..=1.
    pub share: Option<f64>,
    /// The same share in the truth: what nobody could explain.
    pub share_in_truth: Option<f64>,
}

pub(super) fn report(run: &Folder, truth: &Folder) -> Result<ReportFigures, EvaluateError> {
    let run_batch = run.table(report_mismatches::NAME)?;
    let run_view = run.bound(report_mismatches::View::of(&run_batch))?;
    let truth_batch = truth.table(report_mismatches::NAME)?;
    let truth_view = truth.bound(report_mismatches::View::of(&truth_batch))?;
    Ok(ReportFigures {
        mismatches: by_class(&differences(&truth_view), &differences(&run_view)),
        counts: by_class(&parts(&truth_view), &parts(&run_view)),
        rows: rows_by_cause(run, truth)?,
        unexplained: unexplained(&run_view, &truth_view),
    })
}

/// Unit, indicator and difference, by level.
fn differences(view: &report_mismatches::View<'_>) -> Classes<(String, &'static str, i64)> {
    let mut classes = Classes::new();
    for row in 0..view.len() {
        let class = classes.entry(view.level(row).as_str().to_owned());
        let class: &mut BTreeSet<_> = class.or_default();
        class.insert((
            view.unit(row).to_owned(),
            view.indicator(row).as_str(),
            view.difference(row),
        ));
    }
    classes
}

/// Level and unit, indicator and count, by cause.
fn parts(view: &report_mismatches::View<'_>) -> Classes<(String, &'static str, i64)> {
    let mut classes = Classes::new();
    for row in 0..view.len() {
        for item in view.bridge(row) {
            let class = classes.entry(item.cause.as_str().to_owned());
            let class: &mut BTreeSet<_> = class.or_default();
            class.insert((
                format!("{}/{}", view.level(row), view.unit(row)),
                view.indicator(row).as_str(),
                item.count,
            ));
        }
    }
    classes
}

fn unexplained(
    run: &report_mismatches::View<'_>,
    truth: &report_mismatches::View<'_>,
) -> Vec<Unexplained> {
    let sizes = |view: &report_mismatches::View<'_>, level: MismatchLevel| {
        let (mut unexplained, mut whole) = (0, 0);
        for row in (0..view.len()).filter(|&row| view.level(row) == level) {
            whole += view.difference(row).unsigned_abs();
            let bridge = view.bridge(row).into_iter();
            let open = bridge.filter(|item| item.cause == Cause::Unexplained);
            unexplained += open.map(|item| item.count.unsigned_abs()).sum::<u64>();
        }
        (unexplained, whole)
    };
    let levels = MismatchLevel::ALL.iter();
    levels
        .map(|&level| {
            let (n_unexplained, n_differing) = sizes(run, level);
            let in_truth = sizes(truth, level);
            Unexplained {
                level: level.as_str(),
                n_unexplained,
                n_differing,
                share: share(n_unexplained, n_differing),
                share_in_truth: share(in_truth.0, in_truth.1),
            }
        })
        .collect()
}

/// One part of a bridge.
pub(super) type Part = (Cause, String, Indicator);

/// The rows behind each part of a bridge, each with its count.
pub(super) type PartRows = BTreeMap<Part, Vec<(RowNumber, i64)>>;

/// The rows of one side; `sheets` is shared by both, so that numbers compare.
pub(super) fn rows_behind(folder: &Folder, sheets: &mut Sheets) -> Result<PartRows, EvaluateError> {
    let batch: RecordBatch = folder.table(mismatch_rows::NAME)?;
    let view = folder.bound(mismatch_rows::View::of(&batch))?;
    let mut parts = PartRows::new();
    for row in 0..view.len() {
        let part = (
            view.cause(row),
            view.unit(row).to_owned(),
            view.indicator(row),
        );
        let number = row_number!(sheets, view, row);
        parts
            .entry(part)
            .or_default()
            .push((number, view.count(row)));
    }
    parts.values_mut().for_each(|rows| rows.sort_unstable());
    Ok(parts)
}

/// A part agrees when its rows and their counts all do.
fn rows_by_cause(run: &Folder, truth: &Folder) -> Result<Vec<Line>, EvaluateError> {
    let mut sheets = Sheets::default();
    let expected = rows_behind(truth, &mut sheets)?;
    let found = rows_behind(run, &mut sheets)?;
    let mut by_cause: BTreeMap<Cause, Tally> = BTreeMap::new();
    for (part, rows) in &expected {
        let tally = by_cause.entry(part.0).or_default();
        tally.expected += 1;
        tally.agreed += u64::from(found.get(part) == Some(rows));
    }
    for part in found.keys() {
        by_cause.entry(part.0).or_default().found += 1;
    }
    let mut all = Tally::default();
    by_cause.values().for_each(|tally| all += *tally);
    let by_cause = by_cause
        .into_iter()
        .map(|(cause, tally)| Line::new(cause.as_str(), tally));
    Ok(std::iter::once(Line::new("all", all))
        .chain(by_cause)
        .collect())
}
