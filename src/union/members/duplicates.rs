//! Rows of one person in two memberships, and two persons under one id (重复会员).
//!
//! A membership that was properly closed when the person moved on is no duplicate of the next one.
//! One that ended otherwise and was followed by a new joining is `rejoined`, because membership is
//! taken up once and carried along.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::counting::{Counted, CountingBook};
use super::employment::Evidence;
use super::fact::Fact;
use super::identify::{Identified, Person};
use super::standing::{Closed, Standing};
use super::words;
use super::workplaces::Dispatch;
use crate::normalize;
use crate::table::vocabulary::{DuplicateAction, DuplicateKind, OutReason, UnionKind};
use crate::table::{GroupId, PersonId};

/// One member row of a duplicate group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DuplicateRow {
    pub(super) group_id: GroupId,
    pub(super) kind: DuplicateKind,
    /// 0-based row among the facts.
    pub(super) row: usize,
    pub(super) person_id: PersonId,
    pub(super) keep: bool,
    pub(super) action: DuplicateAction,
    pub(super) reason: String,
}

/// A member row with its standing.
#[derive(Clone, Copy)]
struct Membership<'f> {
    row: usize,
    fact: &'f Fact,
    standing: &'f Standing,
}

/// The member rows of `person`, the one to keep first.
pub(super) fn ordered_members(
    identified: &Identified,
    person: &Person,
    counted: &Counted,
    book: &CountingBook<'_>,
) -> Vec<usize> {
    let mut members = memberships(identified, person);
    members.sort_by_key(|member| preference(member, counted, book));
    members.iter().map(|member| member.row).collect()
}

fn memberships<'f>(identified: &'f Identified, person: &Person) -> Vec<Membership<'f>> {
    let rows = person.rows.iter().copied();
    let members = rows.filter_map(|row| {
        identified.standings[row]
            .as_ref()
            .map(|standing| Membership {
                row,
                fact: &identified.facts[row],
                standing,
            })
    });
    members.collect()
}

/// The group of a person whose id is not shared, if there is one; the row to keep first.
pub(super) fn group(
    identified: &Identified,
    person: &Person,
    counted: &Counted,
    book: &CountingBook<'_>,
) -> Vec<DuplicateRow> {
    let all = memberships(identified, person);
    let mut members: Vec<Membership<'_>> = all
        .iter()
        .copied()
        .filter(|member| !is_properly_closed(member, &all))
        .collect();
    if members.len() < 2 {
        return Vec::new();
    }
    members.sort_by_key(|member| preference(member, counted, book));
    let kind = kind(&members, person, book);
    let group_id = GroupId::of_parts("group", &[&person.person_id.to_string()]);
    let is_settled = kind != DuplicateKind::TwoUnions
        || counted
            .union_code()
            .is_some_and(|code| members[0].fact.union_code.as_deref() == Some(code));
    let kept = members[0].fact;
    let rows = members.iter().enumerate().map(|(position, member)| {
        let action = match (position, is_settled) {
            (0, _) => DuplicateAction::Keep,
            (_, true) => DuplicateAction::Close,
            (_, false) => DuplicateAction::Ask,
        };
        DuplicateRow {
            group_id,
            kind,
            row: member.row,
            person_id: person.person_id,
            keep: position == 0,
            action,
            reason: match (action, is_over_by_itself(member)) {
                (DuplicateAction::Close, true) => format!(
                    "{}，会籍保留在{}，本条会籍已终止，无须再办理",
                    what(kind),
                    where_kept(kept, book)
                ),
                (_, true | false) => reason(kind, action, kept, book),
            },
        }
    });
    rows.collect()
}

/// Whether the row's own state says that the membership is over: nothing is left to be typed.
fn is_over_by_itself(member: &Membership<'_>) -> bool {
    let state = member.fact.row.membership_state.as_deref();
    state.is_some_and(words::is_over)
}

