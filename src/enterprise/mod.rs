//! Enterprises as entities: which rows of all registries name one workplace, and what is true of it.
//!
//! What comes in: the accepted rows of registries, of the system's directory and of its unions.
//! What goes out: `entities` (golden records), `crosswalk`, `pairs`, the state that keeps ids
//! stable, and [`EntityLookup`], by which other rows find the enterprise they name.
//! This room must never know what a union's rules are: scope, coverage and reporting units are not its.
//!
//! Not here yet: reviewed decisions (must-link, cannot-link).

mod area;
mod record;

mod draft;
mod record_keys;
mod records;
mod registry_draft;
mod union_draft;

mod repair;
mod site_units;

mod alike;
mod candidates;
mod comparisons;
mod disputed;
mod facts;
mod judging;
mod name_form;
mod name_ladder;
mod name_standing;
mod neighbours;

mod clusters;
mod disagreements;
mod linking;

mod groups;

mod entity_rows;
mod golden;
mod golden_name;
mod golden_project;
mod identity;
mod kind;
mod parents;
mod resolve;
mod status;
mod surroundings;
mod survivorship;

mod lookup;
mod lookup_build;
mod mention;
mod site_parts;
mod slips;

#[cfg(test)]
mod tests;

/// Pinned by a pipeline file, printed in the manifest.
pub use crate::linkage::Model;
pub use area::FederationArea;
pub use comparisons::starting_model;
pub use identity::State;
pub use linking::{JudgedPair, LinkSettings, LinkageReport, Linked, candidate_pairs, link_records};
pub use lookup::EntityLookup;
pub use mention::{Found, FoundBy, Mention};
pub use record::{Origin, Record, Records, Repair, Site, SiteUnit, Written};
pub use records::{RecordInputs, build_records};
pub use resolve::{Resolved, resolve_entities};
