//! The annual report as counties hand it in: a workbook each, a row per base union, a total below.

use std::path::Path;

use super::city::City;
use super::error::SynthError;
use super::files::{Cell, Sheet, text, write_workbook};
use super::places::ReportingUnit;
use super::report::{Line, Report};
use super::union_system::{FIGURES, kind_words};
use crate::table::RowIdentity;
use crate::table::vocabulary::Indicator;

const SHEET: &str = "基层工会";

/// Where the rows of this year's report stand.
pub(super) struct ReportPlaces {
    /// By index of the line.
    pub(super) lines: Vec<RowIdentity>,
    /// The total row of each reporting unit that reports.
    pub(super) totals: Vec<(ReportingUnit, RowIdentity)>,
}

/// Writes both years.
pub(super) fn write_reports(
    city: &City,
    report: &Report,
    directory: &Path,
) -> Result<ReportPlaces, SynthError> {
    let this_year = Book {
        year: 2016,
        source: "report",
        report: Some(report),
        lines: &report.lines,
    };
    let last_year = Book {
        year: 2015,
        source: "last_report",
        report: None,
        lines: &report.last_year,
    };
    last_year.write(city, directory)?;
    this_year.write(city, directory)
}

/// One year's workbooks.
struct Book<'a> {
    year: u32,
    source: &'static str,
    /// The plan with its wrong totals; last year's totals are right.
    report: Option<&'a Report>,
    lines: &'a [Line],
}

impl Book<'_> {
    fn write(&self, city: &City, directory: &Path) -> Result<ReportPlaces, SynthError> {
        let mut places: Vec<(usize, RowIdentity)> = Vec::new();
        let mut totals = Vec::new();
        for reporting in ReportingUnit::all() {
            let here = |line: &(usize, &Line)| line.1.reporting == reporting;
            let lines: Vec<(usize, &Line)> = self.lines.iter().enumerate().filter(here).collect();
            if lines.is_empty() {
                continue;
            }
            let year = self.year;
            let file = format!(
                "report/{year}/{year}年工会统计年报_{}.xlsx",
                reporting.name()
            );
            let place = |row: u32| RowIdentity {
                source: self.source.to_owned(),
                file: city.file(&file),
                sheet: Some(SHEET.to_owned()),
                row,
            };
            let mut sheet = self.head(reporting);
            for (n, (idx, line)) in lines.iter().enumerate() {
                places.push((*idx, place(sheet.push(line_cells(line, n as u32 + 1)))));
            }
            let row = sheet.push(self.total_cells(reporting));
            totals.push((reporting, place(row)));
            sheet.push_merged(
                "单位负责人：        统计负责人：        填表人：        报出日期：2016年10月18日",
            );
            write_workbook(&directory.join(&file), &[sheet])?;
        }
        places.sort_by_key(|(idx, _)| *idx);
        let lines = places.into_iter().map(|(_, place)| place).collect();
        Ok(ReportPlaces { lines, totals })
    }

    /// Title, unit and a header of two rows.
    fn head(&self, reporting: ReportingUnit) -> Sheet {
        const LEADING: [&str; 6] = [
            "序号",
            "工会统计编码",
            "工会名称",
            "单位名称",
            "工会类型",
            "基层工会数",
        ];
        let mut sheet = Sheet::new(SHEET, LEADING.len() + FIGURES.len());
        sheet.push_merged(&format!("{}年度工会统计年报基层工会调查表", self.year));
        sheet.push_merged(&format!("填报单位：{}", reporting.name()));
        let mut groups: Vec<&str> = LEADING.to_vec();
        let mut headers = vec![""; LEADING.len()];
        for (n, (_, header)) in FIGURES.iter().enumerate() {
            groups.push(match n {
                0 => "涵盖单位数",
                1 => "职工情况",
                5 => "会员情况",
                _ => "",
            });
            headers.push(if n == 0 { "" } else { header });
        }
        sheet.push_header(&groups);
        sheet.push_header(&headers);
        sheet
    }

    fn total_cells(&self, reporting: ReportingUnit) -> Vec<Cell> {
        let total = |indicator: Indicator| match self.report {
            Some(report) => report.stated_total(reporting, indicator),
            None => {
                let lines = self.lines.iter().filter(|line| line.reporting == reporting);
                lines
                    .filter_map(|line| line.figures.get(indicator))
                    .reduce(|left, right| left + right)
            }
        };
        let mut cells = vec![text("合计")];
        cells.resize(5, Cell::Empty);
        cells.push(figure_cell(total(Indicator::BaseUnions)));
        cells.extend(
            FIGURES
                .iter()
                .map(|(indicator, _)| figure_cell(total(*indicator))),
        );
        cells
    }
}

fn line_cells(line: &Line, serial: u32) -> Vec<Cell> {
    let mut cells = vec![
        Cell::Number(serial),
        text(&line.code),
        text(&line.name),
        text(&line.unit_name),
        text(kind_words(line.kind)),
        figure_cell(line.figures.get(Indicator::BaseUnions)),
    ];
    cells.extend(
        FIGURES
            .iter()
            .map(|(indicator, _)| figure_cell(line.figures.get(*indicator))),
    );
    cells
}

fn figure_cell(figure: Option<i64>) -> Cell {
    figure.map_or(Cell::Empty, |value| Cell::Number(value as u32))
}
