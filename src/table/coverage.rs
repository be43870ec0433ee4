//! Which union reaches which entity, and how.

use super::declare::table;
use super::key::EntityId;
use super::vocabulary::{Certainty, Route};

table! {
    "coverage", key [entity_id, union_code];
    /// One entity × union.
    Row {
        /// The entity.
        entity_id: EntityId,
        /// The union.
        union_code: String,
        /// How.
        route: Route,
        /// How sure.
        certainty: Certainty,
        /// In the words of the office.
        evidence: String,
    }
}
