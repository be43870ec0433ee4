//! What each column means.

use std::collections::BTreeMap;
use std::ops::Range;

use super::count_words::count_field;
use super::normal::{plain, spellings};
use super::synonyms::words;
use crate::ingest::check::FoundBy;
use crate::ingest::grid::Grid;
use crate::table::field::{CellType, Field};
use crate::table::vocabulary::SourceKind;

/// Where the header stands and what its columns mean.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct Layout {
    /// Header rows, 0-based; empty for a table without a header.
    pub(in crate::ingest) header_rows: Range<usize>,
    /// Every column that has a header or a field.
    pub(in crate::ingest) columns: Vec<Column>,
    /// The column of each field found.
    pub(in crate::ingest) by_field: BTreeMap<Field, usize>,
    /// The column of the section (标段) of a project, beside that of the project's name.
    pub(in crate::ingest) lot: Option<usize>,
    /// The column that says why a membership changed (会籍变化原因), beside that of its state.
    pub(in crate::ingest) change_reason: Option<usize>,
    /// Columns of further codes of a union: the province's and the country's beside the survey's.
    pub(in crate::ingest) other_union_codes: Vec<usize>,
}

/// One column.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct Column {
    /// 0-based position.
    pub(in crate::ingest) idx: usize,
    /// Header rows joined by ` / `.
    pub(in crate::ingest) header: String,
    /// The rows of the header, repetitions left out.
    pub(super) parts: Vec<String>,
    /// What it means.
    pub(in crate::ingest) field: Option<Field>,
    /// How that was found.
    pub(in crate::ingest) by: Option<FoundBy>,
}

/// How well a header fits a field: the smaller, the better.
type Rank = (usize, usize);

/// Counts understood by their words come after every listed spelling.
const COMPOSED: Rank = (1000, 0);

impl Layout {
    /// The layout of `rows` as a header, fields found by the words of `kind`.
    pub(super) fn read(grid: &Grid, rows: Range<usize>, kind: SourceKind) -> Self {
        let mut columns: Vec<Column> = (0..grid.n_columns())
            .map(|idx| column_of(grid, &rows, idx))
            .collect();
        let mut best: BTreeMap<Field, (Rank, usize)> = BTreeMap::new();
        let mut whole: Option<String> = None;
        let mut union_codes = Vec::new();
        for column in &columns {
            let found = meaning(kind, &column.parts, whole.as_deref());
            if !is_part(column) && !column.header.is_empty() {
                whole = Some(column.parts.concat());
            }
            let Some((field, rank)) = found else {
                continue;
            };
            if field == Field::UnionCode {
                union_codes.push(column.idx);
            }
            let claim = (rank, column.idx);
            let holder = best.entry(field).or_insert(claim);
            *holder = (*holder).min(claim);
        }
        let mut by_field = BTreeMap::new();
        for (field, (_, idx)) in best {
            columns[idx].field = Some(field);
            columns[idx].by = Some(FoundBy::Synonym);
            by_field.insert(field, idx);
        }
        let beside = |field: Field, headers: &[&str]| {
            let is_there = by_field.contains_key(&field);
            without_field(&columns, headers).filter(|_| is_there)
        };
        let lot = beside(Field::ProjectName, LOT_HEADERS);
        let change_reason = beside(Field::MembershipState, CHANGE_REASON_HEADERS);
        let mut layout = Self {
            header_rows: rows,
            columns,
            by_field,
            lot,
            change_reason,
            other_union_codes: union_codes,
        };
        layout
            .other_union_codes
            .retain(|idx| layout.columns[*idx].field.is_none());
        layout.host_is_employer(kind);
        layout
    }

    /// Sets what a column means, whoever claimed it or the field before.
    pub(super) fn assign(&mut self, idx: usize, field: Field, by: FoundBy) {
        if let Some(before) = self.by_field.insert(field, idx) {
            self.columns[before].field = None;
            self.columns[before].by = None;
        }
        if let Some(old) = self.columns[idx].field.replace(field)
            && old != field
        {
            self.by_field.remove(&old);
        }
        self.columns[idx].by = Some(by);
    }

    /// The column of a field.
    pub(in crate::ingest) fn column(&self, field: Field) -> Option<usize> {
        self.by_field.get(&field).copied()
    }

    /// Whether one of the fields that name a row of the kind was found.
    pub(in crate::ingest) fn names_rows(&self, kind: SourceKind) -> bool {
        let named = |field: &Field| self.by_field.contains_key(field);
        let counts = |field: &Field| is_count(*field) || *field == Field::Value;
        match kind {
            SourceKind::AnnualReport => {
                let any = Field::naming(kind).iter().any(named) || named(&Field::Value);
                any && self.by_field.keys().any(counts)
            }
            SourceKind::Enterprises
            | SourceKind::Directory
            | SourceKind::Unions
            | SourceKind::Members
            | SourceKind::Roster
            | SourceKind::Movements
            | SourceKind::Parks => Field::naming(kind).iter().any(named),
        }
    }

