//! Rows to records: codes gathered, names and addresses taken apart, a key that outlives files and rows.

use std::cmp::Ordering;

use arrow::record_batch::RecordBatch;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::FederationArea;
use super::record::{Origin, Record, Records, Site, Written};
use super::repair::{damaged_texts, repair_codes};
use super::site_units::mark_site_units;
use crate::normalize::{
    Address, CompanyName, PersonName, UnionForm, UnionName, fold, phones, union_form,
};
use crate::standard::{CodeColumn, UnitCodes, region};
use crate::table::vocabulary::{Department, SourceKind};
use crate::table::{RecordKey, SchemaFault, enterprise_rows, union_rows};

/// The accepted rows that name enterprises.
#[derive(Debug, Clone, Copy)]
pub struct RecordInputs<'a> {
    /// A table of `enterprise_rows`.
    pub enterprise_rows: &'a RecordBatch,
    /// A table of `union_rows`.
    pub union_rows: &'a RecordBatch,
}

/// A row read, its key not yet settled.
struct Draft {
    record: Record,
    /// Codes that are the row's own key where they are valid and occur once in the source.
    own_keys: Vec<String>,
    /// What names the row where it has no such key.
    content: Vec<String>,
    /// Settles the order of rows alike in their content.
    remainder: String,
    is_unit: bool,
}

/// Reads every accepted row as a record; unions that cover many are kept apart.
///
/// # Errors
/// [`SchemaFault`]: a batch is not the table it is passed as.
pub fn build_records(inputs: &RecordInputs, area: &FederationArea) -> Result<Records, SchemaFault> {
    let registry = enterprise_rows::View::of(inputs.enterprise_rows)?;
    let unions = union_rows::View::of(inputs.union_rows)?;
    let from_registry = (0..registry.len())
        .into_par_iter()
        .map(|row| registry_draft(&registry.get(row), area));
    let from_unions = (0..unions.len())
        .into_par_iter()
        .map(|row| union_draft(&unions.get(row), area));
    let drafts: Vec<Draft> = from_registry.chain(from_unions).collect();
    let mut records = Records {
        records: Vec::with_capacity(drafts.len()),
        without_unit: Vec::new(),
        area: area.clone(),
    };
    for (draft, key) in settle_keys(drafts) {
        let mut record = draft.record;
        record.key = key;
        if let Some(site) = &mut record.site {
            site.key = RecordKey::of_parts("site", &[&key.to_string(), &site.folded]);
        }
        match draft.is_unit {
            true => records.records.push(record),
            false => records.without_unit.push((key, record.identity)),
        }
    }
    repair_codes(&mut records.records);
    mark_site_units(&mut records.records);
    records.without_unit.sort();
    Ok(records)
}

/// The drafts in the order of their keys.
fn settle_keys(drafts: Vec<Draft>) -> impl Iterator<Item = (Draft, RecordKey)> {
    let keys = keys_of(&drafts);
    let mut order: Vec<u32> = (0..drafts.len() as u32).collect();
    order.par_sort_by_key(|idx| keys[*idx as usize]);
    // A record is large: each is moved once, whatever the sorting took.
    let mut drafts: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    order.into_iter().filter_map(move |idx| {
        let draft = drafts[idx as usize].take()?;
        Some((draft, keys[idx as usize]))
    })
}

