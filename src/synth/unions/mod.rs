//! The unions of the management system: which exist, whom they reach, what they count.

mod counts;
mod listing;
mod odd;
mod of_many;
mod organiser;

pub(super) use listing::covered_text;
pub(super) use organiser::{Roll, found_unions};

use chrono::NaiveDate;

use super::enterprise::period_end;
use super::figures::Figures;
use super::places::ReportingUnit;
use crate::table::vocabulary::{Route, UnionFinding, UnionKind};

/// A union organisation.
#[derive(Debug, Clone)]
pub(super) struct Union {
    pub(super) code: String,
    pub(super) name: String,
    pub(super) kind: UnionKind,
    /// The unit whose union it is; none for a union of many.
    pub(super) unit: Option<usize>,
    pub(super) reporting: ReportingUnit,
    pub(super) county: usize,
    pub(super) founded: NaiveDate,
    pub(super) covered: Vec<Covered>,
    /// Units that it does not list and whose workers stand in its roster.
    pub(super) reached_by_roster: Vec<usize>,
    pub(super) chair: String,
    pub(super) finding: UnionFinding,
    /// The union that this row enters a second time.
    pub(super) second_of: Option<usize>,
    /// What the system's head counts say.
    pub(super) counts: Figures,
}

/// One entry of a covered-units list.
#[derive(Debug, Clone)]
pub(super) struct Covered {
    /// None for a name that nobody has.
    pub(super) enterprise: Option<usize>,
    pub(super) written: String,
    pub(super) spelling: Spelling,
}

/// How a unit is written in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    Full,
    /// Brand and trade, or two characters of the brand: nobody else in the county has it.
    Short,
    /// Two characters of the brand: several firms of the county answer to
    /// them, so it decides nothing.
    BrandAlone,
    /// Nobody's name.
    Unknown,
}

impl Spelling {
    /// Whether the entry says which enterprise is meant.
    pub(super) const fn is_decisive(self) -> bool {
        match self {
            Self::Full | Self::Short => true,
            Self::BrandAlone | Self::Unknown => false,
        }
    }
}

impl Union {
    /// By which route it reaches whom it reaches.
    pub(super) const fn route(&self) -> Route {
        match self.kind {
            UnionKind::EnterpriseUnion => Route::Own,
            UnionKind::JointUnion => Route::Joint,
            UnionKind::UnionFederation | UnionKind::SuperiorUnion => Route::Federation,
            UnionKind::AreaUnion => Route::Area,
        }
    }

    /// Whether the union exists at the period's end.
    pub(super) fn is_founded(&self) -> bool {
        self.founded <= period_end()
    }
}
