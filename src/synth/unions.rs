//! The unions of the management system: which exist, whom they reach, what they count.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::enterprises::{Enterprise, Founder, Kind, day, day_between};
use super::figures::Figures;
use super::names::{self, Sector, TRADES};
use super::places::{COUNTIES, HIGH_TECH_PARK, ReportingUnit};
use super::random::Random;
use crate::table::vocabulary::{EntityStatus, Indicator, Route, UnionFinding, UnionKind};

/// Of a thousand firms with 25 workers or more, and of a thousand smaller ones, how many have a union.
const LARGE_ORGANISED_PER_MILLE: u32 = 620;
const SMALL_ORGANISED_PER_MILLE: u32 = 170;
/// Enterprise unions straight under the city's federation.
const N_MUNICIPAL_DIRECT: usize = 6;
/// Units that a joint union lists, at most.
const COVERED_MAX: usize = 7;

/// A union organisation.
#[derive(Debug, Clone)]
pub(super) struct Union {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: UnionKind,
    /// The unit whose union it is; none for a union of many.
    pub(super) unit: Option<usize>,
    pub(super) reporting: ReportingUnit,
    pub(super) county: usize,
    pub(super) founded: NaiveDate,
    pub(super) covered: Vec<Covered>,
    pub(super) chair: String,
    pub(super) finding: UnionFinding,
    /// The union that this row enters a second time.
    pub(super) second_of: Option<usize>,
    /// What the system's head counts say.
    pub(super) counts: Figures,
}

/// One entry of a covered-units list.
#[derive(Debug, Clone)]
pub(super) struct Covered {
    /// None for a name that nobody has.
    pub(super) enterprise: Option<usize>,
    pub(super) written: String,
    /// A short name that fits several firms decides nothing.
    pub(super) is_decisive: bool,
}

impl Union {
    /// The indicator's figure is in the joint unions' column too.
    pub(super) fn route(&self) -> Route {
        match self.kind {
            UnionKind::EnterpriseUnion => Route::Own,
            UnionKind::JointUnion => Route::Joint,
            UnionKind::UnionFederation | UnionKind::SuperiorUnion => Route::Federation,
            UnionKind::AreaUnion => Route::Area,
        }
    }

    /// Whether the union exists at the period's end.
    pub(super) fn is_founded(&self, period_end: NaiveDate) -> bool {
        self.founded <= period_end
    }
}

/// Founds the city's unions; units that no registry knows are added to `city`.
pub(super) fn found_unions(
    founder: &mut Founder,
    city: &mut Vec<Enterprise>,
    seed: u64,
) -> Vec<Union> {
    let mut organiser = Organiser {
        random: Random::of_purpose(seed, "unions"),
        unions: Vec::new(),
        reached: BTreeSet::new(),
    };
    organiser.own_unions(city);
    organiser.unions_of_many(city);
    organiser.odd_unions(founder, city);
    organiser.unions
}

struct Organiser {
    random: Random,
    unions: Vec<Union>,
    reached: BTreeSet<usize>,
}

/// Whether the workplace is one a union could be founded in.
pub(super) fn is_organisable(enterprise: &Enterprise) -> bool {
    let in_scope = match enterprise.kind {
        Kind::Individual => enterprise.workers > 8,
        Kind::Company | Kind::Branch | Kind::Cooperative | Kind::Project => enterprise.workers > 0,
        Kind::Institution | Kind::Unregistered => false,
    };
    in_scope && enterprise.status == EntityStatus::Active
}

impl Organiser {
    fn code(&self, county: usize) -> String {
        format!(
            "{}{:06}",
            COUNTIES[county].code,
            101 + self.unions.len() * 3
        )
    }

