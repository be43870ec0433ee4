//! Which reporting unit (填报单位) a union, an enterprise or a label belongs to.
//!
//! What comes in: the checked rows of `[territory]`, or the federation's area alone. What goes out:
//! the reporting unit of a place, the most specific belonging deciding, and of a label such as a
//! sheet's name. The high-tech zone is a reporting unit and no GB/T 2260 county, which is why a
//! region code never stands for a reporting unit.
//!
//! Not yet: a street of one name in two counties is told apart only where the territory file writes
//! it with its county (`西陵区城关街道`).

mod label;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::enterprise::FederationArea;
use crate::standard::region;
use crate::table::vocabulary::{BelongsKind, ReportingUnitKind};

use label::{Label, label_of, street_key};

pub(in crate::union) use label::code_key;

/// Digits of a full GB/T 2260 code.
const REGION_DIGITS: usize = 6;

/// One row of the territory file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerritoryEntry {
    /// Name of the reporting unit, as it is to be written.
    pub reporting_unit: String,
    /// What kind it is.
    pub kind: ReportingUnitKind,
    /// By what something belongs to it.
    pub belongs_kind: BelongsKind,
    /// The region, street, village, park or union code.
    pub belongs: String,
}

/// Why a territory file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TerritoryFault {
    /// A cell that must say something is empty.
    #[error("data row {row}: an empty `{column}`")]
    EmptyCell {
        /// 1-based data row.
        row: usize,
        /// Column of the file.
        column: &'static str,
    },
    /// One reporting unit is said to be of two kinds.
    #[error(
        "data row {row}: reporting unit `{unit}` is `{found}` here, expected `{expected}` as above"
    )]
    TwoKinds {
        /// 1-based data row.
        row: usize,
        /// The reporting unit.
        unit: String,
        /// Kind of this row.
        found: ReportingUnitKind,
        /// Kind of an earlier row.
        expected: ReportingUnitKind,
    },
    /// One place is given to two reporting units.
    #[error("data row {row}: {kind} `{belongs}` belongs to `{unit}` here and to `{other}` above")]
    BelongsTwice {
        /// 1-based data row.
        row: usize,
        /// By what it belongs.
        kind: BelongsKind,
        /// The place or code.
        belongs: String,
        /// Unit of this row.
        unit: String,
        /// Unit of an earlier row.
        other: String,
    },
}

/// What is known of where something stands; the most specific that the territory knows decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Belongings<'a> {
    /// Code of the union.
    pub union_code: Option<&'a str>,
    /// Development zone, as written.
    pub park: Option<&'a str>,
    /// Village or community, as written.
    pub village: Option<&'a str>,
    /// Street or township, as written.
    pub street: Option<&'a str>,
    /// County, GB/T 2260.
    pub region_code: Option<&'a str>,
}

/// A reporting unit as found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportingUnit<'a> {
    /// Name as written in the territory file, else the county's GB/T 2260 name.
    pub name: &'a str,
    /// What kind it is.
    pub kind: ReportingUnitKind,
}

/// One named reporting unit.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Unit {
    name: String,
    label: Label,
    kind: ReportingUnitKind,
}

/// Where region codes lead when no entry names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RegionFallback {
    /// A territory file says everything: an unlisted county belongs nowhere.
    None,
    /// Each county of the area is a reporting unit by its GB/T 2260 name.
    Counties,
}

/// The federation's reporting units and what belongs to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Territory {
    units: Vec<Unit>,
    /// Folded belonging to unit index, one map per kind.
    places: BTreeMap<BelongsKind, BTreeMap<String, usize>>,
    /// GB/T 2260 prefix of the area; empty where the file names no code.
    prefix: String,
    fallback: RegionFallback,
}

impl Territory {
    /// The territory that a `[territory]` file describes.
    ///
    /// # Errors
    /// The first [`TerritoryFault`]: an empty cell, a unit of two kinds, a place given away twice.
    pub fn from_entries(entries: Vec<TerritoryEntry>) -> Result<Self, TerritoryFault> {
        let mut territory = Self {
            units: Vec::new(),
            places: BTreeMap::new(),
            prefix: common_prefix(&entries),
            fallback: RegionFallback::None,
        };
        for (row_idx, entry) in entries.into_iter().enumerate() {
            territory.add(row_idx + 1, entry)?;
        }
        Ok(territory)
    }

