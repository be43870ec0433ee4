//! Which rows are the header, and what each column means.
//!
//! In: a grid and what the pipeline file pins. Out: a [`Layout`]: header rows, columns with their
//! fields. A header is found by the words offices use for the fields of a kind, never by its
//! position.

mod assign;
mod by_values;
mod count_words;
mod detect;
mod normal;
mod synonyms;

pub(super) use assign::{Layout, indicator_field, is_header_word, names_rows};
pub(super) use by_values::could_name;
pub(super) use detect::{Asked, NotATable, find_layout};
pub(super) use normal::{half_width, plain, unit_factor, without_bracketed};
