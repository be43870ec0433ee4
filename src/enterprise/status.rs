//! Whether an entity lives at the period's end, and what decided it (DOMAIN 8).
//!
//! Every row of an enterprise may say something about its life: in its status column, else in a
//! note behind its name, else in a remark that says nothing else. Of one department the rows of its
//! latest delivery speak. Then, first that fits:
//!
//! 1. commerce says that the firm has ended: it has, whatever others say; only 迁出 in one county's
//!    register gives way to a living row in another's, because the firm moved inside the area;
//! 2. it was founded after the period's end: not active, unless somebody says that it ended;
//! 3. the most believed department that says anything: commerce, civil affairs, agriculture, tax,
//!    social security, other, construction, the union's directory. Of several rows of one department
//!    the living one: an old taxpayer's number is struck off while the new one pays;
//! 4. unknown: `union` makes it active where workers are in evidence, rosters among them.
//!
//! The reason is the deciding word, and what other departments say against it.

mod sites;
#[cfg(test)]
mod tests;
mod words;

use chrono::NaiveDate;

use super::record::{Origin, Record};
use super::survivorship::{Field, is_superseded, rank};
use crate::normalize::StatusNote;
use crate::table::Period;
use crate::table::vocabulary::{Department, EntityStatus};

pub(super) use sites::status_of_project;

/// A status with what decided it, in the office's words; `moved_out` is the contract's own word.
pub(super) type Reasoned = (EntityStatus, Option<String>);

/// What one row says of the life of its enterprise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Voice<'a> {
    /// Its place among the rows of the enterprise.
    row_idx: usize,
    origin: Origin,
    status: EntityStatus,
    says: Says<'a>,
}

/// Where it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says<'a> {
    Column(&'a str),
    Note(StatusNote),
    Remark(&'a str),
}

/// The status of an enterprise whose records stand best source first, and the record that decided it.
pub(super) fn status_of<'a>(
    members: &[&'a Record],
    period: &Period,
    established_on: Option<NaiveDate>,
) -> (Reasoned, Option<&'a Record>) {
    let speaking = members.iter().enumerate();
    let speaking: Vec<Voice<'_>> = speaking
        .filter_map(|(row_idx, record)| voice(row_idx, record))
        .collect();
    let others = || speaking.iter().map(|voice| members[voice.row_idx]);
    let voices: Vec<Voice<'_>> = speaking
        .iter()
        .filter(|voice| !is_superseded(members[voice.row_idx], others()))
        .copied()
        .collect();
    let founding = match established_on {
        Some(day) if day > period.to => Founding::AfterPeriod,
        Some(_) | None => Founding::WithinTime,
    };
    let (reasoned, decided) = decide(&voices, founding);
    (reasoned, decided.map(|row_idx| members[row_idx]))
}

/// When the enterprise was founded, seen from the period's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Founding {
    /// On or before it, or on a day nobody wrote down.
    WithinTime,
    AfterPeriod,
}

fn voice(row_idx: usize, record: &Record) -> Option<Voice<'_>> {
    let column = record.written.status.as_deref().map(str::trim);
    let by_column = column.and_then(|text| Some((words::of_firm(text)?, Says::Column(text))));
    let by_note = || {
        let note = record.name.as_ref()?.status_note?;
        Some((words::of_note(note)?, Says::Note(note)))
    };
    let by_remark = || {
        let text = record.written.remarks.as_deref()?.trim();
        Some((words::of_remark(text)?, Says::Remark(text)))
    };
    let (status, says) = by_column.or_else(by_note).or_else(by_remark)?;
    Some(Voice {
        row_idx,
        origin: record.origin,
        status,
        says,
    })
}

/// The status by the rules above, and the place of the row that decided it.
fn decide(voices: &[Voice<'_>], founding: Founding) -> (Reasoned, Option<usize>) {
    let is_commerce = |voice: &&Voice<'_>| voice.origin == Origin::Registry(Department::Commerce);
    let is_living_here = voices
        .iter()
        .filter(is_commerce)
        .any(|voice| voice.status == EntityStatus::Active);
    let ended = voices.iter().filter(is_commerce).find(|voice| {
        let is_gone = voice.status == EntityStatus::Dissolved;
        is_gone && !(is_living_here && voice.says_moved_out())
    });
    let believed = voices
        .iter()
        .min_by_key(|voice| (rank(Field::Registered, voice.origin), voice.status));
    match (ended.or(believed), founding) {
        (Some(voice), _) if voice.status == EntityStatus::Dissolved => (
            (voice.status, Some(reason(voice, voices))),
            Some(voice.row_idx),
        ),
        (decided, Founding::AfterPeriod) => {
            let reasoned = (EntityStatus::Dormant, Some("成立于统计期之后".to_owned()));
            (reasoned, decided.map(|voice| voice.row_idx))
        }
        (Some(voice), Founding::WithinTime) => (
            (voice.status, Some(reason(voice, voices))),
            Some(voice.row_idx),
        ),
        (None, Founding::WithinTime) => ((EntityStatus::Unknown, None), None),
    }
}

impl Voice<'_> {
    fn in_words(&self) -> String {
        match self.says {
            Says::Column(text) => text.to_owned(),
            Says::Note(_) => "名称附注".to_owned(),
            Says::Remark(text) => format!("备注：{text}"),
        }
    }

    fn says_moved_out(&self) -> bool {
        match self.says {
            Says::Column(text) | Says::Remark(text) => words::says_moved_out(text),
            Says::Note(note) => note == StatusNote::MovedOut,
        }
    }
}

/// The deciding word, and what other departments say against it. That a firm moved out is told by
/// the contract's word alone.
fn reason(decided: &Voice<'_>, voices: &[Voice<'_>]) -> String {
    if decided.says_moved_out() {
        return words::MOVED_OUT.to_owned();
    }
    let mut against: Vec<String> = Vec::new();
    for voice in voices {
        let is_other = voice.origin != decided.origin && voice.status != decided.status;
        let said = format!("{}：{}", department_words(voice.origin), voice.in_words());
        if is_other && !against.contains(&said) {
            against.push(said);
        }
    }
    match against.is_empty() {
        true => decided.in_words(),
        false => format!("{}（{}）", decided.in_words(), against.join("，")),
    }
}

/// Who speaks, in a word.
fn department_words(origin: Origin) -> &'static str {
    match origin {
        Origin::Registry(Department::Tax) => "税务",
        Origin::Registry(Department::Commerce) => "工商",
        Origin::Registry(Department::Hr) => "人社",
        Origin::Registry(Department::Construction) => "住建",
        Origin::Registry(Department::Agriculture) => "农业",
        Origin::Registry(Department::CivilAffairs) => "民政",
        Origin::Registry(Department::Other) => "其他部门",
        Origin::Directory => "组建系统名录",
        Origin::UnionUnit => "组建系统",
    }
}
