//! How alike are two Chinese texts, and where do they differ?
//!
//! What comes in: texts already folded and cut into characters, prepared once per record. What
//! goes out: a distance, a similarity in 0..=1, or the part in which two names differ. The
//! kernels allocate nothing for texts of up to [`LENGTH_MAX`] characters, so that millions of pairs
//! cost what their characters cost. This room must never know what a record, a block or a pair is.

mod alignment;
mod confusion;
mod edit;
mod jaro;
mod overlap;
mod short_name;
mod twins;

pub use alignment::{LOST, SlipCost, are_anagrams, slip_cost};
pub use confusion::{Confusion, confusion, initials};
pub use edit::edit_distance;
pub use jaro::jaro_winkler;
pub use overlap::{BigramWeights, Bigrams, Overlap, overlap};
pub use short_name::is_short_for;
pub use twins::{
    Core, Difference, Slip, differ_in_serial, difference, may_be_written_for, one_slip,
};

/// Texts of so many characters are compared without allocating; longer ones are compared by the
/// reference implementations or cut to their beginning, as each function says.
pub const LENGTH_MAX: usize = 64;
