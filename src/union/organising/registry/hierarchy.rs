//! The reporting unit of each union: what the territory file says of its code, then the hierarchy,
//! then geography.

use std::collections::BTreeMap;

use super::drafts::Draft;
use crate::normalize;
use crate::table::vocabulary::{ReportingUnitKind, UnionKind};
use crate::union::territory::{Belongings, ReportingUnit, Territory, code_key};

/// Steps up the hierarchy after which it is taken for a circle.
const SUPERIORS_MAX: usize = 6;

/// A reporting unit, owned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NamedUnit {
    pub(super) name: String,
    pub(super) kind: ReportingUnitKind,
}

/// Where a union stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Standing {
    pub(super) unit: Option<NamedUnit>,
    /// The county that geography names while the hierarchy names another.
    pub(super) contradicted_by: Option<String>,
}

/// The standing of every draft, in order.
pub(super) fn reporting_units(drafts: &[Draft], territory: &Territory) -> Vec<Standing> {
    let superiors = Superiors::of(drafts);
    let stand = |draft: &Draft| {
        let place = by_place(draft, territory);
        let decided = by_code(draft, territory)
            .or_else(|| by_hierarchy(draft, drafts, &superiors, territory));
        let contradicted_by = decided.and_then(|unit| contradiction(unit, place));
        Standing {
            unit: decided.or(place).map(owned),
            contradicted_by: contradicted_by.map(str::to_owned),
        }
    };
    drafts.iter().map(stand).collect()
}

/// Superior unions that are themselves rows, by code and by folded name.
struct Superiors {
    by_key: BTreeMap<String, usize>,
}

impl Superiors {
    fn of(drafts: &[Draft]) -> Self {
        let mut by_key = BTreeMap::new();
        for (draft_idx, draft) in drafts.iter().enumerate() {
            by_key
                .entry(code_key(&draft.union_code))
                .or_insert(draft_idx);
            by_key
                .entry(normalize::fold(&draft.name))
                .or_insert(draft_idx);
        }
        Self { by_key }
    }

    fn find(&self, text: &str) -> Option<usize> {
        let by_code = self.by_key.get(&code_key(text));
        by_code
            .or_else(|| self.by_key.get(&normalize::fold(text)))
            .copied()
    }
}

fn by_code<'t>(draft: &Draft, territory: &'t Territory) -> Option<ReportingUnit<'t>> {
    territory.reporting_unit(&Belongings {
        union_code: Some(&draft.union_code),
        ..Belongings::default()
    })
}

/// Climbs from superior to superior until one names a reporting unit.
fn by_hierarchy<'t>(
    draft: &Draft,
    drafts: &[Draft],
    superiors: &Superiors,
    territory: &'t Territory,
) -> Option<ReportingUnit<'t>> {
    let mut current = draft;
    for _ in 0..SUPERIORS_MAX {
        if current.kind == UnionKind::SuperiorUnion
            && let Some(unit) = territory.named(&current.name)
        {
            return Some(unit);
        }
        let superior = current.superior_union.as_deref()?.trim();
        if superior.is_empty() {
            return None;
        }
        if let Some(unit) = territory.under_superior(superior) {
            return Some(unit);
        }
        let Some(next_idx) = superiors.find(superior) else {
            return territory.reporting_unit(&Belongings {
                street: Some(street_of(superior)),
                ..Belongings::default()
            });
        };
        current = &drafts[next_idx];
        if let Some(unit) = by_code(current, territory) {
            return Some(unit);
        }
    }
    None
}

/// `小溪塔街道总工会` → `小溪塔街道`.
fn street_of(superior: &str) -> &str {
    let endings = [
        "工会工作委员会",
        "工会联合会",
        "工会委员会",
        "总工会",
        "工会",
    ];
    let stripped = endings
        .iter()
        .find_map(|ending| superior.strip_suffix(ending));
    stripped.unwrap_or(superior)
}

fn by_place<'t>(draft: &Draft, territory: &'t Territory) -> Option<ReportingUnit<'t>> {
    territory.reporting_unit(&Belongings {
        union_code: None,
        park: draft.row.park.as_deref(),
        village: draft.village.as_deref(),
        street: draft.township.as_deref(),
        region_code: draft.region_code.as_deref(),
    })
}

/// Two different counties contradict; a zone or a municipal-direct union always lies in some county.
fn contradiction<'t>(
    decided: ReportingUnit<'t>,
    place: Option<ReportingUnit<'t>>,
) -> Option<&'t str> {
    let place = place?;
    let both_counties =
        decided.kind == ReportingUnitKind::County && place.kind == ReportingUnitKind::County;
    (both_counties && decided.name != place.name).then_some(place.name)
}

fn owned(unit: ReportingUnit<'_>) -> NamedUnit {
    NamedUnit {
        name: unit.name.to_owned(),
        kind: unit.kind,
    }
}
