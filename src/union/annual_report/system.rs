//! What the management system holds of each union, before and after the rules.

use std::collections::BTreeMap;

use arrow::record_batch::RecordBatch;

use crate::normalize::split_units;
use crate::table::vocabulary::{Basis, Cause, Indicator, UnionKind};
use crate::table::{RowIdentity, SchemaFault, memberships, union_registry, union_rows};

use super::figures::{Figures, Line, Part, sum_known};
use super::roster::roster_lines;

/// One union of the system, second entries folded into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemUnion {
    /// The code of the row that stays.
    pub union_code: String,
    /// Its name.
    pub name: String,
    /// What kind it is.
    pub kind: UnionKind,
    /// Reporting unit by the hierarchy.
    pub reporting_unit: Option<String>,
    /// Whether it is there at the period's end.
    pub unit: UnitState,
    /// The row that stays.
    pub row: RowIdentity,
    /// The rows that go.
    pub second_rows: Vec<RowIdentity>,
    /// What is held by indicator.
    pub lines: BTreeMap<Indicator, Line>,
    /// The system's head counts by indicator, also where the roster decides.
    pub head_counts: BTreeMap<Indicator, Line>,
}

impl SystemUnion {
    /// How many stated figures are what the system holds, before or after the rules.
    pub(super) fn n_agreeing(&self, stated: &Figures) -> usize {
        let agrees = |(indicator, line): &(&Indicator, &Line)| {
            let figure = stated.get(**indicator);
            figure.is_some() && (figure == line.recomputed || figure == line.raw)
        };
        self.lines.iter().filter(agrees).count()
    }
}

/// Whether a union and its unit are there at the period's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitState {
    /// Nothing says otherwise.
    Alive,
    /// The unit is dissolved: its head counts no longer count.
    Dissolved,
    /// The union was founded after the period's end: its head counts do not count yet.
    NotYetFounded,
}

/// Gathers the unions of the system with their figures, sorted by code.
///
/// # Errors
/// [`SchemaFault`]: a batch is not the table it is taken for.
pub fn system_unions(
    union_rows: &RecordBatch,
    union_registry: &RecordBatch,
    memberships: &RecordBatch,
) -> Result<Vec<SystemUnion>, SchemaFault> {
    let rows = union_rows::View::of(union_rows)?.to_rows();
    let registry = union_registry::View::of(union_registry)?.to_rows();
    let members = memberships::View::of(memberships)?.to_rows();
    let mut rosters = roster_lines(&members);
    let by_identity: BTreeMap<RowIdentity, &union_rows::Row> =
        rows.iter().map(|row| (row.identity(), row)).collect();
    let joint_members = if rows.iter().any(|row| row.joint_union_members.is_some()) {
        JointMembers::AsStated
    } else {
        JointMembers::FromKind
    };
    let mut entries: BTreeMap<&str, Vec<&union_registry::Row>> = BTreeMap::new();
    for entry in &registry {
        entries
            .entry(&entry.kept_union_code)
            .or_default()
            .push(entry);
    }
    let mut unions = Vec::with_capacity(entries.len());
    for (union_code, mut group) in entries {
        group.sort_by_key(|entry| (!entry.is_kept, entry.identity()));
        let held = group.iter().map(|entry| Held {
            entry,
            row: by_identity.get(&entry.identity()).copied(),
        });
        let mut union = gather(union_code, &held.collect::<Vec<_>>(), joint_members);
        if let Some(roster) = rosters.remove(union_code) {
            take_roster(&mut union, roster);
        }
        unions.push(union);
    }
    Ok(unions)
}

/// Where the members of joint unions are read.
#[derive(Debug, Clone, Copy)]
enum JointMembers {
    /// The system has a column of its own.
    AsStated,
    /// It has none: a joint union's members are these.
    FromKind,
}

struct Held<'a> {
    entry: &'a union_registry::Row,
    row: Option<&'a union_rows::Row>,
}

