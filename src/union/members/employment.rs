//! Where a person works at the period's end, out of all rows on the person.
//!
//! A list of persons employed is kept month by month and a roster is not: where insurance says
//! another employer than the roster, the member has changed jobs. A site's list names the
//! contractor rather than the employer, so it speaks only where nothing else does.

use std::cmp::Reverse;

use super::fact::Fact;
use super::standing::Standing;
use super::words::{EmploymentState, employment_state};
use super::workplaces::{Dispatch, Employer, Workplaces};
use crate::table::vocabulary::Department;
use crate::table::{EntityId, Period};

/// How a person is employed at the period's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Employment {
    /// The employer; of a dispatched worker the agency, where it is known.
    pub(super) employer: Employer,
    pub(super) agency: Option<EntityId>,
    pub(super) host: Option<EntityId>,
    pub(super) dispatch: Dispatch,
}

impl Employment {
    /// Where the work is done: the host of a dispatched worker, else the employer.
    pub(super) fn workplace(&self) -> Option<EntityId> {
        self.host.or(self.employer.known())
    }
}

impl Employer {
    /// The entity, if it is one.
    pub(super) fn known(&self) -> Option<EntityId> {
        match self {
            Self::Known(entity_id) => Some(*entity_id),
            Self::Several(_) | Self::Outside(_) | Self::NotFound | Self::Nobody | Self::Unsaid => {
                None
            }
        }
    }
}

/// How much a row says about the employment at the period's end; the least rank decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// A current list of persons employed names the firm that the roster names.
    Agreed,
    /// A current list of persons employed.
    Listed,
    /// A membership that holds.
    Member,
    /// A site's list, or a list whose employer is in no registry.
    Site,
    /// A membership that does not hold.
    FormerMember,
    /// An employment that has ended, or a row silent about it.
    Silent,
}

/// One row on a person, with what was decided about it.
#[derive(Clone, Copy)]
pub(super) struct Evidence<'f> {
    pub(super) fact: &'f Fact,
    /// Of a member row.
    pub(super) standing: Option<&'f Standing>,
}

impl Evidence<'_> {
    /// Whether the membership or employment of the row holds at the period's end.
    pub(super) fn is_current(&self, period: &Period) -> bool {
        match self.standing {
            Some(standing) => standing.out.is_none(),
            None => is_employed(self.fact, period),
        }
    }
}

/// Chooses among `rows`, which belong to one person.
pub(super) fn choose(
    rows: &[Evidence<'_>],
    workplaces: &Workplaces<'_>,
    period: &Period,
) -> Employment {
    let held: Vec<EntityId> = rows
        .iter()
        .filter(|row| row.standing.is_some() && row.is_current(period))
        .filter_map(|row| row.fact.work.employer.known())
        .collect();
    let mut ranked: Vec<(Weight, &Evidence<'_>)> = rows
        .iter()
        .map(|row| (weight(row, &held, workplaces, period), row))
        .collect();
    ranked.sort_by_key(|(weight, row)| {
        let work = &row.fact.work;
        let began = row.fact.row.started_on.max(row.fact.row.join_date);
        (
            *weight,
            Reverse(began),
            &work.employer,
            work.agency,
            work.host,
        )
    });
    let is_telling = |weight: &Weight| *weight != Weight::Silent;
    let speaking = || {
        ranked
            .iter()
            .filter(|(weight, _)| is_telling(weight))
            .map(|(_, row)| *row)
    };
    let best = speaking().next().or(ranked.first().map(|(_, row)| *row));
    let employer = best.map_or(Employer::Unsaid, |row| employer_of(row, &held, workplaces));
    let dispatched = speaking()
        .filter(|row| row.standing.is_none_or(|standing| standing.out.is_none()))
        .find(|row| row.fact.work.dispatch != Dispatch::Direct);
    let Some(dispatched) = dispatched else {
        return Employment {
            employer,
            agency: None,
            host: None,
            dispatch: Dispatch::Direct,
        };
    };
    let host = speaking().find_map(|row| row.fact.work.host);
    let agency = speaking().find_map(|row| row.fact.work.agency);
    // Insurance is paid by the agency, so its list names the agency where the roster names the host.
    let agency = agency.or(employer.known().filter(|employer| Some(*employer) != host));
    let is_managed = speaking().any(|row| row.fact.work.dispatch == Dispatch::ManagedForAgency);
    Employment {
        employer: agency.map_or(employer, Employer::Known),
        agency,
        host,
        dispatch: if is_managed {
            Dispatch::ManagedForAgency
        } else {
            dispatched.fact.work.dispatch
        },
    }
}

/// The employer of the row that decides; where a list agrees with the roster up to branch and head
/// office, the roster knows the workplace better.
fn employer_of(row: &Evidence<'_>, held: &[EntityId], workplaces: &Workplaces<'_>) -> Employer {
    let employer = &row.fact.work.employer;
    let same_firm = employer.known().and_then(|listed| {
        held.iter()
            .copied()
            .filter(|entity_id| workplaces.are_one_firm(*entity_id, listed))
            .min()
    });
    same_firm.map_or_else(|| employer.clone(), Employer::Known)
}

fn weight(
    row: &Evidence<'_>,
    held: &[EntityId],
    workplaces: &Workplaces<'_>,
    period: &Period,
) -> Weight {
    let employer = &row.fact.work.employer;
    if *employer == Employer::Unsaid {
        return Weight::Silent;
    }
    match (row.standing, employer.known()) {
        (Some(_), _) if row.is_current(period) => Weight::Member,
        (Some(_), _) => Weight::FormerMember,
        (None, _) if !row.is_current(period) => Weight::Silent,
        (None, None) => Weight::Site,
        (None, Some(_)) if row.fact.row.department == Some(Department::Construction) => {
            Weight::Site
        }
        (None, Some(listed)) => {
            let agrees = held
                .iter()
                .any(|entity_id| workplaces.are_one_firm(*entity_id, listed));
            if agrees {
                Weight::Agreed
            } else {
                Weight::Listed
            }
        }
    }
}

/// Whether a row of a list of persons employed holds at the period's end.
fn is_employed(fact: &Fact, period: &Period) -> bool {
    let row = &fact.row;
    let state = employment_state(row.employment_state.as_deref());
    let is_working = matches!(state, EmploymentState::Working | EmploymentState::Idle);
    let has_begun = row.started_on.is_none_or(|on| on <= period.to);
    // An end after the period's end leaves the person employed at it, whatever the state says now.
    let ended = row.finished_on.or(row.left_on);
    has_begun && ended.map_or(is_working, |on| on > period.to)
}
