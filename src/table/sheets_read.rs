//! The conservation table: what became of every row of every sheet.

use super::declare::table;

table! {
    "sheets_read", key [source, file, sheet];
    /// One sheet, or one file of a format without sheets; `read = accepted + quarantined + the furniture`.
    Row {
        /// Source name in the pipeline file.
        source: String,
        /// File as the glob matched it.
        file: String,
        /// Sheet, null for formats without sheets.
        sheet: Option<String>,
        /// Rows 1 to the last non-empty row.
        read: u32,
        /// Rows that became data.
        accepted: u32,
        /// Rows that cannot be identified.
        quarantined: u32,
        /// Furniture: titles.
        title: u32,
        /// Furniture: rows that name unit, period or date.
        unit: u32,
        /// Furniture: header rows.
        header: u32,
        /// Furniture: section rows.
        section: u32,
        /// Furniture: rows of dashes or column numbers.
        placeholder: u32,
        /// Furniture: totals and subtotals.
        total: u32,
        /// Furniture: notes and signatures.
        note: u32,
        /// Furniture: empty rows.
        blank: u32,
        /// Why the sheet was not read, null when it was.
        skipped_reason: Option<String>,
    }
}
