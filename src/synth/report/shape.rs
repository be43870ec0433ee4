//! In which shape each reporting unit hands its report over.

use crate::synth::places::ReportingUnit;

/// The three shapes that offices use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Its base unions stand in the export that several units share.
    BaseRows,
    /// A workbook of its own with units as rows and a total below; with so many header rows.
    Workbook { n_headers: usize },
    /// One row of signed totals.
    Totals(Stating),
}

/// What totals alone state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stating {
    /// What the rules make of the system.
    Recomputed,
    /// What the system holds before the rules.
    Raw,
}

/// The shape of a reporting unit's report.
pub(super) const fn shape_of(reporting: ReportingUnit) -> Shape {
    match reporting {
        ReportingUnit::County(3 | 5 | 7) => Shape::BaseRows,
        ReportingUnit::County(8) => Shape::Totals(Stating::Recomputed),
        ReportingUnit::County(9) => Shape::Totals(Stating::Raw),
        ReportingUnit::County(0 | 2 | 4 | 10 | 12) => Shape::Workbook { n_headers: 3 },
        ReportingUnit::County(_) | ReportingUnit::HighTechZone | ReportingUnit::MunicipalDirect => {
            Shape::Workbook { n_headers: 2 }
        }
    }
}
