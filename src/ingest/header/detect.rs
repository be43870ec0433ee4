//! Which rows are the header.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::assign::{Layout, looks_like_data};
use super::by_values::{add_evidence_of_values, named_by_values};
use super::normal::{plain, without_bracketed};
use crate::ingest::check::FoundBy;
use crate::ingest::grid::Grid;
use crate::table::field::{CellType, Field};
use crate::table::vocabulary::SourceKind;

/// Rows looked at: above a header stand a title, a unit and at most a page of instructions.
const ROWS_SEARCHED: usize = 40;
/// Rows a header can have.
const HEADER_ROWS_MAX: usize = 3;
/// What is wanted of a table.
#[derive(Debug, Clone, Copy)]
pub(in crate::ingest) struct Asked<'a> {
    /// What its rows should be.
    pub(in crate::ingest) kind: SourceKind,
    /// Last row of the header, 1-based, where pinned; 0 says that there is none.
    pub(in crate::ingest) header_row: Option<u32>,
    /// Headers, or column letters of a table without header, pinned to fields.
    pub(in crate::ingest) columns: &'a BTreeMap<Field, String>,
}

/// Why a grid is no table of the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) enum NotATable {
    /// Nothing in it.
    Empty,
    /// No row looks like a header.
    NoHeader,
    /// The pinned header row is below the last row.
    NoSuchHeaderRow(u32),
    /// A pinned header is not there.
    NoPinnedColumn {
        field: Field,
        header: String,
        headers: Vec<String>,
    },
    /// No column names the rows.
    NoNameColumn { headers: Vec<String> },
}

/// The header of `grid` and what its columns mean.
pub(in crate::ingest) fn find_layout(grid: &Grid, asked: Asked<'_>) -> Result<Layout, NotATable> {
    if grid.n_rows() == 0 {
        return Err(NotATable::Empty);
    }
    let mut layout = match asked.header_row {
        Some(0) => Layout::read(grid, 0..0, asked.kind),
        Some(pinned) => {
            let end = usize::try_from(pinned).unwrap_or(usize::MAX);
            if end > grid.n_rows() {
                return Err(NotATable::NoSuchHeaderRow(pinned));
            }
            best_of(grid, asked, blocks_ending(grid, end)).map_or_else(
                || Layout::read(grid, end - 1..end, asked.kind),
                |(_, layout)| layout,
            )
        }
        None => match detect(grid, asked) {
            Some(layout) => layout,
            None if are_letters(asked.columns) => Layout::read(grid, 0..0, asked.kind),
            None => match unheaded(grid) {
                NotATable::NoHeader => named_by_values(grid, asked.kind)?,
                fault => return Err(fault),
            },
        },
    };
    pin(&mut layout, asked.columns)?;
    add_evidence_of_values(grid, &mut layout, asked.kind);
    if !layout.names_rows(asked.kind) {
        let headers = layout.headers();
        return Err(NotATable::NoNameColumn { headers });
    }
    Ok(layout)
}

/// Tells a table whose headers say nothing we know from one without a header.
fn unheaded(grid: &Grid) -> NotATable {
    let wordy = |row: &usize| {
        let cells: Vec<&str> = grid.filled(*row).map(|(_, text)| text).collect();
        cells.len() > 1
            && cells
                .iter()
                .all(|text| !looks_like_data(text) && !is_talk(text))
    };
    let rows = grid.first_row()..grid.n_rows().min(grid.first_row() + ROWS_SEARCHED);
    let data_below = |row: usize| grid.filled(row + 1).any(|(_, text)| looks_like_data(text));
    match rows.into_iter().find(wordy) {
        Some(row) if data_below(row) => NotATable::NoNameColumn {
            headers: grid.filled(row).map(|(_, text)| text.to_owned()).collect(),
        },
        Some(_) | None => NotATable::NoHeader,
    }
}

fn detect(grid: &Grid, asked: Asked<'_>) -> Option<Layout> {
    let first = grid.first_row();
    let last = grid.n_rows().min(first + ROWS_SEARCHED);
    let blocks = (first + 1..=last).flat_map(|end| blocks_ending(grid, end));
    best_of(grid, asked, blocks.collect()).map(|(_, layout)| layout)
}

