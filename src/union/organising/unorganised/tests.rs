//! One case per rule of the ledger.

use super::*;
use crate::table::vocabulary::{
    Department, PairDecision, Route, ScopeReason, UnionFinding, WorkerEvidence,
};
use crate::table::{AsOf, RecordKey, enterprise_rows, pairs, sample, unread_names};
use crate::union::organising::sample::{Case, area, day, entity, id, union_row};

const UNIT: &str = "宜昌鼎力建材有限公司";

/// An in-scope entity with insured workers.
fn enterprise(number: u128, workers: u32) -> enterprises::Row {
    let entity = entity(number, UNIT);
    enterprises::Row {
        entity_id: entity.entity_id,
        entity_kind: entity.entity_kind,
        parent_entity_id: None,
        name: entity.name,
        former_names: Vec::new(),
        uscc: None,
        org_code: None,
        registration_no: None,
        region_code: entity.region_code,
        township: None,
        reporting_unit: Some("西陵区".to_owned()),
        address: None,
        legal_representative: None,
        phone: None,
        industry_code: None,
        status: EntityStatus::Active,
        status_reason: None,
        established_on: None,
        workers: Some(workers),
        migrant_workers: None,
        worker_evidence: WorkerEvidence::Insured,
        in_scope: true,
        scope_reason: ScopeReason::InScope,
        sources: Vec::new(),
        n_rows: 1,
        confidence: 1.0,
        provenance: Vec::new(),
        workers_as_of: None,
    }
}

#[derive(Default)]
struct Ledger {
    enterprises: Vec<enterprises::Row>,
    coverage: Vec<coverage::Row>,
    pairs: Vec<pairs::Row>,
    marks: Vec<enterprise_rows::Row>,
    directories: Vec<directory_entries::Row>,
    unread_names: Vec<unread_names::Row>,
    unions: Case,
}

fn run(ledger: &Ledger) -> Vec<unorganised::Row> {
    let batches = ledger.unions.batches();
    let table = unorganised(&UnorganisedInput {
        enterprises: &enterprises::batch(&ledger.enterprises),
        coverage: &coverage::batch(&ledger.coverage),
        pairs: &pairs::batch(&ledger.pairs),
        crosswalk: &batches.crosswalk,
        union_registry: &batches.registry(),
        enterprise_rows: &enterprise_rows::batch(&ledger.marks),
        directory_entries: &directory_entries::batch(&ledger.directories),
        unread_names: &unread_names::batch(&ledger.unread_names),
        area: &area(),
    })
    .unwrap();
    unorganised::View::of(&table).unwrap().to_rows()
}

#[track_caller]
fn check(ledger: &Ledger, expected: &[(u128, Certainty)]) {
    let rows = run(ledger);
    let found: Vec<_> = rows
        .iter()
        .map(|row| (row.entity_id.bits(), row.certainty))
        .collect();
    assert_eq!(found, expected, "{rows:#?}");
    assert!(
        (1..)
            .zip(&rows)
            .all(|(priority, row)| row.priority == priority)
    );
}

#[track_caller]
fn check_suggestion(workers: u32, expected: Suggestion) {
    let ledger = Ledger {
        enterprises: vec![enterprise(1, workers)],
        ..Ledger::default()
    };
    assert_eq!(run(&ledger)[0].suggestion, expected);
}

fn covered(number: u128, certainty: Certainty) -> coverage::Row {
    coverage::Row {
        entity_id: id(number),
        union_code: "J1".to_owned(),
        route: Route::Joint,
        certainty,
        evidence: String::new(),
    }
}

/// The enterprise 1 (record key 100) beside the union of row 1 (record key 1) of unit 2.
fn candidate_ledger(decision: PairDecision, finding: UnionFinding) -> Ledger {
    let mut unit = entity(2, "宜昌顶立建材有限公司");
    unit.only_in_union_system = finding == UnionFinding::UnitNotFound;
    let mut unions = Case::default()
        .entity(unit)
        .union(union_row(1, "U1", "宜昌顶立建材有限公司工会"), Some(2));
    let mut link = unions.links[0].clone();
    link.source = "tax".to_owned();
    link.record_key = RecordKey::from_bits(100);
    link.entity_id = Some(id(1));
    unions.links.push(link);
    Ledger {
        enterprises: vec![enterprise(1, 30)],
        pairs: vec![pairs::Row {
            record_key_l: RecordKey::from_bits(1),
            record_key_r: RecordKey::from_bits(100),
            gamma_name: 2,
            gamma_code: -1,
            gamma_address: -1,
            gamma_legal_representative: -1,
            gamma_phone: -1,
            match_weight: 1.0,
            match_probability: 0.6,
            decision,
            gamma_region: -1,
            frequency_weight: 0.0,
            equality_weight: 0.0,
        }],
        unions,
        ..Ledger::default()
    }
}

