//! 组建系统补录更正清单: what a clerk types into the management system, row by row.

use super::{Ledger, LedgerInputs, columns, hidden_columns};
use crate::publish::error::PublishError;
use crate::publish::words::{Lang, Word, field_word};
use crate::publish::workbook::{LedgerCell, LedgerRows, LedgerSheet, clerk_columns};
use crate::table::vocabulary::CorrectionAction;
use crate::table::{CorrectionId, system_corrections};

pub(super) fn ledger<'a>(
    lang: Lang,
    inputs: &LedgerInputs<'a>,
) -> Result<Ledger<'a>, PublishError> {
    let corrections = system_corrections::View::of(inputs.system_corrections)?;
    // A clerk works action by action; the table's own order is by id.
    let mut order: Vec<(CorrectionAction, &str, CorrectionId, usize)> = (0..corrections.len())
        .map(|row| {
            (
                corrections.action(row),
                corrections.subject(row),
                corrections.correction_id(row),
                row,
            )
        })
        .collect();
    order.sort_unstable();
    let mut act_no = 0;
    let mut previous = None;
    let mut acts: Vec<(usize, i64)> = Vec::with_capacity(order.len());
    for (_, _, act, row) in order {
        if previous != Some(act) {
            act_no += 1;
            previous = Some(act);
        }
        acts.push((row, act_no));
    }
    let mut header = columns(lang, COLUMNS);
    header.extend(hidden_columns(lang, HIDDEN));
    header.extend(clerk_columns(lang));
    let title = lang.pick(
        "组建系统补录更正清单",
        "Corrections for the management system",
    );
    Ok(Ledger {
        file: lang.pick("组建系统补录更正清单", "corrections"),
        title,
        purpose: vec![
            lang.pick(
                "同一序号为一次操作，逐行录入“字段”与“应填值”。",
                "One number is one act: type each field's new value.",
            ),
            lang.pick(
                "“所在文件、工作表、行号”指系统导出件中要改的一行；新增的没有。",
                "File, sheet and row name the system's row; an addition has none.",
            ),
            lang.pick(
                "置信程度为“待核”的，先核实再办理。",
                "What is for review is asked about before it is typed.",
            ),
            lang.pick(
                "“可消除差异”列出办理后会消失或减小的年报差异（单位/指标）。",
                "`cures` lists the mismatches that vanish or shrink (unit/indicator).",
            ),
        ],
        sheets: vec![LedgerSheet {
            name: lang.pick("补录更正", "corrections"),
            title: title.to_owned(),
            columns: header,
            rows: LedgerRows::of(acts.len(), move |idx| {
                let (row, act_no) = acts[idx];
                cells(lang, &corrections, row, act_no)
            }),
        }],
    })
}

const COLUMNS: &[(&str, &str, f64)] = &[
    ("序号", "act", 7.0),
    ("操作", "action", 14.0),
    ("对象", "kind", 8.0),
    ("系统编码", "subject", 22.0),
    ("所在文件", "file", 24.0),
    ("工作表", "sheet", 14.0),
    ("行号", "row", 7.0),
    ("字段", "field", 16.0),
    ("原值", "old", 26.0),
    ("应填值", "new", 26.0),
    ("置信程度", "certainty", 9.0),
    ("依据", "evidence", 44.0),
    ("可消除差异", "cures", 26.0),
];

/// For filters and for returning the file.
const HIDDEN: &[(&str, &str, f64)] = &[("更正标识", "correction id", 36.0)];

fn cells(
    lang: Lang,
    corrections: &system_corrections::View<'_>,
    row: usize,
    act_no: i64,
) -> Vec<LedgerCell> {
    vec![
        LedgerCell::Count(act_no),
        corrections.action(row).word(lang).into(),
        corrections.subject_kind(row).word(lang).into(),
        corrections.subject(row).into(),
        corrections.file(row).into(),
        corrections.sheet(row).into(),
        match corrections.row(row) {
            Some(row) => LedgerCell::Count(i64::from(row)),
            None => LedgerCell::Blank,
        },
        field_word(corrections.field(row), lang).into(),
        corrections.old(row).into(),
        corrections.new(row).into(),
        corrections.certainty(row).word(lang).into(),
        corrections.evidence(row).into(),
        corrections.cures(row).join("、").into(),
        corrections.correction_id(row).to_string().into(),
    ]
}
