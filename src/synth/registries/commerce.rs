//! The business register: two GB18030 files with other header words, other orders of columns, and
//! empty lines.

use super::Bench;
use super::office::{Habits, Office, begin, furnish};
use crate::synth::enterprise::{Enterprise, Gone, Kind};
use crate::synth::error::SynthError;
use crate::synth::files::{Cell, Encoding, Form, Furniture, Head, Paper, PaperForm, text};
use crate::synth::noise::{CodeHabit, Witnesses, Written};
use crate::synth::places::COUNTIES;
use crate::synth::scenario::Scenario;
use crate::synth::ward::Ward;
use crate::table::vocabulary::EntityStatus;

/// Canonical cells: 0 code, 1 name, 2 former name, 3 type, 4 representative, 5 address, 6 office,
/// 7 status, 8 founded, 9 capital, 10 industry, 11 phone.
const FORMS: [(&str, Form); 2] = [
    (
        "commerce/市场主体登记_城区",
        Form {
            headers: &[
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
            order: &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
        },
    ),
    (
        "commerce/市场主体登记_县市",
        Form {
            headers: &[
                "企业(机构)名称",
                "统一社会信用代码/注册号",
                "市场主体类型",
                "法定代表人(负责人)",
                "注册资金",
                "经营场所",
                "企业状态",
                "登记机关",
                "注册日期",
                "行业代码",
                "联系方式",
                "曾用名",
            ],
            order: &[1, 0, 3, 4, 9, 5, 7, 6, 8, 10, 11, 2],
        },
    ),
];
/// Counties of the first file.
const N_CITY_COUNTIES: usize = 4;
/// Rows between blank lines.
const PER_BLANK: usize = 100;

/// Writes the ward's rows.
pub(super) fn write(ward: &Ward, bench: &mut Bench<'_>) -> Result<(), SynthError> {
    let habits = Habits {
        codes: CodeHabit::CreditOrRegistration,
        witnesses: Witnesses::AddressAndPerson,
        tells_the_end: true,
    };
    for (n, (stem, form)) in FORMS.iter().enumerate() {
        let paper = Paper::new("commerce", *stem, PaperForm::Csv(Encoding::Gb18030));
        let mut office = Office::open(ward, bench.names, &paper, &habits);
        let counts = &mut bench.truth.counts;
        let sheet = bench
            .desk
            .sheet(&paper, "", || begin(counts, Head::of(form)))?;
        let is_here = |idx: &&usize| {
            let is_in_city = ward.enterprises[**idx].address.county < N_CITY_COUNTIES;
            is_in_city == (n == 0)
        };
        for (written_idx, idx) in ward.presence.commerce.iter().filter(is_here).enumerate() {
            for mut written in office.written(*idx) {
                // The register itself knows the new name.
                if written.scenarios.remove(&Scenario::NameFormer) {
                    written.name.clone_from(&ward.enterprises[*idx].name);
                }
                let row = cells(&ward.enterprises[*idx], &written);
                let place = sheet.push(form.lay_out(row))?;
                office.record(bench.truth, &place, *idx, &written);
            }
            if written_idx % PER_BLANK == PER_BLANK - 1 {
                furnish(&mut bench.truth.counts, sheet, Furniture::Blank)?;
            }
        }
    }
    Ok(())
}

fn cells(enterprise: &Enterprise, written: &Written) -> Vec<Cell> {
    let county = COUNTIES[enterprise.address.county].name;
    let former = enterprise
        .former_name
        .clone()
        .filter(|former| *former != written.name);
    // Eighteen ways to write a capital; six will do.
    let capital = match enterprise.capital % 6 {
        0 => format!("{}万元", enterprise.capital),
        1 => format!("{}(万元人民币)", enterprise.capital),
        2 => format!("人民币{}万元整", enterprise.capital),
        3 => format!("{}.000000万", enterprise.capital),
        4 => format!("{}0000元", enterprise.capital),
        _ => enterprise.capital.to_string(),
    };
    vec![
        written.code.clone(),
        text(&written.name),
        text(former.unwrap_or_default()),
        text(kind_words(enterprise.kind)),
        text(&written.representative),
        text(&written.address),
        text(format!("宜昌市{county}工商行政管理局")),
        text(status_words(enterprise)),
        Cell::Date(enterprise.established),
        text(capital),
        text(enterprise.trade.code),
        text(&written.phone),
    ]
}

fn status_words(enterprise: &Enterprise) -> &'static str {
    let turn = enterprise.capital % 4;
    match (enterprise.gone, enterprise.status) {
        (Some(Gone::MovedOut), _) => "迁出",
        (Some(Gone::Revoked), _) => "吊销",
        (Some(Gone::Cancelled), _) | (None, EntityStatus::Dissolved) => "注销",
        (None, EntityStatus::Dormant) => ["停业", "歇业", "停业", "歇业"][turn as usize],
        (None, EntityStatus::Active | EntityStatus::Unknown) => {
            ["存续", "在营", "开业", "存续（在营、开业、在册）"][turn as usize]
        }
    }
}

const fn kind_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Branch => "有限责任公司分公司",
        Kind::Individual => "个体工商户",
        Kind::Cooperative => "农民专业合作社",
        Kind::NonProfit => "民办非企业单位",
        Kind::UnionBody => "工会法人",
        Kind::Company
        | Kind::Project
        | Kind::Institution
        | Kind::Unregistered
        | Kind::OutsideContractor => "有限责任公司(自然人投资或控股)",
    }
}
