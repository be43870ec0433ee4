//! The one-screen summary, in the office's language, 80 columns wide.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::pipeline::Summary;
use crate::pipeline::display_width;
use crate::publish::Lang;
use crate::table::Period;

/// Which job the figures are of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heading<'a> {
    /// Name of the pipeline.
    pub(super) name: &'a str,
    /// The statistical year.
    pub(super) period: Period,
    /// The folder of the run.
    pub(super) folder: &'a Path,
}

/// Whether the figures were computed now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Freshness {
    /// Just computed.
    Fresh,
    /// Nothing had changed since.
    UpToDate,
}

impl From<bool> for Freshness {
    fn from(is_fresh: bool) -> Self {
        match is_fresh {
            true => Self::Fresh,
            false => Self::UpToDate,
        }
    }
}

/// The summary as text.
pub(super) fn render(
    heading: Heading<'_>,
    summary: &Summary,
    freshness: Freshness,
    lang: Lang,
) -> String {
    let mut text = String::new();
    add(&mut text, &title(heading, lang));
    if freshness == Freshness::UpToDate {
        let line = lang.pick(
            "数据未变，沿用上次结果。",
            "Nothing changed: the last run stands.",
        );
        add(&mut text, line);
    }
    sources(&mut text, summary, lang);
    for (label, value) in findings(summary, lang) {
        add(&mut text, &format!("{}{value}", pad(label, LABEL_WIDTH)));
    }
    let files = lang.pick("结果位置", "Files");
    add(
        &mut text,
        &format!(
            "{}{}",
            pad(files, LABEL_WIDTH),
            as_seen_from_here(heading.folder).display()
        ),
    );
    text
}

fn title(heading: Heading<'_>, lang: Lang) -> String {
    let Heading { name, period, .. } = heading;
    let (from, to) = (period.from, period.to);
    match lang {
        Lang::Zh => format!("名录  {name}  统计期 {from} 至 {to}"),
        Lang::En => format!("Minglu  {name}  period {from} to {to}"),
    }
}

/// The path without the detours of the pipeline file (`pipelines/../out`), short where it lies below
/// the folder that the reader stands in.
fn as_seen_from_here(path: &Path) -> PathBuf {
    let Ok(whole) = path.canonicalize() else {
        return path.to_owned();
    };
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    match here
        .ok()
        .and_then(|here| Some(whole.strip_prefix(here).ok()?.to_owned()))
    {
        Some(below) => below,
        None => whole,
    }
}

/// Columns of the label at the left.
const LABEL_WIDTH: usize = 22;

fn add(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}

/// `text` followed by spaces up to `width` columns.
fn pad(text: &str, width: usize) -> String {
    let spaces = width.saturating_sub(display_width(text)).max(1);
    format!("{text}{}", " ".repeat(spaces))
}

fn pad_left(text: &str, width: usize) -> String {
    let spaces = width.saturating_sub(display_width(text));
    format!("{}{text}", " ".repeat(spaces))
}

fn sources(text: &mut String, summary: &Summary, lang: Lang) {
    let header = format!(
        "{}{}{}{}",
        pad(lang.pick("数据来源", "Source"), LABEL_WIDTH),
        pad_left(lang.pick("读取行", "rows read"), 12),
        pad_left(lang.pick("采用", "accepted"), 12),
        pad_left(lang.pick("隔离", "quarantined"), 13),
    );
    add(text, &header);
    for source in &summary.sources {
        let line = format!(
            "{}{:>12}{:>12}{:>13}",
            pad(&source.name, LABEL_WIDTH),
            source.read,
            source.accepted,
            source.quarantined
        );
        add(text, &line);
    }
    for absent in &summary.absent_sources {
        let words = lang.pick("缺少数据，未参与核对！", "ABSENT, not taken into account!");
        add(text, &format!("{}{words}", pad(absent, LABEL_WIDTH)));
    }
}

