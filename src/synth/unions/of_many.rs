//! Joint unions, federations, and unions of communities, villages, streets and grids.

use std::collections::BTreeMap;

use super::counts::head_counts;
use super::organiser::Organiser;
use super::{Covered, Spelling, Union};
use crate::synth::enterprise::{Enterprise, Kind, day, day_between};
use crate::synth::figures::Figures;
use crate::synth::names;
use crate::synth::places::{COUNTIES, ReportingUnit};
use crate::table::vocabulary::{Indicator, UnionFinding, UnionKind};

/// Units that a union of many lists, at most.
const COVERED_MAX: usize = 7;
/// Workers of a unit that joins a union of many, at most.
const WORKERS_MAX: u32 = 120;
/// Of a hundred units without a union, how many a union of many lists.
const LISTED_PER_CENT: usize = 52;
/// Every so many unions of many also count a unit that they do not list.
const PER_ROSTER_ONLY: usize = 6;

/// What names say of the firms of one county.
struct Neighbourhood {
    /// How many firms' brands begin with the two characters, and how many have the core name.
    brands: BTreeMap<String, u32>,
    cores: BTreeMap<String, u32>,
}

/// What people call a firm for short.
fn stem(firm: &Enterprise) -> String {
    firm.brand.chars().take(2).collect()
}

impl Neighbourhood {
    fn of(city: &[Enterprise], county: usize) -> Self {
        let mut neighbourhood = Self {
            brands: BTreeMap::new(),
            cores: BTreeMap::new(),
        };
        for firm in city.iter().filter(|firm| firm.address.county == county) {
            *neighbourhood.brands.entry(stem(firm)).or_insert(0) += 1;
            *neighbourhood.cores.entry(firm.core.clone()).or_insert(0) += 1;
        }
        neighbourhood
    }
}

impl Organiser<'_> {
    pub(super) fn unions_of_many(&mut self, city: &[Enterprise]) {
        for county in 0..COUNTIES.len() {
            let neighbourhood = Neighbourhood::of(city, county);
            let mut free: Vec<usize> = (0..city.len())
                .filter(|idx| {
                    let unit = &city[*idx];
                    unit.address.county == county
                        && unit.is_organisable()
                        && unit.workers < WORKERS_MAX
                        && unit.park.is_none()
                        && unit.staffed_by.is_none()
                        && !self.reached.contains(idx)
                })
                .collect();
            self.random.shuffle(&mut free);
            let n_listed = free.len() * LISTED_PER_CENT / 100;
            let unlisted: Vec<usize> = free.split_off(n_listed);
            let mut unlisted = unlisted.into_iter();
            for (group_idx, group) in free.chunks(COVERED_MAX).enumerate() {
                let kind = match group_idx % 4 {
                    0 => UnionKind::JointUnion,
                    1 | 3 => UnionKind::AreaUnion,
                    _ => UnionKind::UnionFederation,
                };
                self.found_many(kind, (county, &neighbourhood), city, group);
                let has_more =
                    kind != UnionKind::JointUnion && (group_idx + county) % PER_ROSTER_ONLY == 1;
                if has_more && let Some(unit) = unlisted.next() {
                    self.last().reached_by_roster.push(unit);
                    self.reached.insert(unit);
                }
            }
        }
    }

    /// A union of `units` all of whose entries are right, for scenarios of their own.
    pub(super) fn found_plain(
        &mut self,
        kind: UnionKind,
        county: usize,
        city: &[Enterprise],
        units: &[usize],
    ) {
        let neighbourhood = Neighbourhood {
            brands: BTreeMap::new(),
            cores: BTreeMap::new(),
        };
        self.found_many(kind, (county, &neighbourhood), city, units);
    }

    fn found_many(
        &mut self,
        kind: UnionKind,
        (county, neighbourhood): (usize, &Neighbourhood),
        city: &[Enterprise],
        units: &[usize],
    ) {
        let name = self.name_of(kind, county, &city[units[0]]);
        let mut covered: Vec<Covered> = units
            .iter()
            .map(|idx| self.covered(*idx, city, neighbourhood))
            .collect();
        if self.random.happens(120) {
            covered.push(Covered {
                enterprise: None,
                written: self.nobodys_name(),
                spelling: Spelling::Unknown,
            });
        }
        let mut counts = Figures::default();
        if kind == UnionKind::JointUnion {
            for idx in units {
                counts = counts.plus(&head_counts(&mut self.random, &city[*idx]));
            }
            counts.set(Indicator::JointUnionMembers, counts.get(Indicator::Members));
        }
        counts.set(Indicator::CoveredUnits, Some(covered.len() as i64));
        let decisive = covered.iter().filter(|unit| unit.spelling.is_decisive());
        self.reached
            .extend(decisive.filter_map(|unit| unit.enterprise));
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
            reached_by_roster: Vec::new(),
            chair: names::person(&mut self.random),
            finding: UnionFinding::Ok,
            second_of: None,
            counts,
        });
    }

    fn name_of(&mut self, kind: UnionKind, county: usize, first: &Enterprise) -> String {
        let place = &COUNTIES[county];
        let (county, words) = (place.name, first.trade.words);
        let town = self.random.pick(place.townships);
        let (stem, ending) = match kind {
            UnionKind::JointUnion => (format!("{county}{town}{words}企业"), "联合工会"),
            UnionKind::UnionFederation => (format!("{county}{town}{words}行业"), "工会联合会"),
            UnionKind::AreaUnion => match self.random.below(5) {
                0 => (format!("{county}{town}"), "工会"),
                1 => {
                    let road = self.random.pick(place.roads);
                    (format!("{county}{town}{road}网格"), "工会")
                }
                _ => {
                    let village = self.random.pick(place.villages);
                    (format!("{county}{village}"), "工会")
                }
            },
            UnionKind::EnterpriseUnion | UnionKind::SuperiorUnion => (county.to_owned(), "总工会"),
        };
        self.name_of_many(&stem, ending)
    }

    fn covered(&mut self, idx: usize, city: &[Enterprise], here: &Neighbourhood) -> Covered {
        let unit = &city[idx];
        let n_of_core = here.cores.get(&unit.core).copied().unwrap_or(1);
        let n_of_brand = here.brands.get(&stem(unit)).copied().unwrap_or(1);
        let draw = self.random.below(20);
        let (written, spelling) = match draw {
            // The area tells who is meant where one firm of the county has it.
            0 if unit.kind == Kind::Company && n_of_brand == 1 => (stem(unit), Spelling::Short),
            0 if unit.kind == Kind::Company => (stem(unit), Spelling::BrandAlone),
            1..=5 if unit.kind == Kind::Company && n_of_core == 1 => {
                (unit.core.clone(), Spelling::Short)
            }
            _ => (unit.name.clone(), Spelling::Full),
        };
        Covered {
            enterprise: Some(idx),
            written,
            spelling,
        }
    }

    /// The name of a workplace that is in no registry.
    pub(super) fn nobodys_name(&mut self) -> String {
        let brand = names::brand(&mut self.random, names::BrandLength::Three);
        let what = self
            .random
            .pick(&["缝纫部", "小炒", "修鞋铺", "早点摊", "废品回收点"]);
        format!("{brand}{what}")
    }
}
