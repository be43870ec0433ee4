//! The departments' registries and the system's own directory, each with its habits.

use std::path::Path;

use super::city::City;
use super::enterprises::{Enterprise, Kind, day};
use super::error::SynthError;
use super::files::{Cell, Encoding, Sheet, number, text, write_csv, write_workbook};
use super::names::Sector;
use super::noise::{CodeHabit, Scenario, Scribe, Written, is_identifiable};
use super::places::{COUNTIES, HIGH_TECH_PARK, PROVINCIAL_PARK};
use super::random::Random;
use crate::table::truth::crosswalk;
use crate::table::vocabulary::EntityStatus;

/// Of a thousand workplaces with staff, how many HR insures.
const INSURED_PER_MILLE: u32 = 750;
/// Of a thousand workplaces, how many the commerce register lacks.
const NOT_IN_COMMERCE_PER_MILLE: u32 = 25;
/// Of a thousand workplaces, how many stand in the union system's own directory.
const IN_DIRECTORY_PER_MILLE: u32 = 450;

/// One department's file in the making.
struct Office<'a> {
    source: &'static str,
    file: String,
    city: &'a City,
    scribe: Scribe<'a>,
    rows: Vec<crosswalk::Row>,
}

/// Who stands in which registry: drawn once, so that the truth can ask.
pub(super) struct Presence {
    pub(super) commerce: Vec<usize>,
    pub(super) tax: Vec<usize>,
    pub(super) hr: Vec<usize>,
    pub(super) sites: Vec<usize>,
    pub(super) farms: Vec<usize>,
    pub(super) directory: Vec<usize>,
}

impl Presence {
    /// Draws it for the city's enterprises.
    pub(super) fn draw(enterprises: &[Enterprise], seed: u64) -> Self {
        let mut random = Random::of_purpose(seed, "presence");
        let mut presence = Self {
            commerce: Vec::new(),
            tax: Vec::new(),
            hr: Vec::new(),
            sites: Vec::new(),
            farms: Vec::new(),
            directory: Vec::new(),
        };
        for (idx, enterprise) in enterprises.iter().enumerate() {
            match enterprise.kind {
                Kind::Institution | Kind::Unregistered => continue,
                Kind::Project => {
                    presence.sites.push(idx);
                    continue;
                }
                Kind::Cooperative => presence.farms.push(idx),
                Kind::Company | Kind::Branch | Kind::Individual => {}
            }
            let is_missing = random.happens(NOT_IN_COMMERCE_PER_MILLE)
                && enterprise.status == EntityStatus::Active;
            if !is_missing {
                presence.commerce.push(idx);
            }
            // Whoever has staff declares tax, so that evidence of workers is never missing by chance.
            if enterprise.kind != Kind::Cooperative
                && (enterprise.workers > 0 || is_missing || random.happens(400))
            {
                presence.tax.push(idx);
            }
            if enterprise.workers > 4 && random.happens(INSURED_PER_MILLE) {
                presence.hr.push(idx);
            }
            if enterprise.kind == Kind::Company && random.happens(IN_DIRECTORY_PER_MILLE) {
                presence.directory.push(idx);
            }
        }
        presence
    }
}

/// Writes every registry and gives the truth of their rows.
pub(super) fn write_registries(
    city: &City,
    directory: &Path,
) -> Result<Vec<crosswalk::Row>, SynthError> {
    let mut rows = tax(city, directory)?;
    rows.extend(commerce(city, directory)?);
    rows.extend(insurance(city, directory)?);
    rows.extend(construction(city, directory)?);
    rows.extend(agriculture(city, directory)?);
    rows.extend(own_directory(city, directory)?);
    parks(city, directory)?;
    Ok(rows)
}

impl<'a> Office<'a> {
    fn new(city: &'a City, source: &'static str, file: &str, habit: CodeHabit) -> Self {
        let random = Random::of_purpose(city.seed, file);
        let scribe = Scribe {
            random,
            habit,
            taken: &city.names,
            code_above: None,
        };
        let file = city.file(file);
        Self {
            source,
            file,
            city,
            scribe,
            rows: Vec::new(),
        }
    }

