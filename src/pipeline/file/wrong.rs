//! What can be wrong with a pipeline file and the files beside it, and how each is mended: facts,
//! of which the English words stand here and the office's words with the other messages.

use std::fmt;

use chrono::NaiveDate;

use crate::table::vocabulary::SourceKind;
use crate::union::territory::TerritoryFault;

/// What was found, and what was expected.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Wrong {
    /// The text is no TOML; the parser's words.
    #[error("{0}")]
    Syntax(String),
    /// A section that no pipeline file has.
    #[error("unknown section `[{name}]`")]
    UnknownSection {
        /// As written.
        name: String,
    },
    /// A key that its section does not have.
    #[error("unknown key `{name}` in `{title}`")]
    UnknownKey {
        /// As written.
        name: String,
        /// The section, as in `[sources.tax]`.
        title: String,
    },
    /// A key that is needed.
    #[error("missing key `{key}` in `{title}`")]
    MissingKey {
        /// The key.
        key: String,
        /// The section, as in `[sources.tax]`.
        title: String,
    },
    /// A value of another type.
    #[error("`{key}` is {found}, expected {expected}")]
    WrongType {
        /// The key.
        key: String,
        /// What stands there.
        found: Found,
        /// What should.
        expected: Expected,
    },
    /// A word outside a closed list.
    #[error("`{key}` is `{text}`, which is no {key} this program knows")]
    UnknownWord {
        /// The key.
        key: String,
        /// As written.
        text: String,
    },
    /// A column pinned to a field that does not exist.
    #[error("unknown field `{name}` in `columns`")]
    UnknownField {
        /// As written.
        name: String,
    },
    /// An empty text.
    #[error("`{key}` is empty")]
    Empty {
        /// The key.
        key: String,
    },
    /// A number outside 0..=1.
    #[error("`{key}` is {value}, expected a number from 0 to 1")]
    NoShare {
        /// The key.
        key: String,
        /// The number.
        value: f64,
    },
    /// A period that ends before it begins.
    #[error("the period ends on {to}, before it begins on {from}")]
    PeriodReversed {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// A region that is no code.
    #[error("`region` is `{text}`, expected a GB/T 2260 code or its first 2 or 4 digits")]
    NoRegion {
        /// As written.
        text: String,
    },
    /// Pairs would link before they are worth a look.
    #[error("`review_threshold` is {review}, above the `match_threshold` of {least}")]
    ThresholdsCrossed {
        /// `review_threshold`.
        review: f64,
        /// `match_threshold`.
        least: f64,
    },
    /// A large project without a size.
    #[error("`large_project` names neither `cost_yuan` nor `workers`")]
    SizelessProject,
    /// Pseudonyms without the office's key.
    #[error("`identity` is `pseudonym`, which needs a `key_file`")]
    PseudonymWithoutKey,
    /// An edition of what is no annual report.
    #[error("`edition` belongs to annual reports, and this source is `{kind}`")]
    EditionOfOther {
        /// What the source is.
        kind: SourceKind,
    },
    /// A source in a database.
    #[error("databases cannot be read by this version")]
    Database,
    /// An empty list of files.
    #[error("`files` names no file")]
    NoFiles,
    /// A file or pattern that matches nothing.
    #[error("no file `{pattern}`")]
    NoFile {
        /// As written.
        pattern: String,
    },
    /// A pattern that cannot be one.
    #[error("`{pattern}` is no file pattern: {cause}")]
    BadPattern {
        /// As written.
        pattern: String,
        /// The pattern library's words.
        cause: &'static str,
    },
    /// A name of no encoding.
    #[error("`encoding` is `{label}`, which is no encoding")]
    NoEncoding {
        /// As written.
        label: String,
    },
    /// Rows count from 1.
    #[error("`header_row` is 0, expected 1 or more: rows count from 1")]
    HeaderRowZero,
    /// A file the pipeline names beside its sources.
    #[error("`{written}` cannot be read: {cause}")]
    SideFile {
        /// As written.
        written: String,
        /// Of what kind the system's refusal is.
        kind: std::io::ErrorKind,
        /// The system's words.
        cause: String,
    },
    /// The territory file in another encoding.
    #[error("not UTF-8")]
    NotUtf8,
    /// A row of the territory file that is no CSV.
    #[error("cannot be read: {cause}")]
    NoCsv {
        /// The CSV reader's words.
        cause: String,
    },
    /// A column the territory file lacks.
    #[error("no column `{column}`")]
    NoColumn {
        /// Its name.
        column: &'static str,
    },
    /// A cell of the territory file outside its closed list.
    #[error("found `{text}`")]
    UnknownCell {
        /// As written.
        text: String,
    },
    /// Entries of the territory file that contradict each other.
    #[error("{0}")]
    Territory(TerritoryFault),
}

