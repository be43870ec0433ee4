//! Addresses in their parts.

use crate::standard::region::{self, Certainty, Level, Located};

use super::numeral;
use super::text::fold;

/// An address, from wide to narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The county.
    pub region_code: Option<&'static str>,
    /// 街道, 镇 or 乡, with that word.
    pub township: Option<String>,
    /// 路, 街, 大道 or 巷, numbers before these words in digits.
    pub road: Option<String>,
    /// 村 or 社区.
    pub village: Option<String>,
    /// The house number in digits, without 号: `46-1`; in a village without one the group, `2组`.
    pub number: Option<String>,
    /// 栋, 幢 or 座, without that word.
    pub building: Option<String>,
    /// The room, without 室.
    pub room: Option<String>,
    /// What is left.
    pub rest: String,
}

/// An address is no longer than this; what comes behind is not read.
const CHARACTERS_MAX: usize = 120;

impl Address {
    /// Takes an address apart. `within` is the code prefix of the area the file comes from: a
    /// county named without its city is looked for there first.
    pub fn parse(text: &str, within: &str) -> Self {
        let folded = without_remarks(&fold(text));
        let mut address = Self::default();
        let located = head(&folded, within);
        let after = located.map_or(0, |located| located.end);
        if let Some(located) = located {
            let is_county = located.region.level() == Level::County;
            let is_decided = located.certainty == Certainty::Decided;
            address.region_code = (is_county && is_decided).then_some(located.region.code);
        }
        let tail: Vec<char> = folded.get(after..).unwrap_or_default().chars().collect();
        let mut cursor = Cursor { characters: tail };
        address.township = cursor.take(TOWNSHIPS, 8).map(whole_township);
        address.village = cursor.take(VILLAGES, 10);
        address.road = cursor
            .take(ROADS, 12)
            .map(|road| numeral::before_markers(&without_zone(road), ROADS));
        // The village may stand behind the road: 夷陵大道8号云集社区.
        address.number = match (&address.road, &address.village) {
            (None, None) => None,
            (None, Some(_)) => cursor.group().or_else(|| cursor.number()),
            (Some(_), _) => cursor.number(),
        };
        address.building = cursor.labelled(&["号楼", "栋", "幢", "座"]);
        address.room = cursor.labelled(&["室", "房", "号铺", "号", "铺"]);
        address.rest = cursor.characters.into_iter().collect();
        address
    }

    /// Road or village with the house number: equal for two ways of writing one door. Nothing
    /// without a number, since a road is long.
    pub fn key(&self) -> Option<String> {
        let place = self.road.as_ref().or(self.village.as_ref())?;
        Some(format!("{place}{}", self.number.as_ref()?))
    }
}

const TOWNSHIPS: &[&str] = &[
    "街道办事处",
    "街道办",
    "街办事处",
    "街办",
    "办事处",
    "街道",
    "镇",
    "乡",
];
const VILLAGES: &[&str] = &["村委会", "居委会", "社区", "村"];
const ROADS: &[&str] = &["大道", "路", "街", "巷", "弄"];

/// The text without what stands in brackets: remarks such as (原二马路) or (自主申报).
fn without_remarks(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for sign in text.chars().take(CHARACTERS_MAX) {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(sign),
            _ => {}
        }
    }
    out
}

/// 学院街办, 学院办事处 and 学院街道办事处 are 学院街道.
fn whole_township(written: String) -> String {
    let name = written.trim_end_matches("办事处").trim_end_matches('办');
    if name.len() == written.len() {
        return written;
    }
    let stem = name.trim_end_matches("街道").trim_end_matches('街');
    format!("{stem}街道")
}

/// A road without the zone written before it: 高新区发展大道 is 发展大道.
fn without_zone(road: String) -> String {
    match road.rsplit_once('区') {
        Some((_, name)) if name.chars().count() >= 3 => name.to_owned(),
        Some(_) | None => road,
    }
}

