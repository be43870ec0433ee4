//! A ward's workplaces in their shares.

use super::{Founder, Register};
use crate::synth::codes::credit_code;
use crate::synth::enterprise::{Enterprise, Kind};
use crate::synth::error::SynthError;
use crate::synth::names::{FARMS, INSTITUTION, Sector, TRADES, Trade};
use crate::synth::places::{COUNTIES, PREFECTURE};
use crate::synth::random::Random;
use crate::synth::real_names::RealNames;
use crate::synth::scenario::Scenario;
use crate::table::vocabulary::EntityStatus;

/// Of a hundred workplaces: companies, branches, shops, cooperatives, private non-enterprise units;
/// the rest are construction projects.
pub(super) const COMPANIES: usize = 60;
const BRANCHES: usize = 10;
const SHOPS: usize = 14;
const FARMS_SHARE: usize = 7;
const NON_PROFITS: usize = 3;
/// Of a thousand companies, how many are sisters of an earlier one, and how many have a namesake in
/// another county.
const SISTER_PER_MILLE: u32 = 12;
const NAMESAKE_PER_MILLE: u32 = 8;
/// Of a hundred workplaces, how many come from a table of registrations where there is one.
const REAL_PER_CENT: usize = 94;
/// Enterprises per pair that carries one credit code, per site that an agency staffs, per union in
/// the business register.
const PER_SHARED_CODE: usize = 900;
const PER_STAFFED_SITE: usize = 600;
const PER_UNION_BODY: usize = 600;
/// Enterprises per two unions of unknown units and two of institutions.
const PER_UNKNOWN_PAIR: usize = 1000;
/// Of a thousand projects, how many belong to a contractor from outside.
const OUTSIDE_PER_MILLE: u32 = 120;
/// Sites of one contractor from outside, about.
const SITES_PER_OUTSIDER: usize = 3;

/// Where a ward's names come from.
pub(in crate::synth) enum Ground<'a> {
    /// Made up by rule.
    MadeUp,
    /// A table of registrations.
    Real(&'a mut RealNames),
}

/// The `n` workplaces of a ward's registries, and a few more that stand in none.
pub(in crate::synth) fn found_ward(
    register: &mut Register,
    ground: Ground<'_>,
    (seed, base): (u64, usize),
    n: usize,
) -> Result<Vec<Enterprise>, SynthError> {
    let purpose = format!("enterprises from {base} on");
    let mut founder = Founder {
        random: Random::of_purpose(seed, &purpose),
        register,
        base,
        city: Vec::with_capacity(n + n / 50),
    };
    let n_named = match ground {
        Ground::MadeUp => founder.found_made_up(n),
        Ground::Real(names) => founder.found_real(names, n * REAL_PER_CENT / 100)?,
    };
    founder.found_sites(n - n_named.min(n));
    founder.share_codes(n);
    founder.staff_sites(n);
    founder.list_unions(n);
    founder.add_unknown_units(n);
    Ok(founder.city)
}

