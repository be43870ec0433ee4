//! The management system's export of union organisations: one workbook, a sheet per reporting unit.

use std::collections::BTreeSet;

use super::enterprise::{Enterprise, Kind};
use super::error::SynthError;
use super::files::{Cell, Form, Head, Paper, PaperForm, number, text};
use super::noise::{CodeHabit, Scribe, Telling, Witnesses, telling};
use super::places::{COUNTIES, HIGH_TECH_PARK, ReportingUnit};
use super::random::Random;
use super::registries::{Bench, begin};
use super::scenario::{Scenario, ScenarioCounts};
use super::unions::{Spelling, Union, covered_text};
use super::ward::Ward;
use crate::table::RowIdentity;
use crate::table::vocabulary::{Indicator, UnionKind};

/// The file, relative to the generator's folder, without its ending.
const STEM: &str = "union/工会组织";
/// The figures of the export, in column order.
pub(super) const FIGURES: &[(Indicator, &str)] = &[
    (Indicator::CoveredUnits, "涵盖单位数"),
    (Indicator::Workers, "职工人数"),
    (Indicator::FemaleWorkers, "女职工人数"),
    (Indicator::MigrantWorkers, "农民工人数"),
    (Indicator::DispatchedWorkers, "劳务派遣工人数"),
    (Indicator::Members, "会员人数"),
    (Indicator::FemaleMembers, "女会员人数"),
    (Indicator::MigrantMembers, "农民工会员人数"),
    (Indicator::DispatchedMembers, "劳务派遣工会员人数"),
    (Indicator::NewMembers, "本期新增会员"),
    (Indicator::JointUnionMembers, "联合工会会员"),
];
/// Canonical cells: 0 serial, 1 union code, 2 union name, 3 unit, 4 organisation code, 5 the unit's
/// credit code, 6 the union's own, 7 category, 8 kind, 9 superior, 10 founded, 11 county, 12 address,
/// 13 person in charge, 14 zone, 15 covered units, 16 chair; the figures follow.
const LEADING: [Form; 2] = [
    Form {
        headers: &[
            "序号",
            "工会编码",
            "工会名称",
            "单位名称",
            "单位组织机构代码",
            "单位法人和其他组织统一社会信用代码",
            "工会法人和其他组织统一社会信用代码",
            "单位类别",
            "基层工会类型",
            "上级工会",
            "建会时间",
            "单位所在政区",
            "单位地址",
            "单位负责人",
            "开发区",
            "涵盖单位",
            "工会主席",
        ],
        order: &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
    },
    Form {
        headers: &[
            "序号",
            "工会全称",
            "工会编码",
            "基层工会类型",
            "工会法人和其他组织统一社会信用代码",
            "单位法人和其他组织统一社会信用代码",
            "单位组织机构代码",
            "单位名称",
            "单位类别",
            "单位地址",
            "单位所在政区",
            "单位负责人",
            "涵盖单位",
            "建会日期",
            "上级工会名称",
            "工会负责人",
            "开发区",
        ],
        order: &[0, 2, 1, 8, 6, 5, 4, 3, 7, 12, 11, 13, 15, 10, 9, 16, 14],
    },
];
/// Of a thousand union rows, how many hold the unit's organisation code; of those, how many hold the
/// credit code too.
const KEEPS_CODES_PER_MILLE: u32 = 850;
const KEEPS_CREDIT_PER_MILLE: u32 = 500;
/// Of a thousand unions, how many have a credit code of their own.
const HAS_OWN_CODE_PER_MILLE: u32 = 300;

/// Writes the ward's unions; gives the row of each, by index.
pub(super) fn write_unions(
    ward: &Ward,
    bench: &mut Bench<'_>,
) -> Result<Vec<RowIdentity>, SynthError> {
    let paper = Paper::new("union_system", STEM, PaperForm::Workbook);
    let random = Random::of_purpose(ward.seed, &format!("{STEM} from {} on", ward.base));
    let mut scribe = Scribe::new(random, ward.noise, CodeHabit::SystemKey, bench.names);
    let mut places: Vec<Option<RowIdentity>> = vec![None; ward.unions.len()];
    for (turn, reporting) in ReportingUnit::all().into_iter().enumerate() {
        let form = &LEADING[turn % LEADING.len()];
        let counts = &mut bench.truth.counts;
        let head = || begin(counts, head(form, reporting));
        let sheet = bench.desk.sheet(&paper, reporting.name(), head)?;
        let here = ward.unions.iter().enumerate();
        let here = here.filter(|(_, union)| union.reporting == reporting);
        for (serial, (idx, union)) in here.enumerate() {
            let mut row = row_of(ward, union, &mut scribe);
            if !union.covered.is_empty() {
                count_list(&mut bench.truth.counts, union, row.list_kind);
            }
            row.leading[0] = number(serial as u32 + 1);
            let mut cells = form.lay_out(row.leading);
            cells.extend(row.figures);
            let place = sheet.push(cells)?;
            let unit = union.unit.map(|unit| &ward.enterprises[unit]);
            let telling = unit.map_or(Telling::Identifiable, |unit| {
                telling(unit, &row.scenarios, Witnesses::AddressAndPerson)
            });
            let number = union.unit.map(|unit| ward.base + unit);
            let truth = &mut bench.truth;
            truth.record_row(&place, number, telling, &row.scenarios);
            places[idx] = Some(place);
        }
    }
    let place = |place: Option<RowIdentity>| place.expect("every union has a reporting unit");
    Ok(places.into_iter().map(place).collect())
}

