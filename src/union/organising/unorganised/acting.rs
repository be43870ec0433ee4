//! Which union should act on an entity without one: the street's or township's, else the local
//! federation of its reporting unit.

use std::collections::BTreeMap;

use crate::table::vocabulary::UnionKind;
use crate::table::{SchemaFault, enterprises, union_registry};

use super::UnorganisedInput;
use super::candidates::current_code;

/// Unions that act for an area.
pub(super) struct ActingUnions {
    /// By county and street or township.
    by_township: BTreeMap<(String, String), String>,
    /// By reporting unit.
    by_reporting_unit: BTreeMap<String, String>,
}

/// How often each name stands for one area; rows of such unions weigh more than mentions of them.
type Votes<K> = BTreeMap<K, BTreeMap<String, u32>>;

/// An area's own union outweighs any number of unions that call another their superior.
const OWN_ROW_VOTES: u32 = 1_000_000;

impl ActingUnions {
    pub(super) fn of(input: &UnorganisedInput<'_>) -> Result<Self, SchemaFault> {
        let registry = union_registry::View::of(input.union_registry)?;
        let mut by_township: Votes<(String, String)> = Votes::new();
        let mut by_reporting_unit: Votes<String> = Votes::new();
        for idx in 0..registry.len() {
            let name = registry.name(idx);
            let superior = registry.superior_union(idx).map(str::trim);
            let superior = superior.filter(|superior| !superior.is_empty());
            let place = registry.region_code(idx).zip(registry.township(idx));
            if let Some((county, township)) = place {
                let key = (county.to_owned(), township.to_owned());
                let votes = by_township.entry(key).or_default();
                if is_of_township(registry.kind(idx), name, township) {
                    *votes.entry(name.to_owned()).or_insert(0) += OWN_ROW_VOTES;
                } else if let Some(superior) = superior.filter(|text| text.contains(stem(township)))
                {
                    *votes.entry(superior.to_owned()).or_insert(0) += 1;
                }
            }
            let Some(unit) = registry.reporting_unit(idx) else {
                continue;
            };
            let votes = by_reporting_unit.entry(unit.to_owned()).or_default();
            if registry.kind(idx) == UnionKind::SuperiorUnion && name.contains(unit) {
                *votes.entry(name.to_owned()).or_insert(0) += OWN_ROW_VOTES;
            } else if let Some(superior) = superior.filter(|text| text.contains("总工会")) {
                *votes.entry(superior.to_owned()).or_insert(0) += 1;
            }
        }
        Ok(Self {
            by_township: winners(by_township),
            by_reporting_unit: winners(by_reporting_unit),
        })
    }

    /// The union that should act on `entity`.
    pub(super) fn on(&self, entity: &enterprises::Row) -> Option<&str> {
        let county = entity.region_code.as_deref().map(current_code);
        let place = county.map(str::to_owned).zip(entity.township.clone());
        let of_township = place.and_then(|place| self.by_township.get(&place));
        let of_unit = || self.by_reporting_unit.get(entity.reporting_unit.as_ref()?);
        of_township.or_else(of_unit).map(String::as_str)
    }
}

/// Whether a union is the township's own: a local federation or an area union that bears its name
/// and no community's behind it.
fn is_of_township(kind: UnionKind, name: &str, township: &str) -> bool {
    let is_local = match kind {
        UnionKind::SuperiorUnion | UnionKind::AreaUnion | UnionKind::UnionFederation => true,
        UnionKind::EnterpriseUnion | UnionKind::JointUnion => false,
    };
    let after = name.split_once(township).map(|(_, after)| after);
    let is_whole = after.is_some_and(|after| {
        [
            "总工会",
            "工会",
            "工会联合会",
            "工会工作委员会",
            "工会委员会",
            "办事处工会",
        ]
        .contains(&after)
    });
    is_local && is_whole
}

/// `学院街道` as `学院`.
fn stem(township: &str) -> &str {
    let endings = ["街道办事处", "街道", "镇", "乡"];
    let stripped = endings
        .iter()
        .find_map(|ending| township.strip_suffix(ending));
    stripped.filter(|stem| !stem.is_empty()).unwrap_or(township)
}

/// The name with most votes per key, the lesser name on ties.
fn winners<K: Ord>(votes: Votes<K>) -> BTreeMap<K, String> {
    let best = votes.into_iter().filter_map(|(key, votes)| {
        let best = votes
            .into_iter()
            .max_by_key(|(name, n_votes)| (*n_votes, std::cmp::Reverse(name.clone())));
        Some((key, best?.0))
    });
    best.collect()
}
