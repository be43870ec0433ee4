//! One cell of a sheet.

use chrono::NaiveDate;

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::synth) enum Cell {
    Empty,
    Text(String),
    Number(i64),
    /// A long code that a spreadsheet took for a number and kept to fifteen digits.
    Damaged(String),
    /// A real date in workbooks, ISO text in CSV.
    Date(NaiveDate),
}

impl Cell {
    /// A date, or nothing.
    pub(in crate::synth) fn date(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }

    /// A figure, or nothing.
    pub(in crate::synth) fn figure(value: Option<i64>) -> Self {
        value.map_or(Self::Empty, Self::Number)
    }

    /// As a text file shows it.
    pub(in crate::synth) fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(words) | Self::Damaged(words) => words.clone(),
            Self::Number(value) => value.to_string(),
            Self::Date(day) => day.to_string(),
        }
    }
}

/// A text cell; empty text is an empty cell.
pub(in crate::synth) fn text(value: impl Into<String>) -> Cell {
    let value = value.into();
    match value.is_empty() {
        true => Cell::Empty,
        false => Cell::Text(value),
    }
}

/// A number cell.
pub(in crate::synth) fn number(value: u32) -> Cell {
    Cell::Number(i64::from(value))
}
