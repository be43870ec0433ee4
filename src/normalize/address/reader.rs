//! The part of an address behind its region, read from left to right.

use super::super::numeral;
use super::super::words::BRAND_LIKE_REGIONS;
use super::words::{NAMES, Name, is_inside, starts};
use super::{Address, whole_township};
use crate::standard::region;

/// Towns whose names stand in roads anywhere.
const EVERYDAY: [&str; 16] = [
    "人民",
    "文化",
    "中山",
    "工业",
    "迎宾",
    "体育",
    "火车站",
    "湖滨",
    "长江",
    "民主",
    "公园",
    "环城",
    "滨江",
    "幸福",
    "江南",
    "开发区",
];

/// Names are no longer than this.
const NAME_MAX: usize = 14;

/// Reads what stands behind the region.
pub(super) struct Reader<'a> {
    pub(super) characters: &'a [char],
    pub(super) address: &'a mut Address,
    /// Where the words that belong to nothing yet begin.
    pub(super) from: usize,
    pub(super) at: usize,
    pub(super) floor: Option<String>,
    /// Where the last road ended.
    road_end: usize,
}

/// 中环大厦 and 中环城 are no roads.
fn is_ring_road(rest: &[char]) -> bool {
    rest.get(1).is_none_or(|next| {
        matches!(next, '路' | '线' | '东' | '南' | '西' | '北' | '与' | ',')
            || next.is_ascii_digit()
    })
}

impl<'a> Reader<'a> {
    pub(super) fn new(characters: &'a [char], address: &'a mut Address) -> Self {
        Self {
            characters,
            address,
            from: 0,
            at: 0,
            floor: None,
            road_end: 0,
        }
    }

    pub(super) fn read(mut self) {
        while self.at < self.characters.len() {
            let is_read = self.figure() || self.name();
            if !is_read {
                self.at += 1;
            }
        }
        self.leave_until(self.characters.len());
        match (self.floor, &self.address.room) {
            (Some(floor), None) => self.address.room = Some(floor),
            (Some(floor), Some(_)) => self.address.leave(&floor),
            (None, _) => {}
        }
    }

    pub(super) fn rest(&self, at: usize) -> &[char] {
        self.characters.get(at..).unwrap_or_default()
    }

    fn text(&self, from: usize, until: usize) -> String {
        self.characters
            .get(from..until)
            .unwrap_or_default()
            .iter()
            .collect()
    }

    /// What was passed over stays as what is left.
    pub(super) fn leave_until(&mut self, until: usize) {
        let words = self.text(self.from, until);
        self.address.leave(&words);
    }

    /// Goes on behind `end`.
    pub(super) fn go_on(&mut self, end: usize) {
        self.from = end;
        self.at = end;
    }

    fn name(&mut self) -> bool {
        // Most characters end no name, and asking every word at every place would cost most.
        const LASTS: &str = "街办民苏镇乡村居行社嘎大胡公国省路巷弄环";
        if !LASTS.contains(self.characters[self.at]) {
            return false;
        }
        let rest = self.rest(self.at);
        let is_ring = matches!(rest.first(), Some('环'))
            && self.at.checked_sub(1).is_some_and(|at| {
                matches!(
                    self.characters[at],
                    '一' | '二' | '三' | '四' | '五' | '内' | '外'
                ) || self.characters[at] == '中' && is_ring_road(rest)
            });
        let ring = is_ring.then_some(&("环", Name::Road));
        let found = ring.or_else(|| NAMES.iter().find(|(word, _)| starts(rest, word)));
        let Some((word, name)) = found.copied() else {
            return false;
        };
        let end = self.at + word.chars().count();
        if self.at == self.from || is_inside(name, self.rest(end)) {
            return false;
        }
        let begin = self.name_begins(self.from.max(end.saturating_sub(NAME_MAX)));
        if begin >= self.at {
            return false;
        }
        let begin = match word {
            "国道" | "省道" => self.highway_begins(begin),
            _ => begin,
        };
        match name {
            Name::Township => self.township(begin, end),
            Name::Village => self.village(begin, end),
            Name::Road => self.road(begin, end),
        }
    }

    /// A name begins behind a sign and behind the words for zones.
    fn name_begins(&self, from: usize) -> usize {
        const BEFORE: [&str; 13] = [
            "开发区",
            "园区",
            "高新区",
            "经开区",
            "工业园",
            "产业园",
            "科技园",
            "创业园",
            "工业区",
            "港区",
            "保税区",
            "新区",
            "示范区",
        ];
        let mut begin = from;
        for at in from..self.at {
            let is_sign = matches!(
                self.characters[at],
                ',' | '.' | '、' | ';' | ':' | '-' | '与' | '。'
            );
            if is_sign {
                begin = at + 1;
            }
            for word in BEFORE {
                let length = word.chars().count();
                if starts(self.rest(at), word) && at + length < self.at {
                    let is_within = starts(self.rest(at + length), "内");
                    begin = begin.max(at + length + usize::from(is_within));
                }
            }
        }
        begin
    }

