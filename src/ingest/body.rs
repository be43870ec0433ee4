//! Which rows are data, and what the others are.

use rustc_hash::FxHashMap;

use super::cell_value::says_nothing;
use super::grid::Grid;
use super::header::{Layout, plain};
use super::place_label::{is_unit, union_in};
use crate::standard::{CodeColumn, UnitCodes};
use crate::table::field::Field;
use crate::table::vocabulary::{FurnitureKind, SourceKind};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowClass {
    /// Data, whether it can be identified or not.
    Data,
    /// Something else.
    Furniture(FurnitureKind),
}

/// Words that alone, or behind a place, make a row a sum.
const SUMS: &[&str] = &["合计", "总计", "小计", "共计", "累计", "汇总"];
/// What begins the row above a table that says who, when and in what.
const UNIT_WORDS: &[&str] = &[
    "填报单位",
    "填表单位",
    "编制单位",
    "制表单位",
    "报送单位",
    "上报单位",
    "单位",
    "单位名称",
    "填报日期",
    "填表日期",
    "填报时间",
    "日期",
    "时间",
    "报告期",
    "所属期",
    "统计时间",
    "统计日期",
    "截止日期",
    "截至",
    "截止",
    "表号",
    "制表",
    "制定机关",
    "数据时间",
    "打印日期",
    "制表日期",
    "计量单位",
    "填报人",
    "联系人",
    "联系电话",
    "区划",
];
/// What begins a note or a signature.
const NOTE_WORDS: &[&str] = &[
    "注",
    "备注",
    "说明",
    "填表说明",
    "填报说明",
    "制表人",
    "制表",
    "制表单位",
    "审核人",
    "审核",
    "审表人",
    "复核人",
    "复核",
    "填表人",
    "填报人",
    "填表日期",
    "填报日期",
    "报出日期",
    "制表日期",
    "打印日期",
    "打印时间",
    "日期",
    "主席",
    "工会主席",
    "单位负责人",
    "统计负责人",
    "负责人",
    "经办人",
    "联系人",
    "联系电话",
    "数据来源",
    "资料来源",
    "来源",
    "填报单位",
    "填表单位",
    "盖章",
    "单位盖章",
    "报送单位",
    "主管领导",
    "分管领导",
    "领导签字",
    "签字",
    "签章",
    "指标解释",
    "特此说明",
    "备注说明",
];

/// A line of its own below the last data row begins no section: it is a note.
fn settle_sections(classes: &mut [RowClass]) {
    let section = RowClass::Furniture(FurnitureKind::Section);
    let last_data = classes.iter().rposition(|class| {
        matches!(
            class,
            RowClass::Data | RowClass::Furniture(FurnitureKind::Total)
        )
    });
    let below = last_data.map_or(0, |row| row + 1);
    for class in classes.iter_mut().skip(below) {
        if *class == section && last_data.is_some() {
            *class = RowClass::Furniture(FurnitureKind::Note);
        }
    }
}

/// A grid with its header, to be classified row by row.
pub(super) struct Body<'a> {
    pub(super) grid: &'a Grid,
    pub(super) layout: &'a Layout,
    /// Cells that repeat the merged cell above them.
    pub(super) repeated: &'a FxHashMap<(usize, usize), usize>,
    pub(super) kind: SourceKind,
    /// Code prefix of the federation's area.
    pub(super) prefix: &'a str,
}

