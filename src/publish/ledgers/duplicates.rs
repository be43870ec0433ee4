//! 重复会员台账: every member row of a duplicate group, which stays, and what to do with the rest.

use std::collections::{BTreeMap, HashMap};

use super::{Ledger, LedgerInputs, columns, source_words};
use crate::publish::error::PublishError;
use crate::publish::words::{Lang, Word};
use crate::publish::workbook::{LedgerCell, LedgerSheet, clerk_columns};
use crate::table::{
    PersonId, RowIdentity, member_duplicates, person_crosswalk, person_rows, persons, unions,
};
use crate::union::source_names::SourceNames;

pub(super) fn ledger(
    lang: Lang,
    inputs: &LedgerInputs<'_>,
) -> Result<Ledger<'static>, PublishError> {
    let duplicates = member_duplicates::View::of(inputs.member_duplicates)?;
    let lookups = Lookups::of(inputs)?;
    let mut group_no = 0;
    let mut rows = Vec::with_capacity(duplicates.len());
    for row in 0..duplicates.len() {
        if row == 0 || duplicates.group_id(row) != duplicates.group_id(row - 1) {
            group_no += 1;
        }
        let lookups = (&lookups, inputs.source_names);
        rows.push(cells(lang, &duplicates, row, group_no, lookups));
    }
    let mut header = columns(lang, COLUMNS);
    header.extend(clerk_columns(lang));
    Ok(Ledger {
        file: lang.pick("重复会员台账", "duplicates"),
        title: lang.pick("重复会员台账", "Duplicate members"),
        purpose: vec![
            lang.pick(
                "同一组号为同一组重复；“保留”一行留下，其余按“处理”一栏办理。",
                "One group number is one group; the kept row stays, the rest follow `action`.",
            ),
            lang.pick(
                "身份证号已脱敏；请按会员卡号或来源行到系统中查找。",
                "Ids are masked: find the member by card number or source row.",
            ),
        ],
        sheets: vec![LedgerSheet {
            name: lang.pick("重复会员", "duplicates"),
            title: lang.pick("重复会员台账", "Duplicate members").to_owned(),
            columns: header,
            rows: rows.into(),
        }],
    })
}

const COLUMNS: &[(&str, &str, f64)] = &[
    ("组号", "group", 7.0),
    ("重复类型", "kind", 26.0),
    ("姓名", "name", 10.0),
    ("身份证号", "identity", 21.0),
    ("会员卡号", "card number", 16.0),
    ("工会编码", "union code", 18.0),
    ("工会名称", "union", 34.0),
    ("处理", "action", 12.0),
    ("判断依据", "reason", 44.0),
    ("数据来源", "source", 12.0),
    ("文件", "file", 30.0),
    ("工作表", "sheet", 12.0),
    ("行", "row", 8.0),
];

/// What a clerk looks for, by row.
struct Lookups<'a> {
    name_and_card: HashMap<RowIdentity, (&'a str, Option<&'a str>)>,
    identity: HashMap<PersonId, Option<&'a str>>,
    union_code: HashMap<RowIdentity, Option<&'a str>>,
    union_name: BTreeMap<&'a str, &'a str>,
}

impl<'a> Lookups<'a> {
    fn of(inputs: &LedgerInputs<'a>) -> Result<Self, PublishError> {
        let rows = person_rows::View::of(inputs.person_rows)?;
        let persons = persons::View::of(inputs.persons)?;
        let crosswalk = person_crosswalk::View::of(inputs.person_crosswalk)?;
        let unions = unions::View::of(inputs.unions)?;
        Ok(Self {
            name_and_card: (0..rows.len())
                .map(|row| {
                    (
                        rows.identity(row),
                        (rows.person_name(row), rows.card_no(row)),
                    )
                })
                .collect(),
            identity: (0..persons.len())
                .map(|row| (persons.person_id(row), persons.identity(row)))
                .collect(),
            union_code: (0..crosswalk.len())
                .map(|row| (crosswalk.identity(row), crosswalk.union_code(row)))
                .collect(),
            union_name: (0..unions.len())
                .map(|row| (unions.union_code(row), unions.name(row)))
                .collect(),
        })
    }
}

fn cells(
    lang: Lang,
    duplicates: &member_duplicates::View<'_>,
    row: usize,
    group_no: i64,
    (lookups, names): (&Lookups<'_>, &SourceNames),
) -> Vec<LedgerCell> {
    let identity = duplicates.identity(row);
    let (name, card_no) = lookups
        .name_and_card
        .get(&identity)
        .copied()
        .unwrap_or(("", None));
    let union_code = lookups.union_code.get(&identity).copied().flatten();
    let union_name = union_code.and_then(|code| lookups.union_name.get(code).copied());
    let masked = lookups
        .identity
        .get(&duplicates.person_id(row))
        .copied()
        .flatten();
    vec![
        LedgerCell::Count(group_no),
        duplicates.kind(row).word(lang).into(),
        name.into(),
        masked.into(),
        card_no.into(),
        union_code.into(),
        union_name.into(),
        duplicates.action(row).word(lang).into(),
        duplicates.reason(row).into(),
        source_words(lang, &[identity.source], names).into(),
        identity.file.into(),
        identity.sheet.as_deref().into(),
        LedgerCell::Count(i64::from(identity.row)),
    ]
}
