//! One hand-made case per cause, mixes of them, and the sums of the higher levels.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::table::vocabulary::{DuplicateKind, Migrant, MismatchLevel, OutReason};
use crate::table::{memberships, mismatch_rows, report_mismatches, report_rows};

use super::sample::*;

fn city(unions: Vec<Union>, report: Vec<report_rows::Row>) -> City {
    City {
        unions,
        report,
        members: Vec::new(),
    }
}

/// Union `G1` with 20 members and the report's `rows`: the bridge of its members.
#[track_caller]
fn check_counts(rows: Vec<report_rows::Row>, expected: &str) {
    let city = city(vec![union(2, "G1", 20)], rows);
    assert_eq!(city.bridge_of("G1"), expected);
}

#[test]
fn agreement_is_no_row() {
    let city = city(vec![union(2, "G1", 20)], vec![reported(2, "G1", 20)]);
    assert!(city.bridges().is_empty());
}

#[test]
fn a_unit_reported_twice_is_too_high_by_its_second_row() {
    let rows = vec![reported(2, "G1", 20), reported(9, "G1", 20)];
    check_counts(rows, "+20: unit_reported_twice +20");
}

#[test]
fn the_row_that_agrees_is_the_units_own() {
    let rows = vec![reported(2, "G1", 18), reported(9, "G1", 20)];
    check_counts(rows, "+18: unit_reported_twice +18");
}

#[test]
fn last_years_figure_is_named() {
    let rows = vec![reported(2, "G1", 17), last_year(2, "G1", 17)];
    check_counts(rows, "-3: last_year_carried_over -3");
}

#[test]
fn a_lost_or_added_zero_is_named() {
    check_counts(
        vec![reported(2, "G1", 200)],
        "+180: scaled_or_transposed +180",
    );
    check_counts(vec![reported(2, "G1", 2)], "-18: scaled_or_transposed -18");
}

#[test]
fn what_nothing_explains_is_unexplained() {
    check_counts(vec![reported(2, "G1", 23)], "+3: unexplained +3");
}

#[test]
fn a_unit_the_report_lacks_is_too_low_by_all_of_it() {
    let unions = vec![union(2, "G1", 20), union(3, "G2", 7)];
    let city = city(unions, vec![reported(2, "G1", 20)]);
    assert_eq!(city.bridge_of("G2"), "-7: unit_missing_from_report -7");
}

#[test]
fn a_union_founded_after_the_period_is_not_missing_from_the_report() {
    let unions = || {
        let late = union(3, "G2", 7).founded_after_the_period();
        vec![union(2, "G1", 20), late]
    };
    let without = city(unions(), vec![reported(2, "G1", 20)]);
    assert!(without.bridges().is_empty());
    let with = city(unions(), vec![reported(2, "G1", 20), reported(3, "G2", 8)]);
    assert_eq!(with.bridge_of("G2"), "+8: outside_period +8");
}

#[test]
fn a_row_copied_from_last_year_is_so_in_every_figure() {
    let stated = |row: report_rows::Row, workers, migrant| report_rows::Row {
        workers: Some(workers),
        migrant_members: Some(migrant),
        ..row
    };
    let mut held = union(2, "G1", 20);
    held.held.workers = Some(41);
    held.held.migrant_members = Some(4);
    let again = union(3, "G1b", 3).second_entry_of("G1");
    // 23 members is what the system holds with its second entry too; the whole row decides.
    let rows = vec![
        stated(reported(2, "G1", 23), 37, 0),
        stated(last_year(2, "G1", 23), 37, 0),
    ];
    let bridges = city(vec![held, again], rows).bridges();
    let of_union: Vec<&str> = bridges
        .iter()
        .filter_map(|line| line.strip_prefix("G1 "))
        .collect();
    let expected = [
        "members +3: last_year_carried_over +3",
        "migrant_members -4: last_year_carried_over -4",
        "workers -4: last_year_carried_over -4",
    ];
    assert_eq!(of_union, expected);
}

