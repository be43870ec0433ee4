//! Codes that stand on rows which agree in nothing else.
//!
//! Two enterprises can carry one code in real data, and clerks copy the code of the row above. Such
//! a code neither links nor forbids; every other checked code does both.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::{agree_in_anything, is_fact_of_name};
use super::record::Record;

/// All codes under which a record may be found.
pub(super) fn all_codes(record: &Record) -> Vec<String> {
    let org_code = record.codes.org_code.map(|code| code.as_str().to_owned());
    let number = record
        .codes
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

/// Whether rows fall into groups that agree in nothing.
fn fall_apart(records: &[Record], rows: &[u32]) -> bool {
    let mut distinct: Vec<u32> = rows.to_vec();
    distinct.retain(|row| is_fact_of_name(&records[*row as usize]));
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for row in distinct {
        let record = &records[row as usize];
        let joins = |group: &Vec<u32>| {
            group
                .iter()
                .any(|other| agree_in_anything(record, &records[*other as usize]))
        };
        let (joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(joins);
        groups = apart;
        let mut group = joined.concat();
        group.push(row);
        groups.push(group);
    }
    groups.len() > 1
}
