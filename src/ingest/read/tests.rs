//! Whole files, written small and read back.

use std::collections::BTreeMap;
use std::path::Path;

use arrow::record_batch::RecordBatch;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::super::spec::TextEncoding;
use super::*;
use crate::table::field::Field;
use crate::table::vocabulary::{Edition, ReportRowRole, SourceKind};
use crate::table::{Silent, enterprise_rows, park_rows, person_rows, report_rows, union_rows};

/// A sheet's name, and what writes its cells.
type Written<'a> = (&'a str, fn(&mut Worksheet));

/// A folder of input files.
struct Desk {
    folder: tempfile::TempDir,
    spec: SourceSpec,
}

impl Desk {
    fn new(kind: SourceKind) -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            spec: SourceSpec {
                name: "source".to_owned(),
                kind,
                department: None,
                edition: Edition::Current,
                files: Vec::new(),
                presence: Presence::Required,
                encoding: None,
                sheets: Vec::new(),
                header_row: None,
                columns: BTreeMap::new(),
                region_prefix: "4205".to_owned(),
            },
        }
    }

    fn names(&mut self, name: &str) -> std::path::PathBuf {
        let path = self.folder.path().join(name);
        let written = format!("../{name}");
        self.spec.files.push(SourceFile {
            path: path.clone(),
            written,
        });
        path
    }

    fn csv(kind: SourceKind, name: &str, text: &str) -> Self {
        let mut desk = Self::new(kind);
        let path = desk.names(name);
        std::fs::write(path, text).unwrap();
        desk
    }

    fn book(kind: SourceKind, name: &str, sheets: &[Written<'_>]) -> Self {
        let mut desk = Self::new(kind);
        let path = desk.names(name);
        let mut book = Workbook::new();
        for (name, fill) in sheets {
            fill(book.add_worksheet().set_name(*name).unwrap());
        }
        book.save(path).unwrap();
        desk
    }

    /// Reads, and holds every sheet to the rule of conservation.
    fn read(&self) -> Ingested {
        let ingested = read_source(&self.spec, &Silent).unwrap();
        for sheet in sheets_read::View::of(&ingested.sheets).unwrap().to_rows() {
            let furniture = sheet.title + sheet.unit + sheet.header + sheet.section;
            let more = sheet.placeholder + sheet.total + sheet.note + sheet.blank;
            let sum = sheet.accepted + sheet.quarantined + furniture + more;
            assert_eq!(sheet.read, sum, "{sheet:?}");
        }
        ingested
    }

    fn faults(&self) -> Vec<String> {
        let faults = read_source(&self.spec, &Silent).unwrap_err();
        faults.iter().map(ToString::to_string).collect()
    }
}

fn write(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in cells.iter().enumerate() {
        if !cell.is_empty() {
            sheet.write(row, column as u16, *cell).unwrap();
        }
    }
}

fn enterprises(batch: &RecordBatch) -> Vec<enterprise_rows::Row> {
    enterprise_rows::View::of(batch).unwrap().to_rows()
}

fn statements(batch: &RecordBatch) -> Vec<report_rows::Row> {
    report_rows::View::of(batch).unwrap().to_rows()
}

fn row_numbers(rows: &[enterprise_rows::Row]) -> Vec<u32> {
    rows.iter().map(|row| row.row).collect()
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
    let text = "企业名称,地址\n甲公司,\"一行\n两行\"\n\n乙公司,路1号\n";
    let read = Desk::csv(SourceKind::Enterprises, "a.csv", text).read();
    let rows = enterprises(&read.rows);
    assert_eq!(row_numbers(&rows), [2, 4]);
    assert_eq!(rows[0].file, "../a.csv");
    assert_eq!(rows[0].sheet, None);
}

#[test]
fn a_used_range_may_begin_further_down() {
    let desk = Desk::book(
        SourceKind::Enterprises,
        "a.xlsx",
        &[("表", |sheet| {
            write(sheet, 4, &["", "企业名称", "从业人数"]);
            write(sheet, 5, &["", "甲公司", "12人"]);
        })],
    );
    let rows = enterprises(&desk.read().rows);
    assert_eq!(row_numbers(&rows), [6]);
    assert_eq!(rows[0].workers, Some(12));
}

