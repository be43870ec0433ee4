//! One case per rule of the registry.

use crate::table::vocabulary::{EntityKind, EntityStatus, UnionFinding, UnionKind};
use crate::table::{entities, union_registry, union_rows};
use crate::union::organising::sample::{Case, day, entity, id, union_row};

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

const VILLAGE_UNION: &str = "西陵区石板村工会";

/// The codes that stay of two village unions of one name that list these units.
fn kept_codes(left: &str, right: &str) -> Vec<String> {
    let mut case = Case::default();
    for (row, code, list) in [(1, "U1", left), (2, "U2", right)] {
        let mut union = union_row(row, code, VILLAGE_UNION);
        union.covered_units = Some(list.to_owned());
        case = case.union(union, None);
    }
    let rows = rows(&case);
    rows.into_iter().map(|row| row.kept_union_code).collect()
}

#[test]
fn two_villages_of_one_name_that_list_no_unit_in_common_are_two_unions() {
    let kept = kept_codes("鼎力建材、安康药房", "恒信汽修、和美家政");
    assert_eq!(kept, ["U1", "U2"]);
}

#[test]
fn a_union_of_many_entered_twice_lists_its_units_twice() {
    let kept = kept_codes("鼎力建材、安康药房", "安康药房；恒信汽修");
    assert_eq!(kept[0], kept[1]);
}

#[test]
fn a_second_entry_without_its_list_is_the_same_union() {
    let kept = kept_codes("鼎力建材、安康药房", "");
    assert_eq!(kept[0], kept[1]);
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

/// A registered entity 1 and the unit 2 of union row 1, which no registry was linked to.
fn unlinked(change: impl Fn(&mut entities::Row, &mut entities::Row)) -> Case {
    let (mut registered, mut unit) = (entity(1, UNIT), entity(2, UNIT));
    unit.only_in_union_system = true;
    change(&mut registered, &mut unit);
    Case::default()
        .entity(registered)
        .entity(unit)
        .union(union_row(1, "U1", UNION), Some(2))
}

#[test]
fn a_unit_whose_whole_name_one_entity_of_the_county_bears_is_found() {
    let case = unlinked(|registered, unit| {
        registered.legal_representative = Some("唐晓月".to_owned());
        unit.legal_representative = Some("潘嘉".to_owned());
    });
    check(&case, &[UnionFinding::Ok]);
    assert_eq!(rows(&case)[0].entity_id, Some(id(1)));
}

#[test]
fn a_unit_whose_form_is_shortened_is_found() {
    let case = unlinked(|_, unit| unit.name = "宜昌鼎力建材公司".to_owned());
    check(&case, &[UnionFinding::Ok]);
}

#[test]
fn a_unit_one_character_apart_needs_a_fact_in_common() {
    let near = |registered: &mut entities::Row| registered.name = "宜昌鼎立建材有限公司".to_owned();
    check(
        &unlinked(|registered, _| near(registered)),
        &[UnionFinding::UnitNotFound],
    );
    let agreeing = unlinked(|registered, unit| {
        near(registered);
        registered.legal_representative = Some("唐晓月".to_owned());
        unit.legal_representative = Some("唐晓月".to_owned());
    });
    check(&agreeing, &[UnionFinding::Ok]);
}

#[test]
fn another_code_leaves_the_unit_not_found() {
    let case = unlinked(|registered, unit| {
        registered.org_code = Some("706847019".to_owned());
        unit.org_code = Some("MA4900117".to_owned());
    });
    check(&case, &[UnionFinding::UnitNotFound]);
}
