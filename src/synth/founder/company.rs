//! Companies: region, brand, trade, form.

use super::Founder;
use crate::synth::enterprise::{Enterprise, Gone, Kind, day};
use crate::synth::names::{self, BrandLength, Sector, Trade};
use crate::synth::places::{COUNTIES, HIGH_TECH_PARK, PROVINCIAL_PARK};
use crate::synth::scenario::Scenario;
use crate::table::vocabulary::EntityStatus;

/// Of a thousand companies, how many have no staff at all.
const SHELL_PER_MILLE: u32 = 140;
/// Of a thousand companies, how many once had another name.
const RENAMED_PER_MILLE: u32 = 60;
/// Of a thousand companies, how many have a thousand workers or more.
const GIANT_PER_MILLE: u32 = 6;
/// Of a thousand companies, how many were founded after the period's end.
const LATER_PER_MILLE: u32 = 8;
/// Brands that were refused before a longer one is tried.
const TRIES_PER_LENGTH: u32 = 4;

/// The parts of a company's name.
#[derive(Debug, Clone)]
pub(super) struct NameParts {
    pub(super) prefix: String,
    pub(super) brand: String,
    pub(super) words: String,
    pub(super) form: &'static str,
    pub(super) place: PrefixPlace,
}

/// Where the region stands in a company's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PrefixPlace {
    InFront,
    /// In brackets behind the brand.
    Bracketed,
}

impl NameParts {
    /// The full name.
    pub(super) fn full(&self) -> String {
        let Self {
            prefix,
            brand,
            words,
            form,
            place,
        } = self;
        match place {
            PrefixPlace::InFront => format!("{prefix}{brand}{words}{form}"),
            PrefixPlace::Bracketed => format!("{brand}（{prefix}）{words}{form}"),
        }
    }

    /// Brand and trade words.
    pub(super) fn core(&self) -> String {
        format!("{}{}", self.brand, self.words)
    }
}

impl Founder<'_> {
    /// A company of the trade whose name resembles nobody's.
    pub(super) fn company(&mut self, trade: &'static Trade) -> Enterprise {
        let county = self.county();
        let mut company = self.workplace(Kind::Company, county, trade);
        let parts = self.lonely_parts(&mut company);
        company.adopt(&parts);
        self.settle(&mut company);
        company
    }

    /// Draws name parts until nobody has the name or one a character away; the company gets it.
    fn lonely_parts(&mut self, company: &mut Enterprise) -> NameParts {
        let mut n_tries = 0;
        loop {
            let length = match n_tries / TRIES_PER_LENGTH {
                0 => BrandLength::Usual,
                1 => BrandLength::Three,
                _ => BrandLength::Four,
            };
            n_tries += 1;
            let brand = names::brand(&mut self.random, length);
            let parts = self.parts_around(company, brand);
            if !self.register.has_core(&parts.core())
                && self.give_lonely_name(company, parts.full())
            {
                self.register.note_core(&parts.core());
                return parts;
            }
        }
    }

    /// The usual parts of a company's name around `brand`.
    pub(super) fn parts_around(&mut self, company: &Enterprise, brand: String) -> NameParts {
        let county = &COUNTIES[company.address.county];
        let prefix = match self.random.below(20) {
            0..=7 => "宜昌",
            8..=12 => "宜昌市",
            13 => "湖北",
            14 => "湖北宜昌",
            15 => county.name,
            16 => "",
            _ => county.short,
        };
        let is_maker = company.trade.staff_max >= 150 && company.trade.sector == Sector::Other;
        let form = match self.random.below(40) {
            0..=28 => "有限公司",
            29..=34 => "有限责任公司",
            35 => "股份有限公司",
            36 => "集团有限公司",
            37 if is_maker => "厂",
            38 if company.trade.sector == Sector::Other => "经营部（个人独资）",
            _ => "有限公司",
        };
        let place = match !prefix.is_empty() && self.random.happens(80) {
            true => PrefixPlace::Bracketed,
            false => PrefixPlace::InFront,
        };
        NameParts {
            prefix: prefix.to_owned(),
            brand,
            words: company.trade.words.to_owned(),
            form,
            place,
        }
    }

    /// Staff, park, former name and state of a company that has its name.
    pub(super) fn settle(&mut self, company: &mut Enterprise) {
        let trade = company.trade;
        if self.random.happens(RENAMED_PER_MILLE) {
            let brand = names::brand(&mut self.random, BrandLength::Three);
            let former = format!("宜昌{brand}{}有限公司", trade.words);
            if self.register.names.neighbour(&former).is_none() && self.give(&former) {
                company.former_name = Some(former);
                company.mark(Scenario::EnterpriseFormerName);
            }
        }
        self.staff_company(company);
        if company.address.county < 2 && self.random.happens(140) {
            company.park = Some(HIGH_TECH_PARK);
        } else if COUNTIES[company.address.county].short == "枝江" && self.random.happens(400) {
            company.park = Some(PROVINCIAL_PARK);
        }
        if company.status == EntityStatus::Dissolved {
            self.end(company);
        } else if self.random.happens(LATER_PER_MILLE) && trade.sector == Sector::Other {
            company.established = day(2016, self.random.between(10, 12), 9);
            company.mark(Scenario::EnterpriseFoundedLater);
        }
    }

    fn staff_company(&mut self, company: &mut Enterprise) {
        // Builders and agencies always have staff: projects and dispatched workers hang on them.
        match company.trade.sector {
            Sector::Building | Sector::Dispatch => {
                let workers = company.workers.max(60);
                company.staff(workers, 600);
                company.status = EntityStatus::Active;
            }
            Sector::Other | Sector::Logistics | Sector::Household | Sector::Cooperative => {
                if self.random.happens(SHELL_PER_MILLE) {
                    company.staff(0, 0);
                    company.mark(Scenario::EnterpriseShell);
                } else if self.random.happens(GIANT_PER_MILLE) {
                    let workers = self.random.between(1000, 9000);
                    company.staff(workers, 450);
                }
            }
        }
    }

    /// How a dissolved workplace came to its end.
    pub(super) fn end(&mut self, workplace: &mut Enterprise) {
        let gone = match self.random.below(10) {
            0..=6 => Gone::Cancelled,
            7 => Gone::Revoked,
            _ => Gone::MovedOut,
        };
        workplace.gone = Some(gone);
        if gone == Gone::MovedOut {
            workplace.mark(Scenario::EnterpriseMovedOut);
        }
    }
}

impl Enterprise {
    /// Takes over what a name is made of.
    pub(super) fn adopt(&mut self, parts: &NameParts) {
        self.core = parts.core();
        self.prefix.clone_from(&parts.prefix);
        self.brand.clone_from(&parts.brand);
    }
}
