//! Legal forms of enterprises, and what kind of unit a name's last words tell of.

mod ending;
mod table;
mod types;

pub(super) use ending::{Ending, ending};
pub use types::{LegalForm, UnitKind};
