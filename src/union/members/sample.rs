//! A small city made by hand, for the tests of this room.

use arrow::record_batch::RecordBatch;
use chrono::NaiveDate;

use super::{AttributeInputs, Attributed, IdentifyInputs, attribute, identify};
use crate::enterprise::EntityLookup;
use crate::table::vocabulary::{
    BelongsKind, Certainty, EntityKind, EntityStatus, ReportingUnitKind, Route, ScopeReason,
    SourceKind, UnionFinding, UnionKind, WorkerEvidence,
};
use crate::table::{
    EntityId, Period, coverage, enterprises, entities, member_duplicates, memberships,
    movement_rows, person_crosswalk, person_links, person_rows, persons, sample, union_registry,
    union_rows,
};
use crate::union::organising::lookup::UnionLookup;
use crate::union::policy::{IdentityDisplay, Policy};
use crate::union::territory::{Territory, TerritoryEntry};

pub(super) const WANG: &str = "420502199001011238";
pub(super) const LI: &str = "420503198507152224";

pub(super) fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

pub(super) fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub(super) fn period() -> Period {
    Period {
        from: day("2015-10-01").unwrap(),
        to: day("2016-09-30").unwrap(),
    }
}

/// A member row that says nothing but name and union.
pub(super) fn member(row: u32, name: &str, union_code: &str) -> person_rows::Row {
    person_rows::Row {
        file: "m.csv".to_owned(),
        union_code: text(union_code).filter(|code| !code.is_empty()),
        ..sample::member_row(row, name)
    }
}

/// A row of a list of persons employed.
pub(super) fn employed(row: u32, name: &str, employer: &str) -> person_rows::Row {
    let mut employed = member(row, name, "");
    employed.source = "roster".to_owned();
    employed.kind = SourceKind::Roster;
    employed.employer = text(employer);
    employed
}

pub(super) fn with_id(mut row: person_rows::Row, id: &str) -> person_rows::Row {
    row.resident_id = text(id);
    row
}

/// (name, kind, county, township, industry), numbered from 1.
const FIRMS: &[(&str, EntityKind, &str, &str, &str)] = &[
    (
        "宜昌鼎力建材有限公司",
        EntityKind::Enterprise,
        "420502",
        "学院街道",
        "3039",
    ),
    (
        "宜昌众诚劳务派遣有限公司",
        EntityKind::Enterprise,
        "420502",
        "学院街道",
        "7263",
    ),
    (
        "宜昌无会食品有限公司",
        EntityKind::Enterprise,
        "420506",
        "分乡镇",
        "1411",
    ),
    (
        "宜昌市直化工有限公司",
        EntityKind::Enterprise,
        "420502",
        "学院街道",
        "2611",
    ),
    (
        "夷陵柑橘专业合作社",
        EntityKind::Cooperative,
        "420506",
        "分乡镇",
        "0151",
    ),
    (
        "宜昌大田农场有限公司",
        EntityKind::Enterprise,
        "420506",
        "分乡镇",
        "0111",
    ),
    (
        "宜昌联合小厂有限公司",
        EntityKind::Enterprise,
        "420502",
        "学院街道",
        "3311",
    ),
    (
        "武汉江城机械有限公司",
        EntityKind::Enterprise,
        "420106",
        "",
        "3411",
    ),
];

/// (code, name, kind, number of its firm, reporting unit, its kind, township).
const UNIONS: &[(&str, &str, UnionKind, u128, &str, ReportingUnitKind, &str)] = &[
    (
        "U1",
        "宜昌鼎力建材有限公司工会",
        UnionKind::EnterpriseUnion,
        1,
        "西陵区",
        ReportingUnitKind::County,
        "学院街道",
    ),
    (
        "U2",
        "宜昌众诚劳务派遣有限公司工会",
        UnionKind::EnterpriseUnion,
        2,
        "西陵区",
        ReportingUnitKind::County,
        "学院街道",
    ),
    (
        "U4",
        "宜昌市直化工有限公司工会",
        UnionKind::EnterpriseUnion,
        4,
        "市直",
        ReportingUnitKind::MunicipalDirect,
        "",
    ),
    (
        "J1",
        "学院街道联合工会",
        UnionKind::JointUnion,
        0,
        "西陵区",
        ReportingUnitKind::County,
        "学院街道",
    ),
    (
        "A1",
        "分乡镇界岭村工会",
        UnionKind::AreaUnion,
        0,
        "夷陵区",
        ReportingUnitKind::County,
        "分乡镇",
    ),
    (
        "F1",
        "分乡镇工会联合会",
        UnionKind::UnionFederation,
        0,
        "夷陵区",
        ReportingUnitKind::County,
        "分乡镇",
    ),
];

