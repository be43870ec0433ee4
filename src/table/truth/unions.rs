//! What should be found about each union.

use crate::table::declare::table;
use crate::table::vocabulary::UnionFinding;

table! {
    "unions", key [union_code];
    /// One union.
    Row {
        /// The union.
        union_code: String,
        /// What should be found.
        finding: UnionFinding,
    }
}
