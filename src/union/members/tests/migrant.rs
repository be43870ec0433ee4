//! Who is a migrant worker.

use super::super::sample::{WANG, day, employed, member, run, run_with, text, with_id};
use crate::table::person_rows;
use crate::table::vocabulary::{JoinChannel, Migrant, MigrantScope};
use crate::union::policy::{CooperativeWorkers, IdentityDisplay, MigrantDefinition, Policy};

#[track_caller]
fn check(change: impl Fn(&mut person_rows::Row), expected: Migrant, scope: MigrantScope) {
    check_under(&Policy::default(), change, expected, scope);
}

#[track_caller]
fn check_under(
    policy: &Policy,
    change: impl Fn(&mut person_rows::Row),
    expected: Migrant,
    scope: MigrantScope,
) {
    let mut row = with_id(member(2, "王建国", "U1"), WANG);
    row.employer = text("宜昌鼎力建材有限公司");
    change(&mut row);
    let outcome = run_with(&[row], &[], policy, &IdentityDisplay::Mask);
    let person = &outcome.persons[0];
    assert_eq!(
        (person.migrant, person.migrant_scope),
        (expected, scope),
        "{}",
        person.migrant_reason
    );
}

#[test]
fn a_rural_registration_and_work_in_a_factory() {
    let change = |row: &mut person_rows::Row| {
        row.registration_kind = text("农业");
        row.registration_place = text("宜昌市夷陵区分乡镇界岭村二组");
    };
    check(change, Migrant::Yes, MigrantScope::Outgoing);
}

#[test]
fn work_in_the_township_of_registration_is_local() {
    let change = |row: &mut person_rows::Row| {
        row.registration_kind = text("农村户口");
        row.registration_place = text("宜昌市夷陵区分乡镇界岭村二组");
        row.employer = text("宜昌无会食品有限公司");
    };
    check(change, Migrant::Yes, MigrantScope::Local);
}

#[test]
fn an_urban_registration_is_none() {
    check(
        |row| row.registration_kind = text("非农业"),
        Migrant::No,
        MigrantScope::NotMigrant,
    );
}

#[test]
fn of_residents_the_place_decides() {
    let at = |place: &'static str| {
        move |row: &mut person_rows::Row| {
            row.registration_kind = text("居民户口");
            row.registration_place = text(place);
        }
    };
    check(
        at("宜昌市夷陵区分乡镇界岭村二组"),
        Migrant::Yes,
        MigrantScope::Outgoing,
    );
    check(
        at("宜昌市西陵区东山大道5号"),
        Migrant::No,
        MigrantScope::NotMigrant,
    );
}

#[test]
fn what_is_missing_is_named() {
    check(|_| {}, Migrant::Unknown, MigrantScope::Unknown);
    let mut row = with_id(member(2, "王建国", "U1"), WANG);
    assert_eq!(
        run(&[row.clone()]).persons[0].migrant_reason,
        "缺少户籍性质"
    );
    row.registration_kind = text("居民户口");
    assert_eq!(run(&[row]).persons[0].migrant_reason, "缺少户籍所在地");
}

#[test]
fn the_unions_own_mark_stands_where_the_registration_is_not_told() {
    let mut row = with_id(member(2, "王建国", "U1"), WANG);
    row.is_migrant = Some(true);
    let migrant = |row: &person_rows::Row| run(std::slice::from_ref(row)).persons[0].migrant;
    assert_eq!(migrant(&row), Migrant::Yes);
    row.is_migrant = Some(false);
    assert_eq!(migrant(&row), Migrant::No);
    row.registration_kind = text("农业");
    row.employment_form = text("合同制");
    assert_eq!(migrant(&row), Migrant::Yes);
}

#[test]
fn farming_excludes() {
    let change = |row: &mut person_rows::Row| {
        row.registration_kind = text("农业");
        row.employer = text("宜昌大田农场有限公司");
    };
    check(change, Migrant::No, MigrantScope::NotMigrant);
}

#[test]
fn cooperatives_are_the_offices_choice() {
    let change = |row: &mut person_rows::Row| {
        row.registration_kind = text("农业");
        row.employer = text("夷陵柑橘专业合作社");
    };
    check(change, Migrant::Yes, MigrantScope::Unknown);
    let policy = Policy {
        cooperative_workers: CooperativeWorkers::Excluded,
        ..Policy::default()
    };
    check_under(&policy, change, Migrant::No, MigrantScope::NotMigrant);
}

#[test]
fn a_short_employment_counts_under_the_federations_definition_alone() {
    let mut row = with_id(employed(2, "王建国", "宜昌鼎力建材有限公司"), WANG);
    row.registration_kind = text("农业");
    row.started_on = day("2016-08-01");
    let status = |policy: &Policy| {
        run_with(&[row.clone()], &[], policy, &IdentityDisplay::Mask).persons[0].migrant
    };
    assert_eq!(status(&Policy::default()), Migrant::No);
    let acftu = Policy {
        migrant_definition: MigrantDefinition::Acftu,
        ..Policy::default()
    };
    assert_eq!(status(&acftu), Migrant::Yes);
}

#[test]
fn a_member_is_not_refused_for_a_short_employment() {
    let change = |row: &mut person_rows::Row| {
        row.registration_kind = text("农业");
        row.employment_form = text("合同工");
        row.started_on = day("2016-08-01");
    };
    check(change, Migrant::Yes, MigrantScope::Unknown);
}

#[test]
fn the_way_of_joining_is_read() {
    let mut row = with_id(member(2, "王建国", "U1"), WANG);
    row.join_channel = text("网上入会");
    assert_eq!(run(&[row]).persons[0].join_channel, JoinChannel::Online);
}
