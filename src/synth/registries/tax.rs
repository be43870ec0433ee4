//! The tax office: a workbook with a sheet per county, in three spellings of headers and orders of
//! columns, with 填报单位, groups, 小计 and signatures.

use super::Bench;
use super::office::{Habits, Office, begin, by_county, furnish, nobodys_row};
use crate::synth::error::SynthError;
use crate::synth::files::{Cell, Form, Furniture, Head, Paper, PaperForm, number, text};
use crate::synth::noise::{CodeHabit, Witnesses, Written};
use crate::synth::places::COUNTIES;
use crate::synth::scenario::Scenario;
use crate::synth::ward::Ward;
use crate::table::vocabulary::EntityStatus;

/// Canonical cells: 0 serial, 1 name, 2 code, 3 representative, 4 address, 5 phone, 6 office,
/// 7 status, 8 workers, 9 opened, 10 union mark, 11 union date.
const FORMS: [Form; 3] = [
    Form {
        headers: &[
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
        ],
        order: &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    },
    Form {
        headers: &[
            "序 号",
            "税号",
            "纳税人名称*",
            "纳税人状态",
            "法人代表",
            "移动电话",
            "注册地址",
            "从业人数\n（人）",
            "主管税务机关",
            "开业日期",
            "成立工会标志\n（填写“0”或“1”）",
            "成立工会日期",
        ],
        order: &[0, 2, 1, 7, 3, 5, 4, 8, 6, 9, 10, 11],
    },
    Form {
        headers: &[
            "序号",
            "主管税务机关",
            "纳税人识别号",
            "单位名称",
            "负责人",
            "生产经营地址",
            "办公电话",
            "从业人数",
            "开业日期",
            "纳税人状态",
            "成立工会标志",
            "成立工会日期",
        ],
        order: &[0, 6, 2, 1, 3, 4, 5, 8, 9, 7, 10, 11],
    },
];
const WORKERS: usize = 8;
const ADDRESS: usize = 4;
/// Rows between blank lines, and rows per row that nothing identifies.
const PER_BLANK: usize = 40;
const PER_NOBODY: usize = 500;

/// Writes the ward's rows.
pub(super) fn write(ward: &Ward, bench: &mut Bench<'_>) -> Result<(), SynthError> {
    let paper = Paper::new("tax", "tax/2016年税务登记户", PaperForm::Workbook);
    let habits = Habits {
        codes: CodeHabit::Tax,
        witnesses: Witnesses::AddressAndPerson,
        tells_the_end: false,
    };
    let mut office = Office::open(ward, bench.names, &paper, &habits);
    for (county, mut indexes) in by_county(ward, &ward.presence.tax) {
        let is_grouped = county % 3 == 2;
        if is_grouped {
            indexes.sort_by_key(|idx| ward.enterprises[*idx].address.township);
        }
        write_county(ward, bench, (&paper, &mut office), (county, &indexes))?;
    }
    Ok(())
}

fn head(county: usize) -> Head {
    let form = &FORMS[county % FORMS.len()];
    let name = COUNTIES[county].name;
    Head::of(form)
        .titled("2016年度税务登记户及从业人数情况表")
        .titled(format!(
            "填报单位：宜昌市{name}地方税务局        填报日期：2016年9月30日"
        ))
        .summing(form.columns(&[WORKERS]))
        .signed("制表人：征管科        审核人：          填表日期：2016年10月8日")
}

fn write_county(
    ward: &Ward,
    bench: &mut Bench<'_>,
    (paper, office): (&Paper, &mut Office<'_, '_>),
    (county, indexes): (usize, &[usize]),
) -> Result<(), SynthError> {
    let form = &FORMS[county % FORMS.len()];
    let is_grouped = county % 3 == 2;
    let counts = &mut bench.truth.counts;
    let sheet = bench
        .desk
        .sheet(paper, COUNTIES[county].name, || begin(counts, head(county)))?;
    let mut township = "";
    for (n, idx) in indexes.iter().enumerate() {
        let enterprise = &ward.enterprises[*idx];
        if is_grouped && enterprise.address.township != township {
            if n > 0 {
                furnish(&mut bench.truth.counts, sheet, Furniture::Subtotal)?;
            }
            township = enterprise.address.township;
            furnish(&mut bench.truth.counts, sheet, Furniture::Section(township))?;
        }
        for written in office.written(*idx) {
            let cells = form.lay_out(cells(ward, *idx, n as u32 + 1, &written));
            let place = sheet.push(cells)?;
            office.record(bench.truth, &place, *idx, &written);
        }
        if n % PER_BLANK == PER_BLANK - 1 && !is_grouped {
            furnish(&mut bench.truth.counts, sheet, Furniture::Blank)?;
        }
        if n % PER_NOBODY == PER_NOBODY - 1 {
            let address = form.columns(&[ADDRESS])[0];
            sheet.push(nobodys_row(form.headers.len(), address))?;
            bench.truth.counts.add(Scenario::FileQuarantined);
        }
    }
    Ok(())
}

fn cells(ward: &Ward, idx: usize, serial: u32, written: &Written) -> Vec<Cell> {
    let enterprise = &ward.enterprises[idx];
    let county = COUNTIES[enterprise.address.county].name;
    let status = match enterprise.status {
        // The tax office learns late that a firm is gone.
        EntityStatus::Active | EntityStatus::Dissolved | EntityStatus::Unknown => "正常",
        EntityStatus::Dormant => "非正常户",
    };
    let mark = ward.own_union(idx).filter(|_| serial.is_multiple_of(3));
    vec![
        number(serial),
        text(&written.name),
        written.code.clone(),
        text(&written.representative),
        text(&written.address),
        text(&written.phone),
        text(format!("宜昌市{county}地方税务局")),
        text(status),
        written.workers.clone(),
        Cell::Date(enterprise.established),
        text(mark.map_or("0", |_| "1")),
        Cell::date(mark.map(|union| ward.unions[union].founded)),
    ]
}
