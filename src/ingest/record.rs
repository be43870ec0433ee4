//! One data row with its cells read by field.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::cell_value::{Unreadable, count, date, flag, is_formula_error, money, says_nothing};
use super::check::Problem;
use super::sheet::Sheet;
use crate::standard::{
    CodeColumn, CreditCode, RegistrationNumber, ResidentId, TaxpayerId, UnitCodes, mask_identities,
};
use crate::table::field::Field;

/// Whether anybody wants to know what is wrong with cells.
#[derive(Debug)]
pub(super) enum Problems {
    /// `check` prints them.
    Kept(Vec<Problem>),
    /// A run does not.
    Passed,
}

impl Problems {
    /// Notes what is wrong with a cell.
    pub(super) fn note(
        &mut self,
        row: usize,
        column: Option<&str>,
        code: &'static str,
        message: String,
    ) {
        match self {
            Self::Kept(problems) => problems.push(Problem {
                row: Some(shown(row)),
                column: column.map(str::to_owned),
                code,
                message: mask_identities(&message).into_owned(),
            }),
            Self::Passed => {}
        }
    }
}

/// The row number a spreadsheet shows.
pub(super) fn shown(row: usize) -> u32 {
    u32::try_from(row + 1).expect("the reader refused tables of more rows")
}

/// A row of a sheet.
pub(super) struct Record<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) row: usize,
    pub(super) problems: &'a mut Problems,
}

impl<'a> Record<'a> {
    /// What the field's cell holds, trimmed; strokes and failed formulas are nothing.
    pub(super) fn raw(&self, field: Field) -> Option<&'a str> {
        let column = self.sheet.layout.column(field)?;
        let text = self.sheet.value(self.row, column);
        (!text.is_empty() && !says_nothing(text) && !is_formula_error(text)).then_some(text)
    }

    /// The text of a field, identities masked.
    pub(super) fn text(&self, field: Field) -> Option<String> {
        self.raw(field).map(|text| masked(text).into_owned())
    }

    /// A text that names something: it holds a letter.
    pub(super) fn name(&self, field: Field) -> Option<String> {
        self.text(field)
            .filter(|text| text.chars().any(char::is_alphabetic) && text != "无")
    }

    /// The union a person stands under: the row's own cell, else what stands around the rows.
    pub(super) fn union_name(&self) -> Option<String> {
        self.name(Field::UnionName)
            .or_else(|| self.sheet.union_at(self.row).map(str::to_owned))
    }

    /// The name of a project, its section included where a column of its own holds that.
    pub(super) fn project_name(&self) -> Option<String> {
        let Some(name) = self.name(Field::ProjectName) else {
            return self.sheet.project.clone();
        };
        let lot = self.sheet.layout.lot;
        let lot = lot.map_or("", |column| self.sheet.value(self.row, column));
        let adds = !says_nothing(lot) && lot != "无" && !name.contains(lot);
        Some(if adds { format!("{name}{lot}") } else { name })
    }

    /// The further codes of a union, beside the one by which it is called.
    pub(super) fn other_union_codes(&self) -> Vec<String> {
        let columns = self.sheet.layout.other_union_codes.iter();
        let texts = columns.map(|column| self.sheet.value(self.row, *column));
        let texts =
            texts.filter(|text| !says_nothing(text) && !matches!(*text, "" | "无" | "暂无"));
        texts
            .map(|text| {
                text.chars()
                    .map(half_width)
                    .collect::<String>()
                    .trim()
                    .to_owned()
            })
            .collect()
    }

    /// Why a membership changed.
    pub(super) fn change_reason(&self) -> Option<String> {
        let column = self.sheet.layout.change_reason?;
        let text = self.sheet.value(self.row, column);
        (!text.is_empty() && !says_nothing(text)).then(|| masked(text).into_owned())
    }

    /// Where a person is employed: the row's own cell, else what stands above the rows.
    pub(super) fn employer(&self) -> Option<String> {
        self.name(Field::Employer)
            .or_else(|| self.sheet.employer.clone())
    }

    /// A code of a unit as text; what is a person's number is masked.
    pub(super) fn unit_code(&self, field: Field) -> Option<String> {
        let text = self
            .raw(field)
            .filter(|text| !matches!(*text, "无" | "暂无"))?;
        let bare = text.trim_start_matches(['\'', '‘', '’', '`']);
        Some(masked_code(field, bare).into_owned())
    }

    /// A key of the system or a card number: trimmed, half width.
    pub(super) fn key(&self, field: Field) -> Option<String> {
        let text = self
            .raw(field)
            .filter(|text| !matches!(*text, "无" | "暂无"))?;
        let bare = text.trim_start_matches(['\'', '‘', '’', '`']);
        Some(
            bare.chars()
                .map(half_width)
                .collect::<String>()
                .trim()
                .to_owned(),
        )
    }

    /// A person's number, unmasked: only for tables that stay in memory.
    pub(super) fn identity(&self) -> Option<String> {
        let text = self.raw(Field::ResidentId)?;
        Some(text.trim_start_matches(['\'', '‘', '’', '`']).to_owned())
    }

    /// A head count; null with a problem where the cell is none.
    pub(super) fn count(&mut self, field: Field) -> Option<u32> {
        self.figure(field)
            .and_then(|value| u32::try_from(value).ok())
    }

    /// A figure of a report.
    pub(super) fn figure(&mut self, field: Field) -> Option<i64> {
        let factor = self.sheet.count_factor(field);
        self.parsed(field, "bad_count", "应为不小于0的整数", |text| {
            count(text, factor)
        })
    }

    /// A sum of money.
    pub(super) fn money(&mut self, field: Field) -> Option<f64> {
        let factor = self.sheet.money_factor(field);
        self.parsed(field, "bad_money", "应为金额", |text| {
            money(text, factor)
        })
    }

    /// A day.
    pub(super) fn date(&mut self, field: Field) -> Option<NaiveDate> {
        self.parsed(field, "bad_date", "应为日期，如2016-09-30", date)
    }

    /// A mark.
    pub(super) fn flag(&mut self, field: Field) -> Option<bool> {
        self.parsed(field, "bad_flag", "应为“是”或“否”", flag)
    }

    /// Whether a unit's code in the row is valid.
    pub(super) fn has_unit_code(&self) -> bool {
        let cells: Vec<(CodeColumn, &str)> = super::body::CODE_COLUMNS
            .iter()
            .filter_map(|(field, column)| Some((*column, self.raw(*field)?)))
            .collect();
        let codes = UnitCodes::gather(&cells);
        codes.uscc.is_some() || codes.org_code.is_some() || codes.registration_no.is_some()
    }

    /// The place a row lies in: its own cell, else the section, sheet, title or file above it.
    pub(super) fn region(&self) -> Option<String> {
        self.text(Field::Region)
            .or_else(|| self.sheet.region_at(self.row).map(str::to_owned))
    }

    /// The row's cells for quarantine, joined by `|`, identities masked.
    pub(super) fn joined(&self) -> String {
        let identity = self.sheet.layout.column(Field::ResidentId);
        let cells = self.sheet.grid.row(self.row).enumerate();
        let cells: Vec<Cow<'_, str>> = cells
            .map(|(idx, text)| match identity == Some(idx) {
                true => Cow::Owned(masked_identity(text)),
                false => mask_identities(text),
            })
            .collect();
        cells.join("|")
    }

    fn parsed<T>(
        &mut self,
        field: Field,
        code: &'static str,
        expected: &str,
        parse: impl Fn(&str) -> Result<Option<T>, Unreadable>,
    ) -> Option<T> {
        let column = self.sheet.layout.column(field)?;
        let text = self.sheet.value(self.row, column);
        match parse(text) {
            Ok(value) => value,
            Err(Unreadable) => {
                let header = &self.sheet.layout.columns[column].header;
                let message = format!("`{text}`无法识别，{expected}");
                self.problems.note(self.row, Some(header), code, message);
                None
            }
        }
    }
}

