//! What a roster says of its union: before the rules, after them, and what lies between.

use std::collections::BTreeMap;

use crate::synth::figures::Figures;
use crate::synth::members::{MemberRow, Membership, RowState};
use crate::synth::people::Counting;
use crate::table::vocabulary::{Cause, Indicator};

/// The indicators that a roster can answer.
pub(super) const ROSTER_INDICATORS: &[Indicator] = &[
    Indicator::Members,
    Indicator::FemaleMembers,
    Indicator::MigrantMembers,
    Indicator::DispatchedMembers,
    Indicator::NewMembers,
];

/// What one roster row does to its union's figures.
#[derive(Debug, Clone, Copy)]
pub(in crate::synth) struct Effect {
    pub(in crate::synth) row: usize,
    pub(in crate::synth) indicator: Indicator,
    pub(in crate::synth) cause: Cause,
    pub(in crate::synth) count: i64,
}

/// What the roster says of one union: before the rules, after them, and what lies between.
#[derive(Debug, Clone, Default)]
pub(in crate::synth) struct RosterFigures {
    pub(in crate::synth) raw: Figures,
    pub(in crate::synth) recomputed: Figures,
    pub(in crate::synth) effects: Vec<Effect>,
}

/// The figures of every union with a roster, by union index.
pub(in crate::synth) fn roster_figures(membership: &Membership) -> BTreeMap<usize, RosterFigures> {
    let mut by_union: BTreeMap<usize, RosterFigures> = membership
        .rosters
        .iter()
        .map(|roster| (roster.union, RosterFigures::default()))
        .collect();
    let mut rows_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (idx, row) in membership.rows.iter().enumerate() {
        rows_of.entry(row.person).or_default().push(idx);
    }
    for rows in rows_of.values() {
        for row_idx in rows {
            let row = &membership.rows[*row_idx];
            let counts_here = stands_for_person(row, membership);
            let Some(figures) = by_union.get_mut(&row.union) else {
                continue;
            };
            for indicator in ROSTER_INDICATORS {
                let held = i64::from(row.adds_to(*indicator, &membership.people));
                let counted =
                    i64::from(counts_here && row.truly_adds_to(*indicator, &membership.people));
                add(&mut figures.raw, *indicator, held);
                add(&mut figures.recomputed, *indicator, counted);
                if held != counted {
                    let cause = if counts_here {
                        Cause::MigrantDefinition
                    } else {
                        dropped_because(row)
                    };
                    figures.effects.push(Effect {
                        row: *row_idx,
                        indicator: *indicator,
                        cause,
                        count: held - counted,
                    });
                }
            }
        }
    }
    by_union
}

fn add(figures: &mut Figures, indicator: Indicator, count: i64) {
    figures.set(indicator, Some(figures.get(indicator).unwrap_or(0) + count));
}

/// Whether the row is the one by which its own union counts the person.
fn stands_for_person(row: &MemberRow, membership: &Membership) -> bool {
    let counted = membership.people[row.person].counted.as_ref();
    let by_own_union = counted.is_some_and(|(counting, _)| *counting == Counting::Union(row.union));
    by_own_union && row.is_kept && row.state == RowState::InPeriod
}

fn dropped_because(row: &MemberRow) -> Cause {
    match row.state {
        RowState::NotApproved => Cause::NotApproved,
        RowState::AfterPeriod => Cause::OutsidePeriod,
        RowState::Ended => Cause::LeftOrTransferred,
        RowState::InPeriod if !row.is_kept => Cause::Duplicates,
        RowState::InPeriod => Cause::CountedElsewhere,
    }
}
