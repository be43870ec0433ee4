//! What the report states, row by row.

use crate::table::vocabulary::{Edition, Indicator, ReportRowRole};
use crate::table::{RowIdentity, report_rows};

use super::figures::Figures;

/// One row of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) row: RowIdentity,
    pub(super) edition: Edition,
    pub(super) role: ReportRowRole,
    pub(super) union_code: Option<String>,
    pub(super) union_name: Option<String>,
    pub(super) unit_name: Option<String>,
    pub(super) unit_codes: Vec<String>,
    /// The reporting unit under which the row stands.
    pub(super) reporting_unit: Option<String>,
    pub(super) figures: Figures,
    /// Whether the row has a cell for the number of base unions: every unit row counts as one, so
    /// its figure alone does not tell.
    pub(super) base_unions: BaseUnionsCell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BaseUnionsCell {
    Stated,
    Silent,
}

/// The rows of the report, each under its reporting unit's name as `name_reporting_unit` gives it;
/// a label it does not know is a reporting unit that the report itself names.
pub(super) fn statements(
    rows: &[report_rows::Row],
    name_reporting_unit: &dyn Fn(&str) -> Option<String>,
) -> Vec<Statement> {
    let mut statements: Vec<Statement> = rows
        .iter()
        .map(|row| statement(row, name_reporting_unit))
        .collect();
    statements.sort_by(|left, right| left.row.cmp(&right.row));
    statements
}

fn statement(
    row: &report_rows::Row,
    name_reporting_unit: &dyn Fn(&str) -> Option<String>,
) -> Statement {
    let named = |label: &str| {
        let label = label.trim();
        let named = name_reporting_unit(label);
        named.or_else(|| (!label.is_empty()).then(|| label.to_owned()))
    };
    let region = row.region.as_deref();
    let label = match row.role {
        ReportRowRole::Unit | ReportRowRole::CityTotal => region,
        // A sheet of totals may carry the reporting unit where other sheets carry the unit's name.
        ReportRowRole::ReportingUnitTotal => region
            .or(row.unit_name.as_deref())
            .or(row.union_name.as_deref()),
    };
    let codes = [&row.unit_code, &row.uscc];
    Statement {
        row: row.identity(),
        edition: row.edition,
        role: row.role,
        union_code: row.union_code.clone(),
        union_name: row.union_name.clone(),
        unit_name: row.unit_name.clone(),
        unit_codes: codes.into_iter().flatten().cloned().collect(),
        reporting_unit: label.and_then(named),
        figures: figures(row),
        base_unions: match row.base_unions {
            Some(_) => BaseUnionsCell::Stated,
            None => BaseUnionsCell::Silent,
        },
    }
}

fn figures(row: &report_rows::Row) -> Figures {
    let base_unions = match row.role {
        ReportRowRole::Unit => Some(1),
        ReportRowRole::ReportingUnitTotal | ReportRowRole::CityTotal => row.base_unions,
    };
    let mut figures = Figures::default();
    for indicator in Indicator::ALL {
        let figure = match indicator {
            Indicator::BaseUnions => base_unions,
            Indicator::CoveredUnits => row.covered_units,
            Indicator::Workers => row.workers,
            Indicator::FemaleWorkers => row.female_workers,
            Indicator::MigrantWorkers => row.migrant_workers,
            Indicator::DispatchedWorkers => row.dispatched_workers,
            Indicator::Members => row.members,
            Indicator::FemaleMembers => row.female_members,
            Indicator::MigrantMembers => row.migrant_members,
            Indicator::DispatchedMembers => row.dispatched_members,
            Indicator::NewMembers => row.new_members,
            Indicator::JointUnionMembers => row.joint_union_members,
        };
        figures.add(*indicator, figure);
    }
    figures
}

/// Whether any of `statements` carries the indicator at all: an absent column compares nothing.
pub(super) fn carry(statements: &[&Statement], indicator: Indicator) -> bool {
    statements.iter().any(|statement| match indicator {
        Indicator::BaseUnions => statement.base_unions == BaseUnionsCell::Stated,
        Indicator::CoveredUnits
        | Indicator::Workers
        | Indicator::FemaleWorkers
        | Indicator::MigrantWorkers
        | Indicator::DispatchedWorkers
        | Indicator::Members
        | Indicator::FemaleMembers
        | Indicator::MigrantMembers
        | Indicator::DispatchedMembers
        | Indicator::NewMembers
        | Indicator::JointUnionMembers => statement.figures.get(indicator).is_some(),
    })
}