    /// The rows `idx` gets in this file: one, or two when the clerk entered it twice.
    fn written(&mut self, idx: usize) -> Vec<Written> {
        let enterprise = &self.city.enterprises[idx];
        let first = self.scribe.write(enterprise);
        if !self
            .scribe
            .random
            .happens(Scenario::RowDoubled.rate_per_mille())
        {
            return vec![first];
        }
        let mut second = self.scribe.write(enterprise);
        second.scenarios.insert(Scenario::RowDoubled);
        vec![first, second]
    }

    fn record(&mut self, truth: Option<usize>, place: (Option<&str>, u32), written: &Written) {
        self.rows.push(crosswalk::Row {
            source: self.source.to_owned(),
            file: self.file.clone(),
            sheet: place.0.map(str::to_owned),
            row: place.1,
            truth_id: truth.map(Enterprise::truth_id),
            identifiable: is_identifiable(&written.scenarios),
            scenarios: written
                .scenarios
                .iter()
                .map(|scenario| scenario.id().to_owned())
                .collect(),
        });
    }
}

/// Members of `indexes` that sit in `county`.
fn of_county(city: &City, indexes: &[usize], county: usize) -> Vec<usize> {
    let sits_there = |idx: &usize| city.enterprises[*idx].address.county == county;
    indexes.iter().copied().filter(sits_there).collect()
}

/// One workbook, a sheet per county, title and 填报单位 above, 合计 and signatures below.
fn tax(city: &City, directory: &Path) -> Result<Vec<crosswalk::Row>, SynthError> {
    const FILE: &str = "tax/2016年税务登记户.xlsx";
    const HEADERS: &[&str] = &[
        "序号",
        "纳税人名称",
        "纳税人识别号",
        "法定代表人（负责人）姓名",
        "生产经营地址",
        "联系电话",
        "主管税务机关",
        "纳税人状态",
        "从业人数",
        "开业日期",
        "成立工会标志",
        "成立工会日期",
    ];
    let mut office = Office::new(city, "tax", FILE, CodeHabit::Tax);
    let mut sheets = Vec::new();
    for (county_idx, county) in COUNTIES.iter().enumerate() {
        let mut sheet = Sheet::new(county.name, HEADERS.len());
        sheet.push_merged("2016年度税务登记户及从业人数情况表");
        sheet.push_merged(&format!(
            "填报单位：宜昌市{}地方税务局        填报日期：2016年9月30日",
            county.name
        ));
        sheet.push_header(HEADERS);
        let mut total = 0;
        for (n, idx) in of_county(city, &city.presence.tax, county_idx)
            .into_iter()
            .enumerate()
        {
            let enterprise = &city.enterprises[idx];
            for written in office.written(idx) {
                total += written.workers;
                let row = sheet.push(tax_cells(city, idx, n as u32 + 1, &written));
                office.record(Some(idx), (Some(county.name), row), &written);
            }
            if n % 40 == 39 && enterprise.kind != Kind::Individual {
                sheet.push_blank();
            }
        }
        let mut totals = vec![text("合计")];
        totals.resize(8, Cell::Empty);
        totals.push(number(total));
        sheet.push(totals);
        sheet.push_merged("制表人：征管科        审核人：          填表日期：2016年10月8日");
        sheets.push(sheet);
    }
    write_workbook(&directory.join(FILE), &sheets)?;
    Ok(office.rows)
}

fn tax_cells(city: &City, idx: usize, serial: u32, written: &Written) -> Vec<Cell> {
    let enterprise = &city.enterprises[idx];
    let county = COUNTIES[enterprise.address.county].name;
    let status = match enterprise.status {
        // The tax office learns late that a firm is gone.
        EntityStatus::Active | EntityStatus::Dissolved | EntityStatus::Unknown => "正常",
        EntityStatus::Dormant => "非正常户",
    };
    let mark = city.own_union(idx).filter(|_| serial.is_multiple_of(3));
    vec![
        number(serial),
        text(&written.name),
        text(&written.code),
        text(&written.representative),
        text(&written.address),
        text(&written.phone),
        text(format!("宜昌市{county}地方税务局")),
        text(status),
        number(written.workers),
        Cell::Date(enterprise.established),
        text(mark.map_or("0", |_| "1")),
        mark.map_or(Cell::Empty, |union| Cell::Date(city.unions[union].founded)),
    ]
}

