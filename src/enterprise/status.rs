//! Whether an entity lives at the period's end, and what decided it (DOMAIN 8).

use chrono::NaiveDate;

use super::record::{Origin, Record, Site};
use crate::normalize::StatusNote;
use crate::table::Period;
use crate::table::vocabulary::{Department, EntityStatus};

/// A status with what decided it, in the office's words; `moved_out` is the contract's own word.
pub(super) type Reasoned = (EntityStatus, Option<String>);

const MOVED_OUT: &str = "moved_out";

/// Words of status columns; the first that occurs decides, so that 未注销 or 非正常 come before what they hold.
const WORDS: &[(&str, EntityStatus)] = &[
    ("迁出", EntityStatus::Dissolved),
    ("吊销", EntityStatus::Dissolved),
    ("非正常", EntityStatus::Dormant),
    ("未注销", EntityStatus::Active),
    ("未竣工", EntityStatus::Active),
    ("未完工", EntityStatus::Active),
    ("未开工", EntityStatus::Dormant),
    ("待开工", EntityStatus::Dormant),
    ("拟建", EntityStatus::Dormant),
    ("缓建", EntityStatus::Dormant),
    ("暂停", EntityStatus::Dormant),
    ("中断", EntityStatus::Dormant),
    ("中止", EntityStatus::Dormant),
    ("停保", EntityStatus::Dormant),
    ("停缴", EntityStatus::Dormant),
    ("终止参保", EntityStatus::Dormant),
    ("停止参保", EntityStatus::Dormant),
    ("未参保", EntityStatus::Dormant),
    ("停业", EntityStatus::Dormant),
    ("歇业", EntityStatus::Dormant),
    ("停工", EntityStatus::Dormant),
    ("停产", EntityStatus::Dormant),
    ("筹建", EntityStatus::Dormant),
    ("筹备", EntityStatus::Dormant),
    ("注销", EntityStatus::Dissolved),
    ("撤销", EntityStatus::Dissolved),
    ("撤消", EntityStatus::Dissolved),
    ("清算", EntityStatus::Dissolved),
    ("破产", EntityStatus::Dissolved),
    ("解散", EntityStatus::Dissolved),
    ("关闭", EntityStatus::Dissolved),
    ("竣工", EntityStatus::Dissolved),
    ("完工", EntityStatus::Dissolved),
    ("存续", EntityStatus::Active),
    ("在营", EntityStatus::Active),
    ("开业", EntityStatus::Active),
    ("在业", EntityStatus::Active),
    ("营业", EntityStatus::Active),
    ("正常", EntityStatus::Active),
    ("在册", EntityStatus::Active),
    ("迁入", EntityStatus::Active),
    ("参保", EntityStatus::Active),
    ("在建", EntityStatus::Active),
    ("施工", EntityStatus::Active),
];

/// What a status word means.
pub(super) fn read_word(text: &str) -> Option<EntityStatus> {
    let found = WORDS.iter().find(|(word, _)| text.contains(word));
    found.map(|(_, status)| *status)
}

fn reason(text: &str) -> String {
    match text.contains("迁出") {
        true => MOVED_OUT.to_owned(),
        false => text.to_owned(),
    }
}

