//! The golden record of an entity: one value per field, each with the row it comes from.

use std::collections::{BTreeMap, BTreeSet};

use super::golden_name::{golden_name, other_names};
use super::kind::kind_of;
use super::record::{Origin, Record};
use super::status::status_of;
use super::survivorship::{Field, is_superseded, provenance, ranked, survivor};
use crate::standard::{CreditCode, OrganisationCode, industry};
use crate::table::vocabulary::{Department, EntityKind};
use crate::table::{EntityId, Period, Provenance, entities};

/// What golden records need to know of all records at once.
#[derive(Debug)]
pub(super) struct Surroundings<'a> {
    pub(super) period: Period,
    /// How many entities a phone stands for.
    pub(super) phone_entities: BTreeMap<&'a str, usize>,
    /// Whose a disputed code is: the cluster with most rows of it, where one has most.
    pub(super) owners: BTreeMap<String, Option<u32>>,
}

/// The golden record of the records of one cluster; the id and the parent are set by the caller.
pub(super) fn golden_record(
    cluster: u32,
    members: &[&Record],
    surroundings: &Surroundings,
) -> entities::Row {
    let registered = ranked(members, Field::Registered);
    let mut sources = Sources::default();
    let codes = golden_codes(cluster, &registered, &mut sources, surroundings);
    let name = golden_name(&registered, &mut sources).or_else(|| codes.as_name());
    let kind = kind_of(&registered, codes.uscc);
    let mut row = empty_row(kind, name.unwrap_or_default());
    row.former_names = other_names(members, &row.name);
    row.uscc = codes.uscc.map(|code| code.as_str().to_owned());
    row.org_code = codes.org_code.map(|code| code.as_str().to_owned());
    row.registration_no = codes.registration_no;
    take_place(&mut row, &registered, &mut sources);
    let representative = survivor(&registered, Field::Registered, |record| {
        let is_told = record
            .representative
            .as_ref()
            .is_some_and(|person| !person.masked);
        record
            .written
            .legal_representative
            .clone()
            .filter(|_| is_told)
    });
    row.legal_representative = sources.take("legal_representative", representative);
    row.region_code = row
        .region_code
        .take()
        .or_else(|| county_of_name(&registered))
        .or_else(|| county_of_code(codes.uscc));
    row.phone = golden_phone(members, &mut sources, surroundings);
    take_industry(&mut row, &registered, &mut sources);
    let established_on = survivor(&registered, Field::Registered, |record| {
        record.written.established_on
    });
    row.established_on = sources.take("established_on", established_on);
    take_workers(&mut row, members, &mut sources);
    take_status(&mut row, &registered, &mut sources, &surroundings.period);
    row.only_in_union_system = members.iter().all(|record| match record.origin {
        Origin::Registry(_) => false,
        Origin::Directory | Origin::UnionUnit => true,
    });
    row.sources = names_of_sources(members.iter().map(|record| record.identity.source.as_str()));
    row.n_rows = members.len() as u32;
    row.provenance = sources.settle();
    row
}

/// The codes that survive; a disputed one only where this cluster holds most of its rows.
#[derive(Debug)]
struct GoldenCodes {
    uscc: Option<CreditCode>,
    org_code: Option<OrganisationCode>,
    registration_no: Option<String>,
}

impl GoldenCodes {
    /// What an entity without a name is called by.
    fn as_name(&self) -> Option<String> {
        let uscc = self.uscc.map(|code| code.to_string());
        let org_code = self.org_code.map(|code| code.to_string());
        uscc.or(org_code).or_else(|| self.registration_no.clone())
    }
}

fn golden_codes(
    cluster: u32,
    registered: &[&Record],
    sources: &mut Sources,
    surroundings: &Surroundings,
) -> GoldenCodes {
    let own = |code: &str| {
        let owner = surroundings.owners.get(code);
        owner.is_none_or(|owner| *owner == Some(cluster))
    };
    let uscc = survivor(registered, Field::Registered, |record| {
        let code = record.codes.uscc;
        code.filter(|code| own(code.organisation_code().as_str()))
    });
    let uscc = sources.take("uscc", uscc);
    let org_code = survivor(registered, Field::Registered, |record| {
        record.codes.org_code.filter(|code| own(code.as_str()))
    });
    let standing_alone = sources.take("org_code", org_code);
    let registration_no = survivor(registered, Field::Registered, |record| {
        let number = record
            .codes
            .registration_no
            .map(|number| number.as_str().to_owned());
        number.filter(|number| own(number))
    });
    GoldenCodes {
        uscc,
        org_code: uscc.map(|code| code.organisation_code()).or(standing_alone),
        registration_no: sources.take("registration_no", registration_no),
    }
}

fn take_place(row: &mut entities::Row, registered: &[&Record], sources: &mut Sources) {
    let region_code = survivor(registered, Field::Registered, |record| {
        record.region_code.clone()
    });
    row.region_code = sources.take("region_code", region_code);
    let township = survivor(registered, Field::Registered, |record| {
        let in_address = record
            .address
            .as_ref()
            .and_then(|address| address.township.clone());
        record.written.township.clone().or(in_address)
    });
    row.township = sources.take("township", township);
    let address = survivor(registered, Field::Registered, |record| {
        record.written.address.clone()
    });
    row.address = sources.take("address", address);
}

/// Where the values taken so far come from.
#[derive(Debug, Default)]
pub(super) struct Sources(pub(super) Vec<Provenance>);

impl Sources {
    /// The value of a find, its row noted.
    pub(super) fn take<V>(&mut self, field: &str, found: Option<(V, &Record)>) -> Option<V> {
        let (value, record) = found?;
        self.0.push(provenance(field, record));
        Some(value)
    }