#[test]
fn numbers_in_cells_become_codes_and_dates_become_days() {
    let desk = Desk::book(
        SourceKind::Enterprises,
        "a.xlsx",
        &[("表", |sheet| {
            write(sheet, 0, &["企业名称", "注册号", "成立日期"]);
            sheet.write(1, 0, "甲公司").unwrap();
            sheet.write(1, 1, 420_500_000_012_345_f64).unwrap();
            let date = Format::new().set_num_format("yyyy-mm-dd");
            sheet.write_with_format(1, 2, 42_430, &date).unwrap();
        })],
    );
    let rows = enterprises(&desk.read().rows);
    assert_eq!(rows[0].registration_no.as_deref(), Some("420500000012345"));
    assert_eq!(
        rows[0].established_on,
        chrono::NaiveDate::from_ymd_opt(2016, 3, 1)
    );
}

#[test]
fn a_sheet_per_county_supplies_the_region_and_lists_are_passed_over() {
    let desk = Desk::book(
        SourceKind::Enterprises,
        "a.xlsx",
        &[
            ("西陵区", |sheet| {
                write(sheet, 0, &["序号", "企业名称", "从业人数"]);
                write(sheet, 1, &["1", "甲公司", "5"]);
            }),
            ("伍家岗区", |sheet| {
                write(sheet, 0, &["序号", "企业名称", "从业人数"]);
                write(sheet, 1, &["1", "乙公司", "6"]);
                write(sheet, 2, &["合计", "", "6"]);
            }),
            ("下拉菜单", |sheet| {
                write(sheet, 0, &["单位所在政区"]);
                write(sheet, 1, &["西陵区"]);
            }),
        ],
    );
    let read = desk.read();
    let rows = enterprises(&read.rows);
    let regions: Vec<_> = rows.iter().map(|row| row.region.as_deref()).collect();
    assert_eq!(regions, [Some("伍家岗区"), Some("西陵区")]);
    let sheets = sheets_read::View::of(&read.sheets).unwrap();
    assert_eq!(sheets.skipped_reason(0), Some("没有表头，不是数据表"));
}

#[test]
fn a_web_page_under_a_workbooks_name_is_said_to_be_one() {
    let mut desk = Desk::new(SourceKind::Enterprises);
    let path = desk.names("a.xls");
    std::fs::write(
        path,
        "\u{feff} <html><table><tr><td>企业名称</td></tr></table></html>",
    )
    .unwrap();
    let faults = read_source(&desk.spec, &Silent).unwrap_err();
    assert!(
        matches!(faults.as_slice(), [IngestError::WebPage { .. }]),
        "{faults:?}"
    );
}

#[test]
fn a_list_of_a_site_says_above_its_rows_whose_it_is() {
    let text = "建筑工地农民工实名制花名册,,\n项目名称：滨江花园一期,施工单位：甲建筑工程有限公司,\n序号,姓名,性别\n1,张三,男\n2,李四,女\n";
    let read = Desk::csv(SourceKind::Roster, "a.csv", text).read();
    let view = person_rows::View::of(&read.rows).unwrap();
    assert_eq!(view.project_name(1), Some("滨江花园一期"));
    assert_eq!(view.employer(1), Some("甲建筑工程有限公司"));
}

#[test]
fn a_delivery_says_as_of_when_its_figures_hold() {
    let dated = |name: &str, text: &str| {
        let rows = enterprises(&Desk::csv(SourceKind::Enterprises, name, text).read().rows);
        rows[0].as_of.map(|as_of| as_of.to_string())
    };
    let table = "企业名称,参保人数\n甲公司,12\n";
    let unit_row = format!("参保单位花名册,\n填报单位：人社局,填报日期：2016年9月30日\n{table}");
    assert_eq!(dated("2015.csv", &unit_row).as_deref(), Some("2016-09-30"));
    let foot = format!("{table}制表人：张三,填表日期：2016.6.8\n");
    assert_eq!(dated("a.csv", &foot).as_deref(), Some("2016-06-08"));
    assert_eq!(
        dated("参保单位201608.csv", table).as_deref(),
        Some("2016-08")
    );
    assert_eq!(dated("a.csv", table), None);
}

