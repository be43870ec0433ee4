//! One case per rule of the registry.

use crate::table::vocabulary::{EntityKind, EntityStatus, UnionFinding, UnionKind};
use crate::table::{union_registry, union_rows};
use crate::union::organising::sample::{Case, day, entity, union_row};

const UNIT: &str = "宜昌鼎力建材有限公司";
const UNION: &str = "宜昌鼎力建材有限公司工会";

fn rows(case: &Case) -> Vec<union_registry::Row> {
    let registry = case.batches().registry();
    union_registry::View::of(&registry).unwrap().to_rows()
}

#[track_caller]
fn check(case: &Case, expected: &[UnionFinding]) {
    let rows = rows(case);
    let findings: Vec<_> = rows.iter().map(|row| row.finding).collect();
    assert_eq!(findings, expected, "{rows:#?}");
}

#[track_caller]
fn check_unit(row: union_rows::Row, expected: Option<&str>) {
    let case = Case::default().entity(entity(1, UNIT)).union(row, Some(1));
    assert_eq!(rows(&case)[0].reporting_unit.as_deref(), expected);
}

#[test]
fn a_union_of_a_known_unit_is_ok() {
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(union_row(1, "U1", UNION), Some(1));
    check(&case, &[UnionFinding::Ok]);
    assert_eq!(rows(&case)[0].kind, UnionKind::EnterpriseUnion);
}

#[test]
fn the_code_is_trimmed_and_half_width() {
    let case = Case::default().union(union_row(1, " Ｕ０１\u{3000}", UNION), None);
    assert_eq!(rows(&case)[0].union_code, "U01");
}

#[test]
fn without_a_code_the_units_code_stands_in() {
    let mut row = union_row(1, "", UNION);
    row.unit_code = Some("MA490007-X".to_owned());
    let case = Case::default().union(row, None);
    assert_eq!(rows(&case)[0].union_code, "MA490007-X");
}

#[test]
fn without_any_code_the_record_key_stands_in() {
    let case = Case::default().union(union_row(1, "", UNION), None);
    let expected = "row:00000000000000000000000000000001";
    assert_eq!(rows(&case)[0].union_code, expected);
}

#[test]
fn a_unit_of_union_rows_alone_is_not_found() {
    let mut unit = entity(1, UNIT);
    unit.only_in_union_system = true;
    let case = Case::default()
        .entity(unit)
        .union(union_row(1, "U1", UNION), Some(1));
    check(&case, &[UnionFinding::UnitNotFound]);
}

#[test]
fn a_dissolved_unit_ends_its_union() {
    let mut unit = entity(1, UNIT);
    unit.status = EntityStatus::Dissolved;
    let case = Case::default()
        .entity(unit)
        .union(union_row(1, "U1", UNION), Some(1));
    check(&case, &[UnionFinding::UnitDissolved]);
    assert!(!rows(&case)[0].is_alive_at_period_end);
}

#[test]
fn a_school_is_outside_the_registries() {
    let case = Case::default().union(union_row(1, "U1", "宜昌市第九中学工会"), None);
    check(&case, &[UnionFinding::OutsideRegistries]);
}

#[test]
fn a_unit_category_of_institutions_is_outside_the_registries() {
    let mut row = union_row(1, "U1", "宜昌市某某服务中心工会");
    row.unit_category = Some("400".to_owned());
    let mut unit = entity(1, "宜昌市某某服务中心");
    unit.entity_kind = EntityKind::Other;
    unit.only_in_union_system = true;
    let case = Case::default().entity(unit).union(row, Some(1));
    check(&case, &[UnionFinding::OutsideRegistries]);
}

#[test]
fn a_driving_school_that_is_a_company_is_no_institution() {
    let name = "宜昌平安驾驶培训学校有限公司工会";
    let case = Case::default().union(union_row(1, "U1", name), None);
    check(&case, &[UnionFinding::UnitNotFound]);
}

#[test]
fn a_private_school_by_category_is_no_institution() {
    let mut row = union_row(1, "U1", "宜昌英才学校工会");
    row.unit_category = Some("700 民办非企业".to_owned());
    check(
        &Case::default().union(row, None),
        &[UnionFinding::UnitNotFound],
    );
}

