//! Memberships to close or move, and identities to correct.

use std::collections::{BTreeMap, BTreeSet};

use crate::standard::ResidentId;
use crate::table::vocabulary::{
    Certainty, CorrectionAction, DuplicateAction, DuplicateKind, OutReason, SubjectKind,
};
use crate::table::{
    PersonId, RowIdentity, member_duplicates, memberships, person_rows, union_registry,
};
use crate::union::members::is_over;
use crate::union::policy::IdentityDisplay;

use super::act::{About, Act, Typed};
use super::cures::Related;

/// What the acts on members are made of.
pub(super) struct Members<'a> {
    pub(super) memberships: &'a [memberships::Row],
    pub(super) duplicates: &'a [member_duplicates::Row],
    pub(super) person_rows: &'a [person_rows::Row],
    /// Unions whose figures are their rosters'.
    pub(super) rostered: &'a BTreeSet<&'a str>,
    /// The unions' rows that stay, by code.
    pub(super) unions: &'a BTreeMap<&'a str, &'a union_registry::Row>,
    pub(super) related: &'a Related,
    pub(super) privacy: &'a IdentityDisplay,
}

/// All acts on members.
pub(super) fn member_acts(members: &Members<'_>) -> Vec<Act> {
    let written: BTreeMap<RowIdentity, &person_rows::Row> = members
        .person_rows
        .iter()
        .map(|row| (row.identity(), row))
        .collect();
    let duplicates: BTreeMap<RowIdentity, &member_duplicates::Row> = members
        .duplicates
        .iter()
        .map(|row| (row.identity(), row))
        .collect();
    let mut unions_of: BTreeMap<PersonId, BTreeSet<&str>> = BTreeMap::new();
    for row in members.memberships {
        let unions = unions_of.entry(row.person_id).or_default();
        unions.extend(row.union_code.as_deref());
    }
    let mut acts = Vec::new();
    for membership in members.memberships {
        let row = membership.identity();
        let case = Case {
            membership,
            written: written.get(&row).copied(),
            subject: subject(membership),
            unions: members.unions,
            related: members.related,
            privacy: members.privacy,
        };
        match duplicates.get(&row).copied() {
            Some(duplicate) if duplicate.action == DuplicateAction::Close => {
                // A membership that the system itself ended needs no act: its row only counts no more.
                if !case.has_ended() {
                    acts.push(case.closing(duplicate_certainty(duplicate), &duplicate.reason));
                }
            }
            Some(duplicate) if duplicate.action == DuplicateAction::CorrectId => {
                acts.push(case.identity(duplicate));
            }
            Some(_) | None => {
                let unions = unions_of.get(&membership.person_id);
                acts.extend(
                    case.left_open()
                        .or_else(|| case.moving(unions, members.rostered)),
                );
            }
        }
    }
    acts
}

fn duplicate_certainty(duplicate: &member_duplicates::Row) -> Certainty {
    match duplicate.kind {
        DuplicateKind::SameUnion | DuplicateKind::TransferNotClosed | DuplicateKind::Rejoined => {
            Certainty::Certain
        }
        DuplicateKind::SharedId => Certainty::Review,
        DuplicateKind::AgencyAndHost
        | DuplicateKind::OriginAndDestination
        | DuplicateKind::TwoUnions => Certainty::Probable,
    }
}

/// The card number, else union code and row.
fn subject(membership: &memberships::Row) -> String {
    let card = membership.card_no.as_deref().map(str::trim);
    // A card numbered by the resident id would show the id.
    let is_shown = |card: &&str| !card.is_empty() && card.parse::<ResidentId>().is_err();
    match card.filter(is_shown) {
        Some(card) => card.to_owned(),
        None => {
            let union = membership.union_code.as_deref().unwrap_or_default();
            format!("{union}/{}", membership.row)
        }
    }
}

struct Case<'a> {
    membership: &'a memberships::Row,
    written: Option<&'a person_rows::Row>,
    subject: String,
    unions: &'a BTreeMap<&'a str, &'a union_registry::Row>,
    related: &'a Related,
    privacy: &'a IdentityDisplay,
}