fn findings(summary: &Summary, lang: Lang) -> Vec<(&'static str, String)> {
    let sum = |counts: &std::collections::BTreeMap<String, u64>| counts.values().sum::<u64>();
    let mut lines = vec![
        (
            lang.pick("全口径企业名录", "Entities"),
            with_parts(sum(&summary.entities), &summary.entities, lang),
        ),
        (
            lang.pick("其中应建会范围内", "In scope"),
            summary.in_scope.to_string(),
        ),
        (
            lang.pick("未建会企业", "Unorganised"),
            with_parts(sum(&summary.unorganised), &summary.unorganised, lang),
        ),
        (
            lang.pick("重复会员组", "Duplicate groups"),
            with_parts(
                sum(&summary.duplicate_groups),
                &summary.duplicate_groups,
                lang,
            ),
        ),
    ];
    for (level, figures) in &summary.mismatches {
        let label = match level.as_str() {
            "city" => lang.pick("年报差异（全市）", "Mismatches, city"),
            "reporting_unit" => lang.pick("年报差异（填报单位）", "Mismatches, units"),
            _ => lang.pick("年报差异（工会）", "Mismatches, unions"),
        };
        let mut value = figures.count.to_string();
        if let Some(share) = figures.unexplained_share {
            let words = lang.pick("原因不明", "unexplained");
            let _ = write!(value, "  ({words} {:.1}%)", share * 100.0);
        }
        lines.push((label, value));
    }
    lines.push((
        lang.pick("目标完成情况", "Targets"),
        with_parts(sum(&summary.targets), &summary.targets, lang),
    ));
    lines
}

/// The sum and its parts, wrapped so that no line passes 80 columns.
fn with_parts(sum: u64, parts: &std::collections::BTreeMap<String, u64>, lang: Lang) -> String {
    let mut text = sum.to_string();
    let mut line_width = LABEL_WIDTH + display_width(&text);
    for (word, count) in parts {
        let part = format!("  {} {count}", word_of(word, lang));
        if line_width + display_width(&part) > SCREEN_WIDTH {
            text.push('\n');
            text.push_str(&" ".repeat(LABEL_WIDTH));
            line_width = LABEL_WIDTH;
        }
        line_width += display_width(&part);
        text.push_str(&part);
    }
    text
}

/// Columns of the narrowest terminal we write for.
const SCREEN_WIDTH: usize = 80;

fn word_of(word: &str, lang: Lang) -> &str {
    let zh = match word {
        "active" => "存续",
        "dormant" => "停业",
        "dissolved" => "注销",
        "unknown" => "不明",
        "certain" => "确定",
        "probable" => "较可能",
        "review" => "待核",
        "shared_id" => "共用证号",
        "rejoined" => "再次入会",
        "transfer_not_closed" => "接转未注销",
        "agency_and_host" => "派遣与用工",
        "origin_and_destination" => "输出地与输入地",
        "same_union" => "同一工会",
        "two_unions" => "两个工会",
        "yes" => "完成",
        "no" => "未完成",
        "no_basis" => "无依据",
        other => other,
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => word,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::pipeline::{MismatchFigures, SourceFigures};

    fn summary() -> Summary {
        let counts = |words: &[(&str, u64)]| -> BTreeMap<String, u64> {
            words
                .iter()
                .map(|(word, n)| ((*word).to_owned(), *n))
                .collect()
        };
        Summary {
            sources: vec![SourceFigures {
                name: "tax".to_owned(),
                read: 620,
                accepted: 600,
                quarantined: 2,
            }],
            absent_sources: vec!["parks".to_owned()],
            entities: counts(&[("active", 500), ("dissolved", 80), ("unknown", 20)]),
            in_scope: 300,
            unorganised: counts(&[("certain", 90), ("review", 10)]),
            duplicate_groups: counts(&[
                ("agency_and_host", 1),
                ("origin_and_destination", 2),
                ("same_union", 3),
                ("shared_id", 4),
                ("transfer_not_closed", 5),
                ("two_unions", 6),
            ]),
            mismatches: BTreeMap::from([(
                "city".to_owned(),
                MismatchFigures {
                    count: 4,
                    unexplained_share: Some(0.25),
                },
            )]),
            targets: counts(&[("no", 3), ("yes", 2)]),
        }
    }

    fn heading() -> Heading<'static> {
        let day = |year, month, day| chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
        Heading {
            name: "yichang-2016",
            period: Period {
                from: day(2015, 10, 1),
                to: day(2016, 9, 30),
            },
            folder: Path::new("out/runs/x"),
        }
    }

    #[test]
    fn the_title_says_which_year_of_which_job() {
        let text = render(heading(), &summary(), Freshness::Fresh, Lang::Zh);
        assert!(text.starts_with("名录  yichang-2016  统计期 2015-10-01 至 2016-09-30\n"));
    }

    #[test]
    fn no_line_is_wider_than_the_screen() {
        for lang in [Lang::Zh, Lang::En] {
            let text = render(heading(), &summary(), Freshness::Fresh, lang);
            for line in text.lines() {
                assert!(display_width(line) <= SCREEN_WIDTH, "{line}");
            }
        }
    }

    #[test]
    fn an_absent_source_is_said_aloud() {
        let text = render(heading(), &summary(), Freshness::UpToDate, Lang::Zh);
        assert!(text.contains("\n数据未变"));
        assert!(text.contains("parks                 缺少数据"));
    }
}