    /// The headers that are not empty.
    pub(in crate::ingest) fn headers(&self) -> Vec<String> {
        let headers = self.columns.iter().map(|column| &column.header);
        headers
            .filter(|header| !header.is_empty())
            .cloned()
            .collect()
    }

    /// First row below the header.
    pub(in crate::ingest) fn first_body_row(&self) -> usize {
        self.header_rows.end
    }

    /// Without an agency, the 用工单位 of a person is the employer.
    fn host_is_employer(&mut self, kind: SourceKind) {
        let of_persons = matches!(kind, SourceKind::Members | SourceKind::Roster);
        let free = !self.by_field.contains_key(&Field::Employer)
            && !self.by_field.contains_key(&Field::Agency);
        if let Some(host) = self.column(Field::Host)
            && of_persons
            && free
        {
            self.assign(host, Field::Employer, FoundBy::Synonym);
        }
    }
}

/// Sections of one project are sites of their own, and nothing but this column tells them apart.
const LOT_HEADERS: &[&str] = &["标段", "标段名称", "标段号", "标段编号", "合同段"];

/// A membership struck off for a death is no expulsion, and often only this column says so.
const CHANGE_REASON_HEADERS: &[&str] = &[
    "会籍变化原因",
    "会籍变动原因",
    "变化原因",
    "变动原因",
    "退会原因",
    "离会原因",
    "注销原因",
    "原因",
];

/// The first column under one of `headers` that is no field of its own.
fn without_field(columns: &[Column], headers: &[&str]) -> Option<usize> {
    let is_one = |column: &&Column| {
        let last = column.parts.last();
        column.field.is_none() && last.is_some_and(|last| headers.contains(&plain(last).as_str()))
    };
    columns.iter().find(is_one).map(|column| column.idx)
}

/// The field an indicator of the annual report is counted in.
pub(in crate::ingest) fn indicator_field(text: &str) -> Option<Field> {
    meaning(SourceKind::AnnualReport, &[text.to_owned()], None).map(|(field, _)| field)
}

fn column_of(grid: &Grid, rows: &Range<usize>, idx: usize) -> Column {
    let mut parts: Vec<String> = Vec::new();
    for row in rows.clone() {
        let text = header_cell(grid, rows, row, idx);
        let text = text.split_whitespace().collect::<Vec<_>>().join("");
        if !text.is_empty() && parts.last() != Some(&text) {
            parts.push(text);
        }
    }
    Column {
        idx,
        header: parts.join(" / "),
        parts,
        field: None,
        by: None,
    }
}

/// The text over a column: its cell, or the cell it is merged into, or, above a filled cell, the
/// nearest one to the left.
fn header_cell<'a>(grid: &'a Grid, rows: &Range<usize>, row: usize, idx: usize) -> &'a str {
    let own = grid.cell(row, idx);
    if !own.is_empty() {
        return own;
    }
    let merged = grid
        .merges_within(rows.start, row)
        .find(|merge| merge.bottom >= row && (merge.left..=merge.right).contains(&idx));
    if let Some(merge) = merged {
        return grid.cell(merge.top, merge.left);
    }
    let below = (row + 1..rows.end).any(|lower| !grid.cell(lower, idx).is_empty());
    if !below {
        return "";
    }
    let left = (0..idx).rev().map(|left| grid.cell(row, left));
    left.into_iter().find(|text| !text.is_empty()).unwrap_or("")
}

/// `其中女` is a part of the nearest whole to its left.
fn is_part(column: &Column) -> bool {
    column.parts.last().is_some_and(|last| {
        plain(last).starts_with("其中") || matches!(plain(last).as_str(), "女" | "农民工")
    })
}

/// What a header means in a table of this kind; `whole` is the count it may be a part of.
pub(super) fn meaning(
    kind: SourceKind,
    parts: &[String],
    whole: Option<&str>,
) -> Option<(Field, Rank)> {
    /// A longer cell is a sentence, not a header.
    const CHARACTERS_MAX: usize = 60;
    let (last, above) = parts.split_last()?;
    if last.chars().count() > CHARACTERS_MAX || looks_like_data(last) {
        return None;
    }
    let group: String = above.iter().map(|part| subject(part)).collect();
    if let Some(found) = grouped(kind, &group, last, whole) {
        return Some(found);
    }
    if group.contains("农民工") || group.contains("职工") || group.contains("会员") {
        let counted = composed(kind, &format!("{group}{}", plain(last)));
        return counted.or_else(|| listed(kind, last).filter(|(field, _)| !is_count(*field)));
    }
    // `纳税人 / 识别号` is what `纳税人识别号` is.
    let joined = || listed(kind, &format!("{group}{}", plain(last)));
    let found = (!group.is_empty()).then(joined).flatten();
    let found = found.or_else(|| listed(kind, last));
    let found = found.or_else(|| spellings(last).iter().find_map(|text| composed(kind, text)));
    found.or_else(|| below_a_count(kind, above, last))
}

