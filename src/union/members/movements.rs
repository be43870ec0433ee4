//! Movements (会籍接转) by the persons they are about.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use arrow::record_batch::RecordBatch;

use super::fact::Fact;
use super::names::{Agreement, compare};
use super::words::{self, Approval, State};
use crate::normalize::{self, PersonName};
use crate::standard::ResidentId;
use crate::table::vocabulary::OutReason;
use crate::table::{SchemaFault, movement_rows};
use crate::union::organising::lookup::UnionLookup;

/// A membership that moved or ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Movement {
    /// Folded name.
    name: String,
    /// Kept code of the union left; none for joining.
    pub(super) from: Option<String>,
    /// Kept code of the union joined, if it is one of ours.
    pub(super) to: Option<String>,
    /// How the membership in `from` ended.
    pub(super) end: Option<OutReason>,
    /// Date of the movement.
    pub(super) on: Option<NaiveDate>,
}

impl Movement {
    /// The movement that a row at the destination tells of by naming where the person came from.
    pub(super) fn told_by(fact: &Fact, lookup: &UnionLookup) -> Option<Self> {
        let from = fact.row.moved_from.as_deref();
        let from = lookup.find(from, from, from)?;
        let to = fact.union_code.as_deref().filter(|to| *to != from)?;
        Some(Self {
            name: fact.name.clone(),
            from: Some(from.to_owned()),
            to: Some(to.to_owned()),
            end: Some(OutReason::TransferredOut),
            on: fact.row.moved_on.or(fact.row.join_date),
        })
    }
}

/// Movements by id, card number, and name with union.
pub(super) struct Movements {
    movements: Vec<Movement>,
    by_id: FxHashMap<ResidentId, Vec<usize>>,
    by_card: FxHashMap<String, Vec<usize>>,
    /// Only movements without a valid id: the others know whom they mean.
    by_name: FxHashMap<(String, String), Vec<usize>>,
}

impl Movements {
    /// Reads approved movements.
    ///
    /// # Errors
    /// `batch` is not the table of movement rows.
    pub(super) fn of(batch: &RecordBatch, lookup: &UnionLookup) -> Result<Self, SchemaFault> {
        let view = movement_rows::View::of(batch)?;
        let mut book = Self {
            movements: Vec::new(),
            by_id: FxHashMap::default(),
            by_card: FxHashMap::default(),
            by_name: FxHashMap::default(),
        };
        for idx in 0..view.len() {
            if words::approval(view.approval(idx)) == Approval::Approved {
                book.add(&view, idx, lookup);
            }
        }
        Ok(book)
    }

    fn add(&mut self, view: &movement_rows::View<'_>, idx: usize, lookup: &UnionLookup) {
        let movement = read(view, idx, lookup);
        let position = self.movements.len();
        let id = view
            .resident_id(idx)
            .and_then(|text| text.parse::<ResidentId>().ok());
        if let Some(id) = id {
            self.by_id.entry(id).or_default().push(position);
        }
        if let Some(card) = view.card_no(idx).map(normalize::fold) {
            self.by_card.entry(card).or_default().push(position);
        }
        if id.is_none() {
            for code in [&movement.from, &movement.to].into_iter().flatten() {
                let key = (movement.name.clone(), code.clone());
                self.by_name.entry(key).or_default().push(position);
            }
        }
        self.movements.push(movement);
    }

    /// The movements of the person whose rows are `facts`, in the order of the source.
    pub(super) fn of_person<'m>(&'m self, facts: &[&Fact]) -> Vec<&'m Movement> {
        let mut found: Vec<usize> = Vec::new();
        for fact in facts {
            let by_id = fact.id.and_then(|id| self.by_id.get(&id));
            let by_card = fact
                .card_no
                .as_ref()
                .and_then(|card| self.by_card.get(card));
            let by_name = fact
                .union_code
                .as_ref()
                .and_then(|code| self.by_name.get(&(fact.name.clone(), code.clone())));
            let hits = [by_id, by_card, by_name].into_iter().flatten().flatten();
            found.extend(hits.filter(|position| {
                compare(&self.movements[**position].name, &fact.name) != Agreement::Different
            }));
        }
        found.sort_unstable();
        found.dedup();
        found
            .into_iter()
            .map(|position| &self.movements[position])
            .collect()
    }
}

fn read(view: &movement_rows::View<'_>, idx: usize, lookup: &UnionLookup) -> Movement {
    let PersonName { folded, .. } = PersonName::parse(view.person_name(idx));
    let union = |text: Option<&str>| lookup.find(text, text, text).map(str::to_owned);
    let own = lookup.find(view.union_code(idx), view.union_name(idx), None);
    let own = own.or(view.union_code(idx)).map(str::to_owned);
    let (moved_from, moved_to) = (view.moved_from(idx), view.moved_to(idx));
    let state = words::state_and_reason(view.membership_state(idx), view.change_reason(idx));
    // The row of a transfer out stands in the union left, that of a transfer in in the one joined.
    let (from, to, end) = match state {
        State::Ended(OutReason::TransferredOut) => (
            union(moved_from).or(own),
            union(moved_to),
            Some(OutReason::TransferredOut),
        ),
        State::Ended(reason) => (union(moved_from).or(own), union(moved_to), Some(reason)),
        State::Applied => (None, None, None),
        State::Member if moved_from.is_some() => (
            union(moved_from),
            union(moved_to).or(own),
            Some(OutReason::TransferredOut),
        ),
        State::Member if moved_to.is_some() => {
            (own, union(moved_to), Some(OutReason::TransferredOut))
        }
        State::Member => (None, own, None),
    };
    let left_on = end.and(view.left_on(idx));
    Movement {
        name: folded,
        from,
        to,
        end,
        on: view.moved_on(idx).or(left_on).or(view.join_date(idx)),
    }
}
