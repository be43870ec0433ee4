//! The part of an address behind its region, read from left to right.

use super::super::numeral;
use super::{Address, whole_township};

/// What a word that ends a name makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Name {
    Township,
    Village,
    Road,
}

/// Words that end a name, longer ones before those that begin them.
const NAMES: &[(&str, Name)] = &[
    ("街道办事处", Name::Township),
    ("街道办", Name::Township),
    ("街办事处", Name::Township),
    ("街办", Name::Township),
    ("办事处", Name::Township),
    ("街道", Name::Township),
    ("民族乡", Name::Township),
    ("苏木", Name::Township),
    ("镇", Name::Township),
    ("乡", Name::Township),
    ("村民委员会", Name::Village),
    ("居民委员会", Name::Village),
    ("村委会", Name::Village),
    ("居委会", Name::Village),
    ("居委", Name::Village),
    ("行政村", Name::Village),
    ("社区", Name::Village),
    ("嘎查", Name::Village),
    ("村", Name::Village),
    ("大道", Name::Road),
    ("大街", Name::Road),
    ("胡同", Name::Road),
    ("公路", Name::Road),
    ("国道", Name::Road),
    ("省道", Name::Road),
    ("路", Name::Road),
    ("街", Name::Road),
    ("巷", Name::Road),
    ("弄", Name::Road),
];

/// What stands behind a word that ends a name and shows that it is part of a longer one: 村 in
/// 中关村大街, 镇 in 古镇路, 路 in 路口 is a place at a road.
fn is_inside(name: Name, rest: &[char]) -> bool {
    let next = rest.first();
    match name {
        Name::Township => {
            matches!(
                next,
                Some('路' | '街' | '巷' | '镇' | '政' | '中' | '上' | '企')
            ) && !starts(rest, "中心村")
                && !starts(rest, "街道")
        }
        Name::Village => matches!(next, Some('路' | '街' | '巷' | '镇' | '大' | '民')),
        Name::Road => {
            matches!(
                next,
                Some('街' | '路' | '巷' | '弄' | '道' | '镇' | '乡' | '村')
            ) && !starts(rest, "街道")
        }
    }
}

/// Names are no longer than this.
const NAME_MAX: usize = 14;

fn starts(characters: &[char], word: &str) -> bool {
    let mut rest = characters.iter();
    word.chars().all(|expected| rest.next() == Some(&expected))
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Door,
    Group,
    Building,
    Stairs,
    Floor,
    Room,
    /// The end of the text, or a sign.
    Nothing,
}

/// Words behind a figure, longer ones before those that begin them.
const UNITS: &[(&str, Unit)] = &[
    ("号大楼", Unit::Building),
    ("号厂房", Unit::Building),
    ("号商住楼", Unit::Building),
    ("号楼", Unit::Building),
    ("号栋", Unit::Building),
    ("号幢", Unit::Building),
    ("#楼", Unit::Building),
    ("#栋", Unit::Building),
    ("#幢", Unit::Building),
    ("栋", Unit::Building),
    ("幢", Unit::Building),
    ("座", Unit::Building),
    ("单元", Unit::Stairs),
    ("号门面房", Unit::Room),
    ("号门面", Unit::Room),
    ("号商铺", Unit::Room),
    ("号铺", Unit::Room),
    ("号房", Unit::Room),
    ("号室", Unit::Room),
    ("#铺", Unit::Room),
    ("#室", Unit::Room),
    ("室", Unit::Room),
    ("房", Unit::Room),
    ("铺", Unit::Room),
    ("村民小组", Unit::Group),
    ("居民小组", Unit::Group),
    ("小组", Unit::Group),
    ("组", Unit::Group),
    ("社", Unit::Group),
    ("队", Unit::Group),
    ("楼", Unit::Floor),
    ("层", Unit::Floor),
    ("号", Unit::Door),
    ("#", Unit::Door),
];

