//! Industries of GB/T 4754, in the editions of 2011 and 2017.
//!
//! What it knows: all sections by name, the larger divisions by name, and the groups and classes
//! that the six directories need, by name and by the words offices write for them. Codes of any
//! division are read; not here yet are the names of the remaining groups and classes.

mod code;

pub use code::{Edition, IndustryCode, name_of, parse};
