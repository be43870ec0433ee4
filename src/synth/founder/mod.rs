//! Founding the workplaces of a ward: no code twice, no name twice, near-twins only where planned.
//!
//! A ward is a slice of the city that is made, written and forgotten as a whole, so that a large
//! city needs no more memory than a ward and the city's names and codes.

mod alike;
mod company;
mod real;
mod register;
mod site;
mod small;
mod ward;

pub(super) use register::Register;
pub(super) use ward::{Ground, found_ward};

use super::codes::credit_code;
use super::enterprise::{Enterprise, Kind, day_between};
use super::names::{self, Trade};
use super::places::{Address, COUNTIES, PREFECTURE};
use super::random::Random;
use super::scenario::Scenario;
use crate::table::vocabulary::EntityStatus;

/// Of a thousand credit codes, how many carry the prefecture's region (DOMAIN 10).
const PREFECTURE_CODE_PER_MILLE: u32 = 470;
/// Of a thousand workplaces, how many take a representative who stands for others already: in the
/// end 28% of representatives stand for two or more (DOMAIN 10).
const KNOWN_REPRESENTATIVE_PER_MILLE: u32 = 180;
/// Of a thousand workplaces, how many move in at an earlier one's address.
const KNOWN_ADDRESS_PER_MILLE: u32 = 110;
/// Of a thousand workplaces, how many are registered at a book-keeping agent's.
const AGENTS_ADDRESS_PER_MILLE: u32 = 12;
/// Of a thousand workplaces, how many are dissolved, and how many dormant.
const DISSOLVED_PER_MILLE: u32 = 50;
const DORMANT_PER_MILLE: u32 = 30;

/// Makes the workplaces of one ward.
pub(super) struct Founder<'a> {
    pub(super) random: Random,
    pub(super) register: &'a mut Register,
    /// How many workplaces earlier wards hold.
    pub(super) base: usize,
    pub(super) city: Vec<Enterprise>,
}

impl Founder<'_> {
    fn county(&mut self) -> usize {
        // Half of all enterprises sit in the two old districts.
        match self.random.happens(480) {
            true => self.random.index(2),
            false => 2 + self.random.index(COUNTIES.len() - 2),
        }
    }

    fn new_address(&mut self, county: usize) -> Address {
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
            written: None,
        }
    }

    /// An address in the county, and whether others have it too.
    fn address(&mut self, county: usize) -> (Address, bool) {
        if self.random.happens(AGENTS_ADDRESS_PER_MILLE) {
            let place = &COUNTIES[county];
            let address = Address {
                county,
                township: place.townships[0],
                road: place.roads[0],
                number: 88,
                room: Some(301),
                written: None,
            };
            return (address, true);
        }
        if self.random.happens(KNOWN_ADDRESS_PER_MILLE) && !self.city.is_empty() {
            let other = self.random.index(self.city.len());
            let known = &mut self.city[other];
            if known.address.written.is_none() && known.kind != Kind::Project {
                known.mark(Scenario::EnterpriseAtSharedAddress);
                return (known.address.clone(), true);
            }
        }
        (self.new_address(county), false)
    }

    fn phone(&mut self) -> String {
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

    fn usual_staff(&mut self, most: u32) -> u32 {
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
        let codes = &mut self.register.codes;
        let organisation_code = codes.organisation_code(&mut self.random);
        let registration_no = codes.registration_no(COUNTIES[county].code);
        let region = match self.random.happens(PREFECTURE_CODE_PER_MILLE) {
            true => PREFECTURE,
            false => COUNTIES[county].code,
        };
        let (address, is_shared) = self.address(county);
        let workers = self.usual_staff(trade.staff_max);
        let migrants = self.random.between(150, 750);
        let status = self.status();
        let mut workplace = Enterprise {
            kind,
            name: String::new(),
            prefix: String::new(),
            core: String::new(),
            shares_core: false,
            brand: String::new(),
            former_name: None,
            twin_name: None,
            sibling_name: None,
            credit_code: credit_code(department(kind), region, &organisation_code),
            organisation_code,
            registration_no,
            representative: String::new(),
            address,
            phone: self.phone(),
            trade,
            park: None,
            established: day_between(&mut self.random, 1996, 2014),
            status,
            gone: None,
            workers: 0,
            female_workers: 0,
            migrant_workers: 0,
            parent: None,
            twin_of: None,
            capital: self.random.between(10, 5000),
            site: None,
            staffed_by: None,
            scenarios: Vec::new(),
        };
        if is_shared {
            workplace.mark(Scenario::EnterpriseAtSharedAddress);
        }
        workplace.staff(workers, migrants);
        self.appoint(&mut workplace);
        workplace
    }

    /// Gives the workplace a representative.
    fn appoint(&mut self, workplace: &mut Enterprise) {
        if self.random.happens(KNOWN_REPRESENTATIVE_PER_MILLE) && !self.city.is_empty() {
            let other = self.random.index(self.city.len());
            let known = &mut self.city[other];
            known.mark(Scenario::EnterpriseSharedRepresentative);
            workplace.representative.clone_from(&known.representative);
            workplace.mark(Scenario::EnterpriseSharedRepresentative);
            return;
        }
        workplace.representative = names::person(&mut self.random);
    }

    /// Gives the workplace its full name if nobody has it or one a character away.
    fn give_lonely_name(&mut self, workplace: &mut Enterprise, name: String) -> bool {
        if self.register.names.neighbour(&name).is_some() || !self.give(&name) {
            return false;
        }
        workplace.name = name;
        true
    }

    /// Gives a name to the workplace founded next; false if it is taken.
    fn give(&mut self, name: &str) -> bool {
        let owner = (self.base + self.city.len()) as u32;
        self.register.names.give(name, owner)
    }
}

/// The first two characters of a credit code: department and category.
const fn department(kind: Kind) -> &'static str {
    match kind {
        Kind::Company
        | Kind::Branch
        | Kind::Project
        | Kind::Unregistered
        | Kind::OutsideContractor => "91",
        Kind::Individual => "92",
        Kind::Cooperative => "93",
        Kind::NonProfit => "52",
        Kind::Institution => "12",
        Kind::UnionBody => "81",
    }
}
