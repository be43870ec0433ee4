//! The city's true workplaces: what they are, before any department writes them down.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::codes::{CodeBook, credit_code};
use super::names::{self, FARMS, SHOPS, Sector, TRADES, Trade};
use super::places::{Address, COUNTIES, HIGH_TECH_PARK, PREFECTURE, PROVINCIAL_PARK};
use super::random::Random;
use crate::table::vocabulary::EntityStatus;

/// Of a thousand credit codes, how many carry the prefecture's region (DOMAIN 10).
const PREFECTURE_CODE_PER_MILLE: u32 = 470;
/// Of a thousand companies, how many are near-twins of an earlier one.
const TWIN_PER_MILLE: u32 = 120;
/// Of a thousand companies and shops, how many are dissolved, and how many dormant.
const DISSOLVED_PER_MILLE: u32 = 50;
const DORMANT_PER_MILLE: u32 = 30;
/// Of a thousand companies, how many have no staff at all.
const SHELL_PER_MILLE: u32 = 140;
/// Of a thousand companies, how many once had another name.
const RENAMED_PER_MILLE: u32 = 60;

/// What kind of workplace it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Company,
    Branch,
    Individual,
    Cooperative,
    Project,
    /// A school or organ: in no enterprise registry.
    Institution,
    /// A unit that only its union knows.
    Unregistered,
}

/// A true workplace.
#[derive(Debug, Clone)]
pub(super) struct Enterprise {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// What the name begins with: `宜昌市`, `湖北`, a county, or nothing.
    pub(super) prefix: String,
    /// Brand and trade words, unique in the city but for planted twins.
    pub(super) core: String,
    pub(super) brand: String,
    pub(super) former_name: Option<String>,
    pub(super) credit_code: String,
    pub(super) organisation_code: String,
    pub(super) registration_no: String,
    pub(super) representative: String,
    pub(super) address: Address,
    pub(super) phone: String,
    pub(super) trade: &'static Trade,
    pub(super) park: Option<&'static str>,
    pub(super) established: NaiveDate,
    pub(super) status: EntityStatus,
    pub(super) workers: u32,
    pub(super) female_workers: u32,
    pub(super) migrant_workers: u32,
    pub(super) parent: Option<usize>,
    pub(super) twin_of: Option<usize>,
    pub(super) capital: u32,
    /// A project's start, end and cost; its manager is the representative.
    pub(super) site: Option<Site>,
}

/// When a construction project runs and what it costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site {
    pub(super) started: NaiveDate,
    pub(super) finished: NaiveDate,
    pub(super) cost_yuan: u32,
}

impl Enterprise {
    /// The id in the truth.
    pub(super) fn truth_id(idx: usize) -> String {
        format!("E{idx:07}")
    }
}

/// A day that is known to exist.
pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the generator draws days 1 to 28")
}

/// A day of chance in the years `first..=last`.
pub(super) fn day_between(random: &mut Random, first: i32, last: i32) -> NaiveDate {
    let year = first + random.below((last - first + 1) as u32) as i32;
    day(year, random.between(1, 12), random.between(1, 28))
}

/// Makes workplaces one by one, no name and no code twice.
pub(super) struct Founder {
    pub(super) random: Random,
    pub(super) codes: CodeBook,
    pub(super) names: BTreeSet<String>,
    cores: BTreeSet<String>,
    representatives: Vec<String>,
}

/// The `n` workplaces of the city's registries.
pub(super) fn found_city(founder: &mut Founder, n: u32) -> Vec<Enterprise> {
    let n = n as usize;
    let mut city: Vec<Enterprise> = Vec::with_capacity(n);
    let (companies, branches) = (n * 62 / 100, n * 9 / 100);
    let (shops, farms) = (n * 15 / 100, n * 8 / 100);
    for idx in 0..companies {
        let company = match founder.random.happens(TWIN_PER_MILLE) && idx > TRADES.len() * 2 {
            true => founder.twin(&city),
            false => founder.company(&TRADES[idx % TRADES.len()]),
        };
        city.push(company);
    }
    for _ in 0..branches {
        let branch = founder.branch(&city, companies);
        city.push(branch);
    }
    for idx in 0..shops {
        city.push(founder.shop(&SHOPS[idx % SHOPS.len()]));
    }
    for idx in 0..farms {
        city.push(founder.farm(&FARMS[idx % FARMS.len()]));
    }
    while city.len() < n {
        let project = founder.project(&city, companies);
        city.push(project);
    }
    city
}