#[test]
fn one_unit_entered_under_two_codes_is_a_duplicate_and_the_fuller_row_stays() {
    let mut fuller = union_row(2, "U2", UNION);
    fuller.members = Some(30);
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(union_row(1, "U1", UNION), Some(1))
        .union(fuller, Some(1));
    check(
        &case,
        &[UnionFinding::DuplicateUnion, UnionFinding::DuplicateUnion],
    );
    let kept: Vec<_> = rows(&case)
        .iter()
        .map(|row| (row.kept_union_code.clone(), row.is_kept))
        .collect();
    assert_eq!(kept, [("U2".to_owned(), false), ("U2".to_owned(), true)]);
}

#[test]
fn of_equally_full_rows_the_older_union_stays() {
    let mut older = union_row(2, "U2", UNION);
    older.founded_on = Some(day(2008, 5, 1));
    let mut younger = union_row(1, "U1", UNION);
    younger.founded_on = Some(day(2014, 5, 1));
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(younger, Some(1))
        .union(older, Some(1));
    assert!(rows(&case).iter().all(|row| row.kept_union_code == "U2"));
}

#[test]
fn one_code_on_two_different_units_is_no_duplicate() {
    let case = Case::default()
        .entity(entity(1, UNIT))
        .entity(entity(2, "宜昌宏远运输有限公司"))
        .union(union_row(1, "U1", UNION), Some(1))
        .union(union_row(2, "U1", "宜昌宏远运输有限公司工会"), Some(2));
    check(&case, &[UnionFinding::Ok, UnionFinding::Ok]);
}

#[test]
fn a_joint_union_entered_twice_is_told_by_name_and_place() {
    let joint = |row, code, region: &str| {
        let mut joint = union_row(row, code, "学院街道联合工会");
        joint.region = Some(region.to_owned());
        joint
    };
    let case = Case::default()
        .union(joint(1, "J1", "西陵区"), None)
        .union(joint(2, "J2", "西陵区"), None)
        .union(joint(3, "J3", "伍家岗区"), None);
    let (twice, once) = (UnionFinding::DuplicateUnion, UnionFinding::Ok);
    check(&case, &[twice, twice, once]);
}

#[test]
fn the_territory_file_decides_by_union_code_first() {
    check_unit(union_row(1, "D1", UNION), Some("市直"));
}

#[test]
fn the_hierarchy_beats_geography() {
    let mut row = union_row(1, "U1", UNION);
    row.superior_union = Some("宜昌市伍家岗区总工会".to_owned());
    row.region = Some("西陵区".to_owned());
    check_unit(row, Some("伍家岗区"));
}

#[test]
fn a_union_straight_under_the_city_is_municipal_direct() {
    let mut row = union_row(1, "U1", UNION);
    row.superior_union = Some("宜昌市总工会".to_owned());
    check_unit(row, Some("市直"));
}

#[test]
fn the_hierarchy_is_climbed_through_other_rows() {
    let mut row = union_row(1, "U1", UNION);
    row.superior_union = Some("鼎力集团有限公司工会".to_owned());
    let mut group = union_row(2, "U2", "鼎力集团有限公司工会");
    group.superior_union = Some("伍家岗区总工会".to_owned());
    let case = Case::default()
        .entity(entity(1, UNIT))
        .union(row, Some(1))
        .union(group, None);
    assert_eq!(rows(&case)[0].reporting_unit.as_deref(), Some("伍家岗区"));
}

#[test]
fn geography_decides_where_the_hierarchy_is_silent() {
    check_unit(union_row(1, "U1", UNION), Some("西陵区"));
}

#[test]
fn a_union_founded_after_the_period_is_not_alive_at_its_end() {
    let mut row = union_row(1, "U1", UNION);
    row.founded_on = Some(day(2016, 10, 1));
    let case = Case::default().entity(entity(1, UNIT)).union(row, Some(1));
    assert!(!rows(&case)[0].is_alive_at_period_end);
}
