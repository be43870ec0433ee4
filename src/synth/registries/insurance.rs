//! Social insurance: a workbook with a sheet per county and a header of three rows.

use super::Bench;
use super::office::{Habits, Office, begin, by_county, furnish};
use crate::synth::error::SynthError;
use crate::synth::files::{Cell, Furniture, Head, Paper, PaperForm, number, text};
use crate::synth::noise::{CodeHabit, Witnesses, Written};
use crate::synth::places::COUNTIES;
use crate::synth::ward::Ward;
use crate::table::vocabulary::EntityStatus;

const HEADERS: [[&str; 9]; 3] = [
    [
        "序号",
        "单位情况",
        "",
        "",
        "",
        "参保情况",
        "",
        "",
        "联系电话",
    ],
    [
        "",
        "参保单位名称",
        "社会信用代码",
        "单位地址",
        "属地",
        "参保状态",
        "人数",
        "",
        "",
    ],
    ["", "", "", "", "", "", "参保人数", "其中农民工", ""],
];
/// Columns of workers and migrants.
const SUMS: [usize; 2] = [6, 7];
/// Rows between rows of dashes.
const PER_PLACEHOLDER: usize = 150;

/// Writes the ward's rows.
pub(super) fn write(ward: &Ward, bench: &mut Bench<'_>) -> Result<(), SynthError> {
    let paper = Paper::new("hr", "hr/参保单位", PaperForm::Workbook);
    let habits = Habits {
        codes: CodeHabit::Credit,
        witnesses: Witnesses::AddressAlone,
        tells_the_end: false,
    };
    let mut office = Office::open(ward, bench.names, &paper, &habits);
    for (county, indexes) in by_county(ward, &ward.presence.hr) {
        let counts = &mut bench.truth.counts;
        let name = COUNTIES[county].name;
        let sheet = bench
            .desk
            .sheet(&paper, name, || begin(counts, head(county)))?;
        for (n, idx) in indexes.iter().enumerate() {
            for mut written in office.written(*idx) {
                office.scribe.may_leave_out_count(&mut written);
                let place = sheet.push(cells(ward, *idx, n as u32 + 1, &written))?;
                office.record(bench.truth, &place, *idx, &written);
            }
            if n % PER_PLACEHOLDER == PER_PLACEHOLDER - 1 {
                furnish(&mut bench.truth.counts, sheet, Furniture::Placeholder)?;
            }
        }
    }
    Ok(())
}

fn head(county: usize) -> Head {
    let head = Head {
        headers: owned(&HEADERS),
        ..Head::default()
    };
    head.titled(format!(
        "宜昌市{}社会保险参保单位名册（2016年9月）",
        COUNTIES[county].name
    ))
    .summing(SUMS.to_vec())
    .signed("制表人：社保局信息科")
}

fn owned(rows: &[[&str; 9]]) -> Vec<Vec<String>> {
    let words = |row: &[&str; 9]| row.iter().map(|word| (*word).to_owned()).collect();
    rows.iter().map(words).collect()
}

fn cells(ward: &Ward, idx: usize, serial: u32, written: &Written) -> Vec<Cell> {
    let enterprise = &ward.enterprises[idx];
    let status = match enterprise.status {
        EntityStatus::Dormant => "暂停参保",
        EntityStatus::Active | EntityStatus::Dissolved | EntityStatus::Unknown => "参保",
    };
    let migrants = written
        .n_workers
        .map(|workers| i64::from(enterprise.migrant_workers.min(workers)));
    vec![
        number(serial),
        text(&written.name),
        written.code.clone(),
        text(&written.address),
        text(COUNTIES[enterprise.address.county].name),
        text(status),
        written.workers.clone(),
        Cell::figure(migrants),
        text(&written.phone),
    ]
}
