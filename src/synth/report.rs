//! What the annual report says: right where nothing is planted, wrong where something is.

use std::collections::BTreeMap;

use super::city::City;
use super::figures::Figures;
use super::members::{MemberRow, Membership, Role, RowState};
use super::people::Counting;
use super::places::{COUNTIES, ReportingUnit};
use crate::table::vocabulary::{Cause, Indicator, UnionFinding, UnionKind};

/// The indicators of the report's columns above and beside the head counts.
pub(super) const ROSTER_INDICATORS: &[Indicator] = &[
    Indicator::Members,
    Indicator::FemaleMembers,
    Indicator::MigrantMembers,
    Indicator::DispatchedMembers,
    Indicator::NewMembers,
];

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

/// Why a row of the report differs from the system, beside what the roster holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Planted {
    /// It repeats the system, or what the rules make of it.
    Nothing,
    Scaled,
    Transposed,
    CarriedOver,
    /// The unit's second row.
    Twice,
    CoveredUnits,
    UnknownToSystem,
    /// The unit is dissolved and still reported.
    Dissolved,
    /// The sum of the two entries of one union.
    BothEntries,
}

/// The report of this year and of the year before.
pub(super) struct Report {
    pub(super) lines: Vec<Line>,
    pub(super) last_year: Vec<Line>,
    /// Unions of the system that the report forgot.
    pub(super) forgotten: Vec<usize>,
    /// What a stated total has too much, by reporting unit and indicator.
    pub(super) wrong_totals: BTreeMap<(ReportingUnit, Indicator), i64>,
}

/// What one roster row does to its union's figures.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effect {
    pub(super) row: usize,
    pub(super) indicator: Indicator,
    pub(super) cause: Cause,
    pub(super) count: i64,
}

/// What the roster says of one union: before the rules, after them, and what lies between.
#[derive(Debug, Clone, Default)]
pub(super) struct RosterFigures {
    pub(super) raw: Figures,
    pub(super) recomputed: Figures,
    pub(super) effects: Vec<Effect>,
}

/// The figures of every union with a roster, by union index.
pub(super) fn roster_figures(membership: &Membership) -> BTreeMap<usize, RosterFigures> {
    let mut by_union: BTreeMap<usize, RosterFigures> = membership
        .rosters
        .iter()
        .map(|roster| (roster.union, RosterFigures::default()))
        .collect();
    let mut rows_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (idx, row) in membership.rows.iter().enumerate() {
        rows_of.entry(row.person).or_default().push(idx);
    }
    for rows in rows_of.values() {
        for row_idx in rows {
            let row = &membership.rows[*row_idx];
            let counts_here = stands_for_person(row, membership);
            let Some(figures) = by_union.get_mut(&row.union) else {
                continue;
            };
            for indicator in ROSTER_INDICATORS {
                let held = i64::from(row.adds_to(*indicator, &membership.people));
                let counted =
                    i64::from(counts_here && row.truly_adds_to(*indicator, &membership.people));
                add(&mut figures.raw, *indicator, held);
                add(&mut figures.recomputed, *indicator, counted);
                if held != counted {
                    let cause = if counts_here {
                        Cause::MigrantDefinition
                    } else {
                        dropped_because(row)
                    };
                    figures.effects.push(Effect {
                        row: *row_idx,
                        indicator: *indicator,
                        cause,
                        count: held - counted,
                    });
                }
            }
        }
    }
    by_union
}

fn add(figures: &mut Figures, indicator: Indicator, count: i64) {
    figures.set(indicator, Some(figures.get(indicator).unwrap_or(0) + count));
}

/// Whether the row is the one by which its own union counts the person.
fn stands_for_person(row: &MemberRow, membership: &Membership) -> bool {
    let counted = membership.people[row.person].counted.as_ref();
    let by_own_union = counted.is_some_and(|(counting, _)| *counting == Counting::Union(row.union));
    by_own_union && row.is_kept && row.state == RowState::InPeriod
}

