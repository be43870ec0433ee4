//! Rows of the union system whose unit is a building site.
//!
//! A site has no code of its own: its union stands under the site's name, and often under the
//! contractor's code. Linked by that code it would become the contractor's union; so such rows are
//! told by their names before linking, lose the code, and join the project that the construction
//! registry founds.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::alike::{address_key, are_slips};
use super::record::{Origin, Record, SiteUnit};
use crate::normalize::{Address, CompanyName};

/// Words that end the names of sites and tell none apart, longest first.
const SITE_WORDS: &[&str] = &[
    "工程项目经理部",
    "工程项目部",
    "项目经理部",
    "施工项目部",
    "工程项目",
    "建设项目",
    "建设工程",
    "施工工程",
    "项目部",
    "项目",
    "工程",
    "工地",
];

/// Keys shorter than this many characters are too common to be alike with a slip of the pen.
const SLIP_CHARS_MIN: usize = 6;

/// A site's name, folded, numbers in one writing, without notes and without the words that end every
/// such name.
pub(super) fn site_key(name: &str) -> String {
    key_of(&CompanyName::parse(&with_section(name)).folded)
}

/// A name whose section or phase stands in brackets, without them: a note would be left out, and
/// `(第一标段)` tells two sites apart.
fn with_section(name: &str) -> Cow<'_, str> {
    const ENDINGS: &[&str] = &["标段", "合同段", "标", "期", "段"];
    let opened = name.rfind(['(', '（']);
    let bracketed = opened.and_then(|start| {
        let (before, note) = name.split_at_checked(start)?;
        let note = note.trim_start_matches(['(', '（']);
        let section = note.trim_end().strip_suffix([')', '）'])?;
        let is_section = ENDINGS.iter().any(|ending| section.ends_with(ending));
        is_section.then(|| format!("{before}{section}"))
    });
    bracketed.map_or(Cow::Borrowed(name), Cow::Owned)
}

fn key_of(folded: &str) -> String {
    let number = |sign: char| {
        NUMBERS
            .iter()
            .find(|(signs, _)| signs.contains(sign))
            .map_or(sign, |(_, number)| *number)
    };
    let signs: Vec<char> = without_site_words(folded).chars().map(number).collect();
    let is_number = |sign: &char| NUMBERS.iter().any(|(_, number)| number == sign);
    // 第一标段 is 一标段.
    let is_ordinal = |at: usize| signs[at] == '第' && signs.get(at + 1).is_some_and(is_number);
    let kept = (0..signs.len()).filter(|at| !is_ordinal(*at));
    kept.map(|at| signs[at]).collect()
}

/// Ways to write the number of a phase or a section: 一期, 1期, 壹期.
const NUMBERS: &[(&str, char)] = &[
    ("1壹", '一'),
    ("2贰", '二'),
    ("3叁", '三'),
    ("4肆", '四'),
    ("5伍", '五'),
    ("6陆", '六'),
    ("7柒", '七'),
    ("8捌", '八'),
    ("9玖", '九'),
    ("拾", '十'),
];

fn without_site_words(folded: &str) -> &str {
    let mut key = folded;
    while let Some(rest) = SITE_WORDS.iter().find_map(|word| key.strip_suffix(word)) {
        if rest.chars().count() < 2 {
            break;
        }
        key = rest;
    }
    key
}

/// The sites of all construction rows by their keys.
struct Sites {
    /// Folded names of the sites under each key.
    by_key: BTreeMap<String, BTreeSet<String>>,
    /// Keys of each contractor's sites, by the contractor's folded name.
    by_contractor: BTreeMap<String, BTreeSet<String>>,
    /// Where the sites under each key stand: road or village with the number.
    addresses: BTreeMap<String, BTreeSet<String>>,
}

impl Sites {
    fn of(records: &[Record]) -> Self {
        let mut sites = Self {
            by_key: BTreeMap::new(),
            by_contractor: BTreeMap::new(),
            addresses: BTreeMap::new(),
        };
        for record in records {
            let Some(site) = &record.site else { continue };
            let key = site_key(&site.name);
            if let Some(name) = &record.name {
                let of_contractor = sites.by_contractor.entry(name.folded.clone());
                of_contractor.or_default().insert(key.clone());
            }
            let address = site.address.as_ref().and_then(Address::key);
            let addresses = sites.addresses.entry(key.clone()).or_default();
            addresses.extend(address);
            let names = sites.by_key.entry(key).or_default();
            names.insert(site.folded.clone());
        }
        sites
    }

    /// The folded names of the sites that a unit's name means; the contractor is part of a name
    /// such as 湖北某某建设有限公司城东小区项目部.
    fn meant_by(&self, record: &Record) -> Option<&BTreeSet<String>> {
        let name = record.name.as_ref()?;
        let key = key_of(&name.folded);
        if let Some(names) = self.by_key.get(&key) {
            return Some(names);
        }
        if let (Some(parent), Some(branch)) = (&name.parent, &name.branch)
            && let Some(keys) = self.by_contractor.get(parent)
        {
            let branch = key_of(branch);
            let fitting = keys.iter().filter(|key| are_one_site(key, &branch));
            return only(fitting).and_then(|key| self.by_key.get(key));
        }
        let is_site_name = key.chars().count() < name.folded.chars().count();
        if !is_site_name || key.chars().count() < SLIP_CHARS_MIN {
            return None;
        }
        let fitting: Vec<&String> = self
            .by_key
            .keys()
            .filter(|other| is_a_slip(&key, other))
            .collect();
        let there = fitting
            .iter()
            .copied()
            .filter(|key| self.stands_at(key, record));
        let meant = only(there).or_else(|| only(fitting.iter().copied()));
        meant.and_then(|key| self.by_key.get(key))
    }

