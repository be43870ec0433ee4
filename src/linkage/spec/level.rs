//! Levels as they are written: `exact`, `jaro_winkler >= 0.92`, `exact on a and levenshtein <= 1 on b`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// How two values are measured, with the limit that must be kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measure {
    /// Equal; of lists, all items.
    Exact,
    /// Two columns, each equal to the other one of the other record.
    Swapped,
    /// Jaro–Winkler likeness at least this, 0..=1.
    JaroWinkler(f64),
    /// Jaro likeness at least this, 0..=1.
    Jaro(f64),
    /// At most so many characters inserted, deleted or replaced.
    Levenshtein(u32),
    /// The same, with neighbours exchanged as one.
    Damerau(u32),
    /// Common bigrams over all bigrams at least this, 0..=1.
    Jaccard(f64),
    /// At most so many days apart.
    Days(u32),
    /// Numbers at most so far apart.
    Difference(f64),
    /// Numbers at most this share of the larger apart, 0..=1.
    Relative(f64),
    /// At least so many items in common.
    Common(u32),
    /// The most alike items reach this Jaro–Winkler likeness, 0..=1.
    BestJaroWinkler(f64),
}

/// One measure on the columns it is taken of; no column means the comparison's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The measure.
    pub measure: Measure,
    /// The columns.
    pub columns: Vec<String>,
}

/// A level: all its conditions hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LevelSpec {
    /// At least one.
    pub conditions: Vec<Condition>,
}

/// Why a level cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LevelFault {
    /// The first word is no measure.
    #[error(
        "`{found}` is no measure, expected one of exact, swapped, jaro_winkler, jaro, levenshtein, damerau, jaccard, days, difference, relative, common, best_jaro_winkler"
    )]
    Measure {
        /// As written.
        found: String,
    },
    /// The sign does not go with the measure, or is missing.
    #[error("`{condition}` expects `{expected}` and a number")]
    Limit {
        /// As written.
        condition: String,
        /// `>=` or `<=`.
        expected: &'static str,
    },
    /// The number cannot be a limit of the measure.
    #[error("`{found}` is no limit of `{measure}`")]
    Number {
        /// As written.
        found: String,
        /// The measure.
        measure: String,
    },
}

impl FromStr for LevelSpec {
    type Err = LevelFault;

    fn from_str(text: &str) -> Result<Self, LevelFault> {
        let conditions = text.split(" and ").map(condition);
        Ok(Self {
            conditions: conditions.collect::<Result<_, _>>()?,
        })
    }
}

fn condition(text: &str) -> Result<Condition, LevelFault> {
    let (measured, columns) = match text.split_once(" on ") {
        Some((measured, columns)) => (measured, columns),
        None => (text, ""),
    };
    let columns = columns.split(',').map(str::trim);
    Ok(Condition {
        measure: measure(measured.trim())?,
        columns: columns
            .filter(|column| !column.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}

fn measure(text: &str) -> Result<Measure, LevelFault> {
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or("");
    let limit = |sign: &'static str| -> Result<&str, LevelFault> {
        let rest = text.strip_prefix(name).unwrap_or("").trim();
        let number = rest.strip_prefix(sign).map(str::trim);
        number
            .filter(|number| !number.is_empty())
            .ok_or(LevelFault::Limit {
                condition: text.to_owned(),
                expected: sign,
            })
    };
    let refuse = |found: &str| LevelFault::Number {
        found: found.to_owned(),
        measure: name.to_owned(),
    };
    let share = |sign| {
        let found = limit(sign)?;
        let number = found.parse().ok();
        number
            .filter(|share| (0.0..=1.0).contains(share))
            .ok_or_else(|| refuse(found))
    };
    let count = |sign| {
        let found = limit(sign)?;
        found.parse().map_err(|_| refuse(found))
    };
    let distance = |sign| {
        let found = limit(sign)?;
        let number: Option<f64> = found.parse().ok();
        number
            .filter(|number| *number >= 0.0)
            .ok_or_else(|| refuse(found))
    };
    match name {
        "exact" => Ok(Measure::Exact),
        "swapped" => Ok(Measure::Swapped),
        "jaro_winkler" => share(">=").map(Measure::JaroWinkler),
        "jaro" => share(">=").map(Measure::Jaro),
        "levenshtein" => count("<=").map(Measure::Levenshtein),
        "damerau" => count("<=").map(Measure::Damerau),
        "jaccard" => share(">=").map(Measure::Jaccard),
        "days" => count("<=").map(Measure::Days),
        "difference" => distance("<=").map(Measure::Difference),
        "relative" => share("<=").map(Measure::Relative),
        "common" => count(">=").map(Measure::Common),
        "best_jaro_winkler" => share(">=").map(Measure::BestJaroWinkler),
        _ => Err(LevelFault::Measure {
            found: name.to_owned(),
        }),
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Exact => f.write_str("exact"),
            Self::Swapped => f.write_str("swapped"),
            Self::JaroWinkler(least) => write!(f, "jaro_winkler >= {least}"),
            Self::Jaro(least) => write!(f, "jaro >= {least}"),
            Self::Levenshtein(most) => write!(f, "levenshtein <= {most}"),
            Self::Damerau(most) => write!(f, "damerau <= {most}"),
            Self::Jaccard(least) => write!(f, "jaccard >= {least}"),
            Self::Days(most) => write!(f, "days <= {most}"),
            Self::Difference(most) => write!(f, "difference <= {most}"),
            Self::Relative(most) => write!(f, "relative <= {most}"),
            Self::Common(least) => write!(f, "common >= {least}"),
            Self::BestJaroWinkler(least) => write!(f, "best_jaro_winkler >= {least}"),
        }
    }
}

impl fmt::Display for LevelSpec {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for (idx, condition) in self.conditions.iter().enumerate() {
            if idx > 0 {
                f.write_str(" and ")?;
            }
            write!(f, "{}", condition.measure)?;
            if !condition.columns.is_empty() {
                write!(f, " on {}", condition.columns.join(", "))?;
            }
        }
        Ok(())
    }
}

impl TryFrom<String> for LevelSpec {
    type Error = LevelFault;

    fn try_from(text: String) -> Result<Self, LevelFault> {
        text.parse()
    }
}

impl From<LevelSpec> for String {
    fn from(level: LevelSpec) -> Self {
        level.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_read_back_as_it_was_written() {
        for text in [
            "exact",
            "jaro_winkler >= 0.92",
            "exact on first, last and levenshtein <= 1 on birth",
            "swapped on first, last",
            "days <= 31",
        ] {
            let level: LevelSpec = text.parse().unwrap();
            assert_eq!(level.to_string(), text);
        }
    }

    #[test]
    fn what_cannot_be_read_says_what_was_expected() {
        let fault = |text: &str| text.parse::<LevelSpec>().unwrap_err();
        assert!(matches!(fault("alike"), LevelFault::Measure { .. }));
        assert!(matches!(
            fault("levenshtein >= 1"),
            LevelFault::Limit { expected: "<=", .. }
        ));
        assert!(matches!(
            fault("jaro_winkler >= 92"),
            LevelFault::Number { .. }
        ));
    }
}
