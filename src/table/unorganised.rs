//! In-scope, active entities that no certain or probable coverage reaches (未建会企业台账).

use super::as_of::AsOf;
use super::declare::table;
use super::key::EntityId;
use super::vocabulary::{Certainty, Directory, Suggestion};

table! {
    "unorganised", key [priority];
    /// One entity.
    Row {
        /// The entity.
        entity_id: EntityId,
        /// How sure the absence is.
        certainty: Certainty,
        /// In the words of the office.
        reason: String,
        /// Reporting unit.
        reporting_unit: Option<String>,
        /// Workers, persons.
        workers: Option<u32>,
        /// Migrant workers, persons.
        migrant_workers: Option<u32>,
        /// Key-sector directories, sorted.
        directories: Vec<Directory>,
        /// What to do.
        suggestion: Suggestion,
        /// 1 = first to visit; unique, without gaps.
        priority: u32,
        /// Union code of the strongest rejected candidate.
        nearest_candidate: Option<String>,
        /// Its match probability, 0..=1.
        nearest_probability: Option<f64>,
        /// Name of the union that should act: of the street or township, else of the reporting unit.
        acting_union: Option<String>,
        /// What speaks for visiting it, in the words of the office.
        why_visit: String,
        /// As of when `workers` holds: a day, month or year; null where no delivery says.
        workers_as_of: Option<AsOf>,
    }
}
