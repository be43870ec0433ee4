//! National standards as types: a value of one of these types is valid, or does not exist.
//!
//! What comes in: text of any kind. What goes out: a typed code with its check proven, or the
//! reason why not. This room must never know what a column, a file or a union is.

mod credit_code;
mod fault;
mod organisation_code;
mod registration_number;
mod resident_id;
mod taxpayer_id;

pub use credit_code::{CreditCode, DamagedCreditCode};
pub use fault::CodeFault;
pub use organisation_code::OrganisationCode;
pub use registration_number::RegistrationNumber;
pub use resident_id::{ResidentId, Sex, mask_identities};
pub use taxpayer_id::TaxpayerId;
