//! Accepted rows of `unions` sources: the management system's union organisations.

use chrono::NaiveDate;

use super::declare::{row_identity, table};

table! {
    "union_rows", key [source, file, sheet, row];
    /// One union organisation as the system holds it.
    Row {
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// 1-based row as a spreadsheet shows it.
        row: u32,
        /// The union's code as mapped, trimmed, half width.
        union_code: Option<String>,
        /// Its further codes, the province's and the country's.
        other_union_codes: Vec<String>,
        /// Union name as written.
        union_name: Option<String>,
        /// The union's own credit code (`81…`).
        union_uscc: Option<String>,
        /// Name of its unit.
        unit_name: Option<String>,
        /// The system's key of the unit.
        unit_code: Option<String>,
        /// Credit code of the unit.
        uscc: Option<String>,
        /// Tax id of the unit; a resident id is masked here already.
        tax_id: Option<String>,
        /// Organisation code of the unit.
        org_code: Option<String>,
        /// Registration number of the unit.
        registration_no: Option<String>,
        /// What a column of mixed codes holds.
        code: Option<String>,
        /// Unit category as written.
        unit_category: Option<String>,
        /// Union kind as written.
        union_kind: Option<String>,
        /// Superior union, name or code, as written.
        superior_union: Option<String>,
        /// Founding date of the union.
        founded_on: Option<NaiveDate>,
        /// Free-text list of covered units.
        covered_units: Option<String>,
        /// Covered units, a count.
        n_covered_units: Option<u32>,
        /// Legal representative of the unit.
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
        /// Industry as written.
        industry: Option<String>,
        /// Development zone.
        park: Option<String>,
        /// Workers, persons.
        workers: Option<u32>,
        /// Female workers, persons.
        female_workers: Option<u32>,
        /// Migrant workers, persons.
        migrant_workers: Option<u32>,
        /// Dispatched workers, persons.
        dispatched_workers: Option<u32>,
        /// Members, persons.
        members: Option<u32>,
        /// Female members, persons.
        female_members: Option<u32>,
        /// Migrant members, persons.
        migrant_members: Option<u32>,
        /// Dispatched members, persons.
        dispatched_members: Option<u32>,
        /// Members new in the period, persons.
        new_members: Option<u32>,
        /// Members in joint unions, persons.
        joint_union_members: Option<u32>,
        /// Base unions below, a count.
        base_unions: Option<u32>,
        /// Chair of the union.
        chair: Option<String>,
        /// Remarks.
        remarks: Option<String>,
    }
}

row_identity!();
