//! One case per rule of the directories.

use super::*;
use crate::table::enterprise_rows;
use crate::union::organising::sample::{area, entity, id};
use crate::union::policy::LargeProject;

#[derive(Default)]
struct Case {
    entities: Vec<entities::Row>,
    parks: Vec<park_rows::Row>,
    policy: Policy,
}

fn run(case: &Case) -> Vec<directory_entries::Row> {
    let entities = entities::batch(&case.entities);
    let entries = directories(&DirectoriesInput {
        entities: &entities,
        park_rows: &park_rows::batch(&case.parks),
        enterprise_rows: &enterprise_rows::batch(&[]),
        union_rows: &union_rows::batch(&[]),
        crosswalk: &crosswalk::batch(&[]),
        lookup: &EntityLookup::build(&entities),
        policy: &case.policy,
        area: &area(),
    })
    .unwrap();
    directory_entries::View::of(&entries).unwrap().to_rows()
}

#[track_caller]
fn check_case(case: &Case, expected: &[Directory]) {
    let found: Vec<_> = run(case).iter().map(|row| row.directory).collect();
    assert_eq!(found, expected);
}

#[track_caller]
fn check(name: &str, industry_code: &str, expected: &[Directory]) {
    let mut row = entity(1, name);
    row.industry_code = Some(industry_code.to_owned()).filter(|code| !code.is_empty());
    let case = Case {
        entities: vec![row],
        ..Case::default()
    };
    check_case(&case, expected);
}

#[test]
fn courier_warehousing_and_road_freight_are_logistics_by_code() {
    check("宜昌鼎力有限公司", "G6020", &[Directory::Logistics]);
    check("宜昌鼎力有限公司", "5990", &[Directory::Logistics]);
    check("宜昌鼎力有限公司", "G5430", &[Directory::Logistics]);
}

#[test]
fn passenger_transport_is_not_logistics() {
    check("宜昌鼎力物流客运有限公司", "G5421", &[]);
}

#[test]
fn words_decide_where_the_code_is_missing_or_too_short() {
    check("宜昌鼎力物流有限公司", "", &[Directory::Logistics]);
    check("宜昌鼎力物流有限公司", "G54", &[Directory::Logistics]);
}

#[test]
fn a_maker_of_logistics_gear_is_not_logistics() {
    check("宜昌鼎力物流设备有限公司", "", &[]);
}

#[test]
fn household_services_are_known_in_both_editions() {
    check("宜昌鼎力有限公司", "O8010", &[Directory::Household]);
    check("宜昌鼎力有限公司", "7910", &[Directory::Household]);
    check("宜昌鼎力家政有限公司", "", &[Directory::Household]);
}

#[test]
fn car_repair_of_the_old_edition_is_no_household_service() {
    check("宜昌鼎力汽车维修有限公司", "8011", &[]);
}

#[test]
fn labour_dispatch_is_known_by_code_and_by_name() {
    check("宜昌鼎力有限公司", "L7263", &[Directory::Dispatch]);
    check("宜昌鼎力劳务派遣有限公司", "L7269", &[Directory::Dispatch]);
    check("宜昌鼎力建筑劳务有限公司", "E5000", &[]);
}

#[test]
fn a_scope_that_denies_dispatch_is_no_dispatch() {
    let mut denied = entity(1, "宜昌鼎力人力资源有限公司");
    denied.business_scope = Some("人力资源服务（不含劳务派遣）（凭许可证经营）".to_owned());
    let mut licensed = entity(2, "宜昌宏远人力资源有限公司");
    licensed.business_scope = Some("劳务派遣（凭有效许可证经营）".to_owned());
    let case = Case {
        entities: vec![denied, licensed],
        ..Case::default()
    };
    check_case(&case, &[Directory::Dispatch]);
}

#[test]
fn cooperatives_are_known_by_code_and_form() {
    check("宜昌鼎力柑橘专业合作社", "", &[Directory::Cooperative]);
}

#[test]
fn a_dissolved_entity_stands_in_no_directory() {
    let mut gone = entity(1, "宜昌鼎力物流有限公司");
    gone.status = EntityStatus::Dissolved;
    let case = Case {
        entities: vec![gone],
        ..Case::default()
    };
    check_case(&case, &[]);
}

fn project(cost: f64) -> Vec<entities::Row> {
    let mut project = entity(1, "鼎力物流园一期工程");
    project.entity_kind = EntityKind::Project;
    project.project_cost = Some(cost);
    vec![project]
}

#[test]
fn every_project_is_listed_without_a_limit_and_is_no_logistics() {
    let case = Case {
        entities: project(1e6),
        ..Case::default()
    };
    check_case(&case, &[Directory::Construction]);
}

#[test]
fn a_project_below_the_limit_is_not_listed() {
    let policy = Policy {
        large_project: Some(LargeProject {
            cost_yuan: Some(1e8),
            workers: None,
        }),
        ..Policy::default()
    };
    let case = Case {
        entities: project(1e6),
        policy,
        ..Case::default()
    };
    check_case(&case, &[]);
}

#[test]
fn the_parks_source_puts_a_firm_into_its_zone() {
    let name = "宜昌鼎力建材有限公司";
    let case = Case {
        entities: vec![entity(1, name)],
        parks: vec![park_rows::Row {
            source: "parks".to_owned(),
            file: "parks.csv".to_owned(),
            sheet: None,
            row: 2,
            park: Some("宜昌高新区".to_owned()),
            name: Some(name.to_owned()),
            uscc: None,
            tax_id: None,
            org_code: None,
            registration_no: None,
            code: None,
            address: None,
            region: None,
            remarks: None,
        }],
        ..Case::default()
    };
    let rows = run(&case);
    assert_eq!(rows[0].entity_id, id(1));
    assert_eq!(rows[0].park.as_deref(), Some("宜昌高新区"));
}

#[test]
fn a_cell_that_denies_a_zone_names_none() {
    assert_eq!(zone_name("否"), None);
    assert_eq!(zone_name("是"), Some(None));
}
