//! What member rows and persons say of each union, row by row.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::memberships;
use crate::table::vocabulary::{Basis, Cause, DuplicateKind, Indicator, Migrant, OutReason};

use super::figures::{Line, Part, sum_parts};

/// The indicators that a roster can answer.
pub(super) const MEMBER_INDICATORS: [Indicator; 5] = [
    Indicator::Members,
    Indicator::FemaleMembers,
    Indicator::MigrantMembers,
    Indicator::DispatchedMembers,
    Indicator::NewMembers,
];

/// The lines of every union that at least one member row names, by kept union code.
pub(super) fn roster_lines(
    rows: &[memberships::Row],
) -> BTreeMap<String, BTreeMap<Indicator, Line>> {
    let named: BTreeSet<&str> = rows
        .iter()
        .filter_map(|row| row.union_code.as_deref())
        .collect();
    let mut lines: BTreeMap<String, BTreeMap<Indicator, Line>> = named
        .iter()
        .map(|union_code| ((*union_code).to_owned(), empty_lines()))
        .collect();
    let mut persons: BTreeMap<_, Vec<&memberships::Row>> = BTreeMap::new();
    for row in rows {
        persons.entry(row.person_id).or_default().push(row);
    }
    for rows_of_person in persons.values() {
        add_person(rows_of_person, &mut lines);
    }
    lines
}

fn empty_lines() -> BTreeMap<Indicator, Line> {
    let empty = Line {
        basis: Basis::Persons,
        raw: Some(0),
        recomputed: Some(0),
        effects: Vec::new(),
    };
    MEMBER_INDICATORS
        .iter()
        .map(|indicator| (*indicator, empty.clone()))
        .collect()
}

fn add_person(rows: &[&memberships::Row], lines: &mut BTreeMap<String, BTreeMap<Indicator, Line>>) {
    let counting = rows
        .iter()
        .filter(|row| row.person_in_period)
        .find_map(|row| row.counted_by.as_deref());
    let naming = |row: &&&memberships::Row| row.union_code.as_deref() == counting;
    // The row that stands for the person in the union that counts it.
    let standing = counting.and_then(|_| {
        let best = |row: &&&memberships::Row| (!row.is_kept, !row.in_period, row.identity());
        rows.iter().filter(naming).min_by_key(best).copied()
    });
    for row in rows {
        let Some(of_union) = row.union_code.as_ref().and_then(|code| lines.get_mut(code)) else {
            continue;
        };
        let stands = standing.is_some_and(|standing| std::ptr::eq(standing, *row));
        for (indicator, line) in of_union {
            let held = i64::from(system_counts(row, *indicator));
            let counted = i64::from(stands && rules_count(row, *indicator));
            let cause = if stands {
                Cause::MigrantDefinition
            } else {
                dropped_because(row)
            };
            book(line, row, cause, (held, counted));
        }
    }
    let (Some(counting), None) = (counting, standing) else {
        return;
    };
    let best = |row: &&&memberships::Row| (!row.is_kept, !row.in_period, row.identity());
    let carrier = rows.iter().min_by_key(best).copied();
    if let (Some(of_union), Some(row)) = (lines.get_mut(counting), carrier) {
        for (indicator, line) in of_union {
            let counted = i64::from(rules_count(row, *indicator));
            book(line, row, Cause::CountedElsewhere, (0, counted));
        }
    }
}

/// Books what the system holds of a row and what the rules count of it.
fn book(line: &mut Line, row: &memberships::Row, cause: Cause, (held, counted): (i64, i64)) {
    line.raw = line.raw.map(|raw| raw + held);
    line.recomputed = line.recomputed.map(|recomputed| recomputed + counted);
    if held != counted {
        line.effects.push(Part {
            cause,
            row: row.identity(),
            count: held - counted,
            note: note(row, cause, held - counted),
        });
    }
    debug_assert_eq!(
        line.raw.unwrap_or(0) - line.recomputed.unwrap_or(0),
        sum_parts(&line.effects)
    );
}

fn system_counts(row: &memberships::Row, indicator: Indicator) -> bool {
    if indicator == Indicator::MigrantMembers {
        return row.flagged_migrant == Some(true);
    }
    rules_count(row, indicator)
}

fn rules_count(row: &memberships::Row, indicator: Indicator) -> bool {
    match indicator {
        Indicator::Members | Indicator::JointUnionMembers => true,
        Indicator::FemaleMembers => row.is_female == Some(true),
        Indicator::MigrantMembers => row.migrant == Migrant::Yes,
        Indicator::DispatchedMembers => row.is_dispatched,
        Indicator::NewMembers => row.is_new_in_period,
        Indicator::BaseUnions
        | Indicator::CoveredUnits
        | Indicator::Workers
        | Indicator::FemaleWorkers
        | Indicator::MigrantWorkers
        | Indicator::DispatchedWorkers => false,
    }
}

/// Why a row that names the union does not count there. The row's own state goes first: a
/// membership that ended is no duplicate of the one that lives.
fn dropped_because(row: &memberships::Row) -> Cause {
    let out_reason = row.out_reason.filter(|_| !row.in_period);
    match out_reason {
        Some(OutReason::NotApproved) => return Cause::NotApproved,
        Some(OutReason::JoinedAfterPeriod) => return Cause::OutsidePeriod,
        Some(
            OutReason::Left | OutReason::TransferredOut | OutReason::StruckOff | OutReason::Died,
        ) => return Cause::LeftOrTransferred,
        Some(OutReason::SharedId) => return Cause::Duplicates,
        None => {}
    }
    if !row.is_kept {
        return match row.duplicate_kind {
            Some(DuplicateKind::TransferNotClosed) => Cause::LeftOrTransferred,
            Some(
                DuplicateKind::SharedId
                | DuplicateKind::Rejoined
                | DuplicateKind::AgencyAndHost
                | DuplicateKind::OriginAndDestination
                | DuplicateKind::SameUnion
                | DuplicateKind::TwoUnions,
            )
            | None => Cause::Duplicates,
        };
    }
    if row.person_in_period {
        return Cause::CountedElsewhere;
    }
    Cause::LeftOrTransferred
}

fn note(row: &memberships::Row, cause: Cause, count: i64) -> String {
    let elsewhere = row.counted_place.as_deref().or(row.counted_by.as_deref());
    match cause {
        Cause::NotApproved => "入会申请未经批准".to_owned(),
        Cause::OutsidePeriod => "期末以后入会".to_owned(),
        Cause::LeftOrTransferred => "期末前已退会、转出、除名或死亡".to_owned(),
        Cause::Duplicates => "重复会员，另一条记录保留".to_owned(),
        Cause::CountedElsewhere if count < 0 => "会籍登记在别处，按统计口径由本工会统计".to_owned(),
        Cause::CountedElsewhere => match elsewhere {
            Some(place) => format!("按统计口径由{place}统计"),
            None => "按统计口径不由本工会统计".to_owned(),
        },
        Cause::MigrantDefinition if count < 0 => "系统未标农民工，按口径属农民工".to_owned(),
        Cause::MigrantDefinition => "系统标为农民工，按口径不属农民工".to_owned(),
        Cause::UnitMissingFromReport
        | Cause::UnitMissingFromSystem
        | Cause::UnitReportedTwice
        | Cause::UnitDissolved
        | Cause::CoveredUnits
        | Cause::FormArithmetic
        | Cause::LastYearCarriedOver
        | Cause::ScaledOrTransposed
        | Cause::Unexplained => String::new(),
    }
}