/// Reads what stands behind the region.
pub(super) struct Reader<'a> {
    characters: &'a [char],
    address: &'a mut Address,
    /// Where the words that belong to nothing yet begin.
    from: usize,
    at: usize,
    floor: Option<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(characters: &'a [char], address: &'a mut Address) -> Self {
        Self {
            characters,
            address,
            from: 0,
            at: 0,
            floor: None,
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

    fn rest(&self, at: usize) -> &[char] {
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
    fn leave_until(&mut self, until: usize) {
        let words = self.text(self.from, until);
        self.address.leave(&words);
    }

    /// Goes on behind `end`.
    fn go_on(&mut self, end: usize) {
        self.from = end;
        self.at = end;
    }

    // Names.

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
                    '一' | '二' | '三' | '四' | '五' | '内' | '外' | '中'
                )
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
        match name {
            Name::Township => self.township(begin, end),
            Name::Village => self.village(begin, end),
            Name::Road => self.road(begin, end),
        }
    }

    /// A name begins behind a sign and behind the words for zones.
    fn name_begins(&self, from: usize) -> usize {
        const BEFORE: [&str; 7] = [
            "开发区",
            "园区",
            "高新区",
            "经开区",
            "工业园",
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
                    begin = begin.max(at + length);
                }
            }
        }
        begin
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
        if self.address.road.is_some() && (self.address.number.is_some() || is_crossing) {
            return false;
        }
        let end = end + self.section(end);
        self.leave_until(begin);
        if let Some(wider) = self.address.road.take() {
            self.address.leave(&wider);
        }
        self.address.road = Some(serial_in_digits(&self.text(begin, end)));
        self.go_on(end);
        true
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

    // Figures.

    fn figure(&mut self) -> bool {
        let is_begun = self.at > self.from && is_figure(self.characters[self.at - 1]);
        if is_begun {
            return false;
        }
        let Some((figure, end)) = self.read_figure(self.at) else {
            return false;
        };
        let rest = self.rest(end);
        let unit = UNITS.iter().find(|(word, _)| starts(rest, word));
        let is_end = rest
            .first()
            .is_none_or(|sign| matches!(sign, ',' | ';' | '。' | '、' | '-'));
        let (length, unit) = match unit {
            Some((word, unit)) => (word.chars().count(), *unit),
            None if is_end => (0, Unit::Nothing),
            None => {
                // Digits that count nothing are part of a name: 318国道, 100米.
                return false;
            }
        };
        self.take(&figure, unit, end + length)
    }

    fn take(&mut self, figure: &str, unit: Unit, end: usize) -> bool {
        let is_below =
            unit == Unit::Floor && self.at > self.from && self.characters[self.at - 1] == '负';
        // 负三层: the sign belongs to the figure.
        let (figure, begin) = match is_below {
            true => (&*format!("负{figure}"), self.at - 1),
            false => (figure, self.at),
        };
        let has_building = self.address.building.is_some();
        let taken = match unit {
            Unit::Door if self.is_community(end - 1) => false,
            Unit::Door if self.address.number.is_none() && !has_building => {
                return self.door(figure, end);
            }
            // 财富南路60号门面房 has no other number.
            Unit::Room
                if self.characters[begin..end].contains(&'号')
                    && self.address.number.is_none()
                    && self.address.road.is_some()
                    && !has_building =>
            {
                put(&mut self.address.number, figure)
            }
            Unit::Door | Unit::Room => put(&mut self.address.room, figure),
            Unit::Group if starts(self.rest(end - 1), "社区") => false,
            Unit::Group => {
                let word = self.characters[end - 1];
                put(&mut self.address.number, &format!("{figure}{word}"))
            }
            Unit::Building => put(&mut self.address.building, figure),
            Unit::Floor => put(
                &mut self.floor,
                &format!("{figure}{}", self.characters[end - 1]),
            ),
            Unit::Stairs => false,
            Unit::Nothing => return self.bare(figure, end),
        };
        if !taken {
            return false;
        }
        self.leave_until(begin);
        self.go_on(end);
        true
    }

    /// 二号桥 and 三号路 are names.
    fn is_community(&self, at: usize) -> bool {
        matches!(
            self.characters.get(at + 1),
            Some('桥' | '路' | '街' | '线' | '井' | '巷' | '地')
        )
    }

    /// A house number; 46号-1 and 46号附1号 are doors of 46. 2#108 is a room of building 2.
    fn door(&mut self, figure: &str, end: usize) -> bool {
        let begin = self.at;
        let is_sharp = self.characters[end - 1] == '#';
        let next = self.rest(end).first();
        let is_building = is_sharp
            && (self.address.road.is_none() || begin > self.from)
            && next.is_some_and(|sign| is_figure(*sign));
        self.leave_until(begin);
        if is_building {
            self.address.building = Some(figure.to_owned());
            self.go_on(end);
            return true;
        }
        let (figure, end) = match self.suffix(end) {
            Some((suffix, end)) => (format!("{figure}-{suffix}"), end),
            None => (figure.replace('附', "-"), end),
        };
        self.address.number = Some(figure);
        self.go_on(end);
        true
    }

    fn suffix(&self, at: usize) -> Option<(String, usize)> {
        if !matches!(self.rest(at).first(), Some('-' | '附' | '之')) {
            return None;
        }
        let (figure, end) = self.read_figure(at + 1)?;
        let is_door = self.rest(end).first() == Some(&'号');
        let counts_more = UNITS.iter().any(|(word, _)| starts(self.rest(end), word)) && !is_door;
        if counts_more {
            return None;
        }
        Some((figure, end + usize::from(is_door)))
    }

    /// A figure with nothing behind it: the door of a road that has none, else a room.
    fn bare(&mut self, figure: &str, end: usize) -> bool {
        let begin = self.at;
        let follows = begin == self.from;
        let is_door = self.address.road.is_some()
            && self.address.number.is_none()
            && self.address.building.is_none()
            && follows;
        let is_room = self.address.number.is_some()
            || self.address.building.is_some()
            || self.floor.is_some();
        let taken = match (is_door, is_room) {
            (true, _) => put(&mut self.address.number, figure),
            (false, true) => put(&mut self.address.room, figure),
            (false, false) => false,
        };
        if taken {
            self.leave_until(begin);
            self.go_on(end);
        }
        taken
    }

    /// Digits with letters and dashes between, or a Chinese numeral in digits, from `at` on, with
    /// the place behind: `46-1`, `A-1001`, 十四, 负1.
    fn read_figure(&self, at: usize) -> Option<(String, usize)> {
        let rest = self.rest(at);
        let numeral_length = rest
            .iter()
            .take_while(|sign| numeral::is_numeral(**sign))
            .count();
        if let Some(digits) = numeral::digits(rest.get(..numeral_length)?) {
            let end = at + numeral_length;
            let is_counted = UNITS.iter().any(|(word, _)| starts(self.rest(end), word));
            return is_counted.then_some((digits, end));
        }
        let mut length = 0;
        for (idx, sign) in rest.iter().enumerate() {
            let next = rest.get(idx + 1);
            let joins = matches!(
                sign,
                '-' | '、' | '/' | '&' | '~' | '附' | '之' | '负' | '#'
            ) && next.is_some_and(|next| is_figure(*next) || *next == '负')
                && (idx > 0 || *sign == '负')
                && *sign != '附'
                && *sign != '#';
            // 3#-5#楼 are two buildings.
            let is_list = *sign == '#'
                && matches!(next, Some('-' | '、' | ','))
                && rest.get(idx + 2).is_some_and(|next| is_figure(*next))
                && idx > 0;
            let joins = joins || is_list;
            if !is_figure(*sign) && !joins {
                break;
            }
            length = idx + 1;
        }
        let figure: String = rest.get(..length)?.iter().collect();
        let has_digit = figure.contains(|sign: char| sign.is_ascii_digit());
        let is_letter = length == 1;
        (has_digit || is_letter).then(|| (figure.replace('之', "-").replace('#', ""), at + length))
    }
}

fn is_figure(sign: char) -> bool {
    sign.is_ascii_alphanumeric()
}

/// Keeps the first that comes.
fn put(place: &mut Option<String>, figure: &str) -> bool {
    if place.is_some() {
        return false;
    }
    *place = Some(figure.to_owned());
    true
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
