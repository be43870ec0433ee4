//! The management system's export of union organisations: one workbook, a sheet per reporting unit.

use std::path::Path;

use super::city::City;
use super::enterprises::{Enterprise, Kind};
use super::error::SynthError;
use super::files::{Cell, Sheet, text, write_workbook};
use super::noise::{CodeHabit, Scenario, Scribe, is_identifiable};
use super::places::{COUNTIES, HIGH_TECH_PARK, ReportingUnit};
use super::random::Random;
use super::unions::{Covered, Union};
use crate::table::RowIdentity;
use crate::table::truth::crosswalk;
use crate::table::vocabulary::{Indicator, UnionKind};

/// The file, relative to the generator's folder.
pub(super) const FILE: &str = "union/工会组织.xlsx";
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
const LEADING: &[&str] = &[
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
];

/// What the truth needs to know of the written system.
pub(super) struct UnionRows {
    pub(super) crosswalk: Vec<crosswalk::Row>,
    /// The row of each union of the city, by index.
    pub(super) places: Vec<RowIdentity>,
}

/// Writes the export.
pub(super) fn write_unions(city: &City, directory: &Path) -> Result<UnionRows, SynthError> {
    let mut scribe = Scribe {
        random: Random::of_purpose(city.seed, FILE),
        habit: CodeHabit::Credit,
        taken: &city.names,
        code_above: None,
    };
    let mut crosswalk = Vec::new();
    let mut places: Vec<Option<RowIdentity>> = vec![None; city.unions.len()];
    let mut sheets = Vec::new();
    for reporting in ReportingUnit::all() {
        let mut sheet = Sheet::new(reporting.name(), LEADING.len() + FIGURES.len());
        sheet.push_merged("工会组织情况表");
        sheet.push_merged(&format!(
            "填报单位：{}        截止日期：2016年9月30日",
            reporting.federation()
        ));
        let headers: Vec<&str> = LEADING
            .iter()
            .copied()
            .chain(FIGURES.iter().map(|(_, header)| *header))
            .collect();
        sheet.push_header(&headers);
        let mut serial = 0;
        for (idx, union) in city
            .unions
            .iter()
            .enumerate()
            .filter(|(_, union)| union.reporting == reporting)
        {
            serial += 1;
            let mut cells = vec![Cell::Number(serial)];
            let mut truth = row_cells(city, union, &mut scribe, &mut cells);
            let place = RowIdentity {
                source: "union_system".to_owned(),
                file: city.file(FILE),
                sheet: Some(reporting.name().to_owned()),
                row: sheet.push(cells),
            };
            (truth.source, truth.file) = (place.source.clone(), place.file.clone());
            (truth.sheet, truth.row) = (place.sheet.clone(), place.row);
            crosswalk.push(truth);
            places[idx] = Some(place);
        }
        sheet.push_merged("制表人：          审核人：          （盖章）");
        sheets.push(sheet);
    }
    write_workbook(&directory.join(FILE), &sheets)?;
    let places = places
        .into_iter()
        .map(|place| place.expect("every union has a reporting unit"))
        .collect();
    Ok(UnionRows { crosswalk, places })
}

/// Appends the cells of one union and gives its truth, still without a place.
#[expect(
    clippy::too_many_lines,
    reason = "a wide row, one line a column: cutting it would hide the order of the columns"
)]
fn row_cells(
    city: &City,
    union: &Union,
    scribe: &mut Scribe,
    cells: &mut Vec<Cell>,
) -> crosswalk::Row {
    let unit = union.unit.map(|idx| &city.enterprises[idx]);
    let mut scenarios = std::collections::BTreeSet::new();
    let mut unit_cells = [const { String::new() }; 5];
    if let Some(unit) = unit {
        let written = scribe.write(unit);
        let keeps_codes = scribe.random.happens(850);
        scenarios.clone_from(&written.scenarios);
        // A union row holds the unit's organisation code, its credit code, both or neither.
        scenarios.retain(|scenario| !scenario.id().starts_with("code_"));
        let credit = match keeps_codes && scribe.random.happens(500) && unit.kind != Kind::Project {
            true => unit.credit_code.clone(),
            false => String::new(),
        };
        let organisation = match keeps_codes && unit.kind != Kind::Project {
            true => unit.organisation_code.clone(),
            false => String::new(),
        };
        if organisation.is_empty() {
            scenarios.insert(Scenario::CodeMissing);
        }
        unit_cells = [
            written.name,
            organisation,
            credit,
            written.address,
            written.representative,
        ];
    }
    let [name, organisation, credit, address, representative] = unit_cells;
    let own_code = match unit.is_some() && scribe.random.happens(300) {
        true => city.own_code_of(union),
        false => String::new(),
    };
    let park = unit
        .and_then(|unit| unit.park)
        .filter(|park| *park == HIGH_TECH_PARK);
    cells.extend([
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
        text(representative),
        text(park.unwrap_or_default()),
        text(covered_text(
            &union.covered,
            union.code.len() + union.covered.len(),
        )),
        text(&union.chair),
    ]);
    for (indicator, _) in FIGURES {
        cells.push(
            union
                .counts
                .get(*indicator)
                .map_or(Cell::Empty, |value| Cell::Number(value as u32)),
        );
    }
    crosswalk::Row {
        source: String::new(),
        file: String::new(),
        sheet: None,
        row: 0,
        truth_id: union.unit.map(Enterprise::truth_id),
        identifiable: is_identifiable(&scenarios),
        scenarios: scenarios
            .iter()
            .map(|scenario| scenario.id().to_owned())
            .collect(),
    }
}

fn category(unit: Option<&Enterprise>) -> &'static str {
    match unit.map(|unit| unit.kind) {
        None => "",
        Some(Kind::Institution) => "400",
        Some(Kind::Individual) => "600",
        Some(
            Kind::Company | Kind::Branch | Kind::Cooperative | Kind::Project | Kind::Unregistered,
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

/// The list of covered units, in one of the ways in which clerks separate names.
fn covered_text(covered: &[Covered], way: usize) -> String {
    let names = covered.iter().map(|unit| unit.written.as_str());
    match way % 6 {
        0 => names.collect::<Vec<_>>().join("、"),
        1 => names.collect::<Vec<_>>().join("；"),
        2 => names.collect::<Vec<_>>().join("\n"),
        3 => {
            let numbered = names
                .enumerate()
                .map(|(n, name)| format!("{}.{name}", n + 1));
            numbered.collect::<Vec<_>>().join("\n")
        }
        4 => names.collect::<Vec<_>>().join("/"),
        _ => names.collect::<Vec<_>>().join("，"),
    }
}
