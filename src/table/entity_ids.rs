//! State: which entity each record belonged to.

use super::declare::table;
use super::key::{EntityId, RecordKey};

table! {
    "entity_ids", key [record_key];
    /// One record.
    Row {
        /// The record's key.
        record_key: RecordKey,
        /// Its entity.
        entity_id: EntityId,
        /// Run in which the entity was born, counted from 1: the older id wins a tie.
        born: u32,
    }
}