/// The region at the head of an address. 西陵 in 西陵一路 is the name of a road: a short name right
/// before a road's last word is given back to the road.
fn head(text: &str, within: &str) -> Option<Located> {
    let located = region::locate_prefix(text, within)?;
    let (written, rest) = text.split_at_checked(located.end)?;
    let direction =
        |sign: char| numeral::is_numeral(sign) || matches!(sign, '东' | '南' | '西' | '北' | '中');
    let behind = rest.trim_start_matches(direction);
    let is_full = written.ends_with(['省', '市', '县', '区', '州', '旗']);
    if is_full || !ROADS.iter().any(|road| behind.starts_with(road)) {
        return Some(located);
    }
    let starts = written.char_indices().rev().skip(1).map(|(at, _)| at);
    let mut wider = starts.filter_map(|at| {
        let wider = written.get(..at)?;
        region::locate_prefix(wider, within).filter(|found| found.end == at)
    });
    wider.next()
}

/// The street, town or township that an address names.
pub fn township_of(address: &str) -> Option<String> {
    Address::parse(address, "").township
}

/// What is left of an address to be read.
struct Cursor {
    characters: Vec<char>,
}

impl Cursor {
    fn starts(&self, idx: usize, word: &str) -> bool {
        let rest = self.characters.get(idx..).unwrap_or_default();
        let mut expected = word.chars();
        let matched = expected
            .by_ref()
            .zip(rest)
            .all(|(left, right)| left == *right);
        matched && rest.len() >= word.chars().count()
    }

    /// The text up to and with the first of `markers`, within `longest` characters and before any
    /// digit of a house number. A marker that begins another word is none: 镇 in 古镇路.
    fn take(&mut self, markers: &[&str], longest: usize) -> Option<String> {
        let until = self.characters.len().min(longest);
        for idx in 1..until {
            if matches!(self.characters[idx - 1], '号' | '#' | '栋' | '幢' | '室') {
                return None;
            }
            let Some(marker) = markers.iter().find(|marker| self.starts(idx, marker)) else {
                continue;
            };
            let end = idx + marker.chars().count();
            let next = self.characters.get(end);
            let is_word = matches!(
                (*marker, next),
                (
                    "镇" | "乡" | "村" | "社区",
                    Some('路' | '街' | '巷' | '大' | '镇' | '村')
                ) | ("街", Some('道' | '办'))
            );
            if is_word {
                continue;
            }
            let taken: String = self.characters.drain(..end).collect();
            let name = taken.trim_start_matches([',', '-', '.', '市', '区', '县']);
            return Some(name.to_owned());
        }
        None
    }

