//! Small tables made by hand, for the tests of this room.

use arrow::record_batch::RecordBatch;
use chrono::NaiveDate;

use crate::enterprise::FederationArea;
use crate::table::vocabulary::{
    BelongsKind, EntityKind, EntityStatus, Migrant, ReportingUnitKind, SourceKind,
};
use crate::table::{
    EntityId, Period, PersonId, RecordKey, crosswalk, entities, person_links, sample, union_rows,
};
use crate::union::territory::{Territory, TerritoryEntry};

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The year from October 2015 to September 2016 in the city `4205`.
pub(super) fn area() -> FederationArea {
    FederationArea {
        region: "420500".to_owned(),
        prefix: "4205".to_owned(),
        period: Period {
            from: day(2015, 10, 1),
            to: day(2016, 9, 30),
        },
    }
}

/// Two counties, a zone and the municipal-direct units.
pub(super) fn territory() -> Territory {
    let county = ReportingUnitKind::County;
    let entries = [
        ("西陵区", county, BelongsKind::Region, "420502"),
        ("伍家岗区", county, BelongsKind::Region, "420503"),
        (
            "宜昌高新区",
            ReportingUnitKind::Zone,
            BelongsKind::Park,
            "宜昌高新区",
        ),
        (
            "市直",
            ReportingUnitKind::MunicipalDirect,
            BelongsKind::UnionCode,
            "D1",
        ),
    ];
    let entries = entries.map(|(unit, kind, belongs_kind, belongs)| TerritoryEntry {
        reporting_unit: unit.to_owned(),
        kind,
        belongs_kind,
        belongs: belongs.to_owned(),
    });
    Territory::from_entries(entries.to_vec()).unwrap()
}

pub(super) fn id(number: u128) -> EntityId {
    EntityId::from_bits(number)
}

/// An active enterprise of Xiling district that the registries know, without worker evidence.
pub(super) fn entity(number: u128, name: &str) -> entities::Row {
    entities::Row {
        entity_id: id(number),
        entity_kind: EntityKind::Enterprise,
        parent_entity_id: None,
        name: name.to_owned(),
        former_names: Vec::new(),
        uscc: None,
        org_code: None,
        registration_no: None,
        region_code: Some("420502".to_owned()),
        township: None,
        address: None,
        legal_representative: None,
        phone: None,
        industry_code: None,
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
    }
}

/// A union row that says nothing but code and name.
pub(super) fn union_row(row: u32, union_code: &str, union_name: &str) -> union_rows::Row {
    union_rows::Row {
        source: "union".to_owned(),
        file: "union.csv".to_owned(),
        ..sample::union_row(row, union_code, union_name)
    }
}

/// The link of a union row (record key = its row number) to an entity.
pub(super) fn union_link(row: u32, entity_number: Option<u128>) -> crosswalk::Row {
    crosswalk::Row {
        source: "union".to_owned(),
        file: "union.csv".to_owned(),
        sheet: None,
        row,
        record_key: RecordKey::from_bits(u128::from(row)),
        entity_id: entity_number.map(id),
        site_entity_id: None,
        match_probability: None,
        name: None,
        folded_name: None,
        uscc: None,
        org_code: None,
        repaired_from: None,
        repaired_by: None,
    }
}

/// A current person of `kind` without union, employer or place.
pub(super) fn person_link(row: u32, kind: SourceKind) -> person_links::Row {
    person_links::Row {
        source: kind.to_string(),
        file: "persons.csv".to_owned(),
        sheet: None,
        row,
        kind,
        person_id: PersonId::from_bits(u128::from(row)),
        union_code: None,
        employer_entity_id: None,
        agency_entity_id: None,
        host_entity_id: None,
        site_entity_id: None,
        is_dispatched: false,
        migrant: Migrant::Unknown,
        is_current: true,
    }
}

/// Input tables of a case, turned into batches.
#[derive(Default)]
pub(super) struct Case {
    pub(super) entities: Vec<entities::Row>,
    pub(super) unions: Vec<union_rows::Row>,
    pub(super) links: Vec<crosswalk::Row>,
    pub(super) persons: Vec<person_links::Row>,
}

impl Case {
    /// Adds a union row together with its link.
    pub(super) fn union(mut self, row: union_rows::Row, entity_number: Option<u128>) -> Self {
        self.links.push(union_link(row.row, entity_number));
        self.unions.push(row);
        self
    }

    pub(super) fn entity(mut self, row: entities::Row) -> Self {
        self.entities.push(row);
        self
    }

    pub(super) fn person(mut self, row: person_links::Row) -> Self {
        self.persons.push(row);
        self
    }

    pub(super) fn batches(&self) -> Batches {
        Batches {
            entities: entities::batch(&self.entities),
            union_rows: union_rows::batch(&self.unions),
            crosswalk: crosswalk::batch(&self.links),
            person_links: person_links::batch(&self.persons),
        }
    }
}

pub(super) struct Batches {
    pub(super) entities: RecordBatch,
    pub(super) union_rows: RecordBatch,
    pub(super) crosswalk: RecordBatch,
    pub(super) person_links: RecordBatch,
}

impl Batches {
    /// The registry of the case.
    pub(super) fn registry(&self) -> RecordBatch {
        super::registry::registry(&super::registry::RegistryInput {
            union_rows: &self.union_rows,
            crosswalk: &self.crosswalk,
            entities: &self.entities,
            territory: &territory(),
            area: &area(),
        })
        .unwrap()
    }
}
