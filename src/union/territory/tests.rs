//! One case per rule of belonging.

use chrono::NaiveDate;

use super::*;
use crate::table::Period;

const FILE: &[(&str, ReportingUnitKind, BelongsKind, &str)] = &[
    (
        "西陵区",
        ReportingUnitKind::County,
        BelongsKind::Region,
        "420502",
    ),
    (
        "伍家岗区",
        ReportingUnitKind::County,
        BelongsKind::Region,
        "伍家岗区",
    ),
    (
        "宜昌高新区",
        ReportingUnitKind::Zone,
        BelongsKind::Park,
        "宜昌高新区",
    ),
    (
        "宜昌高新区",
        ReportingUnitKind::Zone,
        BelongsKind::Street,
        "东山街道办事处",
    ),
    (
        "宜昌高新区",
        ReportingUnitKind::Zone,
        BelongsKind::Village,
        "南苑村",
    ),
    (
        "市直",
        ReportingUnitKind::MunicipalDirect,
        BelongsKind::UnionCode,
        "4205-0001",
    ),
];

fn territory() -> Territory {
    let entries = FILE
        .iter()
        .map(|(unit, kind, belongs_kind, belongs)| TerritoryEntry {
            reporting_unit: (*unit).to_owned(),
            kind: *kind,
            belongs_kind: *belongs_kind,
            belongs: (*belongs).to_owned(),
        });
    Territory::from_entries(entries.collect()).unwrap()
}

fn counties() -> Territory {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    Territory::of_counties(&FederationArea {
        region: "420500".to_owned(),
        prefix: "4205".to_owned(),
        period: Period {
            from: day(2015, 10, 1),
            to: day(2016, 9, 30),
        },
    })
}

#[track_caller]
fn check(belongings: Belongings<'_>, expected: Option<&str>) {
    let territory = territory();
    let found = territory.reporting_unit(&belongings).map(|unit| unit.name);
    assert_eq!(found, expected, "{belongings:?}");
}

#[track_caller]
fn check_name(territory: &Territory, text: &str, expected: Option<&str>) {
    assert_eq!(
        territory.named(text).map(|unit| unit.name),
        expected,
        "{text}"
    );
}

#[test]
fn the_union_code_beats_every_place() {
    check(
        Belongings {
            union_code: Some("42050001"),
            park: Some("宜昌高新区"),
            region_code: Some("420502"),
            ..Belongings::default()
        },
        Some("市直"),
    );
}

#[test]
fn the_park_beats_the_region() {
    check(
        Belongings {
            park: Some("国家级宜昌高新技术产业开发区"),
            region_code: Some("420502"),
            ..Belongings::default()
        },
        Some("宜昌高新区"),
    );
}

#[test]
fn another_towns_high_tech_zone_is_not_ours() {
    check(
        Belongings {
            park: Some("当阳高新区"),
            region_code: Some("420502"),
            ..Belongings::default()
        },
        Some("西陵区"),
    );
}

#[test]
fn the_street_beats_the_region() {
    check(
        Belongings {
            street: Some("东山街道"),
            region_code: Some("420502"),
            ..Belongings::default()
        },
        Some("宜昌高新区"),
    );
}

#[test]
fn the_village_beats_the_street() {
    check(
        Belongings {
            village: Some("南苑村"),
            street: Some("学院街道"),
            region_code: Some("420502"),
            ..Belongings::default()
        },
        Some("宜昌高新区"),
    );
}

#[test]
fn a_region_is_listed_by_code_or_by_name() {
    let at = |region_code| Belongings {
        region_code: Some(region_code),
        ..Belongings::default()
    };
    check(at("420502"), Some("西陵区"));
    check(at("420503"), Some("伍家岗区"));
}

#[test]
fn a_county_the_file_does_not_list_belongs_nowhere() {
    check(
        Belongings {
            region_code: Some("420525"),
            ..Belongings::default()
        },
        None,
    );
}

#[test]
fn without_a_file_the_county_name_decides() {
    let counties = counties();
    let name_of = |region_code| {
        let belongings = Belongings {
            region_code: Some(region_code),
            ..Belongings::default()
        };
        counties.reporting_unit(&belongings).map(|unit| unit.name)
    };
    assert_eq!(name_of("420502"), Some("西陵区"));
    assert_eq!(name_of("420500"), None);
    assert_eq!(name_of("420102"), None);
}

#[test]
fn labels_are_read_as_people_write_them() {
    let territory = territory();
    check_name(&territory, "宜昌市西陵区总工会", Some("西陵区"));
    check_name(&territory, "西陵", Some("西陵区"));
    check_name(&territory, "宜昌市西陵区学院街道总工会", Some("西陵区"));
    check_name(&territory, "高新区", Some("宜昌高新区"));
    check_name(
        &territory,
        "宜昌高新技术产业开发区工会工作委员会",
        Some("宜昌高新区"),
    );
    check_name(&territory, "市直机关", Some("市直"));
    check_name(&territory, "宜昌市总工会", None);
}

#[test]
fn without_a_file_labels_are_read_by_county() {
    check_name(&counties(), "宜昌市西陵区总工会", Some("西陵区"));
    check_name(&counties(), "宜昌高新区", None);
}

#[test]
fn a_unit_the_report_itself_names_joins_the_fallback() {
    let territory = counties().with_units(&["宜昌高新区", "西陵区"]);
    check_name(&territory, "高新区", Some("宜昌高新区"));
    check_name(&territory, "西陵区", Some("西陵区"));
    assert_eq!(territory.units.len(), 1);
}

#[test]
fn what_reports_straight_to_the_city_is_municipal_direct() {
    let territory = territory();
    let name = territory
        .under_superior("宜昌市总工会")
        .map(|unit| unit.name);
    assert_eq!(name, Some("市直"));
}

#[test]
fn a_place_given_away_twice_is_a_fault() {
    let entry = |unit: &str| TerritoryEntry {
        reporting_unit: unit.to_owned(),
        kind: ReportingUnitKind::County,
        belongs_kind: BelongsKind::Region,
        belongs: "420502".to_owned(),
    };
    let fault = Territory::from_entries(vec![entry("西陵区"), entry("点军区")]);
    assert!(matches!(
        fault,
        Err(TerritoryFault::BelongsTwice { row: 2, .. })
    ));
}