/// The blocks of one to three rows that end before `end` and cut no merged cell in two.
fn blocks_ending(grid: &Grid, end: usize) -> Vec<Range<usize>> {
    let first = grid.first_row().max(end.saturating_sub(HEADER_ROWS_MAX));
    let starts = (first..end).rev();
    let blocks = starts.map(|start| start..end);
    blocks.filter(|block| is_possible(grid, block)).collect()
}

fn is_possible(grid: &Grid, block: &Range<usize>) -> bool {
    let cut = grid
        .merges()
        .iter()
        .take_while(|merge| merge.top < block.end)
        .any(|merge| {
            let below = merge.top >= block.start && merge.bottom >= block.end;
            let above = merge.top < block.start && merge.bottom >= block.start;
            // A block that spans several columns is a page of instructions, not a header cell.
            (below || above) && merge.left == merge.right
        });
    let single = block.len() == 1;
    !cut && block.clone().all(|row| {
        let distinct: BTreeSet<&str> = grid.filled(row).map(|(_, text)| text).collect();
        let talks = grid.filled(row).any(|(_, text)| is_talk(text));
        match single {
            true => !distinct.is_empty(),
            false => distinct.len() > 1 && !talks,
        }
    })
}

/// `填报单位：` and pages of instructions are no part of a header; a hint in brackets is.
fn is_talk(text: &str) -> bool {
    const CHARACTERS_MAX: usize = 40;
    let bare = without_bracketed(&plain(text));
    let label = bare.strip_prefix("其中:").unwrap_or(&bare);
    label.contains(':') || text.chars().count() > CHARACTERS_MAX
}

fn best_of(grid: &Grid, asked: Asked<'_>, blocks: Vec<Range<usize>>) -> Option<(i64, Layout)> {
    let mut best: Option<(i64, Layout)> = None;
    for block in blocks {
        let layout = Layout::read(grid, block.clone(), asked.kind);
        let Some(score) = score(grid, &layout, asked) else {
            continue;
        };
        if best.as_ref().is_none_or(|(highest, _)| score > *highest) {
            best = Some((score, layout));
        }
    }
    best
}

/// How much a block looks like the header; `None` if it does not.
fn score(grid: &Grid, layout: &Layout, asked: Asked<'_>) -> Option<i64> {
    let rows = &layout.header_rows;
    let pinned = asked
        .columns
        .values()
        .filter(|header| position(layout, header).is_some());
    let n_pinned = pinned.count();
    let n_known = layout
        .by_field
        .keys()
        .filter(|field| !is_minor(**field))
        .count();
    let names = layout.names_rows(asked.kind);
    let cells = rows.clone().flat_map(|row| grid.filled(row));
    let n_data = cells.filter(|(_, text)| looks_like_data(text)).count();
    let by_name = names_alone(layout, asked.kind) && n_data == 0;
    if n_known + n_pinned < 2 && !by_name && n_pinned == 0 {
        return None;
    }
    let continued = (rows.start + 1..rows.end)
        .filter(|row| continues(grid, *row))
        .count();
    let points =
        3 * (n_known + n_pinned) + usize::from(names) * 4 + 4 * continued + layout.by_field.len()
            - n_known;
    let against = 2 * n_data + 2 * (rows.len() - 1);
    Some(i64::try_from(points).ok()? - i64::try_from(against).ok()?)
}

/// Whether the one field known is a name, under a header that is no everyday word unless it stands
/// alone (`单位` may be anything, `企业名称` may not).
fn names_alone(layout: &Layout, kind: SourceKind) -> bool {
    const EVERYDAY_CHARACTERS_MAX: usize = 2;
    let headers = layout.headers();
    let named = Field::naming(kind)
        .iter()
        .filter(|field| field.cell_type() == CellType::Text);
    let named = named.filter(|field| !matches!(field, Field::Region | Field::Indicator));
    named.filter_map(|field| layout.column(*field)).any(|idx| {
        let header = &layout.columns[idx].header;
        headers.len() == 1 || header.chars().count() > EVERYDAY_CHARACTERS_MAX
    })
}

/// Whether a row goes on with the header above it: short words, some under a cell that spans.
fn continues(grid: &Grid, row: usize) -> bool {
    const CHARACTERS_MAX: usize = 30;
    let words = grid
        .filled(row)
        .all(|(_, text)| !looks_like_data(text) && text.chars().count() <= CHARACTERS_MAX);
    let under_span = grid
        .filled(row)
        .any(|(idx, _)| grid.cell(row - 1, idx).is_empty());
    let leaves_gaps = grid
        .filled(row - 1)
        .any(|(idx, _)| grid.cell(row, idx).is_empty());
    words && under_span && leaves_gaps
}

