//! A slice of the true city, which its rows in every file are written from.

use std::collections::{BTreeMap, BTreeSet};

use super::codes::{credit_code, with_organisation_check};
use super::enterprise::Enterprise;
use super::error::SynthError;
use super::founder::{Ground, Register, found_ward};
use super::places::PREFECTURE;
use super::registries::Presence;
use super::scenario::Noise;
use super::unions::{Roll, Union, found_unions};
use crate::table::vocabulary::UnionKind;

/// Everything true of a ward, before anybody writes it down. Indexes are the ward's own.
pub(super) struct Ward {
    pub(super) seed: u64,
    pub(super) noise: Noise,
    /// How many workplaces earlier wards hold.
    pub(super) base: usize,
    pub(super) enterprises: Vec<Enterprise>,
    pub(super) unions: Vec<Union>,
    pub(super) presence: Presence,
    /// Workplaces that some union has as its unit, lists, or counts by its roster.
    reached: BTreeSet<usize>,
    own_unions: BTreeMap<usize, usize>,
    second_entries: BTreeMap<usize, usize>,
}

/// What the whole city shares, kept from ward to ward.
pub(super) struct CityBooks {
    pub(super) register: Register,
    pub(super) roll: Roll,
}

impl Ward {
    /// Founds the ward of `n` workplaces that begins at workplace `base`.
    pub(super) fn found(
        books: &mut CityBooks,
        ground: Ground<'_>,
        (seed, noise): (u64, Noise),
        base: usize,
        n: usize,
    ) -> Result<Self, SynthError> {
        let enterprises = found_ward(&mut books.register, ground, (seed, base), n)?;
        let unions = found_unions(&mut books.roll, &enterprises, (seed, base));
        let presence = Presence::draw(&enterprises, (seed, base));
        let own_unions = unions
            .iter()
            .enumerate()
            .filter(|(_, union)| {
                union.kind == UnionKind::EnterpriseUnion && union.second_of.is_none()
            })
            .filter_map(|(union_idx, union)| Some((union.unit?, union_idx)))
            .collect();
        let second_entries = unions
            .iter()
            .enumerate()
            .filter_map(|(second, union)| Some((union.second_of?, second)))
            .collect();
        let listed = |union: &Union| -> Vec<usize> {
            let covered = union.covered.iter().filter_map(|unit| unit.enterprise);
            let by_roster = union.reached_by_roster.iter().copied();
            union
                .unit
                .into_iter()
                .chain(covered)
                .chain(by_roster)
                .collect()
        };
        let reached = unions.iter().flat_map(listed).collect();
        Ok(Self {
            seed,
            noise,
            base,
            enterprises,
            unions,
            presence,
            reached,
            own_unions,
            second_entries,
        })
    }

    /// The id of a workplace in the truth.
    pub(super) fn truth_id(&self, idx: usize) -> String {
        truth_id(self.base + idx)
    }

    /// The union of the enterprise itself.
    pub(super) fn own_union(&self, enterprise: usize) -> Option<usize> {
        self.own_unions.get(&enterprise).copied()
    }

    /// Whether some union has the workplace as its unit, lists it, or counts it by its roster.
    pub(super) fn is_reached(&self, enterprise: usize) -> bool {
        self.reached.contains(&enterprise)
    }

    /// The second entry of a union that was entered twice.
    pub(super) fn second_entry(&self, union: usize) -> Option<usize> {
        self.second_entries.get(&union).copied()
    }

    /// The union's own credit code, which is never its unit's.
    pub(super) fn own_code_of(&self, union: &Union) -> String {
        let serial: u32 = union
            .code
            .chars()
            .skip(6)
            .collect::<String>()
            .parse()
            .unwrap_or(0);
        let organisation_code = with_organisation_check(&format!("K{serial:07}"));
        credit_code("81", PREFECTURE, &organisation_code)
    }
}

/// The id in the truth of the city's workplace `number`.
pub(super) fn truth_id(number: usize) -> String {
    format!("E{number:07}")
}
