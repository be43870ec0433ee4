//! `minglu diff`: what changed between two runs.

use std::fmt::Write as _;

use super::arguments::{DiffArguments, FormatWord};
use super::exit::Status;
use super::say::{print, say, say_error, say_hint};
use crate::compare::{Difference, compare};
use crate::publish::Lang;

pub(super) fn execute(arguments: &DiffArguments) -> Status {
    let difference = match compare(&arguments.earlier, &arguments.later) {
        Ok(difference) => difference,
        Err(error) => {
            say_error(&error);
            if let Some(hint) = error.hint() {
                say_hint(&hint);
            }
            return Status::of_compare(&error);
        }
    };
    let lang = arguments.lang.map_or(Lang::Zh, |word| word.lang());
    match arguments.format {
        FormatWord::Text => print(&text_of(&difference, lang)),
        FormatWord::Json => match serde_json::to_string_pretty(&difference) {
            Ok(json) => print(&(json + "\n")),
            Err(cause) => {
                say(&format!(
                    "error: the difference is no JSON\n  caused by: {cause}"
                ));
                Status::Internal
            }
        },
    }
}

/// Lines shown of each kind of change; JSON has them all.
const LINES_MAX: usize = 20;

fn text_of(difference: &Difference, lang: Lang) -> String {
    let mut text = format!("{} → {}\n", difference.earlier, difference.later);
    for (title, lines) in sections(difference, lang) {
        let _ = writeln!(text, "{title} {}", lines.len());
        for line in lines.iter().take(LINES_MAX) {
            let _ = writeln!(text, "  {line}");
        }
        if lines.len() > LINES_MAX {
            let more = lines.len() - LINES_MAX;
            let words = lang.pick("其余见 --format json", "more with --format json");
            let _ = writeln!(text, "  … {more}: {words}");
        }
    }
    text
}

fn sections(difference: &Difference, lang: Lang) -> Vec<(&'static str, Vec<String>)> {
    let entities = &difference.entities;
    let members = &difference.members;
    let mentions = |mentions: &[crate::compare::Mention]| -> Vec<String> {
        let lines = mentions.iter();
        lines
            .map(|mention| format!("{}  {}", mention.entity_id, mention.name))
            .collect()
    };
    let followed = |followed: &[crate::compare::Followed], arrow: &str| -> Vec<String> {
        let lines = followed.iter();
        lines
            .map(|both| format!("{}  {arrow} {}", both.entity.name, both.other.name))
            .collect()
    };
    let organised = |organised: &[crate::compare::Organised]| -> Vec<String> {
        let lines = organised.iter();
        lines
            .map(|entry| format!("{}  {}", entry.entity.name, entry.unions.join("、")))
            .collect()
    };
    let status = entities.status.iter();
    let status =
        status.map(|change| format!("{}  {} → {}", change.entity.name, change.was, change.is));
    let nobody = || "-".to_owned();
    let moved = members.moved.iter().map(|moved| {
        let was = moved.was.clone().unwrap_or_else(nobody);
        let is = moved.is.clone().unwrap_or_else(nobody);
        format!("{}  {was} → {is}", moved.person_id)
    });
    vec![
        (lang.pick("新增企业", "new"), mentions(&entities.new)),
        (lang.pick("消失企业", "gone"), mentions(&entities.gone)),
        (lang.pick("合并", "merged"), followed(&entities.merged, "→")),
        (lang.pick("拆分", "split"), followed(&entities.split, "←")),
        (lang.pick("状态变化", "status"), status.collect()),
        (
            lang.pick("新建会或新覆盖", "newly organised"),
            organised(&entities.newly_organised),
        ),
        (
            lang.pick("不再覆盖", "no longer organised"),
            organised(&entities.no_longer_organised),
        ),
        (
            lang.pick("会员新增", "members joined"),
            members.joined.clone(),
        ),
        (lang.pick("会员减少", "members left"), members.left.clone()),
        (lang.pick("会员转移", "members moved"), moved.collect()),
    ]
}