    fn own_unions(&mut self, city: &[Enterprise]) {
        let mut n_direct = 0;
        for (idx, enterprise) in city.iter().enumerate() {
            let rate = match (enterprise.kind, enterprise.workers) {
                (Kind::Company, 25..) => LARGE_ORGANISED_PER_MILLE,
                _ => SMALL_ORGANISED_PER_MILLE,
            };
            // The first agencies always have a union: dispatched workers need one.
            let must = enterprise.trade.sector == Sector::Dispatch
                && enterprise.kind == Kind::Company
                && idx < TRADES.len() * 2;
            if !is_organisable(enterprise) || !(self.random.happens(rate) || must) {
                continue;
            }
            let mut reporting = ReportingUnit::County(enterprise.address.county);
            if enterprise.park == Some(HIGH_TECH_PARK) {
                reporting = ReportingUnit::HighTechZone;
            } else if enterprise.workers >= 60 && n_direct < N_MUNICIPAL_DIRECT && !must {
                reporting = ReportingUnit::MunicipalDirect;
                n_direct += 1;
            }
            self.found_own(idx, enterprise, reporting);
        }
    }

    fn found_own(&mut self, idx: usize, enterprise: &Enterprise, reporting: ReportingUnit) {
        let suffix = self.random.pick(&["工会委员会", "工会委员会", "工会"]);
        let union = Union {
            code: self.code(enterprise.address.county),
            name: format!("{}{suffix}", enterprise.name),
            kind: UnionKind::EnterpriseUnion,
            unit: Some(idx),
            reporting,
            county: enterprise.address.county,
            founded: day_between(&mut self.random, 2003, 2015).min(day(2015, 9, 1)),
            covered: Vec::new(),
            chair: names::person(&mut self.random),
            finding: UnionFinding::Ok,
            second_of: None,
            counts: self.head_counts(enterprise),
        };
        self.reached.insert(idx);
        self.unions.push(union);
    }

    fn head_counts(&mut self, enterprise: &Enterprise) -> Figures {
        let share = self.random.between(55, 100);
        let of_members = |persons: u32| i64::from(persons * share / 100);
        let (workers, female) = (enterprise.workers, enterprise.female_workers);
        let dispatched = workers / 12;
        let mut counts = Figures::default();
        counts.set(Indicator::Workers, Some(i64::from(workers)));
        counts.set(Indicator::FemaleWorkers, Some(i64::from(female)));
        counts.set(
            Indicator::MigrantWorkers,
            Some(i64::from(enterprise.migrant_workers)),
        );
        counts.set(Indicator::DispatchedWorkers, Some(i64::from(dispatched)));
        counts.set(Indicator::Members, Some(of_members(workers)));
        counts.set(Indicator::FemaleMembers, Some(of_members(female)));
        counts.set(
            Indicator::MigrantMembers,
            Some(of_members(enterprise.migrant_workers)),
        );
        counts.set(Indicator::DispatchedMembers, Some(of_members(dispatched)));
        counts.set(Indicator::NewMembers, Some(of_members(workers / 9)));
        counts
    }

    fn unions_of_many(&mut self, city: &[Enterprise]) {
        for county in 0..COUNTIES.len() {
            let mut free: Vec<usize> = (0..city.len())
                .filter(|idx| city[*idx].address.county == county && is_organisable(&city[*idx]))
                .filter(|idx| city[*idx].workers < 60 && !self.reached.contains(idx))
                .filter(|idx| city[*idx].park.is_none())
                .collect();
            self.random.shuffle(&mut free);
            // Two fifths stay without a union.
            free.truncate(free.len() * 3 / 5);
            for (group_idx, group) in free.chunks(COVERED_MAX).enumerate() {
                let kind = match group_idx % 4 {
                    0 | 2 => UnionKind::JointUnion,
                    1 => UnionKind::AreaUnion,
                    _ => UnionKind::UnionFederation,
                };
                self.found_many(kind, county, city, group);
            }
        }
    }

