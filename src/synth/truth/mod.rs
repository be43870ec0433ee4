//! The truth of the city as it grows, ward by ward, and how its tables reach the disk.
//!
//! Rows are kept small (a place, a number, a set of bits) and become table rows at the end, in the
//! order of the table's key.

mod books;
mod enterprise_side;
mod persons;
mod place_list;
mod row_marks;
mod table_file;

pub(super) use books::Truth;
pub(super) use enterprise_side::record_ward;
pub(super) use persons::{CountedBy, PersonMark};
pub(super) use table_file::restrict;
