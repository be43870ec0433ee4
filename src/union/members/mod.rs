//! Who is one person, which membership stands, and who counts whom.
//!
//! What comes in: accepted person and movement rows, entities, the union registry, coverage,
//! territory and policy. What goes out, in two steps: [`identify()`] gives `person_links` and the
//! persons in memory; [`attribute()`] gives `persons`, `person_crosswalk`, `member_duplicates` and
//! `memberships`. This room must never let a resident id out unmasked, except into
//! `persons.identity` where the office asked for plain identities.
//!
//! **Person ids** are hashes of the source, the union, the name, the card number and the other
//! facts of a person's least row, never of a resident id, phone or file position; rows alike in
//! all of these are told apart by an ordinal. They hold within a run.
//!
//! An employer that nothing identifies is sought among the units that the person's own union speaks
//! for: a union of one unit in the first step, the units that a union reaches in the second, when
//! coverage is known.
//!
//! Not yet: two rows whose names differ are one person only under one valid id; a phone shared with
//! a changed name is left apart.

mod words;

mod fact;
mod near;
mod unions;
mod workplaces;

mod identity;
mod migrant;
mod movements;
mod names;
mod standing;

mod identify;

mod attribute;
mod counting;
mod duplicates;
mod employment;
mod memberships;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

pub use attribute::{AttributeInputs, Attributed, attribute};
pub(in crate::union) use words::is_over;

pub use identify::{Identified, IdentifyInputs, identify};
