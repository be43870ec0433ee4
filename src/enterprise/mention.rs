//! What a row says about an enterprise that it is no record of, and what looking for it gives.

use crate::standard::UnitCodes;
use crate::table::EntityId;

/// What decided that a mention is an entity, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FoundBy {
    /// The checked credit code.
    CreditCode,
    /// The checked organisation code, alone or out of another code.
    OrganisationCode,
    /// The commercial registration number.
    RegistrationNumber,
    /// The folded name.
    FullName,
    /// A former or other name of the entity.
    FormerName,
    /// The name without region and legal form, in a place that does not contradict.
    CoreName,
    /// A short name that only this entity can be short for.
    ShortName,
    /// Two or three characters with which this entity's longer brand begins, and no other's: weak.
    PartOfBrand,
}

/// What a lookup gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One entity.
    One {
        /// Which.
        entity_id: EntityId,
        /// By what.
        by: FoundBy,
    },
    /// More than one that nothing tells apart, sorted: a clerk must ask.
    Several(Vec<EntityId>),
    /// None.
    Nothing,
}

/// What a row says about an enterprise that it is not itself a record of.
#[derive(Debug, Clone, Copy)]
pub struct Mention<'a> {
    /// Name as written, whole or short.
    pub name: Option<&'a str>,
    /// The unit's codes.
    pub codes: &'a UnitCodes,
    /// County, GB/T 2260, if the row knows one.
    pub region_code: Option<&'a str>,
}

/// What `entities`, in any order and repeated or not, come to.
pub(super) fn found(mut entities: Vec<EntityId>, by: FoundBy) -> Found {
    entities.sort();
    entities.dedup();
    match entities.as_slice() {
        [] => Found::Nothing,
        [entity_id] => Found::One {
            entity_id: *entity_id,
            by,
        },
        _ => Found::Several(entities),
    }
}
