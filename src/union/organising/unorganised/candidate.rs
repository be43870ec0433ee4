//! A union that might be an entity's, and why.

use crate::table::vocabulary::Certainty;

/// A union that might be the entity's.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Nothing where the entity may be one that has ended.
    pub(super) union_code: Option<String>,
    /// The union's name, or that of the enterprise that has ended.
    pub(super) union_name: String,
    pub(super) by: CandidateBy,
    /// How sure the absence still is.
    pub(super) certainty: Certainty,
}

impl Candidate {
    /// 0..=1; `None` for a candidate that was never compared.
    pub(super) fn probability(&self) -> Option<f64> {
        match self.by {
            CandidateBy::Pair { probability } => Some(probability),
            CandidateBy::Brand
            | CandidateBy::NamedByRow
            | CandidateBy::SameCode
            | CandidateBy::Listed
            | CandidateBy::Namesake
            | CandidateBy::Dissolved => None,
        }
    }
}

/// What makes a union a candidate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum CandidateBy {
    /// A scored pair of records, with its match probability, 0..=1.
    Pair { probability: f64 },
    /// The same brand in the same county.
    Brand,
    /// A row of a registry or of the system's directory names the union.
    NamedByRow,
    /// A row of the union carries a code that a row of the entity carries too.
    SameCode,
    /// Its list holds a name that leads nowhere and could be short for the entity's.
    Listed,
    /// It organises an enterprise of the county under that name, which may be the entity.
    Namesake,
    /// No union: an enterprise that has ended may be the entity.
    Dissolved,
}