/// The key of each draft: its own code where that occurs once in its source, else its content with an
/// ordinal among rows alike.
fn keys_of(drafts: &[Draft]) -> Vec<RecordKey> {
    let mut n_uses: FxHashMap<(&str, &str), u32> = FxHashMap::default();
    for draft in drafts {
        for own_key in &draft.own_keys {
            let of_source = (draft.record.identity.source.as_str(), own_key.as_str());
            *n_uses.entry(of_source).or_insert(0) += 1;
        }
    }
    let mut order: Vec<u32> = (0..drafts.len() as u32).collect();
    order.par_sort_by(|left, right| {
        let (left, right) = (&drafts[*left as usize], &drafts[*right as usize]);
        in_order_of_content(left, right)
    });
    let mut keys = vec![RecordKey::from_bits(0); drafts.len()];
    let mut last: Option<&Draft> = None;
    let mut ordinal = 0;
    for idx in order {
        let draft = &drafts[idx as usize];
        let source = draft.record.identity.source.as_str();
        let is_single = |own_key: &&String| n_uses.get(&(source, own_key.as_str())) == Some(&1);
        keys[idx as usize] = match draft.own_keys.iter().find(is_single) {
            Some(own_key) => RecordKey::of_parts("record", &[source, own_key]),
            None => {
                let is_alike = last.is_some_and(|last| {
                    last.record.identity.source == source && last.content == draft.content
                });
                ordinal = if is_alike { ordinal + 1 } else { 1 };
                last = Some(draft);
                content_key(source, &draft.content, ordinal)
            }
        };
    }
    keys
}

/// By source and content, rows alike in these by all their other cells, then by where they stand.
fn in_order_of_content(left: &Draft, right: &Draft) -> Ordering {
    let (identity_l, identity_r) = (&left.record.identity, &right.record.identity);
    identity_l
        .source
        .cmp(&identity_r.source)
        .then_with(|| left.content.cmp(&right.content))
        .then_with(|| left.remainder.cmp(&right.remainder))
        .then_with(|| identity_l.cmp(identity_r))
}

fn content_key(source: &str, content: &[String], ordinal: u32) -> RecordKey {
    let ordinal = ordinal.to_string();
    let mut parts = vec![source];
    parts.extend(content.iter().map(String::as_str));
    parts.push(&ordinal);
    RecordKey::of_parts("record by content", &parts)
}

fn registry_draft(row: &enterprise_rows::Row, area: &FederationArea) -> Draft {
    let mut code_cells = cells(&[
        (CodeColumn::CreditCode, &row.uscc),
        (CodeColumn::TaxId, &row.tax_id),
        (CodeColumn::OrganisationCode, &row.org_code),
        (CodeColumn::RegistrationNumber, &row.registration_no),
        (CodeColumn::Mixed, &row.code),
        (CodeColumn::UnitCode, &row.unit_code),
    ]);
    if row.department == Some(Department::Commerce) {
        read_as_registered(&mut code_cells);
    }
    let codes = UnitCodes::gather(&code_cells);
    let damaged_codes = damaged_texts(&code_cells, &codes);
    let address = row
        .address
        .as_deref()
        .map(|text| Address::parse(text, &area.prefix));
    let place = Place::of(row.region.as_deref(), address, &area.prefix);
    let written = registry_cells(row);
    let origin = match row.kind {
        SourceKind::Directory => Origin::Directory,
        SourceKind::Enterprises
        | SourceKind::Unions
        | SourceKind::Members
        | SourceKind::Roster
        | SourceKind::Movements
        | SourceKind::AnnualReport
        | SourceKind::Parks => Origin::Registry(row.department.unwrap_or(Department::Other)),
    };
    let remainder = format!(
        "{:?}",
        (&written, &row.phone, &row.remarks, row.finished_on)
    );
    let site = row
        .project_name
        .as_deref()
        .map(|name| Box::new(site_of(row, name, &place, &written)));
    let mut record = Record {
        key: RecordKey::from_bits(0),
        identity: row.identity(),
        origin,
        name: row.name.as_deref().map(CompanyName::parse),
        former_names: former_names(row.name.as_deref(), row.former_name.as_deref()),
        codes,
        region_code: place.region_code,
        address: place.address,
        representative: row.legal_representative.as_deref().and_then(person),
        phones: row.phone.as_deref().map(phones).unwrap_or_default(),
        written,
        site,
        site_unit: None,
        damaged_codes,
        repair: None,
    };
    let mut content = content_of(&record);
    if let Some(site) = &record.site {
        content.push(site.folded.clone());
        describe_contractor_only(&mut record);
    }
    Draft {
        own_keys: own_keys(&record.codes),
        record,
        content,
        remainder,
        is_unit: true,
    }
}