/// How it is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mending {
    /// The word that was most likely meant.
    DidYouMean(String),
    /// All words there are.
    OneOf(Vec<String>),
    /// How a code of a region is written.
    RegionExample,
    /// What a key file is.
    KeyFile,
    /// What to do with a database.
    ExportTable,
    /// Where paths start, and how a source may be absent.
    PathOrOptional,
    /// A code that was written as a number.
    InQuotes(String),
    /// A day that was written as a text.
    WithoutQuotes(String),
    /// How to save a text.
    SaveAsUtf8,
    /// What the first row of the file is.
    FirstRow(&'static [&'static str]),
}

impl fmt::Display for Mending {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DidYouMean(word) => write!(formatter, "did you mean `{word}`?"),
            Self::OneOf(words) => write!(formatter, "expected one of `{}`", words.join("`, `")),
            Self::RegionExample => {
                formatter.write_str("a prefecture is written like `\"420500\"` or `\"4205\"`")
            }
            Self::KeyFile => formatter
                .write_str("name a file that only the office holds, with at least 32 random bytes"),
            Self::ExportTable => {
                formatter.write_str("export the table to CSV or XLSX and name it under `files`")
            }
            Self::PathOrOptional => formatter.write_str(
                "paths start at the pipeline file's folder; `optional = true` lets a source be absent",
            ),
            Self::InQuotes(number) => write!(formatter, "write it in quotes: `\"{number}\"`"),
            Self::WithoutQuotes(day) => write!(formatter, "write it without quotes: `{day}`"),
            Self::SaveAsUtf8 => formatter.write_str("save it as `CSV UTF-8`"),
            Self::FirstRow(columns) => write!(formatter, "the first row is `{}`", columns.join(",")),
        }
    }
}

/// A value that stands where another was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A text.
    Text(String),
    /// A number, as written.
    Number(String),
    /// `true` or `false`.
    Flag(bool),
    /// A day or time, as written.
    Date(String),
    /// A list.
    List,
    /// A table.
    Table,
}

impl fmt::Display for Found {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(formatter, "the text `{text}`"),
            Self::Number(number) => write!(formatter, "the number `{number}`"),
            Self::Flag(flag) => write!(formatter, "`{flag}`"),
            Self::Date(date) => write!(formatter, "the date `{date}`"),
            Self::List => formatter.write_str("a list"),
            Self::Table => formatter.write_str("a table"),
        }
    }
}

/// The type a value should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// A whole number, 0 or more.
    Count,
    /// A number.
    Number,
    /// `true` or `false`.
    Flag,
    /// A calendar day.
    Date,
    /// A list of texts.
    Texts,
    /// A table.
    Table,
}

impl fmt::Display for Expected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Text => "a text",
            Self::Count => "a whole number",
            Self::Number => "a number",
            Self::Flag => "`true` or `false`",
            Self::Date => "a date",
            Self::Texts => "a list of texts",
            Self::Table => "a table",
        })
    }
}
