//! What was found about each union row.

use super::declare::{row_identity, table};
use super::vocabulary::{UnionFinding, UnionKind};

table! {
    "unions", key [source, file, sheet, row];
    /// One accepted row of a `unions` source.
    Row {
        /// The union's code.
        union_code: String,
        /// Its name.
        name: String,
        /// What kind it is.
        kind: UnionKind,
        /// Reporting unit.
        reporting_unit: Option<String>,
        /// Entities it reaches, sorted.
        entity_ids: Vec<String>,
        /// What was found.
        finding: UnionFinding,
        /// In the words of the office.
        evidence: String,
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
    }
}

row_identity!();
