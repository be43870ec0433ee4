//! Accepted rows of `movements` sources: joining, transfer out, transfer in. Holds resident ids: never written to disk.

use chrono::NaiveDate;

use super::declare::{row_identity, table};

table! {
    "movement_rows", key [source, file, sheet, row];
    /// One movement of one member.
    Row {
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// Name as written.
        person_name: String,
        /// What the id column holds, trimmed.
        resident_id: Option<String>,
        /// Member card number.
        card_no: Option<String>,
        /// Union the row names.
        union_code: Option<String>,
        /// Union name as written.
        union_name: Option<String>,
        /// Kind of movement as written.
        membership_state: Option<String>,
        /// Why the membership changed, as written.
        change_reason: Option<String>,
        /// Union or unit moved from.
        moved_from: Option<String>,
        /// Union or unit moved to.
        moved_to: Option<String>,
        /// Date of the movement.
        moved_on: Option<NaiveDate>,
        /// Date of joining.
        join_date: Option<NaiveDate>,
        /// Date of leaving.
        left_on: Option<NaiveDate>,
        /// Approval as written.
        approval: Option<String>,
        /// Remarks.
        remarks: Option<String>,
    }
}

row_identity!();
