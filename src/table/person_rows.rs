//! Accepted rows of `members` and `roster` sources. Holds resident ids: never written to disk.

use chrono::NaiveDate;

use super::declare::{row_identity, table};
use super::vocabulary::{Department, SourceKind};

table! {
    "person_rows", key [source, file, sheet, row];
    /// One row of a member roster or of a list of persons employed.
    Row {
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// `members` or `roster`.
        kind: SourceKind,
        /// Who keeps the list.
        department: Option<Department>,
        /// Name as written.
        person_name: String,
        /// Sex as written.
        sex: Option<String>,
        /// What the id column holds, trimmed.
        resident_id: Option<String>,
        /// Member card number.
        card_no: Option<String>,
        /// Birth date as written.
        birth_date: Option<NaiveDate>,
        /// Phone; used to tell people apart, never written.
        phone: Option<String>,
        /// Kind of household registration as written.
        registration_kind: Option<String>,
        /// Place of household registration as written.
        registration_place: Option<String>,
        /// Form of employment as written.
        employment_form: Option<String>,
        /// State of employment as written.
        employment_state: Option<String>,
        /// Employer as written.
        employer: Option<String>,
        /// Code of the employer as written.
        employer_code: Option<String>,
        /// Dispatching agency as written.
        agency: Option<String>,
        /// Host of a dispatched worker as written.
        host: Option<String>,
        /// Site the person works on.
        project_name: Option<String>,
        /// Union the row names.
        union_code: Option<String>,
        /// Union name as written.
        union_name: Option<String>,
        /// Unit of the union, as written.
        unit_name: Option<String>,
        /// County as written, or supplied by sheet, file or title.
        region: Option<String>,
        /// Township or street.
        township: Option<String>,
        /// Date of joining.
        join_date: Option<NaiveDate>,
        /// Way of joining as written.
        join_channel: Option<String>,
        /// Approval as written.
        approval: Option<String>,
        /// State of membership as written.
        membership_state: Option<String>,
        /// Why it changed, as written.
        change_reason: Option<String>,
        /// Date of leaving.
        left_on: Option<NaiveDate>,
        /// Union or unit moved from.
        moved_from: Option<String>,
        /// Union or unit moved to.
        moved_to: Option<String>,
        /// Date of the move.
        moved_on: Option<NaiveDate>,
        /// Start of employment.
        started_on: Option<NaiveDate>,
        /// End of employment.
        finished_on: Option<NaiveDate>,
        /// Migrant mark.
        is_migrant: Option<bool>,
        /// Remarks.
        remarks: Option<String>,
    }
}

row_identity!();
