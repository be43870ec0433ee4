//! The report as offices hand it in: an export of base rows, workbooks with a total, signed totals.

use super::plan::Line;
use super::shape::{Shape, shape_of};
use crate::synth::error::SynthError;
use crate::synth::figures::Figures;
use crate::synth::files::{Cell, Head, OpenSheet, Paper, PaperForm, number, text};
use crate::synth::places::ReportingUnit;
use crate::synth::registries::{Bench, begin};
use crate::synth::union_system::{FIGURES, kind_words};
use crate::table::RowIdentity;
use crate::table::vocabulary::Indicator;

const LEADING: [&str; 6] = [
    "序号",
    "工会统计编码",
    "工会名称",
    "单位名称",
    "工会类型",
    "基层工会数",
];
/// Of the figures: which begins the group of workers, and which that of members.
const FIRST_OF_WORKERS: usize = 1;
const FIRST_OF_MEMBERS: usize = 5;

/// Which year's report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edition {
    ThisYear,
    LastYear,
}

impl Edition {
    const fn year(self) -> u32 {
        match self {
            Self::ThisYear => 2016,
            Self::LastYear => 2015,
        }
    }

    const fn source(self) -> &'static str {
        match self {
            Self::ThisYear => "report",
            Self::LastYear => "last_report",
        }
    }

    fn paper(self, name: &str) -> Paper {
        let year = self.year();
        let stem = format!("report/{year}/{year}年工会统计年报_{name}");
        Paper::new(self.source(), stem, PaperForm::Workbook)
    }

    fn title(self) -> String {
        format!("{}年度工会统计年报基层工会调查表", self.year())
    }
}

/// Writes a row of a base union.
pub(super) fn write_line(
    bench: &mut Bench<'_>,
    edition: Edition,
    line: &Line,
    serial: u32,
) -> Result<RowIdentity, SynthError> {
    let mut cells = vec![
        number(serial),
        text(&line.code),
        text(&line.name),
        text(&line.unit_name),
        text(kind_words(line.kind)),
        Cell::figure(line.figures.get(Indicator::BaseUnions)),
    ];
    cells.extend(figure_cells(&line.figures));
    let sheet = match shape_of(line.reporting) {
        Shape::BaseRows => {
            cells.push(text(line.reporting.name()));
            export_sheet(bench, edition)?
        }
        Shape::Workbook { .. } | Shape::Totals(_) => {
            workbook_sheet(bench, edition, line.reporting)?
        }
    };
    sheet.push(cells)
}

fn figure_cells(figures: &Figures) -> impl Iterator<Item = Cell> {
    let figures = *figures;
    FIGURES
        .iter()
        .map(move |(indicator, _)| Cell::figure(figures.get(*indicator)))
}

fn export_sheet<'b>(
    bench: &'b mut Bench<'_>,
    edition: Edition,
) -> Result<&'b mut OpenSheet, SynthError> {
    let counts = &mut bench.truth.counts;
    let head = || {
        let figures = FIGURES.iter().map(|(_, header)| *header);
        let words = LEADING.into_iter().chain(figures).chain(["填报单位"]);
        let head = Head {
            headers: vec![words.map(str::to_owned).collect()],
            ..Head::default()
        };
        begin(counts, head.titled(edition.title()))
    };
    bench
        .desk
        .sheet(&edition.paper("基层表导出"), "基层工会", head)
}

/// The workbook of a reporting unit.
pub(super) fn workbook_sheet<'b>(
    bench: &'b mut Bench<'_>,
    edition: Edition,
    reporting: ReportingUnit,
) -> Result<&'b mut OpenSheet, SynthError> {
    let counts = &mut bench.truth.counts;
    let head = || begin(counts, workbook_head(edition, reporting));
    bench
        .desk
        .sheet(&edition.paper(reporting.name()), "基层工会", head)
}

/// Writes the total and the foot of a unit's workbook; none if the unit has none.
pub(super) fn close_workbook(
    bench: &mut Bench<'_>,
    edition: Edition,
    reporting: ReportingUnit,
) -> Result<Option<RowIdentity>, SynthError> {
    bench
        .desk
        .finish(&edition.paper(reporting.name()), "基层工会")
}

fn workbook_head(edition: Edition, reporting: ReportingUnit) -> Head {
    let n_headers = match shape_of(reporting) {
        Shape::Workbook { n_headers } => n_headers,
        Shape::BaseRows | Shape::Totals(_) => 1,
    };
    let first_sum = LEADING.len() - 1;
    let head = Head {
        headers: header_rows(n_headers),
        sums: (first_sum..LEADING.len() + FIGURES.len()).collect(),
        ..Head::default()
    };
    head.titled(edition.title())
        .titled(format!("填报单位：{}", reporting.name()))
        .signed("单位负责人：        统计负责人：        填表人：        报出日期：2016年10月18日")
}

/// A header of two rows names the group above the figure; one of three puts 其中 between.
fn header_rows(n_headers: usize) -> Vec<Vec<String>> {
    let words = |word: &str| word.to_owned();
    let mut groups: Vec<String> = LEADING.iter().map(|word| words(word)).collect();
    let mut parts = vec![String::new(); LEADING.len()];
    let mut figures = vec![String::new(); LEADING.len()];
    for (n, (_, header)) in FIGURES.iter().enumerate() {
        let is_first = n == FIRST_OF_WORKERS || n == FIRST_OF_MEMBERS;
        groups.push(words(match n {
            0 => header,
            FIRST_OF_WORKERS => "职工情况",
            FIRST_OF_MEMBERS => "会员情况",
            _ => "",
        }));
        parts.push(words(match n {
            0 => "",
            _ if is_first => header,
            _ if n == FIRST_OF_WORKERS + 1 || n == FIRST_OF_MEMBERS + 1 => "其中",
            _ => "",
        }));
        let is_of_group = n != 0 && (n_headers == 2 || !is_first);
        figures.push(words(if is_of_group { header } else { "" }));
    }
    match n_headers {
        3 => vec![groups, parts, figures],
        _ => vec![groups, figures],
    }
}

/// Writes a unit's row into the sheet of signed totals.
pub(super) fn write_totals(
    bench: &mut Bench<'_>,
    edition: Edition,
    reporting: ReportingUnit,
    figures: &Figures,
) -> Result<RowIdentity, SynthError> {
    let counts = &mut bench.truth.counts;
    let head = || {
        let figures = FIGURES.iter().map(|(_, header)| *header);
        let words = ["填报单位", "基层工会数"].into_iter().chain(figures);
        let head = Head {
            headers: vec![words.map(str::to_owned).collect()],
            ..Head::default()
        };
        let title = format!("{}年度工会统计年报汇总表（签章）", edition.year());
        begin(
            counts,
            head.titled(title).signed("审核人：          （盖章）"),
        )
    };
    let sheet = bench.desk.sheet(&edition.paper("汇总表"), "汇总表", head)?;
    let mut cells = vec![
        text(reporting.name()),
        Cell::figure(figures.get(Indicator::BaseUnions)),
    ];
    cells.extend(figure_cells(figures));
    sheet.push(cells)
}
