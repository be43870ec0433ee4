//! How departments hand things over: sheets with their furniture, written as CSV or workbooks.

mod csv_file;
mod sheet;
mod workbook;

pub(super) use csv_file::{Encoding, write_csv};
pub(super) use sheet::{Cell, Sheet, number, text};
pub(super) use workbook::write_workbook;
