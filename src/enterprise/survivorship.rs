//! Which source is believed for which field, and the value that survives.

use super::record::{Origin, Record};
use crate::table::vocabulary::Department;
use crate::table::{AsOf, Grain, Provenance};
use chrono::{Datelike, NaiveDate};

/// What a field is about: it decides whose word counts first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// Name, status, representative, address, type, dates: what an enterprise registers.
    Registered,
    /// Phone: what is used month by month.
    Contact,
    /// A count of workers that the enterprise declares.
    DeclaredWorkers,
}

/// The place of a record among the sources of a field; 0 is believed first.
pub(super) fn rank(field: Field, origin: Origin) -> u8 {
    let department = match origin {
        Origin::Registry(department) => department,
        Origin::Directory => return 10,
        Origin::UnionUnit => return 11,
    };
    let order: [Department; 7] = match field {
        Field::Registered => [
            Department::Commerce,
            Department::CivilAffairs,
            Department::Agriculture,
            Department::Tax,
            Department::Hr,
            Department::Other,
            Department::Construction,
        ],
        Field::Contact => [
            Department::Hr,
            Department::Tax,
            Department::Commerce,
            Department::CivilAffairs,
            Department::Agriculture,
            Department::Other,
            Department::Construction,
        ],
        Field::DeclaredWorkers => [
            Department::Tax,
            Department::Commerce,
            Department::Agriculture,
            Department::CivilAffairs,
            Department::Other,
            Department::Construction,
            Department::Hr,
        ],
    };
    let place = order.iter().position(|candidate| *candidate == department);
    place.map_or(9, |place| place as u8)
}

/// The members of an entity, the most believed first for `field`; ties by record key.
pub(super) fn ranked<'a>(members: &[&'a Record], field: Field) -> Vec<&'a Record> {
    let mut ranked = members.to_vec();
    ranked.sort_by_key(|record| (rank(field, record.origin), record.key));
    ranked
}

/// Whether a delivery is certainly the later of two: its first day is behind the other's last.
fn is_later(left: AsOf, right: AsOf) -> bool {
    first_day(left) > right.last_day()
}

fn first_day(as_of: AsOf) -> NaiveDate {
    let last = as_of.last_day();
    let first = match as_of.grain() {
        Grain::Day => Some(last),
        Grain::Month => last.with_day(1),
        Grain::Year => NaiveDate::from_ymd_opt(last.year(), 1, 1),
    };
    first.unwrap_or(last)
}

/// Whether one of `others` is a later delivery of the department that `record` comes from. A row
/// without a date supersedes none and is superseded by none.
pub(super) fn is_superseded<'a>(
    record: &Record,
    mut others: impl Iterator<Item = &'a Record>,
) -> bool {
    others.any(|other| {
        let dates = other.as_of.zip(record.as_of);
        other.origin == record.origin && dates.is_some_and(|(other, own)| is_later(other, own))
    })
}

/// The value that survives: of the most believed source that has one, of its latest delivery, the
/// one that most rows of the entity share; ties by record key.
pub(super) fn survivor<'a, V: PartialEq>(
    ranked: &[&'a Record],
    field: Field,
    value: impl Fn(&Record) -> Option<V>,
) -> Option<(V, &'a Record)> {
    let mut values: Vec<Option<V>> = ranked.iter().map(|record| value(record)).collect();
    let first = values.iter().position(Option::is_some)?;
    let best_rank = rank(field, ranked[first].origin);
    let telling = || {
        let told = ranked
            .iter()
            .zip(&values)
            .filter(|(_, value)| value.is_some());
        told.map(|(record, _)| *record)
    };
    let mut best: Option<(usize, usize)> = None;
    for (idx, candidate) in values.iter().enumerate() {
        let is_believed = candidate.is_some() && rank(field, ranked[idx].origin) == best_rank;
        if is_believed && !is_superseded(ranked[idx], telling()) {
            let n_sharing = values.iter().filter(|value| *value == candidate).count();
            if best.is_none_or(|(n_best, _)| n_sharing > n_best) {
                best = Some((n_sharing, idx));
            }
        }
    }
    let (_, idx) = best?;
    Some((values[idx].take()?, ranked[idx]))
}

/// Notes that `field` comes from `record`.
pub(super) fn provenance(field: &str, record: &Record) -> Provenance {
    let identity = record.identity.clone();
    Provenance {
        field: field.to_owned(),
        source: identity.source,
        file: identity.file,
        sheet: identity.sheet,
        row: identity.row,
    }
}
