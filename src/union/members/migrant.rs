//! Who is a migrant worker (农民工), and whether a local or an outgoing one.
//!
//! Both definitions want a rural registration and work other than farming; the statistics
//! definition also wants six months within the year. A member with an employment form is not refused
//! for a shorter time, so the months decide only for persons known from lists of persons employed;
//! where a list gives no dates, standing in it counts as employment throughout.
//!
//! Not yet: wages as the main living (federation definition) are presumed of whoever is employed.

use std::cmp::Reverse;

use chrono::{Months, NaiveDate};

use super::employment::{Employment, Evidence};
use super::words::{self, EmploymentState, Registration};
use super::workplaces::{Employer, Workplace, Workplaces};
use crate::normalize::Address;
use crate::standard::region;
use crate::table::Period;
use crate::table::vocabulary::{EntityKind, Migrant, MigrantScope};
use crate::union::policy::{CooperativeWorkers, MigrantDefinition, Policy};

/// Months of other than farm work within the year that the statistics definition asks for.
const WORK_MONTHS_MIN: u32 = 6;

/// What was decided about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MigrantStatus {
    pub(super) migrant: Migrant,
    /// Why, or the field that is missing, in the words of the office.
    pub(super) reason: String,
    pub(super) scope: MigrantScope,
}

/// What the status is judged by.
#[derive(Clone, Copy)]
pub(super) struct MigrantRules<'a> {
    pub(super) policy: &'a Policy,
    pub(super) period: &'a Period,
    pub(super) workplaces: &'a Workplaces<'a>,
}

/// Judges the person whose rows are `rows`.
pub(super) fn judge(
    rows: &[Evidence<'_>],
    employment: &Employment,
    rules: &MigrantRules<'_>,
) -> MigrantStatus {
    let mut ordered: Vec<&Evidence<'_>> = rows.iter().collect();
    ordered.sort_by_key(|row| {
        let cells = &row.fact.row;
        let weight = (!row.is_current(rules.period), row.standing.is_none());
        (
            weight,
            Reverse(cells.join_date),
            &cells.registration_kind,
            &cells.registration_place,
        )
    });
    let place = ordered
        .iter()
        .find_map(|row| filled(&row.fact.row.registration_place));
    let kind = ordered
        .iter()
        .find_map(|row| filled(&row.fact.row.registration_kind));
    let (migrant, reason) = match registration(kind, place) {
        Ok((Rural::Yes, why)) => work(&ordered, employment, rules, why),
        Ok((Rural::No, why)) => (Migrant::No, why.to_owned()),
        Err(missing) => match ordered.iter().find_map(|row| row.fact.row.is_migrant) {
            // The union's own statement stands where nothing is there to hold it against.
            Some(true) => stated(&ordered, employment, rules, missing),
            Some(false) => (Migrant::No, format!("登记为非农民工（未填{missing}）")),
            None => (Migrant::Unknown, format!("缺少{missing}")),
        },
    };
    let scope = match migrant {
        Migrant::Yes => scope(place, employment, rules.workplaces),
        Migrant::No => MigrantScope::NotMigrant,
        Migrant::Unknown => MigrantScope::Unknown,
    };
    MigrantStatus {
        migrant,
        reason,
        scope,
    }
}

/// Whether the registration is rural.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rural {
    Yes,
    No,
}

fn filled(cell: &Option<String>) -> Option<&str> {
    cell.as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
}

