//! Founding unions of single units; the organiser also hands out codes and names.

use std::collections::{BTreeMap, BTreeSet};

use super::Union;
use super::counts::head_counts;
use crate::synth::enterprise::{Enterprise, Kind, day, day_between};
use crate::synth::names::{self, Sector};
use crate::synth::places::{COUNTIES, HIGH_TECH_PARK, ReportingUnit};
use crate::synth::random::Random;
use crate::synth::scenario::Scenario;
use crate::table::vocabulary::{UnionFinding, UnionKind};

/// Of a thousand firms with 25 workers or more, and of a thousand smaller ones, how many have a union.
const LARGE_ORGANISED_PER_MILLE: u32 = 560;
const SMALL_ORGANISED_PER_MILLE: u32 = 110;
/// Enterprises per union straight under the city's federation, and how many there are at least.
const PER_MUNICIPAL_DIRECT: usize = 600;
const N_MUNICIPAL_DIRECT_MIN: usize = 6;
/// Agencies that always have a union: dispatched workers need one.
const N_ORGANISED_AGENCIES: usize = 2;
/// Workers of a unit straight under the city's federation, at least.
const MUNICIPAL_WORKERS_MIN: u32 = 60;

/// What the whole city shares of its unions, kept from ward to ward.
#[derive(Debug, Default)]
pub(in crate::synth) struct Roll {
    n_codes: usize,
    /// How often a name of a union of many was given.
    names: BTreeMap<String, u32>,
}

/// Founds the unions of the ward that begins at enterprise `base`.
pub(in crate::synth) fn found_unions(
    roll: &mut Roll,
    city: &[Enterprise],
    (seed, base): (u64, usize),
) -> Vec<Union> {
    let mut organiser = Organiser {
        random: Random::of_purpose(seed, &format!("unions from {base} on")),
        roll,
        unions: Vec::new(),
        reached: BTreeSet::new(),
    };
    organiser.own_unions(city);
    organiser.unions_of_many(city);
    organiser.odd_unions(city);
    organiser.unions
}

pub(super) struct Organiser<'a> {
    pub(super) random: Random,
    pub(super) roll: &'a mut Roll,
    pub(super) unions: Vec<Union>,
    /// Workplaces that some union reaches.
    pub(super) reached: BTreeSet<usize>,
}

impl Organiser<'_> {
    /// A new union code.
    pub(super) fn code(&mut self, county: usize) -> String {
        self.roll.n_codes += 1;
        format!(
            "{}{:06}",
            COUNTIES[county].code,
            101 + self.roll.n_codes * 3
        )
    }

    /// `stem` and `ending` with a number between them from the second time on.
    pub(super) fn name_of_many(&mut self, stem: &str, ending: &str) -> String {
        const NUMERALS: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        let times = self
            .roll
            .names
            .entry(format!("{stem}{ending}"))
            .or_insert(0);
        *times += 1;
        if *times == 1 {
            return format!("{stem}{ending}");
        }
        let digits: String = times
            .to_string()
            .chars()
            .filter_map(|digit| NUMERALS.get(digit.to_digit(10)? as usize).copied())
            .collect();
        format!("{stem}第{digits}{ending}")
    }

    fn own_unions(&mut self, city: &[Enterprise]) {
        let n_direct_max = (city.len() / PER_MUNICIPAL_DIRECT).max(N_MUNICIPAL_DIRECT_MIN);
        let (mut n_direct, mut n_agencies) = (0, 0);
        for (idx, enterprise) in city.iter().enumerate() {
            let rate = match (enterprise.kind, enterprise.workers) {
                (Kind::Company, 25..) => LARGE_ORGANISED_PER_MILLE,
                _ => SMALL_ORGANISED_PER_MILLE,
            };
            let is_agency =
                enterprise.trade.sector == Sector::Dispatch && enterprise.kind == Kind::Company;
            let must = is_agency && n_agencies < N_ORGANISED_AGENCIES;
            n_agencies += usize::from(must);
            let happens = self.random.happens(rate) || must;
            let is_sure =
                enterprise.staffed_by.is_none() && !enterprise.is_marked(Scenario::CodeOfOther);
            if !enterprise.is_organisable() || !happens || !is_sure {
                continue;
            }
            let mut reporting = ReportingUnit::County(enterprise.address.county);
            if enterprise.park == Some(HIGH_TECH_PARK) {
                reporting = ReportingUnit::HighTechZone;
            } else if enterprise.workers >= MUNICIPAL_WORKERS_MIN
                && enterprise.kind == Kind::Company
                && n_direct < n_direct_max
                && !must
            {
                reporting = ReportingUnit::MunicipalDirect;
                n_direct += 1;
            }
            self.found_own(idx, enterprise, reporting);
        }
    }

    pub(super) fn found_own(
        &mut self,
        idx: usize,
        enterprise: &Enterprise,
        reporting: ReportingUnit,
    ) {
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
            reached_by_roster: Vec::new(),
            chair: names::person(&mut self.random),
            finding: UnionFinding::Ok,
            second_of: None,
            counts: head_counts(&mut self.random, enterprise),
        };
        self.reached.insert(idx);
        self.unions.push(union);
    }

    pub(super) fn last(&mut self) -> &mut Union {
        self.unions
            .last_mut()
            .expect("a union was founded just now")
    }
}
