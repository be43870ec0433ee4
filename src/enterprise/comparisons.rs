//! What enterprise records are compared in, each with its levels and the model that is started from.

use std::collections::BTreeSet;

use super::facts::{AddressFact, CodeFact, FactTable, Facts, PrefixFact};
use super::name_form::NameColumn;
use super::name_ladder::{NameLevel, best_level};
use super::record::Record;
use crate::linkage::{Comparison, ComparisonModel, LevelModel, Model};

/// Numbers of the comparisons, in the order of the vector.
pub(super) const NAME: usize = 0;
pub(super) const CODE: usize = 1;
pub(super) const ADDRESS: usize = 2;
pub(super) const REPRESENTATIVE: usize = 3;
pub(super) const PHONE: usize = 4;
pub(super) const REGION: usize = 5;

/// The code levels.
pub(super) const CODE_DIFFERENT: u8 = 1;
pub(super) const CODE_EQUAL: u8 = 3;

/// From this address level on the number of the house is one.
pub(super) const SAME_NUMBER: u8 = 3;

/// The representative's level at which neither side is masked and both are one.
pub(super) const SAME_PERSON: u8 = 3;

/// Records bound for comparison, with what is known about codes and phones.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub(super) records: &'a [Record],
    pub(super) names: NameColumn<'a>,
    pub(super) facts: FactTable,
}

impl<'a> Prepared<'a> {
    pub(super) fn of(
        records: &'a [Record],
        disputed: &BTreeSet<String>,
        common_phones: &BTreeSet<&str>,
    ) -> Self {
        Self {
            records,
            names: NameColumn::of(records),
            facts: FactTable::of(records, disputed, common_phones),
        }
    }

    /// All comparisons, in the order of the vector.
    pub(super) fn comparisons(&self) -> [Box<dyn Comparison + '_>; 6] {
        let of_facts = |name, level: fn(&Facts, &Facts) -> u8| {
            Box::new(OfFacts {
                name,
                facts: &self.facts,
                level,
            }) as Box<dyn Comparison>
        };
        let of_records = |name, level: fn(&Prepared, u32, u32) -> u8| {
            Box::new(OfRecords {
                name,
                prepared: self,
                level,
            }) as Box<dyn Comparison>
        };
        [
            Box::new(OfNames(&self.names)),
            of_facts("code", code),
            of_facts("address", address),
            of_records("legal_representative", representative),
            of_records("phone", phone),
            of_facts("region", county),
        ]
    }
}

/// A comparison that the facts decide.
struct OfFacts<'a> {
    name: &'static str,
    facts: &'a FactTable,
    level: fn(&Facts, &Facts) -> u8,
}

impl Comparison for OfFacts<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn levels(&self, pairs: &[(u32, u32)], out: &mut [u8]) {
        for ((left, right), out) in pairs.iter().zip(out) {
            *out = (self.level)(self.facts.get(*left), self.facts.get(*right));
        }
    }
}

/// A comparison that needs more than facts of one size.
struct OfRecords<'a> {
    name: &'static str,
    prepared: &'a Prepared<'a>,
    level: fn(&Prepared, u32, u32) -> u8,
}

impl Comparison for OfRecords<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn levels(&self, pairs: &[(u32, u32)], out: &mut [u8]) {
        for ((left, right), out) in pairs.iter().zip(out) {
            *out = (self.level)(self.prepared, *left, *right);
        }
    }
}

/// The name, by the part in which two differ.
struct OfNames<'a>(&'a NameColumn<'a>);

impl Comparison for OfNames<'_> {
    fn name(&self) -> &str {
        "name"
    }

    fn levels(&self, pairs: &[(u32, u32)], out: &mut [u8]) {
        for ((left, right), out) in pairs.iter().zip(out) {
            let level = best_level(self.0.get(*left), self.0.get(*right));
            *out = level.map_or(0, |level| level as u8);
        }
    }
}

/// Equal where an undisputed code is shared; different where both have one of a kind and they
/// differ; weak where a damaged code could be the other, or a disputed one is shared.
fn code(left: &Facts, right: &Facts) -> u8 {
    const WEAK: u8 = 2;
    let meet = |agree: fn(&CodeFact, &CodeFact) -> bool| {
        let of_left = left.codes.iter().filter(|code| code.number > 0);
        let mut of_left = of_left.map(|code| right.codes.iter().any(|other| agree(code, other)));
        of_left.any(|agrees| agrees)
    };
    if meet(|left, right| left == right) {
        return CODE_EQUAL;
    }
    if meet(|left, right| left.n_chars == right.n_chars) {
        return CODE_DIFFERENT;
    }
    if left.disputed > 0 && left.disputed == right.disputed {
        return WEAK;
    }
    if left.disputed > 0 || right.disputed > 0 {
        return 0;
    }
    match (left.prefix.number > 0, right.prefix.number > 0) {
        (true, true) if could_be_one(left.prefix, right.prefix) => WEAK,
        (true, true) => CODE_DIFFERENT,
        (false, _) | (_, false) => 0,
    }
}