/// Whether the registration is rural and why, else the field that is missing.
fn registration(
    kind: Option<&str>,
    place: Option<&str>,
) -> Result<(Rural, &'static str), &'static str> {
    let Some(kind) = kind else {
        return Err("户籍性质");
    };
    match (words::registration(kind), place) {
        (Registration::Rural, _) => Ok((Rural::Yes, "农业户籍")),
        (Registration::Urban, _) => Ok((Rural::No, "非农业户籍")),
        (Registration::Resident, Some(place)) if words::is_rural_place(place) => {
            Ok((Rural::Yes, "居民户口，户籍地在农村"))
        }
        (Registration::Resident, Some(_)) => Ok((Rural::No, "居民户口，户籍地不在农村")),
        (Registration::Resident, None) => Err("户籍所在地"),
        (Registration::Unclear, _) => Err("户籍性质"),
    }
}

/// Judges a person who is entered as a migrant worker and whose registration is not known: farm work
/// excludes all the same.
fn stated(
    rows: &[&Evidence<'_>],
    employment: &Employment,
    rules: &MigrantRules<'_>,
    missing: &str,
) -> (Migrant, String) {
    let entered = format!("登记为农民工（未填{missing}）");
    match work(rows, employment, rules, &entered) {
        (Migrant::Unknown, _) => (Migrant::Yes, entered),
        judged => judged,
    }
}

/// Judges the work of a person whose registration is rural.
fn work(
    rows: &[&Evidence<'_>],
    employment: &Employment,
    rules: &MigrantRules<'_>,
    registration: &str,
) -> (Migrant, String) {
    let states = rows
        .iter()
        .map(|row| row.fact.row.employment_state.as_deref());
    let is_farming = states
        .map(words::employment_state)
        .any(|state| state == EmploymentState::Farming);
    if is_farming && employment.workplace().is_none() {
        return (Migrant::No, format!("{registration}，在家务农"));
    }
    let workplace = employment
        .workplace()
        .and_then(|entity_id| rules.workplaces.get(entity_id));
    if let Some(workplace) = workplace {
        let is_cooperative = workplace.kind == EntityKind::Cooperative;
        match (is_cooperative, rules.policy.cooperative_workers) {
            (true, CooperativeWorkers::Migrant) => {
                return (
                    Migrant::Yes,
                    format!("{registration}，在农民专业合作社就业"),
                );
            }
            (true, CooperativeWorkers::Excluded) => {
                return (Migrant::No, format!("{registration}，合作社成员不计"));
            }
            (false, _) if is_farm(workplace) => {
                return (Migrant::No, format!("{registration}，从事农业生产"));
            }
            (false, _) => {}
        }
    }
    let has_form = rows
        .iter()
        .any(|row| filled(&row.fact.row.employment_form).is_some());
    let is_member = rows.iter().any(|row| row.standing.is_some());
    let has_work = match employment.employer {
        Employer::Known(_) | Employer::Several(_) | Employer::Outside(_) | Employer::NotFound => {
            true
        }
        Employer::Nobody | Employer::Unsaid => employment.host.is_some(),
    };
    if !has_form && !has_work {
        return (Migrant::Unknown, "缺少用工形式".to_owned());
    }
    let asks_months = rules.policy.migrant_definition == MigrantDefinition::Nbs && !is_member;
    if asks_months && !rows.iter().any(|row| is_long_enough(row, rules.period)) {
        return (
            Migrant::No,
            format!("{registration}，年内非农就业不足六个月"),
        );
    }
    (Migrant::Yes, format!("{registration}，从事非农产业"))
}

/// Section A of GB/T 4754 except division 05, professional and support services.
fn is_farm(workplace: &Workplace) -> bool {
    let Some(code) = workplace.industry_code.as_deref() else {
        return false;
    };
    let division: String = code.chars().filter(char::is_ascii_digit).take(2).collect();
    match division.as_str() {
        "" => code.starts_with('A'),
        "01" | "02" | "03" | "04" => true,
        _ => false,
    }
}

/// Whether a listed employment lasted six months of the year.
fn is_long_enough(row: &Evidence<'_>, period: &Period) -> bool {
    let cells = &row.fact.row;
    let from = cells.started_on.unwrap_or(NaiveDate::MIN).max(period.from);
    let to = cells.finished_on.unwrap_or(NaiveDate::MAX).min(period.to);
    let after_last = to.succ_opt().unwrap_or(to);
    from.checked_add_months(Months::new(WORK_MONTHS_MIN))
        .is_some_and(|half| half <= after_last)
}

/// Local where the work lies in the township of registration.
fn scope(
    place: Option<&str>,
    employment: &Employment,
    workplaces: &Workplaces<'_>,
) -> MigrantScope {
    let Some(place) = place else {
        return MigrantScope::Unknown;
    };
    if let Employer::Outside(_) = employment.employer {
        return MigrantScope::Outgoing;
    }
    if region::is_outside(place, workplaces.prefix()) {
        return MigrantScope::Outgoing;
    }
    let Some(workplace) = employment
        .workplace()
        .and_then(|entity_id| workplaces.get(entity_id))
    else {
        return MigrantScope::Unknown;
    };
    let home = Address::parse(place, workplaces.prefix());
    match (home.region_code, workplace.region_code.as_deref()) {
        (Some(home), Some(work)) if home != work => return MigrantScope::Outgoing,
        (Some(_), Some(_)) | (None, _) | (_, None) => {}
    }
    match (home.township.as_deref(), workplace.township.as_deref()) {
        (Some(home), Some(work)) if township_key(home) == township_key(work) => MigrantScope::Local,
        (Some(_), Some(_)) => MigrantScope::Outgoing,
        (None, _) | (_, None) => MigrantScope::Unknown,
    }
}

/// A township's name without its kind, which changes when a township becomes a street.
pub(super) fn township_key(township: &str) -> &str {
    let kinds = ["街道办事处", "街道办", "街道", "办事处", "镇", "乡"];
    let name = kinds.iter().find_map(|kind| township.strip_suffix(kind));
    name.filter(|name| !name.is_empty()).unwrap_or(township)
}