fn dropped_because(row: &MemberRow) -> Cause {
    match row.state {
        RowState::NotApproved => Cause::NotApproved,
        RowState::AfterPeriod => Cause::OutsidePeriod,
        RowState::Ended => Cause::LeftOrTransferred,
        RowState::InPeriod if !row.is_kept => Cause::Duplicates,
        RowState::InPeriod => Cause::CountedElsewhere,
    }
}

/// Plans both reports.
pub(super) fn plan_report(
    city: &City,
    membership: &Membership,
    rosters: &BTreeMap<usize, RosterFigures>,
) -> Report {
    let roles: BTreeMap<usize, Role> = membership
        .rosters
        .iter()
        .map(|roster| (roster.union, roster.role))
        .collect();
    let mut plan = counts_plan(city, rosters);
    let mut report = Report {
        lines: Vec::new(),
        last_year: Vec::new(),
        forgotten: Vec::new(),
        wrong_totals: BTreeMap::new(),
    };
    for (idx, union) in city.unions.iter().enumerate() {
        if union.second_of.is_some() {
            continue;
        }
        let mut truth = union.counts;
        if let (Some(roster), Some(role)) = (rosters.get(&idx), roles.get(&idx)) {
            let stated = match role {
                Role::Agreeing => &roster.recomputed,
                Role::Duplicates
                | Role::Left
                | Role::NotApproved
                | Role::AfterPeriod
                | Role::CountedElsewhere
                | Role::MigrantDefinition
                | Role::Mixed
                | Role::Exporting => &roster.raw,
            };
            for indicator in ROSTER_INDICATORS {
                truth.set(*indicator, stated.get(*indicator));
            }
        }
        truth.set(Indicator::BaseUnions, Some(1));
        let mut line = line_of(city, idx, truth);
        report.last_year.push(Line {
            figures: year_before(&truth),
            ..line.clone()
        });
        match plan.remove(&idx) {
            None => {}
            Some(Plan::Forget) => {
                report.forgotten.push(idx);
                continue;
            }
            Some(Plan::Twice) => {
                report.lines.push(line.clone());
                line.planted = Planted::Twice;
            }
            Some(Plan::Change(planted)) => change(city, idx, &mut line, planted),
        }
        report.lines.push(line);
    }
    for n in 0..=city.enterprises.len() / 3000 {
        report.lines.push(unknown_to_system(n));
    }
    plan_totals(&mut report, city.enterprises.len());
    report
}

enum Plan {
    Forget,
    Twice,
    Change(Planted),
}

/// Which unions without a roster get what.
fn counts_plan(city: &City, rosters: &BTreeMap<usize, RosterFigures>) -> BTreeMap<usize, Plan> {
    let mut plan = BTreeMap::new();
    let times = 1 + city.enterprises.len() / 1500;
    let mut n_covered = 0;
    let mut turn = 0;
    for (idx, union) in city.unions.iter().enumerate() {
        let workers = union.counts.get(Indicator::Workers).unwrap_or(0);
        match (union.finding, union.kind) {
            (UnionFinding::UnitDissolved, _) => {
                plan.insert(idx, Plan::Change(Planted::Dissolved));
            }
            (UnionFinding::DuplicateUnion, _) if union.second_of.is_none() => {
                plan.insert(idx, Plan::Change(Planted::BothEntries));
            }
            (UnionFinding::Ok, UnionKind::JointUnion) if n_covered < times => {
                n_covered += 1;
                plan.insert(idx, Plan::Change(Planted::CoveredUnits));
            }
            (UnionFinding::Ok, UnionKind::EnterpriseUnion)
                if turn < times * 5 && workers >= 15 && !rosters.contains_key(&idx) =>
            {
                let next = match turn % 5 {
                    0 => Plan::Change(Planted::Scaled),
                    1 if transposed(union.counts.get(Indicator::Members)).is_none() => continue,
                    1 => Plan::Change(Planted::Transposed),
                    2 => Plan::Change(Planted::CarriedOver),
                    3 => Plan::Forget,
                    _ => Plan::Twice,
                };
                turn += 1;
                plan.insert(idx, next);
            }
            _ => {}
        }
    }
    plan
}

