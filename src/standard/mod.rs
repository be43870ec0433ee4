//! National standards as types: a value of one of these types is valid, or does not exist.
//!
//! What comes in: text of any kind. What goes out: a typed code with its check proven, or the
//! reason why not. This room must never know what a column, a file or a union is.

mod fault;
mod organisation_code;

pub use fault::CodeFault;
pub use organisation_code::OrganisationCode;