    /// The fallback without a file: each county of `area` by its GB/T 2260 name.
    pub fn of_counties(area: &FederationArea) -> Self {
        Self {
            units: Vec::new(),
            places: BTreeMap::new(),
            prefix: area.prefix.clone(),
            fallback: RegionFallback::Counties,
        }
    }

    /// The same territory with further units that an annual report names by itself, such as a zone
    /// or the municipal-direct units; names already known change nothing.
    #[must_use]
    pub fn with_units(mut self, names: &[&str]) -> Self {
        for name in names {
            let name = name.trim();
            if !name.is_empty() && self.named(name).is_none() {
                self.units.push(Unit {
                    name: name.to_owned(),
                    label: label_of(name),
                    kind: label::kind_of(name),
                });
            }
        }
        self
    }

    /// The reporting unit of something, the most specific belonging deciding: union code, park,
    /// village, street, region.
    pub fn reporting_unit(&self, belongings: &Belongings<'_>) -> Option<ReportingUnit<'_>> {
        let by_code = belongings
            .union_code
            .and_then(|code| self.by_union_code(code));
        by_code
            .or_else(|| belongings.park.and_then(|park| self.by_park(park)))
            .or_else(|| self.by_area(BelongsKind::Village, belongings.village, belongings))
            .or_else(|| self.by_area(BelongsKind::Street, belongings.street, belongings))
            .or_else(|| belongings.region_code.and_then(|code| self.by_region(code)))
    }

    /// The reporting unit that a label names: a report's row, a sheet, a local federation.
    pub fn named(&self, text: &str) -> Option<ReportingUnit<'_>> {
        let label = label_of(text);
        if label.is_empty() {
            return None;
        }
        let unit = self
            .only_unit(|unit| unit.label == label)
            .or_else(|| self.only_unit(|unit| unit.label.means(&label)))
            .or_else(|| self.longest_unit_within(&label))
            .or_else(|| self.by_kind_words(&label));
        unit.or_else(|| self.by_region(region::resolve(label.as_str(), &self.prefix)?))
    }

