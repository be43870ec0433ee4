//! One row's cells, read as what their columns hold.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::check::Problem;
use super::grid::Grid;
use super::header::{Layout, plain};
use crate::standard::{CreditCode, ResidentId, TaxpayerId, mask_identities};
use crate::table::field::Field;

/// The cells of one data row.
pub(super) struct RowCells<'a> {
    grid: &'a Grid,
    layout: &'a Layout,
    /// 0-based.
    row: usize,
    /// Top rows of the merged blocks that stand for repeated values.
    repeated: &'a BTreeMap<(usize, usize), usize>,
    problems: Vec<Problem>,
}

impl<'a> RowCells<'a> {
    pub(super) fn new(
        grid: &'a Grid,
        layout: &'a Layout,
        row: usize,
        repeated: &'a BTreeMap<(usize, usize), usize>,
    ) -> Self {
        Self {
            grid,
            layout,
            row,
            repeated,
            problems: Vec::new(),
        }
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    fn raw(&self, field: Field) -> Option<(&'a str, &'a super::header::Column)> {
        let column = self.layout.column_of(field)?;
        let mut cell = self.grid.cell(self.row, column.index);
        if cell.is_empty()
            && let Some(top) = self.repeated.get(&(self.row, column.index))
        {
            cell = self.grid.cell(*top, column.index);
        }
        let is_empty = matches!(
            cell,
            "" | "-" | "—" | "--" | "——" | "/" | "\\" | "－" | "N/A" | "#N/A" | "NULL" | "null"
        );
        (!is_empty).then_some((cell, column))
    }

    /// The text of the cell; dashes and the like are no text.
    pub(super) fn text(&self, field: Field) -> Option<String> {
        self.raw(field).map(|(cell, _)| cell.to_owned())
    }

    /// The text of a cell of codes of a workplace: a resident id is masked at the door.
    pub(super) fn unit_code(&self, field: Field) -> Option<String> {
        self.raw(field).map(|(cell, _)| mask_person(cell))
    }

    /// A head count or another whole number.
    pub(super) fn count(&mut self, field: Field) -> Option<u32> {
        let (cell, column) = self.raw(field)?;
        let number = number_of(cell).map(|number| (number * column.factor).round());
        match number {
            Some(number) if (0.0..=f64::from(u32::MAX)).contains(&number) => Some(number as u32),
            _ => {
                self.complain(column, "bad_count", "不是人数或个数", cell);
                None
            }
        }
    }

    /// A figure of a report, which may be negative by mistake.
    pub(super) fn figure(&mut self, field: Field) -> Option<i64> {
        let (cell, column) = self.raw(field)?;
        let number = number_of(cell).map(|number| (number * column.factor).round());
        if number.is_none() {
            self.complain(column, "bad_count", "不是数字", cell);
        }
        number.map(|number| number as i64)
    }

    /// Yuan.
    pub(super) fn money(&mut self, field: Field) -> Option<f64> {
        let (cell, column) = self.raw(field)?;
        let number = number_of(cell);
        if number.is_none() {
            self.complain(column, "bad_money", "不是金额", cell);
        }
        number.map(|number| number * column.factor)
    }

    /// A calendar day.
    pub(super) fn date(&mut self, field: Field) -> Option<NaiveDate> {
        let (cell, column) = self.raw(field)?;
        let date = date_of(cell);
        if date.is_none() {
            self.complain(column, "bad_date", "不是日期", cell);
        }
        date
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, field: Field) -> Option<bool> {
        let (cell, column) = self.raw(field)?;
        let flag = flag_of(cell);
        if flag.is_none() {
            self.complain(column, "bad_flag", "不是“是”或“否”", cell);
        }
        flag
    }

    fn complain(
        &mut self,
        column: &super::header::Column,
        code: &'static str,
        expected: &str,
        cell: &str,
    ) {
        self.problems.push(Problem {
            row: u32::try_from(self.row + 1).ok(),
            column: Some(column.header.clone()),
            code,
            message: format!("“{}”{expected}", mask_identities(cell)),
        });
    }
}

/// A code cell of a workplace, masked where it is a person's id: of an individual the tax id is the
/// owner's resident id, alone or with two more digits.
pub(super) fn mask_person(cell: &str) -> String {
    let is_unit = cell.parse::<CreditCode>().is_ok();
    let is_person = cell.parse::<ResidentId>().is_ok()
        || matches!(cell.parse::<TaxpayerId>(), Ok(TaxpayerId::Person(_)));
    match cell.parse::<ResidentId>() {
        Ok(id) if !is_unit => id.masked(),
        _ if is_person && !is_unit => mask_identities(cell).into_owned(),
        _ => cell.to_owned(),
    }
}

/// `1,234`, `１２３４`, `1.2万`, `35人`, `12.0`.
pub(super) fn number_of(cell: &str) -> Option<f64> {
    const TEN_THOUSAND: f64 = 1e4;
    const HUNDRED_MILLION: f64 = 1e8;
    let text = plain(cell).replace(',', "");
    let text = text.trim_start_matches(['约', '近', '¥', '￥']);
    let text = text.trim_end_matches(['人', '户', '家', '个', '名', '元', '余', '多', '+']);
    let (digits, factor) = match () {
        () if text.ends_with('万') => (text.trim_end_matches('万'), TEN_THOUSAND),
        () if text.ends_with('亿') => (text.trim_end_matches('亿'), HUNDRED_MILLION),
        () => (text, 1.0),
    };
    let is_plain = digits
        .chars()
        .all(|character| character.is_ascii_digit() || matches!(character, '.' | '-' | 'e' | '+'));
    let number: f64 = digits.parse().ok().filter(|_| is_plain)?;
    number.is_finite().then_some(number * factor)
}

/// `2016-09-30`, `2016/9/30`, `2016.9.30`, `2016年9月30日`, `20160930`, `2016-09`, `2016年9月`, a
/// spreadsheet's serial day.
pub(super) fn date_of(cell: &str) -> Option<NaiveDate> {
    // The time of day stands behind a space or a `T`; a spaced-out date has digits around its spaces.
    let day = cell.split([' ', 'T', '\u{3000}']).next().unwrap_or(cell);
    let text = match day.contains(['-', '/', '.', '日']) {
        true => plain(day),
        false => plain(cell),
    };
    let parts: Vec<u32> = text
        .split(|character: char| !character.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    match parts.as_slice() {
        [year, month, day, ..] if *year >= 1000 => day_of(*year, *month, *day),
        [year, month] if *year >= 1000 => day_of(*year, *month, 1),
        [digits] => date_of_digits(*digits, text.chars().count()),
        _ => None,
    }
}

fn day_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Serial days of a spreadsheet between 1954 and 2064; smaller numbers are years, larger are dates.
const SERIAL_DAYS: std::ops::Range<u32> = 20_000..60_000;

fn date_of_digits(digits: u32, n_characters: usize) -> Option<NaiveDate> {
    match n_characters {
        8 => day_of(digits / 10_000, digits / 100 % 100, digits % 100),
        6 => day_of(digits / 100, digits % 100, 1),
        5 if SERIAL_DAYS.contains(&digits) => {
            // Day 1 is 1900-01-01, and 1900 is wrongly a leap year.
            let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
            epoch.checked_add_days(chrono::Days::new(u64::from(digits)))
        }
        4 => day_of(digits, 1, 1),
        _ => None,
    }
}

fn flag_of(cell: &str) -> Option<bool> {
    match plain(cell).as_str() {
        "是" | "有" | "已" | "已建" | "已建会" | "已成立" | "已组建" | "y" | "yes" | "1"
        | "true" | "√" | "对" | "已建立" => Some(true),
        // 筹备 is not founded yet.
        "否" | "无" | "未" | "未建" | "未建会" | "未成立" | "未组建" | "没有" | "n" | "no"
        | "0" | "false" | "×" | "c" | "筹备" | "筹备中" | "未建立" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_date(cell: &str, expected: Option<(i32, u32, u32)>) {
        let expected =
            expected.and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day));
        assert_eq!(date_of(cell), expected, "{cell}");
    }

    #[test]
    fn dates_come_in_many_spellings() {
        for cell in [
            "2016-09-30",
            "2016/9/30",
            "2016.9.30",
            "2016年9月30日",
            "20160930",
            "42643",
            "2016-09-30 08:00:00",
        ] {
            check_date(cell, Some((2016, 9, 30)));
        }
        check_date("2016年9月", Some((2016, 9, 1)));
        check_date("不详", None);
        check_date("2016-13-45", None);
    }

    #[test]
    fn numbers_lose_their_ornaments() {
        for (cell, expected) in [
            ("1,234", Some(1234.0)),
            ("１２", Some(12.0)),
            ("1.2万", Some(12_000.0)),
            ("35人", Some(35.0)),
            ("若干", None),
        ] {
            assert_eq!(number_of(cell), expected, "{cell}");
        }
    }

    #[test]
    fn a_persons_id_in_a_code_column_is_masked() {
        assert_eq!(mask_person("11010519491231002X"), "110105********002X");
        assert_eq!(mask_person("91420500MA49001170"), "91420500MA49001170");
    }

    #[test]
    fn preparing_is_not_founded() {
        assert_eq!(flag_of("C"), Some(false));
        assert_eq!(flag_of("Y"), Some(true));
        assert_eq!(flag_of("也许"), None);
    }
}