/// Two GB18030 files with other header words, other orders of columns, and empty lines.
fn commerce(city: &City, directory: &Path) -> Result<Vec<crosswalk::Row>, SynthError> {
    const FILES: [(&str, &[&str]); 2] = [
        (
            "commerce/市场主体登记_城区.csv",
            &[
                "统一社会信用代码/注册号",
                "企业名称",
                "曾用名",
                "企业类型",
                "法定代表人",
                "住所",
                "登记机关",
                "登记状态",
                "成立日期",
                "注册资本",
                "行业代码",
                "联系电话",
            ],
        ),
        (
            "commerce/市场主体登记_县市.csv",
            &[
                "统一社会信用代码/注册号",
                "企业(机构)名称",
                "曾用名",
                "市场主体类型",
                "法定代表人(负责人)",
                "经营场所",
                "登记机关",
                "企业状态",
                "成立日期",
                "注册资金",
                "行业门类",
                "联系电话",
            ],
        ),
    ];
    let mut rows = Vec::new();
    for (n, (file, headers)) in FILES.into_iter().enumerate() {
        let mut office = Office::new(city, "commerce", file, CodeHabit::CreditOrRegistration);
        let mut sheet = Sheet::new("", headers.len());
        sheet.push_header(headers);
        let is_here = |idx: &usize| (city.enterprises[*idx].address.county < 4) == (n == 0);
        let indexes: Vec<usize> = city
            .presence
            .commerce
            .iter()
            .copied()
            .filter(is_here)
            .collect();
        for (written_idx, idx) in indexes.into_iter().enumerate() {
            for written in office.written(idx) {
                let row = sheet.push(commerce_cells(&city.enterprises[idx], &written));
                office.record(Some(idx), (None, row), &written);
            }
            if written_idx % 100 == 99 {
                sheet.push_blank();
            }
        }
        write_csv(&directory.join(file), &sheet, Encoding::Gb18030)?;
        rows.extend(office.rows);
    }
    Ok(rows)
}

fn commerce_cells(enterprise: &Enterprise, written: &Written) -> Vec<Cell> {
    let county = COUNTIES[enterprise.address.county].name;
    let status = match enterprise.status {
        EntityStatus::Active | EntityStatus::Unknown => "存续",
        EntityStatus::Dormant => "停业",
        EntityStatus::Dissolved if enterprise.capital.is_multiple_of(20) => "吊销",
        EntityStatus::Dissolved => "注销",
    };
    let kind = match enterprise.kind {
        Kind::Branch => "有限责任公司分公司",
        Kind::Individual => "个体工商户",
        Kind::Cooperative => "农民专业合作社",
        Kind::Company | Kind::Project | Kind::Institution | Kind::Unregistered => {
            "有限责任公司(自然人投资或控股)"
        }
    };
    let former = enterprise
        .former_name
        .clone()
        .filter(|former| *former != written.name);
    vec![
        text(&written.code),
        text(&written.name),
        text(former.unwrap_or_default()),
        text(kind),
        text(&written.representative),
        text(&written.address),
        text(format!("宜昌市{county}工商行政管理局")),
        text(status),
        Cell::Date(enterprise.established),
        text(format!("{}万元", enterprise.capital)),
        text(enterprise.trade.code),
        text(&written.phone),
    ]
}