#[test]
fn a_unit_the_system_lacks_keeps_its_own_code() {
    let city = city(
        vec![union(2, "G1", 20)],
        vec![
            reported(2, "G1", 20),
            reported(3, "X9", 6),
            reported(4, "X9", 6),
        ],
    );
    let expected = "+12: unit_missing_from_system +6, unit_reported_twice +6";
    assert_eq!(city.bridge_of("X9"), expected);
}

#[test]
fn a_row_linked_by_name_takes_the_systems_code() {
    let mut row = reported(2, "", 23);
    row.union_code = None;
    row.unit_name = Some("宜昌Ｇ1有限责任公司".to_owned());
    check_counts(vec![row], "+3: unexplained +3");
}

#[test]
fn two_unions_of_one_name_are_told_apart_by_what_is_left_and_by_figures() {
    let named = |row: u32, code: &str, members: u32| {
        let mut union = union(row, code, members);
        "学院街道联合工会".clone_into(&mut union.registry.name);
        union.held.union_name = Some("学院街道联合工会".to_owned());
        union
    };
    let by_name = |row: u32, members: i64| {
        let mut row = reported(row, "", members);
        row.union_code = None;
        row.union_name = Some("学院街道联合工会".to_owned());
        row
    };
    let unions = || vec![named(2, "G1", 20), named(3, "G2", 7)];
    let left = city(unions(), vec![reported(2, "G1", 20), by_name(3, 9)]);
    assert_eq!(left.bridge_of("G2"), "+2: unexplained +2");
    let figures = city(unions(), vec![by_name(2, 7), by_name(3, 21)]);
    assert_eq!(figures.bridge_of("G1"), "+1: unexplained +1");
    assert_eq!(figures.bridge_of("G2"), "");
}

#[test]
fn a_row_is_linked_by_the_units_code_in_another_writing() {
    let mut union = union(2, "G1", 20);
    union.held.org_code = Some("MA490011-7".to_owned());
    let mut row = reported(2, "", 23);
    row.union_code = None;
    row.uscc = Some("91420500MA49001170".to_owned());
    assert_eq!(
        city(vec![union], vec![row]).bridge_of("G1"),
        "+3: unexplained +3"
    );
}

#[test]
fn a_union_entered_twice_counts_once() {
    let unions = || {
        vec![
            union(2, "G1", 20),
            union(3, "G1b", 18).second_entry_of("G1"),
        ]
    };
    let once = city(unions(), vec![reported(2, "G1", 20)]);
    assert!(once.bridges().is_empty());
    let both = city(unions(), vec![reported(2, "G1", 38)]);
    assert_eq!(both.bridge_of("G1"), "+18: duplicates +18");
    let two_rows = city(
        unions(),
        vec![reported(2, "G1", 20), reported(3, "G1b", 18)],
    );
    assert_eq!(two_rows.bridge_of("G1"), "+18: duplicates +18");
    for city in [both, two_rows] {
        let tables = city.reconcile();
        let rows = mismatch_rows::View::of(&tables.mismatch_rows).unwrap();
        let behind = rows.to_rows().into_iter();
        let mut behind = behind.filter(|row| row.unit == "G1");
        let row = behind.next().unwrap();
        // The system's second entry is at fault, not the report that repeats it.
        assert_eq!((row.source.as_str(), row.row), ("unions", 3));
    }
}

#[test]
fn a_dissolved_unit_counts_nothing() {
    let unions = || vec![union(2, "G1", 20).dissolved(), union(3, "G2", 5)];
    let still = city(unions(), vec![reported(2, "G1", 21), reported(3, "G2", 5)]);
    assert_eq!(still.bridge_of("G1"), "+21: unit_dissolved +21");
    let dropped = city(unions(), vec![reported(3, "G2", 5)]);
    assert!(dropped.bridges().is_empty());
}

