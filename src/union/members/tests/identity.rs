//! Which rows are one person.

use super::super::sample::{LI, WANG, day, employed, member, run, run_with, text, with_id};
use crate::table::person_rows;
use crate::table::vocabulary::OutReason;
use crate::union::policy::{IdentityDisplay, Policy};

#[track_caller]
fn check(rows: &[person_rows::Row], n_persons: usize) {
    assert_eq!(run(rows).persons.len(), n_persons);
}

/// Two rows of one name in two unions.
fn two(name: &str) -> [person_rows::Row; 2] {
    [member(2, name, "U1"), member(3, name, "J1")]
}

#[test]
fn the_old_and_the_new_form_of_one_id_are_one_person() {
    let [first, second] = two("王建国");
    check(
        &[with_id(first, WANG), with_id(second, "420502900101123")],
        1,
    );
}

#[test]
fn a_masked_or_misspelt_name_under_one_id_is_the_same_person() {
    let rows = ["王建国", "王*", "王健国"];
    let rows = rows
        .iter()
        .zip(2..)
        .map(|(name, row)| with_id(member(row, name, "U1"), WANG));
    check(&rows.collect::<Vec<_>>(), 1);
}

#[test]
fn two_names_under_one_id_stay_apart_and_out_of_the_figure() {
    let rows = [
        with_id(member(2, "王建国", "U1"), WANG),
        with_id(member(3, "赵小红", "J1"), WANG),
    ];
    let outcome = run(&rows);
    assert_eq!(outcome.persons.len(), 2);
    for person in &outcome.persons {
        assert_eq!(
            (person.in_period, person.out_reason),
            (false, Some(OutReason::SharedId))
        );
        assert_eq!(person.counted_rule, None);
    }
}

#[test]
fn a_list_that_names_another_under_the_id_takes_no_member_out() {
    let rows = [
        with_id(member(2, "王建国", "U1"), WANG),
        with_id(employed(3, "赵小红", "宜昌鼎力建材有限公司"), WANG),
    ];
    let outcome = run(&rows);
    assert_eq!(outcome.persons.len(), 2);
    assert!(outcome.person_of(0).in_period);
}

#[test]
fn namesakes_born_on_one_day_are_two_people() {
    let mut rows = two("王建国");
    for row in &mut rows {
        row.birth_date = day("1990-01-01");
    }
    check(&rows, 2);
}

#[test]
fn name_birth_date_and_phone_are_one_person() {
    let mut rows = two("王建国");
    for row in &mut rows {
        row.birth_date = day("1990-01-01");
        row.phone = text("13900000001");
    }
    check(&rows, 1);
}

#[test]
fn name_birth_date_and_union_are_one_person() {
    let mut rows = [
        with_id(member(2, "王建国", "U1"), WANG),
        member(3, "王建国", "U1"),
    ];
    rows[1].birth_date = day("1990-01-01");
    check(&rows, 1);
}

#[test]
fn a_card_number_makes_one_person() {
    let mut rows = two("王建国");
    for row in &mut rows {
        row.card_no = text("4205000012345");
    }
    check(&rows, 1);
}

#[test]
fn one_wrong_digit_needs_the_name_and_a_phone() {
    let wrong = "420502199001011338";
    let [first, second] = two("王建国");
    let mut rows = [with_id(first, WANG), with_id(second, wrong)];
    check(&rows, 2);
    for row in &mut rows {
        row.phone = text("13900000001");
    }
    check(&rows, 1);
}

#[test]
fn two_swapped_digits_in_one_union_are_the_same_person() {
    let rows = [
        with_id(member(2, "王建国", "U1"), WANG),
        with_id(member(3, "王建国", "U1"), "420502199001012138"),
    ];
    check(&rows, 1);
}

#[test]
fn two_valid_ids_are_two_people_whatever_else_agrees() {
    let mut rows = [
        with_id(member(2, "王建国", "U1"), WANG),
        with_id(member(3, "王建国", "U1"), LI),
    ];
    for row in &mut rows {
        row.phone = text("13900000001");
    }
    check(&rows, 2);
}

#[test]
fn a_row_that_could_be_either_namesake_stays_alone() {
    let mut rows = [
        with_id(member(2, "王建国", "U1"), WANG),
        with_id(member(3, "王建国", "U1"), "420502199001011254"),
        member(4, "王建国", "U1"),
    ];
    rows[2].birth_date = day("1990-01-01");
    check(&rows, 3);
}

#[test]
fn a_person_known_only_from_a_list_is_no_member() {
    let outcome = run(&[with_id(employed(2, "王建国", "宜昌鼎力建材有限公司"), WANG)]);
    let person = outcome.person_of(0);
    assert!(!person.is_member && !person.in_period);
    assert_eq!((person.out_reason, person.counted_rule), (None, None));
}

#[test]
fn the_order_of_rows_and_the_name_of_the_file_change_no_person_id() {
    let rows = [
        with_id(member(2, "王建国", "U1"), WANG),
        with_id(member(3, "王建国", "J1"), WANG),
        with_id(member(4, "赵小红", "U1"), LI),
    ];
    let mut moved = rows.to_vec();
    moved.reverse();
    for (row, number) in moved.iter_mut().zip(10..) {
        row.file = "other.csv".to_owned();
        row.row = number;
    }
    assert_eq!(run(&rows).tables.persons, run(&moved).tables.persons);
}

#[test]
fn an_identity_is_shown_as_the_office_asked() {
    let rows = [with_id(member(2, "王建国", "U1"), WANG)];
    let shown = |privacy| {
        let outcome = run_with(&rows, &[], &Policy::default(), &privacy);
        outcome.persons[0].identity.clone().unwrap()
    };
    assert_eq!(shown(IdentityDisplay::Mask), "420502********1238");
    assert_eq!(shown(IdentityDisplay::Plain), WANG);
    let pseudonym = shown(IdentityDisplay::Pseudonym { key: [7; 32] });
    assert_eq!(pseudonym.len(), 32);
    assert_ne!(
        pseudonym,
        shown(IdentityDisplay::Pseudonym { key: [8; 32] })
    );
}

#[test]
fn two_lists_that_agree_in_employer_and_whole_address_are_one_person() {
    let home = |mut row: person_rows::Row, place: &str| {
        row.sex = text("男");
        row.registration_place = text(place);
        row.employer = text("宜昌鼎力建材有限公司");
        row
    };
    let place = "河南省镇平县石佛寺镇工业一路65号";
    let listed = || with_id(employed(3, "王建国", ""), WANG);
    let rows = |place: &str| {
        [
            home(member(2, "王建国", "U1"), place),
            home(listed(), place),
        ]
    };
    check(&rows(place), 1);
    // A county alone is the home of many namesakes.
    check(&rows("河南省镇平县"), 2);
    // Two of the roster could be the one of the list: neither is.
    let mut namesakes = rows(place).to_vec();
    namesakes.push(home(member(4, "王建国", "J1"), place));
    check(&namesakes, 3);
}
