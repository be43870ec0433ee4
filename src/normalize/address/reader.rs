//! The part of an address behind its region, read from left to right.

use super::Address;
use super::words::{NAMES, Name, is_inside, starts};
use crate::standard::region;

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
    pub(super) road_end: usize,
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

    pub(super) fn text(&self, from: usize, until: usize) -> String {
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
}

/// 学院街办, 学院办事处 and 学院街道办事处 are 学院街道; the table knows towns that are written so.
fn whole_township(written: &str, county: Option<&str>) -> String {
    let name = written.trim_end_matches("办事处").trim_end_matches('办');
    if name.len() == written.len() {
        return written.to_owned();
    }
    let stem = name.trim_end_matches("街道").trim_end_matches('街');
    let known = county.and_then(|county| region::township_of_stem(stem, county));
    known.map_or_else(|| format!("{stem}街道"), str::to_owned)
}