/// The groups of ids that two people carry: nothing is merged and every row is kept.
pub(super) fn shared_groups(identified: &Identified) -> Vec<DuplicateRow> {
    let mut persons_of: BTreeMap<usize, Vec<&Person>> = BTreeMap::new();
    for person in &identified.persons {
        if let Some(shared) = person.shared {
            persons_of.entry(shared).or_default().push(person);
        }
    }
    let mut rows = Vec::new();
    for persons in persons_of.into_values() {
        let ids: Vec<String> = persons
            .iter()
            .map(|person| person.person_id.to_string())
            .collect();
        let parts: Vec<&str> = ids.iter().map(String::as_str).collect();
        let group_id = GroupId::of_parts("group", &parts);
        let evidence: Vec<Evidence<'_>> = persons
            .iter()
            .flat_map(|person| identified.evidence(person))
            .collect();
        let owners = owners(&evidence);
        for person in persons {
            for row in person
                .rows
                .iter()
                .filter(|row| identified.standings[**row].is_some())
            {
                let is_owner = owners.contains(identified.facts[*row].name.as_str());
                let (action, reason) = if is_owner {
                    (
                        DuplicateAction::Keep,
                        "同一身份证号下有两人，本人信息与证号相符，暂不合并",
                    )
                } else {
                    (
                        DuplicateAction::CorrectId,
                        "同一身份证号下有两人，不合并，请核对并更正身份证号",
                    )
                };
                rows.push(DuplicateRow {
                    group_id,
                    kind: DuplicateKind::SharedId,
                    row: *row,
                    person_id: person.person_id,
                    keep: true,
                    action,
                    reason: reason.to_owned(),
                });
            }
        }
    }
    rows
}

/// The name to which a shared id belongs: the only one that a list of persons employed carries under
/// it, else the only one whose sex and birth date are the id's. Empty where it cannot be told.
fn owners<'f>(rows: &[Evidence<'f>]) -> FxHashSet<&'f str> {
    let only = |names: FxHashSet<&'f str>| {
        if names.len() == 1 {
            names
        } else {
            FxHashSet::default()
        }
    };
    let listed = rows
        .iter()
        .filter(|row| row.standing.is_none())
        .map(|row| row.fact.name.as_str());
    let listed = only(listed.collect());
    if !listed.is_empty() {
        return listed;
    }
    let at_odds: FxHashSet<&str> = rows
        .iter()
        .filter(|row| row.fact.contradicts_own_id())
        .map(|row| row.fact.name.as_str())
        .collect();
    if at_odds.is_empty() {
        return FxHashSet::default();
    }
    let names = rows.iter().map(|row| row.fact.name.as_str());
    only(names.filter(|name| !at_odds.contains(name)).collect())
}

/// Whether a membership ended in the system as it should and repeats no other: transferred out by
/// its own words, or left without joining again.
fn is_properly_closed(member: &Membership<'_>, all: &[Membership<'_>]) -> bool {
    match member.standing.closed {
        Closed::No | Closed::ByMove => false,
        Closed::BySelf(OutReason::TransferredOut | OutReason::Died) => true,
        Closed::BySelf(
            OutReason::Left
            | OutReason::StruckOff
            | OutReason::NotApproved
            | OutReason::JoinedAfterPeriod
            | OutReason::SharedId,
        ) => {
            let others = || all.iter().filter(|other| other.row != member.row);
            let is_repeated = others().any(|other| in_one_union(member.fact, other.fact));
            !is_repeated && !others().any(|other| is_rejoining(member, other))
        }
    }
}

/// Least is best: a membership that holds, in the union that counts the person, then the better
/// documented one, then the earlier joining (一次入会).
fn preference<'f>(
    member: &Membership<'f>,
    counted: &Counted,
    book: &CountingBook<'_>,
) -> impl Ord + use<'f> {
    let fact = member.fact;
    let is_counting =
        counted.union_code().is_some() && counted.union_code() == fact.union_code.as_deref();
    let joined = fact.row.join_date.map_or((1, None), |on| (0, Some(on)));
    (
        (
            member.standing.out.is_some(),
            member.standing.closed != Closed::No,
            !is_counting,
        ),
        (
            book.is_at_source(fact),
            fact.id.is_none(),
            Reverse(n_filled(fact)),
        ),
        joined,
        (&fact.union_code, &fact.card_no, member.row),
    )
}

fn n_filled(fact: &Fact) -> usize {
    let row = &fact.row;
    let cells = [
        &row.card_no,
        &row.phone,
        &row.registration_kind,
        &row.registration_place,
        &row.employment_form,
        &row.employer,
        &row.sex,
        &row.union_code,
    ];
    let dates = [row.birth_date, row.join_date];
    cells.iter().filter(|cell| cell.is_some()).count()
        + dates.iter().filter(|date| date.is_some()).count()
}