fn mark(has_union: Option<bool>) -> enterprise_rows::Row {
    enterprise_rows::Row {
        file: "union.csv".to_owned(),
        department: None,
        has_union,
        ..sample::enterprise_row(Department::Tax, 1, UNIT)
    }
}

#[test]
fn an_entity_without_any_candidate_is_certainly_unorganised() {
    let ledger = Ledger {
        enterprises: vec![enterprise(1, 30)],
        ..Ledger::default()
    };
    check(&ledger, &[(1, Certainty::Certain)]);
}

#[test]
fn certain_and_probable_coverage_organise_and_review_does_not() {
    let ledger = Ledger {
        enterprises: vec![enterprise(1, 30), enterprise(2, 30), enterprise(3, 30)],
        coverage: vec![
            covered(1, Certainty::Certain),
            covered(2, Certainty::Probable),
            covered(3, Certainty::Review),
        ],
        ..Ledger::default()
    };
    check(&ledger, &[(3, Certainty::Review)]);
}

#[test]
fn an_entity_out_of_scope_is_not_asked_for() {
    let mut row = enterprise(1, 30);
    row.in_scope = false;
    let ledger = Ledger {
        enterprises: vec![row],
        ..Ledger::default()
    };
    check(&ledger, &[]);
}

#[test]
fn an_undecided_pair_with_an_unresolved_union_is_for_review() {
    let ledger = candidate_ledger(PairDecision::Review, UnionFinding::UnitNotFound);
    check(&ledger, &[(1, Certainty::Review)]);
    assert_eq!(run(&ledger)[0].nearest_candidate.as_deref(), Some("U1"));
    assert_eq!(run(&ledger)[0].nearest_probability, Some(0.6));
}

#[test]
fn a_rejected_pair_with_an_unresolved_union_leaves_it_probable() {
    check(
        &candidate_ledger(PairDecision::NoMatch, UnionFinding::UnitNotFound),
        &[(1, Certainty::Probable)],
    );
}

#[test]
fn a_union_whose_unit_was_found_elsewhere_leaves_it_certain() {
    check(
        &candidate_ledger(PairDecision::NoMatch, UnionFinding::Ok),
        &[(1, Certainty::Certain)],
    );
}

#[test]
fn an_unresolved_union_of_the_county_under_the_brand_leaves_it_probable() {
    let mut unit = entity(2, "宜昌鼎力运输有限公司");
    unit.only_in_union_system = true;
    let ledger = Ledger {
        enterprises: vec![enterprise(1, 30)],
        unions: Case::default()
            .entity(unit)
            .union(union_row(1, "U1", "宜昌鼎力运输有限公司工会"), Some(2)),
        ..Ledger::default()
    };
    check(&ledger, &[(1, Certainty::Probable)]);
}

#[test]
fn a_namesake_in_another_list_that_is_organised_leaves_it_probable() {
    let mut named = enterprise(2, 30);
    named.name = "鼎建力材有限公司".to_owned();
    named.sources = vec!["hr".to_owned()];
    let mut organised = enterprise(1, 30);
    organised.sources = vec!["commerce".to_owned()];
    let mut ledger = Ledger {
        enterprises: vec![organised, named],
        coverage: vec![covered(1, Certainty::Certain)],
        ..Ledger::default()
    };
    ledger.coverage[0].union_code = "U1".to_owned();
    check(&ledger, &[(2, Certainty::Probable)]);
    // Where one list knows both, they are two.
    ledger.enterprises[1].sources.push("commerce".to_owned());
    check(&ledger, &[(2, Certainty::Certain)]);
}

fn marked_ledger(mark: enterprise_rows::Row) -> Ledger {
    let mut ledger = candidate_ledger(PairDecision::NoMatch, UnionFinding::Ok);
    ledger.pairs.clear();
    ledger.marks = vec![mark];
    ledger
}

#[test]
fn a_founded_mark_without_a_union_is_for_review() {
    check(&marked_ledger(mark(Some(true))), &[(1, Certainty::Review)]);
    check(
        &marked_ledger(mark(Some(false))),
        &[(1, Certainty::Certain)],
    );
}

#[test]
fn a_row_that_names_a_union_is_for_review() {
    let mut row = mark(None);
    row.union_code = Some("U1".to_owned());
    let ledger = marked_ledger(row);
    check(&ledger, &[(1, Certainty::Review)]);
    assert_eq!(run(&ledger)[0].nearest_candidate.as_deref(), Some("U1"));
}

