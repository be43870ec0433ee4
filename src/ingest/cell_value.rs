//! Cells to counts, sums of money, days and marks, however an office writes them.

use chrono::NaiveDate;

use super::header::{plain, without_bracketed};
use super::numerals::with_figures;

/// Excel counts days from here, having taken 1900 for a leap year.
const EXCEL_EPOCH: (i32, u32, u32) = (1899, 12, 30);
/// Serial numbers of days that a date in such a file can be: 1920 to 2099.
const EXCEL_SERIALS: std::ops::RangeInclusive<i64> = 7_306..=73_050;
/// Years a date can lie in.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;
/// 万
const TEN_THOUSAND: f64 = 1e4;
/// 亿
const HUNDRED_MILLION: f64 = 1e8;

/// A cell that holds something else than its column should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unreadable;

/// Whether a cell says in words or strokes that there is nothing.
pub(super) fn says_nothing(text: &str) -> bool {
    let stroke =
        |character: char| matches!(character, '-' | '—' | '–' | '－' | '/' | '\\' | '―' | '_');
    text.chars().all(stroke) || text.eq_ignore_ascii_case("null") || text == "\\N"
}

/// What a spreadsheet shows where a formula failed.
pub(super) fn is_formula_error(text: &str) -> bool {
    matches!(
        text,
        "#N/A" | "#REF!" | "#VALUE!" | "#DIV/0!" | "#NAME?" | "#NULL!" | "#NUM!" | "#GETTING_DATA"
    )
}

/// `无`, `不详`: nothing, in a column of figures, days or codes.
fn is_word_for_nothing(text: &str) -> bool {
    matches!(text, "" | "无" | "不详" | "未知" | "暂无" | "空" | "不明")
}

/// A whole number, 0 or more, of what the header counts in `factor`s.
pub(super) fn count(text: &str, factor: f64) -> Result<Option<i64>, Unreadable> {
    /// More than this of anything is no count of one unit or city.
    const COUNT_MAX: f64 = 4e9;
    let folded = plain(text);
    if is_word_for_nothing(&folded) || says_nothing(&folded) {
        return Ok(None);
    }
    let bare = without_bracketed(&folded);
    let figures = with_figures(&bare);
    let digits = figures.trim_start_matches(['约', '共', '近']);
    let digits = digits.trim_end_matches(['人', '名', '个', '家', '户', '位', '余']);
    let (number, own) = scaled(digits)?;
    let value = number * own.unwrap_or(factor);
    // Rounding undoes what binary fractions make of 1.2万; a half person stays a fault.
    let whole = value.round();
    if !(0.0..=COUNT_MAX).contains(&whole) || (value - whole).abs() > 1e-6 {
        return Err(Unreadable);
    }
    Ok(Some(whole as i64))
}

/// Yuan, of what the header counts in `factor`s.
pub(super) fn money(text: &str, factor: f64) -> Result<Option<f64>, Unreadable> {
    let folded = plain(text);
    if is_word_for_nothing(&folded) || says_nothing(&folded) {
        return Ok(None);
    }
    let in_yuan = folded.ends_with('元');
    let digits = folded.trim_start_matches(['¥', '约']).replace("人民币", "");
    let digits = digits.trim_end_matches('元');
    let (number, own) = scaled(digits)?;
    let value = match own {
        Some(own) => number * own,
        None if in_yuan => number,
        None => number * factor,
    };
    if value.is_finite() && value >= 0.0 {
        Ok(Some(value))
    } else {
        Err(Unreadable)
    }
}

fn scaled(digits: &str) -> Result<(f64, Option<f64>), Unreadable> {
    let (digits, factor) = match (digits.strip_suffix('万'), digits.strip_suffix('亿')) {
        (Some(digits), _) => (digits, Some(TEN_THOUSAND)),
        (None, Some(digits)) => (digits, Some(HUNDRED_MILLION)),
        (None, None) => (digits, None),
    };
    let digits: String = digits
        .chars()
        .filter(|character| !matches!(character, ',' | '\''))
        .collect();
    let plain_number = digits
        .chars()
        .all(|character| character.is_ascii_digit() || matches!(character, '.' | '-'));
    let number = digits.parse().ok().filter(|_| plain_number);
    number.map(|number| (number, factor)).ok_or(Unreadable)
}

