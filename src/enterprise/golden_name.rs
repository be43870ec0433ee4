//! Which of its names an entity goes by, and which others it has or had.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::alike::{are_slips, are_spellings};
use super::golden::Sources;
use super::record::{Origin, Record};
use super::survivorship::{Field, provenance, rank, survivor};
use crate::normalize::{CompanyName, LegalForm};

/// The name of the most believed source, in the plainest way in which it is written. A spelling that
/// stands there alone gives way to another that two sources share: a slip of the pen is no change
/// of name.
pub(super) fn golden_name(registered: &[&Record], sources: &mut Sources) -> Option<String> {
    let folded = |record: &Record| record.name.as_ref().map(|name| name.folded.clone());
    let (believed, first) = survivor(registered, Field::Registered, folded)?;
    let believed = agreed_spelling(registered, &believed, first)
        .or_else(|| name_in_full(registered, first))
        .unwrap_or(believed);
    let bearers: Vec<&&Record> = registered
        .iter()
        .filter(|record| folded(record).as_ref() == Some(&believed))
        .collect();
    let plain = |record: &Record| plain_writing(record.written.name.as_deref().unwrap_or_default());
    let n_writing = |text: &str| {
        let writers = bearers.iter().filter(|record| plain(record) == text);
        let sources: BTreeSet<&str> = writers
            .map(|record| record.identity.source.as_str())
            .collect();
        sources.len()
    };
    let record = bearers.iter().min_by_key(|record| {
        let text = plain(record);
        let is_plain = record.written.name.as_deref().map(str::trim) == Some(text.as_str());
        let rank = rank(Field::Registered, record.origin);
        (Reverse(n_writing(&text)), rank, !is_plain, record.key)
    })?;
    sources.0.push(provenance("name", record));
    Some(plain(record))
}

/// The name with its legal form, where the believed row has the same name without any: a short
/// name is no name.
fn name_in_full(registered: &[&Record], first: &Record) -> Option<String> {
    let short = first.name.as_ref()?;
    let is_short = short.legal_form == LegalForm::Unknown && short.branch.is_none();
    let names = registered.iter().filter_map(|record| record.name.as_ref());
    let mut full = names.filter(|name| {
        let has_form = name.legal_form != LegalForm::Unknown && name.branch.is_none();
        has_form && name.core == short.core
    });
    full.next()
        .filter(|_| is_short)
        .map(|name| name.folded.clone())
}

/// A name as written, without spaces inside and without notes in brackets: (已注销), (原某某厂).
fn plain_writing(written: &str) -> String {
    let mut plain: String = written
        .chars()
        .filter(|sign| !sign.is_whitespace())
        .collect();
    let says_note = |inner: &str| {
        let noted = CompanyName::parse(&format!("甲公司({inner})"));
        noted.former.is_some() || noted.status_note.is_some()
    };
    let mut from = 0;
    while let Some(open) = find_sign(&plain, from, ['(', '（']) {
        let Some(close) = find_sign(&plain, open, [')', '）']) else {
            break;
        };
        let inner: String = plain
            .chars()
            .skip(open + 1)
            .take(close - open - 1)
            .collect();
        if says_note(&inner) {
            let kept = plain.chars().enumerate();
            plain = kept
                .filter(|(place, _)| !(open..=close).contains(place))
                .map(|(_, sign)| sign)
                .collect();
        } else {
            from = close;
        }
    }
    plain
}

/// Place of the first of `signs` at or behind the character numbered `from`.
fn find_sign(text: &str, from: usize, signs: [char; 2]) -> Option<usize> {
    let mut places = text.chars().enumerate().skip(from);
    places
        .find(|(_, sign)| signs.contains(sign))
        .map(|(place, _)| place)
}

/// The voice of everything that the union system says.
const UNION_SYSTEM: &str = "\u{0}union system";

/// Another spelling of the name that at least two sources share while `believed` stands in one.
fn agreed_spelling(registered: &[&Record], believed: &str, first: &Record) -> Option<String> {
    let mut sources: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in registered {
        // The system's directory and its unions are typed by one office: one voice.
        let voice = match record.origin {
            Origin::UnionUnit | Origin::Directory => UNION_SYSTEM,
            Origin::Registry(_) => record.identity.source.as_str(),
        };
        if let Some(name) = &record.name {
            let of_name = sources.entry(name.folded.as_str()).or_default();
            of_name.insert(voice);
        }
    }
    let n_believed = sources.get(believed).map_or(0, BTreeSet::len);
    if n_believed > 1 {
        return None;
    }
    let written = first.name.as_ref()?;
    let chars = |text: &str| text.chars().collect::<Vec<char>>();
    let core = chars(&written.core);
    let others = sources.into_iter().filter(|(name, sources)| {
        let other = CompanyName::parse(name);
        let says_less = written.region.is_some() && other.region.is_none();
        let is_slip = are_spellings(written, &other)
            || (written.branch == other.branch && are_slips(&core, &chars(&other.core)));
        sources.len() > 1 && *name != believed && !says_less && is_slip
    });
    let best = others.max_by_key(|(name, sources)| (sources.len(), Reverse(*name)));
    best.map(|(name, _)| name.to_owned())
}

/// Every other spelling of the members' names and all former names, sorted, each once.
pub(super) fn other_names(members: &[&Record], golden: &str) -> Vec<String> {
    let golden = CompanyName::parse(golden).folded;
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut members = members.to_vec();
    members.sort_by_key(|record| record.key);
    for record in members {
        let own = record.name.as_ref().map(|name| name.folded.clone());
        let own = record.written.name.as_deref().zip(own);
        let glued = record.name.as_ref().and_then(|name| name.former.as_deref());
        let others = record
            .written
            .former_name
            .as_deref()
            .into_iter()
            .chain(glued);
        let others = others.map(|name| (name, CompanyName::parse(name).folded));
        for (name, folded) in own.into_iter().chain(others) {
            if folded != golden && !folded.is_empty() {
                names.entry(folded).or_insert(name.trim().to_owned());
            }
        }
    }
    let distinct: BTreeSet<String> = names.into_values().collect();
    distinct.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: &str) {
        assert_eq!(plain_writing(written), expected);
    }

    #[test]
    fn notes_and_spaces_are_no_part_of_a_name() {
        check("荆门新潮广告有限公司(已注销)", "荆门新潮广告有限公司");
        check(
            "荆门全安检测有限公司（原荆门宏昌检测有限公司）",
            "荆门全安检测有限公司",
        );
        check(
            "湖北　中石油 昆仑燃气有限公司",
            "湖北中石油昆仑燃气有限公司",
        );
    }

    #[test]
    fn a_region_in_brackets_stays() {
        check("鼎力（宜昌）商贸有限公司", "鼎力（宜昌）商贸有限公司");
        check("鼎力(宜昌", "鼎力(宜昌");
    }
}