/// Whether two prefixes can be of one code: a spreadsheet rounds the last digit it keeps
/// (`914208022604440975` shows as `9.14208022604441E+17`).
fn could_be_one(left: PrefixFact, right: PrefixFact) -> bool {
    let rounded = match (left.value, right.value) {
        (Some(left), Some(right)) => left.abs_diff(right) <= 1,
        (None, _) | (_, None) => false,
    };
    rounded || left.number == right.number
}

/// Equal in road and number or as a whole; same street or township; different.
fn address(left: &Facts, right: &Facts) -> u8 {
    const DIFFERENT: u8 = 1;
    const SAME_STREET: u8 = 2;
    const SAME_ROOM: u8 = 4;
    let (Some(left), Some(right)) = (left.address, right.address) else {
        return 0;
    };
    let is_shared = |left: u32, right: u32| left > 0 && left == right;
    let in_one_county = left.region == 0 || right.region == 0 || left.region == right.region;
    if is_shared(left.key, right.key) && in_one_county {
        let is_room = is_shared(left.room, right.room) && left.building == right.building;
        return if is_room { SAME_ROOM } else { SAME_NUMBER };
    }
    if is_shared(left.road, right.road) || is_shared(left.village, right.village) {
        return SAME_STREET;
    }
    let says = |address: AddressFact| address.road > 0 || address.village > 0;
    match says(left) && says(right) {
        true => DIFFERENT,
        false => 0,
    }
}

/// Equal; equal where neither is masked (张*); different.
fn representative(prepared: &Prepared, left: u32, right: u32) -> u8 {
    let (facts_l, facts_r) = (prepared.facts.get(left), prepared.facts.get(right));
    if facts_l.person == 0 || facts_r.person == 0 {
        return 0;
    }
    if !facts_l.is_masked && !facts_r.is_masked {
        return if facts_l.person == facts_r.person {
            SAME_PERSON
        } else {
            1
        };
    }
    let person = |record: u32| prepared.records[record as usize].representative.as_ref();
    let fits = match (person(left), person(right)) {
        (Some(left), Some(right)) => fits_mask(&left.folded, &right.folded),
        (None, _) | (_, None) => false,
    };
    if fits { 2 } else { 1 }
}

fn fits_mask(left: &str, right: &str) -> bool {
    let signs = left.chars().zip(right.chars());
    let mut known = signs
        .take_while(|(left, right)| *left != '*' && *right != '*')
        .peekable();
    known.peek().is_some() && known.all(|(left, right)| left == right)
}

fn phone(prepared: &Prepared, left: u32, right: u32) -> u8 {
    let facts = &prepared.facts;
    let (left, right) = (
        facts.phones(facts.get(left)),
        facts.phones(facts.get(right)),
    );
    if left.is_empty() || right.is_empty() {
        return 0;
    }
    match left.iter().any(|phone| right.contains(phone)) {
        true => 2,
        false => 1,
    }
}

fn county(left: &Facts, right: &Facts) -> u8 {
    match (
        left.county > 0 && right.county > 0,
        left.county == right.county,
    ) {
        (true, true) => 2,
        (true, false) => 1,
        (false, _) => 0,
    }
}

/// The model training starts from, and by which its answers are smoothed: orders of magnitude out
/// of published measurements on registrations (DOMAIN 10), not fitted to any city.
pub fn starting_model() -> Model {
    Model {
        prior: 1e-5,
        comparisons: vec![
            comparison(
                "name",
                &[
                    ("different", 0.03, 0.982),
                    ("same brand", 0.02, 0.01),
                    ("similar", 0.03, 4e-3),
                    ("short for the other", 0.03, 4e-4),
                    ("two slips apart", 0.01, 5e-5),
                    ("one character apart", 0.05, 2e-4),
                    ("a slip in the trade", 0.02, 2e-5),
                    ("equal but for region and form", 0.11, 1e-5),
                    ("equal", 0.70, 5e-6),
                ],
            ),
            comparison(
                "code",
                &[
                    ("different", 0.01, 0.9997),
                    ("damaged or disputed, compatible", 0.04, 2e-4),
                    ("equal", 0.95, 1e-6),
                ],
            ),
            comparison(
                "address",
                &[
                    ("different", 0.20, 0.973),
                    ("same street or village", 0.10, 0.025),
                    ("same number", 0.50, 1.5e-3),
                    ("same room", 0.20, 1e-4),
                ],
            ),
            comparison(
                "legal_representative",
                &[
                    ("different", 0.15, 0.9945),
                    ("compatible with a mask", 0.05, 5e-3),
                    ("equal", 0.80, 5e-4),
                ],
            ),
            comparison(
                "phone",
                &[("different", 0.35, 0.9998), ("shared", 0.65, 2e-4)],
            ),
            comparison(
                "region",
                &[("different", 0.05, 0.85), ("same county", 0.95, 0.15)],
            ),
        ],
    }
}

fn comparison(name: &str, levels: &[(&str, f64, f64)]) -> ComparisonModel {
    let levels = levels.iter().map(|(label, m, u)| LevelModel {
        label: (*label).to_owned(),
        m: *m,
        u: *u,
    });
    ComparisonModel {
        name: name.to_owned(),
        levels: levels.collect(),
    }
}

/// The lowest name level at which the whole name is one.
pub(super) const SAME_NAME_FROM: u8 = NameLevel::SameCore as u8;