const COVERAGE: &[(u128, &str, Route)] = &[
    (1, "U1", Route::Own),
    (2, "U2", Route::Own),
    (4, "U4", Route::Own),
    (7, "J1", Route::Joint),
];

pub(super) fn id(number: u128) -> EntityId {
    EntityId::from_bits(number)
}

fn entities() -> RecordBatch {
    let rows = FIRMS
        .iter()
        .zip(1..)
        .map(
            |((name, kind, county, township, industry), number)| entities::Row {
                entity_id: id(number),
                entity_kind: *kind,
                parent_entity_id: None,
                name: (*name).to_owned(),
                former_names: Vec::new(),
                uscc: None,
                org_code: None,
                registration_no: None,
                region_code: text(county),
                township: text(township).filter(|township| !township.is_empty()),
                address: None,
                legal_representative: None,
                phone: None,
                industry_code: text(industry),
                industry_text: None,
                business_scope: None,
                status: EntityStatus::Active,
                status_reason: None,
                established_on: None,
                insured_workers: None,
                insured_migrant_workers: None,
                site_workers: None,
                site_migrant_workers: None,
                site_last_on: None,
                declared_workers: None,
                declared_migrant_workers: None,
                insured_as_of: None,
                site_as_of: None,
                declared_as_of: None,
                project_cost: None,
                only_in_union_system: false,
                sources: Vec::new(),
                n_rows: 1,
                confidence: 1.0,
                provenance: Vec::new(),
            },
        );
    entities::batch(&rows.collect::<Vec<_>>())
}

fn enterprises() -> RecordBatch {
    let rows =
        FIRMS.iter().zip(1..).map(
            |((name, kind, county, township, _), number)| enterprises::Row {
                entity_id: id(number),
                entity_kind: *kind,
                parent_entity_id: None,
                name: (*name).to_owned(),
                former_names: Vec::new(),
                uscc: None,
                org_code: None,
                registration_no: None,
                region_code: text(county),
                township: text(township),
                reporting_unit: None,
                address: None,
                legal_representative: None,
                phone: None,
                industry_code: None,
                status: EntityStatus::Active,
                status_reason: None,
                established_on: None,
                workers: None,
                migrant_workers: None,
                worker_evidence: WorkerEvidence::None,
                in_scope: true,
                scope_reason: ScopeReason::InScope,
                sources: Vec::new(),
                n_rows: 1,
                confidence: 1.0,
                provenance: Vec::new(),
                workers_as_of: None,
            },
        );
    enterprises::batch(&rows.collect::<Vec<_>>())
}

fn registry() -> RecordBatch {
    let rows = UNIONS.iter().zip(2..).map(|(union, row)| {
        let (code, name, kind, firm, unit, unit_kind, township) = *union;
        union_registry::Row {
            source: "unions".to_owned(),
            file: "u.csv".to_owned(),
            sheet: None,
            row,
            union_code: code.to_owned(),
            kept_union_code: code.to_owned(),
            is_kept: true,
            name: name.to_owned(),
            folded_name: name.trim_end_matches("工会").to_owned(),
            kind,
            superior_union: None,
            entity_id: (firm > 0).then(|| id(firm)),
            reporting_unit: text(unit),
            reporting_unit_kind: Some(unit_kind),
            region_code: None,
            township: text(township).filter(|township| !township.is_empty()),
            founded_on: None,
            is_dissolved: false,
            is_alive_at_period_end: true,
            finding: UnionFinding::Ok,
            evidence: String::new(),
        }
    });
    union_registry::batch(&rows.collect::<Vec<_>>())
}