    fn found_many(&mut self, kind: UnionKind, county: usize, city: &[Enterprise], units: &[usize]) {
        let place = &COUNTIES[county];
        let n = self.unions.len();
        let town = place.townships[n % place.townships.len()];
        let village = place.villages[n % place.villages.len()];
        let name = match kind {
            UnionKind::JointUnion => format!(
                "{}{town}{}企业联合工会",
                place.name, city[units[0]].trade.words
            ),
            UnionKind::AreaUnion => format!("{}{village}工会", place.name),
            UnionKind::UnionFederation => format!(
                "{}{town}{}行业工会联合会",
                place.name, city[units[0]].trade.words
            ),
            UnionKind::EnterpriseUnion | UnionKind::SuperiorUnion => {
                format!("{}总工会", place.name)
            }
        };
        let covered: Vec<Covered> = units
            .iter()
            .map(|idx| self.covered(*idx, city, county))
            .collect();
        let mut counts = Figures::default();
        if kind == UnionKind::JointUnion {
            for idx in units {
                counts = counts.plus(&self.head_counts(&city[*idx]));
            }
            counts.set(Indicator::JointUnionMembers, counts.get(Indicator::Members));
        }
        counts.set(Indicator::CoveredUnits, Some(units.len() as i64));
        self.reached.extend(
            covered
                .iter()
                .filter(|unit| unit.is_decisive)
                .filter_map(|unit| unit.enterprise),
        );
        let code = self.code(county);
        self.unions.push(Union {
            code,
            name,
            kind,
            unit: None,
            reporting: ReportingUnit::County(county),
            county,
            founded: day_between(&mut self.random, 2008, 2015).min(day(2015, 9, 1)),
            covered,
            chair: names::person(&mut self.random),
            finding: UnionFinding::Ok,
            second_of: None,
            counts,
        });
    }

    fn covered(&mut self, idx: usize, city: &[Enterprise], county: usize) -> Covered {
        let enterprise = &city[idx];
        let (written, is_decisive) = match self.random.below(20) {
            // Brand alone: several firms may answer to it.
            0 => {
                let fits = |other: &&Enterprise| {
                    other.address.county == county && other.name.contains(&enterprise.brand)
                };
                (
                    enterprise.brand.clone(),
                    city.iter().filter(fits).count() == 1 && false_when_short(&enterprise.brand),
                )
            }
            1..=4 if enterprise.kind == Kind::Company => (enterprise.core.clone(), true),
            _ => (enterprise.name.clone(), true),
        };
        Covered {
            enterprise: Some(idx),
            written,
            is_decisive,
        }
    }

    /// What no tidy system holds: unions of dissolved, unknown and foreign units, and second entries.
    fn odd_unions(&mut self, founder: &mut Founder, city: &mut Vec<Enterprise>) {
        let times = 1 + city.len() / 2000;
        let dissolved: Vec<usize> = (0..city.len())
            .filter(|idx| {
                city[*idx].kind == Kind::Company && city[*idx].status == EntityStatus::Dissolved
            })
            .filter(|idx| city[*idx].workers > 12 && city[*idx].park.is_none())
            .take(4 * times)
            .collect();
        for idx in dissolved {
            let reporting = ReportingUnit::County(city[idx].address.county);
            self.found_own(idx, &city[idx], reporting);
            self.last().finding = UnionFinding::UnitDissolved;
        }
        for n in 0..3 * times {
            self.found_of_unknown(founder, city, n);
            self.found_of_institution(founder, city, n);
        }
        let seconds: Vec<usize> = (0..self.unions.len())
            .filter(|idx| {
                self.unions[*idx].finding == UnionFinding::Ok && self.unions[*idx].unit.is_some()
            })
            .filter(|idx| matches!(self.unions[*idx].reporting, ReportingUnit::County(2..)))
            .filter(|idx| {
                (15..60).contains(
                    &self.unions[*idx]
                        .counts
                        .get(Indicator::Workers)
                        .unwrap_or(0),
                )
            })
            .take(3 * times)
            .collect();
        for (n, idx) in seconds.into_iter().enumerate() {
            self.enter_again(idx, n);
        }
        self.federation_of_the_next_year(city);
        self.union_of_nobody();
    }

