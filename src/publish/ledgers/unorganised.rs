//! 未建会企业台账: whom to visit, in which order, and why we think there is no union.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ledger, LedgerInputs, columns, hidden_columns, source_words};
use crate::publish::error::PublishError;
use crate::publish::words::{Lang, Word};
use crate::publish::workbook::{LedgerCell, LedgerSheet, clerk_columns};
use crate::table::vocabulary::EntityKind;
use crate::table::{
    EntityId, RowIdentity, enterprise_rows, enterprises, street_overview, unions, unorganised,
};
use crate::union::source_names::SourceNames;

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
    let contacts = Contacts {
        enterprises,
        row_of: &row_of,
        managers: managers(inputs)?,
    };
    let rows: Vec<_> = (0..unorganised.len())
        .filter_map(|row| {
            let enterprise = *row_of.get(&unorganised.entity_id(row))?;
            let nearest = unorganised.nearest_candidate(row);
            let nearest = nearest.map(|code| union_name.get(code).copied().unwrap_or(code));
            let contact = contacts.of(enterprise);
            let mut cells = whom(&enterprises, enterprise, &contact, (&unorganised, row));
            cells.extend(why(lang, &unorganised, row));
            // The clerk's three columns.
            cells.extend([LedgerCell::Blank, LedgerCell::Blank, LedgerCell::Blank]);
            cells.extend(machine_cells(
                lang,
                &enterprises,
                enterprise,
                inputs.source_names,
            ));
            cells.push(sectors(lang, &unorganised, row));
            cells.push(nearest.into());
            let probability = unorganised.nearest_probability(row);
            cells.push(probability.map_or(LedgerCell::Blank, LedgerCell::Share));
            cells.push(unorganised.entity_id(row).to_string().into());
            Some(cells)
        })
        .collect();
    let mut header = columns(lang, COLUMNS);
    header.extend(clerk_columns(lang));
    header.extend(hidden_columns(lang, HIDDEN_COLUMNS));
    Ok(Ledger {
        file: lang.pick("未建会企业台账", "unorganised"),
        title: lang.pick("未建会企业台账", "Enterprises without a union"),
        purpose: purpose(lang),
        sheets: vec![
            LedgerSheet {
                name: lang.pick("未建会企业", "unorganised"),
                title: lang
                    .pick("未建会企业台账", "Enterprises without a union")
                    .to_owned(),
                columns: header,
                rows: rows.into(),
            },
            street_sheet(lang, inputs)?,
        ],
    })
}

/// How to read the ledger.
fn purpose(lang: Lang) -> Vec<&'static str> {
    vec![
        lang.pick(
            "按走访次序排列：序号 1 最先走访。先按职工人数分档，再看重点领域和农民工人数；待核者排在最后。",
            "In order of visits: 1 comes first. By size class, then target sectors and migrant workers; `review` last.",
        ),
        lang.pick(
            "联系电话不含代理记账机构的共用电话；空白表示只有共用电话。",
            "Phones shared by many enterprises are a book-keeping agent's and are left out.",
        ),
        lang.pick(
            "工程项目的联系电话和法定代表人是其施工单位的。",
            "A project shows its contractor's phone and representative.",
        ),
        lang.pick(
            "置信程度“待核”表示可能已建会，请先核实最相近的工会。",
            "Certainty `review`: a union may exist; check the nearest one first.",
        ),
        lang.pick(
            "信用代码、类别、数据来源、企业标识等列已隐藏，取消隐藏即可查看。",
            "Codes, kind, sources and ids stand in hidden columns at the end.",
        ),
    ]
}

/// What an organiser carries along: narrow enough for a page laid across.
const COLUMNS: &[(&str, &str, f64)] = &[
    ("序号", "priority", 6.0),
    ("企业名称", "name", 26.0),
    ("联系电话", "phone", 14.0),
    ("法定代表人", "legal representative", 9.0),
    ("地址", "address", 26.0),
    ("施工单位、项目经理", "contractor, manager", 20.0),
    ("应走访工会", "acting union", 16.0),
    ("职工人数", "workers", 7.0),
    ("农民工人数", "migrant workers", 7.0),
    ("走访理由", "why visit", 24.0),
    ("置信程度", "certainty", 8.0),
    ("建会建议", "suggestion", 11.0),
    ("判断依据", "reason", 32.0),
];

const HIDDEN_COLUMNS: &[(&str, &str, f64)] = &[
    ("统一社会信用代码", "uscc", 21.0),
    ("类别", "kind", 12.0),
    ("乡镇街道", "township", 14.0),
    ("填报单位", "reporting unit", 12.0),
    ("人数来源", "worker evidence", 10.0),
    ("数据来源", "sources", 20.0),
    ("重点领域", "directories", 16.0),
    ("最相近工会", "nearest union", 28.0),
    ("匹配概率", "probability", 9.0),
    ("企业标识", "entity id", 36.0),
];

/// Whom to ring about a workplace: a project has neither phone nor representative of its own.
struct Contact<'a> {
    phone: Option<&'a str>,
    legal_representative: Option<&'a str>,
    /// Contractor and manager of a project.
    site: Option<String>,
}

struct Contacts<'a> {
    enterprises: enterprises::View<'a>,
    row_of: &'a BTreeMap<EntityId, usize>,
    managers: BTreeMap<RowIdentity, &'a str>,
}

