//! Which unions have their members registered by name, and what is planted in each.

use crate::synth::enterprise::{Enterprise, Kind};
use crate::synth::names::Sector;
use crate::synth::places::ReportingUnit;
use crate::synth::ward::Ward;
use crate::table::vocabulary::{UnionFinding, UnionKind};

/// Agencies with a roster; more of them would crowd out the planted roles.
const N_AGENCIES_MAX: usize = 3;
/// Workers of a unit whose union has a roster, at least.
const WORKERS_MIN: u32 = 24;
/// Rosters in which rows of one kind are planted, at least.
const TURNS_MIN: usize = 12;
/// Rows of a roster of a union of many.
const N_OF_MANY: u32 = 12;
/// Members per roster of an area union, a federation and a joint union.
const PER_ROSTER_OF_MANY: u32 = 1300;

/// What is planted in a union's roster, and so what its report says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::synth) enum Role {
    Duplicates,
    Left,
    NotApproved,
    AfterPeriod,
    CountedElsewhere,
    MigrantDefinition,
    /// All of the above in one union.
    Mixed,
    /// All of the above, and the union stands twice in the report.
    MixedTwice,
    /// Workers outside the city stand in the list of their village.
    Exporting,
    /// The report is right, whatever the roster holds.
    Agreeing,
}

/// A union whose members are registered by name.
#[derive(Debug, Clone, Copy)]
pub(in crate::synth) struct Roster {
    pub(in crate::synth) union: usize,
    pub(in crate::synth) role: Role,
    pub(super) n_members: u32,
}

/// Whether the firm is an agency with the licence to dispatch.
pub(in crate::synth) fn is_agency(enterprise: &Enterprise) -> bool {
    enterprise.kind == Kind::Company && enterprise.trade.sector == Sector::Dispatch
}

/// Unions of one company each, about which nothing is odd.
pub(super) fn plain_unions(ward: &Ward) -> Vec<usize> {
    let is_plain = |idx: &usize| {
        let union = &ward.unions[*idx];
        let of_company = union
            .unit
            .is_some_and(|unit| ward.enterprises[unit].kind == Kind::Company);
        union.finding == UnionFinding::Ok && of_company
    };
    (0..ward.unions.len()).filter(is_plain).collect()
}

/// The rosters of a ward with about `n_members` rows.
pub(super) fn choose_rosters(ward: &Ward, n_members: u32) -> Vec<Roster> {
    let mut rosters = of_units(ward, n_members);
    let times = 1 + (n_members / PER_ROSTER_OF_MANY) as usize;
    let is_living = |idx: &usize| {
        let union = &ward.unions[*idx];
        union.finding == UnionFinding::Ok && union.is_founded()
    };
    for (kind, n) in [
        (UnionKind::AreaUnion, 3 * times),
        (UnionKind::UnionFederation, times),
        (UnionKind::JointUnion, times),
    ] {
        let of_kind = (0..ward.unions.len())
            .filter(is_living)
            .filter(|idx| ward.unions[*idx].kind == kind);
        for (turn, union) in of_kind.take(n).enumerate() {
            let role = match (kind, turn % 2) {
                (UnionKind::AreaUnion, 0) => Role::Exporting,
                _ => Role::Agreeing,
            };
            rosters.push(Roster {
                union,
                role,
                n_members: N_OF_MANY,
            });
        }
    }
    // Whoever counts a unit by its roster alone has one.
    for (union, facts) in ward.unions.iter().enumerate() {
        let is_new = rosters.iter().all(|roster| roster.union != union);
        if !facts.reached_by_roster.is_empty() && is_new {
            rosters.push(Roster {
                union,
                role: Role::Agreeing,
                n_members: 0,
            });
        }
    }
    rosters
}

fn of_units(ward: &Ward, n_members: u32) -> Vec<Roster> {
    let unit = |union: usize| ward.unions[union].unit.map(|unit| &ward.enterprises[unit]);
    let workers = |union: usize| unit(union).map_or(0, |unit| unit.workers);
    let rank = |union: &usize| {
        let is_direct = ward.unions[*union].reporting == ReportingUnit::MunicipalDirect;
        let sends = unit(*union).is_some_and(is_agency);
        let most_first = std::cmp::Reverse(workers(*union));
        (!is_direct, !sends, most_first, *union)
    };
    let mut own: Vec<usize> = plain_unions(ward)
        .into_iter()
        .filter(|union| workers(*union) >= WORKERS_MIN)
        .collect();
    own.sort_by_key(rank);
    // Enough unions stay without a roster: report causes on head counts are planted there.
    own.truncate(own.len() * 3 / 5);
    let cap = (n_members / 260).clamp(24, 400);
    let mut rosters: Vec<Roster> = Vec::new();
    let (mut enrolled, mut turn, mut n_agencies) = (0, 0, 0);
    for union in own {
        if enrolled >= n_members * 17 / 20 && turn >= TURNS_MIN {
            break;
        }
        let sends = unit(union).is_some_and(is_agency);
        n_agencies += usize::from(sends);
        if sends && n_agencies > N_AGENCIES_MAX {
            continue;
        }
        let role = match sends {
            true => Role::Agreeing,
            false => {
                turn += 1;
                role_of_turn(turn)
            }
        };
        let n_members = (workers(union) * 9 / 10).min(cap);
        enrolled += n_members;
        rosters.push(Roster {
            union,
            role,
            n_members,
        });
    }
    rosters
}

const fn role_of_turn(turn: usize) -> Role {
    match turn % 10 {
        1 => Role::Duplicates,
        2 => Role::Left,
        3 => Role::NotApproved,
        4 => Role::AfterPeriod,
        5 => Role::CountedElsewhere,
        6 => Role::MigrantDefinition,
        7 => Role::Mixed,
        8 => Role::MixedTwice,
        _ => Role::Agreeing,
    }
}