#[test]
fn covered_units_counted_otherwise_are_named() {
    let mut row = reported(2, "G1", 20);
    row.covered_units = Some(9);
    let city = city(vec![union(2, "G1", 20).joint(12)], vec![row]);
    let expected = "G1 covered_units -3: covered_units -3";
    assert!(city.bridges().contains(&expected.to_owned()));
}

#[test]
fn an_indicator_the_report_does_not_carry_is_not_compared() {
    let mut union = union(2, "G1", 20);
    union.held.workers = Some(30);
    assert!(
        city(vec![union], vec![reported(2, "G1", 20)])
            .bridges()
            .is_empty()
    );
}

/// Union `G1` with 20 living members and `others`; the report states `members`.
#[track_caller]
fn check_persons(members: i64, others: Vec<memberships::Row>, expected: &str) {
    let mut rows: Vec<_> = (0..20).map(|person| member(100 + person, "G1")).collect();
    rows.extend(others);
    let city = City {
        unions: vec![union(2, "G1", 99), union(3, "G2", 0)],
        report: vec![reported(2, "G1", members)],
        members: rows,
    };
    assert_eq!(city.bridge_of("G1"), expected);
}

#[test]
fn members_who_left_are_named() {
    let left = vec![
        out(2, "G1", OutReason::Left),
        out(3, "G1", OutReason::TransferredOut),
    ];
    check_persons(22, left, "+2: left_or_transferred +2");
}

#[test]
fn applications_and_late_joiners_are_named() {
    let others = || {
        vec![
            out(2, "G1", OutReason::NotApproved),
            out(3, "G1", OutReason::JoinedAfterPeriod),
            out(4, "G1", OutReason::JoinedAfterPeriod),
        ]
    };
    check_persons(23, others(), "+3: outside_period +2, not_approved +1");
    check_persons(22, others(), "+2: outside_period +2");
}

#[test]
fn a_person_in_the_union_twice_is_a_duplicate() {
    let mut again = second_row(2, 100, "G1");
    again.duplicate_kind = Some(DuplicateKind::SameUnion);
    check_persons(21, vec![again], "+1: duplicates +1");
}

#[test]
fn an_unclosed_transfer_is_a_transfer() {
    let mut moved = second_row(2, 500, "G1");
    moved.duplicate_kind = Some(DuplicateKind::TransferNotClosed);
    moved.counted_by = Some("G2".to_owned());
    let mut arrived = member(500, "G2");
    arrived.duplicate_group = moved.duplicate_group;
    check_persons(21, vec![moved, arrived], "+1: left_or_transferred +1");
}

#[test]
fn whom_another_union_counts_is_named() {
    let mut lent = member(2, "G1");
    lent.counted_by = Some("G2".to_owned());
    check_persons(21, vec![lent], "+1: counted_elsewhere +1");
}

#[test]
fn whom_this_union_counts_without_a_row_makes_the_report_too_low() {
    let mut brought = member(2, "G2");
    brought.counted_by = Some("G1".to_owned());
    check_persons(20, vec![brought], "-1: counted_elsewhere -1");
}

#[test]
fn three_causes_in_one_union_stay_apart() {
    let mut lent = member(4, "G1");
    lent.counted_by = Some("G2".to_owned());
    let others = vec![
        out(2, "G1", OutReason::Left),
        out(3, "G1", OutReason::Left),
        second_row(5, 100, "G1"),
        lent,
    ];
    let expected = "+4: duplicates +1, counted_elsewhere +1, left_or_transferred +2";
    check_persons(24, others, expected);
}

#[test]
fn three_causes_and_a_slip_stay_apart() {
    let others = vec![
        out(2, "G1", OutReason::Left),
        out(3, "G1", OutReason::NotApproved),
        second_row(5, 100, "G1"),
    ];
    let expected =
        "+210: duplicates +1, left_or_transferred +1, not_approved +1, scaled_or_transposed +207";
    check_persons(230, others, expected);
}

