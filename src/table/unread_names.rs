//! Names in lists of covered units that lead to no unit, or not to one alone; internal.

use super::declare::table;

table! {
    "unread_names", key [union_code, name];
    /// One name of one living union's list.
    Row {
        /// The union.
        union_code: String,
        /// Its name.
        union_name: String,
        /// The listed name as written.
        name: String,
        /// County of the union, GB/T 2260.
        region_code: Option<String>,
    }
}
