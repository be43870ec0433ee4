//! The region at the head of a name, and what may follow it: town and development zone.

use super::super::industry_words::{self, BrandIs};
use super::super::legal_form;
use super::super::words::{BRAND_LIKE_REGIONS, national_brand, zone_prefix};
use crate::standard::region::{self, Certainty, Level, Located};

/// Where the region of a name ends.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Head {
    /// Bytes of the name that are its region, town, village and zone included; 0 for none.
    pub(super) end: usize,
    /// Where the core begins: it keeps a town or village that is not written as a town, since only
    /// these tell two shops of one brand apart.
    pub(super) core_from: usize,
    /// Code of that region, if its name decides.
    pub(super) code: Option<&'static str>,
}

/// Signs that make a region's name whole.
const FORMS: [char; 7] = ['省', '市', '县', '区', '州', '旗', '盟'];

impl Head {
    pub(super) fn of(name: &str) -> Self {
        // 太平 in 中国太平洋 is no county.
        if national_brand(name).is_some() {
            return Self::default();
        }
        let Some(located) = region::locate_prefix(name, "") else {
            return Self::of_town(name);
        };
        let Some(located) = believed(name, located) else {
            return Self::default();
        };
        let code = (located.certainty == Certainty::Decided).then_some(located.region.code);
        let mut head = Self {
            end: located.end,
            core_from: 0,
            code,
        };
        head.add_zone(name);
        let with_zone = head.end;
        head.add_town(name, &located);
        head.core_from = head.end;
        match head.end > with_zone {
            true => head.add_village(name),
            false => head.add_short_town(name, &located),
        }
        head
    }

    /// 小溪塔街道老李餐馆: a town whose county is not named.
    fn of_town(name: &str) -> Self {
        let none = Self::default();
        if !name
            .chars()
            .skip(2)
            .take(5)
            .any(|sign| matches!(sign, '镇' | '乡' | '街'))
        {
            return none;
        }
        match region::township_prefix(name, "") {
            Some(town) if has_brand(name.get(town.end..).unwrap_or_default()) => Self {
                end: town.end,
                core_from: town.end,
                code: town.county,
            },
            Some(_) | None => none,
        }
    }

    fn add_zone(&mut self, name: &str) {
        let rest = name.get(self.end..).unwrap_or_default();
        if !rest
            .chars()
            .skip(2)
            .take(8)
            .any(|sign| matches!(sign, '区' | '园'))
        {
            return;
        }
        let length = zone_prefix(rest);
        if length > 0 && has_brand(rest.get(length..).unwrap_or_default()) {
            self.end += length;
        }
    }

    fn add_town(&mut self, name: &str, located: &Located) {
        let rest = name.get(self.end..).unwrap_or_default();
        if !rest
            .chars()
            .skip(1)
            .take(6)
            .any(|sign| matches!(sign, '镇' | '乡' | '街'))
        {
            return;
        }
        let known = region::township_prefix(rest, located.region.code);
        let length = known.map(|town| town.end).or_else(|| {
            let is_county = located.region.level() == Level::County;
            is_county.then(|| unknown_town(rest)).flatten()
        });
        let Some(length) = length else {
            return;
        };
        let behind = rest.get(length..).unwrap_or_default();
        let behind = ["办事处", "政府"]
            .iter()
            .find_map(|word| behind.strip_prefix(word))
            .unwrap_or(behind);
        let is_named = has_brand(behind)
            || legal_form::ending(behind).is_some_and(|ending| ending.words.len() <= behind.len());
        if is_named {
            self.end += length;
            if let Some(county) = known.and_then(|town| town.county) {
                self.code = Some(county);
            }
        }
    }
}

impl Head {
    /// 果园镇|田汉村|年丰水稻: a village behind a town, if a brand follows.
    fn add_village(&mut self, name: &str) {
        let rest = name.get(self.end..).unwrap_or_default();
        let place = rest.char_indices().skip(2).take(3);
        let village = place.filter(|(_, sign)| *sign == '村').last();
        let end = village.map(|(at, sign)| at + sign.len_utf8());
        if let Some(end) = end
            && has_brand(rest.get(end..).unwrap_or_default())
        {
            self.end += end;
        }
    }