impl Case<'_> {
    fn act(&self, action: CorrectionAction, typed: Typed, said: (Certainty, &str)) -> Act {
        let row = self.membership.identity();
        Act {
            action,
            subject_kind: SubjectKind::Member,
            subject: self.subject.clone(),
            about: self.about(),
            place: Some(row.clone()),
            fields: vec![typed],
            certainty: said.0,
            evidence: self.related.evidence_of_row(said.1, &row),
            cures: Vec::new(),
        }
    }

    /// The union that holds the row.
    fn about(&self) -> About {
        let code = self.membership.union_code.as_deref();
        let union = code.and_then(|code| self.unions.get(code));
        union.map_or_else(About::default, |union| About::union(union))
    }

    fn state(&self) -> Option<&str> {
        self.written.and_then(|row| row.membership_state.as_deref())
    }

    /// The row itself says that the membership is over: by its state, or by its date of leaving where
    /// the roster keeps no states.
    fn has_ended(&self) -> bool {
        let left_on = self.written.and_then(|row| row.left_on);
        let is_stateless = self.state().is_none_or(|state| state.trim().is_empty());
        self.has_ended_state() || (is_stateless && left_on.is_some() && !self.membership.in_period)
    }

    fn has_ended_state(&self) -> bool {
        self.state().is_some_and(is_over)
    }

    fn closing(&self, certainty: Certainty, evidence: &str) -> Act {
        let typed = Typed::change("membership_state", self.state(), "注销");
        self.act(
            CorrectionAction::CloseMembership,
            typed,
            (certainty, evidence),
        )
    }

    /// The person left by what another row or a movement says, and the row itself was left open.
    fn left_open(&self) -> Option<Act> {
        let out_reason = self
            .membership
            .out_reason
            .filter(|_| !self.membership.in_period)?;
        let (state, evidence) = match out_reason {
            OutReason::Left => ("退会", "期末前已退会，会籍未注销"),
            OutReason::TransferredOut => ("转出", "期末前已转出，会籍未注销"),
            OutReason::StruckOff => ("除名", "期末前已除名，会籍未注销"),
            OutReason::Died => ("死亡", "会员已死亡，会籍未注销"),
            OutReason::NotApproved | OutReason::JoinedAfterPeriod | OutReason::SharedId => {
                return None;
            }
        };
        if self.has_ended_state() {
            return None;
        }
        let typed = Typed::change("membership_state", self.state(), state);
        let said = (Certainty::Probable, evidence);
        Some(self.act(CorrectionAction::CloseMembership, typed, said))
    }

    /// Another union counts the person and holds no row of it.
    ///
    /// A union without a roster must register its people by name first: one moved member row would
    /// become its whole figure. Such a move is for review.
    fn moving(&self, unions: Option<&BTreeSet<&str>>, rostered: &BTreeSet<&str>) -> Option<Act> {
        let membership = self.membership;
        let counting = membership.counted_by.as_deref()?;
        let holding = membership.union_code.as_deref();
        let is_live = membership.is_kept && membership.in_period && membership.person_in_period;
        let is_held_there = unions.is_some_and(|unions| unions.contains(counting));
        if !is_live || is_held_there || holding == Some(counting) {
            return None;
        }
        let typed = Typed::change("union_code", holding, counting);
        let said = match rostered.contains(counting) {
            true => (
                Certainty::Probable,
                "按统计口径由用人单位所在工会统计，会籍应接转",
            ),
            false => (
                Certainty::Review,
                "按统计口径由用人单位所在工会统计，会籍应接转；该工会尚无会员花名册，请先实名登记再接转",
            ),
        };
        Some(self.act(CorrectionAction::MoveMembership, typed, said))
    }

    fn identity(&self, duplicate: &member_duplicates::Row) -> Act {
        let id = self.written.and_then(|row| row.resident_id.as_deref());
        let typed = Typed {
            field: "resident_id",
            old: id.map(|id| shown(id, self.privacy)),
            new: None,
        };
        let sheet = duplicate.sheet.as_deref().unwrap_or_default();
        let place = format!("{} {sheet}第{}行", duplicate.file, duplicate.row);
        let evidence = format!("{}；请对照{place}与本人证件更正", duplicate.reason);
        let said = (Certainty::Review, evidence.as_str());
        Act {
            // Told apart, the two count as two: what the report counts too.
            cures: self.related.of_row(&self.membership.identity()),
            evidence: evidence.clone(),
            ..self.act(CorrectionAction::CorrectIdentity, typed, said)
        }
    }
}

/// A resident id as the office chose to show it; of one masked that does not parse only the region's
/// digits stay. A pseudonym would help nobody to find a wrong id, so there it is masked.
fn shown(text: &str, privacy: &IdentityDisplay) -> String {
    const N_SHOWN: usize = 6;
    match (privacy, text.trim().parse::<ResidentId>()) {
        (IdentityDisplay::Plain, _) => text.trim().to_owned(),
        (IdentityDisplay::Mask | IdentityDisplay::Pseudonym { .. }, Ok(id)) => id.masked(),
        (IdentityDisplay::Mask | IdentityDisplay::Pseudonym { .. }, Err(_)) => {
            let mask = |(position, character)| if position < N_SHOWN { character } else { '*' };
            text.trim().chars().enumerate().map(mask).collect()
        }
    }
}
