//! What is known of each row of rosters.

use super::place_list::{PlaceList, Spot};
use crate::table::truth::person_crosswalk;
use crate::table::vocabulary::Migrant;

/// Who counts a person, by number in the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::synth) enum CountedBy {
    /// Number of a text: a union's code, a reporting unit, a place elsewhere.
    Body(u32),
    Nobody,
}

/// One row of a person.
#[derive(Debug, Clone, Copy)]
pub(in crate::synth) struct PersonMark {
    pub(in crate::synth) person: u32,
    pub(in crate::synth) counted_by: CountedBy,
    pub(in crate::synth) rule: Option<u8>,
    pub(in crate::synth) migrant: Migrant,
}

/// The table row of the mark at `spot`.
pub(super) fn table_row(
    places: &PlaceList,
    bodies: &[String],
    (spot, mark): &(Spot, PersonMark),
) -> person_crosswalk::Row {
    let place = places.place(*spot);
    person_crosswalk::Row {
        source: place.source,
        file: place.file,
        sheet: place.sheet,
        row: place.row,
        person: format!("P{:08}", mark.person),
        counted_by: match mark.counted_by {
            CountedBy::Body(number) => Some(bodies[number as usize].clone()),
            CountedBy::Nobody => None,
        },
        counted_rule: mark.rule,
        migrant: mark.migrant,
    }
}
