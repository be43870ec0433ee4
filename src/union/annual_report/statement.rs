//! What the report states, row by row.

use crate::normalize::{CompanyName, UnionName};
use crate::standard::region;
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
        reporting_unit: label
            .and_then(named)
            .or_else(|| told_by_row(row, name_reporting_unit)),
        figures: figures(row),
        base_unions: match row.base_unions {
            Some(_) => BaseUnionsCell::Stated,
            None => BaseUnionsCell::Silent,
        },
    }
}

/// The reporting unit of a unit row that stands under none: the county in the union's code, whose
/// first six digits are often it, or the county that begins a name. Only one that is known counts.
fn told_by_row(
    row: &report_rows::Row,
    name_reporting_unit: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    const REGION_DIGITS: usize = 6;
    if row.role != ReportRowRole::Unit {
        return None;
    }
    let codes = [&row.union_code, &row.unit_code].into_iter().flatten();
    let of_codes = codes.filter_map(|code| code.get(..REGION_DIGITS));
    let names = [&row.unit_name, &row.union_name].into_iter().flatten();
    let of_names =
        names.filter_map(|name| CompanyName::parse(&UnionName::parse(name).unit).region_code);
    let mut counties = of_codes.chain(of_names).filter_map(region::name_of);
    counties.find_map(name_reporting_unit)
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

#[cfg(test)]
mod tests {
    use super::super::sample::reported;
    use super::*;

    #[test]
    fn a_row_under_no_reporting_unit_is_of_the_county_in_its_code_or_name() {
        let known = |name: &str| (name == "西陵区").then(|| name.to_owned());
        let unit_of = |code: &str, name: Option<&str>| {
            let row = report_rows::Row {
                region: None,
                union_name: name.map(str::to_owned),
                ..reported(2, code, 5)
            };
            statements(&[row], &known)[0].reporting_unit.clone()
        };
        assert_eq!(unit_of("42050200074", None).as_deref(), Some("西陵区"));
        let named = unit_of("X9", Some("西陵区鼎力建材有限公司工会"));
        assert_eq!(named.as_deref(), Some("西陵区"));
        assert_eq!(unit_of("42050300074", None), None);
        assert_eq!(unit_of("X9", Some("鼎力建材有限公司工会")), None);
    }
}
