//! What each column means, once its header is put together.

use std::collections::BTreeMap;

use super::count_words::count_field;
use super::normal::{plain, spellings, unit_factor};
use super::synonyms::sections;
use crate::ingest::check::FoundBy;
use crate::table::field::Field;
use crate::table::vocabulary::SourceKind;

/// One column of a table.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ingest) struct Column {
    /// 0-based position in the sheet.
    pub(in crate::ingest) index: usize,
    /// Its header, rows joined by ` / `.
    pub(in crate::ingest) header: String,
    /// What it means, if anything we know.
    pub(in crate::ingest) field: Option<Field>,
    /// How that was found.
    pub(in crate::ingest) by: Option<FoundBy>,
    /// What its figures are multiples of.
    pub(in crate::ingest) factor: f64,
}

/// Where a table's header stands, and its columns.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::ingest) struct Layout {
    /// First header row, 0-based.
    pub(in crate::ingest) header_top: usize,
    /// Last header row, 0-based.
    pub(in crate::ingest) header_bottom: usize,
    /// Columns with a header.
    pub(in crate::ingest) columns: Vec<Column>,
}

impl Layout {
    /// The column that holds `field`.
    pub(in crate::ingest) fn column_of(&self, field: Field) -> Option<&Column> {
        self.columns
            .iter()
            .find(|column| column.field == Some(field))
    }

    /// How many fields were found.
    pub(super) fn n_fields(&self) -> usize {
        let found = self.columns.iter().filter(|column| column.field.is_some());
        found.count()
    }

    /// Whether a row of it can be identified.
    pub(super) fn names_its_rows(&self, kind: SourceKind) -> bool {
        let naming = Field::naming(kind);
        naming.iter().any(|field| self.column_of(*field).is_some())
    }
}

/// A header cell's meaning; a smaller rank is the better spelling.
type Meaning = (Field, usize);

/// Gives each header its field: pinned ones first, then by synonym; of two columns for one field the
/// better spelling wins, then the one further left.
pub(super) fn assign(
    headers: Vec<(usize, Vec<String>)>,
    kind: SourceKind,
    pinned: &BTreeMap<Field, String>,
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(headers.len());
    let mut best: BTreeMap<Field, (usize, usize)> = BTreeMap::new();
    for (index, parts) in headers {
        let header = parts.join(" / ");
        let is_pinned = |name: &String| {
            plain(name) == plain(&header)
                || parts.last().is_some_and(|part| plain(part) == plain(name))
        };
        let pin = pinned.iter().find(|(_, name)| is_pinned(name));
        let (field, by) = match pin {
            Some((field, _)) => (Some(*field), Some(FoundBy::Pinned)),
            None => (None, None),
        };
        if field.is_none()
            && let Some((field, rank)) = meaning_of(&parts, kind)
            && !pinned.contains_key(&field)
            && best
                .get(&field)
                .is_none_or(|(rank_best, _)| rank < *rank_best)
        {
            best.insert(field, (rank, columns.len()));
        }
        columns.push(Column {
            index,
            factor: unit_factor(&header),
            header,
            field,
            by,
        });
    }
    for (field, (_, column_idx)) in best {
        if let Some(column) = columns.get_mut(column_idx) {
            column.field = Some(field);
            column.by = Some(FoundBy::Synonym);
        }
    }
    columns
}

/// Words that make a part below them another thing than it says by itself.
const NARROWING: &[&str] = &[
    "农民工",
    "会员",
    "女",
    "派遣",
    "工会",
    "其中",
    "上年",
    "去年",
];

/// What a header of one to three parts means: all parts read together, else the lowest part where
/// nothing above it narrows its meaning.
fn meaning_of(parts: &[String], kind: SourceKind) -> Option<Meaning> {
    let (last, above) = parts.split_last()?;
    let group: String = above.iter().map(|part| part.replace("情况", "")).collect();
    for whole in [parts.concat(), format!("{group}{last}")] {
        if let Some(meaning) = meaning_of_text(&whole, kind) {
            return Some(meaning);
        }
    }
    if above.is_empty() {
        return None;
    }
    let last_meaning = meaning_of_text(last, kind)?;
    let is_count = last_meaning.0.cell_type() == crate::table::field::CellType::Count;
    let is_narrowed = above.iter().any(|part| {
        NARROWING
            .iter()
            .any(|word| part.contains(word) && !last.contains(word))
    });
    (!(is_count && is_narrowed)).then_some(last_meaning)
}

fn meaning_of_text(text: &str, kind: SourceKind) -> Option<Meaning> {
    let spellings = spellings(text);
    for words in sections(kind) {
        for spelling in &spellings {
            for (field, list) in *words {
                if let Some(rank) = list.iter().position(|word| word == spelling) {
                    return Some((*field, rank));
                }
            }
        }
    }
    /// A composed header is a good one, and never better than a listed spelling.
    const COMPOSED_RANK: usize = 100;
    // Rosters count nobody: there 农民工 is a mark of the person.
    let counts = match kind {
        SourceKind::Members | SourceKind::Roster | SourceKind::Movements => return None,
        SourceKind::Enterprises
        | SourceKind::Unions
        | SourceKind::Directory
        | SourceKind::AnnualReport
        | SourceKind::Parks => count_field(&plain(text)),
    };
    counts.map(|field| (field, COMPOSED_RANK))
}
