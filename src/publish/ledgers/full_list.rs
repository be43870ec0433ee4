//! 全口径企业名录: how many workplaces every reporting unit has, then every one of them.

use std::collections::BTreeMap;

use super::{Ledger, LedgerInputs, columns, source_words};
use crate::publish::error::PublishError;
use crate::publish::words::{Lang, Word};
use crate::publish::workbook::{LedgerCell, LedgerRows, LedgerSheet};
use crate::table::vocabulary::{Certainty, Route};
use crate::table::{EntityId, coverage, enterprises, unions, unit_overview, unorganised};
use crate::union::source_names::SourceNames;

pub(super) fn ledger<'a>(
    lang: Lang,
    inputs: &LedgerInputs<'a>,
) -> Result<Ledger<'a>, PublishError> {
    Ok(Ledger {
        file: lang.pick("全口径企业名录", "enterprises"),
        title: lang.pick("全口径企业名录", "Full-coverage enterprise list"),
        purpose: vec![
            lang.pick(
                "“汇总”按填报单位列出单位总数、已建会与未建会数；空白填报单位为不属于任何填报单位者。",
                "The overview counts by reporting unit; the row without one holds what belongs to none.",
            ),
            lang.pick(
                "已建会 + 未建会 = 应建会；职工人数取证据最强的来源。",
                "Organised and unorganised add up to in scope; workers are of the strongest evidence.",
            ),
        ],
        sheets: vec![overview_sheet(lang, inputs)?, list_sheet(lang, inputs)?],
    })
}

fn overview_sheet<'a>(
    lang: Lang,
    inputs: &LedgerInputs<'a>,
) -> Result<LedgerSheet<'a>, PublishError> {
    let overview = unit_overview::View::of(inputs.unit_overview)?;
    Ok(LedgerSheet {
        name: lang.pick("汇总", "overview"),
        title: lang.pick("各填报单位汇总", "By reporting unit").to_owned(),
        columns: columns(lang, OVERVIEW_COLUMNS),
        rows: LedgerRows::of(overview.len(), move |row| {
            let counts = [
                overview.n_entities(row),
                overview.n_active(row),
                overview.n_in_scope(row),
                overview.n_organised(row),
                overview.n_unorganised(row),
                overview.n_unorganised_certain(row),
                overview.n_no_worker_evidence(row),
                overview.workers(row),
                overview.migrant_workers(row),
            ];
            let nowhere = lang.pick("未归入填报单位", "in no reporting unit");
            let mut cells = vec![overview.reporting_unit(row).unwrap_or(nowhere).into()];
            cells.extend(counts.map(LedgerCell::Count));
            cells
        }),
    })
}

const OVERVIEW_COLUMNS: &[(&str, &str, f64)] = &[
    ("填报单位", "reporting unit", 16.0),
    ("单位总数", "entities", 11.0),
    ("其中存续", "active", 11.0),
    ("应建会", "in scope", 11.0),
    ("已建会", "organised", 11.0),
    ("未建会", "unorganised", 11.0),
    ("其中确定未建会", "certainly unorganised", 11.0),
    ("存续但无用工依据", "no worker evidence", 11.0),
    ("应建会单位职工人数", "workers", 12.0),
    ("其中农民工", "migrant workers", 12.0),
];

fn list_sheet<'a>(lang: Lang, inputs: &LedgerInputs<'a>) -> Result<LedgerSheet<'a>, PublishError> {
    let enterprises = enterprises::View::of(inputs.enterprises)?;
    let organising = Organising::of(inputs)?;
    let names = inputs.source_names;
    let mut order: Vec<usize> = (0..enterprises.len()).collect();
    // People look a workplace up by place and name; what belongs to no unit comes last.
    order.sort_by_key(|&row| {
        let unit = enterprises.reporting_unit(row);
        (
            unit.is_none(),
            unit,
            enterprises.township(row),
            enterprises.name(row),
            enterprises.entity_id(row),
        )
    });
    Ok(LedgerSheet {
        name: lang.pick("全口径企业名录", "enterprises"),
        title: lang
            .pick("全口径企业名录", "Full-coverage enterprise list")
            .to_owned(),
        columns: columns(lang, LIST_COLUMNS),
        rows: LedgerRows::of(order.len(), move |number| {
            cells(
                lang,
                (&enterprises, order[number]),
                number,
                &organising,
                names,
            )
        }),
    })
}