fn is_minor(field: Field) -> bool {
    matches!(field, Field::Serial | Field::Remarks)
}

/// The column a pinned header means: the joined header, its last row, or its spelling.
fn position(layout: &Layout, header: &str) -> Option<usize> {
    let wanted = plain(header);
    let same = |text: &str| plain(text) == wanted;
    let columns = &layout.columns;
    let whole = columns.iter().position(|column| same(&column.header));
    whole.or_else(|| {
        let last = |parts: &Vec<String>| parts.last().is_some_and(|part| same(part));
        columns.iter().position(|column| last(&column.parts))
    })
}

fn pin(layout: &mut Layout, columns: &BTreeMap<Field, String>) -> Result<(), NotATable> {
    for (field, header) in columns {
        let found = position(layout, header).or_else(|| {
            let headless = layout.header_rows.is_empty();
            letter(header).filter(|idx| headless && *idx < layout.columns.len())
        });
        let Some(idx) = found else {
            return Err(NotATable::NoPinnedColumn {
                field: *field,
                header: header.clone(),
                headers: layout.headers(),
            });
        };
        layout.assign(idx, *field, FoundBy::Pinned);
    }
    Ok(())
}

fn are_letters(columns: &BTreeMap<Field, String>) -> bool {
    !columns.is_empty() && columns.values().all(|header| letter(header).is_some())
}