    /// The reporting unit in which a union stands whose superior is called `superior`: a local
    /// federation's own unit, and the municipal-direct one for what reports straight to the city.
    pub fn under_superior(&self, superior: &str) -> Option<ReportingUnit<'_>> {
        if let Some(unit) = self.named(superior) {
            return Some(unit);
        }
        let is_municipal = label_of(superior).is_municipal_body(self.city_name());
        let direct = |unit: &Unit| unit.kind == ReportingUnitKind::MunicipalDirect;
        is_municipal.then(|| self.only_unit(direct)).flatten()
    }

    /// The code under which the territory file lists the county that has `region_code` now: the one
    /// in force when the file was written.
    pub fn listed_code(&self, region_code: &str) -> Option<&str> {
        let regions = self.places.get(&BelongsKind::Region)?;
        let is_ours = |entry: &&String| {
            let is_code = entry.len() == REGION_DIGITS && entry.bytes().all(|b| b.is_ascii_digit());
            let current = region::by_code(entry).map(|region| region.code);
            is_code && current == Some(region_code) && entry.as_str() != region_code
        };
        regions.keys().find(is_ours).map(String::as_str)
    }

    fn add(&mut self, row: usize, entry: TerritoryEntry) -> Result<(), TerritoryFault> {
        let unit = entry.reporting_unit.trim();
        let belongs = entry.belongs.trim();
        for (column, cell) in [("reporting_unit", unit), ("belongs", belongs)] {
            if cell.is_empty() {
                return Err(TerritoryFault::EmptyCell { row, column });
            }
        }
        let unit_idx = self.unit_idx(row, unit, entry.kind)?;
        let key = place_key(entry.belongs_kind, belongs);
        let current = current_code(entry.belongs_kind, belongs);
        let places = self.places.entry(entry.belongs_kind).or_default();
        // A county that changed its code since the file was written is still that county.
        if let Some(code) = current.filter(|code| *code != key) {
            places.entry(code.to_owned()).or_insert(unit_idx);
        }
        let earlier = *places.entry(key).or_insert(unit_idx);
        if earlier == unit_idx {
            return Ok(());
        }
        Err(TerritoryFault::BelongsTwice {
            row,
            kind: entry.belongs_kind,
            belongs: belongs.to_owned(),
            unit: unit.to_owned(),
            other: self.units[earlier].name.clone(),
        })
    }

    fn unit_idx(
        &mut self,
        row: usize,
        name: &str,
        kind: ReportingUnitKind,
    ) -> Result<usize, TerritoryFault> {
        let Some(unit_idx) = self.units.iter().position(|unit| unit.name == name) else {
            self.units.push(Unit {
                name: name.to_owned(),
                label: label_of(name),
                kind,
            });
            return Ok(self.units.len() - 1);
        };
        let expected = self.units[unit_idx].kind;
        if expected == kind {
            return Ok(unit_idx);
        }
        Err(TerritoryFault::TwoKinds {
            row,
            unit: name.to_owned(),
            found: kind,
            expected,
        })
    }

    fn by_union_code(&self, code: &str) -> Option<ReportingUnit<'_>> {
        self.at(BelongsKind::UnionCode, &code_key(code))
    }

    /// A park by its own entry, else by the name of a zone that is itself a reporting unit.
    fn by_park(&self, park: &str) -> Option<ReportingUnit<'_>> {
        let label = label_of(park);
        if label.is_empty() {
            return None;
        }
        let parks = self.places.get(&BelongsKind::Park);
        let listed = parks.and_then(|parks| {
            let fitting = parks
                .iter()
                .filter(|(entry, _)| label.lies_within(&Label::of_folded(entry), self.city_name()));
            fitting.max_by_key(|(entry, _)| entry.chars().count())
        });
        if let Some((_, unit_idx)) = listed {
            return Some(self.unit(*unit_idx));
        }
        self.only_unit(|unit| {
            unit.kind == ReportingUnitKind::Zone && label.lies_within(&unit.label, self.city_name())
        })
    }

    /// A village or street by its bare name, else by an entry written together with its county.
    fn by_area(
        &self,
        kind: BelongsKind,
        text: Option<&str>,
        belongings: &Belongings<'_>,
    ) -> Option<ReportingUnit<'_>> {
        let key = street_key(text?);
        if key.is_empty() {
            return None;
        }
        if let Some(unit) = self.at(kind, &key) {
            return Some(unit);
        }
        let county = belongings.region_code.and_then(region::name_of);
        let street = belongings.street.map(street_key);
        let context = [county.map(str::to_owned), street];
        let is_ours = |entry: &str| {
            if let Some(before) = key.strip_suffix(entry) {
                return !before.is_empty();
            }
            let before = entry.strip_suffix(key.as_str());
            before.is_some_and(|before| context.iter().flatten().any(|part| before.contains(part)))
        };
        let places = self.places.get(&kind)?;
        let mut units: Vec<usize> = places
            .iter()
            .filter(|(entry, _)| is_ours(entry))
            .map(|(_, unit_idx)| *unit_idx)
            .collect();
        units.sort_unstable();
        units.dedup();
        match units.as_slice() {
            [unit_idx] => Some(self.unit(*unit_idx)),
            [] | [_, _, ..] => None,
        }
    }

    /// A county by code, by name, by the longest listed prefix of its code, or by GB/T 2260.
    fn by_region(&self, region_code: &str) -> Option<ReportingUnit<'_>> {
        let region_code = region::by_code(region_code).map_or(region_code, |region| region.code);
        let name = region::name_of(region_code);
        let listed = self
            .at(BelongsKind::Region, region_code)
            .or_else(|| self.at(BelongsKind::Region, &street_key(name?)))
            .or_else(|| self.by_region_prefix(region_code));
        if listed.is_some() {
            return listed;
        }
        match self.fallback {
            RegionFallback::None => None,
            RegionFallback::Counties => {
                let is_county = region_code.len() == REGION_DIGITS && !region_code.ends_with("00");
                let is_ours = is_county && region_code.starts_with(&self.prefix);
                name.filter(|_| is_ours).map(|name| ReportingUnit {
                    name,
                    kind: ReportingUnitKind::County,
                })
            }
        }
    }

    fn by_region_prefix(&self, region_code: &str) -> Option<ReportingUnit<'_>> {
        let regions = self.places.get(&BelongsKind::Region)?;
        let prefixes = regions.iter().filter(|(entry, _)| {
            let is_code = entry.bytes().all(|byte| byte.is_ascii_digit());
            is_code && region_code.starts_with(trim_zero_pairs(entry))
        });
        let (_, unit_idx) = prefixes.max_by_key(|(entry, _)| trim_zero_pairs(entry).len())?;
        Some(self.unit(*unit_idx))
    }

    fn at(&self, kind: BelongsKind, key: &str) -> Option<ReportingUnit<'_>> {
        let unit_idx = self.places.get(&kind)?.get(key)?;
        Some(self.unit(*unit_idx))
    }

    fn unit(&self, unit_idx: usize) -> ReportingUnit<'_> {
        let unit = &self.units[unit_idx];
        ReportingUnit {
            name: &unit.name,
            kind: unit.kind,
        }
    }

    /// The one unit of which `is_it` holds; none where it holds of several.
    fn only_unit(&self, is_it: impl Fn(&Unit) -> bool) -> Option<ReportingUnit<'_>> {
        let mut fitting = (0..self.units.len()).filter(|idx| is_it(&self.units[*idx]));
        match (fitting.next(), fitting.next()) {
            (Some(unit_idx), None) => Some(self.unit(unit_idx)),
            (None, _) | (Some(_), Some(_)) => None,
        }
    }

    /// The unit whose label stands inside a longer one, as in a street federation's full name.
    fn longest_unit_within(&self, label: &Label) -> Option<ReportingUnit<'_>> {
        let within = |unit: &Unit| label.contains(&unit.label);
        let longest = self.units.iter().filter(|unit| within(unit));
        let length = longest.map(|unit| unit.label.len()).max()?;
        self.only_unit(|unit| within(unit) && unit.label.len() == length)
    }

    fn by_kind_words(&self, label: &Label) -> Option<ReportingUnit<'_>> {
        let kind = label.kind_words()?;
        self.only_unit(|unit| unit.kind == kind)
    }

    fn city_name(&self) -> Option<&'static str> {
        let mut code = self.prefix.get(..4)?.to_owned();
        code.push_str("00");
        region::name_of(&code)
    }
}

