//! The union organisations after their codes, kinds and second entries are settled; internal.

use chrono::NaiveDate;

use super::declare::{row_identity, table};
use super::key::EntityId;
use super::vocabulary::{ReportingUnitKind, UnionFinding, UnionKind};

table! {
    "union_registry", key [source, file, sheet, row];
    /// One accepted row of a `unions` source.
    Row {
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// The code as written to tables.
        union_code: String,
        /// The code of the row that stays when the union was entered twice; else the same.
        kept_union_code: String,
        /// Whether this is the row that stays.
        is_kept: bool,
        /// Its name.
        name: String,
        /// Name of its unit, folded for look-up; empty for unions of many.
        folded_name: String,
        /// What kind it is.
        kind: UnionKind,
        /// As written.
        superior_union: Option<String>,
        /// The unit's entity.
        entity_id: Option<EntityId>,
        /// Reporting unit.
        reporting_unit: Option<String>,
        /// Kind of the reporting unit.
        reporting_unit_kind: Option<ReportingUnitKind>,
        /// County, GB/T 2260.
        region_code: Option<String>,
        /// Township or street.
        township: Option<String>,
        /// Founding date.
        founded_on: Option<NaiveDate>,
        /// The unit is dissolved, so the union no longer counts.
        is_dissolved: bool,
        /// Founded on or before the period's end, not dissolved.
        is_alive_at_period_end: bool,
        /// What was found.
        finding: UnionFinding,
        /// In the words of the office.
        evidence: String,
    }
}

row_identity!();
