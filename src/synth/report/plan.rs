//! The rows of the report, right where nothing is planted.

use std::collections::BTreeMap;

use super::planted::{Plan, Planted, change, plan_of, year_before};
use super::roster_figures::{ROSTER_INDICATORS, RosterFigures};
use super::shape::{Shape, shape_of};
use crate::synth::figures::Figures;
use crate::synth::members::{Membership, Role};
use crate::synth::places::{COUNTIES, ReportingUnit};
use crate::synth::ward::Ward;
use crate::table::vocabulary::{Indicator, UnionKind};

/// One row of the report.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// None for a union that the system does not know.
    pub(super) union: Option<usize>,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) unit_name: String,
    pub(super) kind: UnionKind,
    pub(super) reporting: ReportingUnit,
    pub(super) figures: Figures,
    /// What was planted in the row.
    pub(super) planted: Planted,
}

/// A ward's rows in the report of this year and of the year before.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) this_year: Vec<Line>,
    pub(super) last_year: Vec<Line>,
}

/// Enterprises per union that the system does not know.
const PER_UNKNOWN: usize = 800;

/// Plans the ward's rows; units of which totals alone are handed over have none.
pub(super) fn plan_lines(
    ward: &Ward,
    membership: &Membership,
    rosters: &BTreeMap<usize, RosterFigures>,
) -> Lines {
    let roles: BTreeMap<usize, Role> = membership
        .rosters
        .iter()
        .map(|roster| (roster.union, roster.role))
        .collect();
    let mut plan = plan_of(ward, rosters);
    let mut lines = Lines::default();
    for (idx, union) in ward.unions.iter().enumerate() {
        if union.second_of.is_some() || matches!(shape_of(union.reporting), Shape::Totals(_)) {
            continue;
        }
        let role = roles.get(&idx).copied();
        let stated = stated_figures(ward, idx, rosters.get(&idx).zip(role));
        let mut line = line_of(ward, idx, stated);
        lines.last_year.push(Line {
            figures: year_before(&stated),
            ..line.clone()
        });
        match plan.remove(&idx) {
            None => {}
            Some(Plan::Forget) => continue,
            Some(Plan::Twice) => {
                lines.this_year.push(line.clone());
                line.planted = Planted::Twice;
            }
            Some(Plan::Change(planted)) => {
                line.planted = change(ward, idx, &mut line.figures, planted);
            }
        }
        if role == Some(Role::MixedTwice) {
            lines.this_year.push(line.clone());
            line.planted = Planted::Twice;
        }
        lines.this_year.push(line);
    }
    for turn in 0..=ward.enterprises.len() / PER_UNKNOWN {
        lines.this_year.push(unknown_to_system(ward, turn));
    }
    lines
}

/// What the union reports where nothing is planted in the row itself.
fn stated_figures(ward: &Ward, idx: usize, roster: Option<(&RosterFigures, Role)>) -> Figures {
    let mut figures = ward.unions[idx].counts;
    if let Some((roster, role)) = roster {
        let stated = match role {
            Role::Agreeing => &roster.recomputed,
            Role::Duplicates
            | Role::Left
            | Role::NotApproved
            | Role::AfterPeriod
            | Role::CountedElsewhere
            | Role::MigrantDefinition
            | Role::Mixed
            | Role::MixedTwice
            | Role::Exporting => &roster.raw,
        };
        for indicator in ROSTER_INDICATORS {
            figures.set(*indicator, stated.get(*indicator));
        }
    }
    figures.set(Indicator::BaseUnions, Some(1));
    figures
}

fn line_of(ward: &Ward, idx: usize, figures: Figures) -> Line {
    let union = &ward.unions[idx];
    let unit_name = union.unit.map(|unit| ward.enterprises[unit].name.clone());
    // Some counties leave the code out of their workbooks: the name must do.
    let code = match idx % 23 {
        7 => String::new(),
        _ => union.code.clone(),
    };
    Line {
        union: Some(idx),
        code,
        name: union.name.clone(),
        unit_name: unit_name.unwrap_or_default(),
        kind: union.kind,
        reporting: union.reporting,
        figures,
        planted: Planted::Nothing,
    }
}

/// A union that reports and that nobody has entered.
fn unknown_to_system(ward: &Ward, turn: usize) -> Line {
    let county = 1 + turn % 3;
    let number = ward.base / PER_UNKNOWN + turn;
    let mut figures = Figures::default();
    let stated = [
        (Indicator::BaseUnions, 1),
        (Indicator::Workers, 46),
        (Indicator::FemaleWorkers, 17),
        (Indicator::MigrantWorkers, 21),
        (Indicator::Members, 39),
        (Indicator::FemaleMembers, 14),
        (Indicator::MigrantMembers, 18),
        (Indicator::NewMembers, 4),
    ];
    for (indicator, value) in stated {
        figures.set(indicator, Some(value));
    }
    let unit_name = format!("宜昌江畔{}游艇制造有限公司", yacht(number));
    Line {
        union: None,
        code: format!("{}9{:05}", COUNTIES[county].code, 90_001 + number),
        name: format!("{unit_name}工会"),
        unit_name,
        kind: UnionKind::EnterpriseUnion,
        reporting: ReportingUnit::County(county),
        figures,
        planted: Planted::UnknownToSystem,
    }
}

/// Two characters by number, so that no two yards of one city share a name.
fn yacht(number: usize) -> String {
    const LETTERS: [char; 24] = [
        '澜', '汀', '渚', '沐', '泊', '渡', '渔', '汐', '湾', '浦', '溯', '漪', '滨', '沙', '洲',
        '津', '浪', '帆', '舟', '桨', '橹', '锚', '港', '岸',
    ];
    let n = LETTERS.len();
    let pair = [LETTERS[number / n % n], LETTERS[number % n]];
    pair.iter().collect()
}