/// The kind of a group, first that fits.
fn kind(members: &[Membership<'_>], person: &Person, book: &CountingBook<'_>) -> DuplicateKind {
    let any_pair = |fits: &dyn Fn(&Membership<'_>, &Membership<'_>) -> bool| {
        let fits_other = |left: &Membership<'_>| {
            members
                .iter()
                .any(|right| left.row != right.row && fits(left, right))
        };
        members.iter().any(fits_other)
    };
    let is_apart =
        |left: &Membership<'_>, right: &Membership<'_>| !in_one_union(left.fact, right.fact);
    if any_pair(&is_rejoining) {
        return DuplicateKind::Rejoined;
    }
    if any_pair(&|left, right| left.standing.closed == Closed::ByMove && is_apart(left, right)) {
        return DuplicateKind::TransferNotClosed;
    }
    if any_pair(&|left, right| {
        is_apart(left, right) && are_agency_and_host((left, right), person, book)
    }) {
        return DuplicateKind::AgencyAndHost;
    }
    if any_pair(&|left, right| {
        is_apart(left, right) && book.is_at_source(left.fact) && !book.is_at_source(right.fact)
    }) {
        return DuplicateKind::OriginAndDestination;
    }
    if any_pair(&|left, right| in_one_union(left.fact, right.fact)) {
        return DuplicateKind::SameUnion;
    }
    DuplicateKind::TwoUnions
}

/// Whether `left` ended by leaving or striking off and `right` began after it.
fn is_rejoining(left: &Membership<'_>, right: &Membership<'_>) -> bool {
    let has_left = matches!(
        left.standing.closed,
        Closed::BySelf(OutReason::Left | OutReason::StruckOff)
    );
    if !has_left || left.row == right.row {
        return false;
    }
    let joined = right.fact.row.join_date;
    match (left.standing.ended_on, joined) {
        (Some(ended), Some(joined)) => joined >= ended,
        (None, Some(joined)) => left
            .fact
            .row
            .join_date
            .is_some_and(|earlier| joined > earlier),
        (_, None) => false,
    }
}

/// Whether two rows name one union; rows that name none by code are compared by its name.
fn in_one_union(left: &Fact, right: &Fact) -> bool {
    match (&left.union_code, &right.union_code) {
        (Some(left), Some(right)) => left == right,
        (None, None) => {
            let name = |fact: &Fact| fact.row.union_name.as_deref().map(normalize::fold);
            name(left) == name(right) && left.row.source == right.row.source
        }
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Whether the first row's union is the agency's and the second's the host's.
fn are_agency_and_host(
    (left, right): (&Membership<'_>, &Membership<'_>),
    person: &Person,
    book: &CountingBook<'_>,
) -> bool {
    let rows = [left, right];
    let is_dispatched = person.employment.dispatch != Dispatch::Direct
        || rows
            .iter()
            .any(|row| row.fact.work.dispatch != Dispatch::Direct);
    let (Some(of_agency), Some(of_host)) = (&left.fact.union_code, &right.fact.union_code) else {
        return false;
    };
    let agency = person
        .employment
        .agency
        .or(left.fact.work.agency)
        .or(right.fact.work.agency);
    let host = person
        .employment
        .host
        .or(left.fact.work.host)
        .or(right.fact.work.host);
    let Some(agency) = agency.filter(|_| is_dispatched) else {
        return false;
    };
    let hosts_union = match host {
        Some(host) => book.reaches(of_host, host),
        None => {
            let union = book.unions.get(of_host);
            union.is_some_and(|union| union.kind == UnionKind::EnterpriseUnion)
        }
    };
    book.reaches(of_agency, agency) && !book.reaches(of_host, agency) && hosts_union
}

fn reason(
    kind: DuplicateKind,
    action: DuplicateAction,
    kept: &Fact,
    book: &CountingBook<'_>,
) -> String {
    let (what, union) = (what(kind), where_kept(kept, book));
    match action {
        DuplicateAction::Keep => format!("{what}，保留本条"),
        DuplicateAction::Close => format!("{what}，会籍保留在{union}，本条应注销"),
        DuplicateAction::Ask => format!("{what}，请核实会籍应保留在哪个工会"),
        DuplicateAction::CorrectId => format!("{what}，请核对并更正身份证号"),
    }
}

const fn what(kind: DuplicateKind) -> &'static str {
    match kind {
        DuplicateKind::SharedId => "同一身份证号下有两人",
        DuplicateKind::Rejoined => "退会后又重新入会",
        DuplicateKind::TransferNotClosed => "会籍已转出，原工会未注销",
        DuplicateKind::AgencyAndHost => "派遣单位与用工单位重复入会",
        DuplicateKind::OriginAndDestination => "输出地与输入地重复入会",
        DuplicateKind::SameUnion => "同一工会重复登记",
        DuplicateKind::TwoUnions => "在两个工会重复入会",
    }
}

/// The union that keeps the membership.
fn where_kept<'a>(kept: &'a Fact, book: &'a CountingBook<'_>) -> &'a str {
    let code = kept.union_code.as_deref();
    code.map_or("保留的一条", |code| book.unions.label(code))
}