#[test]
fn merged_cells_stand_for_repeated_values() {
    let desk = Desk::book(
        SourceKind::Enterprises,
        "a.xlsx",
        &[("表", |sheet| {
            write(sheet, 0, &["县市区", "企业名称", "从业人数"]);
            write(sheet, 1, &["", "甲公司", "5"]);
            write(sheet, 2, &["", "乙公司", "6"]);
            sheet
                .merge_range(1, 0, 2, 0, "西陵区", &Format::new())
                .unwrap();
        })],
    );
    let rows = enterprises(&desk.read().rows);
    assert_eq!(rows[1].region.as_deref(), Some("西陵区"));
}

#[test]
fn a_row_of_a_section_lies_in_the_county_it_names() {
    let text = "序号,企业名称,从业人数\n西陵区,,\n1,甲公司,2\n伍家岗区,,\n1,乙公司,3\n";
    let rows = enterprises(
        &Desk::csv(SourceKind::Enterprises, "a.csv", text)
            .read()
            .rows,
    );
    let regions: Vec<_> = rows.iter().map(|row| row.region.as_deref()).collect();
    assert_eq!(regions, [Some("西陵区"), Some("伍家岗区")]);
}

#[test]
fn rows_without_name_and_code_are_set_aside_with_identities_masked() {
    let text = "企业名称,统一社会信用代码,备注\n,,420502199001011238\n,91420500MA49001170,\n";
    let read = Desk::csv(SourceKind::Enterprises, "a.csv", text).read();
    assert_eq!(row_numbers(&enterprises(&read.rows)), [3]);
    let aside = quarantine::View::of(&read.quarantine).unwrap();
    assert_eq!(
        (aside.len(), aside.row(0), aside.code(0)),
        (1, 2, "no_name_no_code")
    );
    assert_eq!(aside.raw(0), "||420502********1238");
}

#[test]
fn a_tax_id_that_is_a_persons_is_masked_at_the_door() {
    let text = "纳税人名称,纳税人识别号\n甲小吃店,420502199001011238\n乙公司,420500706847019\n";
    let rows = enterprises(
        &Desk::csv(SourceKind::Enterprises, "a.csv", text)
            .read()
            .rows,
    );
    assert_eq!(rows[0].tax_id.as_deref(), Some("420502********1238"));
    assert_eq!(rows[1].tax_id.as_deref(), Some("420500706847019"));
}

#[test]
fn a_bad_cell_is_null_and_its_row_accepted() {
    let text = "企业名称,从业人数,成立日期\n甲公司,若干,2016-13-45\n";
    let rows = enterprises(
        &Desk::csv(SourceKind::Enterprises, "a.csv", text)
            .read()
            .rows,
    );
    assert_eq!((rows[0].workers, rows[0].established_on), (None, None));
}

#[test]
fn a_construction_row_is_named_by_its_contractor() {
    let text = "工程名称,建设单位,施工单位,项目经理,工程造价（万元）\n某桥,某局,甲公司,张三,1200\n";
    let rows = enterprises(
        &Desk::csv(SourceKind::Enterprises, "a.csv", text)
            .read()
            .rows,
    );
    assert_eq!(rows[0].name.as_deref(), Some("甲公司"));
    assert_eq!(rows[0].project_name.as_deref(), Some("某桥"));
    assert_eq!(rows[0].cost, Some(12_000_000.0));
}

#[test]
fn two_sections_of_one_project_are_two_sites() {
    let text = "工程名称,标段,施工单位\n某桥,一标段,甲公司\n某桥,二标段,甲公司\n某路,-,甲公司\n";
    let rows = enterprises(
        &Desk::csv(SourceKind::Enterprises, "a.csv", text)
            .read()
            .rows,
    );
    let names: Vec<_> = rows.iter().map(|row| row.project_name.as_deref()).collect();
    assert_eq!(
        names,
        [Some("某桥一标段"), Some("某桥二标段"), Some("某路")]
    );
}

