//! What no tidy system holds: unions of dissolved, unknown and foreign units, second entries, unions
//! of the next year and of nobody.

use super::organiser::Organiser;
use super::{Covered, Spelling, Union};
use crate::synth::enterprise::{Enterprise, Gone, Kind, day};
use crate::synth::figures::Figures;
use crate::synth::names;
use crate::synth::places::{COUNTIES, ReportingUnit};
use crate::table::vocabulary::{Indicator, UnionFinding, UnionKind};

/// Enterprises per round of odd unions.
const PER_ROUND: usize = 700;

impl Organiser<'_> {
    pub(super) fn odd_unions(&mut self, city: &[Enterprise]) {
        let times = 1 + city.len() / PER_ROUND;
        self.of_dissolved(city, 3 * times);
        self.of_kind(city, Kind::Unregistered, UnionFinding::UnitNotFound);
        self.of_kind(city, Kind::Institution, UnionFinding::OutsideRegistries);
        let seconds: Vec<usize> = (0..self.unions.len())
            .filter(|idx| is_worth_a_second_entry(&self.unions[*idx]))
            .take(3 * times)
            .collect();
        for (n, idx) in seconds.into_iter().enumerate() {
            self.enter_again(idx, n);
        }
        for n in 0..times {
            self.federation_of_the_next_year(city, n);
            self.union_of_nobody(n);
        }
    }

    fn of_dissolved(&mut self, city: &[Enterprise], n: usize) {
        let dissolved: Vec<usize> = (0..city.len())
            .filter(|idx| {
                let firm = &city[*idx];
                firm.kind == Kind::Company
                    && firm.gone.is_some_and(|gone| gone != Gone::MovedOut)
                    && firm.workers > 12
                    && firm.park.is_none()
                    && firm.twin_of.is_none()
            })
            .take(n)
            .collect();
        for idx in dissolved {
            let reporting = ReportingUnit::County(city[idx].address.county);
            self.found_own(idx, &city[idx], reporting);
            self.last().finding = UnionFinding::UnitDissolved;
        }
    }

    fn of_kind(&mut self, city: &[Enterprise], kind: Kind, finding: UnionFinding) {
        let units = (0..city.len()).filter(|idx| city[*idx].kind == kind);
        for idx in units {
            let reporting = ReportingUnit::County(city[idx].address.county);
            self.found_own(idx, &city[idx], reporting);
            self.last().finding = finding;
        }
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
    fn federation_of_the_next_year(&mut self, city: &[Enterprise], n: usize) {
        let county = n % COUNTIES.len();
        let units: Vec<usize> = (0..city.len())
            .filter(|idx| city[*idx].address.county == county && city[*idx].is_organisable())
            .filter(|idx| !self.reached.contains(idx) && city[*idx].staffed_by.is_none())
            .take(3)
            .collect();
        if units.is_empty() {
            return;
        }
        let reached = self.reached.clone();
        self.found_plain(UnionKind::UnionFederation, county, city, &units);
        self.reached = reached;
        let name = self.name_of_many(
            &format!("{}新业态行业", COUNTIES[county].name),
            "工会联合会",
        );
        let union = self.last();
        union.name = name;
        union.founded = day(2016, 10, 18);
    }

    fn union_of_nobody(&mut self, n: usize) {
        let county = (n + 1) % COUNTIES.len();
        let covered: Vec<Covered> = (0..3)
            .map(|_| Covered {
                enterprise: None,
                written: self.nobodys_name(),
                spelling: Spelling::Unknown,
            })
            .collect();
        let code = self.code(county);
        let name = self.name_of_many(
            &format!("{}沿江小微企业", COUNTIES[county].name),
            "联合工会",
        );
        let mut counts = Figures::default();
        counts.set(Indicator::CoveredUnits, Some(3));
        self.unions.push(Union {
            code,
            name,
            kind: UnionKind::JointUnion,
            unit: None,
            reporting: ReportingUnit::County(county),
            county,
            founded: day(2012, 5, 4),
            covered,
            reached_by_roster: Vec::new(),
            chair: names::person(&mut self.random),
            finding: UnionFinding::CoversNothingFound,
            second_of: None,
            counts,
        });
    }
}

fn is_worth_a_second_entry(union: &Union) -> bool {
    let workers = union.counts.get(Indicator::Workers).unwrap_or(0);
    union.finding == UnionFinding::Ok
        && union.unit.is_some()
        && matches!(union.reporting, ReportingUnit::County(2..))
        && (15..60).contains(&workers)
}
