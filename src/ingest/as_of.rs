//! As of when a table's figures hold: what the words around it say.

use chrono::NaiveDate;

use super::header::half_width;
use super::numerals::with_figures;
use crate::table::AsOf;

/// What is written before the day whose state a table shows.
const STATE_LABELS: &[&str] = &[
    "统计时间",
    "统计日期",
    "截止",
    "截至",
    "数据时间",
    "报告期",
    "所属期",
    "参保年月",
];

/// What is written before the day a table was filled in, handed over or printed.
const DELIVERY_LABELS: &[&str] = &[
    "填报日期",
    "填报时间",
    "填表日期",
    "填表时间",
    "报出日期",
    "制表日期",
    "制表时间",
    "打印日期",
    "打印时间",
    "导出日期",
    "导出时间",
    "日期",
    "时间",
];

/// What the texts around a table say: the day of its state, else the day it was filled in, else any
/// time that title, sheet or file name hold.
///
/// `above` holds the nearest first, sheet and file name last; a time in the notes of `below` counts
/// only behind its label.
pub(super) fn as_of(above: &[&str], below: &[&str]) -> Option<AsOf> {
    let behind = |labels: &[&str]| {
        above.iter().chain(below).find_map(|text| {
            let text = folded(text);
            let ends = labels.iter().filter_map(|label| {
                let start = text.find(label)?;
                Some(start + label.len())
            });
            ends.min().and_then(|end| first_time(text.get(end..)?))
        })
    };
    behind(STATE_LABELS)
        .or_else(|| behind(DELIVERY_LABELS))
        .or_else(|| above.iter().find_map(|text| last_time(&folded(text))))
}

/// Years that a delivery can be of.
const YEARS: std::ops::RangeInclusive<u32> = 1980..=2100;

/// Half width without blanks, but where one parts a day from an hour.
fn folded(text: &str) -> String {
    let signs: Vec<char> = text.chars().map(half_width).collect();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| signs.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let parts = |at: usize| is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    let kept = signs
        .iter()
        .enumerate()
        .filter(|(at, sign)| !sign.is_whitespace() || parts(*at));
    kept.map(|(_, sign)| *sign).collect()
}

fn first_time(text: &str) -> Option<AsOf> {
    times(text).into_iter().next()
}

/// Of `2015年10月至2016年9月` the end counts.
fn last_time(text: &str) -> Option<AsOf> {
    times(text).into_iter().next_back()
}

/// Every time a folded text names, in order.
fn times(text: &str) -> Vec<AsOf> {
    let signs: Vec<char> = with_figures(text).chars().collect();
    let mut times = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let after_digit = at > 0 && signs[at - 1].is_ascii_digit();
        match time_at(&signs[at..]).filter(|_| !after_digit) {
            Some((time, n_read)) => {
                times.push(time);
                at += n_read;
            }
            None => at += 1,
        }
    }
    times
}

/// The time that begins a text, with the number of characters it takes.
fn time_at(signs: &[char]) -> Option<(AsOf, usize)> {
    let n_digits = n_digits(signs);
    match n_digits {
        8 => {
            let day = day_of(
                number(&signs[..4])?,
                number(&signs[4..6])?,
                number(&signs[6..8])?,
            )?;
            Some((AsOf::day(day), 8))
        }
        6 => month_of(number(&signs[..4])?, number(&signs[4..6])?).map(|month| (month, 6)),
        4 => written_out(number(&signs[..4])?, signs),
        _ => None,
    }
}

/// `2016年9月30日`, `2016.9.30`, `2016年1-9月`, `2016年度`; a bare year is one too, for files are named so.
fn written_out(year: u32, signs: &[char]) -> Option<(AsOf, usize)> {
    let whole_year = YEARS
        .contains(&year)
        .then(|| AsOf::year(year as i32))?
        .map(|time| (time, 4));
    let Some((month, after_month)) = part(signs, 4, "年.-/_") else {
        return whole_year;
    };
    // Of several months the last one counts.
    let (month, after_month) = match part(signs, after_month, "-至到~—") {
        Some((last, end)) if signs.get(4) == Some(&'年') && signs.get(end) == Some(&'月') => {
            (last, end)
        }
        Some(_) | None => (month, after_month),
    };
    let Some(to_month) = month_of(year, month) else {
        return whole_year;
    };
    match part(signs, after_month, "月.-/_") {
        Some((day, end)) => match day_of(year, month, day) {
            Some(day) => Some((AsOf::day(day), end)),
            None => Some((to_month, after_month)),
        },
        None => Some((to_month, after_month)),
    }
}