/// The status of an enterprise whose records stand best source first, and the record that decided it.
pub(super) fn status_of<'a>(
    members: &[&'a Record],
    period: &Period,
    established_on: Option<NaiveDate>,
    has_workers: HasWorkers,
) -> (Reasoned, Option<&'a Record>) {
    let word = |record: &&&Record| record.written.status.as_deref().and_then(read_word);
    let is_commerce = |record: &&&Record| record.origin == Origin::Registry(Department::Commerce);
    let dissolved_by_commerce = members
        .iter()
        .filter(is_commerce)
        .find(|record| word(record) == Some(EntityStatus::Dissolved));
    let first_word = || members.iter().find(|record| word(record).is_some());
    let decided = dissolved_by_commerce.or_else(first_word);
    let status = decided.and_then(|record| {
        let text = record.written.status.as_deref()?;
        Some((read_word(text)?, Some(reason(text.trim()))))
    });
    let status = status.or_else(|| members.iter().find_map(|record| status_of_note(record)));
    let reasoned = match status {
        Some((EntityStatus::Dissolved, reason)) => (EntityStatus::Dissolved, reason),
        _ if established_on.is_some_and(|day| day > period.to) => {
            (EntityStatus::Dormant, Some("成立于统计期之后".to_owned()))
        }
        Some(status) => status,
        None => match has_workers {
            HasWorkers::Evidenced => (
                EntityStatus::Active,
                Some("无登记状态，有职工人数".to_owned()),
            ),
            HasWorkers::NotEvidenced => (EntityStatus::Unknown, None),
        },
    };
    (reasoned, decided.copied())
}

/// Whether any source counts workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HasWorkers {
    /// One does.
    Evidenced,
    /// None does.
    NotEvidenced,
}

/// A note glued to the name, where no status column speaks.
fn status_of_note(record: &Record) -> Option<Reasoned> {
    let status = match record.name.as_ref()?.status_note? {
        StatusNote::Dissolved | StatusNote::Revoked => EntityStatus::Dissolved,
        StatusNote::MovedOut => return Some((EntityStatus::Dissolved, Some(MOVED_OUT.to_owned()))),
        StatusNote::Preparing | StatusNote::Suspended => EntityStatus::Dormant,
        StatusNote::HeadOffice => return None,
    };
    Some((status, Some("名称附注".to_owned())))
}

/// The status of a project whose rows are given.
pub(super) fn status_of_project(
    sites: &[&Site],
    period: &Period,
    has_workers: HasWorkers,
) -> Reasoned {
    let finished_on = sites.iter().filter_map(|site| site.finished_on).max();
    let started_on = sites.iter().filter_map(|site| site.started_on).min();
    let text = sites.iter().find_map(|site| {
        let text = site.written.status.as_deref()?;
        read_word(text).map(|status| (status, text.trim()))
    });
    if finished_on.is_some_and(|day| day <= period.to) {
        return (EntityStatus::Dissolved, Some("竣工".to_owned()));
    }
    if let Some((EntityStatus::Dissolved, text)) = text {
        return (EntityStatus::Dissolved, Some(text.to_owned()));
    }
    if started_on.is_some_and(|day| day > period.to) {
        return (EntityStatus::Dormant, Some("开工于统计期之后".to_owned()));
    }
    if let Some((status, text)) = text {
        return (status, Some(text.to_owned()));
    }
    match has_workers {
        HasWorkers::Evidenced => (
            EntityStatus::Active,
            Some("无项目状态，有现场人数".to_owned()),
        ),
        HasWorkers::NotEvidenced if started_on.is_some() && finished_on.is_some() => {
            (EntityStatus::Active, Some("在建".to_owned()))
        }
        HasWorkers::NotEvidenced => (EntityStatus::Unknown, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: EntityStatus) {
        assert_eq!(read_word(text), Some(expected), "{text}");
    }

    #[test]
    fn an_abnormal_taxpayer_is_dormant_although_the_word_holds_normal() {
        check("非正常户", EntityStatus::Dormant);
    }

    #[test]
    fn suspended_insurance_is_dormant() {
        check("暂停参保", EntityStatus::Dormant);
    }

    #[test]
    fn revoked_and_moved_firms_are_gone() {
        check("吊销，未注销", EntityStatus::Dissolved);
        check("已迁出", EntityStatus::Dissolved);
    }

    #[test]
    fn a_site_not_finished_is_not_gone() {
        check("未竣工", EntityStatus::Active);
        check("已竣工验收", EntityStatus::Dissolved);
    }

    #[test]
    fn interrupted_insurance_is_dormant() {
        check("中断参保", EntityStatus::Dormant);
    }

    #[test]
    fn existing_firms_are_active() {
        check("存续（在营、开业、在册）", EntityStatus::Active);
    }
}
