//! Roads: where their names begin, and their numerals.

use super::super::numeral;
use super::super::words::BRAND_LIKE_REGIONS;
use super::reader::Reader;
use super::words::starts;
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

impl Reader<'_> {
    /// 森林苗圃105国道: a highway is named by its number.
    pub(super) fn highway_begins(&self, from: usize) -> usize {
        let digits = self.characters[from..self.at].iter().rev();
        let n_digits = digits
            .take_while(|sign| sign.is_ascii_alphanumeric())
            .count();
        match n_digits {
            0 => from,
            _ => self.at - n_digits,
        }
    }

    /// The road right before the number counts: 黄山大道中段杨柳路2号 is a door of 杨柳路.
    pub(super) fn road(&mut self, begin: usize, end: usize) -> bool {
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
