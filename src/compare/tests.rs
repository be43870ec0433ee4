//! Two small runs on disk, held against each other.

use std::path::Path;

use super::*;
use crate::table::vocabulary::{
    Certainty, CountedByKind, EntityKind, EntityStatus, JoinChannel, Migrant, MigrantScope, Route,
    ScopeReason, WorkerEvidence,
};
use crate::table::{EntityId, PersonId, RecordKey};

/// An entity: number, record keys, status, union.
type Entity<'a> = (u128, &'a [u128], EntityStatus, Option<&'a str>);

fn enterprise(number: u128, status: EntityStatus) -> enterprises::Row {
    enterprises::Row {
        entity_id: EntityId::from_bits(number),
        entity_kind: EntityKind::Enterprise,
        parent_entity_id: None,
        name: format!("第{number}公司"),
        former_names: vec![],
        uscc: None,
        org_code: None,
        registration_no: None,
        region_code: None,
        township: None,
        reporting_unit: None,
        address: None,
        legal_representative: None,
        phone: None,
        industry_code: None,
        status,
        status_reason: None,
        established_on: None,
        workers: None,
        migrant_workers: None,
        worker_evidence: WorkerEvidence::None,
        in_scope: false,
        scope_reason: ScopeReason::NoWorkerEvidence,
        sources: vec![],
        n_rows: 1,
        confidence: 1.0,
        provenance: vec![],
        workers_as_of: None,
    }
}

fn member(number: u128, union: &str, identity: &str) -> persons::Row {
    persons::Row {
        person_id: PersonId::from_bits(number),
        identity: Some(identity.to_owned()),
        is_member: true,
        employer_entity_id: None,
        migrant: Migrant::Unknown,
        migrant_reason: String::new(),
        migrant_scope: MigrantScope::Unknown,
        join_channel: JoinChannel::Unknown,
        counted_by_kind: CountedByKind::Union,
        counted_by: Some(union.to_owned()),
        counted_rule: Some(4),
        reporting_unit: None,
        in_period: true,
        out_reason: None,
        n_rows: 1,
    }
}

fn write_run(folder: &Path, entities: &[Entity<'_>], members: &[persons::Row]) {
    let list = entities
        .iter()
        .map(|(number, _, status, _)| enterprise(*number, *status));
    let ids = entities.iter().flat_map(|(number, keys, _, _)| {
        keys.iter().map(|key| entity_ids::Row {
            record_key: RecordKey::from_bits(*key),
            entity_id: EntityId::from_bits(*number),
            born: 1,
        })
    });
    let reach = entities.iter().filter_map(|(number, _, _, union)| {
        Some(coverage::Row {
            entity_id: EntityId::from_bits(*number),
            union_code: (*union)?.to_owned(),
            route: Route::Own,
            certainty: Certainty::Certain,
            evidence: String::new(),
        })
    });
    let tables = [
        (
            "tables",
            enterprises::NAME,
            enterprises::batch(&list.collect::<Vec<_>>()),
        ),
        (
            "tables",
            coverage::NAME,
            coverage::batch(&reach.collect::<Vec<_>>()),
        ),
        (
            "state",
            entity_ids::NAME,
            entity_ids::batch(&ids.collect::<Vec<_>>()),
        ),
        ("tables", persons::NAME, persons::batch(members)),
    ];
    for (part, name, batch) in tables {
        std::fs::create_dir_all(folder.join(part)).unwrap();
        stored::write(&folder.join(part).join(format!("{name}.parquet")), &batch).unwrap();
    }
}

fn difference(
    (entities, members): (&[Entity<'_>], &[persons::Row]),
    (entities_later, members_later): (&[Entity<'_>], &[persons::Row]),
) -> Difference {
    let folder = tempfile::tempdir().unwrap();
    let (earlier, later) = (folder.path().join("a"), folder.path().join("b"));
    write_run(&earlier, entities, members);
    write_run(&later, entities_later, members_later);
    compare(&earlier, &later).unwrap()
}

fn ids(mentions: &[Mention]) -> Vec<&str> {
    mentions
        .iter()
        .map(|mention| mention.name.as_str())
        .collect()
}

const ALIVE: EntityStatus = EntityStatus::Active;

#[test]
fn rows_tell_a_merge_from_a_loss_and_a_split_from_a_birth() {
    let changed = difference(
        (
            &[
                (1, &[10], ALIVE, None),
                (2, &[20, 21], ALIVE, None),
                (3, &[30], ALIVE, None),
                (4, &[40, 41, 42], ALIVE, None),
            ],
            &[],
        ),
        (
            &[
                (2, &[10, 20, 21], ALIVE, None),
                (4, &[40, 41], ALIVE, None),
                (5, &[42], ALIVE, None),
                (6, &[60], ALIVE, None),
            ],
            &[],
        ),
    );
    let entities = changed.entities;
    assert_eq!(ids(&entities.gone), ["第3公司"]);
    assert_eq!(ids(&entities.new), ["第6公司"]);
    assert_eq!(entities.merged.len(), 1);
    assert_eq!(entities.merged[0].other.name, "第2公司");
    assert_eq!(entities.split.len(), 1);
    assert_eq!(entities.split[0].other.name, "第4公司");
}

#[test]
fn a_union_found_and_a_firm_dissolved_are_told() {
    let changed = difference(
        (&[(1, &[10], ALIVE, None), (2, &[20], ALIVE, None)], &[]),
        (
            &[
                (1, &[10], ALIVE, Some("U1")),
                (2, &[20], EntityStatus::Dissolved, None),
            ],
            &[],
        ),
    );
    assert_eq!(changed.entities.newly_organised[0].unions, ["U1"]);
    assert_eq!(changed.entities.status[0].is, "dissolved");
}

#[test]
fn a_member_under_a_new_id_and_union_has_moved() {
    let changed = difference(
        (&[], &[member(1, "U1", "a"), member(2, "U1", "b")]),
        (&[], &[member(9, "U2", "a"), member(3, "U3", "c")]),
    );
    assert_eq!(changed.members.moved.len(), 1);
    assert_eq!(changed.members.moved[0].is.as_deref(), Some("U2"));
    assert_eq!(changed.members.joined.len(), 1);
    assert_eq!(changed.members.left.len(), 1);
}

#[test]
fn a_folder_that_is_no_run_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = compare(folder.path(), folder.path());
    assert!(matches!(refused, Err(CompareError::NoRun { .. })));
}