/// A construction row's place, phone, status, dates and workers are the site's; of the contractor it
/// says name, codes and representative.
fn describe_contractor_only(record: &mut Record) {
    record.region_code = None;
    record.address = None;
    record.phones = Vec::new();
    record.written = Written {
        name: record.written.name.take(),
        former_name: record.written.former_name.take(),
        legal_representative: record.written.legal_representative.take(),
        ..Written::default()
    };
}

fn site_of(row: &enterprise_rows::Row, name: &str, place: &Place, written: &Written) -> Site {
    Site {
        key: RecordKey::from_bits(0),
        folded: fold(name),
        name: name.to_owned(),
        region_code: place.region_code.clone(),
        address: place.address.clone(),
        phone: row
            .phone
            .as_deref()
            .and_then(|text| phones(text).into_iter().next()),
        started_on: row.started_on,
        finished_on: row.finished_on,
        cost: row.cost,
        written: Written {
            name: Some(name.to_owned()),
            former_name: None,
            legal_representative: None,
            ..written.clone()
        },
    }
}

fn registry_cells(row: &enterprise_rows::Row) -> Written {
    Written {
        name: row.name.clone(),
        former_name: row.former_name.clone(),
        township: row.township.clone(),
        address: row.address.clone(),
        legal_representative: row.legal_representative.clone(),
        status: row.status.clone(),
        enterprise_type: row.enterprise_type.clone().or(row.unit_category.clone()),
        industry: row.industry.clone(),
        business_scope: row.business_scope.clone(),
        established_on: row.established_on,
        workers: row.workers,
        migrant_workers: row.migrant_workers,
    }
}

fn union_draft(row: &union_rows::Row, area: &FederationArea) -> Draft {
    let code_cells = cells(&[
        (CodeColumn::CreditCode, &row.uscc),
        (CodeColumn::TaxId, &row.tax_id),
        (CodeColumn::OrganisationCode, &row.org_code),
        (CodeColumn::RegistrationNumber, &row.registration_no),
        (CodeColumn::Mixed, &row.code),
        (CodeColumn::UnitCode, &row.unit_code),
    ]);
    let codes = UnitCodes::gather(&code_cells);
    let damaged_codes = damaged_texts(&code_cells, &codes);
    let address = row
        .address
        .as_deref()
        .map(|text| Address::parse(text, &area.prefix));
    let place = Place::of(row.region.as_deref(), address, &area.prefix);
    let written = union_cells(row);
    let name = written.name.as_deref().map(CompanyName::parse);
    let remainder = format!(
        "{:?}",
        (
            &written,
            &row.phone,
            row.founded_on,
            row.members,
            row.workers,
            &row.covered_units
        )
    );
    let record = Record {
        key: RecordKey::from_bits(0),
        identity: row.identity(),
        origin: Origin::UnionUnit,
        former_names: names_beside(row, name.as_ref()),
        name,
        codes,
        region_code: place.region_code,
        address: place.address,
        representative: row.legal_representative.as_deref().and_then(person),
        phones: row.phone.as_deref().map(phones).unwrap_or_default(),
        written,
        site: None,
        site_unit: None,
        damaged_codes,
        repair: None,
    };
    let mut content = content_of(&record);
    content.push(row.union_name.as_deref().map(fold).unwrap_or_default());
    let union_code = row.union_code.iter().map(|code| format!("union {code}"));
    let form = union_form(row.union_kind.as_deref(), row.union_name.as_deref());
    Draft {
        own_keys: union_code.chain(own_keys(&record.codes)).collect(),
        record,
        content,
        remainder,
        is_unit: form == UnionForm::Enterprise,
    }
}

/// The unit's cells; without a cell for its name the union's own name tells it.
fn union_cells(row: &union_rows::Row) -> Written {
    let named = || UnionName::parse(row.union_name.as_deref().unwrap_or_default()).unit;
    let unit = row.unit_name.clone().unwrap_or_else(named);
    Written {
        name: Some(unit).filter(|unit| !unit.trim().is_empty()),
        township: row.township.clone(),
        address: row.address.clone(),
        legal_representative: row.legal_representative.clone(),
        enterprise_type: row.unit_category.clone(),
        industry: row.industry.clone(),
        ..Written::default()
    }
}

