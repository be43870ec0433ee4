//! A true workplace: what it is, before any department writes it down.

use chrono::NaiveDate;

use super::names::Trade;
use super::places::{Address, HIGH_TECH_PARK, ReportingUnit};
use super::random::Random;
use super::scenario::Scenario;
use crate::table::vocabulary::EntityStatus;

/// What kind of workplace it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Company,
    Branch,
    Individual,
    Cooperative,
    /// 民办非企业单位: in the register of civil affairs.
    NonProfit,
    Project,
    /// A school or organ: in no enterprise registry.
    Institution,
    /// A unit that only its union knows.
    Unregistered,
    /// A union that the business register lists under its own code `81…`.
    UnionBody,
    /// A contractor from elsewhere, known from its sites alone.
    OutsideContractor,
}

/// How a workplace came to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gone {
    Cancelled,
    Revoked,
    MovedOut,
}

/// A true workplace.
#[derive(Debug, Clone)]
pub(super) struct Enterprise {
    pub(super) kind: Kind,
    pub(super) name: String,
    /// What the name begins with: `宜昌市`, `湖北`, a county, or nothing.
    pub(super) prefix: String,
    /// Brand and trade words.
    pub(super) core: String,
    /// Another enterprise of the city has the same core name.
    pub(super) shares_core: bool,
    pub(super) brand: String,
    pub(super) former_name: Option<String>,
    /// The name of the enterprise one character away.
    pub(super) twin_name: Option<String>,
    /// The name of another branch of the same firm.
    pub(super) sibling_name: Option<String>,
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
    pub(super) gone: Option<Gone>,
    pub(super) workers: u32,
    pub(super) female_workers: u32,
    pub(super) migrant_workers: u32,
    /// Head office or contractor, by index in the ward.
    pub(super) parent: Option<usize>,
    /// The enterprise it looks like, by index in the city.
    pub(super) twin_of: Option<usize>,
    pub(super) capital: u32,
    /// A project's start, end and cost; its manager is the representative.
    pub(super) site: Option<Site>,
    /// The agency that sends every worker, by index in the ward.
    pub(super) staffed_by: Option<usize>,
    /// What is hard about it wherever it is written.
    pub(super) scenarios: Vec<Scenario>,
}

/// When a construction project runs and what it costs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site {
    pub(super) started: NaiveDate,
    pub(super) finished: NaiveDate,
    pub(super) cost_yuan: u32,
}

impl Enterprise {
    /// Adds a hardship once.
    pub(super) fn mark(&mut self, scenario: Scenario) {
        if !self.scenarios.contains(&scenario) {
            self.scenarios.push(scenario);
        }
    }

    /// Whether it carries a hardship.
    pub(super) fn is_marked(&self, scenario: Scenario) -> bool {
        self.scenarios.contains(&scenario)
    }

    /// Sets workers with the usual shares of women and migrants.
    pub(super) fn staff(&mut self, workers: u32, migrants_per_mille: u32) {
        self.workers = workers;
        self.female_workers = workers * 38 / 100;
        self.migrant_workers = workers * migrants_per_mille / 1000;
    }

    /// The reporting unit of its place: the high-tech zone for whoever sits in it, else its county.
    pub(super) fn reporting_unit(&self) -> ReportingUnit {
        match self.park == Some(HIGH_TECH_PARK) {
            true => ReportingUnit::HighTechZone,
            false => ReportingUnit::County(self.address.county),
        }
    }

    /// Whether a union could be founded in it: of a kind in scope, active, with workers.
    ///
    /// Individual businesses stay clear of the office's threshold of eight, so that the truth is sure.
    pub(super) fn is_organisable(&self) -> bool {
        let in_scope = match self.kind {
            Kind::Individual => self.workers > 8,
            Kind::Company | Kind::Branch | Kind::Cooperative | Kind::NonProfit | Kind::Project => {
                self.workers > 0
            }
            Kind::Institution | Kind::Unregistered | Kind::UnionBody | Kind::OutsideContractor => {
                false
            }
        };
        in_scope && self.status == EntityStatus::Active && self.established <= period_end()
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

/// The last day of the statistical year.
pub(super) fn period_end() -> NaiveDate {
    NaiveDate::from_ymd_opt(2016, 9, 30).expect("September has thirty days")
}