    fn stands_at(&self, key: &str, record: &Record) -> bool {
        let address = address_key(record);
        let addresses = self.addresses.get(key);
        address.is_some_and(|address| addresses.is_some_and(|known| known.contains(&address)))
    }
}

/// Of a contractor's own sites the short name says enough (城东小区 for 西陵城东小区).
fn are_one_site(site: &str, branch: &str) -> bool {
    branch.chars().count() > 2 && (site.ends_with(branch) || branch.ends_with(site))
}

fn only<'a>(mut fitting: impl Iterator<Item = &'a String>) -> Option<&'a String> {
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// One character wrong, left out or added, or two exchanged. Numbers are no slips: they tell sections
/// and phases apart.
fn is_a_slip(left: &str, right: &str) -> bool {
    let is_number = |character: &char| {
        character.is_ascii_digit() || "一二三四五六七八九十东西南北".contains(*character)
    };
    let numbers = |text: &str| text.chars().filter(is_number).collect::<String>();
    let n_apart = left.chars().count().abs_diff(right.chars().count());
    let chars = |text: &str| text.chars().collect::<Vec<char>>();
    let is_slip =
        || strsim::osa_distance(left, right) == 1 || are_slips(&chars(left), &chars(right));
    n_apart < 2 && numbers(left) == numbers(right) && is_slip()
}

/// Marks the rows of the union system that mean a site and takes the contractor's codes from them.
///
/// A name that a registry gives to an enterprise is that enterprise's.
///
/// # Cost
/// Linear, but for rows whose site's name is misspelt: these are held against all sites.
pub(super) fn mark_site_units(records: &mut [Record]) {
    let sites = Sites::of(records);
    if sites.by_key.is_empty() {
        return;
    }
    let is_asked = |record: &Record| match record.origin {
        Origin::UnionUnit | Origin::Directory => record.site.is_none(),
        Origin::Registry(_) => false,
    };
    let asked = records.par_iter().enumerate();
    let asked = asked.filter(|(_, record)| is_asked(record));
    let meant: Vec<(usize, BTreeSet<String>)> = asked
        .filter_map(|(idx, record)| Some((idx, sites.meant_by(record)?.clone())))
        .collect();
    let registered = registered_among(records, &meant);
    for (idx, sites) in meant {
        let record = &mut records[idx];
        let name = record.name.as_ref().map(|name| name.folded.as_str());
        if !name.is_some_and(|name| registered.contains(name)) {
            record.site_unit = Some(SiteUnit {
                sites,
                contractor_codes: std::mem::take(&mut record.codes),
            });
        }
    }
}

/// The names of the `meant` rows that some registry gives to an enterprise.
fn registered_among(records: &[Record], meant: &[(usize, BTreeSet<String>)]) -> BTreeSet<String> {
    let names = meant
        .iter()
        .filter_map(|(idx, _)| records[*idx].name.as_ref());
    let names: BTreeSet<&str> = names.map(|name| name.folded.as_str()).collect();
    let registry = records
        .par_iter()
        .filter(|record| matches!(record.origin, Origin::Registry(_)));
    let theirs = registry.flat_map_iter(Record::all_names);
    theirs
        .filter(|name| names.contains(name.folded.as_str()))
        .map(|name| name.folded.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_end_every_site_are_no_part_of_its_key() {
        assert_eq!(site_key("辰邦住宅小区项目部"), "辰邦住宅小区");
        assert_eq!(site_key("辰邦住宅小区工程项目经理部"), "辰邦住宅小区");
        assert_eq!(site_key("辰邦住宅小区二期工程（本部）"), "辰邦住宅小区二期");
    }

    #[test]
    fn the_number_of_a_phase_is_one_however_it_is_written() {
        assert_eq!(site_key("辰邦商业综合体壹期项目"), "辰邦商业综合体一期");
        assert_eq!(site_key("辰邦商业综合体1期项目"), "辰邦商业综合体一期");
    }

    #[test]
    fn a_section_is_one_whether_it_stands_in_brackets_or_is_an_ordinal() {
        let key = site_key("三台县碧桂园翡翠湾一标段");
        for name in [
            "三台县碧桂园翡翠湾(第一标段)",
            "三台县碧桂园翡翠湾（1标段）",
            "三台县碧桂园翡翠湾第一标段",
        ] {
            assert_eq!(site_key(name), key, "{name}");
        }
        assert_ne!(site_key("三台县碧桂园翡翠湾二标段"), key);
    }

    #[test]
    fn a_name_of_nothing_but_such_words_stays() {
        assert_eq!(site_key("工程项目"), "工程项目");
    }

    #[test]
    fn sections_are_no_slips_of_each_other() {
        assert!(is_a_slip("西陵辰邦住宅小区", "西陵辰帮住宅小区"));
        assert!(!is_a_slip("辰邦住宅小区一期", "辰邦住宅小区二期"));
        assert!(!is_a_slip("辰邦住宅小区", "辰邦住宅小区二"));
    }
}
