//! Rows that are no data, by kind.

use super::grid::Grid;
use super::header::{Layout, plain};
use crate::table::field::Field;
use crate::table::vocabulary::{FurnitureKind, SourceKind};

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowRole {
    /// Data, good or bad.
    Data,
    /// Something else.
    Furniture(FurnitureKind),
}

/// Words that stand in the row of signatures and dates below a table.
const NOTE_WORDS: &[&str] = &[
    "制表人",
    "制表",
    "审核人",
    "审核",
    "填表人",
    "填表日期",
    "填报人",
    "填表说明",
    "说明:",
    "说明",
    "注:",
    "备注:",
    "单位负责人",
    "负责人签",
    "复核人",
    "经办人",
    "联系人:",
    "联系电话:",
    "报出日期",
    "数据来源",
    "统计负责人",
    "(盖章)",
];
/// Words of the row that names unit, period or date above a table.
const UNIT_WORDS: &[&str] = &[
    "填报单位",
    "填表单位",
    "报送单位",
    "编制单位",
    "制表单位",
    "填报日期",
    "填表日期",
    "报送日期",
    "统计时间",
    "统计期",
    "报告期",
    "单位:",
    "日期:",
    "截止",
    "表号",
    "制表机关",
];

/// The role of `row`, 0-based.
pub(super) fn role_of(grid: &Grid, layout: &Layout, kind: SourceKind, row: usize) -> RowRole {
    if grid.is_blank(row) {
        return RowRole::Furniture(FurnitureKind::Blank);
    }
    if row < layout.header_top {
        return RowRole::Furniture(above_header(grid, row));
    }
    if row <= layout.header_bottom {
        return RowRole::Furniture(FurnitureKind::Header);
    }
    below_header(grid, layout, kind, row).map_or(RowRole::Data, RowRole::Furniture)
}

fn above_header(grid: &Grid, row: usize) -> FurnitureKind {
    let text: String = grid.filled(row).map(|(_, cell)| plain(cell)).collect();
    let is_unit = UNIT_WORDS.iter().any(|word| text.contains(word));
    // A page of instructions names units too; the signature line is short.
    const UNIT_ROW_CHARACTERS_MAX: usize = 80;
    if is_unit && text.chars().count() <= UNIT_ROW_CHARACTERS_MAX {
        FurnitureKind::Unit
    } else {
        FurnitureKind::Title
    }
}

fn below_header(
    grid: &Grid,
    layout: &Layout,
    kind: SourceKind,
    row: usize,
) -> Option<FurnitureKind> {
    let filled: Vec<(usize, &str)> = grid.filled(row).collect();
    let (first_column, first) = *filled.first()?;
    if is_placeholder(&filled, row - layout.header_bottom) {
        return Some(FurnitureKind::Placeholder);
    }
    if is_header_again(layout, &filled) {
        return Some(FurnitureKind::Header);
    }
    let naming = naming_columns(layout, kind);
    let names = filled.iter().filter(|(column, _)| naming.contains(column));
    if names.clone().any(|(_, cell)| is_total(cell)) || is_total(first) {
        return Some(FurnitureKind::Total);
    }
    let plain_first = plain(first);
    let is_signed = NOTE_WORDS.iter().any(|word| plain_first.starts_with(word));
    if is_signed
        && (filled.len() <= 2
            || names
                .clone()
                .all(|(_, cell)| plain(cell).contains(':') || *cell == first))
    {
        return Some(FurnitureKind::Note);
    }
    if filled.len() == 1 && layout.columns.len() > 2 {
        return lone_cell(grid, row, (first_column, first), &naming);
    }
    None
}

/// One cell alone in a wide table: a section's name, a note, or a row of which nothing else is known.
fn lone_cell(
    grid: &Grid,
    row: usize,
    (column, cell): (usize, &str),
    naming: &[usize],
) -> Option<FurnitureKind> {
    /// A longer text is a sentence.
    const SECTION_CHARACTERS_MAX: usize = 30;
    let is_merged = grid.width_at(row, column) > 1;
    let is_long = cell.chars().count() > SECTION_CHARACTERS_MAX;
    match (is_merged, naming.contains(&column), is_long) {
        (_, _, true) => Some(FurnitureKind::Note),
        (true, _, false) | (false, false, false) if row + 1 < grid.n_rows() => {
            Some(FurnitureKind::Section)
        }
        (true, _, false) | (false, false, false) => Some(FurnitureKind::Note),
        (false, true, false) => None,
    }
}

fn naming_columns(layout: &Layout, kind: SourceKind) -> Vec<usize> {
    let naming = Field::naming(kind).iter().copied();
    naming
        .chain([Field::Region, Field::Serial])
        .filter_map(|field| layout.column_of(field))
        .map(|column| column.index)
        .collect()
}

/// Whether a cell is the label of a total.
pub(super) fn is_total(cell: &str) -> bool {
    /// `西陵区小计`, `全市合计`; a company's name is longer or ends otherwise.
    const TOTAL_CHARACTERS_MAX: usize = 14;
    let cell = plain(cell);
    let label = cell.trim_end_matches([':', '数']);
    let is_label = ["合计", "小计", "总计", "共计", "累计"]
        .iter()
        .any(|word| label.ends_with(word) || label.starts_with(word));
    is_label && label.chars().count() <= TOTAL_CHARACTERS_MAX
}

/// Dashes, or the column numbers that some forms carry below the header.
fn is_placeholder(filled: &[(usize, &str)], n_rows_below_header: usize) -> bool {
    const CELLS_MIN: usize = 3;
    let is_dash = |cell: &str| {
        cell.chars()
            .all(|character| matches!(character, '-' | '—' | '–' | '－' | '/' | '…' | '.' | '─'))
    };
    if filled.iter().all(|(_, cell)| is_dash(cell)) {
        return true;
    }
    if n_rows_below_header != 1 || filled.len() < CELLS_MIN {
        return false;
    }
    let numbers: Vec<u32> = filled
        .iter()
        .filter_map(|(_, cell)| cell.parse().ok())
        .collect();
    let is_all_numbers = numbers.len() == filled.len();
    let is_counted = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let is_one_filler = numbers.windows(2).all(|pair| pair[1] == pair[0]);
    is_all_numbers && (is_counted || is_one_filler)
}

fn is_header_again(layout: &Layout, filled: &[(usize, &str)]) -> bool {
    let is_header = |(column, cell): &(usize, &str)| {
        layout.columns.iter().any(|header| {
            header.index == *column
                && header
                    .header
                    .split(" / ")
                    .any(|part| plain(part) == plain(cell))
        })
    };
    filled.len() > 1 && filled.iter().all(is_header)
}