/// The code that a region written as code or name has now.
fn current_code(kind: BelongsKind, belongs: &str) -> Option<&'static str> {
    match kind {
        BelongsKind::Region => region::by_code(belongs)
            .map(|region| region.code)
            .or_else(|| region::resolve(belongs, "")),
        BelongsKind::Street | BelongsKind::Village | BelongsKind::Park | BelongsKind::UnionCode => {
            None
        }
    }
}

fn place_key(kind: BelongsKind, belongs: &str) -> String {
    match kind {
        BelongsKind::Region | BelongsKind::Street | BelongsKind::Village => street_key(belongs),
        BelongsKind::Park => label_of(belongs).as_str().to_owned(),
        BelongsKind::UnionCode => code_key(belongs),
    }
}

/// The four or fewer digits that all listed region codes begin with.
fn common_prefix(entries: &[TerritoryEntry]) -> String {
    let regions = entries
        .iter()
        .filter(|entry| entry.belongs_kind == BelongsKind::Region);
    let codes = regions.filter_map(|entry| {
        let text = entry.belongs.trim();
        let is_code = text.len() == REGION_DIGITS && text.bytes().all(|b| b.is_ascii_digit());
        if is_code {
            Some(text)
        } else {
            region::resolve(text, "")
        }
    });
    let shared = |left: String, right: &str| {
        let pairs = left.chars().zip(right.chars());
        pairs.take_while(|(l, r)| l == r).map(|(l, _)| l).collect()
    };
    let mut codes = codes;
    let Some(first) = codes.next() else {
        return String::new();
    };
    let first = first.chars().take(4).collect::<String>();
    let prefix: String = codes.fold(first, shared);
    let even = prefix.len() - prefix.len() % 2;
    prefix.chars().take(even).collect()
}

/// `420500` as `4205`: the digits a region code shares with everything below it.
fn trim_zero_pairs(code: &str) -> &str {
    let mut trimmed = code;
    while let Some(shorter) = trimmed.strip_suffix("00") {
        trimmed = shorter;
    }
    trimmed
}