#[test]
fn a_migrant_flag_against_the_definition_is_named() {
    let flagged = |row: u32, migrant: Migrant, flag: bool| memberships::Row {
        flagged_migrant: Some(flag),
        migrant,
        ..member(row, "G1")
    };
    let members = vec![
        flagged(2, Migrant::Yes, true),
        flagged(3, Migrant::No, true),
        flagged(4, Migrant::Unknown, true),
    ];
    let mut row = reported(2, "G1", 3);
    row.migrant_members = Some(3);
    let city = City {
        unions: vec![union(2, "G1", 99)],
        report: vec![row],
        members,
    };
    let expected = "G1 migrant_members +2: migrant_definition +2";
    assert!(city.bridges().contains(&expected.to_owned()));
}

#[test]
fn higher_levels_sum_and_name_their_own_arithmetic() {
    let unions = vec![union(2, "G1", 20), union(3, "G2", 7).in_unit("夷陵区")];
    let mut other = reported(3, "G2", 9);
    other.region = Some("夷陵区".to_owned());
    let report = vec![
        reported(2, "G1", 20),
        other,
        total(2, Some(COUNTY), 25),
        total(3, Some("夷陵区"), 9),
        total(4, None, 30),
    ];
    let expected = [
        "420500 members +3: form_arithmetic +1, unexplained +2",
        "夷陵区 members +2: unexplained +2",
        "西陵区 members +5: form_arithmetic +5",
        "G2 members +2: unexplained +2",
    ];
    let bridges = city(unions, report).bridges();
    assert_eq!(bridges.len(), expected.len());
    for (line, expected) in bridges.iter().zip(expected).skip(1) {
        assert_eq!(line, expected);
    }
    // 25 + 9 = 34 by reporting units, 30 stated, 27 recomputed.
    assert_eq!(
        bridges[0],
        "420500 members +3: form_arithmetic +1, unexplained +2"
    );
}

#[test]
fn a_union_shown_in_another_reporting_unit_moves_between_two_totals() {
    let mut home = reported(4, "G3", 3);
    home.region = Some("夷陵区".to_owned());
    let report = vec![
        reported(2, "G1", 20),
        reported(3, "G2", 7),
        home,
        total(2, Some(COUNTY), 27),
        total(3, Some("夷陵区"), 3),
    ];
    let unions = vec![
        union(2, "G1", 20),
        union(3, "G2", 7).in_unit("夷陵区"),
        union(4, "G3", 3).in_unit("夷陵区"),
    ];
    let expected = [
        "夷陵区 members -7: counted_elsewhere -7",
        "西陵区 members +7: counted_elsewhere +7",
    ];
    let bridges = city(unions, report).bridges();
    assert_eq!(bridges, expected);
}

#[test]
fn totals_alone_compare_totals_alone() {
    let unions = vec![union(2, "G1", 20), union(3, "G3", 4).dissolved()];
    let city = city(unions, vec![total(2, Some(COUNTY), 24), total(3, None, 24)]);
    let expected = [
        "420500 members +4: unit_dissolved +4",
        "西陵区 members +4: unit_dissolved +4",
    ];
    assert_eq!(city.bridges(), expected);
}

#[test]
fn base_unions_exist_above_unions_alone() {
    let unions = vec![
        union(2, "G1", 20),
        union(3, "G2", 7),
        union(4, "G3", 4).dissolved(),
    ];
    let mut sum = total(5, Some(COUNTY), 30);
    sum.base_unions = Some(4);
    let report = vec![
        reported(2, "G1", 20),
        reported(3, "X9", 6),
        reported(4, "G3", 4),
        sum,
    ];
    let lines = city(unions, report).bridges();
    let expected = "西陵区 base_unions +2: unit_missing_from_report -1, \
                    unit_missing_from_system +1, unit_dissolved +1, form_arithmetic +1";
    assert!(lines.contains(&expected.to_owned()), "{lines:#?}");
    assert!(!lines.iter().any(|line| line.starts_with("G3 base_unions")));
}

