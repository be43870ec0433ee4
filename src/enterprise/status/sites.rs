//! Whether a building site is at work at the period's end.

use super::{Reasoned, words};
use crate::enterprise::record::Site;
use crate::table::Period;
use crate::table::vocabulary::EntityStatus;

/// The status of a project whose rows are given.
///
/// Finished is what any row calls so, or what ended by the period's end, unless its rows say in so
/// many words that it did not: the date of a late site is the planned one. Of rows that differ the
/// one at work is believed, because two lots of one project stand under one name.
pub(in crate::enterprise) fn status_of_project(sites: &[&Site], period: &Period) -> Reasoned {
    let finished_on = sites.iter().filter_map(|site| site.finished_on).max();
    let started_on = sites.iter().filter_map(|site| site.started_on).min();
    let said = sites.iter().filter_map(|site| {
        let text = site.written.status.as_deref()?.trim();
        Some((words::of_site(text)?, text))
    });
    let said: Vec<(EntityStatus, &str)> = said.collect();
    let saying = |wanted| said.iter().find(|(status, _)| *status == wanted);
    let is_unfinished = said
        .iter()
        .any(|(_, text)| text.contains('未') || text.contains("停工"));
    if let Some((status, text)) = saying(EntityStatus::Dissolved) {
        return (*status, Some((*text).to_owned()));
    }
    if finished_on.is_some_and(|day| day <= period.to) && !is_unfinished {
        return (EntityStatus::Dissolved, Some("竣工".to_owned()));
    }
    if started_on.is_some_and(|day| day > period.to) {
        return (EntityStatus::Dormant, Some("开工于统计期之后".to_owned()));
    }
    let at_work = saying(EntityStatus::Active).or_else(|| saying(EntityStatus::Dormant));
    if let Some((status, text)) = at_work {
        return (*status, Some((*text).to_owned()));
    }
    match (started_on, finished_on) {
        (Some(_), Some(_)) => (EntityStatus::Active, Some("在建".to_owned())),
        (None, _) | (_, None) => (EntityStatus::Unknown, None),
    }
}
