//! Duplicate memberships: one case per kind, in the contract's order.

use super::super::sample::{WANG, day, member, movement, run, run_with, text, with_id};
use crate::table::person_rows;
use crate::table::vocabulary::{DuplicateAction, DuplicateKind};
use crate::union::policy::{IdentityDisplay, Policy};

fn rows(first_union: &str, second_union: &str) -> [person_rows::Row; 2] {
    [
        with_id(member(2, "王建国", first_union), WANG),
        with_id(member(3, "王建国", second_union), WANG),
    ]
}

/// Expects one group of `kind`; `kept` is the number of the row that stays, counted from 0.
#[track_caller]
fn check(rows: &[person_rows::Row], kind: DuplicateKind, kept: usize) {
    let outcome = run(rows);
    assert_eq!(outcome.duplicates.len(), rows.len());
    for row in &outcome.duplicates {
        assert_eq!(row.kind, kind);
        let keep = row.row == rows[kept].row;
        assert_eq!(
            (row.keep, row.action == DuplicateAction::Keep),
            (keep, keep)
        );
    }
}

#[test]
fn a_shared_id_keeps_every_row() {
    let mut shared = rows("U1", "J1");
    shared[1].person_name = "赵小红".to_owned();
    let duplicates = run(&shared).duplicates;
    assert_eq!(duplicates.len(), 2);
    for row in duplicates {
        assert_eq!((row.kind, row.keep), (DuplicateKind::SharedId, true));
        assert_eq!(row.action, DuplicateAction::CorrectId);
    }
}

#[test]
fn the_owner_of_a_shared_id_is_whom_its_birth_date_fits() {
    let mut shared = rows("U1", "J1");
    shared[0].birth_date = day("1990-01-01");
    shared[1].person_name = "赵小红".to_owned();
    shared[1].birth_date = day("1971-05-05");
    let actions: Vec<_> = run(&shared)
        .duplicates
        .iter()
        .map(|row| row.action)
        .collect();
    assert_eq!(actions, [DuplicateAction::Keep, DuplicateAction::CorrectId]);
}

#[test]
fn left_and_joined_again_is_rejoined() {
    let mut rejoined = rows("U1", "U1");
    rejoined[0].membership_state = text("退会");
    rejoined[0].left_on = day("2014-05-01");
    rejoined[1].join_date = day("2016-01-01");
    check(&rejoined, DuplicateKind::Rejoined, 1);
    let reasons: Vec<String> = run(&rejoined)
        .duplicates
        .into_iter()
        .map(|row| row.reason)
        .collect();
    assert!(
        reasons
            .iter()
            .any(|reason| reason.ends_with("本条会籍已终止，无须再办理")),
        "{reasons:?}"
    );
}

#[test]
fn a_membership_moved_and_left_open_is_a_transfer_not_closed() {
    let mut moved = rows("U1", "J1");
    moved[1].moved_from = text("U1");
    moved[1].moved_on = day("2016-03-01");
    check(&moved, DuplicateKind::TransferNotClosed, 1);
}

#[test]
fn a_movement_shows_a_transfer_not_closed() {
    let mut moved = movement("王建国", WANG, "2016-03-01");
    moved.moved_from = text("U1");
    moved.moved_to = text("J1");
    let outcome = run_with(
        &rows("U1", "J1"),
        &[moved],
        &Policy::default(),
        &IdentityDisplay::Mask,
    );
    assert_eq!(outcome.duplicates[0].kind, DuplicateKind::TransferNotClosed);
    assert!(!outcome.duplicates[0].keep);
}

#[test]
fn a_dispatched_worker_under_agency_and_host() {
    let mut both = rows("U1", "U2");
    for row in &mut both {
        row.employment_form = text("劳务派遣");
        row.agency = text("宜昌众诚劳务派遣有限公司");
        row.host = text("宜昌鼎力建材有限公司");
    }
    check(&both, DuplicateKind::AgencyAndHost, 0);
}

#[test]
fn a_village_union_and_the_employers_are_origin_and_destination() {
    let mut both = rows("A1", "U1");
    for row in &mut both {
        row.registration_place = text("宜昌市夷陵区分乡镇界岭村二组");
        row.employer = text("宜昌鼎力建材有限公司");
    }
    check(&both, DuplicateKind::OriginAndDestination, 1);
}

#[test]
fn twice_in_one_union() {
    check(&rows("U1", "U1"), DuplicateKind::SameUnion, 0);
}

#[test]
fn in_two_unions_the_one_that_counts_the_person_stays() {
    let mut both = rows("J1", "U1");
    for row in &mut both {
        row.employer = text("宜昌鼎力建材有限公司");
    }
    check(&both, DuplicateKind::TwoUnions, 1);
}

#[test]
fn where_neither_union_counts_the_person_the_office_is_asked() {
    let mut both = rows("J1", "U1");
    for row in &mut both {
        row.employer = text("宜昌无会食品有限公司");
    }
    let actions: Vec<_> = run(&both).duplicates.iter().map(|row| row.action).collect();
    assert!(actions.contains(&DuplicateAction::Ask));
}

#[test]
fn a_transfer_closed_as_it_should_be_is_no_duplicate() {
    let mut moved = rows("U1", "J1");
    moved[0].membership_state = text("转出");
    moved[0].moved_on = day("2016-03-01");
    assert!(run(&moved).duplicates.is_empty());
}
