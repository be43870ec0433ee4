//! Private non-enterprise units at civil affairs: a workbook whose county cells are merged over the
//! rows of the county.

use super::Bench;
use super::office::{Habits, Office, begin, by_county};
use crate::synth::error::SynthError;
use crate::synth::files::{Cell, Form, Head, Paper, PaperForm, number, text};
use crate::synth::noise::{CodeHabit, Witnesses};
use crate::synth::places::COUNTIES;
use crate::synth::ward::Ward;
use crate::table::vocabulary::EntityStatus;

/// Canonical cells are in the order of the columns.
const FORM: Form = Form {
    headers: &[
        "序号",
        "所属区县",
        "单位名称",
        "统一社会信用代码",
        "负责人",
        "住所",
        "联系电话",
        "从业人数",
        "登记状态",
        "登记日期",
    ],
    order: &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
};
/// The column whose equal neighbours are merged.
const COUNTY: usize = 1;

/// Writes the ward's rows.
pub(super) fn write(ward: &Ward, bench: &mut Bench<'_>) -> Result<(), SynthError> {
    let paper = Paper::new(
        "civil_affairs",
        "civil_affairs/民办非企业单位",
        PaperForm::Workbook,
    );
    let habits = Habits {
        codes: CodeHabit::Credit,
        witnesses: Witnesses::AddressAndPerson,
        tells_the_end: true,
    };
    let mut office = Office::open(ward, bench.names, &paper, &habits);
    let counts = &mut bench.truth.counts;
    let head = || {
        let mut head = Head::of(&FORM)
            .titled("宜昌市民办非企业单位登记情况")
            .signed("填表单位（盖章）：宜昌市民政局民间组织管理局");
        head.merged_column = Some(COUNTY);
        begin(counts, head)
    };
    let sheet = bench.desk.sheet(&paper, "民非", head)?;
    let mut serial = 0;
    for (county, indexes) in by_county(ward, &ward.presence.non_profits) {
        for idx in indexes {
            serial += 1;
            let unit = &ward.enterprises[idx];
            let status = match unit.status {
                EntityStatus::Dissolved => "注销",
                EntityStatus::Dormant => "停业",
                EntityStatus::Active | EntityStatus::Unknown => "正常",
            };
            for written in office.written(idx) {
                let place = sheet.push(vec![
                    number(serial),
                    text(COUNTIES[county].name),
                    text(&written.name),
                    written.code.clone(),
                    text(&written.representative),
                    text(&written.address),
                    text(&written.phone),
                    written.workers.clone(),
                    text(status),
                    Cell::Date(unit.established),
                ])?;
                office.record(bench.truth, &place, idx, &written);
            }
        }
    }
    Ok(())
}