/// The one- or two-digit number behind one of `separators`, with where it ends.
fn part(signs: &[char], at: usize, separators: &str) -> Option<(u32, usize)> {
    let separator = signs.get(at)?;
    let rest = signs.get(at + 1..)?;
    let n = n_digits(rest);
    let is_part = separators.contains(*separator) && (1..=2).contains(&n);
    let value = is_part.then(|| number(&rest[..n]))??;
    Some((value, at + 1 + n))
}

fn n_digits(signs: &[char]) -> usize {
    signs
        .iter()
        .take_while(|sign| sign.is_ascii_digit())
        .count()
}

fn number(digits: &[char]) -> Option<u32> {
    digits
        .iter()
        .try_fold(0, |number, digit| Some(number * 10 + digit.to_digit(10)?))
}

fn month_of(year: u32, month: u32) -> Option<AsOf> {
    let is_year = YEARS.contains(&year);
    is_year.then(|| AsOf::month(year as i32, month))?
}

fn day_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let is_year = YEARS.contains(&year);
    is_year.then(|| NaiveDate::from_ymd_opt(year as i32, month, day))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(around: &[&str], expected: &str) {
        let found = as_of(around, &[]).map(|time| time.to_string());
        assert_eq!(found.unwrap_or_default(), expected, "{around:?}");
    }

    #[test]
    fn a_time_is_read_however_an_office_writes_it() {
        for (text, expected) in [
            (
                "填报单位：宜昌市地方税务局        填报日期：2016年9月30日",
                "2016-09-30",
            ),
            ("填表日期：2016-10-08", "2016-10-08"),
            ("制表时间 2016/9/1 10:20:33", "2016-09-01"),
            ("2016年9月参保单位花名册", "2016-09"),
            ("2016年度企业名录", "2016"),
            ("社保_201609", "2016-09"),
            ("工商登记20160930导出", "2016-09-30"),
            ("2016.9.30企业名单", "2016-09-30"),
            ("二〇一六年九月三十日", "2016-09-30"),
            ("二○一六年十二月", "2016-12"),
            ("二零一六年十月二十一日", "2016-10-21"),
            ("2016年1-9月用工情况", "2016-09"),
            ("2015年10月至2016年9月", "2016-09"),
            ("截至２０１６年６月底在册企业", "2016-06"),
            ("2016", "2016"),
        ] {
            check(&[text], expected);
        }
    }

    #[test]
    fn other_numbers_are_no_times() {
        for text in [
            "",
            "420502",
            "第2016号楼13室0717",
            "13872012016",
            "9月",
            "西陵区",
            "1949年建厂",
        ] {
            let expected = if text.contains("2016号") { "2016" } else { "" };
            check(&[text], expected);
        }
    }

    #[test]
    fn the_day_of_the_state_goes_before_the_day_of_filling_in() {
        check(
            &["2015年名册", "填报日期：2016-10-12 统计时间：2016-09-30"],
            "2016-09-30",
        );
    }

    #[test]
    fn an_impossible_day_leaves_its_month() {
        check(&["2016年2月30日"], "2016-02");
        check(&["2016-13-01"], "2016");
    }

    #[test]
    fn a_note_below_tells_a_time_only_behind_its_label() {
        let time = as_of(
            &[],
            &[
                "注：2014年以前注册的不计",
                "审核人：张三 填表日期：2016年10月8日",
            ],
        );
        assert_eq!(
            time.map(|time| time.to_string()).as_deref(),
            Some("2016-10-08")
        );
        assert_eq!(as_of(&[], &["注：2014年以前注册的不计"]), None);
    }
}
