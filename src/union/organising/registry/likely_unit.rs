//! The unit of a union whose row was linked to no registry, where one entity of its county can be it.
//!
//! A pair of records weighs a new address and a new representative against an equal name, and leaves
//! the union alone. But one authority registers one name once: a name, whole or up to its legal form,
//! that one entity of the county bears alone is its union's. A name a slip of the pen away, or another branch of the same
//! parent, needs a phone, a representative or a house in common. Different codes say no. Such a link
//! is no more than probable.

use std::collections::BTreeSet;

use crate::table::entities;
use crate::table::vocabulary::EntityKind;
use crate::union::organising::entity_index::EntityIndex;
use crate::union::organising::likeness::{Likeness, TraceIndex, Traces, codes_differ};

/// Registered entities by what they leave to be found by.
pub(super) struct LikelyUnits<'e> {
    view: &'e entities::View<'e>,
    index: TraceIndex,
}

impl<'e> LikelyUnits<'e> {
    pub(super) fn of(entities: &'e EntityIndex<'e>) -> Self {
        let view = &entities.view;
        let is_registered = |idx: &usize| {
            !view.only_in_union_system(*idx) && view.entity_kind(*idx) != EntityKind::Project
        };
        let registered = (0..view.len()).filter(is_registered);
        let index = TraceIndex::of(registered.flat_map(|idx| {
            let traces = traces_of(view, idx);
            let single = [traces.whole, traces.core, traces.parent];
            let all = traces.names.into_iter().chain(single.into_iter().flatten());
            all.map(move |trace| (trace, idx))
        }));
        Self { view, index }
    }

    /// The 0-based row of the one registered entity that the entity of row `idx` can be.
    pub(super) fn find(&self, idx: usize) -> Option<usize> {
        let traces = traces_of(self.view, idx);
        let of_trace = |trace: u64| {
            let sharing = self.index.sharing(trace).iter();
            sharing.map(|(_, other)| *other)
        };
        let may_be = |other: &usize| *other != idx && !self.are_two(idx, *other);
        let only = |others: BTreeSet<usize>| match others.len() {
            1 => others.first().copied(),
            _ => None,
        };
        let bearing = |trace: Option<u64>| {
            let bearers = trace.into_iter().flat_map(of_trace);
            only(bearers.filter(may_be).collect())
        };
        let by_name = bearing(traces.whole).or_else(|| bearing(traces.core));
        by_name.or_else(|| {
            let near = traces.names.iter().copied().chain(traces.parent);
            let near = near.flat_map(of_trace).filter(may_be);
            let agreeing = near.filter(|other| traces.share_a_fact(&traces_of(self.view, *other)));
            only(agreeing.collect())
        })
    }

    fn are_two(&self, left: usize, right: usize) -> bool {
        let codes = |idx: usize| (self.view.uscc(idx), self.view.org_code(idx));
        codes_differ(codes(left), codes(right))
    }
}

fn traces_of(view: &entities::View<'_>, idx: usize) -> Traces {
    Traces::of(&Likeness {
        county: view.region_code(idx),
        name: view.name(idx),
        phone: view.phone(idx),
        representative: view.legal_representative(idx),
        address: view.address(idx),
    })
}