#[test]
fn tables_side_by_side_are_all_read() {
    let text = "名单,,,,,\n序号,企业名称,,序号,企业名称,\n1,甲公司,,2,乙公司,\n3,丙公司,,,,\n";
    let read = Desk::csv(SourceKind::Enterprises, "a.csv", text).read();
    let mut names: Vec<_> = enterprises(&read.rows)
        .into_iter()
        .map(|row| (row.sheet, row.row, row.name.unwrap()))
        .collect();
    names.sort();
    let expected = [
        (None, 3, "甲公司".to_owned()),
        (None, 4, "丙公司".to_owned()),
        (Some("D:F".to_owned()), 3, "乙公司".to_owned()),
    ];
    assert_eq!(names, expected);
}

#[test]
fn a_table_below_another_is_read_by_its_own_header() {
    let text = "企业名称,地址,从业人数\n甲公司,一路,5\n,,\n企业名称,从业人数,地址\n乙公司,6,二路\n";
    let rows = enterprises(
        &Desk::csv(SourceKind::Enterprises, "a.csv", text)
            .read()
            .rows,
    );
    let found: Vec<_> = rows.iter().map(|row| (row.row, row.workers)).collect();
    assert_eq!(found, [(2, Some(5)), (5, Some(6))]);
}

#[test]
fn members_keep_their_identity_for_the_rooms_that_need_it() {
    let text = "姓名,身份证号,工会名称,单位名称,是否农民工\n张三,420502199001011238,甲工会,甲公司,是\n,,,,\n李四,,,,否\n";
    let read = Desk::csv(SourceKind::Members, "a.csv", text).read();
    let rows = person_rows::View::of(&read.rows).unwrap().to_rows();
    assert_eq!(rows[0].resident_id.as_deref(), Some("420502199001011238"));
    assert_eq!(rows[0].employer.as_deref(), Some("甲公司"));
    assert_eq!(rows[0].is_migrant, Some(true));
    assert_eq!(rows[1].row, 4);
}

#[test]
fn covered_units_that_are_figures_are_counted() {
    let text = "工会编码,工会名称,涵盖单位\n1,甲,3\n2,乙,4\n3,丙,5\n";
    let read = Desk::csv(SourceKind::Unions, "a.csv", text).read();
    let rows = union_rows::View::of(&read.rows).unwrap().to_rows();
    assert_eq!(
        (rows[0].n_covered_units, rows[0].covered_units.clone()),
        (Some(3), None)
    );
}

#[test]
fn a_title_names_the_park() {
    let text = "猇亭工业园区入园企业名单,\n序号,企业名称\n1,甲公司\n";
    let read = Desk::csv(SourceKind::Parks, "a.csv", text).read();
    let rows = park_rows::View::of(&read.rows).unwrap().to_rows();
    assert_eq!(rows[0].park.as_deref(), Some("猇亭工业园区"));
}

#[test]
fn a_county_workbook_states_its_unions_and_its_sum() {
    let text = "工会年报,,\n填报单位：宜昌高新区,,\n工会统计编码,工会名称,会员人数\n1,甲工会,3\n2,乙工会,4\n合计,,9\n";
    let rows = statements(
        &Desk::csv(SourceKind::AnnualReport, "a.csv", text)
            .read()
            .rows,
    );
    let found: Vec<_> = rows
        .iter()
        .map(|row| (row.role, row.region.as_deref(), row.members))
        .collect();
    let region = Some("宜昌高新区");
    assert_eq!(
        found,
        [
            (ReportRowRole::Unit, region, Some(3)),
            (ReportRowRole::Unit, region, Some(4)),
            (ReportRowRole::ReportingUnitTotal, region, Some(9)),
        ]
    );
}