/// A day; a month stands for its first day and a year for its first.
pub(super) fn date(text: &str) -> Result<Option<NaiveDate>, Unreadable> {
    let folded = plain(text);
    if is_word_for_nothing(&folded) || says_nothing(&folded) || folded.contains("长期") {
        return Ok(None);
    }
    let text = with_figures(text);
    let text = text.as_ref();
    let folded = plain(text);
    let digits_only = folded.bytes().all(|byte| byte.is_ascii_digit());
    if digits_only {
        return from_digits(&folded).map(Some).ok_or(Unreadable);
    }
    let day = text.split_whitespace().next().unwrap_or("");
    let day = if day.chars().filter(char::is_ascii_digit).count() >= 4 {
        plain(day)
    } else {
        folded
    };
    let day = day.split('t').next().unwrap_or("").to_owned();
    let numbers: Option<Vec<u32>> = day
        .split(['-', '/', '.', '年', '月', '日', '－', '—', '号', '\\'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect();
    let date = match numbers.ok_or(Unreadable)?.as_slice() {
        [year, month, day] if *year >= 1000 => day_of(*year, *month, *day),
        [month, day, year] if *year >= 1000 => day_of(*year, *month, *day),
        [year, month] if *year >= 1000 => day_of(*year, *month, 1),
        [year] if *year >= 1000 => day_of(*year, 1, 1),
        _ => from_serial(&day),
    };
    date.map(Some).ok_or(Unreadable)
}

fn from_digits(digits: &str) -> Option<NaiveDate> {
    let number: u32 = digits.parse().ok()?;
    match digits.len() {
        8 => day_of(number / 10_000, number / 100 % 100, number % 100),
        6 => day_of(number / 100, number % 100, 1),
        4 => day_of(number, 1, 1),
        5 => from_serial(digits),
        _ => None,
    }
}

/// A serial number that lost its date format, with or without a time of day behind the point.
fn from_serial(text: &str) -> Option<NaiveDate> {
    let serial = text.split('.').next()?.parse().ok()?;
    let (year, month, day) = EXCEL_EPOCH;
    let epoch = NaiveDate::from_ymd_opt(year, month, day)?;
    let in_range = EXCEL_SERIALS.contains(&serial);
    in_range.then(|| epoch + chrono::Duration::days(serial))
}

fn day_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let year = i32::try_from(year)
        .ok()
        .filter(|year| YEARS.contains(year))?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// A mark of yes or no.
pub(super) fn flag(text: &str) -> Result<Option<bool>, Unreadable> {
    let folded = plain(text);
    match folded.as_str() {
        "1" | "y" | "yes" | "t" | "true" | "是" | "有" | "已" | "√" | "✓" | "✔" | "对"
        | "已建会" | "已建" | "已成立" | "已建立" | "已组建" | "农民工" => {
            Ok(Some(true))
        }
        // 筹备: on the way, not there.
        "0" | "n" | "no" | "f" | "false" | "否" | "无" | "未" | "×" | "x" | "不是" | "没有"
        | "未建会" | "未建" | "未成立" | "未建立" | "未组建" | "c" | "筹备" | "筹备中" | "筹建"
        | "筹建中" | "非农民工" => Ok(Some(false)),
        text if is_word_for_nothing(text) || says_nothing(text) => Ok(None),
        _ => Err(Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_count(text: &str, expected: Result<Option<i64>, Unreadable>) {
        assert_eq!(count(text, 1.0), expected, "{text}");
    }

    #[track_caller]
    fn check_date(text: &str, expected: Option<(i32, u32, u32)>) {
        let expected =
            expected.and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day));
        assert_eq!(date(text).ok().flatten(), expected, "{text}");
    }

    #[test]
    fn counts_know_separators_units_and_ten_thousands() {
        check_count("1,234", Ok(Some(1234)));
        check_count("12人", Ok(Some(12)));
        check_count("1.2万", Ok(Some(12_000)));
        check_count("１２", Ok(Some(12)));
        check_count("12.0", Ok(Some(12)));
        check_count("五十", Ok(Some(50)));
        check_count("12（其中临时工3人）", Ok(Some(12)));
        check_count("-", Ok(None));
        check_count("", Ok(None));
    }

    #[test]
    fn what_is_no_count_is_said_to_be_none() {
        check_count("-3", Err(Unreadable));
        check_count("12.5", Err(Unreadable));
        check_count("若干", Err(Unreadable));
    }

    #[test]
    fn dates_are_read_in_every_dress() {
        for text in [
            "2016-03-01",
            "2016/3/1",
            "2016.3.1",
            "2016年3月1日",
            "20160301",
            "42430",
            "2016-03-01 00:00:00",
            "2016年03月",
        ] {
            check_date(text, Some((2016, 3, 1)));
        }
        check_date("二〇一六年九月三十日", Some((2016, 9, 30)));
        check_date("二○一〇年七月", Some((2010, 7, 1)));
        check_date("二0一六年十月二十一日", Some((2016, 10, 21)));
        check_date("2016", Some((2016, 1, 1)));
        check_date("2016-13-01", None);
        check_date("长期", None);
    }

    #[test]
    fn money_follows_its_unit() {
        assert_eq!(money("500", 1e4), Ok(Some(5_000_000.0)));
        assert_eq!(money("500元", 1e4), Ok(Some(500.0)));
        assert_eq!(money("1.5亿元", 1.0), Ok(Some(150_000_000.0)));
    }

    #[test]
    fn marks_are_words_figures_and_ticks() {
        assert_eq!(flag("Y"), Ok(Some(true)));
        assert_eq!(flag("筹备"), Ok(Some(false)));
        assert_eq!(flag("也许"), Err(Unreadable));
    }
}
