//! What an annual report states, in whatever of its three shapes it came.

use super::declare::{row_identity, table};
use super::vocabulary::{Edition, ReportRowRole};

table! {
    "report_rows", key [source, file, sheet, row];
    /// One statement: a union's figures, or a stated total.
    ///
    /// Total rows are furniture in the conservation table and stand here because the report signs them.
    /// A report of one figure a row is gathered into one statement per unit, at the first of its rows.
    Row {
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// The year under reconciliation, or the one before.
        edition: Edition,
        /// Whose figures.
        role: ReportRowRole,
        /// Union code as written.
        union_code: Option<String>,
        /// Union name as written.
        union_name: Option<String>,
        /// Unit name as written.
        unit_name: Option<String>,
        /// Unit code as written.
        unit_code: Option<String>,
        /// Credit code of the unit as written.
        uscc: Option<String>,
        /// Union kind as written.
        union_kind: Option<String>,
        /// Reporting unit as written, or supplied by sheet, file or title.
        region: Option<String>,
        /// Base unions, null where the report is silent.
        base_unions: Option<i64>,
        /// Covered units, null where the report is silent.
        covered_units: Option<i64>,
        /// Workers, null where the report is silent.
        workers: Option<i64>,
        /// Female workers, null where the report is silent.
        female_workers: Option<i64>,
        /// Migrant workers, null where the report is silent.
        migrant_workers: Option<i64>,
        /// Dispatched workers, null where the report is silent.
        dispatched_workers: Option<i64>,
        /// Members, null where the report is silent.
        members: Option<i64>,
        /// Female members, null where the report is silent.
        female_members: Option<i64>,
        /// Migrant members, null where the report is silent.
        migrant_members: Option<i64>,
        /// Dispatched members, null where the report is silent.
        dispatched_members: Option<i64>,
        /// Members new in the period, null where the report is silent.
        new_members: Option<i64>,
        /// Members in joint unions, null where the report is silent.
        joint_union_members: Option<i64>,
        /// Remarks.
        remarks: Option<String>,
    }
}

row_identity!();
