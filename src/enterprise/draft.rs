//! A row read as a record whose key is not settled yet, and how cells become its parts.

use super::record::Record;
use crate::normalize::{Address, CompanyName, PersonName};
use crate::standard::{CodeColumn, UnitCodes, region};

/// A row read, its key not yet settled.
pub(super) struct Draft {
    pub(super) record: Record,
    /// Codes that are the row's own key where they are valid and occur once in the source.
    pub(super) own_keys: Vec<String>,
    /// Where the row's other cells stand, for the few rows that have no such key.
    pub(super) row: DraftRow,
    pub(super) is_unit: bool,
}

/// The row of a draft, 0-based, in the table it comes from.
#[derive(Debug, Clone, Copy)]
pub(super) enum DraftRow {
    Registry(usize),
    Union(usize),
}

/// Where a row lies: the county in its own words before the county of its address.
pub(super) struct Place {
    pub(super) region_code: Option<String>,
    pub(super) address: Option<Address>,
}

impl Place {
    pub(super) fn of(region_text: Option<&str>, address: Option<Address>, within: &str) -> Self {
        let in_words = region_text.and_then(|text| region::resolve(text, within));
        let in_address = address.as_ref().and_then(|address| address.region_code);
        Self {
            region_code: in_words.or(in_address).map(str::to_owned),
            address,
        }
    }
}

/// The filled cells among `columns`.
pub(super) fn cells<'a>(columns: &[(CodeColumn, Option<&'a str>)]) -> Vec<(CodeColumn, &'a str)> {
    let filled = columns.iter();
    filled
        .filter_map(|(column, text)| text.map(|text| (*column, text)))
        .collect()
}

/// A cell of its own.
pub(super) fn owned(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

pub(super) fn person(text: &str) -> Option<PersonName> {
    Some(PersonName::parse(text)).filter(|name| !name.folded.is_empty())
}

/// Former names, folded and sorted, each once: the one `glued` to the name, and the one of a cell.
pub(super) fn former_names(glued: Option<&str>, former_name: Option<&str>) -> Vec<CompanyName> {
    let mut names: Vec<CompanyName> = glued
        .into_iter()
        .chain(former_name)
        .map(CompanyName::parse)
        .filter(|name| !name.folded.is_empty())
        .collect();
    names.sort_by(|left, right| left.folded.cmp(&right.folded));
    names.dedup_by(|left, right| left.folded == right.folded);
    names
}

pub(super) fn own_keys(codes: &UnitCodes) -> Vec<String> {
    let uscc = codes.uscc.map(|code| code.as_str().to_owned());
    let org_code = codes.org_code.map(|code| code.as_str().to_owned());
    uscc.or(org_code).into_iter().collect()
}
