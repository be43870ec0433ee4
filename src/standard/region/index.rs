//! The table of regions, by code and by name.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use rustc_hash::FxHasher;

use crate::standard::trie::Trie;

/// A province, prefecture or county of GB/T 2260.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    /// Six digits; the last four of a province and the last two of a prefecture are `0`.
    pub code: &'static str,
    /// The full name (`西陵区`), without the names of what it lies in.
    pub name: &'static str,
}

/// How far down a region stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 省, 自治区, 直辖市.
    Province,
    /// 地级市, 自治州, 地区, 盟.
    Prefecture,
    /// 县, 县级市, 市辖区, 旗.
    County,
}

impl Region {
    /// How far down the region stands.
    pub fn level(&self) -> Level {
        if self.code.ends_with("0000") {
            Level::Province
        } else if self.code.ends_with("00") {
            Level::Prefecture
        } else {
            Level::County
        }
    }

    /// The code without its trailing zero pairs: what the codes of all places inside begin with.
    pub fn prefix(&self) -> &'static str {
        prefix_of(self.code)
    }
}

/// A code without its trailing zero pairs (`420500` → `4205`).
pub(super) fn prefix_of(code: &str) -> &str {
    let province = code.strip_suffix("0000");
    province.or_else(|| code.strip_suffix("00")).unwrap_or(code)
}

type FxMap<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// What a name may mean.
#[derive(Debug, Default)]
pub(super) struct Index {
    by_code: FxMap<&'static str, Region>,
    pub(super) names: Trie<Named>,
}

/// The regions that a name may mean.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// As a full name.
    pub(super) full: Vec<Region>,
    /// As a former name, by the county in its place today.
    pub(super) former: Vec<Region>,
    /// Without 省, 市, 县, 区 and the peoples of autonomous regions, two characters or more.
    pub(super) short: Vec<Region>,
}

/// The index over all regions, built once.
pub(super) fn index() -> &'static Index {
    static INDEX: LazyLock<Index> = LazyLock::new(build);
    &INDEX
}

fn build() -> Index {
    let mut index = Index::default();
    for line in include_str!("regions.tsv").lines() {
        let (code, name) = line.split_once('\t').expect("the table has two columns");
        let region = Region { code, name };
        index.by_code.insert(code, region);
        push(
            &mut index.names.entry(name.chars(), Named::default).full,
            region,
        );
        enter_short(&mut index, name, region);
    }
    for line in include_str!("former.tsv").lines() {
        let mut cells = line.split('\t');
        let mut cell = || cells.next().expect("the table has three columns");
        let (code, name, heir) = (cell(), cell(), cell());
        let region = index.by_code[heir];
        index.by_code.entry(code).or_insert(region);
        // Old revisions exchange the codes of 肥东县 and 肥西县: the name of today decides.
        let is_misprint = index
            .names
            .entry(name.chars(), Named::default)
            .full
            .iter()
            .any(|known| known.code != heir && known.code.get(..4) == heir.get(..4));
        if is_misprint {
            continue;
        }
        push_former(
            &mut index.names.entry(name.chars(), Named::default).former,
            region,
        );
        // 常德 is the city; that a county of its name went up in the province says nothing.
        if region.level() == Level::County {
            enter_short(&mut index, name, region);
        }
    }
    index
}

fn enter_short(index: &mut Index, name: &'static str, region: Region) {
    if let Some(short) = short_name(name) {
        // 酉阳县 and 酉阳自治县 is how 酉阳土家族苗族自治县 is called, 湘西州 how 湘西土家族苗族自治州.
        const AUTONOMOUS: [&str; 3] = ["自治县", "自治州", "自治旗"];
        if let Some(form) = AUTONOMOUS.iter().find(|form| name.ends_with(**form)) {
            for skipped in [0, 2] {
                let called = short.chars().chain(form.chars().skip(skipped));
                push(
                    &mut index.names.entry(called, Named::default).former,
                    region,
                );
            }
        }
        push(
            &mut index.names.entry(short.chars(), Named::default).short,
            region,
        );
    }
}

