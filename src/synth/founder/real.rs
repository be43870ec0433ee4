//! Workplaces out of a table of registrations.

use super::Founder;
use crate::synth::codes::credit_code;
use crate::synth::enterprise::{Enterprise, Kind};
use crate::synth::error::SynthError;
use crate::synth::names::{FARMS, NON_PROFITS, SHOPS, Sector, TRADES, Trade};
use crate::synth::places::COUNTIES;
use crate::synth::real_names::{RealNames, Registration};
use crate::synth::scenario::Scenario;

/// Made-up companies in front, so that there are agencies and builders whoever the table holds.
const MADE_UP_OF_SECTOR: usize = 3;
/// Endings by which a name tells that it is a branch's.
const BRANCH_ENDINGS: &[&str] = &[
    "分公司",
    "店",
    "营业部",
    "支行",
    "分行",
    "门市部",
    "加油站",
    "营业厅",
    "项目部",
    "分厂",
];
/// Words by which a name tells a sector that the rest of the generator counts on.
const SECTOR_WORDS: &[(&str, Sector)] = &[
    ("劳务派遣", Sector::Dispatch),
    ("建筑", Sector::Building),
    ("物流", Sector::Logistics),
    ("快递", Sector::Logistics),
    ("家政", Sector::Household),
];
impl Founder<'_> {
    /// Takes over `n` registrations, or as many as the table still has; gives the number founded.
    pub(super) fn found_real(
        &mut self,
        names: &mut RealNames,
        n: usize,
    ) -> Result<usize, SynthError> {
        for sector in [Sector::Dispatch, Sector::Building] {
            let trade = TRADES.iter().find(|trade| trade.sector == sector);
            let trade = trade.expect("every sector has a trade");
            for _ in 0..MADE_UP_OF_SECTOR.min(n) {
                let company = self.company(trade);
                self.city.push(company);
            }
        }
        while self.city.len() < n {
            let Some(registration) = names.next()? else {
                break;
            };
            self.take_over(registration);
        }
        Ok(self.city.len())
    }

    /// Founds the registered enterprise unless its name is taken.
    fn take_over(&mut self, registration: Registration) {
        let Registration { name, county, .. } = registration;
        let neighbour = self.register.names.neighbour(&name);
        if self.register.names.contains(&name) {
            return;
        }
        let kind = kind_of(&name, registration.department.as_deref());
        let trade = trade_of(&name, kind);
        let mut enterprise = self.workplace(kind, county, trade);
        if let Some(code) = registration.organisation_code {
            let department = registration.department.unwrap_or_else(|| "91".to_owned());
            let region = match self.random.happens(super::PREFECTURE_CODE_PER_MILLE) {
                true => crate::synth::places::PREFECTURE,
                false => COUNTIES[county].code,
            };
            enterprise.credit_code = credit_code(&department, region, &code);
            enterprise.organisation_code = code;
        }
        if let Some(street) = registration.street {
            let county = COUNTIES[county].name;
            enterprise.address.written = Some(format!("湖北省宜昌市{county}{street}"));
        }
        if let Some(day) = registration.registered_on {
            enterprise.established = day;
        }
        self.give(&name);
        enterprise.name.clone_from(&name);
        enterprise.brand = registration.core.chars().take(2).collect();
        enterprise.core = registration.core;
        enterprise.prefix = registration.prefix;
        enterprise.shares_core = registration.shares_core;
        self.relate(&mut enterprise, neighbour);
        match kind {
            Kind::Company => self.settle_real(&mut enterprise),
            Kind::Individual => {
                let workers = if self.random.happens(250) { 14 } else { 3 };
                enterprise.staff(workers, 330);
            }
            Kind::Branch => {
                let workers = enterprise.workers.min(40);
                enterprise.staff(workers, 500);
            }
            Kind::Cooperative
            | Kind::NonProfit
            | Kind::Project
            | Kind::Institution
            | Kind::Unregistered
            | Kind::UnionBody
            | Kind::OutsideContractor => {}
        }
        self.city.push(enterprise);
    }

    fn settle_real(&mut self, company: &mut Enterprise) {
        let established = company.established;
        self.settle(company);
        company.established = company.established.max(established);
    }

    /// Finds the near-twin and the head office.
    fn relate(&mut self, enterprise: &mut Enterprise, neighbour: Option<u32>) {
        if let Some(neighbour) = neighbour.map(|idx| idx as usize) {
            enterprise.twin_of = Some(neighbour);
            enterprise.mark(Scenario::TwinOneCharacter);
            if let Some(twin) = neighbour
                .checked_sub(self.base)
                .and_then(|idx| self.city.get_mut(idx))
            {
                enterprise.twin_name = Some(twin.name.clone());
                twin.twin_name
                    .get_or_insert_with(|| enterprise.name.clone());
                twin.mark(Scenario::TwinOneCharacter);
            }
        }
        if enterprise.kind != Kind::Branch {
            return;
        }
        let letters: Vec<char> = enterprise.name.chars().collect();
        let owner = (4..letters.len()).rev().find_map(|n_kept| {
            let head: String = letters[..n_kept].iter().collect();
            self.register.names.owner(&head)
        });
        let here = owner.and_then(|owner| (owner as usize).checked_sub(self.base));
        enterprise.parent = here.filter(|idx| *idx < self.city.len());
        if enterprise.parent.is_some() {
            enterprise.mark(Scenario::EnterpriseBranch);
        }
    }
}

fn kind_of(name: &str, department: Option<&str>) -> Kind {
    match department {
        Some("93") => return Kind::Cooperative,
        Some("92") => return Kind::Individual,
        Some("52") => return Kind::NonProfit,
        Some(_) | None => {}
    }
    if name.contains("合作社") {
        Kind::Cooperative
    } else if BRANCH_ENDINGS.iter().any(|ending| name.ends_with(ending)) {
        Kind::Branch
    } else {
        Kind::Company
    }
}

fn trade_of(name: &str, kind: Kind) -> &'static Trade {
    let turn = name
        .chars()
        .map(|letter| u32::from(letter) as usize)
        .sum::<usize>();
    match kind {
        Kind::Cooperative => return &FARMS[turn % FARMS.len()],
        Kind::Individual => return &SHOPS[turn % SHOPS.len()],
        Kind::NonProfit => return &NON_PROFITS[turn % NON_PROFITS.len()],
        Kind::Company
        | Kind::Branch
        | Kind::Project
        | Kind::Institution
        | Kind::Unregistered
        | Kind::UnionBody
        | Kind::OutsideContractor => {}
    }
    let sector = SECTOR_WORDS.iter().find(|(words, _)| name.contains(words));
    let sector = sector.map_or(Sector::Other, |(_, sector)| *sector);
    let of_sector: Vec<&Trade> = TRADES
        .iter()
        .filter(|trade| trade.sector == sector)
        .collect();
    of_sector[turn % of_sector.len()]
}
