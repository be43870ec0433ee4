//! One case per rule of scope and evidence.

use super::*;
use crate::table::AsOf;
use crate::table::vocabulary::{Migrant, SourceKind};
use crate::union::organising::sample::{
    Case, area, day, entity, id, person_link, territory, union_row,
};

const UNIT: &str = "宜昌鼎力建材有限公司";

fn run(case: &Case) -> enterprises::Row {
    let batches = case.batches();
    let table = enterprises(&ScopeInput {
        entities: &batches.entities,
        person_links: &batches.person_links,
        union_registry: &batches.registry(),
        directory_entries: &directory_entries::batch(&[]),
        territory: &territory(),
        policy: &Policy::default(),
        area: &area(),
    })
    .unwrap();
    enterprises::View::of(&table).unwrap().get(0)
}

fn insured(workers: u32) -> entities::Row {
    let mut row = entity(1, UNIT);
    row.insured_workers = Some(workers);
    row
}

#[track_caller]
fn check_reason(entity: entities::Row, expected: ScopeReason) {
    let row = run(&Case::default().entity(entity));
    assert_eq!(row.scope_reason, expected);
    assert_eq!(row.in_scope, expected == ScopeReason::InScope);
}

#[track_caller]
fn check_workers(case: &Case, expected: (WorkerEvidence, Option<u32>, Option<u32>)) {
    let row = run(case);
    assert_eq!(
        (row.worker_evidence, row.workers, row.migrant_workers),
        expected
    );
}

fn worker(row: u32, migrant: Migrant) -> person_links::Row {
    let mut worker = person_link(row, SourceKind::Roster);
    worker.employer_entity_id = Some(id(1));
    worker.migrant = migrant;
    worker
}

#[test]
fn an_active_enterprise_with_workers_is_in_scope() {
    check_reason(insured(3), ScopeReason::InScope);
}

#[test]
fn an_entity_of_the_union_system_alone_comes_first() {
    let mut row = insured(3);
    row.only_in_union_system = true;
    row.region_code = Some("420102".to_owned());
    check_reason(row, ScopeReason::OnlyInUnionSystem);
}

#[test]
fn a_known_region_outside_comes_before_the_kind() {
    let mut row = insured(3);
    row.region_code = Some("420102".to_owned());
    row.entity_kind = EntityKind::Organ;
    check_reason(row, ScopeReason::OutsideTerritory);
}

#[test]
fn an_institution_is_not_in_scope() {
    let mut row = insured(3);
    row.entity_kind = EntityKind::Institution;
    row.status = EntityStatus::Dormant;
    check_reason(row, ScopeReason::KindNotInScope);
}

#[test]
fn a_firm_founded_after_the_period_is_not_active() {
    let mut row = insured(3);
    row.established_on = Some(day(2016, 10, 1));
    check_reason(row, ScopeReason::NotActive);
}

#[test]
fn active_without_evidence_is_kept_out() {
    check_reason(entity(1, UNIT), ScopeReason::NoWorkerEvidence);
    check_reason(insured(0), ScopeReason::NoWorkerEvidence);
}

#[test]
fn a_small_individual_business_is_too_small() {
    let mut row = insured(7);
    row.entity_kind = EntityKind::IndividualBusiness;
    check_reason(row.clone(), ScopeReason::TooSmall);
    row.insured_workers = Some(8);
    check_reason(row, ScopeReason::InScope);
}

#[test]
fn insured_persons_come_before_a_roster() {
    let mut row = insured(5);
    row.insured_migrant_workers = Some(2);
    let case = Case::default().entity(row).person(worker(1, Migrant::Yes));
    check_workers(&case, (WorkerEvidence::Insured, Some(5), Some(2)));
}

#[test]
fn a_zero_is_no_evidence_and_a_roster_counts_persons_once() {
    let mut twice = worker(2, Migrant::Yes);
    twice.person_id = worker(1, Migrant::Yes).person_id;
    let case = Case::default()
        .entity(insured(0))
        .person(worker(1, Migrant::Yes))
        .person(twice)
        .person(worker(3, Migrant::No));
    check_workers(&case, (WorkerEvidence::Roster, Some(2), Some(1)));
}

#[test]
fn members_are_no_evidence_of_workers() {
    let mut member = worker(1, Migrant::Yes);
    member.kind = SourceKind::Members;
    let case = Case::default().entity(entity(1, UNIT)).person(member);
    check_workers(&case, (WorkerEvidence::None, None, None));
}

#[test]
fn site_staff_is_evidence_for_twelve_months() {
    let mut row = entity(1, UNIT);
    row.site_workers = Some(40);
    row.declared_workers = Some(9);
    row.site_last_on = Some(day(2015, 9, 30));
    let recent = Case::default().entity(row.clone());
    check_workers(&recent, (WorkerEvidence::Site, Some(40), None));
    row.site_last_on = Some(day(2015, 9, 29));
    let stale = Case::default().entity(row);
    check_workers(&stale, (WorkerEvidence::Declared, Some(9), None));
}

#[test]
fn a_count_older_than_the_policys_months_is_no_evidence() {
    let mut row = insured(40);
    row.declared_workers = Some(9);
    row.insured_as_of = AsOf::month(2015, 8);
    let stale = Case::default().entity(row.clone());
    check_workers(&stale, (WorkerEvidence::Declared, Some(9), None));
    row.insured_as_of = AsOf::month(2015, 9);
    let recent = Case::default().entity(row);
    check_workers(&recent, (WorkerEvidence::Insured, Some(40), None));
    assert_eq!(run(&recent).workers_as_of, AsOf::month(2015, 9));
}

#[test]
fn stale_counts_do_not_make_an_entity_of_unknown_status_active() {
    let mut row = insured(40);
    row.status = EntityStatus::Unknown;
    row.insured_as_of = AsOf::year(2013);
    let row = run(&Case::default().entity(row));
    assert_eq!(row.status, EntityStatus::Unknown);
    assert_eq!(row.scope_reason, ScopeReason::NotActive);
}

#[test]
fn migrants_of_another_source_are_taken_only_if_they_fit() {
    let mut row = insured(5);
    row.declared_workers = Some(20);
    row.declared_migrant_workers = Some(4);
    check_workers(
        &Case::default().entity(row.clone()),
        (WorkerEvidence::Insured, Some(5), Some(4)),
    );
    row.declared_migrant_workers = Some(12);
    check_workers(
        &Case::default().entity(row),
        (WorkerEvidence::Insured, Some(5), None),
    );
}

#[test]
fn a_roster_makes_an_entity_of_unknown_status_active() {
    let mut row = entity(1, UNIT);
    row.status = EntityStatus::Unknown;
    let row = run(&Case::default().entity(row).person(worker(1, Migrant::No)));
    assert_eq!(row.status, EntityStatus::Active);
    assert_eq!(row.status_reason.as_deref(), Some("无登记状态，有用工名册"));
}

#[test]
fn an_entity_stands_where_its_own_union_stands() {
    let case = Case::default()
        .entity(insured(3))
        .union(union_row(1, "D1", "宜昌鼎力建材有限公司工会"), Some(1));
    assert_eq!(run(&case).reporting_unit.as_deref(), Some("市直"));
}

#[test]
fn an_entity_without_a_union_stands_where_it_lies() {
    let row = run(&Case::default().entity(insured(3)));
    assert_eq!(row.reporting_unit.as_deref(), Some("西陵区"));
}