#[test]
fn a_founded_mark_of_after_the_period_says_nothing() {
    let mut later = mark(Some(true));
    later.organised_on = Some(day(2016, 10, 2));
    check(&marked_ledger(later), &[(1, Certainty::Certain)]);
}

#[test]
fn the_count_of_workers_suggests_what_to_found() {
    check_suggestion(25, Suggestion::OwnUnion);
    check_suggestion(24, Suggestion::JointUnion);
    check_suggestion(9, Suggestion::AreaUnion);
}

#[test]
fn a_listed_name_that_leads_nowhere_may_mean_it() {
    let ledger = Ledger {
        enterprises: vec![enterprise(1, 30)],
        unread_names: vec![unread_names::Row {
            union_code: "J1".to_owned(),
            union_name: "西陵区学院街道联合工会".to_owned(),
            name: "鼎力".to_owned(),
            region_code: Some("420502".to_owned()),
        }],
        ..Ledger::default()
    };
    check(&ledger, &[(1, Certainty::Probable)]);
}

#[test]
fn what_is_for_review_is_asked_first() {
    let ledger = candidate_ledger(PairDecision::Review, UnionFinding::UnitNotFound);
    assert_eq!(run(&ledger)[0].suggestion, Suggestion::AskFirst);
}

#[test]
fn the_surest_and_largest_come_first() {
    let zone = |number| directory_entries::Row {
        entity_id: id(number),
        directory: Directory::Zone,
        park: None,
        evidence: String::new(),
    };
    let ledger = Ledger {
        enterprises: vec![
            enterprise(1, 90),
            enterprise(2, 30),
            enterprise(3, 30),
            enterprise(4, 60),
        ],
        coverage: vec![covered(1, Certainty::Review)],
        directories: vec![zone(3)],
        ..Ledger::default()
    };
    let expected = [4, 3, 2].map(|number| (number, Certainty::Certain));
    check(
        &ledger,
        &[
            expected[0],
            expected[1],
            expected[2],
            (1, Certainty::Review),
        ],
    );
}

#[test]
fn the_count_is_told_with_its_source_and_age() {
    let mut row = enterprise(1, 12);
    row.workers_as_of = AsOf::month(2016, 6);
    let ledger = Ledger {
        enterprises: vec![row],
        ..Ledger::default()
    };
    let rows = run(&ledger);
    assert!(
        rows[0].reason.contains("参保人数12人（2016年6月）"),
        "{}",
        rows[0].reason
    );
    assert_eq!(rows[0].why_visit, "参保人数12人（2016年6月）");
    assert_eq!(rows[0].workers_as_of, AsOf::month(2016, 6));
}

#[test]
fn what_departments_say_against_each_other_is_told() {
    let mut row = enterprise(1, 12);
    row.status_reason = Some("存续（税务：非正常户）".to_owned());
    let ledger = Ledger {
        enterprises: vec![row],
        ..Ledger::default()
    };
    let reason = &run(&ledger)[0].reason;
    assert!(
        reason.starts_with("登记状态存续（税务：非正常户），"),
        "{reason}"
    );
}

/// The organised enterprise 1 of the commerce register beside 2 of the list of the insured.
fn halves(change: impl Fn(&mut enterprises::Row, &mut enterprises::Row)) -> Ledger {
    let (mut organised, mut other) = (enterprise(1, 30), enterprise(2, 30));
    organised.sources = vec!["commerce".to_owned()];
    other.sources = vec!["hr".to_owned()];
    change(&mut organised, &mut other);
    Ledger {
        enterprises: vec![organised, other],
        coverage: vec![covered(1, Certainty::Certain)],
        ..Ledger::default()
    }
}

#[test]
fn characters_in_another_order_or_one_apart_may_be_the_organised_one() {
    for name in [
        "宜昌力鼎建材有限公司",
        "宜昌材建力鼎有限公司",
        "宜昌鼎立建材有限公司",
    ] {
        let ledger = halves(|_, other| other.name = name.to_owned());
        check(&ledger, &[(2, Certainty::Probable)]);
    }
    let ledger = halves(|_, other| other.name = "宜昌卓宇药业有限公司".to_owned());
    check(&ledger, &[(2, Certainty::Certain)]);
}

#[test]
fn a_phone_in_common_may_make_it_the_organised_one() {
    let ledger = halves(|organised, other| {
        other.name = "宜昌卓宇药业有限公司".to_owned();
        organised.phone = Some("07176240831".to_owned());
        other.phone.clone_from(&organised.phone);
    });
    check(&ledger, &[(2, Certainty::Probable)]);
}

