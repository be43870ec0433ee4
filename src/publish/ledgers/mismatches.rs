//! 年报差异核对表: every difference between report and system, its causes, and the rows behind them.

use std::collections::BTreeMap;

use super::{Ledger, LedgerInputs, columns};
use crate::publish::error::PublishError;
use crate::publish::words::{Lang, Word};
use crate::publish::workbook::{LedgerCell, LedgerSheet, clerk_columns};
use crate::table::vocabulary::{Cause, MismatchLevel};
use crate::table::{mismatch_rows, report_mismatches, unions};

pub(super) fn ledger(
    lang: Lang,
    inputs: &LedgerInputs<'_>,
) -> Result<Ledger<'static>, PublishError> {
    let mismatches = report_mismatches::View::of(inputs.report_mismatches)?;
    let unions = unions::View::of(inputs.unions)?;
    let union_name: BTreeMap<&str, &str> = (0..unions.len())
        .map(|row| (unions.union_code(row), unions.name(row)))
        .collect();
    let mut sheets: Vec<LedgerSheet<'static>> = MismatchLevel::ALL
        .iter()
        .rev()
        .map(|&level| level_sheet(lang, level, &mismatches, &union_name))
        .collect();
    sheets.push(row_sheet(
        lang,
        &mismatch_rows::View::of(inputs.mismatch_rows)?,
    ));
    Ok(Ledger {
        file: lang.pick("年报差异核对表", "report_mismatches"),
        title: lang.pick("年报差异核对表", "Annual report against system"),
        purpose: vec![
            lang.pick(
                "差额 = 年报数 − 重算数；各项原因之和等于差额，正数表示该原因使年报偏高。",
                "Difference = reported − recomputed; causes sum to it, positive where the report is too high.",
            ),
            lang.pick(
                "“明细”列出每项原因背后的来源行。",
                "The last sheet lists the source rows behind each cause.",
            ),
        ],
        sheets,
    })
}

fn level_sheet(
    lang: Lang,
    level: MismatchLevel,
    mismatches: &report_mismatches::View<'_>,
    union_name: &BTreeMap<&str, &str>,
) -> LedgerSheet<'static> {
    let (name, title) = match level {
        MismatchLevel::City => (lang.pick("全市", "city"), lang.pick("全市差异", "City")),
        MismatchLevel::ReportingUnit => (
            lang.pick("填报单位", "reporting units"),
            lang.pick("填报单位差异", "Reporting units"),
        ),
        MismatchLevel::Union => (lang.pick("工会", "unions"), lang.pick("工会差异", "Unions")),
    };
    let rows: Vec<_> = (0..mismatches.len())
        .filter(|&row| mismatches.level(row) == level)
        .map(|row| mismatch_cells(lang, mismatches, row, union_name))
        .collect();
    let mut header = columns(lang, MISMATCH_COLUMNS);
    header.extend(clerk_columns(lang));
    LedgerSheet {
        name,
        title: title.to_owned(),
        columns: header,
        rows: rows.into(),
    }
}

const MISMATCH_COLUMNS: &[(&str, &str, f64)] = &[
    ("单位", "unit", 20.0),
    ("单位名称", "name", 34.0),
    ("指标", "indicator", 16.0),
    ("统计口径", "basis", 9.0),
    ("年报数", "reported", 10.0),
    ("系统原数", "system raw", 10.0),
    ("重算数", "recomputed", 10.0),
    ("差额", "difference", 10.0),
    ("差异原因", "causes", 50.0),
    ("其中原因不明", "unexplained", 10.0),
];

fn mismatch_cells(
    lang: Lang,
    mismatches: &report_mismatches::View<'_>,
    row: usize,
    union_name: &BTreeMap<&str, &str>,
) -> Vec<LedgerCell> {
    let bridge = mismatches.bridge(row);
    let causes: Vec<String> = bridge
        .iter()
        .map(|item| format!("{} {:+}", item.cause.word(lang), item.count))
        .collect();
    let unexplained: i64 = bridge
        .iter()
        .filter(|item| item.cause == Cause::Unexplained)
        .map(|item| item.count)
        .sum();
    vec![
        mismatches.unit(row).into(),
        union_name.get(mismatches.unit(row)).copied().into(),
        mismatches.indicator(row).word(lang).into(),
        mismatches.basis(row).word(lang).into(),
        mismatches.reported(row).into(),
        mismatches.system_raw(row).into(),
        mismatches.recomputed(row).into(),
        LedgerCell::Count(mismatches.difference(row)),
        causes.join("；").into(),
        LedgerCell::Count(unexplained),
    ]
}

fn row_sheet(lang: Lang, rows: &mismatch_rows::View<'_>) -> LedgerSheet<'static> {
    let cells: Vec<_> = (0..rows.len())
        .map(|row| {
            vec![
                rows.unit(row).into(),
                rows.indicator(row).word(lang).into(),
                rows.cause(row).word(lang).into(),
                LedgerCell::Count(rows.count(row)),
                rows.note(row).into(),
                rows.source(row).into(),
                rows.file(row).into(),
                rows.sheet(row).into(),
                LedgerCell::Count(i64::from(rows.row(row))),
            ]
        })
        .collect();
    LedgerSheet {
        name: lang.pick("明细", "rows"),
        title: lang
            .pick("差异原因明细", "The rows behind each cause")
            .to_owned(),
        columns: columns(
            lang,
            &[
                ("单位", "unit", 20.0),
                ("指标", "indicator", 16.0),
                ("差异原因", "cause", 20.0),
                ("数量", "count", 9.0),
                ("说明", "note", 50.0),
                ("数据来源", "source", 12.0),
                ("文件", "file", 30.0),
                ("工作表", "sheet", 12.0),
                ("行", "row", 8.0),
            ],
        ),
        rows: cells.into(),
    }
}
