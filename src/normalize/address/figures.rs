//! Figures of an address and what they count: doors, buildings, floors, rooms, groups.

use super::super::numeral;
use super::reader::Reader;
use super::words::{UNITS, Unit, starts};

impl Reader<'_> {
    /// Reads the figure that begins here, if one does.
    pub(super) fn figure(&mut self) -> bool {
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
        let is_underground = unit == Unit::Floor && self.at >= self.from + 2 && {
            let before = &self.characters[self.at - 2..self.at];
            before == ['地', '下']
        };
        // 负三层 and 地下三层: the words belong to the figure.
        let (figure, begin) = match (is_below, is_underground) {
            (true, _) => (&*format!("负{figure}"), self.at - 1),
            (false, true) => (&*format!("负{figure}"), self.at - 2),
            (false, false) => (figure, self.at),
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
        ) && self.characters.get(at + 2) != Some(&'下')
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
