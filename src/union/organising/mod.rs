//! Which union reaches which workplace, and which workplaces no union reaches.
//!
//! What comes in: union rows, entities, crosswalk, scored pairs, park rows, person links, territory
//! and policy. What goes out: `union_registry`, `directory_entries`, `coverage`, `unions`,
//! `enterprises` and `unorganised`, each sorted by its key.
//! This room must never read a person row: of persons it sees the links alone.

mod entity_index;
mod likeness;
#[cfg(test)]
mod sample;

pub mod registry;

pub mod lookup;

pub mod coverage;

pub mod directories;

pub mod scope;

pub mod unorganised;