const LIST_COLUMNS: &[(&str, &str, f64)] = &[
    ("序号", "no", 8.0),
    ("填报单位", "reporting unit", 12.0),
    ("乡镇街道", "township", 14.0),
    ("企业名称", "name", 36.0),
    ("统一社会信用代码", "uscc", 21.0),
    ("类别", "kind", 13.0),
    ("状态", "status", 7.0),
    ("建会情况", "organised", 13.0),
    ("覆盖工会", "union", 32.0),
    ("法定代表人", "legal representative", 11.0),
    ("联系电话", "phone", 15.0),
    ("地址", "address", 34.0),
    ("职工人数", "workers", 9.0),
    ("农民工人数", "migrant workers", 9.0),
    ("人数来源", "worker evidence", 10.0),
    ("数据来源", "sources", 22.0),
    ("企业标识", "entity id", 36.0),
];

/// Which union reaches an entity, and whether one is missing.
struct Organising<'a> {
    /// The surest coverage: its certainty, its route, the union's name.
    covered: BTreeMap<EntityId, (Certainty, Route, &'a str)>,
    absent: BTreeMap<EntityId, Certainty>,
}

impl<'a> Organising<'a> {
    fn of(inputs: &LedgerInputs<'a>) -> Result<Self, PublishError> {
        let coverage = coverage::View::of(inputs.coverage)?;
        let unions = unions::View::of(inputs.unions)?;
        let unorganised = unorganised::View::of(inputs.unorganised)?;
        let union_name: BTreeMap<&str, &str> = (0..unions.len())
            .map(|row| (unions.union_code(row), unions.name(row)))
            .collect();
        let mut covered: BTreeMap<EntityId, (Certainty, Route, &str)> = BTreeMap::new();
        for row in 0..coverage.len() {
            let code = coverage.union_code(row);
            let name = union_name.get(code).copied().unwrap_or(code);
            let found = (coverage.certainty(row), coverage.route(row), name);
            let best = covered.entry(coverage.entity_id(row)).or_insert(found);
            *best = (*best).min(found);
        }
        let absent = (0..unorganised.len())
            .map(|row| (unorganised.entity_id(row), unorganised.certainty(row)))
            .collect();
        Ok(Self { covered, absent })
    }
}

fn cells(
    lang: Lang,
    (enterprises, row): (&enterprises::View<'_>, usize),
    number: usize,
    organising: &Organising<'_>,
    names: &SourceNames,
) -> Vec<LedgerCell> {
    let entity = enterprises.entity_id(row);
    let covered = organising.covered.get(&entity);
    let organised = match (organising.absent.get(&entity), covered) {
        (Some(certainty), _) => format!(
            "{}（{}）",
            lang.pick("未建会", "unorganised"),
            certainty.word(lang)
        ),
        (None, Some((_, route, _))) => route.word(lang).to_owned(),
        (None, None) => enterprises.scope_reason(row).word(lang).to_owned(),
    };
    vec![
        LedgerCell::Count(number as i64 + 1),
        enterprises.reporting_unit(row).into(),
        enterprises.township(row).into(),
        enterprises.name(row).into(),
        enterprises.uscc(row).into(),
        enterprises.entity_kind(row).word(lang).into(),
        enterprises.status(row).word(lang).into(),
        organised.into(),
        covered.map(|(_, _, union)| *union).into(),
        enterprises.legal_representative(row).into(),
        enterprises.phone(row).into(),
        enterprises.address(row).into(),
        enterprises.workers(row).into(),
        enterprises.migrant_workers(row).into(),
        enterprises.worker_evidence(row).word(lang).into(),
        source_words(lang, &enterprises.sources(row), names).into(),
        entity.to_string().into(),
    ]
}