impl<'a> Contacts<'a> {
    fn of(&self, enterprise: usize) -> Contact<'a> {
        let enterprises = &self.enterprises;
        let own = Contact {
            phone: enterprises.phone(enterprise),
            legal_representative: enterprises.legal_representative(enterprise),
            site: None,
        };
        if enterprises.entity_kind(enterprise) != EntityKind::Project {
            return own;
        }
        let parent = enterprises.parent_entity_id(enterprise);
        let contractor = parent.and_then(|parent| self.row_of.get(&parent).copied());
        let manager = self
            .manager(enterprise)
            .map(|manager| format!("项目经理{manager}"));
        let name = contractor.map(|row| enterprises.name(row).to_owned());
        let site: Vec<String> = name.into_iter().chain(manager).collect();
        Contact {
            phone: own.phone.or_else(|| enterprises.phone(contractor?)),
            legal_representative: own
                .legal_representative
                .or_else(|| enterprises.legal_representative(contractor?)),
            site: (!site.is_empty()).then(|| site.join("，")),
        }
    }

    /// The manager that the rows of a project name; the later of several rows wins.
    fn manager(&self, enterprise: usize) -> Option<&'a str> {
        let rows = self.enterprises.provenance(enterprise).into_iter();
        let rows: BTreeSet<RowIdentity> = rows
            .map(|value| RowIdentity {
                source: value.source,
                file: value.file,
                sheet: value.sheet,
                row: value.row,
            })
            .collect();
        let mut named = rows.iter().rev().filter_map(|row| self.managers.get(row));
        named.next().copied()
    }
}

/// The managers that rows of construction sites name.
fn managers<'a>(inputs: &LedgerInputs<'a>) -> Result<BTreeMap<RowIdentity, &'a str>, PublishError> {
    let rows = enterprise_rows::View::of(inputs.enterprise_rows)?;
    let named = (0..rows.len()).filter_map(|row| {
        let manager = rows.project_manager(row)?;
        Some((rows.identity(row), manager))
    });
    Ok(named.collect())
}

fn whom(
    enterprises: &enterprises::View<'_>,
    enterprise: usize,
    contact: &Contact<'_>,
    (unorganised, row): (&unorganised::View<'_>, usize),
) -> Vec<LedgerCell> {
    vec![
        LedgerCell::Count(i64::from(unorganised.priority(row))),
        enterprises.name(enterprise).into(),
        contact.phone.into(),
        contact.legal_representative.into(),
        enterprises.address(enterprise).into(),
        contact.site.as_deref().into(),
        unorganised.acting_union(row).into(),
        unorganised.workers(row).into(),
        unorganised.migrant_workers(row).into(),
    ]
}

fn why(lang: Lang, unorganised: &unorganised::View<'_>, row: usize) -> Vec<LedgerCell> {
    vec![
        unorganised.why_visit(row).into(),
        unorganised.certainty(row).word(lang).into(),
        unorganised.suggestion(row).word(lang).into(),
        unorganised.reason(row).into(),
    ]
}

fn machine_cells(
    lang: Lang,
    enterprises: &enterprises::View<'_>,
    enterprise: usize,
    names: &SourceNames,
) -> Vec<LedgerCell> {
    vec![
        enterprises.uscc(enterprise).into(),
        enterprises.entity_kind(enterprise).word(lang).into(),
        enterprises.township(enterprise).into(),
        enterprises.reporting_unit(enterprise).into(),
        enterprises.worker_evidence(enterprise).word(lang).into(),
        source_words(lang, &enterprises.sources(enterprise), names).into(),
    ]
}

fn sectors(lang: Lang, unorganised: &unorganised::View<'_>, row: usize) -> LedgerCell {
    let directories = unorganised.directories(row).into_iter();
    let words: Vec<&str> = directories.map(|directory| directory.word(lang)).collect();
    words.join("、").into()
}

/// Workplaces kept out of the visits, as totals per street.
fn street_sheet(
    lang: Lang,
    inputs: &LedgerInputs<'_>,
) -> Result<LedgerSheet<'static>, PublishError> {
    let streets = street_overview::View::of(inputs.street_overview)?;
    let rows: Vec<Vec<LedgerCell>> = (0..streets.len())
        .map(|row| {
            vec![
                streets.reporting_unit(row).into(),
                streets.township(row).into(),
                LedgerCell::Count(streets.n_no_worker_evidence(row)),
                LedgerCell::Count(streets.n_individual_businesses(row)),
                LedgerCell::Count(streets.n_too_small(row)),
            ]
        })
        .collect();
    Ok(LedgerSheet {
        name: lang.pick("未列入走访", "not visited"),
        title: lang
            .pick(
                "存续但未列入走访的单位（按街道乡镇）",
                "Active and not visited, by street",
            )
            .to_owned(),
        columns: columns(lang, STREET_COLUMNS),
        rows: rows.into(),
    })
}

const STREET_COLUMNS: &[(&str, &str, f64)] = &[
    ("填报单位", "reporting unit", 18.0),
    ("乡镇街道", "township", 20.0),
    ("无用工依据", "no worker evidence", 14.0),
    ("其中个体工商户", "individual businesses", 14.0),
    ("人数不足的个体工商户", "too small", 16.0),
];