/// A text with the numbers of persons in it covered.
pub(super) fn masked(text: &str) -> Cow<'_, str> {
    /// The shorter form of a resident id.
    const DIGITS_MIN: usize = 15;
    let n_digits = text
        .chars()
        .filter(|character| character.is_numeric())
        .count();
    match n_digits < DIGITS_MIN {
        true => Cow::Borrowed(text),
        false => mask_identities(text),
    }
}

/// What may be shown of a cell that should hold a resident id: however damaged, it is still
/// somebody's, and no check tells which of its digits are right.
pub(super) fn masked_identity(text: &str) -> String {
    /// Region of first registration.
    const HEAD: usize = 6;
    /// Sequence and check.
    const TAIL: usize = 4;
    let n_characters = text.chars().count();
    let shows_tail = n_characters >= HEAD + TAIL + 4;
    text.chars()
        .enumerate()
        .map(|(idx, character)| {
            let in_tail = shows_tail && idx + TAIL >= n_characters;
            let shown = idx < HEAD.min(n_characters / 3) || in_tail;
            if shown { character } else { '*' }
        })
        .collect()
}

/// A code cell; a number that the column proves to be a unit's stays although its digits could be
/// somebody's birth date.
fn masked_code(field: Field, text: &str) -> Cow<'_, str> {
    let of_person = text.parse::<ResidentId>().is_ok();
    let of_unit = match field {
        Field::RegistrationNo | Field::Code => {
            text.parse::<RegistrationNumber>().is_ok()
                || (!of_person && text.parse::<CreditCode>().is_ok())
        }
        Field::TaxId => matches!(
            text.parse(),
            Ok(TaxpayerId::Credit(_) | TaxpayerId::Organisation(_))
        ),
        _ => {
            !of_person
                && (text.parse::<CreditCode>().is_ok()
                    || text.parse::<RegistrationNumber>().is_ok())
        }
    };
    match of_unit {
        true => Cow::Borrowed(text),
        false => masked(text),
    }
}

fn half_width(character: char) -> char {
    match character {
        '\u{3000}' | '\u{A0}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_identity_is_covered_like_a_whole_one() {
        for (text, expected) in [
            ("420804179205243355", "420804********3355"),
            ("4.20804E+17", "4.2********"),
            ("42080479", "42******"),
            ("", ""),
        ] {
            assert_eq!(masked_identity(text), expected);
        }
    }
}