    /// Digits, or a numeral, from `idx` on, in digits, with the index after. `46-1` is one number.
    fn figure(&self, idx: usize) -> Option<(String, usize)> {
        let rest = self.characters.get(idx..)?;
        let is_part =
            |sign: &&char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '之' | '附');
        let numeral: Vec<char> = rest
            .iter()
            .take_while(|sign| numeral::is_numeral(**sign))
            .copied()
            .collect();
        if let Some(digits) = numeral::digits(&numeral) {
            return Some((digits, idx + numeral.len()));
        }
        let figure: String = rest.iter().take_while(is_part).collect();
        let n_characters = figure.chars().count();
        let figure = figure.trim_matches('-').replace('之', "-");
        figure
            .contains(|sign: char| sign.is_ascii_digit())
            .then_some((figure, idx + n_characters))
    }

    /// The house number: the figure before the first 号 or #, or the one that ends the text.
    fn number(&mut self) -> Option<String> {
        for idx in 0..self.characters.len() {
            let Some((figure, end)) = self.figure(idx) else {
                continue;
            };
            let is_number = match self.characters.get(end) {
                Some('号') => !self.starts(end, "号楼"),
                Some('#') => true,
                Some(_) => false,
                None => idx == 0,
            };
            if !is_number {
                return None;
            }
            self.characters
                .drain(..(end + 1).min(self.characters.len()));
            // 46号-1 and 46号附1号 are doors of 46.
            return Some(match self.suffix() {
                Some(suffix) => format!("{figure}-{suffix}"),
                None => figure.replace('附', "-"),
            });
        }
        None
    }

    fn suffix(&mut self) -> Option<String> {
        if !matches!(self.characters.first(), Some('-' | '附' | '之')) {
            return None;
        }
        let (figure, end) = self.figure(1)?;
        self.characters.drain(..end);
        if self.characters.first() == Some(&'号') {
            self.characters.remove(0);
        }
        Some(figure)
    }

    /// The group of a village: 二组 as `2组`.
    fn group(&mut self) -> Option<String> {
        let start = usize::from(self.characters.first() == Some(&'第'));
        let (figure, end) = self.figure(start)?;
        let marker_length = ["村民小组", "小组", "组"]
            .iter()
            .find(|marker| self.starts(end, marker))
            .map(|marker| marker.chars().count())?;
        self.characters.drain(..end + marker_length);
        Some(format!("{figure}组"))
    }

    /// The figure before the first of `labels`, taken out.
    fn labelled(&mut self, labels: &[&str]) -> Option<String> {
        let mut idx = 0;
        while idx < self.characters.len() {
            let Some((figure, end)) = self.figure(idx) else {
                idx += 1;
                continue;
            };
            if let Some(label) = labels.iter().find(|label| self.starts(end, label)) {
                self.characters.drain(idx..end + label.chars().count());
                return Some(figure);
            }
            idx = end;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `region | township | village | road | number | building | room | rest`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let address = Address::parse(text, "4205");
        let or_dash = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
        let found = [
            address.region_code.unwrap_or("-").to_owned(),
            or_dash(&address.township),
            or_dash(&address.village),
            or_dash(&address.road),
            or_dash(&address.number),
            or_dash(&address.building),
            or_dash(&address.room),
            address.rest.clone(),
        ];
        assert_eq!(found.join(" | "), expected, "{text}");
    }

    #[track_caller]
    fn check_key(text: &str, expected: Option<&str>) {
        assert_eq!(
            Address::parse(text, "4205").key().as_deref(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn a_whole_address() {
        check(
            "湖北省宜昌市西陵区学院街道沿江大道46号2栋301室",
            "420502 | 学院街道 | - | 沿江大道 | 46 | 2 | 301 | ",
        );
    }
    #[test]
    fn a_missing_head() {
        check(
            "西陵区沿江大道46号",
            "420502 | - | - | 沿江大道 | 46 | - | - | ",
        );
        check("沿江大道46号", "- | - | - | 沿江大道 | 46 | - | - | ");
    }
    #[test]
    fn villages_have_groups() {
        check(
            "宜都市红花套镇周家河村二组",
            "420581 | 红花套镇 | 周家河村 | - | 2组 | - | - | ",
        );
    }
    #[test]
    fn dashes_make_another_door() {
        check_key("沿江大道46-1号", Some("沿江大道46-1"));
        check_key("沿江大道46号-1", Some("沿江大道46-1"));
        check_key("沿江大道46号附1号", Some("沿江大道46-1"));
        check_key("沿江大道461号", Some("沿江大道461"));
    }
    #[test]
    fn writing_makes_no_difference() {
        check_key("沿江大道４６＃", Some("沿江大道46"));
        check_key("沿江大道四十六号（原二马路）", Some("沿江大道46"));
        check_key("宜昌市胜利四路8号", Some("胜利4路8"));
        check_key("胜利4路8号", Some("胜利4路8"));
        check_key("沿江大道46", Some("沿江大道46"));
    }
    #[test]
    fn streets_have_one_name() {
        for written in [
            "西陵区学院街道办事处",
            "西陵区学院街办",
            "西陵区学院办事处",
            "西陵区学院街道",
        ] {
            assert_eq!(
                township_of(written).as_deref(),
                Some("学院街道"),
                "{written}"
            );
        }
    }
    #[test]
    fn roads_named_after_a_region_stay_roads() {
        check_key("西陵一路18号", Some("西陵1路18"));
        check_key("宜昌西陵二路三十六号", Some("西陵2路36"));
        check_key("宜昌市夷陵大道8号", Some("夷陵大道8"));
        check_key("宜昌高新区发展大道57-5号", Some("发展大道57-5"));
    }
    #[test]
    fn a_road_without_a_number_is_no_key() {
        check_key("沿江大道", None);
        check_key("", None);
    }

    proptest! {
        #[test]
        fn any_text_gives_an_address(text in "\\PC{0,40}|[宜昌市西陵区镇村路街号栋室0-9一二十附之#-]{0,40}") {
            Address::parse(&text, "4205").key();
        }
    }
}
