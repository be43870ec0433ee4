//! The whole address: what its parts are and in which order they are read.

use super::super::text::fold;
use super::head::{head, without_seat};
use super::reader::Reader;
use crate::standard::region::{self, Certainty, Level};

/// An address, from wide to narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The county.
    pub region_code: Option<&'static str>,
    /// The finest region named: the county, or the prefecture or province alone.
    pub place_code: Option<&'static str>,
    /// 街道, 镇 or 乡, with that word.
    pub township: Option<String>,
    /// 路, 街, 大道 or 巷, a serial numeral before these words in digits.
    pub road: Option<String>,
    /// 村 or 社区.
    pub village: Option<String>,
    /// The house number in digits, without 号: `46-1`; in a village without one the group, `2组`.
    pub number: Option<String>,
    /// 栋, 幢 or 座, without that word.
    pub building: Option<String>,
    /// The room, without 室; the floor with its word (`5楼`) where no room is named.
    pub room: Option<String>,
    /// What is left, pieces parted by a space: zones, estates, remarks in brackets.
    pub rest: String,
}

/// An address is no longer than this; what comes behind is not read.
const CHARACTERS_MAX: usize = 120;

/// Cities that have no counties: they stand in a county's place.
const CITIES_WITHOUT_COUNTIES: [&str; 4] = ["441900", "442000", "460400", "620200"];

impl Address {
    /// Takes an address apart. `within` is the code prefix of the area the file comes from: a
    /// county named without its city is looked for there first.
    ///
    /// # Cost
    /// Linear in the text, of which the first 120 characters are read.
    pub fn parse(text: &str, within: &str) -> Self {
        let (folded, remarks) = split_remarks(&fold(text));
        let mut address = Self::default();
        let located = head(&folded, within);
        let after = located.map_or(0, |located| located.end);
        if let Some(located) = located.filter(|found| found.certainty == Certainty::Decided) {
            let code = located.region.code;
            let is_county =
                located.region.level() == Level::County || CITIES_WITHOUT_COUNTIES.contains(&code);
            address.region_code = is_county.then_some(code);
            address.place_code = Some(code);
        }
        let tail = folded.get(after..).unwrap_or_default();
        let names_county = folded.get(..after).is_some_and(|head| head.ends_with('县'));
        let tail = if names_county {
            without_seat(tail)
        } else {
            tail
        };
        let tail = address.take_township(tail, within);
        let characters: Vec<char> = tail.chars().collect();
        Reader::new(&characters, &mut address).read();
        address.county_of_raised_town();
        if !remarks.is_empty() {
            address.leave(&remarks);
        }
        address
    }

    /// Road or village with the house number: equal for two ways of writing one door. Nothing
    /// without a number, since a road is long.
    pub fn key(&self) -> Option<String> {
        let place = self.road.as_ref().or(self.village.as_ref())?;
        Some(format!("{place}{}", self.number.as_ref()?))
    }

    /// A town of the table, which knows where its name ends: 古镇镇 and 街道口街道.
    fn take_township<'a>(&mut self, tail: &'a str, within: &str) -> &'a str {
        let named = self.place_code.unwrap_or(within);
        let Some(town) = region::township_prefix(tail, named) else {
            return tail;
        };
        let rest = tail.get(town.end..).unwrap_or_default();
        // 古镇路 is a road.
        let is_town_street = ["街村", "街社", "街居", "街上"]
            .iter()
            .any(|words| rest.starts_with(words));
        if rest.starts_with(['路', '街', '巷', '村']) && !is_town_street {
            return tail;
        }
        if self.region_code.is_none() {
            self.region_code = town.county;
            self.place_code = town.county.or(self.place_code);
        }
        self.township = Some(town.name.to_owned());
        ["办事处", "办"]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest)
    }

    /// 合肥市大圩乡: a county that only its town tells, by the name the town has today.
    fn county_of_raised_town(&mut self) {
        let (None, Some(prefecture), Some(town)) =
            (self.region_code, self.place_code, &self.township)
        else {
            return;
        };
        if let Some(county) = region::county_of_town(town, prefecture) {
            self.region_code = Some(county);
            self.place_code = Some(county);
        }
    }

    /// Puts a piece into what is left.
    pub(super) fn leave(&mut self, piece: &str) {
        let piece = piece.trim_matches(|sign: char| {
            matches!(sign, ',' | '.' | ';' | ':' | '-' | '、' | '。' | '第') || sign.is_whitespace()
        });
        if piece.is_empty() {
            return;
        }
        if !self.rest.is_empty() {
            self.rest.push(' ');
        }
        self.rest.push_str(piece);
    }
}

/// The text without what stands in brackets, and that: remarks such as (原二马路) or (自主申报).
fn split_remarks(text: &str) -> (String, String) {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    let mut remarks = String::new();
    for sign in text.chars().take(CHARACTERS_MAX) {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(sign),
            _ => remarks.push(sign),
        }
    }
    (out, remarks)
}

/// The street, town or township that an address names.
pub fn township_of(address: &str) -> Option<String> {
    Address::parse(address, "").township
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
