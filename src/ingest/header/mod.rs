//! Which rows are the header, and what each column means.
//!
//! In: a grid and what the pipeline file pins. Out: a [`Layout`]: header rows, columns with their
//! fields. A header is found by the words offices use for the fields of a kind, never by its
//! position.

mod assign;
mod count_words;
mod detect;
mod normal;
mod synonyms;

pub(super) use assign::{Column, Layout};
use count_words::count_field;
pub(super) use detect::{Asked, NotATable, find_layout};
pub(super) use normal::plain;

use crate::table::field::Field;

/// The field whose figure a report of one figure a row names.
pub(super) fn indicator_field(text: &str) -> Option<Field> {
    count_field(&plain(text))
}
