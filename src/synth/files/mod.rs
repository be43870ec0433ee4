//! How departments hand things over: sheets with their furniture, written as CSV or workbooks.
//!
//! A desk keeps every file of the city open, so that a city larger than memory can be written ward
//! by ward; above a limit of rows everybody sends CSV, whose rows go to disk as they are written.

mod cell;
mod csv_file;
mod desk;
mod head;
mod sheet;
mod workbook;

pub(super) use cell::{Cell, number, text};
pub(super) use csv_file::Encoding;
pub(super) use desk::{Desk, Paper, PaperForm, Workbooks};
pub(super) use head::{Form, Head};
pub(super) use sheet::{Furniture, OpenSheet};
