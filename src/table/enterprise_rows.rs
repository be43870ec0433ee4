//! Accepted rows of `enterprises` and `directory` sources, columns mapped and cells parsed, nothing judged.

use chrono::NaiveDate;

use super::as_of::AsOf;
use super::declare::{row_identity, table};
use super::vocabulary::{Department, SourceKind};

table! {
    "enterprise_rows", key [source, file, sheet, row];
    /// One row of a registry or of the system's own directory.
    Row {
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// `enterprises` or `directory`.
        kind: SourceKind,
        /// Who keeps the registry.
        department: Option<Department>,
        /// Name as written; of a construction row the contractor's.
        name: Option<String>,
        /// Former name.
        former_name: Option<String>,
        /// What a credit-code column holds, trimmed.
        uscc: Option<String>,
        /// What a tax-id column holds; a resident id is masked here already.
        tax_id: Option<String>,
        /// What an organisation-code column holds.
        org_code: Option<String>,
        /// What a registration-number column holds.
        registration_no: Option<String>,
        /// What a column of mixed codes holds; a resident id is masked here already.
        code: Option<String>,
        /// Legal representative.
        legal_representative: Option<String>,
        /// Address.
        address: Option<String>,
        /// County as written, or supplied by sheet, file or title.
        region: Option<String>,
        /// Township or street.
        township: Option<String>,
        /// Phone numbers as written.
        phone: Option<String>,
        /// Status word as written.
        status: Option<String>,
        /// Workers, persons.
        workers: Option<u32>,
        /// Female workers, persons.
        female_workers: Option<u32>,
        /// Migrant workers, persons.
        migrant_workers: Option<u32>,
        /// Dispatched workers, persons.
        dispatched_workers: Option<u32>,
        /// Founding date.
        established_on: Option<NaiveDate>,
        /// Type as written.
        enterprise_type: Option<String>,
        /// Industry, code or words, as written.
        industry: Option<String>,
        /// Registered capital as written.
        capital: Option<String>,
        /// Business scope.
        business_scope: Option<String>,
        /// Construction project the row is about.
        project_name: Option<String>,
        /// Manager of the site, not of the firm.
        project_manager: Option<String>,
        /// Start of the project.
        started_on: Option<NaiveDate>,
        /// End of the project.
        finished_on: Option<NaiveDate>,
        /// Cost of the project, yuan.
        cost: Option<f64>,
        /// The system's key of the unit.
        unit_code: Option<String>,
        /// Unit category as written.
        unit_category: Option<String>,
        /// Union the row names.
        union_code: Option<String>,
        /// Founded mark.
        has_union: Option<bool>,
        /// Date of the founded mark.
        organised_on: Option<NaiveDate>,
        /// Development zone the row names.
        park: Option<String>,
        /// Remarks.
        remarks: Option<String>,
        /// As of when the delivery's figures hold: what title, unit row, foot, sheet or file name says.
        as_of: Option<AsOf>,
    }
}

row_identity!();
