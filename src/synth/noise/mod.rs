//! What goes wrong between a fact and its cell.
//!
//! A scribe turns a true workplace into the words of one row, at the rates of the catalogue, and
//! remembers what it did. The confusions are the generator's own: it shares no table with the rooms
//! that must see through them, so that they cannot be fitted to each other.

mod code;
mod identifiable;
mod name;
mod scribe;
mod witness;

pub(super) use code::CodeHabit;
pub(super) use identifiable::{Telling, Witnesses, telling};
pub(super) use scribe::{Scribe, Written};
