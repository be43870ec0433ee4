//! Evidence of workers: which source speaks, and for how many.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};

use super::ScopeInput;
use crate::table::vocabulary::{Migrant, SourceKind, WorkerEvidence};
use crate::table::{AsOf, EntityId, PersonId, entities, person_links};

/// The workers of an entity by its strongest evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Workforce {
    pub(super) evidence: WorkerEvidence,
    /// Persons.
    pub(super) workers: Option<u32>,
    /// Persons.
    pub(super) migrant_workers: Option<u32>,
    /// As of when the count holds.
    pub(super) as_of: Option<AsOf>,
}

/// What one source counts.
#[derive(Debug, Clone, Copy)]
struct Count {
    evidence: WorkerEvidence,
    workers: Option<u32>,
    migrant_workers: Option<u32>,
    as_of: Option<AsOf>,
}

/// How the office reads where a count comes from.
pub(super) fn source_words(evidence: WorkerEvidence) -> &'static str {
    match evidence {
        WorkerEvidence::None => "无用工依据",
        WorkerEvidence::Insured => "有参保职工",
        WorkerEvidence::Roster => "有用工名册",
        WorkerEvidence::Site => "有现场作业人员",
        WorkerEvidence::Declared => "有申报职工人数",
    }
}

/// Distinct current persons of rosters per workplace: employer, host or site.
pub(super) struct Rosters {
    persons: BTreeMap<EntityId, BTreeSet<(PersonId, IsMigrant)>>,
}

/// Whether a roster's person counts as a migrant worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum IsMigrant {
    No,
    Yes,
}

impl Rosters {
    pub(super) fn of(links: &person_links::View<'_>) -> Self {
        let mut persons: BTreeMap<EntityId, BTreeSet<(PersonId, IsMigrant)>> = BTreeMap::new();
        for idx in 0..links.len() {
            if links.kind(idx) != SourceKind::Roster || !links.is_current(idx) {
                continue;
            }
            let is_migrant = match links.migrant(idx) {
                Migrant::Yes => IsMigrant::Yes,
                Migrant::No | Migrant::Unknown => IsMigrant::No,
            };
            // Who is listed for a site is evidence of that site alone.
            let workplaces = match links.site_entity_id(idx) {
                Some(site) => [Some(site), None],
                None => [links.employer_entity_id(idx), links.host_entity_id(idx)],
            };
            for workplace in workplaces.into_iter().flatten() {
                let person = (links.person_id(idx), is_migrant);
                persons.entry(workplace).or_default().insert(person);
            }
        }
        Self { persons }
    }

    /// Persons, and migrants among them; a person listed twice counts once.
    fn counts(&self, entity_id: EntityId) -> (Option<u32>, Option<u32>) {
        let Some(persons) = self.persons.get(&entity_id) else {
            return (None, None);
        };
        let workers: BTreeSet<PersonId> = persons.iter().map(|(person, _)| *person).collect();
        let migrants = persons
            .iter()
            .filter(|(_, is_migrant)| *is_migrant == IsMigrant::Yes);
        (Some(workers.len() as u32), Some(migrants.count() as u32))
    }
}

/// The first evidence that holds: insured, roster, site, declared. A count as of a time that lies
/// further back than the policy's months is none.
pub(super) fn workforce(
    entity: &entities::Row,
    rosters: &Rosters,
    input: &ScopeInput<'_>,
) -> Workforce {
    let (roster, roster_migrants) = rosters.counts(entity.entity_id);
    let counts = [
        Count {
            evidence: WorkerEvidence::Insured,
            workers: entity.insured_workers,
            migrant_workers: entity.insured_migrant_workers,
            as_of: entity.insured_as_of,
        },
        Count {
            evidence: WorkerEvidence::Roster,
            workers: roster,
            migrant_workers: roster_migrants,
            as_of: None,
        },
        Count {
            evidence: WorkerEvidence::Site,
            workers: entity.site_workers,
            migrant_workers: entity.site_migrant_workers,
            as_of: entity.site_as_of,
        },
        Count {
            evidence: WorkerEvidence::Declared,
            workers: entity.declared_workers,
            migrant_workers: entity.declared_migrant_workers,
            as_of: entity.declared_as_of,
        },
    ];
    let is_recent = |count: &&Count| {
        let last_on = match count.evidence {
            WorkerEvidence::Site => entity.site_last_on,
            WorkerEvidence::Insured
            | WorkerEvidence::Roster
            | WorkerEvidence::Declared
            | WorkerEvidence::None => None,
        };
        let of_delivery = count.as_of.map(AsOf::last_day);
        is_recent(last_on, input) && is_recent(of_delivery, input)
    };
    let recent: Vec<&Count> = counts.iter().filter(is_recent).collect();
    let counted = |count: &&&Count| count.workers.is_some_and(|n| n > 0);
    let Some(chosen) = recent.iter().find(counted) else {
        return Workforce {
            evidence: WorkerEvidence::None,
            workers: None,
            migrant_workers: None,
            as_of: None,
        };
    };
    let later = recent
        .iter()
        .skip_while(|count| count.evidence != chosen.evidence);
    let mut fitting = later
        .skip(1)
        .filter_map(|count| count.migrant_workers.filter(|n| Some(*n) <= chosen.workers));
    Workforce {
        evidence: chosen.evidence,
        workers: chosen.workers,
        migrant_workers: chosen.migrant_workers.or_else(|| fitting.next()),
        as_of: chosen.as_of,
    }
}

/// Whether a day lies within the policy's months before the period's end, or behind it; a count
/// without a date is taken for current, because nothing says otherwise.
fn is_recent(last_on: Option<NaiveDate>, input: &ScopeInput<'_>) -> bool {
    let months = Months::new(input.policy.evidence_months);
    let from = input.area.period.to.checked_sub_months(months);
    match (last_on, from) {
        (Some(last_on), Some(from)) => last_on >= from,
        (None, _) | (_, None) => true,
    }
}
