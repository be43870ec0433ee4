//! The six directories of key sectors in figures.

use super::declare::table;
use super::vocabulary::Directory;

table! {
    "directory_overview", key [directory];
    /// One directory.
    Row {
        /// The directory.
        directory: Directory,
        /// Entities listed.
        n_entities: i64,
        /// Those that a certain or probable union reaches.
        n_organised: i64,
        /// Their share, 0..=1; nothing where none is listed.
        organised_share: Option<f64>,
        /// Workers of the listed entities, persons.
        workers: i64,
        /// Migrant workers of the listed entities, persons.
        migrant_workers: i64,
        /// Members in the period's figure who work for a listed entity, persons.
        members: i64,
        /// Migrant workers among these members, persons.
        migrant_members: i64,
    }
}
