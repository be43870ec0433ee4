//! In-scope, active entities that no certain or probable coverage reaches (未建会企业台账).
//!
//! What comes in: `enterprises`, `coverage`, scored pairs with the crosswalk, the union registry,
//! directory entries, and the rows that carry a founded mark. What goes out: `unorganised`, in the
//! order in which an organiser should visit.
//!
//! **Certainty of an absence.** It rests on links not made:
//! - `review`: coverage that itself is for review; a founded mark without a union; a row of the entity
//!   that names a union which does not list it; or an undecided pair with a union whose unit is
//!   still unresolved;
//! - `probable`: such a pair that was rejected, or an undecided pair with a union whose unit was
//!   found elsewhere, or an unresolved union of the same county under the same brand, or a name in a
//!   list of the county that leads nowhere and could be short for it, or an undecided pair with a row
//!   of an organised or dissolved enterprise, or such an enterprise of the county under nearly its name
//!   or with its phone, representative or house, where no list knows both and no codes differ; or no row
//!   that tells its name;
//! - `certain`: no unresolved union could be its.
//!
//! **Priority.** Whom nothing makes doubtful comes before whom a clerk must ask about first. Then by
//! size class of the workforce, because 100 workers make a union and 5 do not; within a class the
//! sectors that have a target of their own, more migrant workers, more workers.

mod acting;
mod behind;
mod candidate;
mod candidates;
mod marks;
mod namesakes;
mod sentences;
#[cfg(test)]
mod tests;
mod unread;
mod unscored;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use arrow::record_batch::RecordBatch;

use crate::enterprise::FederationArea;
use crate::table::vocabulary::{
    Certainty, Directory, EntityKind, EntityStatus, SourceKind, Suggestion,
};
use crate::table::{EntityId, SchemaFault};
use crate::table::{coverage, directory_entries, enterprises, unorganised};

use acting::ActingUnions;
use candidate::Candidate;
use candidates::Candidates;
use marks::{DeniedMark, founded_marks};

/// Members from which a unit founds a union of its own; workers are their upper bound, persons.
const OWN_UNION_WORKERS_MIN: u32 = 25;

/// Below this a firm is micro in most service trades (工信部联企业〔2011〕300号), persons.
const MICRO_WORKERS: u32 = 10;

/// What the ledger is made from.
#[derive(Clone, Copy)]
pub struct UnorganisedInput<'a> {
    /// `enterprises`.
    pub enterprises: &'a RecordBatch,
    /// `coverage`.
    pub coverage: &'a RecordBatch,
    /// Scored candidate pairs.
    pub pairs: &'a RecordBatch,
    /// Which entity each row names.
    pub crosswalk: &'a RecordBatch,
    /// `union_registry`.
    pub union_registry: &'a RecordBatch,
    /// Rows of `enterprises` and `directory` sources, for their founded mark.
    pub enterprise_rows: &'a RecordBatch,
    /// `directory_entries`.
    pub directory_entries: &'a RecordBatch,
    /// `unread_names`.
    pub unread_names: &'a RecordBatch,
    /// The federation's area and period.
    pub area: &'a FederationArea,
}

/// What makes an absence less than certain.
#[derive(Debug, Clone, PartialEq)]
enum Doubt {
    /// Coverage that is itself for review, by these unions.
    CoverageToReview(Vec<String>),
    /// A founded mark in this source, and no union found.
    FoundedMark(String),
    /// A union's record resembles the entity's.
    Candidate(Candidate),
    /// No row gives its name, so that no list of names could be searched for it.
    Nameless,
}

impl Doubt {
    fn certainty(&self) -> Certainty {
        match self {
            Self::CoverageToReview(_) | Self::FoundedMark(_) => Certainty::Review,
            Self::Candidate(candidate) => candidate.certainty,
            Self::Nameless => Certainty::Probable,
        }
    }
}

