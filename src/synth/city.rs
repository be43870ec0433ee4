//! The true city as a whole, which every file is written from.

use std::collections::{BTreeMap, BTreeSet};

use super::codes::credit_code;
use super::enterprises::{Enterprise, Founder, found_city};
use super::registries::Presence;
use super::unions::{Union, found_unions};
use crate::table::vocabulary::UnionKind;

/// Everything true, before anybody writes it down.
pub(super) struct City {
    pub(super) seed: u64,
    /// What stands before every file in truth and pipeline.
    pub(super) file_prefix: String,
    pub(super) enterprises: Vec<Enterprise>,
    pub(super) unions: Vec<Union>,
    pub(super) presence: Presence,
    /// Every true name.
    pub(super) names: BTreeSet<String>,
    own_unions: BTreeMap<usize, usize>,
}

impl City {
    /// Founds the city.
    pub(super) fn found(seed: u64, n_enterprises: u32, file_prefix: &str) -> Self {
        let mut founder = Founder::new(seed);
        let mut enterprises = found_city(&mut founder, n_enterprises);
        let unions = found_unions(&mut founder, &mut enterprises, seed);
        let presence = Presence::draw(&enterprises, seed);
        let own_unions = unions
            .iter()
            .enumerate()
            .filter(|(_, union)| {
                union.kind == UnionKind::EnterpriseUnion && union.second_of.is_none()
            })
            .filter_map(|(union_idx, union)| Some((union.unit?, union_idx)))
            .collect();
        let names = founder.names;
        let file_prefix = file_prefix.to_owned();
        Self {
            seed,
            file_prefix,
            enterprises,
            unions,
            presence,
            names,
            own_unions,
        }
    }

    /// A file of the generator's folder as the pipeline's globs match it.
    pub(super) fn file(&self, relative: &str) -> String {
        format!("{}{relative}", self.file_prefix)
    }

    /// The union of the enterprise itself.
    pub(super) fn own_union(&self, enterprise: usize) -> Option<usize> {
        self.own_unions.get(&enterprise).copied()
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
        credit_code(
            "81",
            super::places::PREFECTURE,
            &super::codes::with_organisation_check(&format!("K{serial:07}")),
        )
    }
}
