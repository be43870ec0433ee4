//! 组建系统补录更正清单: what a clerk types into the management system, row by row.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::{Ledger, LedgerInputs, columns, hidden_columns};
use crate::publish::error::PublishError;
use crate::publish::words::{Lang, Word, field_place, field_word, mismatch_word};
use crate::publish::workbook::{LedgerCell, LedgerRows, LedgerSheet, clerk_columns};
use crate::standard::{industry, region};
use crate::table::vocabulary::SubjectKind;
use crate::table::{CorrectionId, EntityId, RowIdentity, person_rows, system_corrections};

pub(super) fn ledger<'a>(
    lang: Lang,
    inputs: &LedgerInputs<'a>,
) -> Result<Ledger<'a>, PublishError> {
    let corrections = system_corrections::View::of(inputs.system_corrections)?;
    let members = member_names(&corrections, inputs)?;
    let lines = numbered(&corrections);
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
                "按填报单位、操作、置信程度、名称排列；可按“填报单位”筛选后分发。",
                "By reporting unit, action, certainty and name; filter by reporting unit to hand out.",
            ),
            lang.pick(
                "同一序号为一次操作，逐行录入“字段”与“应填值”，字段按组建系统表单的顺序排列；依据写在每次操作的第一行。",
                "One number is one act: type each field's new value, in the order of the system's form; its first line says why.",
            ),
            lang.pick(
                "“所在文件、工作表、行号”指系统导出件中要改的一行；新增的没有。",
                "File, sheet and row name the system's row; an addition has none.",
            ),
            lang.pick(
                "“合并重复工会”：行号所指的一行应删除，其会员归入“应填值”所列工会编码。",
                "Merging unions: the row named goes, its members belong to the union code given as new.",
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
            rows: LedgerRows::of(lines.len(), move |idx| {
                cells(lang, &corrections, &lines[idx], &members)
            }),
        }],
    })
}

/// One line of the ledger.
struct Line {
    /// Row of the table.
    row: usize,
    /// Number of its act, 1-based.
    act_no: i64,
    is_first_of_act: bool,
}

/// The rows as a clerk works through them; the table's own order is by id.
fn numbered(corrections: &system_corrections::View<'_>) -> Vec<Line> {
    let mut order: Vec<usize> = (0..corrections.len()).collect();
    order.sort_by_cached_key(|&row| {
        let unit = corrections.reporting_unit(row);
        let act = (
            corrections.action(row),
            corrections.certainty(row),
            corrections.subject_name(row),
            corrections.subject(row),
            corrections.correction_id(row),
        );
        let field = corrections.field(row);
        // What belongs to no unit comes last.
        ((unit.is_none(), unit), act, (field_place(field), row))
    });
    let mut act_no = 0;
    let mut previous: Option<CorrectionId> = None;
    let number = |row: usize| {
        let act = corrections.correction_id(row);
        let is_first_of_act = previous.replace(act) != Some(act);
        act_no += i64::from(is_first_of_act);
        Line {
            row,
            act_no,
            is_first_of_act,
        }
    };
    order.into_iter().map(number).collect()
}

/// The names of the members that acts are about, by their rows.
fn member_names<'a>(
    corrections: &system_corrections::View<'_>,
    inputs: &LedgerInputs<'a>,
) -> Result<HashMap<RowIdentity, &'a str>, PublishError> {
    let about_members = (0..corrections.len())
        .filter(|&row| corrections.subject_kind(row) == SubjectKind::Member)
        .filter_map(|row| place(corrections, row));
    let places: HashSet<RowIdentity> = about_members.collect();
    let persons = person_rows::View::of(inputs.person_rows)?;
    let names = (0..persons.len()).map(|row| (persons.identity(row), persons.person_name(row)));
    Ok(names.filter(|(row, _)| places.contains(row)).collect())
}

/// The system's row that an act changes.
fn place(corrections: &system_corrections::View<'_>, row: usize) -> Option<RowIdentity> {
    Some(RowIdentity {
        source: corrections.source(row)?.to_owned(),
        file: corrections.file(row)?.to_owned(),
        sheet: corrections.sheet(row).map(str::to_owned),
        row: corrections.row(row)?,
    })
}

const COLUMNS: &[(&str, &str, f64)] = &[
    ("序号", "act", 6.0),
    ("填报单位", "reporting unit", 17.0),
    ("操作", "action", 10.0),
    ("企业/工会名称", "name", 36.0),
    ("会员姓名", "member", 9.0),
    ("系统编码", "subject", 20.0),
    ("字段", "field", 18.0),
    ("原值", "old", 20.0),
    ("应填值", "new", 26.0),
    ("置信程度", "certainty", 8.0),
    ("依据", "evidence", 36.0),
    ("所在文件", "file", 18.0),
    ("工作表", "sheet", 10.0),
    ("行号", "row", 6.0),
    ("可消除差异", "cures", 18.0),
];

/// For filters and for returning the file.
const HIDDEN: &[(&str, &str, f64)] = &[("更正标识", "correction id", 36.0)];

fn cells(
    lang: Lang,
    corrections: &system_corrections::View<'_>,
    line: &Line,
    members: &HashMap<RowIdentity, &str>,
) -> Vec<LedgerCell> {
    let row = line.row;
    let member = match corrections.subject_kind(row) {
        SubjectKind::Member => place(corrections, row),
        SubjectKind::Enterprise | SubjectKind::Union => None,
    };
    let member = member.and_then(|place| members.get(&place).copied());
    let field = corrections.field(row);
    // Ten fields of one act need their reason once.
    let (evidence, cures) = match line.is_first_of_act {
        true => (Some(corrections.evidence(row)), corrections.cures(row)),
        false => (None, Vec::new()),
    };
    let cures: Vec<String> = cures.iter().map(|key| mismatch_word(key, lang)).collect();
    vec![
        LedgerCell::Count(line.act_no),
        corrections.reporting_unit(row).into(),
        corrections.action(row).word(lang).into(),
        corrections.subject_name(row).into(),
        member.into(),
        key(lang, corrections, row).into(),
        field_word(field, lang).into(),
        value(field, corrections.old(row)).into(),
        value(field, corrections.new(row)).into(),
        corrections.certainty(row).word(lang).into(),
        evidence.into(),
        corrections.file(row).into(),
        corrections.sheet(row).into(),
        match corrections.row(row) {
            Some(row) => LedgerCell::Count(i64::from(row)),
            None => LedgerCell::Blank,
        },
        cures.join("、").into(),
        corrections.correction_id(row).to_string().into(),
    ]
}

/// The key to look the subject up by. An addition without a credit code is keyed by our own id, which
/// nobody can look up.
fn key<'a>(lang: Lang, corrections: &system_corrections::View<'a>, row: usize) -> Cow<'a, str> {
    let subject = corrections.subject(row);
    let is_our_own = corrections.source(row).is_none() && subject.parse::<EntityId>().is_ok();
    match is_our_own {
        true => lang.pick("无统一社会信用代码", "no credit code").into(),
        false => subject.into(),
    }
}

/// A value as the system's form takes it: places and industries by name.
fn value<'a>(field: &str, value: Option<&'a str>) -> Option<Cow<'a, str>> {
    let value = value?;
    let named = match field {
        "region" => region::name_of(value).map(Cow::Borrowed),
        "industry" => industry::name_of(value).map(|name| format!("{value} {name}").into()),
        _ => None,
    };
    Some(named.unwrap_or(Cow::Borrowed(value)))
}