    fn last(&mut self) -> &mut Union {
        self.unions
            .last_mut()
            .expect("a union was founded just now")
    }

    fn found_of_unknown(&mut self, founder: &mut Founder, city: &mut Vec<Enterprise>, n: usize) {
        let county = n % COUNTIES.len();
        let mut unit = founder.workplace(Kind::Unregistered, county, &TRADES[n % 20]);
        unit.status = EntityStatus::Unknown;
        unit.brand = names::brand(&mut self.random);
        unit.core = format!("{}{}", unit.brand, "矿业开发");
        unit.name = format!("宜昌{}有限公司", unit.core);
        founder.names.insert(unit.name.clone());
        city.push(unit);
        let idx = city.len() - 1;
        self.found_own(idx, &city[idx], ReportingUnit::County(county));
        self.last().finding = UnionFinding::UnitNotFound;
    }

    fn found_of_institution(
        &mut self,
        founder: &mut Founder,
        city: &mut Vec<Enterprise>,
        n: usize,
    ) {
        let county = (n + 5) % COUNTIES.len();
        let mut unit = founder.workplace(Kind::Institution, county, &TRADES[0]);
        unit.status = EntityStatus::Unknown;
        let what = ["实验中学", "人民医院", "水利局", "第二小学"][n % 4];
        let ordinal = match n / 4 {
            0 => String::new(),
            more => format!("（{more}）"),
        };
        unit.core = format!("{what}{ordinal}");
        unit.name = format!("{}{}", COUNTIES[county].name, unit.core);
        unit.brand = what.to_owned();
        unit.workers = 80;
        founder.names.insert(unit.name.clone());
        city.push(unit);
        let idx = city.len() - 1;
        self.found_own(idx, &city[idx], ReportingUnit::County(county));
        self.last().finding = UnionFinding::OutsideRegistries;
    }

    /// The second entry has the first's code, or a code of its own in every third case.
    fn enter_again(&mut self, idx: usize, n: usize) {
        let mut second = self.unions[idx].clone();
        if n % 3 == 2 {
            second.code = self.code(second.county);
        }
        second.second_of = Some(idx);
        second.finding = UnionFinding::DuplicateUnion;
        self.unions[idx].finding = UnionFinding::DuplicateUnion;
        self.unions.push(second);
    }

    /// Founded after the period's end: it covers nothing yet.
    fn federation_of_the_next_year(&mut self, city: &[Enterprise]) {
        let county = 0;
        let units: Vec<usize> = (0..city.len())
            .filter(|idx| city[*idx].address.county == county && is_organisable(&city[*idx]))
            .filter(|idx| !self.reached.contains(idx))
            .take(3)
            .collect();
        if units.is_empty() {
            return;
        }
        let reached = self.reached.clone();
        self.found_many(UnionKind::UnionFederation, county, city, &units);
        self.reached = reached;
        let union = self.last();
        union.name = format!("{}新业态行业工会联合会", COUNTIES[county].name);
        union.founded = day(2016, 10, 18);
    }

    fn union_of_nobody(&mut self) {
        let county = 1;
        let covered = ["宜昌顺溜缝纫部", "江边小炒", "老三修鞋"].map(|written| Covered {
            enterprise: None,
            written: written.to_owned(),
            is_decisive: false,
        });
        let code = self.code(county);
        self.unions.push(Union {
            code,
            name: format!("{}沿江小微企业联合工会", COUNTIES[county].name),
            kind: UnionKind::JointUnion,
            unit: None,
            reporting: ReportingUnit::County(county),
            county,
            founded: day(2012, 5, 4),
            covered: covered.to_vec(),
            chair: names::person(&mut self.random),
            finding: UnionFinding::CoversNothingFound,
            second_of: None,
            counts: {
                let mut counts = Figures::default();
                counts.set(Indicator::CoveredUnits, Some(3));
                counts
            },
        });
    }
}

/// A brand of two characters never decides, whoever has it.
fn false_when_short(brand: &str) -> bool {
    brand.chars().count() > 2
}
