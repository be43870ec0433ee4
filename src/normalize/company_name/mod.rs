//! Names of enterprises in their parts: `[region][brand 字号][industry words][legal form]`.
//!
//! A name is folded, rid of slips and notes, parted from what a branch adds, and what is left is a
//! head (region), a stem (brand and trade) and a form.

mod branch;
mod head;
mod name;
mod notes;
mod place;
mod slips;
mod status;
mod stem;

pub use name::CompanyName;
pub use status::StatusNote;