/// What the unit is called besides its cell: a former name glued on, and the name inside the union's
/// own, which is often right where the cell is not. A union named after a branch under the cell of
/// its head office, or the other way round, is the cell's.
fn names_beside(row: &union_rows::Row, name: Option<&CompanyName>) -> Vec<CompanyName> {
    let mut names = former_names(row.unit_name.as_deref(), None);
    let own = row.union_name.as_deref().map(UnionName::parse);
    let own = own.filter(|own| own.form == UnionForm::Enterprise && !own.unit.is_empty());
    if let (Some(own), Some(name)) = (own, name) {
        let own = CompanyName::parse(&own.unit);
        if own.branch.is_some() == name.branch.is_some() && own.folded != name.folded {
            names.push(own);
        }
    }
    names
}

/// Where a row lies: the county in its own words before the county of its address.
struct Place {
    region_code: Option<String>,
    address: Option<Address>,
}

impl Place {
    fn of(region_text: Option<&str>, address: Option<Address>, within: &str) -> Self {
        let in_words = region_text.and_then(|text| region::resolve(text, within));
        let in_address = address.as_ref().and_then(|address| address.region_code);
        Self {
            region_code: in_words.or(in_address).map(str::to_owned),
            address,
        }
    }
}

fn cells<'a>(columns: &[(CodeColumn, &'a Option<String>)]) -> Vec<(CodeColumn, &'a str)> {
    let filled = columns.iter();
    filled
        .filter_map(|(column, text)| text.as_deref().map(|text| (*column, text)))
        .collect()
}

/// Characters of a registration number of GS 15-2006.
const REGISTRATION_NO_CHARS: usize = 15;

/// Commerce never holds tax ids: what has as many characters as an old one in its column of credit
/// codes is a registration number, damaged or not (one in eleven passes an organisation code's check).
fn read_as_registered(code_cells: &mut [(CodeColumn, &str)]) {
    for (column, text) in code_cells {
        let is_mixed = matches!(column, CodeColumn::CreditCode | CodeColumn::Mixed);
        let n_signs = text.chars().filter(|sign| sign.is_alphanumeric()).count();
        if is_mixed && n_signs == REGISTRATION_NO_CHARS {
            *column = CodeColumn::RegistrationNumber;
        }
    }
}

fn person(text: &str) -> Option<PersonName> {
    Some(PersonName::parse(text)).filter(|name| !name.folded.is_empty())
}

fn former_names(name: Option<&str>, former_name: Option<&str>) -> Vec<CompanyName> {
    let glued = name.and_then(|name| CompanyName::parse(name).former);
    let texts = glued.into_iter().chain(former_name.map(str::to_owned));
    let mut names: Vec<CompanyName> = texts
        .map(|text| CompanyName::parse(&text))
        .filter(|name| !name.folded.is_empty())
        .collect();
    names.sort_by(|left, right| left.folded.cmp(&right.folded));
    names.dedup_by(|left, right| left.folded == right.folded);
    names
}

fn own_keys(codes: &UnitCodes) -> Vec<String> {
    let uscc = codes.uscc.map(|code| code.as_str().to_owned());
    let org_code = codes.org_code.map(|code| code.as_str().to_owned());
    uscc.or(org_code).into_iter().collect()
}

/// Folded name, checked codes and folded address: never a raw code cell, which may be a person's id.
fn content_of(record: &Record) -> Vec<String> {
    let codes = &record.codes;
    vec![
        record
            .name
            .as_ref()
            .map(|name| name.folded.clone())
            .unwrap_or_default(),
        codes
            .uscc
            .map(|code| code.as_str().to_owned())
            .unwrap_or_default(),
        codes
            .org_code
            .map(|code| code.as_str().to_owned())
            .unwrap_or_default(),
        codes
            .registration_no
            .map(|code| code.as_str().to_owned())
            .unwrap_or_default(),
        record
            .written
            .address
            .as_deref()
            .map(fold)
            .unwrap_or_default(),
    ]
}