fn head(form: &Form, reporting: ReportingUnit) -> Head {
    let mut head = Head::of(form)
        .titled("工会组织情况表")
        .titled(format!(
            "填报单位：{}        截止日期：2016年9月30日",
            reporting.federation()
        ))
        .signed("制表人：          审核人：          （盖章）");
    let figures = FIGURES.iter().map(|(_, header)| (*header).to_owned());
    head.headers[0].extend(figures);
    head
}

fn count_list(counts: &mut ScenarioCounts, union: &Union, kind: Scenario) {
    counts.add(kind);
    let has = |spelling: Spelling| union.covered.iter().any(|unit| unit.spelling == spelling);
    for (spelling, scenario) in [
        (Spelling::Short, Scenario::ListShortNames),
        (Spelling::BrandAlone, Scenario::ListBrandAlone),
        (Spelling::Unknown, Scenario::ListUnknownUnits),
    ] {
        if has(spelling) {
            counts.add(scenario);
        }
    }
}

/// One union as the export writes it.
struct UnionRow {
    leading: Vec<Cell>,
    figures: Vec<Cell>,
    scenarios: BTreeSet<Scenario>,
    list_kind: Scenario,
}

fn row_of(ward: &Ward, union: &Union, scribe: &mut Scribe<'_>) -> UnionRow {
    let unit = union.unit.map(|idx| &ward.enterprises[idx]);
    let mut scenarios = BTreeSet::new();
    let unit_cells = match unit {
        Some(unit) => unit_cells(unit, scribe, &mut scenarios),
        None => [const { String::new() }; 5],
    };
    let [name, organisation, credit, address, in_charge] = unit_cells;
    let own_code = match unit.is_some() && scribe.random.happens(HAS_OWN_CODE_PER_MILLE) {
        true => ward.own_code_of(union),
        false => String::new(),
    };
    let park = unit
        .and_then(|unit| unit.park)
        .filter(|park| *park == HIGH_TECH_PARK);
    let (list, list_kind) = covered_text(
        &union.covered,
        union.code.len() + ward.base + union.covered.len() * 3 + union.county,
    );
    let leading = vec![
        Cell::Empty,
        text(&union.code),
        text(&union.name),
        text(name),
        text(organisation),
        text(credit),
        text(own_code),
        text(category(unit)),
        text(kind_words(union.kind)),
        text(union.reporting.federation()),
        Cell::Date(union.founded),
        text(COUNTIES[union.county].name),
        text(address),
        text(in_charge),
        text(park.unwrap_or_default()),
        text(list),
        text(&union.chair),
    ];
    let figures = FIGURES
        .iter()
        .map(|(indicator, _)| Cell::figure(union.counts.get(*indicator)))
        .collect();
    UnionRow {
        leading,
        figures,
        scenarios,
        list_kind,
    }
}

/// Name, organisation code, credit code, address and person in charge: a union row holds the unit's
/// organisation code, its credit code, both or neither.
fn unit_cells(
    unit: &Enterprise,
    scribe: &mut Scribe<'_>,
    scenarios: &mut BTreeSet<Scenario>,
) -> [String; 5] {
    let written = scribe.write(unit);
    let has_codes = unit.kind != Kind::Project && scribe.random.happens(KEEPS_CODES_PER_MILLE);
    let credit = match has_codes && scribe.random.happens(KEEPS_CREDIT_PER_MILLE) {
        true => unit.credit_code.clone(),
        false => String::new(),
    };
    let organisation = match has_codes {
        true => unit.organisation_code.clone(),
        false => String::new(),
    };
    scenarios.clone_from(&written.scenarios);
    match has_codes {
        true => scenarios.remove(&Scenario::CodeMissing),
        false => scenarios.insert(Scenario::CodeMissing),
    };
    // A row of the system always names its unit.
    let name = match scenarios.remove(&Scenario::NameMissing) {
        true => unit.name.clone(),
        false => written.name,
    };
    [
        name,
        organisation,
        credit,
        written.address,
        written.representative,
    ]
}

fn category(unit: Option<&Enterprise>) -> &'static str {
    match unit.map(|unit| unit.kind) {
        None => "",
        Some(Kind::Institution) => "400",
        Some(Kind::Individual) => "600",
        Some(Kind::NonProfit) => "700",
        Some(
            Kind::Company
            | Kind::Branch
            | Kind::Cooperative
            | Kind::Project
            | Kind::Unregistered
            | Kind::UnionBody
            | Kind::OutsideContractor,
        ) => "150",
    }
}

/// The words of the 基层工会类型 column.
pub(super) fn kind_words(kind: UnionKind) -> &'static str {
    match kind {
        UnionKind::EnterpriseUnion => "单独基层工会",
        UnionKind::JointUnion => "联合基层工会",
        UnionKind::UnionFederation => "工会联合会",
        UnionKind::AreaUnion => "村（社区）工会",
        UnionKind::SuperiorUnion => "地方工会",
    }
}