#[test]
fn a_summary_states_counties_and_the_city() {
    let text =
        "单位,基层工会数,会员人数\n西陵区总工会,3,30\n伍家岗区,4,40\n市直,1,5\n全市合计,8,75\n";
    let read = Desk::csv(SourceKind::AnnualReport, "a.csv", text).read();
    let found: Vec<_> = statements(&read.rows)
        .into_iter()
        .map(|row| (row.role, row.region, row.base_unions))
        .collect();
    let county = ReportRowRole::ReportingUnitTotal;
    assert_eq!(
        found,
        [
            (county, Some("西陵区总工会".to_owned()), Some(3)),
            (county, Some("伍家岗区".to_owned()), Some(4)),
            (county, Some("市直".to_owned()), Some(1)),
            (ReportRowRole::CityTotal, None, Some(8)),
        ]
    );
    let sheets = sheets_read::View::of(&read.sheets).unwrap();
    assert_eq!((sheets.accepted(0), sheets.total(0)), (3, 1));
}

#[test]
fn sums_between_the_rows_name_their_county() {
    let text = "县市区,工会编码,工会名称,会员人数\n西陵区,1,甲工会,3\n西陵区小计,,,3\n伍家岗区,2,乙工会,4\n伍家岗区,小计,,4\n总计,,,7\n";
    let rows = statements(
        &Desk::csv(SourceKind::AnnualReport, "a.csv", text)
            .read()
            .rows,
    );
    let found: Vec<_> = rows
        .iter()
        .map(|row| (row.role, row.region.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            (ReportRowRole::Unit, Some("西陵区")),
            (ReportRowRole::ReportingUnitTotal, Some("西陵区")),
            (ReportRowRole::Unit, Some("伍家岗区")),
            (ReportRowRole::ReportingUnitTotal, Some("伍家岗区")),
            (ReportRowRole::CityTotal, None),
        ]
    );
}

#[test]
fn figures_one_a_row_are_gathered_into_statements() {
    let text = "工会编码,指标名称,数值\n1,职工人数,9\n1,其中：农民工会员,2\n2,会员人数,4\n";
    let rows = statements(
        &Desk::csv(SourceKind::AnnualReport, "a.csv", text)
            .read()
            .rows,
    );
    let found: Vec<_> = rows
        .iter()
        .map(|row| (row.row, row.workers, row.migrant_members, row.members))
        .collect();
    assert_eq!(
        found,
        [(2, Some(9), Some(2), None), (4, None, None, Some(4))]
    );
}

#[test]
fn a_file_with_only_a_header_has_no_rows() {
    let read = Desk::csv(SourceKind::Enterprises, "a.csv", "企业名称,地址\n").read();
    assert_eq!(read.rows.num_rows(), 0);
}

#[test]
fn all_faults_are_told_at_once() {
    let mut desk = Desk::csv(SourceKind::Enterprises, "b.csv", "");
    desk.names("c.csv");
    std::fs::write(desk.names("d.csv"), "地区,行业,企业数\n西陵区,制造业,12\n").unwrap();
    std::fs::write(desk.names("e.xlsx"), "no workbook").unwrap();
    std::fs::write(desk.names("f.csv"), "甲公司,1,2\n乙公司,3,4\n").unwrap();
    std::fs::write(desk.names("g.pdf"), "%PDF").unwrap();
    assert_eq!(
        desk.faults(),
        [
            "../b.csv: found an empty file, expected a table with a header",
            "../c.csv: no such file",
            "../d.csv: no column names the enterprise",
            "../e.xlsx: is not a workbook that can be read",
            "../f.csv: no row looks like a header",
            "../g.pdf: found a file of unknown format, expected .csv, .txt, .tsv, .xlsx or .xls",
        ]
    );
}

#[test]
fn the_wrong_encoding_is_an_error_that_says_how_to_mend_it() {
    let mut desk = Desk::new(SourceKind::Enterprises);
    let bytes = encoding_rs::GBK.encode("企业名称\n甲公司\n").0.into_owned();
    std::fs::write(desk.names("a.csv"), bytes).unwrap();
    desk.spec.encoding = Some(TextEncoding::Utf8);
    let faults = read_source(&desk.spec, &Silent).unwrap_err();
    assert_eq!(
        faults[0].to_string(),
        "../a.csv, row 1: found bytes that are no utf-8"
    );
    assert!(
        faults[0]
            .hint()
            .is_some_and(|hint| hint.contains("gb18030"))
    );
    desk.spec.encoding = None;
    assert_eq!(desk.read().rows.num_rows(), 1);
}