/// The `unorganised` table, sorted by priority.
///
/// # Errors
/// A batch is not the table it is taken for.
pub fn unorganised(input: &UnorganisedInput<'_>) -> Result<RecordBatch, SchemaFault> {
    let enterprises = enterprises::View::of(input.enterprises)?;
    let reached = Reached::of(input)?;
    let marks = founded_marks(input)?;
    let directories = directories(input)?;
    let candidates = Candidates::of(input)?;
    let acting = ActingUnions::of(input)?;
    let none = Vec::new();
    let mut rows = Vec::new();
    for row_idx in 0..enterprises.len() {
        let entity_id = enterprises.entity_id(row_idx);
        let is_asked = enterprises.in_scope(row_idx)
            && enterprises.status(row_idx) == EntityStatus::Active
            && !reached.organised.contains(&entity_id);
        if !is_asked {
            continue;
        }
        let entity = enterprises.get(row_idx);
        let candidate = candidates.nearest(&entity);
        let mut doubts: Vec<Doubt> = Vec::new();
        let to_review = reached.to_review.get(&entity_id).cloned();
        doubts.extend(to_review.map(Doubt::CoverageToReview));
        doubts.extend(
            marks
                .founded
                .get(&entity_id)
                .cloned()
                .map(Doubt::FoundedMark),
        );
        doubts.extend(candidate.clone().map(Doubt::Candidate));
        doubts.extend(is_nameless(&entity).then_some(Doubt::Nameless));
        let certainty = doubts.iter().map(Doubt::certainty).max();
        let certainty = certainty.unwrap_or(Certainty::Certain);
        let denial = marks.denied.get(&entity_id).copied();
        let directories = directories.get(&entity_id).unwrap_or(&none).clone();
        rows.push(unorganised::Row {
            entity_id,
            certainty,
            reason: sentences::reason(&entity, &doubts, denial),
            suggestion: suggestion(&entity, certainty),
            acting_union: acting.on(&entity).map(str::to_owned),
            why_visit: sentences::why_visit(&entity, &directories),
            directories,
            reporting_unit: entity.reporting_unit,
            workers: entity.workers,
            migrant_workers: entity.migrant_workers,
            priority: 0,
            workers_as_of: entity.workers_as_of,
            nearest_candidate: candidate
                .as_ref()
                .and_then(|found| found.union_code.clone()),
            nearest_probability: candidate.and_then(|found| found.probability()),
        });
    }
    Ok(unorganised::batch(&by_priority(rows)))
}

/// Whether the entity is called by its code, because no row tells a name.
fn is_nameless(entity: &enterprises::Row) -> bool {
    let codes = [&entity.uscc, &entity.org_code, &entity.registration_no];
    codes.into_iter().flatten().any(|code| *code == entity.name)
}

/// Least workers of the size classes an organiser thinks in, largest first, persons: 25 make a union
/// of their own possible.
const SIZE_CLASSES: [u32; 5] = [300, 100, 50, OWN_UNION_WORKERS_MIN, MICRO_WORKERS];

/// 0 is the largest class.
fn size_class(workers: Option<u32>) -> usize {
    let workers = workers.unwrap_or(0);
    let class = SIZE_CLASSES.iter().position(|least| workers >= *least);
    class.unwrap_or(SIZE_CLASSES.len())
}

/// Sorts, and numbers from 1.
fn by_priority(mut rows: Vec<unorganised::Row>) -> Vec<unorganised::Row> {
    rows.sort_by_key(|row| {
        (
            row.certainty == Certainty::Review,
            size_class(row.workers),
            row.directories.is_empty(),
            Reverse(row.migrant_workers),
            Reverse(row.workers),
            row.certainty,
            row.entity_id,
        )
    });
    for (priority, row) in (1..).zip(&mut rows) {
        row.priority = priority;
    }
    rows
}

/// What to propose: the count of workers is but the upper bound of members, so nothing is a must.
fn suggestion(entity: &enterprises::Row, certainty: Certainty) -> Suggestion {
    let workers = entity.workers.unwrap_or(0);
    let is_individual = entity.entity_kind == EntityKind::IndividualBusiness;
    match certainty {
        Certainty::Review => Suggestion::AskFirst,
        Certainty::Certain | Certainty::Probable => {
            if workers >= OWN_UNION_WORKERS_MIN {
                Suggestion::OwnUnion
            } else if is_individual || workers < MICRO_WORKERS {
                Suggestion::AreaUnion
            } else {
                Suggestion::JointUnion
            }
        }
    }
}

/// Entities that coverage organises, and those it only asks about, with the unions concerned.
struct Reached {
    organised: BTreeSet<EntityId>,
    to_review: BTreeMap<EntityId, Vec<String>>,
}

impl Reached {
    fn of(input: &UnorganisedInput<'_>) -> Result<Self, SchemaFault> {
        let coverage = coverage::View::of(input.coverage)?;
        let mut reached = Self {
            organised: BTreeSet::new(),
            to_review: BTreeMap::new(),
        };
        for idx in 0..coverage.len() {
            let entity_id = coverage.entity_id(idx);
            match coverage.certainty(idx) {
                Certainty::Certain | Certainty::Probable => {
                    reached.organised.insert(entity_id);
                }
                Certainty::Review => {
                    let unions = reached.to_review.entry(entity_id).or_default();
                    unions.push(coverage.union_code(idx).to_owned());
                }
            }
        }
        Ok(reached)
    }
}

/// The directories of each entity, sorted by name.
fn directories(
    input: &UnorganisedInput<'_>,
) -> Result<BTreeMap<EntityId, Vec<Directory>>, SchemaFault> {
    let entries = directory_entries::View::of(input.directory_entries)?;
    let mut by_entity: BTreeMap<EntityId, Vec<Directory>> = BTreeMap::new();
    for idx in 0..entries.len() {
        let directories = by_entity.entry(entries.entity_id(idx)).or_default();
        directories.push(entries.directory(idx));
    }
    for directories in by_entity.values_mut() {
        directories.sort_by_key(|directory| directory.as_str());
    }
    Ok(by_entity)
}

/// The system's own directory is named as such; a registry by its department.
fn is_directory(kind: SourceKind) -> bool {
    kind == SourceKind::Directory
}
