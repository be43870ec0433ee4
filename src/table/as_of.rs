//! The day, month or year as of which figures hold.

use std::fmt;

use chrono::NaiveDate;

use super::cell::{TextCell, text_cell};

/// As of when a delivery's figures hold, no finer than the source says.
///
/// Shape: `2016`, `2016-09` or `2016-09-30`, the reduced forms of ISO 8601-1. The order is that of
/// the last days meant, a finer one before a coarser one of the same last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AsOf {
    last_day: NaiveDate,
    grain: Grain,
}

/// How finely a time is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// To the day.
    Day,
    /// To the month.
    Month,
    /// To the year.
    Year,
}

impl AsOf {
    /// One day.
    pub fn day(day: NaiveDate) -> Self {
        Self {
            last_day: day,
            grain: Grain::Day,
        }
    }

    /// The month of `year` numbered from 1, if there is one.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        let next = first.checked_add_months(chrono::Months::new(1))?;
        Some(Self {
            last_day: next.pred_opt()?,
            grain: Grain::Month,
        })
    }

    /// A year.
    pub fn year(year: i32) -> Option<Self> {
        Some(Self {
            last_day: NaiveDate::from_ymd_opt(year, 12, 31)?,
            grain: Grain::Year,
        })
    }

    /// The last day that is meant.
    pub fn last_day(self) -> NaiveDate {
        self.last_day
    }

    /// How finely it is told.
    pub fn grain(self) -> Grain {
        self.grain
    }
}

impl fmt::Display for AsOf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pattern = match self.grain {
            Grain::Day => "%Y-%m-%d",
            Grain::Month => "%Y-%m",
            Grain::Year => "%Y",
        };
        write!(formatter, "{}", self.last_day.format(pattern))
    }
}

impl TextCell for AsOf {
    fn text(self) -> String {
        self.to_string()
    }

    fn parse_text(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let Some(month) = parts.next() else {
            return Self::year(year);
        };
        let Some(day) = parts.next() else {
            return Self::month(year, month.parse().ok()?);
        };
        let day = NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)?;
        Some(Self::day(day))
    }
}

text_cell!(AsOf);

#[cfg(test)]
mod tests {
    use super::*;

    fn as_of(text: &str) -> AsOf {
        AsOf::parse_text(text).expect("the test's text is a time")
    }

    #[test]
    fn a_time_is_written_as_finely_as_it_was_read() {
        for text in ["2016", "2016-09", "2016-09-30"] {
            assert_eq!(as_of(text).to_string(), text);
        }
        for text in ["", "16", "2016-13", "2016-02-30", "2016-9-x"] {
            let parsed = AsOf::parse_text(text).map(|parsed| parsed.to_string());
            assert_ne!(parsed.as_deref(), Some(text));
        }
    }

    #[test]
    fn a_month_holds_to_its_last_day() {
        let last = as_of("2016-02").last_day();
        assert_eq!(Some(last), NaiveDate::from_ymd_opt(2016, 2, 29));
    }

    #[test]
    fn the_later_of_two_is_the_one_that_reaches_further() {
        assert!(as_of("2016-06-30") < as_of("2016-09"));
        assert!(as_of("2016-06-30") < as_of("2016-06"));
        assert!(as_of("2016-09") < as_of("2016"));
    }
}