    /// 安化县|烟溪|鑫星木业: a town of the county without its 镇, if the words up to the trade are
    /// longer than it by a brand.
    fn add_short_town(&mut self, name: &str, located: &Located) {
        const TOWN_MAX: usize = 4;
        if located.region.level() != Level::County || located.certainty != Certainty::Decided {
            return;
        }
        let rest = name.get(self.end..).unwrap_or_default();
        let ends = rest.char_indices().map(|(at, _)| at);
        for (n_characters, end) in ends.enumerate().skip(2).take(TOWN_MAX - 1) {
            let (stem, behind) = rest.split_at_checked(end).unwrap_or_default();
            // 雪峰山 is no 山 in the town of 雪峰.
            let is_longer =
                behind.starts_with(['山', '湖', '河', '江', '岭', '洞', '寨', '口', '村']);
            let is_town = !is_longer
                && region::township_of_stem(stem, located.region.code).is_some()
                && !BRAND_LIKE_REGIONS.contains(&stem);
            if is_town && brand_length(rest) >= n_characters + 2 && has_brand(behind) {
                self.end += end;
                return;
            }
        }
    }
}

/// A town that the table does not have, merged since: two or three characters and 镇 or 乡.
fn unknown_town(rest: &str) -> Option<usize> {
    const WORDS: [&str; 8] = [
        "水乡", "之乡", "故乡", "古镇", "小镇", "城乡", "梦乡", "家乡",
    ];
    if let Some((at, word)) = rest.match_indices("街道").next()
        && (6..=12).contains(&at)
    {
        return Some(at + word.len());
    }
    let (at, sign) = rest
        .char_indices()
        .skip(2)
        .take(2)
        .find(|(_, sign)| matches!(sign, '镇' | '乡'))?;
    let end = at + sign.len_utf8();
    let written = rest.get(..end)?;
    (!WORDS.iter().any(|word| written.ends_with(word))).then_some(end)
}

/// The region if it is one: a short name that may be a brand is given back, one step at a time.
fn believed(name: &str, located: Located) -> Option<Located> {
    let mut located = located;
    loop {
        let (written, rest) = name.split_at_checked(located.end)?;
        if written.ends_with(FORMS) && !written.ends_with("自治") {
            return Some(located);
        }
        let wider = wider(written);
        let own = wider.map_or(written, |wider| written.get(wider.end..).unwrap_or(written));
        if is_region(own, rest, &located, wider.is_some()) {
            return Some(located);
        }
        located = wider?;
    }
}

/// The region named by a shorter part of what names one: 湖北 of 湖北宜昌.
fn wider(written: &str) -> Option<Located> {
    let starts = written.char_indices().rev().skip(1).map(|(at, _)| at);
    let mut wider = starts.filter_map(|at| {
        let part = written.get(..at)?;
        region::locate_prefix(part, "").filter(|found| found.end == at)
    });
    wider.next()
}

#[expect(
    clippy::fn_params_excessive_bools,
    reason = "a fact about the name, said once"
)]
fn is_region(own: &str, rest: &str, located: &Located, stands_inside: bool) -> bool {
    let is_county = located.region.level() == Level::County;
    let is_word = BRAND_LIKE_REGIONS.contains(&own);
    if is_county && located.certainty == Certainty::Ambiguous {
        return false;
    }
    if has_brand(rest) {
        return !is_word || stands_inside;
    }
    // 天山 in 新疆天山雪果业 and 中原 in 郑州中原红置业 are brands.
    if is_word || (is_county && stands_inside) {
        return false;
    }
    // 平和堂 is a brand and no 堂 of 平和县.
    let stem = rest.len() - legal_form::ending(rest).map_or(0, |ending| ending.words.len());
    if is_county && stem == '堂'.len_utf8() {
        return false;
    }
    // 宜昌商贸有限公司 and 宜都中学 name their place; 蓝山咖啡馆 does not.
    let ending = legal_form::ending(rest);
    !is_county || ending.is_some_and(|ending| ending.core_drops() > 0 || !ending.may_be_branch)
}

/// Whether a name without its region still has a brand.
pub(super) fn has_brand(rest: &str) -> bool {
    brand_length(rest) >= 2
}

/// Characters of the brand that a name without its region begins with.
fn brand_length(rest: &str) -> usize {
    let drops = legal_form::ending(rest).map_or(0, |ending| ending.words.len());
    let stem = rest.get(..rest.len() - drops).unwrap_or_default();
    let mut characters = ['\0'; industry_words::STEM_MAX];
    let mut n_characters = 0;
    for (place, character) in characters.iter_mut().zip(stem.chars()) {
        *place = character;
        n_characters += 1;
    }
    let stem = &characters[..n_characters];
    match n_characters >= 2 {
        true => industry_words::cut(stem, BrandIs::Expected).n_brand,
        false => 0,
    }
}
