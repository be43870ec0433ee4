//! What to type into the management system (组建系统补录更正清单).

use super::declare::table;
use super::key::CorrectionId;
use super::vocabulary::{Certainty, CorrectionAction, SubjectKind};

table! {
    "system_corrections", key [correction_id, field];
    /// One field typed; rows of one act share the id.
    Row {
        /// The act.
        correction_id: CorrectionId,
        /// What is done.
        action: CorrectionAction,
        /// To what.
        subject_kind: SubjectKind,
        /// The system's own key.
        subject: String,
        /// Which field.
        field: String,
        /// What stands there.
        old: Option<String>,
        /// What belongs there.
        new: Option<String>,
        /// How sure.
        certainty: Certainty,
        /// In the words of the office.
        evidence: String,
        /// `unit/indicator` of mismatches it removes or lessens, sorted.
        cures: Vec<String>,
        /// Where the system's row stands: source name in the pipeline file; null for additions.
        source: Option<String>,
        /// File as the glob matched it.
        file: Option<String>,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: Option<u32>,
        /// Reporting unit that types it, null where none is known.
        reporting_unit: Option<String>,
        /// Name of the enterprise or union it is about; of a member the union's that holds the row.
        subject_name: Option<String>,
    }
}
