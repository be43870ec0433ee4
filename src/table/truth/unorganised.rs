//! What the unorganised ledger should say.

use crate::table::declare::table;
use crate::table::vocabulary::Expected;

table! {
    "unorganised", key [truth_id];
    /// One enterprise in scope.
    Row {
        /// Its id.
        truth_id: String,
        /// What should be found.
        expected: Expected,
    }
}
