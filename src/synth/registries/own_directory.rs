//! The management system's own list of enterprises with its founded mark.

use chrono::NaiveDate;

use super::Bench;
use super::office::{Habits, Office, begin};
use crate::synth::enterprise::{Enterprise, day};
use crate::synth::error::SynthError;
use crate::synth::files::{Cell, Encoding, Form, Head, Paper, PaperForm, text};
use crate::synth::noise::{CodeHabit, Witnesses, Written};
use crate::synth::places::COUNTIES;
use crate::synth::scenario::Scenario;
use crate::synth::ward::Ward;

/// Canonical cells are in the order of the columns.
const FORM: Form = Form {
    headers: &[
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
    ],
    order: &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
};
/// Every so many units without any union carry a founded mark.
const PER_MARK_ONLY: usize = 60;

/// Writes the ward's rows.
pub(super) fn write(ward: &Ward, bench: &mut Bench<'_>) -> Result<(), SynthError> {
    let form = PaperForm::Csv(Encoding::Utf8Bom);
    let paper = Paper::new("directory", "directory/组建系统企业名录", form);
    let habits = Habits {
        codes: CodeHabit::SystemKey,
        witnesses: Witnesses::AddressAndPerson,
        tells_the_end: false,
    };
    let mut office = Office::open(ward, bench.names, &paper, &habits);
    let counts = &mut bench.truth.counts;
    let sheet = bench
        .desk
        .sheet(&paper, "", || begin(counts, Head::of(&FORM)))?;
    let mut n_bare = 0;
    for idx in ward.presence.directory.iter().copied() {
        let is_bare = ward.own_union(idx).is_none() && ward.enterprises[idx].is_organisable();
        n_bare += usize::from(is_bare);
        let is_mark_only = is_bare && n_bare % PER_MARK_ONLY == 1;
        let mark = match (ward.own_union(idx), is_mark_only) {
            (Some(union), _) => Some(ward.unions[union].founded),
            (None, true) => {
                bench.truth.counts.add(Scenario::UnionMarkOnly);
                Some(day(2013, 6, 18))
            }
            (None, false) => None,
        };
        for mut written in office.written(idx) {
            office.scribe.may_leave_out_count(&mut written);
            let place = sheet.push(cells(&ward.enterprises[idx], &written, mark))?;
            office.record(bench.truth, &place, idx, &written);
        }
    }
    Ok(())
}

fn cells(enterprise: &Enterprise, written: &Written, founded: Option<NaiveDate>) -> Vec<Cell> {
    vec![
        written.code.clone(),
        text(&written.name),
        text(COUNTIES[enterprise.address.county].name),
        text(&written.address),
        text(&written.representative),
        text(&written.phone),
        text(enterprise.trade.class_name),
        written.workers.clone(),
        text(enterprise.park.unwrap_or_default()),
        text(if founded.is_some() { "是" } else { "否" }),
        Cell::date(founded),
    ]
}
