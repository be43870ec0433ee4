//! Which finding becomes which act.

use std::collections::BTreeMap;

use crate::table::vocabulary::{
    Certainty, CorrectionAction, Department, DuplicateAction, DuplicateKind, Edition, OutReason,
    SourceKind,
};
use crate::table::{
    GroupId, RecordKey, coverage, crosswalk, enterprise_rows, enterprises, member_duplicates,
    memberships, person_rows, report_rows, sample, system_corrections, union_registry, union_rows,
    unorganised,
};
use crate::union::annual_report::sample::*;
use crate::union::policy::IdentityDisplay;
use crate::union::source_names::{DeclaredSource, SourceNames};

use super::{CorrectionInputs, corrections};

fn corrections_of(
    city: &City,
    duplicates: &[member_duplicates::Row],
) -> Vec<system_corrections::Row> {
    let system = System {
        city,
        duplicates,
        ..System::of(city)
    };
    system.corrections()
}

/// A city and what its tests add to it.
struct System<'a> {
    city: &'a City,
    duplicates: &'a [member_duplicates::Row],
    person_rows: &'a [person_rows::Row],
    enterprise_rows: &'a [enterprise_rows::Row],
    enterprises: &'a [enterprises::Row],
    privacy: IdentityDisplay,
}

impl<'a> System<'a> {
    fn of(city: &'a City) -> Self {
        Self {
            city,
            duplicates: &[],
            person_rows: &[],
            enterprise_rows: &[],
            enterprises: &[],
            privacy: IdentityDisplay::Mask,
        }
    }

    /// All rows name the first enterprise.
    fn corrections(&self) -> Vec<system_corrections::Row> {
        let city = self.city;
        let unions = city.unions.iter();
        let registry: Vec<_> = unions.map(|union| union.registry.clone()).collect();
        let held: Vec<_> = city.unions.iter().map(|union| union.held.clone()).collect();
        let named = self.enterprise_rows.iter();
        let crosswalk: Vec<_> = named
            .map(|row| crosswalk::Row {
                source: row.source.clone(),
                file: row.file.clone(),
                sheet: row.sheet.clone(),
                row: row.row,
                record_key: RecordKey::from_bits(u128::from(row.row)),
                entity_id: self.enterprises.first().map(|row| row.entity_id),
                site_entity_id: None,
                match_probability: None,
                name: row.name.clone(),
                folded_name: row.name.clone(),
                uscc: None,
                org_code: None,
                repaired_from: None,
                repaired_by: None,
            })
            .collect();
        let departments: BTreeMap<&str, _> = self
            .enterprise_rows
            .iter()
            .map(|row| (row.source.as_str(), (row.kind, row.department)))
            .collect();
        let sources: Vec<_> = departments
            .into_iter()
            .map(|(name, (kind, department))| DeclaredSource {
                name,
                kind,
                department,
                edition: Edition::Current,
            })
            .collect();
        let inputs = CorrectionInputs {
            enterprise_rows: &enterprise_rows::batch(self.enterprise_rows),
            union_rows: &union_rows::batch(&held),
            report_rows: &report_rows::batch(&city.report),
            person_rows: &person_rows::batch(self.person_rows),
            crosswalk: &crosswalk::batch(&crosswalk),
            enterprises: &enterprises::batch(self.enterprises),
            unorganised: &unorganised::batch(&[]),
            coverage: &coverage::batch(&[]),
            union_registry: &union_registry::batch(&registry),
            memberships: &memberships::batch(&city.members),
            member_duplicates: &member_duplicates::batch(self.duplicates),
            source_names: &SourceNames::of(&sources),
            privacy: &self.privacy,
            reconciliation: &city.reconcile(),
        };
        let table = corrections(&inputs, &|label| Some(label.to_owned())).unwrap();
        system_corrections::View::of(&table).unwrap().to_rows()
    }
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
            .ends_with("年报中G1的会员人数含此项，须另行更正年报")
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
    let duplicate = closed_at_row_5(&city, DuplicateKind::SameUnion);
    let rows = corrections_of(&city, &[duplicate]);
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].subject, "G1/5");
    assert_eq!(rows[0].certainty, Certainty::Certain);
    assert!(rows[0].evidence.contains("G1的会员人数"));
}

/// A row of a duplicate group that goes, at row 5 of the roster.
fn closed_at_row_5(city: &City, kind: DuplicateKind) -> member_duplicates::Row {
    member_duplicates::Row {
        group_id: GroupId::from_bits(4),
        kind,
        source: "members".to_owned(),
        file: "members.csv".to_owned(),
        sheet: None,
        row: 5,
        person_id: city.members[1].person_id,
        keep: false,
        action: DuplicateAction::Close,
        reason: "退会后又重新入会".to_owned(),
    }
}

#[test]
fn a_membership_that_the_system_ended_itself_is_not_closed_again() {
    let mut ended = second_row(5, 4, "G1");
    ended.in_period = false;
    ended.out_reason = Some(OutReason::Left);
    let city = City {
        unions: vec![union(2, "G1", 1)],
        report: vec![reported(2, "G1", 1)],
        members: vec![member(4, "G1"), ended],
    };
    let duplicates = [closed_at_row_5(&city, DuplicateKind::Rejoined)];
    let written = |state: &str| person_rows::Row {
        membership_state: Some(state.to_owned()),
        ..sample::member_row(5, "王红")
    };
    let n_closings = |state: &str| {
        let system = System {
            duplicates: &duplicates,
            person_rows: &[written(state)],
            ..System::of(&city)
        };
        let rows = system.corrections();
        let closings = rows.iter();
        closings
            .filter(|row| row.action == CorrectionAction::CloseMembership)
            .count()
    };
    assert_eq!(n_closings("退会"), 0);
    assert_eq!(n_closings("正常"), 1);
}

