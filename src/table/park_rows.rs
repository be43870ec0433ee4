//! Accepted rows of `parks` sources: development zones and the enterprises inside.

use super::declare::{row_identity, table};

table! {
    "park_rows", key [source, file, sheet, row];
    /// One enterprise of one development zone.
    Row {
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// Zone as written, or supplied by sheet, file or title.
        park: Option<String>,
        /// Enterprise name as written.
        name: Option<String>,
        /// What a credit-code column holds.
        uscc: Option<String>,
        /// What a tax-id column holds; a resident id is masked here already.
        tax_id: Option<String>,
        /// What an organisation-code column holds.
        org_code: Option<String>,
        /// What a registration-number column holds.
        registration_no: Option<String>,
        /// What a column of mixed codes holds.
        code: Option<String>,
        /// Address.
        address: Option<String>,
        /// County as written.
        region: Option<String>,
        /// Remarks.
        remarks: Option<String>,
    }
}

row_identity!();
