//! What enterprise records are compared in, each with its levels and the model that is started from.

use std::collections::BTreeSet;

use super::alike::{NameForm, NameLevel, address_key, form_level, name_forms};
use super::disputed::all_codes;
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
    pub(super) names: Vec<Vec<NameForm<'a>>>,
    pub(super) address_keys: Vec<Option<String>>,
    /// Undisputed codes of each record.
    pub(super) codes: Vec<Vec<String>>,
    /// Whether the record holds a code that is disputed.
    pub(super) disputed: Vec<Option<String>>,
    /// Phones that are not shared by so many that they tell nothing.
    pub(super) phones: Vec<Vec<&'a str>>,
}

impl<'a> Prepared<'a> {
    pub(super) fn of(
        records: &'a [Record],
        disputed: &BTreeSet<String>,
        common_phones: &BTreeSet<&str>,
    ) -> Self {
        let split = |record: &Record| -> (Vec<String>, Option<String>) {
            let (bad, good): (Vec<_>, Vec<_>) = all_codes(record)
                .into_iter()
                .partition(|code| disputed.contains(code));
            (good, bad.into_iter().next())
        };
        let (codes, disputed) = records.iter().map(split).unzip();
        let phones = records.iter().map(|record| {
            let phones = record.phones.iter().map(String::as_str);
            phones
                .filter(|phone| !common_phones.contains(phone))
                .collect()
        });
        Self {
            records,
            names: records.iter().map(name_forms).collect(),
            address_keys: records.iter().map(address_key).collect(),
            codes,
            disputed,
            phones: phones.collect(),
        }
    }

    /// All comparisons, in the order of the vector.
    pub(super) fn comparisons(&self) -> [Box<dyn Comparison + '_>; 6] {
        let of = |name, level: fn(&Prepared, usize, usize) -> u8| {
            Box::new(OfRecords {
                name,
                prepared: self,
                level,
            }) as Box<dyn Comparison>
        };
        [
            of("name", name),
            of("code", code),
            of("address", address),
            of("legal_representative", representative),
            of("phone", phone),
            of("region", county),
        ]
    }
}

struct OfRecords<'a> {
    name: &'static str,
    prepared: &'a Prepared<'a>,
    level: fn(&Prepared, usize, usize) -> u8,
}

impl Comparison for OfRecords<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn levels(&self, pairs: &[(u32, u32)], out: &mut [u8]) {
        for ((left, right), out) in pairs.iter().zip(out) {
            *out = (self.level)(self.prepared, *left as usize, *right as usize);
        }
    }
}

fn name(prepared: &Prepared, left: usize, right: usize) -> u8 {
    let level = form_level(&prepared.names[left], &prepared.names[right]);
    level.map_or(0, |level| level as u8)
}

/// Equal where an undisputed code is shared; different where both have one of a kind and they
/// differ; weak where a damaged code could be the other, or a disputed one is shared.
fn code(prepared: &Prepared, left: usize, right: usize) -> u8 {
    const WEAK: u8 = 2;
    let (codes_l, codes_r) = (&prepared.codes[left], &prepared.codes[right]);
    if codes_l.iter().any(|code| codes_r.contains(code)) {
        return CODE_EQUAL;
    }
    let of_one_kind = |left: &String, right: &String| left.len() == right.len();
    if codes_l
        .iter()
        .any(|left| codes_r.iter().any(|right| of_one_kind(left, right)))
    {
        return CODE_DIFFERENT;
    }
    let disputed = &prepared.disputed;
    if disputed[left].is_some() && disputed[left] == disputed[right] {
        return WEAK;
    }
    if disputed[left].is_some() || disputed[right].is_some() {
        return 0;
    }
    match (
        prefix(&prepared.records[left]),
        prefix(&prepared.records[right]),
    ) {
        (Some(left), Some(right)) if could_be_one(&left, &right) => WEAK,
        (Some(_), Some(_)) => CODE_DIFFERENT,
        (None, _) | (_, None) => 0,
    }
}

