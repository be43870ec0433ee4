//! Which source is believed for which field, and the value that survives.

use super::record::{Origin, Record};
use crate::table::Provenance;
use crate::table::vocabulary::Department;

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

/// The value that survives: of the most believed source that has one, the one that most rows of
/// the entity share; ties by record key.
pub(super) fn survivor<'a, V: PartialEq>(
    ranked: &[&'a Record],
    field: Field,
    value: impl Fn(&Record) -> Option<V>,
) -> Option<(V, &'a Record)> {
    let first = ranked.iter().find(|record| value(record).is_some())?;
    let best_rank = rank(field, first.origin);
    let n_sharing = |wanted: &V| {
        let sharing = ranked
            .iter()
            .filter(|record| value(record).as_ref() == Some(wanted));
        sharing.count()
    };
    let believed = ranked
        .iter()
        .filter(|record| rank(field, record.origin) == best_rank);
    let mut best: Option<(usize, V, &'a Record)> = None;
    for record in believed {
        let Some(candidate) = value(record) else {
            continue;
        };
        let n = n_sharing(&candidate);
        if best.as_ref().is_none_or(|(n_best, _, _)| n > *n_best) {
            best = Some((n, candidate, record));
        }
    }
    best.map(|(_, value, record)| (value, record))
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