#[test]
fn identities_to_correct_are_masked_unless_the_office_wants_them_plain() {
    let city = City {
        unions: vec![union(2, "G1", 2)],
        report: vec![reported(2, "G1", 2)],
        members: vec![member(4, "G1"), member(5, "G1")],
    };
    let shared = member_duplicates::Row {
        action: DuplicateAction::CorrectId,
        ..closed_at_row_5(&city, DuplicateKind::SharedId)
    };
    let written = person_rows::Row {
        resident_id: Some("420502199001011238".to_owned()),
        ..sample::member_row(5, "王红")
    };
    let old = |privacy: IdentityDisplay| {
        let system = System {
            duplicates: std::slice::from_ref(&shared),
            person_rows: std::slice::from_ref(&written),
            privacy,
            ..System::of(&city)
        };
        system.corrections()[0].old.clone().unwrap()
    };
    assert_eq!(old(IdentityDisplay::Mask), "420502********1238");
    assert_eq!(old(IdentityDisplay::Plain), "420502199001011238");
    let pseudonym = IdentityDisplay::Pseudonym { key: [7; 32] };
    assert_eq!(old(pseudonym), "420502********1238");
}

/// An enterprise that commerce and the directory know.
fn registered() -> enterprises::Row {
    enterprises::Row {
        uscc: Some("914205007068470198".to_owned()),
        org_code: Some("706847019".to_owned()),
        sources: vec!["commerce".to_owned(), "directory".to_owned()],
        ..sample::enterprise(1, "宜昌鼎力建材有限公司")
    }
}

/// Row `row` of the system's directory under the registered name.
fn listed(row: u32) -> enterprise_rows::Row {
    enterprise_rows::Row {
        source: "directory".to_owned(),
        file: "directory.csv".to_owned(),
        kind: SourceKind::Directory,
        department: None,
        ..sample::enterprise_row(Department::Other, row, "宜昌鼎力建材有限公司")
    }
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

/// `field: old → new (evidence)` of what is typed into row 2 of a directory of `rows`.
#[track_caller]
fn check_directory(rows: &[enterprise_rows::Row], expected: &[&str]) {
    let commerce = enterprise_rows::Row {
        uscc: text("914205007068470198"),
        ..sample::enterprise_row(Department::Commerce, 2, "宜昌鼎力建材有限公司")
    };
    let mut all = vec![commerce];
    all.extend_from_slice(rows);
    let city = City {
        unions: Vec::new(),
        report: Vec::new(),
        members: Vec::new(),
    };
    let system = System {
        enterprise_rows: &all,
        enterprises: &[registered()],
        ..System::of(&city)
    };
    let corrections = system.corrections();
    let of_row_2 = corrections.iter().filter(|row| row.row == Some(2));
    let lines: Vec<String> = of_row_2
        .map(|row| {
            let (old, new) = (row.old.as_deref(), row.new.as_deref());
            let (old, new) = (old.unwrap_or("∅"), new.unwrap_or("∅"));
            format!("{}: {old} → {new} ({})", row.field, row.evidence)
        })
        .collect();
    assert_eq!(lines, expected);
}

#[test]
fn a_directory_of_organisation_codes_gets_an_organisation_code() {
    let damaged = enterprise_rows::Row {
        org_code: text("70684701"),
        ..listed(2)
    };
    let typed = "org_code: 70684701 → 706847019 (代码据市场监管部门登记)";
    check_directory(&[damaged], &[typed]);
    let empty = listed(2);
    let other = enterprise_rows::Row {
        org_code: text("MA490007-X"),
        ..listed(3)
    };
    let typed = "org_code: ∅ → 706847019 (代码据市场监管部门登记)";
    check_directory(&[empty, other], &[typed]);
}

#[test]
fn a_credit_code_is_typed_where_one_stands() {
    let typed = "uscc: 914205007068470 → 914205007068470198 (代码据市场监管部门登记)";
    let cut = enterprise_rows::Row {
        uscc: text("914205007068470"),
        ..listed(2)
    };
    check_directory(&[cut], &[typed]);
    let in_other_column = enterprise_rows::Row {
        org_code: text("91420500706847O19"),
        ..listed(2)
    };
    let typed = "org_code: 91420500706847O19 → 914205007068470198 (代码据市场监管部门登记)";
    check_directory(&[in_other_column], &[typed]);
}

#[test]
fn a_number_of_the_systems_own_is_no_wrong_code() {
    let numbered = enterprise_rows::Row {
        unit_code: text("DW004213"),
        ..listed(2)
    };
    check_directory(&[numbered], &[]);
    // A column of the system's keys that holds organisation codes is one.
    let keyed = |row: u32, unit_code: &str| enterprise_rows::Row {
        unit_code: text(unit_code),
        ..listed(row)
    };
    let rows = [
        keyed(2, "70684701"),
        keyed(3, "MA490007-X"),
        keyed(4, "MA490001-0"),
    ];
    let typed = "unit_code: 70684701 → 706847019 (代码据市场监管部门登记)";
    check_directory(&rows, &[typed]);
}

#[test]
fn a_code_that_is_right_in_any_column_stays() {
    let embedded = enterprise_rows::Row {
        tax_id: text("420500706847019"),
        org_code: text("70684701"),
        ..listed(2)
    };
    check_directory(&[embedded], &[]);
}