#[test]
fn an_optional_source_may_be_absent() {
    let mut desk = Desk::new(SourceKind::Enterprises);
    desk.spec.presence = Presence::Optional;
    desk.names("a.csv");
    assert_eq!(desk.read().rows.num_rows(), 0);
}

#[test]
fn pins_decide() {
    let mut desk = Desk::csv(
        SourceKind::Enterprises,
        "a.csv",
        "甲,乙,企业名称\n真名公司,1,假名公司\n",
    );
    desk.spec.columns = BTreeMap::from([(Field::Name, "甲".to_owned())]);
    assert_eq!(
        enterprises(&desk.read().rows)[0].name.as_deref(),
        Some("真名公司")
    );
    desk.spec.columns = BTreeMap::from([(Field::Name, "丙".to_owned())]);
    let expected = "../a.csv, column `丙`: no column has this header, which is pinned to `name`";
    assert_eq!(desk.faults(), [expected]);
}

#[test]
fn a_table_without_a_header_is_read_by_column_letters() {
    let mut desk = Desk::csv(SourceKind::Enterprises, "a.csv", "1,甲公司\n2,乙公司\n");
    desk.spec.columns = BTreeMap::from([(Field::Name, "B".to_owned())]);
    assert_eq!(row_numbers(&enterprises(&desk.read().rows)), [1, 2]);
}

#[test]
fn check_speaks_the_contracts_json() {
    let text = "名册,\n纳税人名称,从业人数\n甲公司,5\n乙公司,若干\n合计,5\n";
    let desk = Desk::csv(SourceKind::Enterprises, "a.csv", text);
    let report = super::super::inspect_source(&desk.spec);
    let table = serde_json::to_value(&report.files[0].tables[0]).unwrap();
    let expected = serde_json::json!({
        "header_rows": [2], "first_data_row": 3, "n_data_rows": 2,
        "furniture": {"title": 1, "unit": 0, "header": 1, "section": 0, "placeholder": 0, "total": 1, "note": 0, "blank": 0},
        "columns": [
            {"index": 1, "header": "纳税人名称", "field": "name", "by": "synonym", "filled": 1.0},
            {"index": 2, "header": "从业人数", "field": "workers", "by": "synonym", "filled": 1.0, "valid": 0.5},
        ],
        "problems": [{"row": 4, "column": "从业人数", "code": "bad_count", "message": "`若干`无法识别，应为不小于0的整数"}],
    });
    assert_eq!(table, expected);
    assert!(Path::new(&desk.spec.files[0].path).exists());
}

#[test]
fn a_roster_may_name_its_union_in_title_group_row_or_sheet() {
    let persons = |sheet: &mut Worksheet| {
        write(sheet, 0, &["鼎力建材有限公司工会会员花名册"]);
        write(sheet, 1, &["序号", "姓名", "性别"]);
        write(sheet, 2, &["1", "张三", "男"]);
        write(sheet, 3, &["大桥商贸有限公司工会委员会"]);
        write(sheet, 4, &["1", "李四", "女"]);
    };
    let bare = |sheet: &mut Worksheet| {
        write(sheet, 0, &["序号", "姓名", "性别"]);
        write(sheet, 1, &["1", "王五", "男"]);
    };
    let sheets: [Written<'_>; 2] = [("Sheet1", persons), ("红星纺织有限公司", bare)];
    let read = Desk::book(SourceKind::Members, "a.xlsx", &sheets).read();
    let rows = person_rows::View::of(&read.rows).unwrap().to_rows();
    let unions: Vec<_> = rows.iter().map(|row| row.union_name.as_deref()).collect();
    let expected = [
        "鼎力建材有限公司工会",
        "大桥商贸有限公司工会委员会",
        "红星纺织有限公司",
    ];
    assert_eq!(unions, expected.map(Some));
}