impl Founder<'_> {
    fn found_made_up(&mut self, n: usize) -> usize {
        let companies = n * COMPANIES / 100;
        for idx in 0..companies {
            let trade = &TRADES[idx % TRADES.len()];
            // The first of each trade are plain: somebody must come before a twin.
            match idx < TRADES.len() * 2 {
                true => self.settle_plain(trade),
                false => self.settle_next(trade),
            }
        }
        for _ in 0..n * BRANCHES / 100 {
            if let Some(branch) = self.branch(companies) {
                self.city.push(branch);
            }
        }
        for idx in 0..n * SHOPS / 100 {
            let shop = self.shop(Self::shop_trade(idx));
            self.city.push(shop);
        }
        for idx in 0..n * FARMS_SHARE / 100 {
            let farm = self.farm(&FARMS[idx % FARMS.len()]);
            self.city.push(farm);
        }
        for idx in 0..n * NON_PROFITS / 100 {
            let unit = self.non_profit(idx);
            self.city.push(unit);
        }
        self.city.len()
    }

    fn add_company(&mut self, company: Enterprise, n_newly_near: u32) {
        self.register.twins.note(n_newly_near);
        self.city.push(company);
    }

    /// A company: somebody's near-twin while the city has too few, a relative, or one by itself.
    fn settle_next(&mut self, trade: &'static Trade) {
        if self.register.twins.asks_for_twin() {
            if let Some((twin, n_newly_near)) = self.near_twin() {
                self.add_company(twin, n_newly_near);
                return;
            }
        } else if self.random.happens(SISTER_PER_MILLE) {
            if let Some(sister) = self.sister() {
                self.add_company(sister, 0);
                return;
            }
        } else if self.random.happens(NAMESAKE_PER_MILLE)
            && let Some(namesake) = self.namesake_of_other_county()
        {
            self.add_company(namesake, 0);
            return;
        }
        self.settle_plain(trade);
    }

    fn settle_plain(&mut self, trade: &'static Trade) {
        let company = self.company(trade);
        self.add_company(company, 0);
    }

    /// Projects until there are `n` more workplaces; contractors from outside come on top.
    fn found_sites(&mut self, n: usize) {
        let builders: Vec<usize> = (0..self.city.len())
            .filter(|idx| {
                let firm = &self.city[*idx];
                firm.trade.sector == Sector::Building
                    && firm.kind == Kind::Company
                    && firm.status == EntityStatus::Active
            })
            .collect();
        let mut outsiders: Vec<usize> = Vec::new();
        for _ in 0..n {
            let wants_outsider = self.random.happens(OUTSIDE_PER_MILLE) || builders.is_empty();
            let contractor = if !wants_outsider {
                builders[self.random.index(builders.len())]
            } else if outsiders.is_empty() || self.random.index(SITES_PER_OUTSIDER) == 0 {
                let outsider = self.outside_contractor(outsiders.len());
                self.city.push(outsider);
                outsiders.push(self.city.len() - 1);
                self.city.len() - 1
            } else {
                outsiders[self.random.index(outsiders.len())]
            };
            let project = self.project(contractor);
            self.city.push(project);
        }
    }

    /// Two different enterprises under one code: it happens.
    fn share_codes(&mut self, n: usize) {
        let plain: Vec<usize> = (0..self.city.len())
            .filter(|idx| {
                let firm = &self.city[*idx];
                firm.kind == Kind::Company
                    && firm.trade.sector == Sector::Other
                    && firm.park.is_none()
                    && firm.scenarios.is_empty()
            })
            .collect();
        for _ in 0..n / PER_SHARED_CODE {
            let (left, right) = (
                self.random.index(plain.len()),
                self.random.index(plain.len()),
            );
            let (left, right) = (plain[left], plain[right]);
            if left == right || self.city[left].is_marked(Scenario::CodeOfOther) {
                continue;
            }
            let (code, organisation_code) = (
                self.city[left].credit_code.clone(),
                self.city[left].organisation_code.clone(),
            );
            let other = &mut self.city[right];
            (other.credit_code, other.organisation_code) = (code, organisation_code);
            for idx in [left, right] {
                self.city[idx].mark(Scenario::CodeOfOther);
            }
        }
    }

    /// Sites all of whose workers an agency sends.
    fn staff_sites(&mut self, n: usize) {
        let of_sector = |city: &[Enterprise], sector: Sector| -> Vec<usize> {
            let fits = |idx: &usize| city[*idx].trade.sector == sector;
            let is_company = |idx: &usize| city[*idx].kind == Kind::Company;
            (0..city.len()).filter(fits).filter(is_company).collect()
        };
        let agencies = of_sector(&self.city, Sector::Dispatch);
        let sites: Vec<usize> = (0..self.city.len())
            .filter(|idx| {
                let site = &self.city[*idx];
                site.kind == Kind::Project && site.status == EntityStatus::Active
            })
            .take((n / PER_STAFFED_SITE).max(2))
            .collect();
        if agencies.is_empty() {
            return;
        }
        for (turn, site) in sites.into_iter().enumerate() {
            // The first agencies always have a union.
            let agency = agencies[turn % agencies.len().min(2)];
            let workers = self.random.between(12, 20);
            self.city[site].staff(workers, 900);
            self.city[site].staffed_by = Some(agency);
        }
    }

    /// Unions that registered themselves with commerce under their own code.
    fn list_unions(&mut self, n: usize) {
        let hosts: Vec<usize> = (0..self.city.len())
            .filter(|idx| {
                let firm = &self.city[*idx];
                firm.kind == Kind::Company && firm.workers >= 25 && firm.is_organisable()
            })
            .take((n / PER_UNION_BODY).max(1))
            .collect();
        for host_idx in hosts {
            let host = &self.city[host_idx];
            let (county, trade) = (host.address.county, host.trade);
            let name = format!("{}工会委员会", host.name);
            let (prefix, brand) = (host.prefix.clone(), host.brand.clone());
            let core = format!("{}工会委员会", host.core);
            let mut body = self.workplace(Kind::UnionBody, county, trade);
            if !self.give(&name) {
                continue;
            }
            (body.name, body.prefix, body.brand, body.core) = (name, prefix, brand, core);
            body.credit_code = credit_code("81", PREFECTURE, &body.organisation_code);
            (body.status, body.gone) = (EntityStatus::Active, None);
            body.staff(0, 0);
            body.parent = Some(host_idx);
            body.mark(Scenario::EnterpriseUnionBody);
            self.city.push(body);
        }
    }

    /// Units that only their union knows, and organs and schools, which stand in no enterprise
    /// registry.
    fn add_unknown_units(&mut self, n: usize) {
        for turn in 0..2 * (1 + n / PER_UNKNOWN_PAIR) {
            let county = turn % COUNTIES.len();
            let trade = &TRADES[turn % TRADES.len()];
            let mut unit = self.workplace(Kind::Unregistered, county, trade);
            unit.prefix = "宜昌".to_owned();
            let words = format!("{}开发", trade.words);
            self.name_small(&mut unit, &words, "有限公司");
            self.city.push(unit);
            self.add_institution((turn + 5) % COUNTIES.len(), turn);
        }
    }

    fn add_institution(&mut self, county: usize, turn: usize) {
        const WHAT: [&str; 6] = [
            "实验中学",
            "人民医院",
            "水利局",
            "中心小学",
            "图书馆",
            "民政局",
        ];
        let mut unit = self.workplace(Kind::Institution, county, &INSTITUTION);
        let place = &COUNTIES[county];
        let what = WHAT[turn % WHAT.len()];
        unit.prefix = place.name.to_owned();
        let town = self.random.pick(place.townships);
        let mut core = format!("{town}{what}");
        let mut ordinal = 1;
        while !self.give(&format!("{}{core}", place.name)) {
            ordinal += 1;
            core = format!("{town}{what}（{ordinal}）");
        }
        unit.name = format!("{}{core}", place.name);
        (unit.core, unit.brand) = (core, what.to_owned());
        unit.staff(80, 50);
        self.city.push(unit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synth::name_book::share_with_neighbour;
    use crate::synth::near_twins::share_per_myriad;
    use crate::synth::scenario::Noise;

    /// Workplaces founded together, as in a large city.
    const WARD: usize = 20_000;
    /// Sizes that are measured when nobody asks for others.
    const SIZES: &str = "6000";
    /// How far the measured share may lie from the planned one, of the planned one.
    const TOLERANCE: f64 = 0.15;

    fn names(n: usize, noise: Noise) -> Vec<String> {
        let mut register = Register::new(n as u32, noise);
        let mut names = Vec::new();
        while names.len() < n {
            let size = WARD.min(n - names.len());
            let place = (11, names.len());
            let ward = found_ward(&mut register, Ground::MadeUp, place, size).unwrap();
            names.extend(ward.into_iter().map(|enterprise| enterprise.name));
        }
        names
    }

    /// `make synth-curve` asks for 25,000, 100,000 and 431,457.
    #[test]
    fn near_twins_follow_the_measured_curve() {
        let sizes = std::env::var("MINGLU_CURVE").unwrap_or_else(|_| SIZES.to_owned());
        for size in sizes.split(',') {
            let n: usize = size.parse().expect("sizes are numbers");
            for noise in [Noise::Default, Noise::Harsh] {
                let planned = f64::from(share_per_myriad(n as u32, noise)) / 10_000.0;
                let names = names(n, noise);
                let found = share_with_neighbour(&names);
                let level = noise.as_str();
                assert!(
                    (found - planned).abs() <= planned * TOLERANCE,
                    "{n} {level}: {found:.4}, planned {planned:.4}"
                );
                report(&format!("{n} {level}: {found:.4} (planned {planned:.4})"));
            }
        }
    }

    #[expect(
        clippy::print_stdout,
        reason = "the figures are what `make synth-curve` is run for"
    )]
    fn report(line: &str) {
        println!("{line}");
    }
}
