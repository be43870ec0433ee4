//! Addresses in their parts.

mod figures;
mod head;
mod parts;
mod reader;
mod road;
mod words;

pub use parts::{Address, township_of};
