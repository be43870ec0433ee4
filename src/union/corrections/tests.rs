//! Which finding becomes which act.

use crate::table::vocabulary::{Certainty, CorrectionAction, DuplicateAction, DuplicateKind};
use crate::table::{
    GroupId, coverage, crosswalk, enterprise_rows, enterprises, member_duplicates, memberships,
    person_rows, report_rows, system_corrections, union_registry, union_rows, unorganised,
};
use crate::union::annual_report::sample::*;

use super::{CorrectionInputs, corrections};

fn corrections_of(
    city: &City,
    duplicates: &[member_duplicates::Row],
) -> Vec<system_corrections::Row> {
    let registry: Vec<_> = city
        .unions
        .iter()
        .map(|union| union.registry.clone())
        .collect();
    let held: Vec<_> = city.unions.iter().map(|union| union.held.clone()).collect();
    let table = corrections(&CorrectionInputs {
        enterprise_rows: &enterprise_rows::batch(&[]),
        union_rows: &union_rows::batch(&held),
        report_rows: &report_rows::batch(&city.report),
        person_rows: &person_rows::batch(&[]),
        crosswalk: &crosswalk::batch(&[]),
        enterprises: &enterprises::batch(&[]),
        unorganised: &unorganised::batch(&[]),
        coverage: &coverage::batch(&[]),
        union_registry: &union_registry::batch(&registry),
        memberships: &memberships::batch(&city.members),
        member_duplicates: &member_duplicates::batch(duplicates),
        reconciliation: &city.reconcile(),
    });
    let table = table.unwrap();
    system_corrections::View::of(&table).unwrap().to_rows()
}

/// `action subject field new [cures]` of every correction.
#[track_caller]
fn check(city: &City, expected: &[&str]) {
    let rows = corrections_of(city, &[]);
    let line = |row: &system_corrections::Row| {
        let new = row.new.as_deref().unwrap_or_default();
        format!(
            "{} {} {} {new} {:?}",
            row.action, row.subject, row.field, row.cures
        )
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.sort();
    assert_eq!(lines, expected);
}

#[test]
fn a_dissolved_unit_closes_its_union() {
    let city = City {
        unions: vec![union(2, "G1", 20).dissolved()],
        report: vec![reported(2, "G1", 20)],
        members: Vec::new(),
    };
    check(&city, &["close_union G1 status 撤销 []"]);
    let rows = corrections_of(&city, &[]);
    // The report counts it all the same, and the clerk is told where.
    assert!(
        rows[0]
            .evidence
            .ends_with("年报G1/members含此项，须另行更正年报")
    );
    assert_eq!(
        (rows[0].file.as_deref(), rows[0].row),
        (Some("unions.csv"), Some(2))
    );
}

#[test]
fn a_second_entry_is_merged_into_the_one_that_stays() {
    let second = union(3, "G1b", 18).second_entry_of("G1");
    let city = City {
        unions: vec![union(2, "G1", 20), second],
        report: vec![reported(2, "G1", 38)],
        members: Vec::new(),
    };
    check(&city, &["merge_unions G1b union_code G1 []"]);
}

#[test]
fn a_reported_unit_is_added() {
    let city = City {
        unions: vec![union(2, "G1", 20)],
        report: vec![reported(2, "G1", 20), reported(3, "X9", 6)],
        members: Vec::new(),
    };
    let expected = [
        r#"add_union X9 members 6 ["X9/members"]"#,
        r#"add_union X9 region 西陵区 ["X9/members"]"#,
        r#"add_union X9 union_code X9 ["X9/members"]"#,
    ];
    check(&city, &expected);
}

#[test]
fn an_unexplained_count_is_for_review() {
    let city = City {
        unions: vec![union(2, "G1", 20)],
        report: vec![reported(2, "G1", 23)],
        members: Vec::new(),
    };
    let rows = corrections_of(&city, &[]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].action, CorrectionAction::CorrectCount);
    assert_eq!(rows[0].certainty, Certainty::Review);
}

#[test]
fn a_member_counted_elsewhere_is_moved() {
    let mut lent = member(4, "G1");
    lent.counted_by = Some("G2".to_owned());
    lent.card_no = Some("K7".to_owned());
    let city = |others: Vec<memberships::Row>| City {
        unions: vec![union(2, "G1", 1), union(3, "G2", 2)],
        report: Vec::new(),
        members: std::iter::once(lent.clone()).chain(others).collect(),
    };
    let moved = "move_membership K7 union_code G2 []";
    let counted = "correct_count G1 members 0 []";
    check(&city(vec![member(5, "G2")]), &[counted, moved]);
    // Without a roster of its own the union's one member row would be its whole figure.
    let rows = corrections_of(&city(Vec::new()), &[]);
    let moves = rows
        .iter()
        .filter(|row| row.action == CorrectionAction::MoveMembership);
    let certainties: Vec<Certainty> = moves.map(|row| row.certainty).collect();
    assert_eq!(certainties, [Certainty::Review]);
}

#[test]
fn a_duplicate_to_close_is_named_by_union_and_row_without_a_card() {
    let city = City {
        unions: vec![union(2, "G1", 1)],
        report: vec![reported(2, "G1", 2)],
        members: vec![member(4, "G1"), second_row(5, 4, "G1")],
    };
    let duplicate = member_duplicates::Row {
        group_id: GroupId::from_bits(4),
        kind: DuplicateKind::SameUnion,
        source: "members".to_owned(),
        file: "members.csv".to_owned(),
        sheet: None,
        row: 5,
        person_id: city.members[1].person_id,
        keep: false,
        action: DuplicateAction::Close,
        reason: "同一工会重复登记".to_owned(),
    };
    let rows = corrections_of(&city, &[duplicate]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].subject, "G1/5");
    assert_eq!(rows[0].certainty, Certainty::Certain);
    assert!(rows[0].evidence.contains("G1/members"));
}