    /// All notes in order.
    pub(super) fn settle(mut self) -> Vec<Provenance> {
        self.0.sort();
        self.0
    }
}

/// A county named in the name; a prefecture says nothing here.
fn county_of_name(registered: &[&Record]) -> Option<String> {
    let mut codes = registered
        .iter()
        .filter_map(|record| record.name.as_ref()?.region_code);
    codes.find(|code| is_county(code)).map(str::to_owned)
}

/// The county that issued the code, where nothing else places the enterprise: half of all codes
/// name the prefecture, which places nothing.
fn county_of_code(uscc: Option<CreditCode>) -> Option<String> {
    let code = uscc?;
    Some(code.region().to_owned()).filter(|region| is_county(region))
}

fn is_county(code: &str) -> bool {
    code.len() == 6 && !code.ends_with("00")
}

/// A phone that is this entity's alone, else one it shares with few; one of many is a book-keeping
/// agent's, and whoever rings it reaches nobody of the enterprise.
fn golden_phone(
    members: &[&Record],
    sources: &mut Sources,
    surroundings: &Surroundings,
) -> Option<String> {
    let ranked = ranked(members, Field::Contact);
    let shared_by_at_most = |n_max: usize| {
        survivor(&ranked, Field::Contact, |record| {
            let mut phones = record.phones.iter();
            let own = phones.find(|phone| {
                let n_entities = surroundings.phone_entities.get(phone.as_str());
                n_entities.is_none_or(|n_entities| *n_entities <= n_max)
            });
            own.cloned()
        })
    };
    let found = shared_by_at_most(1).or_else(|| shared_by_at_most(PHONE_ENTITIES_MAX));
    sources.take("phone", found)
}

/// Sister firms and branches share a phone; more enterprises than this share an agent's.
const PHONE_ENTITIES_MAX: usize = 5;

pub(super) fn industry_code(text: &str) -> Option<String> {
    industry::parse(text).map(|industry| industry.code())
}

fn take_industry(row: &mut entities::Row, registered: &[&Record], sources: &mut Sources) {
    let code = survivor(registered, Field::Registered, |record| {
        record.written.industry.as_deref().and_then(industry_code)
    });
    row.industry_code = sources.take("industry_code", code);
    let text = survivor(registered, Field::Registered, |record| {
        record.written.industry.clone()
    });
    row.industry_text = sources.take("industry_text", text);
    let scope = survivor(registered, Field::Registered, |record| {
        record.written.business_scope.clone()
    });
    row.business_scope = sources.take("business_scope", scope);
}

/// Insured persons are HR's; every other registry's count and the directory's is declared. What
/// the union system says of its own units is no evidence.
fn take_workers(row: &mut entities::Row, members: &[&Record], sources: &mut Sources) {
    let is_insured = |record: &&&Record| record.origin == Origin::Registry(Department::Hr);
    let counted = |record: &Record| record.written.workers.filter(|workers| *workers > 0);
    let counting = || {
        let of_hr = members.iter().filter(is_insured).copied();
        of_hr.filter(|record| counted(record).is_some())
    };
    let insured = counting()
        .filter(|record| !is_superseded(record, counting()))
        .max_by_key(|record| (counted(record), std::cmp::Reverse(record.key)));
    if let Some(record) = insured {
        row.insured_workers = counted(record);
        row.insured_as_of = record.as_of;
        row.insured_migrant_workers = record.written.migrant_workers;
        sources.0.push(provenance("insured_workers", record));
    }
    let declared: Vec<&Record> = members
        .iter()
        .filter(|record| !is_insured(record) && record.origin != Origin::UnionUnit)
        .copied()
        .collect();
    let declared = ranked(&declared, Field::DeclaredWorkers);
    let found = survivor(&declared, Field::DeclaredWorkers, |record| {
        counted(record).map(|workers| (workers, record.written.migrant_workers))
    });
    row.declared_as_of = found.as_ref().and_then(|(_, record)| record.as_of);
    if let Some((workers, migrant_workers)) = sources.take("declared_workers", found) {
        row.declared_workers = Some(workers);
        row.declared_migrant_workers = migrant_workers;
    }
}

fn take_status(
    row: &mut entities::Row,
    registered: &[&Record],
    sources: &mut Sources,
    period: &Period,
) {
    let (reasoned, decided) = status_of(registered, period, row.established_on);
    (row.status, row.status_reason) = reasoned;
    if let Some(record) = decided {
        sources.0.push(provenance("status", record));
    }
}

pub(super) fn names_of_sources<'a>(sources: impl Iterator<Item = &'a str>) -> Vec<String> {
    let sorted: BTreeSet<&str> = sources.collect();
    sorted.into_iter().map(str::to_owned).collect()
}

pub(super) fn empty_row(entity_kind: EntityKind, name: String) -> entities::Row {
    entities::Row {
        entity_id: EntityId::from_bits(0),
        entity_kind,
        parent_entity_id: None,
        name,
        former_names: Vec::new(),
        uscc: None,
        org_code: None,
        registration_no: None,
        region_code: None,
        township: None,
        address: None,
        legal_representative: None,
        phone: None,
        industry_code: None,
        industry_text: None,
        business_scope: None,
        status: crate::table::vocabulary::EntityStatus::Unknown,
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
        declared_as_of: None,
        site_as_of: None,
        project_cost: None,
        only_in_union_system: false,
        sources: Vec::new(),
        n_rows: 0,
        confidence: 1.0,
        provenance: Vec::new(),
    }
}
