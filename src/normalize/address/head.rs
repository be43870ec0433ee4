//! The region at the head of an address, and what is not one.

use super::super::numeral;
use crate::standard::region::{self, Level, Located};

const ROADS: &[&str] = &["大道", "路", "街", "巷", "弄"];

/// The region at the head of an address. 西陵 in 西陵一路 is the name of a road: a short name right
/// before a road's last word is given back to the road.
pub(super) fn head(text: &str, within: &str) -> Option<Located> {
    let located = region::locate_prefix(text, within)?;
    let (written, rest) = text.split_at_checked(located.end)?;
    let direction =
        |sign: char| numeral::is_numeral(sign) || matches!(sign, '东' | '南' | '西' | '北' | '中');
    let behind = rest.trim_start_matches(direction);
    if written.ends_with(['省', '市', '县', '区', '州', '旗']) {
        return Some(repeated(text, located));
    }
    let starts = written.char_indices().rev().skip(1).map(|(at, _)| at);
    let mut wider = starts.filter_map(|at| {
        let wider = written.get(..at)?;
        region::locate_prefix(wider, within).filter(|found| found.end == at)
    });
    let wider = wider.next();
    // 掇刀石街道 is a street of 掇刀区 and no 石街道 in it.
    let from = wider.map_or(0, |wider| wider.end);
    let names_town = region::township_prefix(text.get(from..)?, located.region.code)
        .is_some_and(|town| from + town.end > located.end);
    let names_road = ROADS.iter().any(|road| behind.starts_with(road))
        || ["镇", "乡", "社区", "村"]
            .iter()
            .any(|word| rest.starts_with(word));
    match names_road || names_town {
        true => wider,
        false => Some(repeated(text, located)),
    }
}

/// 合肥市合肥市蜀山区 and 峡江县江西省吉安市峡江县: a place written twice, the second time perhaps
/// finer.
fn repeated(text: &str, located: Located) -> Located {
    let rest = text.get(located.end..).unwrap_or_default();
    let of_county =
        || region::locate_prefix(rest, "").filter(|again| again.region == located.region);
    let again = match located.region.level() {
        Level::County if rest.starts_with(located.region.name) => of_county(),
        // 西陵区西陵一路: a short name behind the county is a road's.
        Level::County => of_county().filter(|again| again.end > located.region.name.len()),
        Level::Province | Level::Prefecture if rest.starts_with(located.region.name) => {
            region::locate_prefix(rest, located.region.code)
        }
        Level::Province | Level::Prefecture => None,
    };
    let again = again.filter(|again| {
        let written = rest.get(..again.end).unwrap_or_default();
        written.ends_with(['省', '市', '县', '区', '州', '旗'])
    });
    again.map_or(located, |again| Located {
        end: located.end + again.end,
        ..again
    })
}

/// 修水县城沿江路: 城 behind a county means its seat.
pub(super) fn without_seat(tail: &str) -> &str {
    let Some(rest) = tail.strip_prefix('城') else {
        return tail;
    };
    let is_name = rest.starts_with([
        '关', '东', '南', '西', '北', '中', '区', '郊', '乡', '镇', '厢', '内', '外', '市', '建',
        '步', '上', '下',
    ]);
    if is_name || rest.is_empty() {
        tail
    } else {
        rest
    }
}
