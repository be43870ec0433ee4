//! The golden record of an entity: one value per field, each with the row it comes from.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::kind_of;
use super::record::{Origin, Record, Site};
use super::status::{HasWorkers, status_of, status_of_project};
use super::survivorship::{Field, provenance, ranked, survivor};
use crate::normalize::CompanyName;
use crate::standard::{CreditCode, OrganisationCode, industry};
use crate::table::vocabulary::{Department, EntityKind};
use crate::table::{EntityId, Period, Provenance, entities};

/// What golden records need to know of all records at once.
#[derive(Debug)]
pub(super) struct Surroundings<'a> {
    pub(super) period: Period,
    /// Phones of book-keeping agents.
    pub(super) common_phones: BTreeSet<&'a str>,
    /// Whose a disputed code is: the cluster with most rows of it, where one has most.
    pub(super) owners: BTreeMap<String, Option<u32>>,
}

/// The golden record of the records of one cluster; the id and the parent are set by the caller.
#[expect(
    clippy::too_many_lines,
    reason = "a wide row, one line a column: cutting it would hide the order of the columns"
)]
pub(super) fn golden_record(
    cluster: u32,
    members: &[&Record],
    surroundings: &Surroundings,
) -> entities::Row {
    let registered = ranked(members, Field::Registered);
    let mut sources = Sources::default();
    let registered_text = |sources: &mut Sources, field, value: fn(&Record) -> Option<String>| {
        sources.take(field, survivor(&registered, Field::Registered, value))
    };
    let own = |code: &str| {
        surroundings
            .owners
            .get(code)
            .is_none_or(|owner| *owner == Some(cluster))
    };
    let uscc = sources.take(
        "uscc",
        survivor(&registered, Field::Registered, |record| {
            record
                .codes
                .uscc
                .filter(|code| own(code.organisation_code().as_str()))
        }),
    );
    let org_code = sources.take(
        "org_code",
        survivor(&registered, Field::Registered, |record| {
            record.codes.org_code.filter(|code| own(code.as_str()))
        }),
    );
    let registration_no = sources.take(
        "registration_no",
        survivor(&registered, Field::Registered, |record| {
            let number = record
                .codes
                .registration_no
                .map(|number| number.as_str().to_owned());
            number.filter(|number| own(number))
        }),
    );
    let name = golden_name(&registered, &mut sources);
    let code_as_name = uscc.map(|code| code.to_string());
    let code_as_name = code_as_name.or(org_code.map(|code: OrganisationCode| code.to_string()));
    let name = name
        .or(code_as_name)
        .or(registration_no.clone())
        .unwrap_or_default();
    let mut row = empty_row(kind_of(&registered, uscc), name);
    row.former_names = other_names(members, &row.name);
    row.uscc = uscc.map(|code| code.as_str().to_owned());
    row.org_code = org_code.map(|code| code.as_str().to_owned());
    row.registration_no = registration_no;
    row.region_code = registered_text(&mut sources, "region_code", |record| {
        record.region_code.clone()
    })
    .or_else(|| county_of_name(&registered))
    .or_else(|| county_of_code(uscc));
    row.township = registered_text(&mut sources, "township", |record| {
        let in_address = record
            .address
            .as_ref()
            .and_then(|address| address.township.clone());
        record.written.township.clone().or(in_address)
    });
    row.address = registered_text(&mut sources, "address", |record| {
        record.written.address.clone()
    });
    row.legal_representative = registered_text(&mut sources, "legal_representative", |record| {
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

/// The golden record of the rows that found one project.
pub(super) fn golden_project(rows: &[(&Record, &Site)], period: &Period) -> entities::Row {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|(record, _)| record.key);
    let sites: Vec<&Site> = rows.iter().map(|(_, site)| *site).collect();
    let mut sources = Sources::default();
    let first = rows.first().expect("a project is founded by a row");
    let mut row = empty_row(EntityKind::Project, first.1.name.clone());
    sources.0.push(provenance("name", first.0));
    let names: BTreeSet<String> = sites.iter().map(|site| site.name.clone()).collect();
    row.former_names = names.into_iter().filter(|name| *name != row.name).collect();
    let text = |sources: &mut Sources, field, value: fn(&Site) -> Option<String>| {
        let found = rows
            .iter()
            .find_map(|(record, site)| Some((value(site)?, *record)));
        sources.take(field, found)
    };
    row.region_code = text(&mut sources, "region_code", |site| site.region_code.clone());
    row.township = text(&mut sources, "township", |site| {
        site.written.township.clone()
    });
    row.address = text(&mut sources, "address", |site| site.written.address.clone());
    row.phone = text(&mut sources, "phone", |site| site.phone.clone());
    row.industry_text = text(&mut sources, "industry_text", |site| {
        site.written.industry.clone()
    });
    row.industry_code = row.industry_text.as_deref().and_then(industry_code);
    row.established_on = sites.iter().filter_map(|site| site.started_on).min();
    let largest = rows
        .iter()
        .max_by_key(|(record, site)| (site.written.workers, std::cmp::Reverse(record.key)));
    if let Some((record, site)) = largest.filter(|(_, site)| site.written.workers > Some(0)) {
        row.site_workers = site.written.workers;
        row.site_migrant_workers = site.written.migrant_workers;
        sources.0.push(provenance("site_workers", record));
        let finished_on = sites.iter().filter_map(|site| site.finished_on).max();
        row.site_last_on = Some(finished_on.map_or(period.to, |day| day.min(period.to)));
    }
    let cost = sites.iter().filter_map(|site| site.cost);
    row.project_cost = cost.max_by(f64::total_cmp);
    (row.status, row.status_reason) = status_of_project(&sites, period, has_workers(&row));
    row.sources = names_of_sources(
        rows.iter()
            .map(|(record, _)| record.identity.source.as_str()),
    );
    row.n_rows = rows.len() as u32;
    row.provenance = sources.settle();
    row
}

/// Where the values taken so far come from.
#[derive(Debug, Default)]
struct Sources(Vec<Provenance>);

impl Sources {
    fn take<V>(&mut self, field: &str, found: Option<(V, &Record)>) -> Option<V> {
        let (value, record) = found?;
        self.0.push(provenance(field, record));
        Some(value)
    }

    fn settle(mut self) -> Vec<Provenance> {
        self.0.sort();
        self.0
    }
}

/// The written form of the folded name that most rows of the most believed source share.
fn golden_name(registered: &[&Record], sources: &mut Sources) -> Option<String> {
    let folded = |record: &Record| record.name.as_ref().map(|name| name.folded.clone());
    let found = survivor(registered, Field::Registered, folded);
    let record = found.map(|(_, record)| record)?;
    sources.0.push(provenance("name", record));
    record
        .written
        .name
        .as_deref()
        .map(|name| name.trim().to_owned())
}

/// Every other spelling of the members' names and all former names, sorted, each once.
fn other_names(members: &[&Record], golden: &str) -> Vec<String> {
    let golden = CompanyName::parse(golden).folded;
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut members = members.to_vec();
    members.sort_by_key(|record| record.key);
    for record in members {
        let glued = record.name.as_ref().and_then(|name| name.former.clone());
        let written = [
            record.written.name.clone(),
            record.written.former_name.clone(),
            glued,
        ];
        for name in written.into_iter().flatten() {
            let folded = CompanyName::parse(&name).folded;
            if folded != golden && !folded.is_empty() {
                names.entry(folded).or_insert(name.trim().to_owned());
            }
        }
    }
    let distinct: BTreeSet<String> = names.into_values().collect();
    distinct.into_iter().collect()
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

/// A phone that is not a book-keeping agent's, if there is one.
fn golden_phone(
    members: &[&Record],
    sources: &mut Sources,
    surroundings: &Surroundings,
) -> Option<String> {
    let ranked = ranked(members, Field::Contact);
    let own = |record: &Record| {
        let mut phones = record.phones.iter();
        phones
            .find(|phone| !surroundings.common_phones.contains(phone.as_str()))
            .cloned()
    };
    let found = survivor(&ranked, Field::Contact, own);
    let any = || {
        survivor(&ranked, Field::Contact, |record| {
            record.phones.first().cloned()
        })
    };
    sources.take("phone", found.or_else(any))
}

fn industry_code(text: &str) -> Option<String> {
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
    let insured = members
        .iter()
        .filter(is_insured)
        .max_by_key(|record| (counted(record), std::cmp::Reverse(record.key)));
    if let Some(record) = insured.filter(|record| counted(record).is_some()) {
        row.insured_workers = counted(record);
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
    let (reasoned, decided) = status_of(registered, period, row.established_on, has_workers(row));
    (row.status, row.status_reason) = reasoned;
    if let Some(record) = decided {
        sources.0.push(provenance("status", record));
    }
}

fn has_workers(row: &entities::Row) -> HasWorkers {
    let counts = [row.insured_workers, row.site_workers, row.declared_workers];
    match counts.iter().any(Option::is_some) {
        true => HasWorkers::Evidenced,
        false => HasWorkers::NotEvidenced,
    }
}

fn names_of_sources<'a>(sources: impl Iterator<Item = &'a str>) -> Vec<String> {
    let sorted: BTreeSet<&str> = sources.collect();
    sorted.into_iter().map(str::to_owned).collect()
}

fn empty_row(entity_kind: EntityKind, name: String) -> entities::Row {
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
        project_cost: None,
        only_in_union_system: false,
        sources: Vec::new(),
        n_rows: 0,
        confidence: 1.0,
        provenance: Vec::new(),
    }
}
