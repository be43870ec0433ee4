//! Which entity belongs to which key-sector directory.

use super::declare::table;
use super::key::EntityId;
use super::vocabulary::Directory;

table! {
    "directory_entries", key [entity_id, directory];
    /// One entity × directory.
    Row {
        /// The entity.
        entity_id: EntityId,
        /// The directory.
        directory: Directory,
        /// Name of the development zone, for `zone`.
        park: Option<String>,
        /// What decided it: a code, a word, a list.
        evidence: String,
    }
}