fn covered() -> RecordBatch {
    let rows = COVERAGE.iter().map(|(number, code, route)| coverage::Row {
        entity_id: id(*number),
        union_code: (*code).to_owned(),
        route: *route,
        certainty: Certainty::Certain,
        evidence: String::new(),
    });
    coverage::batch(&rows.collect::<Vec<_>>())
}

fn territory() -> Territory {
    let entries =
        [("西陵区", "420502"), ("夷陵区", "420506")].map(|(unit, region)| TerritoryEntry {
            reporting_unit: unit.to_owned(),
            kind: ReportingUnitKind::County,
            belongs_kind: BelongsKind::Region,
            belongs: region.to_owned(),
        });
    Territory::from_entries(entries.to_vec()).unwrap()
}

/// A movement that says nothing but who and when.
pub(super) fn movement(name: &str, id: &str, on: &str) -> movement_rows::Row {
    movement_rows::Row {
        source: "moves".to_owned(),
        file: "v.csv".to_owned(),
        sheet: None,
        row: 2,
        person_name: name.to_owned(),
        resident_id: text(id),
        card_no: None,
        union_code: None,
        union_name: None,
        membership_state: None,
        change_reason: None,
        moved_from: None,
        moved_to: None,
        moved_on: day(on),
        join_date: None,
        left_on: None,
        approval: None,
        remarks: None,
    }
}

/// The tables of a run, as rows.
pub(super) struct Outcome {
    pub(super) links: Vec<person_links::Row>,
    pub(super) persons: Vec<persons::Row>,
    pub(super) crosswalk: Vec<person_crosswalk::Row>,
    pub(super) duplicates: Vec<member_duplicates::Row>,
    pub(super) memberships: Vec<memberships::Row>,
    pub(super) tables: Attributed,
}

impl Outcome {
    /// The person of row `row`, counted from 0 in row order.
    pub(super) fn person_of(&self, row: usize) -> &persons::Row {
        let person_id = self.crosswalk[row].person_id;
        self.persons
            .iter()
            .find(|person| person.person_id == person_id)
            .unwrap()
    }
}

pub(super) fn run(rows: &[person_rows::Row]) -> Outcome {
    run_with(rows, &[], &Policy::default(), &IdentityDisplay::Mask)
}

pub(super) fn run_with(
    rows: &[person_rows::Row],
    movements: &[movement_rows::Row],
    policy: &Policy,
    privacy: &IdentityDisplay,
) -> Outcome {
    let (entities, registry) = (entities(), registry());
    let lookup = EntityLookup::build(&entities);
    let unions = UnionLookup::build(&registry, &union_rows::batch(&[])).unwrap();
    let inputs = IdentifyInputs {
        person_rows: &person_rows::batch(rows),
        movement_rows: &movement_rows::batch(movements),
        union_registry: &registry,
        entities: &entities,
        lookup: &lookup,
        unions: &unions,
    };
    let identified = identify(&inputs, &period(), policy, "4205").unwrap();
    let tables = attribute(&AttributeInputs {
        identified: &identified,
        coverage: &covered(),
        union_registry: &registry,
        enterprises: &enterprises(),
        territory: &territory(),
        period: &period(),
        privacy,
    });
    let tables = tables.unwrap();
    Outcome {
        links: person_links::View::of(&identified.person_links)
            .unwrap()
            .to_rows(),
        persons: persons::View::of(&tables.persons).unwrap().to_rows(),
        crosswalk: person_crosswalk::View::of(&tables.person_crosswalk)
            .unwrap()
            .to_rows(),
        duplicates: member_duplicates::View::of(&tables.member_duplicates)
            .unwrap()
            .to_rows(),
        memberships: memberships::View::of(&tables.memberships)
            .unwrap()
            .to_rows(),
        tables,
    }
}