/// `A` or `1` is the first column, as a spreadsheet counts.
fn letter(header: &str) -> Option<usize> {
    if let Ok(number) = header.parse::<usize>() {
        return number.checked_sub(1);
    }
    let upper = header.to_ascii_uppercase();
    let short =
        (1..=2).contains(&upper.len()) && upper.bytes().all(|byte| byte.is_ascii_uppercase());
    let value = |value, byte| value * 26 + usize::from(byte - b'A') + 1;
    short.then(|| upper.bytes().fold(0, value) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Header rows and fields with their columns.
    type Found<'a> = (Range<usize>, &'a [(Field, usize)]);

    #[track_caller]
    fn check(kind: SourceKind, text: &str, expected: Result<Found<'_>, NotATable>) {
        let grid = crate::ingest::text_table::to_grid(text);
        let columns = BTreeMap::new();
        let asked = Asked {
            kind,
            header_row: None,
            columns: &columns,
        };
        match (find_layout(&grid, asked), expected) {
            (Ok(layout), Ok((rows, fields))) => {
                assert_eq!(layout.header_rows, rows);
                let found: Vec<_> = layout.by_field.into_iter().collect();
                assert_eq!(found, fields);
            }
            (Err(fault), Err(expected)) => assert_eq!(fault, expected),
            (found, expected) => panic!("{found:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn a_title_and_a_unit_stand_above() {
        check(
            SourceKind::Enterprises,
            "2016年登记户情况表,,\n填报单位：税务局,,填表日期：2016-10-08\n纳税人名称,纳税人识别号,从业人数\n甲公司,1,2\n",
            Ok((
                2..3,
                &[(Field::Name, 0), (Field::TaxId, 1), (Field::Workers, 2)],
            )),
        );
    }

    #[test]
    fn a_header_of_two_rows_is_joined() {
        check(
            SourceKind::Enterprises,
            "参保单位名称,人数,,联系电话\n,参保人数,其中农民工,\n甲公司,5,2,1\n",
            Ok((
                0..2,
                &[
                    (Field::Name, 0),
                    (Field::Phone, 3),
                    (Field::Workers, 1),
                    (Field::MigrantWorkers, 2),
                ],
            )),
        );
    }

    #[test]
    fn a_sum_below_a_count_is_that_count() {
        check(
            SourceKind::Enterprises,
            "参保单位名称,参保人数,,\n,合计,其中,\n,,女职工,农民工\n甲公司,5,2,1\n",
            Ok((
                0..3,
                &[
                    (Field::Name, 0),
                    (Field::Workers, 1),
                    (Field::FemaleWorkers, 2),
                    (Field::MigrantWorkers, 3),
                ],
            )),
        );
        check(
            SourceKind::Enterprises,
            "单位名称,用工情况（人）,,\n,合计,#女性,#农民工\n甲公司,5,2,1\n",
            Ok((
                0..2,
                &[
                    (Field::Name, 0),
                    (Field::Workers, 1),
                    (Field::FemaleWorkers, 2),
                    (Field::MigrantWorkers, 3),
                ],
            )),
        );
    }

    #[test]
    fn a_pin_of_a_header_that_is_not_there_is_told() {
        let grid = crate::ingest::text_table::to_grid("企业名称,税号\n甲公司,1\n");
        let columns = BTreeMap::from([(Field::Name, "不存在的列".to_owned())]);
        let asked = Asked {
            kind: SourceKind::Enterprises,
            header_row: None,
            columns: &columns,
        };
        let fault = find_layout(&grid, asked).unwrap_err();
        assert!(
            matches!(fault, NotATable::NoPinnedColumn { .. }),
            "{fault:?}"
        );
    }

    #[test]
    fn a_part_belongs_to_the_whole_on_its_left() {
        check(
            SourceKind::Unions,
            "工会名称,职工人数,其中女,其中农民工,会员人数,其中女,其中：农民工\n甲工会,9,1,2,8,3,4\n",
            Ok((
                0..1,
                &[
                    (Field::Workers, 1),
                    (Field::FemaleWorkers, 2),
                    (Field::MigrantWorkers, 3),
                    (Field::UnionName, 0),
                    (Field::Members, 4),
                    (Field::FemaleMembers, 5),
                    (Field::MigrantMembers, 6),
                ],
            )),
        );
    }

    #[test]
    fn two_credit_codes_side_by_side_are_told_apart() {
        check(
            SourceKind::Unions,
            "工会名称,单位法人和其他组织统一社会信用代码,工会法人和其他组织统一社会信用代码\n甲工会,1,2\n",
            Ok((
                0..1,
                &[
                    (Field::Uscc, 1),
                    (Field::UnionName, 0),
                    (Field::UnionUscc, 2),
                ],
            )),
        );
    }

    #[test]
    fn the_unions_own_code_is_preferred() {
        check(
            SourceKind::Unions,
            "全总工会编码,省总工会编码,工会编码,工会名称\n1,2,3,甲工会\n",
            Ok((0..1, &[(Field::UnionCode, 2), (Field::UnionName, 3)])),
        );
    }

    #[test]
    fn names_alone_have_a_header_of_one_cell() {
        check(
            SourceKind::Enterprises,
            "企业名称\n甲公司\n",
            Ok((0..1, &[(Field::Name, 0)])),
        );
    }

    #[test]
    fn statistics_name_no_enterprise() {
        check(
            SourceKind::Enterprises,
            "地区,行业,企业数\n西陵区,制造业,12\n",
            Err(NotATable::NoNameColumn {
                headers: vec!["地区".into(), "行业".into(), "企业数".into()],
            }),
        );
    }

    #[test]
    fn headers_that_say_nothing_are_listed() {
        check(
            SourceKind::Enterprises,
            "年份,产值\n2015,12\n",
            Err(NotATable::NoNameColumn {
                headers: vec!["年份".into(), "产值".into()],
            }),
        );
    }

    #[test]
    fn the_form_of_a_federation_is_read_below_its_signature_line() {
        check(
            SourceKind::Unions,
            "附件一,,,\n信息采集表,,,\n填表单位（盖章）：,,单位负责人(签字)：,\n\
             序号,工会组织所在单位信息,,工会组织信息\n,单位名称,单位地址,建会日期（格式：yyyy/MM/dd）\n",
            Ok((
                3..5,
                &[
                    (Field::Address, 2),
                    (Field::UnitName, 1),
                    (Field::FoundedOn, 3),
                    (Field::Serial, 0),
                ],
            )),
        );
    }

    #[test]
    fn names_of_enterprises_need_no_header() {
        check(
            SourceKind::Enterprises,
            "1,宜昌鼎力建材有限公司,12\n2,宜昌大桥商贸公司,3\n3,夷陵区红星门市部,1\n4,宜昌纺织厂,7\n",
            Ok((0..0, &[(Field::Name, 1)])),
        );
    }

    #[test]
    fn data_alone_are_no_table() {
        check(
            SourceKind::Enterprises,
            "甲公司,1,2\n乙公司,3,4\n",
            Err(NotATable::NoHeader),
        );
    }
}
