//! Construction projects and their contractors.

use super::Founder;
use crate::synth::enterprise::{Enterprise, Gone, Kind, Site, day, day_between};
use crate::synth::names::{self, BrandLength, TRADES};
use crate::synth::places::{COUNTIES, ELSEWHERE};
use crate::synth::scenario::Scenario;
use crate::table::vocabulary::EntityStatus;

/// What is built.
const WORKS: &[&str] = &[
    "安置房项目",
    "厂房工程",
    "学校迁建工程",
    "住宅小区项目",
    "道路改造工程",
    "污水处理厂工程",
    "商业综合体一期项目",
];

impl Founder<'_> {
    /// A project of the contractor.
    pub(super) fn project(&mut self, contractor: usize) -> Enterprise {
        let county = self.county();
        let trade = self.city[contractor].trade;
        let mut project = self.workplace(Kind::Project, county, trade);
        project.address = self.new_address(county);
        project.scenarios.clear();
        project.prefix = COUNTIES[county].short.to_owned();
        let work = self.random.pick(WORKS);
        self.name_small(&mut project, work, "");
        let workers = self.random.between(15, 180);
        project.staff(workers, 900);
        project.female_workers = workers / 10;
        project.parent = Some(contractor);
        let started = day_between(&mut self.random, 2015, 2015);
        let is_finished = self.random.happens(200);
        let finished = match is_finished {
            true => day_between(&mut self.random, 2016, 2016).min(day(2016, 8, 28)),
            false => day_between(&mut self.random, 2017, 2018),
        };
        (project.status, project.gone) = match is_finished {
            true => (EntityStatus::Dissolved, Some(Gone::Cancelled)),
            false => (EntityStatus::Active, None),
        };
        project.established = started;
        let cost_yuan = self.random.between(300, 9000) * 10_000;
        project.site = Some(Site {
            started,
            finished,
            cost_yuan,
        });
        project
    }

    /// A builder from outside the city; only its sites tell of it.
    pub(super) fn outside_contractor(&mut self, n: usize) -> Enterprise {
        let place = &ELSEWHERE[n % ELSEWHERE.len()];
        let trade = TRADES
            .iter()
            .find(|trade| trade.sector == names::Sector::Building)
            .expect("builders are a trade");
        let mut firm = self.workplace(Kind::OutsideContractor, 0, trade);
        loop {
            let brand = names::brand(&mut self.random, BrandLength::Usual);
            let name = format!("{}{brand}{}集团有限公司", place.short, trade.words);
            if self.give_lonely_name(&mut firm, name) {
                firm.core = format!("{brand}{}", trade.words);
                firm.brand = brand;
                break;
            }
        }
        place.short.clone_into(&mut firm.prefix);
        firm.credit_code =
            crate::synth::codes::credit_code("91", place.code, &firm.organisation_code);
        let number = self.random.between(1, 400);
        firm.address.written = Some(format!("{}{}{number}号", place.city, place.street));
        (firm.status, firm.gone) = (EntityStatus::Active, None);
        firm.scenarios.clear();
        firm.mark(Scenario::EnterpriseOutsideContractor);
        firm
    }
}