/// A county that took the place counts before a prefecture that is all that is known.
fn push_former(regions: &mut Vec<Region>, region: Region) {
    match region.level() {
        Level::County => regions.retain(|known| known.level() == Level::County),
        Level::Prefecture | Level::Province if regions.is_empty() => {}
        Level::Prefecture | Level::Province => return,
    }
    push(regions, region);
}

fn push(regions: &mut Vec<Region>, region: Region) {
    if !regions.contains(&region) {
        regions.push(region);
    }
}

/// The peoples that name autonomous regions, prefectures and counties, longest first where one
/// begins another.
const PEOPLES: &[&str] = &[
    "土家族",
    "苗族",
    "侗族",
    "壮族",
    "回族",
    "满族",
    "蒙古族",
    "蒙古",
    "藏族",
    "羌族",
    "彝族",
    "白族",
    "傣族",
    "景颇族",
    "傈僳族",
    "哈尼族",
    "拉祜族",
    "佤族",
    "布朗族",
    "布依族",
    "水族",
    "瑶族",
    "畲族",
    "黎族",
    "仡佬族",
    "仫佬族",
    "毛南族",
    "各族",
    "朝鲜族",
    "达斡尔族",
    "鄂温克族",
    "鄂伦春",
    "锡伯",
    "哈萨克族",
    "哈萨克",
    "塔吉克",
    "柯尔克孜",
    "维吾尔",
    "东乡族",
    "保安族",
    "撒拉族",
    "土族",
    "裕固族",
    "独龙族",
    "怒族",
    "普米族",
    "纳西族",
    "独龙",
];

/// `长阳土家族自治县` → `长阳`, `宜昌市` → `宜昌`; nothing where fewer than two characters remain.
fn short_name(name: &'static str) -> Option<&'static str> {
    const FORMS: &[&str] = &[
        "特别行政区",
        "自治区",
        "自治州",
        "自治县",
        "自治旗",
        "地区",
        "林区",
        "特区",
        "省",
        "市",
        "县",
        "区",
        "州",
        "盟",
        "旗",
    ];
    let form = FORMS.iter().find(|form| name.ends_with(**form))?;
    let mut rest = name.strip_suffix(form)?;
    if rest == "内蒙古" {
        return Some(rest);
    }
    if form.starts_with("自治") {
        while let Some(shorter) = PEOPLES.iter().find_map(|people| rest.strip_suffix(people)) {
            rest = shorter;
        }
    }
    (rest.chars().count() >= 2).then_some(rest)
}

/// The region of a code of six digits; a former county's code gives the county in its place.
pub fn by_code(code: &str) -> Option<&'static Region> {
    index().by_code.get(code)
}

/// The full name of a code's region.
pub fn name_of(code: &str) -> Option<&'static str> {
    by_code(code).map(|region| region.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(code: &str, name: Option<&str>) {
        assert_eq!(name_of(code), name, "{code}");
    }

    #[test]
    fn knows_the_counties_of_the_city() {
        check("420502", Some("西陵区"));
        check("420505", Some("猇亭区"));
        check("420528", Some("长阳土家族自治县"));
        check("420500", Some("宜昌市"));
        check("420000", Some("湖北省"));
    }
    #[test]
    fn former_codes_name_their_heirs() {
        check("420521", Some("夷陵区"));
        check("422701", Some("宜都市"));
    }
    #[test]
    fn headings_are_no_places() {
        check("420501", None);
        check("999999", None);
    }
    #[test]
    fn shortens_names() {
        assert_eq!(short_name("长阳土家族自治县"), Some("长阳"));
        assert_eq!(short_name("恩施土家族苗族自治州"), Some("恩施"));
        assert_eq!(short_name("新疆维吾尔自治区"), Some("新疆"));
        assert_eq!(short_name("城区"), None);
    }
}
