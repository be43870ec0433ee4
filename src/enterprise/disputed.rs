//! Codes that stand on rows which agree in nothing else.
//!
//! Two enterprises can carry one code in real data, and clerks copy the code of the row above. Such
//! a code neither links nor forbids; every other checked code does both.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::agree_in_anything;
use super::record::Record;
use crate::standard::UnitCodes;

/// All codes under which a record may be found.
pub(super) fn all_codes(record: &Record) -> Vec<String> {
    all_codes_of(&record.codes)
}

/// Those of `codes` under which a record may be found.
pub(super) fn all_codes_of(codes: &UnitCodes) -> Vec<String> {
    let org_code = codes.org_code.map(|code| code.as_str().to_owned());
    let number = codes
        .registration_no
        .map(|number| number.as_str().to_owned());
    org_code.into_iter().chain(number).collect()
}

/// The disputed codes among the records'.
///
/// # Cost
/// Quadratic in the distinct statements of one code, which are few; rows that repeat a name are one.
pub(super) fn disputed_codes(records: &[Record]) -> BTreeSet<String> {
    let mut holders: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (idx, record) in records.iter().enumerate() {
        for code in all_codes(record) {
            holders.entry(code).or_default().push(idx as u32);
        }
    }
    let disputed = holders
        .into_iter()
        .filter(|(_, rows)| fall_apart(records, rows));
    disputed.map(|(code, _)| code).collect()
}

/// A code under more names than this is nobody's.
const NAMES_PER_CODE_MAX: usize = 50;

/// Rows of one name that are asked what they agree in; more say nothing new.
const ROWS_PER_NAME_MAX: usize = 20;

/// Whether rows fall into groups that agree in nothing; rows of one name agree.
fn fall_apart(records: &[Record], rows: &[u32]) -> bool {
    let mut by_name: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for row in rows {
        if let Some(name) = &records[*row as usize].name {
            let alike = by_name.entry(&name.folded).or_default();
            if alike.len() < ROWS_PER_NAME_MAX {
                alike.push(*row);
            }
        }
    }
    if by_name.len() > NAMES_PER_CODE_MAX {
        return true;
    }
    let agree = |left: u32, right: u32| {
        agree_in_anything(&records[left as usize], &records[right as usize])
    };
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for alike in by_name.into_values() {
        let joins = |group: &Vec<u32>| {
            let mut pairs = alike
                .iter()
                .flat_map(|row| group.iter().map(move |other| (*row, *other)));
            pairs.any(|(row, other)| agree(row, other))
        };
        let (joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(joins);
        groups = apart;
        let mut group = joined.concat();
        group.extend(alike);
        groups.push(group);
    }
    groups.len() > 1
}