/// One sheet with a header of two rows.
fn insurance(city: &City, directory: &Path) -> Result<Vec<crosswalk::Row>, SynthError> {
    const FILE: &str = "hr/参保单位.xlsx";
    let mut office = Office::new(city, "hr", FILE, CodeHabit::Credit);
    let mut sheet = Sheet::new("参保单位", 9);
    sheet.push_merged("宜昌市社会保险参保单位名册");
    sheet.push_header(&[
        "序号",
        "参保单位名称",
        "统一社会信用代码",
        "单位地址",
        "参保地",
        "参保状态",
        "人数",
        "",
        "联系电话",
    ]);
    sheet.push_header(&["", "", "", "", "", "", "参保人数", "其中农民工", ""]);
    let mut serial = 0;
    let (mut workers, mut migrants) = (0, 0);
    for idx in city.presence.hr.iter().copied() {
        let enterprise = &city.enterprises[idx];
        for written in office.written(idx) {
            serial += 1;
            let status = match enterprise.status {
                EntityStatus::Dormant => "暂停参保",
                EntityStatus::Active | EntityStatus::Dissolved | EntityStatus::Unknown => "参保",
            };
            workers += written.workers;
            migrants += enterprise.migrant_workers.min(written.workers);
            let row = sheet.push(vec![
                number(serial),
                text(&written.name),
                text(&written.code),
                text(&written.address),
                text(COUNTIES[enterprise.address.county].name),
                text(status),
                number(written.workers),
                number(enterprise.migrant_workers.min(written.workers)),
                text(&written.phone),
            ]);
            office.record(Some(idx), (Some("参保单位"), row), &written);
        }
    }
    let mut totals = vec![text("合计")];
    totals.resize(6, Cell::Empty);
    totals.extend([number(workers), number(migrants)]);
    sheet.push(totals);
    sheet.push_merged("制表人：社保局信息科");
    write_workbook(&directory.join(FILE), &[sheet])?;
    Ok(office.rows)
}

/// A row per site with its contractor.
fn construction(city: &City, directory: &Path) -> Result<Vec<crosswalk::Row>, SynthError> {
    const FILE: &str = "construction/在建工程台账.xlsx";
    const HEADERS: &[&str] = &[
        "序号",
        "工程名称",
        "施工总承包单位",
        "企业信用代码",
        "法人代表",
        "项目经理",
        "建设地点",
        "县市区",
        "开工日期",
        "竣工日期",
        "工程造价",
        "现场作业人数",
        "其中农民工",
        "项目状态",
    ];
    let mut office = Office::new(city, "construction", FILE, CodeHabit::Credit);
    let mut sheet = Sheet::new("在建工程", HEADERS.len());
    sheet.push_merged("宜昌市在建工程项目台账（截至2016年9月30日）");
    sheet.push_header(HEADERS);
    for (n, idx) in city.presence.sites.iter().copied().enumerate() {
        let project = &city.enterprises[idx];
        let (Some(parent), Some(site)) = (project.parent, project.site) else {
            continue;
        };
        let contractor = office.scribe.write(&city.enterprises[parent]);
        let status = match project.status {
            EntityStatus::Dissolved => "竣工",
            EntityStatus::Active | EntityStatus::Dormant | EntityStatus::Unknown => "在建",
        };
        let row = sheet.push(vec![
            number(n as u32 + 1),
            text(&project.name),
            text(&contractor.name),
            text(&contractor.code),
            text(&contractor.representative),
            text(&project.representative),
            text(project.address.full()),
            text(COUNTIES[project.address.county].name),
            Cell::Date(site.started),
            Cell::Date(site.finished),
            number(site.cost_yuan),
            number(project.workers),
            number(project.migrant_workers),
            text(status),
        ]);
        office.record(Some(parent), (Some("在建工程"), row), &contractor);
    }
    sheet.push_merged("填表说明：工程造价单位为元；现场作业人数按实名制系统填写。");
    write_workbook(&directory.join(FILE), &[sheet])?;
    Ok(office.rows)
}