impl Body<'_> {
    /// What every row of the grid is.
    pub(super) fn classify(&self) -> Vec<RowClass> {
        let mut classes: Vec<RowClass> =
            (0..self.grid.n_rows()).map(|row| self.class(row)).collect();
        settle_sections(&mut classes);
        classes
    }

    fn class(&self, row: usize) -> RowClass {
        use FurnitureKind::{Blank, Header, Note, Placeholder, Section, Title, Total, Unit};
        let furniture = RowClass::Furniture;
        let cells: Vec<(usize, &str)> = self.grid.filled(row).collect();
        let Some((_, first)) = cells.first() else {
            return furniture(Blank);
        };
        if row < self.grid.first_row() {
            return furniture(Blank);
        }
        if row < self.layout.header_rows.start {
            let says_unit = cells
                .iter()
                .any(|(_, text)| begins_with_label(text, UNIT_WORDS));
            return furniture(if says_unit { Unit } else { Title });
        }
        if self.layout.header_rows.contains(&row) || self.repeats_header(&cells) {
            return furniture(Header);
        }
        if is_placeholder(&cells) || self.is_filler(row, &cells) {
            return furniture(Placeholder);
        }
        if self.is_total(row, &cells) {
            return furniture(Total);
        }
        let holds_code = self.has_code(row);
        let is_note = begins_with_label(first, NOTE_WORDS) || is_signature_line(&cells);
        if !holds_code && is_note && self.is_talk(row, &cells) {
            return furniture(Note);
        }
        if !holds_code && self.is_section(row, &cells) {
            let long = first.chars().count() > SECTION_CHARACTERS_MAX;
            return furniture(if long { Note } else { Section });
        }
        RowClass::Data
    }

    /// A header that stands again at the top of every printed page.
    fn repeats_header(&self, cells: &[(usize, &str)]) -> bool {
        let same = cells.iter().filter(|(idx, text)| {
            let header = self
                .layout
                .columns
                .get(*idx)
                .map(|column| column.header.as_str());
            header.is_some_and(|header| {
                let cell = plain(text);
                let header = plain(header);
                header == cell || header.split('/').any(|part| part == cell)
            })
        });
        let n_same = same.count();
        n_same >= 2 && n_same * 3 >= cells.len() * 2
    }

    /// A sample row of a form: one short figure stands in half of the cells, the name's included.
    fn is_filler(&self, row: usize, cells: &[(usize, &str)]) -> bool {
        const CELLS_MIN: usize = 5;
        let short_figure = |text: &&str| {
            (1..=3).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut names = self.names(row).filter(|text| !text.is_empty());
        let Some(filler) = names.next().filter(short_figure) else {
            return false;
        };
        let n_same = cells.iter().filter(|(_, text)| *text == filler).count();
        names.all(|text| text == filler) && cells.len() >= CELLS_MIN && n_same * 2 >= cells.len()
    }

    /// A sum is labelled where the row would be named, or before.
    fn is_total(&self, row: usize, cells: &[(usize, &str)]) -> bool {
        let labels = cells.iter().take(2).map(|(_, text)| *text);
        let labelled = labels.chain(self.names(row)).any(|text| self.is_sum(text));
        labelled && !self.has_code(row)
    }

    fn is_sum(&self, text: &str) -> bool {
        /// `夷陵区街道办事处辖区合计` is about as long as a label gets.
        const LABEL_CHARACTERS_MAX: usize = 16;
        let label = plain(text);
        let bare = label
            .trim_start_matches(|character: char| "一二三四五六七八九十、".contains(character));
        let city = matches!(bare, "全市" | "全省" | "全区" | "全县" | "本页" | "总数");
        let behind = |word: &str| {
            bare.strip_prefix(word).is_some_and(|rest| {
                rest.is_empty()
                    || rest.starts_with([':', '(', ',', ' '])
                    || rest.starts_with(|c: char| c.is_ascii_digit())
            })
        };
        let ends =
            |word: &str| bare.ends_with(word) && bare.chars().count() <= LABEL_CHARACTERS_MAX;
        city || SUMS.iter().any(|word| behind(word) || ends(word))
    }

    /// The cells that may name the row.
    fn names(&self, row: usize) -> impl Iterator<Item = &str> {
        let fields = Field::naming(self.kind)
            .iter()
            .filter(|field| is_name(**field));
        let columns = fields.filter_map(|field| self.layout.column(*field));
        let region = self
            .layout
            .column(Field::Region)
            .filter(|_| self.kind == SourceKind::AnnualReport);
        columns
            .chain(region)
            .map(move |idx| self.grid.cell(row, idx))
    }

    /// Whether a unit's or person's code stands in the row, which then is no furniture.
    fn has_code(&self, row: usize) -> bool {
        let unit: Vec<(CodeColumn, &str)> = CODE_COLUMNS
            .iter()
            .filter_map(|(field, column)| {
                Some((*column, self.grid.cell(row, self.layout.column(*field)?)))
            })
            .collect();
        let codes = UnitCodes::gather(&unit);
        let person = self
            .layout
            .column(Field::ResidentId)
            .map(|idx| self.grid.cell(row, idx));
        let long = |text: &str| text.chars().filter(char::is_ascii_digit).count() >= 14;
        codes.uscc.is_some()
            || codes.org_code.is_some()
            || codes.registration_no.is_some()
            || person.is_some_and(long)
    }

    /// Notes and signatures fill few cells, or fill them with labels.
    fn is_talk(&self, row: usize, cells: &[(usize, &str)]) -> bool {
        let named = self
            .layout
            .column(name_field(self.kind))
            .map_or("", |idx| self.grid.cell(row, idx));
        let labelled = cells
            .iter()
            .all(|(_, text)| text.contains([':', '：']) || text.chars().count() > 12);
        cells.len() <= 2 || labelled || named.is_empty() || begins_with_label(named, NOTE_WORDS)
    }

    /// One cell alone that names what follows: not under the name's header, or merged over it, or
    /// worded like a section.
    fn is_section(&self, row: usize, cells: &[(usize, &str)]) -> bool {
        let [(idx, text)] = cells else {
            return false;
        };
        let mut columns = 0..self.grid.n_columns();
        let continues = !self.repeated.is_empty()
            && columns.any(|column| self.repeated.contains_key(&(row, column)));
        if self.grid.n_columns() == 1 || continues {
            return false;
        }
        let names: Vec<usize> = Field::naming(self.kind)
            .iter()
            .filter_map(|field| self.layout.column(*field))
            .collect();
        // A remark or a figure alone is what is left of a row of data, not a heading.
        let before_name = names.iter().all(|name| idx < name);
        let spans = self.grid.width_at(row, *idx) > 1;
        let counts_in_report = self.kind == SourceKind::AnnualReport && !spans;
        let of_union = self.kind == SourceKind::Members && union_in(text).is_some();
        let worded =
            of_union || is_heading(text) || (is_unit(text, self.prefix) && !counts_in_report);
        let reads = text
            .chars()
            .any(|character| character.is_alphabetic() && !character.is_ascii());
        reads && (before_name || spans || worded)
    }
}

