//! The construction registry: a row per site with its contractor, in a section per county.

use super::Bench;
use super::office::{Habits, Office, begin, by_county, furnish};
use crate::synth::enterprise::{Enterprise, Kind, Site};
use crate::synth::error::SynthError;
use crate::synth::files::{Cell, Form, Furniture, Head, Paper, PaperForm, number, text};
use crate::synth::noise::{CodeHabit, Witnesses, Written};
use crate::synth::places::COUNTIES;
use crate::synth::scenario::Scenario;
use crate::synth::ward::Ward;
use crate::table::vocabulary::EntityStatus;

/// Canonical cells are in the order of the columns.
const FORM: Form = Form {
    headers: &[
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
    ],
    order: &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
};

/// Writes the ward's rows.
pub(super) fn write(ward: &Ward, bench: &mut Bench<'_>) -> Result<(), SynthError> {
    const SHEET: &str = "在建工程";
    let paper = Paper::new(
        "construction",
        "construction/在建工程台账",
        PaperForm::Workbook,
    );
    let habits = Habits {
        codes: CodeHabit::Credit,
        witnesses: Witnesses::PersonAlone,
        tells_the_end: true,
    };
    let mut office = Office::open(ward, bench.names, &paper, &habits);
    let counts = &mut bench.truth.counts;
    let head = || {
        let head = Head::of(&FORM)
            .titled("宜昌市在建工程项目台账（截至2016年9月30日）")
            .signed("填表说明：工程造价单位为元；现场作业人数按实名制系统填写。");
        begin(counts, head)
    };
    let sheet = bench.desk.sheet(&paper, SHEET, head)?;
    let mut section = None;
    let sites = by_county(ward, &ward.presence.sites)
        .into_values()
        .flatten();
    for (n, idx) in sites.enumerate() {
        let project = &ward.enterprises[idx];
        if section != Some(project.address.county) {
            section = Some(project.address.county);
            let county = COUNTIES[project.address.county].name;
            furnish(&mut bench.truth.counts, sheet, Furniture::Section(county))?;
        }
        let (Some(parent), Some(site)) = (project.parent, project.site) else {
            continue;
        };
        let contractor = &ward.enterprises[parent];
        let mut written = office.scribe.write(contractor);
        if contractor.kind != Kind::OutsideContractor
            && office.scribe.draws(Scenario::PersonManager)
        {
            written.scenarios.insert(Scenario::PersonManager);
            written.representative.clone_from(&project.representative);
        }
        if written.name.is_empty() {
            written.name.clone_from(&contractor.name);
            written.scenarios.remove(&Scenario::NameMissing);
        }
        let place = sheet.push(cells(project, site, n as u32 + 1, &written))?;
        office.record(bench.truth, &place, parent, &written);
    }
    Ok(())
}

fn cells(project: &Enterprise, site: Site, serial: u32, contractor: &Written) -> Vec<Cell> {
    let status = match project.status {
        EntityStatus::Dissolved => "竣工",
        EntityStatus::Active | EntityStatus::Dormant | EntityStatus::Unknown => "在建",
    };
    vec![
        number(serial),
        text(&project.name),
        text(&contractor.name),
        contractor.code.clone(),
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
    ]
}
