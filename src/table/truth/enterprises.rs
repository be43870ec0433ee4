//! The true enterprises.

use crate::table::declare::table;
use crate::table::vocabulary::EntityStatus;

table! {
    "enterprises", key [truth_id];
    /// One enterprise.
    Row {
        /// Its id.
        truth_id: String,
        /// True credit code.
        uscc: Option<String>,
        /// True name.
        name: String,
        /// True status at the period's end.
        status: EntityStatus,
        /// Head office or contractor.
        parent_id: Option<String>,
        /// The enterprise it is a near-twin of.
        twin_of: Option<String>,
    }
}
