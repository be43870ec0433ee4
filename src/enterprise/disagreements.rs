//! What rows say that did not survive: one enterprise, several registries, different values.

use super::area::FederationArea;
use super::record::{Origin, Record};
use crate::normalize::{Address, CompanyName, PersonName};
use crate::table::vocabulary::Department;
use crate::table::{disagreements, entities};

/// The fields of `members` that differ from those of their golden record `golden`, spellings of one
/// value apart: a name in other width, a firm with and without its note, a masked representative.
pub(super) fn disagreements(
    members: &[&Record],
    golden: &entities::Row,
    area: &FederationArea,
) -> Vec<disagreements::Row> {
    let survived = Survived::of(golden, area);
    let mut rows = Vec::new();
    for member in members {
        for (field, found, golden_value) in survived.differing(member, golden) {
            let identity = member.identity.clone();
            rows.push(disagreements::Row {
                entity_id: golden.entity_id,
                field: field.to_owned(),
                source: identity.source,
                file: identity.file,
                sheet: identity.sheet,
                row: identity.row,
                found,
                golden: golden_value,
            });
        }
    }
    rows
}

/// The golden values, folded as the records' are.
struct Survived {
    /// The name and the former names.
    names: Vec<String>,
    representative: Option<PersonName>,
    address_key: Option<String>,
}

/// Field, what the row says, what survived.
type Differing = (&'static str, String, String);

impl Survived {
    fn of(golden: &entities::Row, area: &FederationArea) -> Self {
        let names = [&golden.name].into_iter().chain(&golden.former_names);
        let representative = golden.legal_representative.as_deref();
        let address = golden.address.as_deref();
        Self {
            names: names.map(|name| CompanyName::parse(name).folded).collect(),
            representative: representative.map(PersonName::parse),
            address_key: address.and_then(|text| Address::parse(text, &area.prefix).key()),
        }
    }

    fn differing(&self, member: &Record, golden: &entities::Row) -> Vec<Differing> {
        let mut differing = Vec::new();
        let mut note = |field, found: Option<String>, golden: Option<String>| {
            if let (Some(found), Some(golden)) = (found, golden) {
                differing.push((field, found, golden));
            }
        };
        if member
            .name
            .as_ref()
            .is_some_and(|name| !self.names.contains(&name.folded))
        {
            note(
                "name",
                member.written.name.clone(),
                Some(golden.name.clone()),
            );
        }
        let uscc = member.codes.uscc.map(|code| code.as_str().to_owned());
        if uscc != golden.uscc {
            note("uscc", uscc, golden.uscc.clone());
        }
        if self.is_other_person(member) {
            note(
                "legal_representative",
                member.written.legal_representative.clone(),
                golden.legal_representative.clone(),
            );
        }
        let address_key = member.address.as_ref().and_then(Address::key);
        if address_key.is_some() && self.address_key.is_some() && address_key != self.address_key {
            note(
                "address",
                member.written.address.clone(),
                golden.address.clone(),
            );
        }
        if member.region_code != golden.region_code {
            note(
                "region_code",
                member.region_code.clone(),
                golden.region_code.clone(),
            );
        }
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        let founded = (member.written.established_on, golden.established_on);
        if founded.0 != founded.1 {
            note("established_on", day(founded.0), day(founded.1));
        }
        let workers = (member.written.workers, counted(member.origin, golden));
        if workers.0 != workers.1 {
            let count = |count: Option<u32>| count.map(|count| count.to_string());
            note("workers", count(workers.0), count(workers.1));
        }
        differing
    }

    fn is_other_person(&self, member: &Record) -> bool {
        match (&member.representative, &self.representative) {
            (Some(found), Some(golden)) => {
                !found.masked && !golden.masked && found.folded != golden.folded
            }
            (None, _) | (_, None) => false,
        }
    }
}

/// The count that survived among counts of the row's kind: insured persons are not declared ones.
fn counted(origin: Origin, golden: &entities::Row) -> Option<u32> {
    match origin {
        Origin::Registry(Department::Hr) => golden.insured_workers,
        Origin::Registry(
            Department::Tax
            | Department::Commerce
            | Department::Construction
            | Department::Agriculture
            | Department::CivilAffairs
            | Department::Other,
        )
        | Origin::Directory
        | Origin::UnionUnit => golden.declared_workers,
    }
}
