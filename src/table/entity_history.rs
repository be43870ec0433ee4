//! State: what became of ids that lost a merge or a split.

use super::declare::table;
use super::key::EntityId;

table! {
    "entity_history", key [entity_id, run, event];
    /// One event.
    Row {
        /// The id it happened to.
        entity_id: EntityId,
        /// `merged_into`, `split_from` or `gone`.
        event: String,
        /// The other side.
        other_entity_id: Option<EntityId>,
        /// Run in which it happened, counted from 1.
        run: u32,
    }
}