/// Whether two prefixes can be of one code: a spreadsheet rounds the last digit it keeps
/// (`914208022604440975` shows as `9.14208022604441E+17`).
fn could_be_one(left: &str, right: &str) -> bool {
    let rounded = match (left.parse::<u64>(), right.parse::<u64>()) {
        (Ok(left), Ok(right)) => left.abs_diff(right) <= 1,
        (Err(_), _) | (_, Err(_)) => false,
    };
    rounded || left == right
}

/// The first 15 digits of an all-digit credit code, whole or damaged; of any other code nothing,
/// for it cannot have been damaged in that way.
pub(super) fn prefix(record: &Record) -> Option<String> {
    let whole = record
        .codes
        .uscc
        .map(|code| code.as_str().chars().take(15).collect::<String>());
    whole.or_else(|| record.codes.damaged_prefix.clone())
}

/// Equal in road and number or as a whole; same street or township; different.
fn address(prepared: &Prepared, left: usize, right: usize) -> u8 {
    const DIFFERENT: u8 = 1;
    const SAME_STREET: u8 = 2;
    const SAME_ROOM: u8 = 4;
    let (Some(address_l), Some(address_r)) = (
        &prepared.records[left].address,
        &prepared.records[right].address,
    ) else {
        return 0;
    };
    if let (Some(left), Some(right)) = (&prepared.address_keys[left], &prepared.address_keys[right])
    {
        let rooms = (&address_l.room, &address_r.room);
        let building = address_l.building == address_r.building;
        let in_one_county = address_l.region_code.is_none()
            || address_r.region_code.is_none()
            || address_l.region_code == address_r.region_code;
        if left == right && in_one_county {
            return match rooms {
                (Some(left), Some(right)) if left == right && building => SAME_ROOM,
                _ => SAME_NUMBER,
            };
        }
    }
    let same = |left: &Option<String>, right: &Option<String>| left.is_some() && left == right;
    if same(&address_l.road, &address_r.road) || same(&address_l.village, &address_r.village) {
        return SAME_STREET;
    }
    let says =
        |address: &crate::normalize::Address| address.road.is_some() || address.village.is_some();
    match says(address_l) && says(address_r) {
        true => DIFFERENT,
        false => 0,
    }
}

/// Equal; equal where neither is masked (张*); different.
fn representative(prepared: &Prepared, left: usize, right: usize) -> u8 {
    let (Some(left), Some(right)) = (
        &prepared.records[left].representative,
        &prepared.records[right].representative,
    ) else {
        return 0;
    };
    match (left.masked || right.masked, left.folded == right.folded) {
        (false, true) => SAME_PERSON,
        (false, false) => 1,
        (true, _) => match fits_mask(&left.folded, &right.folded) {
            true => 2,
            false => 1,
        },
    }
}

fn fits_mask(left: &str, right: &str) -> bool {
    let signs = left.chars().zip(right.chars());
    let mut known = signs
        .take_while(|(left, right)| *left != '*' && *right != '*')
        .peekable();
    known.peek().is_some() && known.all(|(left, right)| left == right)
}

fn phone(prepared: &Prepared, left: usize, right: usize) -> u8 {
    let (left, right) = (&prepared.phones[left], &prepared.phones[right]);
    if left.is_empty() || right.is_empty() {
        return 0;
    }
    match left.iter().any(|phone| right.contains(phone)) {
        true => 2,
        false => 1,
    }
}

fn county(prepared: &Prepared, left: usize, right: usize) -> u8 {
    let (left, right) = (
        &prepared.records[left].region_code,
        &prepared.records[right].region_code,
    );
    match (left, right) {
        (Some(left), Some(right)) if left == right => 2,
        (Some(_), Some(_)) => 1,
        (None, _) | (_, None) => 0,
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
                    ("similar", 0.05, 4e-3),
                    ("short for the other", 0.03, 4e-4),
                    ("one character apart", 0.06, 2e-4),
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