/// A longer line is a note, not a heading.
const SECTION_CHARACTERS_MAX: usize = 30;

/// The code columns of a unit.
pub(super) const CODE_COLUMNS: &[(Field, CodeColumn)] = &[
    (Field::Uscc, CodeColumn::CreditCode),
    (Field::TaxId, CodeColumn::TaxId),
    (Field::OrgCode, CodeColumn::OrganisationCode),
    (Field::RegistrationNo, CodeColumn::RegistrationNumber),
    (Field::Code, CodeColumn::Mixed),
    (Field::UnitCode, CodeColumn::UnitCode),
];

/// The field in which a row of the kind is named first.
pub(super) fn name_field(kind: SourceKind) -> Field {
    match kind {
        SourceKind::Enterprises | SourceKind::Directory | SourceKind::Parks => Field::Name,
        SourceKind::Unions | SourceKind::AnnualReport => Field::UnionName,
        SourceKind::Members | SourceKind::Roster | SourceKind::Movements => Field::PersonName,
    }
}

fn is_name(field: Field) -> bool {
    field.cell_type() == crate::table::field::CellType::Text
}

/// `一、` and `(二)` begin headings, `：` ends them.
fn is_heading(text: &str) -> bool {
    let label = plain(text);
    let inner = label.trim_start_matches('(');
    let rest =
        inner.trim_start_matches(|character: char| "一二三四五六七八九十".contains(character));
    let numbered = rest.len() < inner.len() && rest.starts_with(['、', ')', '.']);
    numbered || label.ends_with(':')
}

/// Whether a text is `label: …`, the label one of `words`.
fn begins_with_label(text: &str, words: &[&str]) -> bool {
    let text = plain(text);
    let text = text.trim_start_matches(['※', '•', '(', '附']);
    words.iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            let rest = rest.trim_start_matches(|character: char| character.is_ascii_digit());
            rest.starts_with([':', '(', '.', '、', '签', ')'])
                || (rest.is_empty() && word.chars().count() > 2)
        })
    })
}

/// `主席（签章）　统计负责人：　制表人：`: several labels in a row, whatever stands before them, or
/// nothing but labels to be signed.
fn is_signature_line(cells: &[(usize, &str)]) -> bool {
    const LABELS_MIN: usize = 2;
    let texts: Vec<String> = cells.iter().map(|(_, text)| plain(text)).collect();
    let is_label = |word: &&&str| {
        let mut behind = texts.iter().flat_map(|text| text.split(**word).skip(1));
        behind.any(|rest| rest.starts_with(':'))
    };
    let n_labels = NOTE_WORDS.iter().filter(is_label).count();
    n_labels >= LABELS_MIN || (n_labels > 0 && texts.iter().all(|text| text.ends_with(':')))
}

