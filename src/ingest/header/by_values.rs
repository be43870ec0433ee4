//! What the values of a column say about it, where its header says nothing or the wrong thing.

use super::assign::{Layout, looks_like_data};
use super::detect::NotATable;
use crate::ingest::check::FoundBy;
use crate::ingest::grid::Grid;
use crate::standard::{CreditCode, Registrar, RegistrationNumber, ResidentId, TaxpayerId};
use crate::table::field::Field;
use crate::table::vocabulary::SourceKind;

/// Values looked at to tell what a column without a known header holds.
const VALUES_SAMPLED: usize = 60;
/// Fewer values prove nothing.
const VALUES_MIN: usize = 3;
/// Digits of a registration number that has a check digit (GS 15-2006).
const DIGITS_WITH_CHECK: usize = 15;
/// Share of credit codes that a column of mixed codes has at least, 0..=1.
const CREDIT_CODES_MIN: f64 = 0.2;

/// Columns whose header says nothing, or the wrong thing, and whose values do.
pub(super) fn add_evidence_of_values(grid: &Grid, layout: &mut Layout, kind: SourceKind) {
    for idx in 0..layout.columns.len() {
        let values = sample(grid, layout, idx);
        if values.len() < VALUES_MIN {
            continue;
        }
        let found = match layout.columns[idx].field {
            Some(Field::CoveredUnits) => {
                most(&values, |text| text.parse::<u32>().is_ok()).then_some(Field::NCoveredUnits)
            }
            Some(_) => None,
            None => spoken_for(kind, &values),
        };
        if let Some(field) = found
            && !layout.by_field.contains_key(&field)
        {
            layout.assign(idx, field, FoundBy::Values);
        }
    }
}

/// The first values of a column.
fn sample<'a>(grid: &'a Grid, layout: &Layout, idx: usize) -> Vec<&'a str> {
    (layout.first_body_row()..grid.n_rows())
        .map(|row| grid.cell(row, idx))
        .filter(|text| !text.is_empty())
        .take(VALUES_SAMPLED)
        .collect()
}

fn spoken_for(kind: SourceKind, values: &[&str]) -> Option<Field> {
    let credit = |text: &str| text.parse::<CreditCode>().ok().map(|code| code.registrar());
    match kind {
        SourceKind::Members | SourceKind::Roster | SourceKind::Movements => {
            most(values, |text| text.parse::<ResidentId>().is_ok()).then_some(Field::ResidentId)
        }
        SourceKind::Unions | SourceKind::AnnualReport
            if most(values, |text| credit(text) == Some(Registrar::Union)) =>
        {
            Some(Field::UnionUscc)
        }
        SourceKind::Unions
        | SourceKind::AnnualReport
        | SourceKind::Enterprises
        | SourceKind::Directory
        | SourceKind::Parks => {
            let of_unit = |text: &str| credit(text).is_some_and(|by| by != Registrar::Union);
            most(values, of_unit).then_some(Field::Uscc).or_else(|| {
                let any_code = |text: &str| of_unit(text) || is_other_code(text);
                // Ids alone are those of representatives, not of firms.
                let are_firms = is_share(values, of_unit, CREDIT_CODES_MIN);
                (are_firms && most(values, any_code)).then_some(Field::Code)
            })
        }
    }
}

/// Whether a text is a code that older registers hold beside credit codes, its owner's id included.
fn is_other_code(text: &str) -> bool {
    let registration = text.parse::<RegistrationNumber>();
    // The older 13 digits have no check and may be anything.
    let has_check = registration.is_ok_and(|number| number.as_str().len() == DIGITS_WITH_CHECK);
    has_check || text.parse::<ResidentId>().is_ok() || text.parse::<TaxpayerId>().is_ok()
}

/// At least four in five.
fn most(values: &[&str], holds: impl Fn(&str) -> bool) -> bool {
    is_share(values, holds, 0.8)
}

/// Whether at least `share` of the values hold, 0..=1.
fn is_share(values: &[&str], holds: impl Fn(&str) -> bool, share: f64) -> bool {
    let n_holding = values.iter().filter(|text| holds(text)).count();
    n_holding as f64 >= share * values.len() as f64
}

/// A table without a header, of which one column is seen to name enterprises or persons.
pub(super) fn named_by_values(grid: &Grid, kind: SourceKind) -> Result<Layout, NotATable> {
    /// A single column may be anything: the list behind a drop-down, a page of notes.
    const COLUMNS_MIN: usize = 2;
    let first = grid.first_row();
    let mut layout = Layout::read(grid, first..first, kind);
    let naming = (0..grid.n_columns()).find(|idx| {
        let values = sample(grid, &layout, *idx);
        values.len() >= VALUES_MIN && most(&values, |text| could_name(kind, text))
    });
    match (naming, name_of(kind)) {
        (Some(idx), Some(field)) if grid.n_columns() >= COLUMNS_MIN => {
            layout.assign(idx, field, FoundBy::Values);
            Ok(layout)
        }
        (Some(_) | None, Some(_) | None) => Err(NotATable::NoHeader),
    }
}

/// The field that names a row, where its values betray it.
fn name_of(kind: SourceKind) -> Option<Field> {
    match kind {
        SourceKind::Enterprises | SourceKind::Directory | SourceKind::Parks => Some(Field::Name),
        SourceKind::Unions => Some(Field::UnionName),
        // Of a column of person names nobody knows whether it is the member or the chair.
        SourceKind::Members
        | SourceKind::Roster
        | SourceKind::Movements
        | SourceKind::AnnualReport => None,
    }
}

/// Whether a text ends as the names of what rows of the kind name do.
pub(in crate::ingest) fn could_name(kind: SourceKind, text: &str) -> bool {
    /// How the names of enterprises end, nearly all of them.
    const ENDINGS: &[&str] = &[
        "公司", "厂", "店", "部", "社", "行", "院", "校", "中心", "所", "站", "场", "馆", "园",
    ];
    const CHARACTERS_MIN: usize = 5;
    let ends = |endings: &[&str]| endings.iter().any(|ending| text.ends_with(ending));
    let is_long = text.chars().count() >= CHARACTERS_MIN && !looks_like_data(text);
    is_long
        && match kind {
            SourceKind::Unions => ends(&["工会", "工会委员会", "工会联合会"]),
            SourceKind::Enterprises
            | SourceKind::Directory
            | SourceKind::Parks
            | SourceKind::Members
            | SourceKind::Roster
            | SourceKind::Movements
            | SourceKind::AnnualReport => ends(ENDINGS),
        }
}