fn gather(union_code: &str, held: &[Held<'_>], joint_members: JointMembers) -> SystemUnion {
    let kept = held[0].entry;
    let unit = if kept.is_dissolved {
        UnitState::Dissolved
    } else if kept.is_alive_at_period_end {
        UnitState::Alive
    } else {
        UnitState::NotYetFounded
    };
    let count_line = |indicator: &Indicator| {
        let counts: Vec<Option<i64>> = held
            .iter()
            .map(|held| head_count(held, *indicator, joint_members))
            .collect();
        (*indicator, line_of_counts(held, &counts, unit))
    };
    let head_counts: BTreeMap<_, _> = Indicator::ALL.iter().map(count_line).collect();
    SystemUnion {
        union_code: union_code.to_owned(),
        name: kept.name.clone(),
        kind: kept.kind,
        reporting_unit: kept.reporting_unit.clone(),
        unit,
        row: kept.identity(),
        second_rows: held
            .iter()
            .skip(1)
            .map(|held| held.entry.identity())
            .collect(),
        lines: head_counts.clone(),
        head_counts,
    }
}

fn line_of_counts(held: &[Held<'_>], counts: &[Option<i64>], unit: UnitState) -> Line {
    let mut effects = Vec::new();
    for (position, (held, count)) in held.iter().zip(counts).enumerate() {
        let (cause, note) = match (position, unit) {
            (0, UnitState::Alive) => continue,
            (0, UnitState::Dissolved) => (Cause::UnitDissolved, "单位已注销，工会人数不再计入"),
            (0, UnitState::NotYetFounded) => (Cause::OutsidePeriod, "期末以后建会，本期不计入"),
            (_, UnitState::Alive | UnitState::Dissolved | UnitState::NotYetFounded) => {
                (Cause::Duplicates, "同一工会在系统中重复登记")
            }
        };
        if let Some(count) = count.filter(|count| *count != 0) {
            effects.push(Part {
                cause,
                row: held.entry.identity(),
                count,
                note: note.to_owned(),
            });
        }
    }
    let recomputed = match unit {
        UnitState::Alive => counts[0],
        UnitState::Dissolved | UnitState::NotYetFounded => None,
    };
    Line {
        basis: Basis::Counts,
        raw: sum_known(counts.iter().copied()),
        recomputed,
        effects,
    }
}

/// What one union row states of an indicator.
fn head_count(held: &Held<'_>, indicator: Indicator, joint: JointMembers) -> Option<i64> {
    let row = held.row?;
    let kind = held.entry.kind;
    let stated = match indicator {
        Indicator::BaseUnions => match kind {
            UnionKind::SuperiorUnion => None,
            UnionKind::EnterpriseUnion
            | UnionKind::JointUnion
            | UnionKind::UnionFederation
            | UnionKind::AreaUnion => Some(1),
        },
        Indicator::CoveredUnits => row.n_covered_units.or_else(|| n_listed_units(row)),
        Indicator::Workers => row.workers,
        Indicator::FemaleWorkers => row.female_workers,
        Indicator::MigrantWorkers => row.migrant_workers,
        Indicator::DispatchedWorkers => row.dispatched_workers,
        Indicator::Members => row.members,
        Indicator::FemaleMembers => row.female_members,
        Indicator::MigrantMembers => row.migrant_members,
        Indicator::DispatchedMembers => row.dispatched_members,
        Indicator::NewMembers => row.new_members,
        Indicator::JointUnionMembers => match joint {
            JointMembers::AsStated => row.joint_union_members,
            JointMembers::FromKind if kind == UnionKind::JointUnion => row.members,
            JointMembers::FromKind => None,
        },
    };
    stated.map(i64::from)
}

fn n_listed_units(row: &union_rows::Row) -> Option<u32> {
    let listed = split_units(row.covered_units.as_deref()?);
    u32::try_from(listed.len()).ok().filter(|count| *count > 0)
}

/// The roster decides member indicators wherever a member row names the union.
fn take_roster(union: &mut SystemUnion, roster: BTreeMap<Indicator, Line>) {
    if union.kind == UnionKind::JointUnion
        && let Some(members) = roster.get(&Indicator::Members)
    {
        let members = members.clone();
        union.lines.insert(Indicator::JointUnionMembers, members);
    }
    union.lines.extend(roster);
}
