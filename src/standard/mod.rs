//! National standards as types: a value of one of these types is valid, or does not exist.
//!
//! What comes in: text of any kind. What goes out: a typed code with its check proven, or the
//! reason why not. This room must never know what a column, a file or a union is.

#[cfg(test)]
mod cases;
mod credit_code;
mod fault;
pub mod industry;
mod mask;
mod organisation_code;
mod parts;
#[cfg(test)]
mod proofs;
mod reading;
pub mod region;
mod registration_number;
mod resident_id;
mod spreadsheet;
mod taxpayer_id;
pub(crate) mod trie;
mod unit_codes;

pub use credit_code::{CreditCode, Registrar};
pub use fault::CodeFault;
pub(crate) use fault::half_width;
pub use mask::mask_identities;
pub use organisation_code::OrganisationCode;
pub use parts::{Part, Reading};
pub use reading::{read_code, read_id};
pub use registration_number::RegistrationNumber;
pub use resident_id::{ResidentId, Sex};
pub use taxpayer_id::{OldTaxId, TaxpayerId};
pub use unit_codes::{CodeColumn, UnitCodes};
