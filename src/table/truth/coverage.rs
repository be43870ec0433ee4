//! Which union truly reaches which enterprise.

use crate::table::declare::table;
use crate::table::vocabulary::Route;

table! {
    "coverage", key [truth_id, union_code];
    /// One enterprise × union.
    Row {
        /// Its id.
        truth_id: String,
        /// The union.
        union_code: String,
        /// How.
        route: Route,
    }
}