fn line_of(city: &City, idx: usize, figures: Figures) -> Line {
    let union = &city.unions[idx];
    let unit_name = union.unit.map(|unit| city.enterprises[unit].name.clone());
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

fn change(city: &City, idx: usize, line: &mut Line, planted: Planted) {
    line.planted = planted;
    let figures = &mut line.figures;
    match planted {
        Planted::Scaled => {
            let workers = figures.get(Indicator::Workers).map(|workers| workers * 10);
            figures.set(Indicator::Workers, workers);
        }
        Planted::Transposed => {
            let members = transposed(figures.get(Indicator::Members));
            figures.set(Indicator::Members, members);
        }
        Planted::CarriedOver => *figures = year_before(figures),
        Planted::CoveredUnits => {
            let covered = figures
                .get(Indicator::CoveredUnits)
                .map(|covered| covered + 2);
            figures.set(Indicator::CoveredUnits, covered);
        }
        Planted::BothEntries => {
            let second = city
                .unions
                .iter()
                .find(|union| union.second_of == Some(idx));
            // An entry under a code of its own is overlooked; one under the same code is added.
            match second.filter(|second| second.code == city.unions[idx].code) {
                Some(second) => *figures = figures.plus(&second.counts),
                None => line.planted = Planted::Nothing,
            }
        }
        Planted::Nothing | Planted::Twice | Planted::UnknownToSystem | Planted::Dissolved => {}
    }
}

/// Last year's figures: smaller, and never equal to this year's unless both are nothing.
fn year_before(figures: &Figures) -> Figures {
    let mut before = Figures::default();
    for indicator in Indicator::ALL {
        let value = figures.get(*indicator).map(|value| match indicator {
            Indicator::BaseUnions => value,
            _ if value == 0 => 0,
            _ => value - value / 9 - 1,
        });
        before.set(*indicator, value);
    }
    before
}

/// The figure with its last two digits swapped, if that makes another of the same length.
fn transposed(figure: Option<i64>) -> Option<i64> {
    let figure = figure?;
    let (tens, ones) = (figure / 10 % 10, figure % 10);
    let swapped = figure - tens * 10 - ones + ones * 10 + tens;
    (figure >= 12 && tens != ones && ones != 0 && swapped > figure).then_some(swapped)
}

/// A union that reports and that nobody has entered.
fn unknown_to_system(n: usize) -> Line {
    let county = 1 + n % 3;
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
    let unit_name = format!(
        "宜昌江畔{}游艇制造有限公司",
        ["", "一", "二", "三", "四", "五"][n % 6]
    );
    Line {
        union: None,
        code: format!("{}9{:05}", COUNTIES[county].code, 90_001 + n),
        name: format!("{unit_name}工会"),
        unit_name,
        kind: UnionKind::EnterpriseUnion,
        reporting: ReportingUnit::County(county),
        figures,
        planted: Planted::UnknownToSystem,
    }
}

/// Two stated totals that are not the sums of their rows, more in larger cities.
fn plan_totals(report: &mut Report, n_enterprises: usize) {
    for n in 0..=n_enterprises / 2000 {
        let county = ReportingUnit::County((4 + n) % COUNTIES.len());
        report.wrong_totals.insert((county, Indicator::Members), 5);
        let other = ReportingUnit::County((10 + n) % COUNTIES.len());
        report.wrong_totals.insert((other, Indicator::Workers), -3);
    }
}

impl Report {
    /// What the reporting unit's total row states.
    pub(super) fn stated_total(
        &self,
        reporting: ReportingUnit,
        indicator: Indicator,
    ) -> Option<i64> {
        let lines = self.lines.iter().filter(|line| line.reporting == reporting);
        let sum = lines
            .filter_map(|line| line.figures.get(indicator))
            .reduce(|left, right| left + right)?;
        let wrong = self.wrong_totals.get(&(reporting, indicator)).copied();
        Some(sum + wrong.unwrap_or(0))
    }
}
