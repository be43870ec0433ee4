//! One column of all records, by kind.

use chrono::{Datelike as _, Days, NaiveDate};

use super::text::{NULL_VALUE, TextColumn, Values};
use crate::linkage::hash::{combine, mix};

/// A prepared column.
#[derive(Debug, Clone)]
pub(in crate::linkage) enum Column {
    Text(TextColumn),
    Number(NumberColumn),
    Date(DateColumn),
    List(ListColumn),
}

/// A number per record, NaN for a null.
#[derive(Debug, Clone)]
pub(in crate::linkage) struct NumberColumn {
    pub(in crate::linkage) of_record: Vec<f64>,
}

/// Days since the common era per record, `i32::MIN` for a null.
#[derive(Debug, Clone)]
pub(in crate::linkage) struct DateColumn {
    pub(in crate::linkage) of_record: Vec<i32>,
}

/// Several values per record, ascending, each once.
#[derive(Debug, Clone)]
pub(in crate::linkage) struct ListColumn {
    pub(in crate::linkage) starts: Vec<u32>,
    pub(in crate::linkage) items: Vec<u32>,
    pub(in crate::linkage) values: Values,
}

impl ListColumn {
    #[inline]
    pub(in crate::linkage) fn items(&self, record: u32) -> &[u32] {
        let idx = record as usize;
        &self.items[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }
}

/// The null of a date.
pub(in crate::linkage) const NULL_DATE: i32 = i32::MIN;

impl Column {
    pub(in crate::linkage) fn is_null(&self, record: u32) -> bool {
        let idx = record as usize;
        match self {
            Self::Text(column) => column.of_record[idx] == NULL_VALUE,
            Self::Number(column) => column.of_record[idx].is_nan(),
            Self::Date(column) => column.of_record[idx] == NULL_DATE,
            Self::List(column) => column.items(record).is_empty(),
        }
    }

    /// Hashes of the cell's values: none for a null, one but for a list.
    pub(in crate::linkage) fn hashes(&self, record: u32) -> Vec<u64> {
        match self {
            Self::List(column) => {
                let items = column.items(record).iter();
                items
                    .map(|item| column.values.hashes[*item as usize])
                    .collect()
            }
            Self::Text(_) | Self::Number(_) | Self::Date(_) => {
                let hash = self.hash(record);
                (hash != 0).then_some(hash).into_iter().collect()
            }
        }
    }

    /// One hash of the whole cell, 0 for a null.
    pub(in crate::linkage) fn hash(&self, record: u32) -> u64 {
        let idx = record as usize;
        match self {
            Self::Text(column) => match column.of_record[idx] {
                NULL_VALUE => 0,
                value => column.values.hashes[value as usize],
            },
            Self::Number(column) if column.of_record[idx].is_nan() => 0,
            Self::Number(column) => mix(number_bits(column.of_record[idx])).max(1),
            Self::Date(column) if column.of_record[idx] == NULL_DATE => 0,
            Self::Date(column) => mix(column.of_record[idx] as u64).max(1),
            Self::List(_) => {
                let mut hashes = self.hashes(record);
                hashes.sort_unstable();
                hashes.into_iter().reduce(combine).unwrap_or(0)
            }
        }
    }

    pub(in crate::linkage) fn shown(&self, record: u32) -> Option<String> {
        let idx = record as usize;
        if self.is_null(record) {
            return None;
        }
        Some(match self {
            Self::Text(column) => column.values.text(column.of_record[idx]),
            Self::Number(column) => column.of_record[idx].to_string(),
            Self::Date(column) => shown_day(column.of_record[idx]),
            Self::List(column) => {
                let items = column.items(record).iter();
                let texts: Vec<String> = items.map(|item| column.values.text(*item)).collect();
                texts.join(", ")
            }
        })
    }
}

/// Zero has two signs and one value.
fn number_bits(number: f64) -> u64 {
    if number == 0.0 { 0 } else { number.to_bits() }
}

fn shown_day(day: i32) -> String {
    NaiveDate::from_num_days_from_ce_opt(day).map_or_else(String::new, |day| day.to_string())
}

/// Reads `2016-09-30`, `2016/9/30` or `20160930`.
pub(super) fn parse_day(text: &str) -> Option<i32> {
    const COMPACT: usize = 8;
    let day = match text.len() == COMPACT && text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => NaiveDate::parse_from_str(text, "%Y%m%d").ok()?,
        false => {
            let text = text.split(['T', ' ']).next()?.replace('/', "-");
            NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok()?
        }
    };
    // A calendar far out of the common era would overflow when days are subtracted.
    day.checked_add_days(Days::new(0))
        .map(|day| day.num_days_from_ce())
}
