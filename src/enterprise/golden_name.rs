//! Which of its names an entity goes by, and which others it has or had.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::are_spellings;
use super::golden::Sources;
use super::record::{Origin, Record};
use super::survivorship::{Field, provenance, rank, survivor};
use crate::normalize::{CompanyName, fold};

/// The name of the most believed source, in the plainest way in which it is written. A spelling that
/// stands there alone gives way to another that two sources share: a slip of the pen is no change
/// of name.
pub(super) fn golden_name(registered: &[&Record], sources: &mut Sources) -> Option<String> {
    let folded = |record: &Record| record.name.as_ref().map(|name| name.folded.clone());
    let (believed, first) = survivor(registered, Field::Registered, folded)?;
    let believed = match agreed_spelling(registered, &believed, first) {
        Some(agreed) => agreed,
        None => believed,
    };
    let bearers = registered
        .iter()
        .filter(|record| folded(record).as_ref() == Some(&believed));
    let record = bearers.min_by_key(|record| {
        let written = record.written.name.as_deref().unwrap_or_default().trim();
        let has_notes = CompanyName::parse(written).folded.chars().count() < fold_count(written);
        (
            has_notes,
            rank(Field::Registered, record.origin),
            record.key,
        )
    })?;
    sources.0.push(provenance("name", record));
    let written = record.written.name.as_deref();
    written.map(|name| name.trim().to_owned())
}

/// Characters of a name as written, bracket signs left out: notes make it longer than the name.
fn fold_count(written: &str) -> usize {
    let signs = fold(written).replace("有限责任公司", "有限公司");
    signs
        .chars()
        .filter(|sign| !matches!(sign, '(' | ')'))
        .count()
}

/// Another spelling of the name that at least two sources share while `believed` stands in one.
fn agreed_spelling(registered: &[&Record], believed: &str, first: &Record) -> Option<String> {
    let mut sources: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in registered {
        let is_of_union_system = matches!(record.origin, Origin::UnionUnit | Origin::Directory);
        if let Some(name) = record.name.as_ref().filter(|_| !is_of_union_system) {
            let of_name = sources.entry(name.folded.as_str()).or_default();
            of_name.insert(record.identity.source.as_str());
        }
    }
    let n_believed = sources.get(believed).map_or(0, BTreeSet::len);
    if n_believed > 1 {
        return None;
    }
    let written = first.name.as_ref()?;
    let others = sources.into_iter().filter(|(name, sources)| {
        let other = CompanyName::parse(name);
        let says_less = written.region.is_some() && other.region.is_none();
        sources.len() > 1 && *name != believed && !says_less && are_spellings(written, &other)
    });
    let best = others.max_by_key(|(name, sources)| (sources.len(), std::cmp::Reverse(*name)));
    best.map(|(name, _)| name.to_owned())
}

/// Every other spelling of the members' names and all former names, sorted, each once.
pub(super) fn other_names(members: &[&Record], golden: &str) -> Vec<String> {
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
