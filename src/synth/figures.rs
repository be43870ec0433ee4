//! One statement of the annual report's indicators.

use crate::table::vocabulary::Indicator;

/// A figure per indicator, none where nothing is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Figures([Option<i64>; 12]);

impl Figures {
    /// The stated figure.
    pub(super) fn get(&self, indicator: Indicator) -> Option<i64> {
        self.0[indicator as usize]
    }

    /// States a figure.
    pub(super) fn set(&mut self, indicator: Indicator, value: Option<i64>) {
        self.0[indicator as usize] = value;
    }

    /// Both statements added, a silent side as nothing.
    pub(super) fn plus(&self, other: &Self) -> Self {
        let mut sum = *self;
        for indicator in Indicator::ALL {
            let value = match (self.get(*indicator), other.get(*indicator)) {
                (None, None) => None,
                (left, right) => Some(left.unwrap_or(0) + right.unwrap_or(0)),
            };
            sum.set(*indicator, value);
        }
        sum
    }
}

/// Whether the indicator counts members, which a roster can prove.
pub(super) const fn counts_members(indicator: Indicator) -> bool {
    match indicator {
        Indicator::Members
        | Indicator::FemaleMembers
        | Indicator::MigrantMembers
        | Indicator::DispatchedMembers
        | Indicator::NewMembers
        | Indicator::JointUnionMembers => true,
        Indicator::BaseUnions
        | Indicator::CoveredUnits
        | Indicator::Workers
        | Indicator::FemaleWorkers
        | Indicator::MigrantWorkers
        | Indicator::DispatchedWorkers => false,
    }
}
