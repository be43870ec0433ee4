//! 重点领域名录: the six directories, each enterprise with what put it there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ledger, LedgerInputs, columns};
use crate::publish::error::PublishError;
use crate::publish::words::{Lang, Word};
use crate::publish::workbook::{LedgerCell, LedgerSheet};
use crate::table::vocabulary::Certainty;
use crate::table::{EntityId, coverage, directory_entries, directory_overview, enterprises};

pub(super) fn ledger(
    lang: Lang,
    inputs: &LedgerInputs<'_>,
) -> Result<Ledger<'static>, PublishError> {
    Ok(Ledger {
        file: lang.pick("重点领域名录", "directories"),
        title: lang.pick("重点领域名录", "Directories of key sectors"),
        purpose: vec![
            lang.pick(
                "先按代码、后按文字归入；“归入依据”写明由什么决定。一个单位可列入多个领域。",
                "Codes decide first, words second; the last column says which. One enterprise may stand in several.",
            ),
            lang.pick(
                "会员按本期计入统计且在该领域单位工作的人数计算。",
                "Members are those in the period's figure who work for a listed enterprise.",
            ),
        ],
        sheets: vec![overview_sheet(lang, inputs)?, list_sheet(lang, inputs)?],
    })
}

fn overview_sheet(
    lang: Lang,
    inputs: &LedgerInputs<'_>,
) -> Result<LedgerSheet<'static>, PublishError> {
    let overview = directory_overview::View::of(inputs.directory_overview)?;
    let rows: Vec<Vec<LedgerCell>> = (0..overview.len())
        .map(|row| {
            let share = overview.organised_share(row);
            vec![
                overview.directory(row).word(lang).into(),
                LedgerCell::Count(overview.n_entities(row)),
                LedgerCell::Count(overview.n_organised(row)),
                share.map_or(LedgerCell::Blank, LedgerCell::Share),
                LedgerCell::Count(overview.workers(row)),
                LedgerCell::Count(overview.migrant_workers(row)),
                LedgerCell::Count(overview.members(row)),
                LedgerCell::Count(overview.migrant_members(row)),
            ]
        })
        .collect();
    Ok(LedgerSheet {
        name: lang.pick("汇总", "overview"),
        title: lang.pick("各重点领域汇总", "By sector").to_owned(),
        columns: columns(lang, OVERVIEW_COLUMNS),
        rows: rows.into(),
    })
}

const OVERVIEW_COLUMNS: &[(&str, &str, f64)] = &[
    ("重点领域", "sector", 16.0),
    ("单位数", "entities", 10.0),
    ("已建会或已覆盖", "organised", 12.0),
    ("建会率", "share", 10.0),
    ("职工人数", "workers", 12.0),
    ("农民工人数", "migrant workers", 12.0),
    ("会员人数", "members", 12.0),
    ("农民工会员", "migrant members", 12.0),
];

fn list_sheet(lang: Lang, inputs: &LedgerInputs<'_>) -> Result<LedgerSheet<'static>, PublishError> {
    let entries = directory_entries::View::of(inputs.directory_entries)?;
    let list = enterprises::View::of(inputs.enterprises)?;
    let reach = coverage::View::of(inputs.coverage)?;
    let row_of: BTreeMap<EntityId, usize> = (0..list.len())
        .map(|idx| (list.entity_id(idx), idx))
        .collect();
    let sure = (0..reach.len()).filter(|idx| reach.certainty(*idx) != Certainty::Review);
    let organised: BTreeSet<EntityId> = sure.map(|idx| reach.entity_id(idx)).collect();
    let mut order: Vec<(usize, usize)> = (0..entries.len())
        .filter_map(|entry| Some((entry, *row_of.get(&entries.entity_id(entry))?)))
        .collect();
    order.sort_by_key(|(entry, row)| {
        let directory = entries.directory(*entry).as_str();
        (
            directory,
            list.reporting_unit(*row),
            list.name(*row),
            *entry,
        )
    });
    let yes_or_no = |is_organised: bool| match is_organised {
        true => lang.pick("是", "yes"),
        false => lang.pick("否", "no"),
    };
    let rows: Vec<Vec<LedgerCell>> = order
        .into_iter()
        .map(|(entry, row)| {
            vec![
                entries.directory(entry).word(lang).into(),
                list.name(row).into(),
                list.uscc(row).into(),
                list.reporting_unit(row).into(),
                list.township(row).into(),
                entries.park(entry).into(),
                yes_or_no(organised.contains(&entries.entity_id(entry))).into(),
                list.workers(row).into(),
                list.migrant_workers(row).into(),
                entries.evidence(entry).into(),
            ]
        })
        .collect();
    Ok(LedgerSheet {
        name: lang.pick("名录", "list"),
        title: lang
            .pick("重点领域名录", "Directories of key sectors")
            .to_owned(),
        columns: columns(lang, LIST_COLUMNS),
        rows: rows.into(),
    })
}

const LIST_COLUMNS: &[(&str, &str, f64)] = &[
    ("重点领域", "sector", 14.0),
    ("企业名称", "name", 32.0),
    ("统一社会信用代码", "uscc", 21.0),
    ("填报单位", "reporting unit", 12.0),
    ("乡镇街道", "township", 14.0),
    ("开发区", "zone", 18.0),
    ("已建会或已覆盖", "organised", 9.0),
    ("职工人数", "workers", 9.0),
    ("农民工人数", "migrant workers", 9.0),
    ("归入依据", "why", 30.0),
];
