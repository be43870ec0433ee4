//! One row of a roster, and what it adds to the report's figures.

use chrono::NaiveDate;

use crate::synth::codes::Sex;
use crate::synth::enterprise::{day, period_end};
use crate::synth::people::Person;
use crate::table::vocabulary::{DuplicateKind, Indicator, Migrant};

/// What one row is by itself, at the period's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::synth) enum RowState {
    InPeriod,
    NotApproved,
    AfterPeriod,
    Ended,
}

/// One row of the roster.
#[derive(Clone)]
pub(in crate::synth) struct MemberRow {
    pub(in crate::synth) person: usize,
    /// Index of the union that the row names.
    pub(in crate::synth) union: usize,
    pub(in crate::synth) name_cell: String,
    pub(in crate::synth) id_cell: String,
    /// A spreadsheet took the id for a number.
    pub(in crate::synth) is_id_damaged: bool,
    pub(in crate::synth) card_no: String,
    pub(in crate::synth) employer: String,
    pub(in crate::synth) agency: String,
    pub(in crate::synth) host: String,
    pub(in crate::synth) employment_form: &'static str,
    pub(in crate::synth) employment_state: &'static str,
    pub(in crate::synth) joined: NaiveDate,
    pub(in crate::synth) channel: &'static str,
    pub(in crate::synth) approval: &'static str,
    pub(in crate::synth) membership: &'static str,
    pub(in crate::synth) left_on: Option<NaiveDate>,
    pub(in crate::synth) moved_from: String,
    pub(in crate::synth) moved_on: Option<NaiveDate>,
    pub(in crate::synth) is_flagged_migrant: bool,
    pub(in crate::synth) remarks: String,
    pub(in crate::synth) state: RowState,
    pub(in crate::synth) is_kept: bool,
    pub(in crate::synth) group: Option<Group>,
}

/// The duplicate group a row stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::synth) struct Group {
    pub(in crate::synth) number: usize,
    pub(in crate::synth) kind: DuplicateKind,
}

impl MemberRow {
    /// Whether the row, taken as it stands, adds to the indicator.
    pub(in crate::synth) fn adds_to(&self, indicator: Indicator, people: &[Person]) -> bool {
        match indicator {
            Indicator::MigrantMembers => self.is_flagged_migrant,
            Indicator::Members
            | Indicator::FemaleMembers
            | Indicator::DispatchedMembers
            | Indicator::NewMembers => self.truly_adds_to(indicator, people),
            Indicator::BaseUnions
            | Indicator::CoveredUnits
            | Indicator::Workers
            | Indicator::FemaleWorkers
            | Indicator::MigrantWorkers
            | Indicator::DispatchedWorkers
            | Indicator::JointUnionMembers => false,
        }
    }

    /// Whether the person of the row, once counted, adds to the indicator.
    pub(in crate::synth) fn truly_adds_to(&self, indicator: Indicator, people: &[Person]) -> bool {
        let person = &people[self.person];
        match indicator {
            Indicator::Members => true,
            Indicator::FemaleMembers => person.life.sex == Sex::Female,
            Indicator::MigrantMembers => person.migrant == Migrant::Yes,
            Indicator::DispatchedMembers => person.is_dispatched,
            Indicator::NewMembers => day(2015, 10, 1) <= self.joined && self.joined <= period_end(),
            Indicator::BaseUnions
            | Indicator::CoveredUnits
            | Indicator::Workers
            | Indicator::FemaleWorkers
            | Indicator::MigrantWorkers
            | Indicator::DispatchedWorkers
            | Indicator::JointUnionMembers => false,
        }
    }
}