/// A UTF-8 file with a byte order mark.
fn agriculture(city: &City, directory: &Path) -> Result<Vec<crosswalk::Row>, SynthError> {
    const FILE: &str = "agriculture/农民专业合作社.csv";
    const HEADERS: &[&str] = &[
        "合作社名称",
        "社会信用代码",
        "理事长",
        "地址",
        "所属区县",
        "联系方式",
        "成员数",
        "登记日期",
    ];
    let mut office = Office::new(city, "agriculture", FILE, CodeHabit::Credit);
    let mut sheet = Sheet::new("", HEADERS.len());
    sheet.push_header(HEADERS);
    for idx in city.presence.farms.iter().copied() {
        let farm = &city.enterprises[idx];
        for written in office.written(idx) {
            let row = sheet.push(vec![
                text(&written.name),
                text(&written.code),
                text(&written.representative),
                text(&written.address),
                text(COUNTIES[farm.address.county].name),
                text(&written.phone),
                number(written.workers),
                Cell::Date(farm.established),
            ]);
            office.record(Some(idx), (None, row), &written);
        }
    }
    sheet.push_blank();
    sheet.push(vec![text("制表人：市农业局经管站")]);
    write_csv(&directory.join(FILE), &sheet, Encoding::Utf8Bom)?;
    Ok(office.rows)
}

/// The management system's own list of enterprises with its founded mark.
fn own_directory(city: &City, directory: &Path) -> Result<Vec<crosswalk::Row>, SynthError> {
    const FILE: &str = "directory/组建系统企业名录.csv";
    const HEADERS: &[&str] = &[
        "单位组织机构代码",
        "单位名称",
        "单位所在政区",
        "单位地址",
        "单位负责人",
        "办公电话",
        "单位所属行业",
        "职工人数",
        "开发区",
        "是否建会",
        "建会日期",
    ];
    let mut office = Office::new(city, "directory", FILE, CodeHabit::Credit);
    let mut sheet = Sheet::new("", HEADERS.len());
    sheet.push_header(HEADERS);
    for idx in city.presence.directory.iter().copied() {
        let enterprise = &city.enterprises[idx];
        let mut written = office.scribe.write(enterprise);
        // The system keys units by organisation code; it is there or it is missing.
        let is_missing = written.scenarios.contains(&Scenario::CodeMissing);
        written
            .scenarios
            .retain(|scenario| !scenario.id().starts_with("code_"));
        if is_missing {
            written.scenarios.insert(Scenario::CodeMissing);
        }
        let union = city.own_union(idx);
        let row = sheet.push(vec![
            text(if is_missing {
                ""
            } else {
                &enterprise.organisation_code
            }),
            text(&written.name),
            text(COUNTIES[enterprise.address.county].name),
            text(&written.address),
            text(&written.representative),
            text(&written.phone),
            text(enterprise.trade.class_name),
            number(written.workers),
            text(enterprise.park.unwrap_or_default()),
            text(if union.is_some() { "是" } else { "否" }),
            union.map_or(Cell::Empty, |union| Cell::Date(city.unions[union].founded)),
        ]);
        office.record(Some(idx), (None, row), &written);
    }
    write_csv(&directory.join(FILE), &sheet, Encoding::Utf8Bom)?;
    Ok(office.rows)
}

/// One workbook, a sheet per development zone.
fn parks(city: &City, directory: &Path) -> Result<(), SynthError> {
    let mut sheets = Vec::new();
    for park in [HIGH_TECH_PARK, PROVINCIAL_PARK] {
        let mut sheet = Sheet::new(park, 4);
        sheet.push_merged(&format!("{park}入园企业名单"));
        sheet.push_header(&["序号", "企业名称", "统一社会信用代码", "开发区"]);
        let inside = city
            .enterprises
            .iter()
            .filter(|enterprise| enterprise.park == Some(park));
        for (n, enterprise) in inside.enumerate() {
            let cells = [&enterprise.name, &enterprise.credit_code].map(text);
            let mut row = vec![number(n as u32 + 1)];
            row.extend(cells);
            row.push(text(park));
            sheet.push(row);
        }
        sheets.push(sheet);
    }
    write_workbook(&directory.join("parks/开发区企业.xlsx"), &sheets)
}

/// Whether the firm is an agency with the licence to dispatch.
pub(super) fn is_agency(enterprise: &Enterprise) -> bool {
    enterprise.kind == Kind::Company && enterprise.trade.sector == Sector::Dispatch
}

/// The last day of the statistical year.
pub(super) fn period_end() -> chrono::NaiveDate {
    day(2016, 9, 30)
}