#[test]
fn a_level_is_persons_only_if_all_its_unions_are() {
    let basis = |unions: Vec<Union>, report: Vec<report_rows::Row>| {
        let city = City {
            unions,
            report,
            members: vec![member(2, "G1")],
        };
        let tables = city.reconcile();
        let view = report_mismatches::View::of(&tables.report_mismatches).unwrap();
        let rows = view.to_rows().into_iter();
        let mut rows = rows.filter(|row| row.level == MismatchLevel::City);
        rows.next().unwrap().basis.to_string()
    };
    let all = basis(vec![union(2, "G1", 5)], vec![reported(2, "G1", 8)]);
    assert_eq!(all, "persons");
    let report = vec![reported(2, "G1", 8), reported(3, "G2", 3)];
    let some = basis(vec![union(2, "G1", 5), union(3, "G2", 3)], report);
    assert_eq!(some, "counts");
}

/// Every bridge adds up to its difference, and the rows behind every union-level cause to the cause.
fn assert_everything_adds_up(city: &City) {
    let tables = city.reconcile();
    let mismatches = report_mismatches::View::of(&tables.report_mismatches)
        .unwrap()
        .to_rows();
    let rows = mismatch_rows::View::of(&tables.mismatch_rows)
        .unwrap()
        .to_rows();
    let mut behind: BTreeMap<_, i64> = BTreeMap::new();
    for row in &rows {
        let key = (row.unit.as_str(), row.indicator, row.cause);
        *behind.entry(key).or_insert(0) += row.count;
    }
    for mismatch in &mismatches {
        let total: i64 = mismatch.bridge.iter().map(|item| item.count).sum();
        assert_eq!(total, mismatch.difference);
        if mismatch.level == MismatchLevel::Union {
            for item in &mismatch.bridge {
                let key = (mismatch.unit.as_str(), mismatch.indicator, item.cause);
                assert_eq!(behind.get(&key), Some(&item.count));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_bridge_adds_up(
        held in proptest::collection::vec((0_u32..60, 0_u8..4), 1..6),
        stated in proptest::collection::vec((0_usize..8, 0_i64..300, 0_u8..4), 0..9),
        people in proptest::collection::vec((0_usize..4, 0_u8..6), 0..20),
    ) {
        let code = |position: usize| format!("G{position}");
        let unions = held.iter().enumerate().map(|(position, (members, kind))| {
            let row = 2 + u32::try_from(position).unwrap();
            let entry = union(row, &code(position), *members);
            match kind {
                0 => entry.dissolved(),
                1 if position > 0 => entry.second_entry_of("G0"),
                2 => entry.in_unit("夷陵区"),
                _ => entry,
            }
        });
        let report = stated.iter().enumerate().map(|(position, (unit, members, kind))| {
            let row = 2 + u32::try_from(position).unwrap();
            match kind {
                0 => last_year(row, &code(*unit), *members),
                1 => total(row, Some(COUNTY), *members),
                2 if *unit == 0 => total(row, None, *members),
                _ => reported(row, &code(*unit), *members),
            }
        });
        let people = people.iter().enumerate().map(|(position, (union, kind))| {
            let row = 2 + u32::try_from(position).unwrap();
            match kind {
                0 => out(row, &code(*union), OutReason::Left),
                1 => out(row, &code(*union), OutReason::NotApproved),
                2 => second_row(row, 2, &code(*union)),
                3 => memberships::Row { counted_by: Some("G0".to_owned()), ..member(row, &code(*union)) },
                _ => member(row, &code(*union)),
            }
        });
        let city = City {
            unions: unions.collect(),
            report: report.collect(),
            members: people.collect(),
        };
        assert_everything_adds_up(&city);
    }
}