/// `参保人数 / 合计` is what `参保人数` is; `用工人数 / 女性` is a part of it.
fn below_a_count(kind: SourceKind, above: &[String], last: &str) -> Option<(Field, Rank)> {
    let last = plain(last);
    let last = last.trim_start_matches(['#', '其', '中', ':']);
    let counted = meaning(kind, above, None).filter(|(field, _)| is_count(*field));
    let group = || above.iter().map(|part| subject(part)).collect::<String>();
    let (counted, rank) = counted.or_else(|| composed(kind, &group()))?;
    if WHOLES.contains(&last) {
        return Some((counted, rank));
    }
    let of_members = counted == Field::Members;
    let subject = if of_members { "会员" } else { "职工" };
    let has_parts = matches!(counted, Field::Members | Field::Workers);
    has_parts.then(|| composed(kind, &format!("{subject}{last}")))?
}

/// What stands over the whole where its parts stand beside it.
const WHOLES: &[&str] = &[
    "合计",
    "小计",
    "总计",
    "总数",
    "计",
    "人数",
    "总人数",
    "数量",
    "全部",
];

/// What only the words above, or the column to the left, decide.
fn grouped(
    kind: SourceKind,
    group: &str,
    last: &str,
    whole: Option<&str>,
) -> Option<(Field, Rank)> {
    let of_union = group.contains("工会") && !group.contains("单位");
    let has_unions = matches!(kind, SourceKind::Unions | SourceKind::AnnualReport);
    let field = listed(kind, last);
    if has_unions && of_union {
        match (plain(last).as_str(), field) {
            ("名称" | "全称", _) => return Some((Field::UnionName, (0, 0))),
            ("编码" | "代码" | "编号", _) => return Some((Field::UnionCode, (0, 0))),
            (_, Some((Field::Uscc, rank))) => return Some((Field::UnionUscc, rank)),
            _ => {}
        }
    }
    if plain(last).starts_with("其中") && group.is_empty() {
        let part = spellings(last).pop()?;
        return composed(kind, &format!("{}{part}", subject(whole?)));
    }
    None
}

/// Whether a cell is a header that tables of the kind have.
pub(in crate::ingest) fn is_header_word(kind: SourceKind, text: &str) -> bool {
    !looks_like_data(text) && meaning(kind, &[text.to_owned()], None).is_some()
}

/// Whether a cell is the header over what names the rows.
pub(in crate::ingest) fn names_rows(kind: SourceKind, text: &str) -> bool {
    let named = listed(kind, text).map(|(field, _)| field);
    named.is_some_and(|field| {
        Field::naming(kind).contains(&field) && field.cell_type() == CellType::Text
    })
}

fn listed(kind: SourceKind, header: &str) -> Option<(Field, Rank)> {
    for (n, spelling) in spellings(header).iter().enumerate() {
        for words in words(kind) {
            let (field, headers) = words;
            if let Some(rank) = headers.iter().position(|header| header == spelling) {
                return Some((*field, (rank, n)));
            }
        }
    }
    None
}

fn composed(kind: SourceKind, text: &str) -> Option<(Field, Rank)> {
    match kind {
        SourceKind::Enterprises
        | SourceKind::Directory
        | SourceKind::Unions
        | SourceKind::AnnualReport => count_field(text).map(|field| (field, COMPOSED)),
        SourceKind::Members | SourceKind::Roster | SourceKind::Movements | SourceKind::Parks => {
            None
        }
    }
}

/// A group's subject: `会员情况(人)` is about 会员.
fn subject(part: &str) -> String {
    let full = spellings(part).pop().unwrap_or_default();
    ["基本情况", "情况", "信息", "构成", "统计"]
        .iter()
        .fold(full, |text, word| text.replace(word, ""))
}

fn is_count(field: Field) -> bool {
    field.cell_type() == CellType::Count
}

/// Numbers, dates and codes are values, whatever stands above them.
pub(super) fn looks_like_data(text: &str) -> bool {
    let n_digits = text.chars().filter(char::is_ascii_digit).count();
    let n_letters = text
        .chars()
        .filter(|character| character.is_alphabetic())
        .count();
    n_digits >= 6 || (n_digits > 0 && n_letters == 0)
}