/// Dashes, or the numbers of the columns, or one filler in every cell.
fn is_placeholder(cells: &[(usize, &str)]) -> bool {
    if cells.iter().all(|(_, text)| says_nothing(text)) {
        return true;
    }
    if cells.len() < 3 {
        return false;
    }
    let labels = ["甲", "乙", "丙", "丁", "戊", "己"];
    let numbers: Vec<i64> = cells
        .iter()
        .filter(|(_, text)| !labels.contains(text))
        .filter_map(|(_, text)| text.trim_matches(['(', ')', '（', '）']).parse().ok())
        .collect();
    let n_labels = cells
        .iter()
        .filter(|(_, text)| labels.contains(text))
        .count();
    let counting = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
        && numbers.first().is_some_and(|first| *first <= 1);
    let (_, filler) = cells[0];
    let filled = filler.chars().count() <= 3 && cells.iter().all(|(_, text)| *text == filler);
    (numbers.len() + n_labels == cells.len() && counting) || filled
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::header::{Asked, find_layout};
    use super::*;

    /// One letter a row: T title, U unit, H header, S section, P placeholder, + total, N note,
    /// `_` blank, D data.
    #[track_caller]
    fn check(kind: SourceKind, text: &str, expected: &str) {
        let grid = super::super::text_table::to_grid(text);
        let columns = BTreeMap::new();
        let asked = Asked {
            kind,
            header_row: None,
            columns: &columns,
        };
        let layout = find_layout(&grid, asked).expect("the test's table has a header");
        let repeated = FxHashMap::default();
        let body = Body {
            grid: &grid,
            layout: &layout,
            repeated: &repeated,
            kind,
            prefix: "4205",
        };
        let letters: String = body
            .classify()
            .into_iter()
            .map(|class| match class {
                RowClass::Data => 'D',
                RowClass::Furniture(FurnitureKind::Title) => 'T',
                RowClass::Furniture(FurnitureKind::Unit) => 'U',
                RowClass::Furniture(FurnitureKind::Header) => 'H',
                RowClass::Furniture(FurnitureKind::Section) => 'S',
                RowClass::Furniture(FurnitureKind::Placeholder) => 'P',
                RowClass::Furniture(FurnitureKind::Total) => '+',
                RowClass::Furniture(FurnitureKind::Note) => 'N',
                RowClass::Furniture(FurnitureKind::Blank) => '_',
            })
            .collect();
        assert_eq!(letters, expected, "{text}");
    }

    const HEADER: &str = "序号,企业名称,统一社会信用代码,从业人数\n";

    #[test]
    fn a_table_with_all_its_furniture() {
        let text = format!(
            "名册,,,\n填报单位：税务局,,,填表日期：2016-10-08\n{HEADER}1,2,3,4\n西陵区,,,\n1,甲公司,,5\n-,-,-,-\n小计,,,5\n,,,\n\
             {HEADER}1,乙公司,,7\n合计,,,12\n制表人：张三,,审核人：李四,\n"
        );
        check(SourceKind::Enterprises, &text, "TUHPSDP+_HD+N");
    }

    #[test]
    fn signatures_below_are_a_note_whoever_signs() {
        for line in [
            "主席（签章）  统计负责人：  制表人：,,,",
            "局长：,,审核人：,",
            "分管副局长签发　审核人：　填表人：,,,",
        ] {
            check(
                SourceKind::Enterprises,
                &format!("{HEADER}1,甲公司,,2\n{line}\n"),
                "HDN",
            );
        }
    }

    #[test]
    fn a_company_whose_name_sounds_like_a_sum_keeps_its_code() {
        let text = format!("{HEADER}1,合计,91420500MA49001170,5\n");
        check(SourceKind::Enterprises, &text, "HD");
    }

    #[test]
    fn a_name_alone_is_data() {
        let text = format!("{HEADER},甲公司,,\n1,乙公司,,2\n");
        check(SourceKind::Enterprises, &text, "HDD");
    }

    #[test]
    fn a_long_line_at_the_end_is_a_note() {
        let text = format!(
            "{HEADER}1,甲公司,,2\n以上数据由各县市区填报，请于每月五日以前核对无误后上报市总工会组织部。,,,\n"
        );
        check(SourceKind::Enterprises, &text, "HDN");
    }
}
