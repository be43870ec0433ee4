//! Codes that stand on rows which agree in nothing else.
//!
//! Two enterprises can carry one code in real data, and clerks copy the code of the row above. Such
//! a code neither links nor forbids; every other checked code does both.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::alike::agree_in_anything;
use super::record::Record;
use crate::standard::UnitCodes;

/// All codes under which a record may be found.
pub(super) fn all_codes(record: &Record) -> Vec<String> {
    all_codes_of(&record.codes)
}

/// Those of `codes` under which a record may be found.
pub(super) fn all_codes_of(codes: &UnitCodes) -> Vec<String> {
    code_texts(codes).map(str::to_owned).collect()
}

/// The same, borrowed.
pub(super) fn code_texts(codes: &UnitCodes) -> impl Iterator<Item = &str> {
    let org_code = codes.org_code.as_ref().map(|code| code.as_str());
    let number = codes.registration_no.as_ref().map(|number| number.as_str());
    org_code.into_iter().chain(number)
}

/// The disputed codes among the records'.
///
/// # Cost
/// Quadratic in the distinct statements of one code, which are few; rows that repeat a name are one.
pub(super) fn disputed_codes(
    records: &[Record],
    common_phones: &BTreeSet<&str>,
) -> BTreeSet<String> {
    let codes = records.iter().zip(0..).flat_map(|(record, idx)| {
        let codes = code_texts(&record.codes);
        codes.map(move |code| (code, idx))
    });
    let mut holders: Vec<(&str, u32)> = codes.collect();
    holders.par_sort_unstable();
    let of_code = holders.par_chunk_by(|left, right| left.0 == right.0);
    let disputed =
        of_code.filter(|rows| rows.len() > 1 && fall_apart(records, rows, common_phones));
    disputed.map(|rows| rows[0].0.to_owned()).collect()
}

/// A code under more names than this is nobody's.
const NAMES_PER_CODE_MAX: usize = 50;

/// Rows of one name that are asked what they agree in; more say nothing new.
const ROWS_PER_NAME_MAX: usize = 20;

/// Whether rows fall into groups that agree in nothing; rows of one name agree.
fn fall_apart(records: &[Record], rows: &[(&str, u32)], common_phones: &BTreeSet<&str>) -> bool {
    let mut by_name: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (_, row) in rows {
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
        agree_in_anything(
            &records[left as usize],
            &records[right as usize],
            common_phones,
        )
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
