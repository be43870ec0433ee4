//! The federation's area and the period of the run: what every rule about places and dates asks.

use crate::table::Period;

/// Where the federation is responsible, and for which statistical year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FederationArea {
    /// The pipeline's `region` as written: the unit at city level.
    pub region: String,
    /// Digits of GB/T 2260 that the area's counties begin with: trailing zeros trimmed to 2, 4 or 6.
    pub prefix: String,
    /// The statistical year; the state at its end is what counts.
    pub period: Period,
}

impl FederationArea {
    /// Whether a county of GB/T 2260 lies in the area.
    pub fn holds(&self, region_code: &str) -> bool {
        region_code.starts_with(&self.prefix)
    }
}