#[test]
fn different_codes_say_that_two_are_two() {
    let ledger = halves(|organised, other| {
        organised.uscc = Some("91420500MA49001170".to_owned());
        other.org_code = Some("706847019".to_owned());
    });
    check(&ledger, &[(2, Certainty::Certain)]);
    let one_code = halves(|organised, other| {
        organised.uscc = Some("914205007068470198".to_owned());
        other.org_code = Some("706847019".to_owned());
    });
    check(&one_code, &[(2, Certainty::Probable)]);
}

#[test]
fn what_has_no_name_cannot_be_looked_for_in_lists() {
    let mut row = enterprise(1, 30);
    row.uscc = Some("91420500MA49001170".to_owned());
    row.name = "91420500MA49001170".to_owned();
    let ledger = Ledger {
        enterprises: vec![row],
        ..Ledger::default()
    };
    check(&ledger, &[(1, Certainty::Probable)]);
}

#[test]
fn a_branch_whose_head_office_is_in_no_list_is_certain() {
    let mut row = enterprise(1, 30);
    row.entity_kind = EntityKind::Branch;
    row.name = "宜昌鼎力建材有限公司西陵分公司".to_owned();
    let ledger = Ledger {
        enterprises: vec![row],
        ..Ledger::default()
    };
    check(&ledger, &[(1, Certainty::Certain)]);
}

#[test]
fn a_listed_name_with_its_characters_in_another_order_may_mean_it() {
    let ledger = Ledger {
        enterprises: vec![enterprise(1, 30)],
        unread_names: vec![unread_names::Row {
            union_code: "J1".to_owned(),
            union_name: "西陵区学院街道联合工会".to_owned(),
            name: "宜昌建力鼎材有限公司".to_owned(),
            region_code: Some("420502".to_owned()),
        }],
        ..Ledger::default()
    };
    check(&ledger, &[(1, Certainty::Probable)]);
}

#[test]
fn a_union_row_with_the_code_of_the_entity_is_for_review() {
    let mut ledger = candidate_ledger(PairDecision::NoMatch, UnionFinding::UnitNotFound);
    ledger.pairs.clear();
    for link in &mut ledger.unions.links {
        link.org_code = Some("706847019".to_owned());
    }
    check(&ledger, &[(1, Certainty::Review)]);
    assert!(run(&ledger)[0].reason.contains("代码与该单位相同"));
    let mut resolved = candidate_ledger(PairDecision::NoMatch, UnionFinding::Ok);
    resolved.pairs.clear();
    for link in &mut resolved.unions.links {
        link.org_code = Some("706847019".to_owned());
    }
    check(&resolved, &[(1, Certainty::Probable)]);
}

#[test]
fn a_listed_text_that_holds_its_whole_name_may_mean_it() {
    let ledger = Ledger {
        enterprises: vec![enterprise(1, 30)],
        unread_names: vec![unread_names::Row {
            union_code: "J1".to_owned(),
            union_name: "西陵区学院街道联合工会".to_owned(),
            name: "好又多酒楼宜昌鼎力建材有限公司明兴加工厂".to_owned(),
            region_code: Some("420502".to_owned()),
        }],
        ..Ledger::default()
    };
    check(&ledger, &[(1, Certainty::Probable)]);
}

#[test]
fn the_union_of_another_branch_under_the_brand_says_nothing() {
    let mut unit = entity(2, "宜昌鼎力建材有限公司西陵分公司");
    unit.only_in_union_system = true;
    let mut branch = enterprise(1, 30);
    branch.name = "宜昌鼎力建材有限公司学院街分公司".to_owned();
    let ledger = Ledger {
        enterprises: vec![branch],
        unions: Case::default().entity(unit).union(
            union_row(1, "U1", "宜昌鼎力建材有限公司西陵分公司工会"),
            Some(2),
        ),
        ..Ledger::default()
    };
    check(&ledger, &[(1, Certainty::Certain)]);
}

#[test]
fn a_listed_name_that_many_could_be_meant_by_makes_none_doubtful() {
    let branches = ["东门", "西门", "南门", "北门", "桥头", "河口"];
    let branch = |(number, place): (u128, &str)| {
        let mut branch = enterprise(number, 30);
        branch.name = format!("鼎力建材有限公司{place}分公司");
        branch
    };
    let ledger = Ledger {
        enterprises: (1..).zip(branches).map(branch).collect(),
        unread_names: vec![unread_names::Row {
            union_code: "J1".to_owned(),
            union_name: "西陵区学院街道联合工会".to_owned(),
            name: "鼎力".to_owned(),
            region_code: Some("420502".to_owned()),
        }],
        ..Ledger::default()
    };
    let rows = run(&ledger);
    assert!(
        rows.iter().all(|row| row.certainty == Certainty::Certain),
        "{rows:#?}"
    );
}
