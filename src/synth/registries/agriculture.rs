//! Cooperatives at the agriculture bureau: a UTF-8 file with a byte order mark.

use super::Bench;
use super::office::{Habits, Office, begin, furnish};
use crate::synth::error::SynthError;
use crate::synth::files::{Cell, Encoding, Form, Furniture, Head, Paper, PaperForm, text};
use crate::synth::noise::{CodeHabit, Witnesses};
use crate::synth::places::COUNTIES;
use crate::synth::ward::Ward;

/// Canonical cells are in the order of the columns.
const FORM: Form = Form {
    headers: &[
        "合作社名称",
        "社会信用代码",
        "理事长",
        "地址",
        "所属区县",
        "联系方式",
        "成员数",
        "登记日期",
    ],
    order: &[0, 1, 2, 3, 4, 5, 6, 7],
};
/// Rows between blank lines.
const PER_BLANK: usize = 60;

/// Writes the ward's rows.
pub(super) fn write(ward: &Ward, bench: &mut Bench<'_>) -> Result<(), SynthError> {
    let form = PaperForm::Csv(Encoding::Utf8Bom);
    let paper = Paper::new("agriculture", "agriculture/农民专业合作社", form);
    let habits = Habits {
        codes: CodeHabit::Credit,
        witnesses: Witnesses::AddressAndPerson,
        tells_the_end: false,
    };
    let mut office = Office::open(ward, bench.names, &paper, &habits);
    let counts = &mut bench.truth.counts;
    let head = || begin(counts, Head::of(&FORM).signed("制表人：市农业局经管站"));
    let sheet = bench.desk.sheet(&paper, "", head)?;
    for (n, idx) in ward.presence.farms.iter().copied().enumerate() {
        let farm = &ward.enterprises[idx];
        for written in office.written(idx) {
            let place = sheet.push(vec![
                text(&written.name),
                written.code.clone(),
                text(&written.representative),
                text(&written.address),
                text(COUNTIES[farm.address.county].name),
                text(&written.phone),
                written.workers.clone(),
                Cell::Date(farm.established),
            ])?;
            office.record(bench.truth, &place, idx, &written);
        }
        if n % PER_BLANK == PER_BLANK - 1 {
            furnish(&mut bench.truth.counts, sheet, Furniture::Blank)?;
        }
    }
    Ok(())
}
