//! What a comparison gives.

use serde::Serialize;

/// What changed from one run to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Name of the earlier run.
    pub earlier: String,
    /// Name of the later run.
    pub later: String,
    /// Enterprises.
    pub entities: EntityChanges,
    /// Members.
    pub members: MemberChanges,
}

/// Changes of the list, each sorted by entity id.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct EntityChanges {
    /// Entities none of whose rows the earlier run had.
    pub new: Vec<Mention>,
    /// Entities none of whose rows the later run has.
    pub gone: Vec<Mention>,
    /// Entities that became part of another.
    pub merged: Vec<Followed>,
    /// Entities that came out of another.
    pub split: Vec<Followed>,
    /// Entities whose status changed.
    pub status: Vec<StatusChange>,
    /// Entities that a union reaches now and none reached before.
    pub newly_organised: Vec<Organised>,
    /// Entities that a union reached and none reaches now.
    pub no_longer_organised: Vec<Organised>,
}

/// An entity by id and name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Mention {
    /// Its id.
    pub entity_id: String,
    /// Its golden name.
    pub name: String,
}

/// An entity and the one it went into or came out of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Followed {
    /// The one that changed.
    pub entity: Mention,
    /// The other.
    pub other: Mention,
}

/// An entity with the status it had and has.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct StatusChange {
    /// The entity.
    pub entity: Mention,
    /// Status before.
    pub was: String,
    /// Status now.
    pub is: String,
}

/// An entity with the unions that reach it, or reached it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Organised {
    /// The entity.
    pub entity: Mention,
    /// Union codes, sorted.
    pub unions: Vec<String>,
}

/// Changes among the members of the year's figure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MemberChanges {
    /// Counted now and not before: person ids.
    pub joined: Vec<String>,
    /// Counted before and not now: person ids.
    pub left: Vec<String>,
    /// Counted before and now, by another body.
    pub moved: Vec<MemberMove>,
}

/// A member whom another body counts now.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct MemberMove {
    /// The person's id in the later run.
    pub person_id: String,
    /// Who counted the person.
    pub was: Option<String>,
    /// Who counts the person.
    pub is: Option<String>,
}
