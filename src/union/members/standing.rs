//! Whether one row is a membership at the period's end.

use chrono::NaiveDate;

use super::fact::Fact;
use super::movements::Movement;
use super::words::{self, Approval, State};
use crate::normalize;
use crate::table::Period;
use crate::table::vocabulary::OutReason;

/// The state of one member row at the period's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    /// Why the row is no membership then; none for one that is.
    pub(super) out: Option<OutReason>,
    /// When it ended, whatever `out` says first.
    pub(super) ended_on: Option<NaiveDate>,
    /// What tells of the end.
    pub(super) closed: Closed,
}

/// What tells that a membership ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closed {
    /// Nothing: the membership is open.
    No,
    /// The row itself: its state or its date of leaving.
    BySelf(OutReason),
    /// Only where the person moved to: the row was left open.
    ByMove,
}

/// Judges one row of a `members` source, `movements` being those of its person.
pub(super) fn judge(fact: &Fact, movements: &[&Movement], period: &Period) -> Standing {
    let row = &fact.row;
    let (closed, ended_on) = ending(fact, movements);
    let is_over = match closed {
        Closed::No => false,
        Closed::BySelf(_) | Closed::ByMove => ended_on.is_none_or(|on| on <= period.to),
    };
    let end_reason = match closed {
        Closed::No => None,
        Closed::BySelf(reason) => Some(reason),
        Closed::ByMove => Some(OutReason::TransferredOut),
    };
    let is_new = row.join_date.is_some_and(|on| period.contains(on));
    let form = row.employment_form.as_deref().unwrap_or_default();
    // The season being over ends the work, not the year's membership.
    let is_season_over = end_reason == Some(OutReason::Left) && is_new && words::is_seasonal(form);
    let state = words::state_and_reason(
        row.membership_state.as_deref(),
        row.change_reason.as_deref(),
    );
    let is_open = words::approval(row.approval.as_deref()) == Approval::Open;
    let out = if is_open || state == State::Applied {
        Some(OutReason::NotApproved)
    } else if row.join_date.is_some_and(|on| on > period.to) {
        Some(OutReason::JoinedAfterPeriod)
    } else if is_over && !is_season_over {
        end_reason
    } else {
        None
    };
    Standing {
        out,
        ended_on,
        closed,
    }
}

/// How and when the membership ended, the row's own words first.
fn ending(fact: &Fact, movements: &[&Movement]) -> (Closed, Option<NaiveDate>) {
    let row = &fact.row;
    // A leaving before this joining belongs to an earlier membership.
    let after_joining = |on: &NaiveDate| row.join_date.is_none_or(|joined| *on >= joined);
    let left_on = row.left_on.filter(after_joining);
    if let State::Ended(reason) = words::state_and_reason(
        row.membership_state.as_deref(),
        row.change_reason.as_deref(),
    ) {
        return (Closed::BySelf(reason), left_on.or(row.moved_on));
    }
    if left_on.is_some() {
        let moved = row.moved_to.is_some() && !is_own(fact, row.moved_to.as_deref());
        let reason = if moved {
            OutReason::TransferredOut
        } else {
            OutReason::Left
        };
        return (Closed::BySelf(reason), left_on);
    }
    if row.moved_to.is_some() && !is_own(fact, row.moved_to.as_deref()) {
        return (Closed::ByMove, row.moved_on);
    }
    let ends_here = |movement: &&&Movement| {
        movement.end.is_some()
            && movement.from.is_some()
            && movement.from == fact.union_code
            && movement.to != fact.union_code
            && movement.on.is_none_or(|on| after_joining(&on))
    };
    let ending = movements
        .iter()
        .filter(ends_here)
        .max_by_key(|movement| movement.on);
    match ending.and_then(|movement| Some((movement.end?, movement.on))) {
        Some((OutReason::TransferredOut, on)) => (Closed::ByMove, on),
        Some((reason, on)) => (Closed::BySelf(reason), on),
        None => (Closed::No, None),
    }
}

/// Whether a place moved to is the row's own union or unit: the row then stands at the destination.
fn is_own(fact: &Fact, moved_to: Option<&str>) -> bool {
    let row = &fact.row;
    let Some(target) = moved_to.map(core_of) else {
        return false;
    };
    let own = [
        &row.union_code,
        &row.union_name,
        &row.unit_name,
        &row.employer,
        &fact.union_code,
    ];
    own.into_iter()
        .flatten()
        .any(|name| core_of(name) == target)
}

/// A union's or unit's name without the words that make it a union's.
fn core_of(text: &str) -> String {
    let folded = normalize::fold(text);
    let name = folded.trim_end_matches("委员会").trim_end_matches("工会");
    name.to_owned()
}
