//! Who counts a person: one case per rule.

use super::super::sample::{WANG, day, employed, id, member, run, text, with_id};
use crate::table::person_rows;
use crate::table::vocabulary::CountedByKind;

const BUILDER: &str = "宜昌鼎力建材有限公司";
const AGENCY: &str = "宜昌众诚劳务派遣有限公司";

#[track_caller]
fn check(row: person_rows::Row, rule: u8, kind: CountedByKind, by: &str) {
    check_rows(&[row], rule, kind, by);
}

#[track_caller]
fn check_rows(rows: &[person_rows::Row], rule: u8, kind: CountedByKind, by: &str) {
    let outcome = run(rows);
    let person = outcome.person_of(0);
    let counted = (
        person.counted_rule,
        person.counted_by_kind,
        person.counted_by.as_deref(),
    );
    assert_eq!(counted, (Some(rule), kind, Some(by)));
}

fn at(employer: &str, union_code: &str) -> person_rows::Row {
    let mut row = with_id(member(2, "王建国", union_code), WANG);
    row.employer = text(employer);
    row
}

fn dispatched(union_code: &str) -> person_rows::Row {
    let mut row = at(AGENCY, union_code);
    row.employment_form = text("劳务派遣");
    row.host = text(BUILDER);
    row
}

#[test]
fn rule_1_dispatched_and_joined_at_the_host() {
    check(dispatched("U1"), 1, CountedByKind::Union, "U1");
}

#[test]
fn rule_1_takes_a_units_union_that_is_not_the_agencys_for_the_hosts() {
    let mut row = dispatched("U1");
    row.host = None;
    check(row, 1, CountedByKind::Union, "U1");
}

#[test]
fn rule_2_other_dispatched() {
    check(dispatched("U2"), 2, CountedByKind::Union, "U2");
}

#[test]
fn rule_2_also_where_the_host_manages_for_the_agency() {
    let mut row = dispatched("U1");
    row.remarks = text("用工单位代管会籍");
    check(row, 2, CountedByKind::Union, "U2");
}

#[test]
fn rule_3_employed_by_a_municipal_unit() {
    check(
        at("宜昌市直化工有限公司", "A1"),
        3,
        CountedByKind::Union,
        "U4",
    );
}

#[test]
fn rule_4_the_employers_own_union_wherever_joined() {
    check(at(BUILDER, "A1"), 4, CountedByKind::Union, "U1");
}

#[test]
fn rule_4_the_union_that_covers_the_employer() {
    check(
        at("宜昌联合小厂有限公司", "J1"),
        4,
        CountedByKind::Union,
        "J1",
    );
}

#[test]
fn rule_4_the_local_federation_where_no_union_reaches_the_employer() {
    check(
        at("宜昌无会食品有限公司", "J1"),
        4,
        CountedByKind::LocalFederation,
        "夷陵区",
    );
}

#[test]
fn rule_4_follows_the_insurance_to_a_new_employer() {
    let mut listed = with_id(employed(3, "王建国", BUILDER), WANG);
    listed.started_on = day("2016-02-01");
    check_rows(
        &[at("宜昌联合小厂有限公司", "J1"), listed],
        4,
        CountedByKind::Union,
        "U1",
    );
}

#[test]
fn rule_5_employed_elsewhere() {
    check(
        at("深圳市远方电子有限公司", "A1"),
        5,
        CountedByKind::Outside,
        "深圳市",
    );
    check(
        at("武汉江城机械有限公司", "A1"),
        5,
        CountedByKind::Outside,
        "武昌区",
    );
}

#[test]
fn rule_6_no_employer_in_a_village_union() {
    check(at("灵活就业", "A1"), 6, CountedByKind::Union, "A1");
}

#[test]
fn rule_7_no_employer_joined_at_the_source() {
    let mut row = at("无", "F1");
    row.registration_place = text("宜昌市夷陵区分乡镇界岭村二组");
    check(row, 7, CountedByKind::Union, "F1");
}

#[test]
fn rule_8_no_employer_otherwise() {
    let mut row = at(BUILDER, "U1");
    row.employment_state = text("失业");
    check(row, 8, CountedByKind::Union, "U1");
}

#[test]
fn rule_9_employer_unknown() {
    check(at("某不知名作坊", "J1"), 9, CountedByKind::Union, "J1");
}

#[test]
fn the_reporting_unit_is_the_counting_bodys() {
    let outcome = run(&[at(BUILDER, "A1")]);
    assert_eq!(outcome.persons[0].reporting_unit.as_deref(), Some("西陵区"));
    assert_eq!(outcome.persons[0].employer_entity_id, Some(id(1)));
}

#[test]
fn the_roster_of_a_units_union_holds_the_units_staff() {
    let outcome = run(&[with_id(member(2, "王建国", "U1"), WANG)]);
    assert_eq!(outcome.persons[0].employer_entity_id, Some(id(1)));
    assert_eq!(outcome.persons[0].counted_rule, Some(4));
}

#[test]
fn a_misspelt_employer_is_the_unit_of_the_union_it_stands_under() {
    for written in ["宜昌鼎立建材有限公司", "宜昌鼎力建材限有公司", "鼎力"] {
        check(at(written, "U1"), 4, CountedByKind::Union, "U1");
    }
    // Under the union of somebody else it is nobody's.
    check(
        at("宜昌鼎立建材有限公司", "U2"),
        9,
        CountedByKind::Union,
        "U2",
    );
}

#[test]
fn a_misspelt_employer_is_the_unit_that_the_joint_union_lists() {
    let outcome = run(&[at("宜昌联台小厂有限公司", "J1")]);
    let person = outcome.person_of(0);
    assert_eq!(
        (person.counted_rule, person.counted_by.as_deref()),
        (Some(4), Some("J1"))
    );
    assert_eq!(person.employer_entity_id, Some(id(7)));
}

#[test]
fn a_branch_in_the_area_is_not_outside_because_its_parent_is() {
    let row = at("深圳市源泰珠宝有限公司夷陵区分公司", "A1");
    check(row, 9, CountedByKind::Union, "A1");
    let row = at("深圳市源泰珠宝有限公司", "A1");
    let counted = run(&[row]).person_of(0).counted_by_kind;
    assert_eq!(counted, CountedByKind::Outside);
}