impl Founder {
    /// A founder with the streams of `seed`.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            random: Random::of_purpose(seed, "enterprises"),
            codes: CodeBook::default(),
            names: BTreeSet::new(),
            cores: BTreeSet::new(),
            representatives: Vec::new(),
        }
    }

    fn county(&mut self) -> usize {
        // Half of all enterprises sit in the two old districts.
        match self.random.happens(480) {
            true => self.random.index(2),
            false => 2 + self.random.index(COUNTIES.len() - 2),
        }
    }

    pub(super) fn address(&mut self, county: usize) -> Address {
        let place = &COUNTIES[county];
        let room = self
            .random
            .happens(300)
            .then(|| self.random.between(101, 1820));
        Address {
            county,
            township: self.random.pick(place.townships),
            road: self.random.pick(place.roads),
            number: self.random.between(1, 398),
            room,
        }
    }

    fn representative(&mut self) -> String {
        // DOMAIN 10: a quarter of representatives stand for two or more firms.
        if self.random.happens(180) && !self.representatives.is_empty() {
            let idx = self.random.index(self.representatives.len());
            return self.representatives[idx].clone();
        }
        let person = names::person(&mut self.random);
        self.representatives.push(person.clone());
        person
    }

    pub(super) fn phone(&mut self) -> String {
        match self.random.happens(600) {
            true => format!(
                "1{}{:09}",
                self.random.between(3, 8),
                self.random.below(1_000_000_000)
            ),
            false => format!("0717-6{:06}", self.random.below(1_000_000)),
        }
    }

    fn status(&mut self) -> EntityStatus {
        let draw = self.random.below(1000);
        if draw < DISSOLVED_PER_MILLE {
            EntityStatus::Dissolved
        } else if draw < DISSOLVED_PER_MILLE + DORMANT_PER_MILLE {
            EntityStatus::Dormant
        } else {
            EntityStatus::Active
        }
    }

    fn staff(&mut self, most: u32) -> u32 {
        // Most firms are small: the product of two draws leans to the low end.
        let share = self.random.between(1, 100) * self.random.between(1, 100);
        (most * share / 10_000).max(2)
    }

    /// Fills what every workplace has; the maker of each kind changes the rest.
    pub(super) fn workplace(
        &mut self,
        kind: Kind,
        county: usize,
        trade: &'static Trade,
    ) -> Enterprise {
        let organisation_code = self.codes.organisation_code(&mut self.random);
        let region = match self.random.happens(PREFECTURE_CODE_PER_MILLE) {
            true => PREFECTURE,
            false => COUNTIES[county].code,
        };
        let category = match kind {
            Kind::Company | Kind::Branch | Kind::Project | Kind::Unregistered => "91",
            Kind::Individual => "92",
            Kind::Cooperative => "93",
            Kind::Institution => "12",
        };
        let workers = self.staff(trade.staff_max);
        Enterprise {
            kind,
            name: String::new(),
            prefix: String::new(),
            core: String::new(),
            brand: String::new(),
            former_name: None,
            credit_code: credit_code(category, region, &organisation_code),
            organisation_code,
            registration_no: self.codes.registration_no(COUNTIES[county].code),
            representative: self.representative(),
            address: self.address(county),
            phone: self.phone(),
            trade,
            park: None,
            established: day_between(&mut self.random, 1996, 2014),
            status: self.status(),
            workers,
            female_workers: workers * self.random.between(20, 60) / 100,
            migrant_workers: workers * self.random.between(20, 80) / 100,
            parent: None,
            twin_of: None,
            capital: self.random.between(3, 500) * 10,
            site: None,
        }
    }

    fn new_core(&mut self, words: &str) -> (String, String) {
        loop {
            let brand = names::brand(&mut self.random);
            let core = format!("{brand}{words}");
            if self.cores.insert(core.clone()) {
                return (brand, core);
            }
        }
    }

    fn name_company(&mut self, company: &mut Enterprise, brand: String, core: String) {
        let county = company.address.county;
        company.prefix = match self.random.below(10) {
            0..=3 => "宜昌".to_owned(),
            4..=6 => "宜昌市".to_owned(),
            7 => "湖北".to_owned(),
            _ => COUNTIES[county].short.to_owned(),
        };
        let form = match self.random.below(20) {
            0..=15 => "有限公司",
            16..=18 => "有限责任公司",
            _ => "股份有限公司",
        };
        company.name = match self.random.happens(80) {
            true => format!("{brand}（{}）{}{form}", company.prefix, company.trade.words),
            false => format!("{}{core}{form}", company.prefix),
        };
        (company.brand, company.core) = (brand, core);
        self.names.insert(company.name.clone());
    }

    fn company(&mut self, trade: &'static Trade) -> Enterprise {
        let county = self.county();
        let mut company = self.workplace(Kind::Company, county, trade);
        let (brand, core) = self.new_core(trade.words);
        self.name_company(&mut company, brand, core);
        if self.random.happens(RENAMED_PER_MILLE) {
            let (_, core) = self.new_core(trade.words);
            company.former_name = Some(format!("宜昌{core}有限公司"));
        }
        // Builders and agencies always have staff: projects and dispatched workers hang on them.
        let needs_staff = matches!(trade.sector, Sector::Building | Sector::Dispatch);
        if needs_staff {
            company.workers = company.workers.max(60);
            company.status = EntityStatus::Active;
        } else if self.random.happens(SHELL_PER_MILLE) {
            (
                company.workers,
                company.female_workers,
                company.migrant_workers,
            ) = (0, 0, 0);
        }
        if county < 2 && self.random.happens(140) {
            company.park = Some(HIGH_TECH_PARK);
        } else if COUNTIES[county].short == "枝江" && self.random.happens(400) {
            company.park = Some(PROVINCIAL_PARK);
        }
        company
    }

    /// A different firm whose core name differs from an earlier one's in one character.
    fn twin(&mut self, city: &[Enterprise]) -> Enterprise {
        loop {
            let other_idx = self.random.index(city.len());
            let other = &city[other_idx];
            let brand = match self.random.below(3) {
                0 => format!("{}一", other.brand),
                1 => format!("{}新", other.brand),
                _ => {
                    let last = names::brand(&mut self.random);
                    let kept = other.brand.chars().take(other.brand.chars().count() - 1);
                    kept.chain(last.chars().last()).collect()
                }
            };
            let core = format!("{brand}{}", other.trade.words);
            if other.twin_of.is_some() || !self.cores.insert(core.clone()) {
                continue;
            }
            let mut twin = self.workplace(Kind::Company, other.address.county, other.trade);
            self.name_company(&mut twin, brand, core);
            twin.twin_of = Some(other_idx);
            return twin;
        }
    }

    fn branch(&mut self, city: &[Enterprise], companies: usize) -> Enterprise {
        loop {
            let parent_idx = self.random.index(companies);
            let parent = &city[parent_idx];
            let county = self.county();
            let place = &COUNTIES[county];
            let tail = match self.random.below(4) {
                0 | 1 => format!("{}分公司", place.short),
                2 => format!("{}营业部", self.random.pick(place.roads)),
                _ => format!("{}店", self.random.pick(place.roads)),
            };
            let name = format!("{}{tail}", parent.name);
            if parent.status != EntityStatus::Active
                || parent.workers == 0
                || !self.names.insert(name.clone())
            {
                continue;
            }
            let mut branch = self.workplace(Kind::Branch, county, parent.trade);
            branch.workers = branch.workers.min(40);
            branch.female_workers = branch.workers / 3;
            branch.migrant_workers = branch.workers / 2;
            branch.core = format!("{}{tail}", parent.core);
            (branch.name, branch.prefix) = (name, parent.prefix.clone());
            branch.brand = parent.brand.clone();
            branch.parent = Some(parent_idx);
            return branch;
        }
    }

    fn shop(&mut self, trade: &'static Trade) -> Enterprise {
        let county = self.county();
        let mut shop = self.workplace(Kind::Individual, county, trade);
        let (brand, core) = self.new_core(trade.words);
        shop.prefix = COUNTIES[county].name.to_owned();
        shop.name = format!("{}{core}", shop.prefix);
        // Clearly below or clearly above the office's threshold of eight, so that the truth is sure.
        shop.workers = match self.random.happens(250) {
            true => self.random.between(11, 22),
            false => self.random.between(1, 5),
        };
        shop.female_workers = shop.workers / 2;
        shop.migrant_workers = shop.workers / 3;
        shop.capital = self.random.between(1, 20);
        (shop.brand, shop.core) = (brand, core);
        self.names.insert(shop.name.clone());
        shop
    }

    fn farm(&mut self, trade: &'static Trade) -> Enterprise {
        // Cooperatives sit in the counties, not in the old districts.
        let county = 4 + self.random.index(COUNTIES.len() - 4);
        let mut farm = self.workplace(Kind::Cooperative, county, trade);
        let (brand, core) = self.new_core(trade.words);
        farm.prefix = COUNTIES[county].name.to_owned();
        farm.name = format!("{}{core}专业合作社", farm.prefix);
        farm.migrant_workers = farm.workers * 9 / 10;
        (farm.brand, farm.core) = (brand, core);
        self.names.insert(farm.name.clone());
        farm
    }

    fn project(&mut self, city: &[Enterprise], companies: usize) -> Enterprise {
        let builders: Vec<usize> = (0..companies)
            .filter(|idx| city[*idx].trade.sector == Sector::Building)
            .filter(|idx| city[*idx].status == EntityStatus::Active)
            .collect();
        let parent_idx = builders[self.random.index(builders.len())];
        let county = self.county();
        let mut project = self.workplace(Kind::Project, county, city[parent_idx].trade);
        let work = self.random.pick(&[
            "安置房项目",
            "厂房工程",
            "学校迁建工程",
            "住宅小区项目",
            "道路改造工程",
        ]);
        let (brand, core) = self.new_core(work);
        project.name = format!("{}{core}", COUNTIES[county].short);
        (project.brand, project.core) = (brand, core);
        project.workers = self.random.between(15, 180);
        project.migrant_workers = project.workers * 9 / 10;
        project.female_workers = project.workers / 10;
        project.parent = Some(parent_idx);
        let started = day_between(&mut self.random, 2015, 2015);
        let is_finished = self.random.happens(200);
        let finished = match is_finished {
            true => day_between(&mut self.random, 2016, 2016).min(day(2016, 8, 28)),
            false => day_between(&mut self.random, 2017, 2018),
        };
        project.status = match is_finished {
            true => EntityStatus::Dissolved,
            false => EntityStatus::Active,
        };
        let cost_yuan = self.random.between(300, 9000) * 10_000;
        project.site = Some(Site {
            started,
            finished,
            cost_yuan,
        });
        self.names.insert(project.name.clone());
        project
    }
}
