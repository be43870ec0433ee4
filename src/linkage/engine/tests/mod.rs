//! Whole linkages over small tables.

mod bad_input;
mod known;
mod properties;
mod whole;

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};

use super::{Linkage, link};
use crate::linkage::spec::LinkSpec;

fn table(names: &[&str], rows: &[&[&str]]) -> RecordBatch {
    let column = |idx: usize| -> ArrayRef {
        let cells = rows
            .iter()
            .map(|row| Some(row[idx]).filter(|cell| !cell.is_empty()));
        Arc::new(cells.collect::<StringArray>())
    };
    let columns = names
        .iter()
        .enumerate()
        .map(|(idx, name)| (*name, column(idx), true));
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

fn spec() -> LinkSpec {
    LinkSpec::of(&["people"], "id")
        .block_on(&["town"])
        .compare("name", &["exact", "jaro_winkler >= 0.9"])
        .unwrap()
        .weighed_by_frequency_of("name")
        .compare("phone", &["exact"])
        .unwrap()
}

fn people(rows: &[&[&str]]) -> RecordBatch {
    table(&["id", "name", "town", "phone"], rows)
}

/// Links and holds every number of the result to be a number.
#[track_caller]
fn linked(spec: &LinkSpec, tables: &[RecordBatch]) -> Linkage {
    let linkage = link(spec, tables, None).unwrap();
    assert!(
        linkage
            .pairs
            .iter()
            .all(|pair| pair.weight_bits.is_finite())
    );
    let levels = linkage
        .model
        .comparisons
        .iter()
        .flat_map(|comparison| &comparison.levels);
    assert!(
        levels
            .clone()
            .all(|level| level.m > 0.0 && level.u > 0.0 && level.m <= 1.0 && level.u <= 1.0)
    );
    assert!(linkage.model.prior > 0.0 && linkage.model.prior < 1.0);
    linkage
}

#[track_caller]
fn refused(spec: &LinkSpec, tables: &[RecordBatch]) -> String {
    link(spec, tables, None).unwrap_err().to_string()
}

const FOUR: &[&[&str]] = &[
    &["1", "anna lee", "ely", "5551"],
    &["2", "anna lee", "ely", "5551"],
    &["3", "bert moss", "ely", "7002"],
    &["4", "carl finch", "ely", "7113"],
];
