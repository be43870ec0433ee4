//! Enterprises as entities: which rows of all registries name one workplace, and what is true of it.
//!
//! What comes in: the accepted rows of registries, of the system's directory and of its unions.
//! What goes out: `entities` (golden records), `crosswalk`, `pairs`, the state that keeps ids
//! stable, and [`EntityLookup`], by which other rows find the enterprise they name.
//! This room must never know what a union's rules are: scope, coverage and reporting units are not its.

mod area;
mod lookup;

pub use area::FederationArea;
pub use lookup::{EntityLookup, Found, FoundBy, Mention};
