//! 未建会企业台账: whom to visit, in which order, and why we think there is no union.

use std::collections::BTreeMap;

use super::{Ledger, LedgerInputs, columns};
use crate::publish::error::PublishError;
use crate::publish::words::{Lang, Word};
use crate::publish::workbook::{LedgerCell, LedgerSheet, clerk_columns};
use crate::table::{EntityId, enterprises, unions, unorganised};

pub(super) fn ledger(
    lang: Lang,
    inputs: &LedgerInputs<'_>,
) -> Result<Ledger<'static>, PublishError> {
    let enterprises = enterprises::View::of(inputs.enterprises)?;
    let unorganised = unorganised::View::of(inputs.unorganised)?;
    let unions = unions::View::of(inputs.unions)?;
    let row_of: BTreeMap<EntityId, usize> = (0..enterprises.len())
        .map(|row| (enterprises.entity_id(row), row))
        .collect();
    let union_name: BTreeMap<&str, &str> = (0..unions.len())
        .map(|row| (unions.union_code(row), unions.name(row)))
        .collect();
    let rows: Vec<_> = (0..unorganised.len())
        .filter_map(|row| {
            let enterprise = *row_of.get(&unorganised.entity_id(row))?;
            let nearest = unorganised.nearest_candidate(row);
            let nearest_name = nearest.and_then(|code| union_name.get(code).copied());
            let mut cells = whom(lang, &enterprises, enterprise, unorganised.priority(row));
            cells.extend(why(lang, &unorganised, row, nearest_name));
            cells.push(enterprises.sources(enterprise).join("、").into());
            cells.push(unorganised.entity_id(row).to_string().into());
            Some(cells)
        })
        .collect();
    let mut header = columns(lang, COLUMNS);
    header.extend(clerk_columns(lang));
    Ok(Ledger {
        file: lang.pick("未建会企业台账", "unorganised"),
        title: lang.pick("未建会企业台账", "Enterprises without a union"),
        purpose: vec![
            lang.pick(
                "按走访次序排列：序号 1 最先走访。职工人数取证据最强的来源。",
                "In order of visits: 1 comes first. Workers are of the strongest evidence.",
            ),
            lang.pick(
                "置信程度“待核”表示可能已建会，请先核实最相近的工会。",
                "Certainty `review`: a union may exist; check the nearest one first.",
            ),
        ],
        sheets: vec![LedgerSheet {
            name: lang.pick("未建会企业", "unorganised"),
            title: lang
                .pick("未建会企业台账", "Enterprises without a union")
                .to_owned(),
            columns: header,
            rows: rows.into(),
        }],
    })
}

const COLUMNS: &[(&str, &str, f64)] = &[
    ("序号", "priority", 7.0),
    ("企业名称", "name", 34.0),
    ("统一社会信用代码", "uscc", 21.0),
    ("类别", "kind", 12.0),
    ("法定代表人", "legal representative", 11.0),
    ("联系电话", "phone", 15.0),
    ("地址", "address", 34.0),
    ("乡镇街道", "township", 14.0),
    ("填报单位", "reporting unit", 12.0),
    ("职工人数", "workers", 9.0),
    ("农民工人数", "migrant workers", 9.0),
    ("人数来源", "worker evidence", 10.0),
    ("重点领域", "directories", 16.0),
    ("置信程度", "certainty", 9.0),
    ("建会建议", "suggestion", 12.0),
    ("判断依据", "reason", 40.0),
    ("最相近工会", "nearest union", 28.0),
    ("匹配概率", "probability", 9.0),
    ("数据来源", "sources", 20.0),
    ("企业标识", "entity id", 36.0),
];

fn whom(
    lang: Lang,
    enterprises: &enterprises::View<'_>,
    row: usize,
    priority: u32,
) -> Vec<LedgerCell> {
    vec![
        LedgerCell::Count(i64::from(priority)),
        enterprises.name(row).into(),
        enterprises.uscc(row).into(),
        enterprises.entity_kind(row).word(lang).into(),
        enterprises.legal_representative(row).into(),
        enterprises.phone(row).into(),
        enterprises.address(row).into(),
        enterprises.township(row).into(),
        enterprises.reporting_unit(row).into(),
        enterprises.workers(row).into(),
        enterprises.migrant_workers(row).into(),
        enterprises.worker_evidence(row).word(lang).into(),
    ]
}

fn why(
    lang: Lang,
    unorganised: &unorganised::View<'_>,
    row: usize,
    nearest_name: Option<&str>,
) -> Vec<LedgerCell> {
    let directories: Vec<&str> = unorganised
        .directories(row)
        .into_iter()
        .map(|directory| directory.word(lang))
        .collect();
    vec![
        directories.join("、").into(),
        unorganised.certainty(row).word(lang).into(),
        unorganised.suggestion(row).word(lang).into(),
        unorganised.reason(row).into(),
        nearest_name.or(unorganised.nearest_candidate(row)).into(),
        unorganised
            .nearest_probability(row)
            .map_or(LedgerCell::Blank, LedgerCell::Share),
    ]
}