    /// 森林苗圃105国道: a highway is named by its number.
    fn highway_begins(&self, from: usize) -> usize {
        let digits = self.characters[from..self.at].iter().rev();
        let n_digits = digits
            .take_while(|sign| sign.is_ascii_alphanumeric())
            .count();
        match n_digits {
            0 => from,
            _ => self.at - n_digits,
        }
    }

    fn township(&mut self, begin: usize, end: usize) -> bool {
        if self.address.township.is_some() || self.address.road.is_some() {
            return false;
        }
        self.leave_until(begin);
        let written = self.text(begin, end);
        let written = written.trim_start_matches(['市', '区', '县']);
        self.address.township = Some(whole_township(written, self.address.region_code));
        self.go_on(end);
        true
    }

    fn village(&mut self, begin: usize, end: usize) -> bool {
        if self.address.village.is_some() {
            return false;
        }
        self.leave_until(begin);
        self.address.village = Some(self.text(begin, end));
        self.go_on(end);
        true
    }

    /// The road right before the number counts: 黄山大道中段杨柳路2号 is a door of 杨柳路.
    fn road(&mut self, begin: usize, end: usize) -> bool {
        let is_crossing = matches!(
            self.characters.get(self.from),
            Some('与' | '和' | '交' | '以' | '旁' | '侧' | '南' | '北' | '东' | '西')
        );
        // 邵阳大道财桥路口 is a place at the first of the two.
        let is_corner = starts(self.rest(end), "口") || starts(self.rest(end), "交");
        let is_second = self.address.number.is_some() || is_crossing || is_corner;
        if self.address.road.is_some() && is_second {
            return false;
        }
        let begin = self.behind_town(begin);
        let end = end + self.section(end);
        self.leave_until(begin);
        let written = serial_in_digits(&self.text(begin, end));
        // 翠湖路一巷 is one name; 一巷 alone is none.
        let is_alley = begin == self.road_end && is_number(&self.characters[begin..self.at]);
        let wider = self.address.road.take();
        self.address.road = Some(match (wider, is_alley) {
            (Some(wider), true) => {
                wider + &numbered_alley(&self.text(begin, self.at), &self.text(self.at, end))
            }
            (Some(wider), false) => {
                self.address.leave(&wider);
                written
            }
            (None, _) => written,
        });
        self.road_end = end;
        self.go_on(end);
        true
    }

    /// 晏家育才路 in 长寿区 is 育才路 in 晏家街道: a town of the county without its last word, where more than
    /// a direction remains of the road. Gives where the road begins.
    fn behind_town(&mut self, begin: usize) -> usize {
        const TOWN_MAX: usize = 4;
        let (Some(county), None) = (self.address.region_code, &self.address.township) else {
            return begin;
        };
        for length in (2..=TOWN_MAX).rev() {
            let behind = begin + length;
            if behind + 2 > self.at {
                continue;
            }
            let stem = self.text(begin, behind);
            let is_word = BRAND_LIKE_REGIONS.contains(&stem.as_str()) || EVERYDAY.contains(&&*stem);
            if let (false, Some(town)) = (is_word, region::township_of_stem(&stem, county)) {
                self.leave_until(begin);
                self.from = behind;
                self.address.township = Some(town.to_owned());
                return behind;
            }
        }
        begin
    }

    /// Characters of 中段, 东段, 一段 behind a road.
    fn section(&self, at: usize) -> usize {
        match self.rest(at) {
            [sign, '段', ..]
                if matches!(sign, '东' | '西' | '南' | '北' | '中' | '上' | '下')
                    || numeral::is_numeral(*sign) =>
            {
                2
            }
            _ => 0,
        }
    }
}

fn is_number(characters: &[char]) -> bool {
    !characters.is_empty()
        && characters
            .iter()
            .all(|sign| numeral::is_numeral(*sign) || sign.is_ascii_digit())
}

/// 一巷 as 1巷.
fn numbered_alley(number: &str, word: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let digits = numeral::digits(&characters);
    format!("{}{word}", digits.as_deref().unwrap_or(number))
}

/// 胜利四路 as 胜利4路; 五一路 and 八一大道 are no serials.
fn serial_in_digits(road: &str) -> String {
    let characters: Vec<char> = road.chars().collect();
    let word = ["大道", "路", "街", "巷", "弄"]
        .iter()
        .find(|word| road.ends_with(**word));
    let n_word = word.map_or(0, |word| word.chars().count());
    let stem = &characters[..characters.len() - n_word];
    let n_numeral = stem
        .iter()
        .rev()
        .take_while(|sign| numeral::is_numeral(**sign))
        .count();
    let (name, figure) = stem.split_at(stem.len() - n_numeral);
    let is_serial = !name.is_empty() && (figure.len() == 1 || figure.contains(&'十'));
    match numeral::digits(figure).filter(|_| is_serial) {
        Some(digits) => name.iter().collect::<String>() + &digits + word.unwrap_or(&""),
        None => road.to_owned(),
    }
}
