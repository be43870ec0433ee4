//! The city's people: who they are, where registered, and who should count them.

use chrono::NaiveDate;

use super::codes::{CodeBook, Life, Sex};
use super::enterprise::day_between;
use super::names;
use super::places::{COUNTIES, ReportingUnit};
use super::random::Random;
use crate::table::vocabulary::Migrant;

/// Of a thousand workers, how many have a rural registration.
const RURAL_PER_MILLE: u32 = 550;

/// A true person.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) resident_id: String,
    pub(super) life: Life,
    pub(super) registration_kind: &'static str,
    pub(super) registration_place: String,
    pub(super) phone: String,
    pub(super) migrant: Migrant,
    pub(super) is_dispatched: bool,
    /// By which body, and by which rule of DOMAIN 4; none for whoever is in nobody's figure.
    pub(super) counted: Option<(Counting, u8)>,
    /// The enterprise that insures the person.
    pub(super) insured_at: Option<usize>,
    /// Since when, where that matters; else for years.
    pub(super) insured_since: Option<NaiveDate>,
    /// The site whose list of real names holds the person.
    pub(super) works_at_site: Option<usize>,
}

/// Who counts a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Counting {
    /// Index of the union.
    Union(usize),
    /// The federation of a reporting unit.
    Federation(ReportingUnit),
    /// A place outside the federation's area.
    Outside(String),
}

/// What kind of household registration to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Registration {
    Any,
    Rural,
    Urban,
}

/// Makes people, no resident id twice.
pub(super) struct Registrar<'a> {
    pub(super) random: Random,
    pub(super) codes: &'a mut CodeBook,
}

impl Person {
    /// The region in the person's id.
    pub(super) fn id_region(&self) -> &str {
        self.resident_id
            .get(..6)
            .expect("an id begins with six digits")
    }
}

impl Registrar<'_> {
    /// Another id of the region.
    pub(super) fn new_id(&mut self, region: &str, life: Life) -> String {
        self.codes.resident_id(&mut self.random, region, life)
    }

    /// The name of a firm that is in no registry.
    pub(super) fn unknown_employer(&mut self) -> String {
        let brand = names::brand(&mut self.random, names::BrandLength::Four);
        let what = self
            .random
            .pick(&["电动车行", "装饰队", "托运部", "鞋服城"]);
        format!("{brand}{what}")
    }

    /// A person nobody counts or insures yet.
    pub(super) fn person(&mut self, registration: Registration) -> Person {
        let random = &mut self.random;
        let is_rural = match registration {
            Registration::Any => random.happens(RURAL_PER_MILLE),
            Registration::Rural => true,
            Registration::Urban => false,
        };
        let place = &COUNTIES[2 + random.index(COUNTIES.len() - 2)];
        let town = random.pick(place.townships);
        let villages: Vec<&str> = place
            .villages
            .iter()
            .copied()
            .filter(|name| name.ends_with('村'))
            .collect();
        let village = villages[random.index(villages.len())];
        let group = random.between(1, 9);
        let (registration_kind, registration_place) = match is_rural {
            true => {
                let kind = random.pick(&["农业户口", "农业户口", "居民户口"]);
                (
                    kind,
                    format!("湖北省宜昌市{}{town}{village}{group}组", place.name),
                )
            }
            false => (
                "非农业户口",
                format!("湖北省宜昌市{}{}", place.name, place.roads[0]),
            ),
        };
        let sex = match random.happens(420) {
            true => Sex::Female,
            false => Sex::Male,
        };
        let life = Life {
            born: day_between(random, 1960, 1996),
            sex,
        };
        let name = names::person(random);
        let phone = format!(
            "1{}{:09}",
            random.between(3, 8),
            random.below(1_000_000_000)
        );
        Person {
            name,
            resident_id: self.codes.resident_id(random, place.code, life),
            life,
            registration_kind,
            registration_place,
            phone,
            migrant: match is_rural {
                true => Migrant::Yes,
                false => Migrant::No,
            },
            is_dispatched: false,
            counted: None,
            insured_at: None,
            insured_since: None,
            works_at_site: None,
        }
    }
}
