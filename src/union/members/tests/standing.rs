//! Who is in the year's figure.

use super::super::sample::{WANG, day, employed, member, movement, run, run_with, text, with_id};
use crate::table::vocabulary::OutReason;
use crate::table::{movement_rows, person_rows};
use crate::union::policy::{IdentityDisplay, Policy};

#[track_caller]
fn check(change: impl Fn(&mut person_rows::Row), expected: Option<OutReason>) {
    check_moved(change, &[], expected);
}

#[track_caller]
fn check_moved(
    change: impl Fn(&mut person_rows::Row),
    movements: &[movement_rows::Row],
    expected: Option<OutReason>,
) {
    let mut row = with_id(member(2, "王建国", "U1"), WANG);
    change(&mut row);
    let outcome = run_with(
        &[row],
        movements,
        &Policy::default(),
        &IdentityDisplay::Mask,
    );
    let person = &outcome.persons[0];
    assert_eq!(person.out_reason, expected);
    assert_eq!(person.in_period, expected.is_none());
    assert_eq!(person.counted_rule.is_none(), expected.is_some());
}

#[test]
fn a_membership_without_dates_has_begun_and_not_ended() {
    check(|_| {}, None);
}

#[test]
fn an_application_is_no_membership() {
    check(
        |row| row.approval = text("待审批"),
        Some(OutReason::NotApproved),
    );
}

#[test]
fn joining_on_the_last_day_counts_and_after_it_does_not() {
    check(|row| row.join_date = day("2016-09-30"), None);
    check(
        |row| row.join_date = day("2016-10-01"),
        Some(OutReason::JoinedAfterPeriod),
    );
}

#[test]
fn leaving_on_the_last_day_is_out_and_after_it_is_not() {
    check(|row| row.left_on = day("2016-09-30"), Some(OutReason::Left));
    check(|row| row.left_on = day("2016-10-01"), None);
}

#[test]
fn a_leaving_before_this_joining_belongs_to_an_earlier_membership() {
    let change = |row: &mut person_rows::Row| {
        row.join_date = day("2016-01-01");
        row.left_on = day("2014-01-01");
    };
    check(change, None);
}

#[test]
fn an_end_state_without_a_date_has_ended() {
    check(
        |row| row.membership_state = text("除名"),
        Some(OutReason::StruckOff),
    );
    check(
        |row| row.membership_state = text("死亡"),
        Some(OutReason::Died),
    );
    check(
        |row| row.membership_state = text("转出"),
        Some(OutReason::TransferredOut),
    );
}

#[test]
fn a_transfer_after_the_period_ends_nothing_yet() {
    let change = |row: &mut person_rows::Row| {
        row.membership_state = text("转出");
        row.moved_on = day("2016-11-01");
    };
    check(change, None);
}

#[test]
fn a_movement_ends_the_membership_it_leaves() {
    let mut moved = movement("王建国", WANG, "2016-03-01");
    moved.membership_state = text("转出");
    moved.union_code = text("U1");
    moved.moved_to = text("武汉江城机械有限公司工会");
    check_moved(
        |_| {},
        std::slice::from_ref(&moved),
        Some(OutReason::TransferredOut),
    );
    moved.approval = text("待审批");
    check_moved(|_| {}, &[moved], None);
}

#[test]
fn a_season_worked_within_the_year_counts_after_the_season() {
    let change = |row: &mut person_rows::Row| {
        row.employment_form = text("季节工");
        row.join_date = day("2016-05-01");
        row.left_on = day("2016-08-31");
    };
    check(change, None);
}

#[test]
fn an_employment_that_ended_is_not_current() {
    let mut rows = [
        employed(2, "王建国", "宜昌鼎力建材有限公司"),
        employed(3, "赵小红", "宜昌鼎力建材有限公司"),
    ];
    rows[0].finished_on = day("2016-06-30");
    let links = run(&rows).links;
    assert_eq!((links[0].is_current, links[1].is_current), (false, true));
}

#[test]
fn each_row_says_by_itself_whether_it_holds() {
    let mut rows = [
        with_id(member(2, "王建国", "U1"), WANG),
        with_id(member(3, "王建国", "J1"), WANG),
    ];
    rows[1].membership_state = text("退会");
    let memberships = run(&rows).memberships;
    assert_eq!(
        (memberships[0].is_kept, memberships[0].in_period),
        (true, true)
    );
    assert_eq!(
        (memberships[1].is_kept, memberships[1].out_reason),
        (false, Some(OutReason::Left))
    );
    assert!(memberships[1].person_in_period);
    assert_eq!(memberships[1].counted_by.as_deref(), Some("U1"));
}
