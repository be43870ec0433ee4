//! The main figures of a judgement as one Markdown table, to be appended to `docs/accuracy.md`.

use std::fmt::Write as _;

use crate::evaluate::{BCubed, Evaluation, FalseMerges, Line, LinkFigures, Tally};

/// The table.
pub(super) fn render(evaluation: &Evaluation) -> String {
    let mut text = String::from("| figure | minglu | exact join |\n|---|---|---|\n");
    for links in &evaluation.links {
        link_rows(&mut text, links);
    }
    lines(&mut text, "union findings", &evaluation.unions);
    lines(&mut text, "unorganised", &evaluation.unorganised);
    lines(&mut text, "coverage", &evaluation.coverage);
    row(
        &mut text,
        "persons, pairs of rows",
        &tally(&evaluation.persons.pairs),
        "",
    );
    lines(&mut text, "duplicate rows", &evaluation.duplicates);
    lines(&mut text, "attribution", &evaluation.attribution);
    lines(&mut text, "migrant status", &evaluation.migrant);
    let report = &evaluation.report;
    lines(&mut text, "report mismatches", &report.mismatches);
    lines(&mut text, "bridge parts, count exact", &report.counts);
    lines(&mut text, "bridge parts, rows exact", &report.rows);
    for part in &report.unexplained {
        let found = format!(
            "{} ({} of {}; in the truth {})",
            percent(part.share),
            part.n_unexplained,
            part.n_differing,
            percent(part.share_in_truth)
        );
        row(
            &mut text,
            &format!("unexplained, {}", part.level),
            &found,
            "",
        );
    }
    lines(&mut text, "corrections", &evaluation.corrections.lines);
    text
}

fn row(text: &mut String, label: &str, minglu: &str, exact_join: &str) {
    let _ = writeln!(text, "| {label} | {minglu} | {exact_join} |");
}

fn lines(text: &mut String, section: &str, lines: &[Line]) {
    for line in lines {
        let exact_join = line.exact_join.as_ref().map(tally).unwrap_or_default();
        let label = format!("{section}: {}", line.name);
        row(text, &label, &tally(&line.minglu), &exact_join);
    }
}

fn link_rows(text: &mut String, links: &LinkFigures) {
    let scope = links.scope;
    let pairs = &links.pairs;
    let exact_join = pairs.exact_join.as_ref().map(tally).unwrap_or_default();
    let label = format!("links, {scope} rows: pairs");
    row(text, &label, &tally(&pairs.minglu), &exact_join);
    row(
        text,
        &format!("links, {scope} rows: B-cubed"),
        &b_cubed(&links.b_cubed.minglu),
        &b_cubed(&links.b_cubed.exact_join),
    );
    let hard = &links.hard_links;
    let recovered = format!(
        "R {} ({} of {})",
        percent(hard.recall()),
        hard.recovered,
        hard.expected
    );
    let label = format!("links, {scope} rows: hard links");
    row(text, &label, &recovered, "R 0.0%");
    row(
        text,
        &format!("links, {scope} rows: false merges in 10,000 entities"),
        &merges(&links.false_merges.minglu),
        &merges(&links.false_merges.exact_join),
    );
}

fn tally(tally: &Tally) -> String {
    format!(
        "P {} R {} ({} expected, {} found, {} right)",
        percent(tally.precision()),
        percent(tally.recall()),
        tally.expected,
        tally.found,
        tally.agreed
    )
}

fn b_cubed(figures: &BCubed) -> String {
    format!(
        "P {} R {} F1 {}",
        percent(Some(figures.precision)),
        percent(Some(figures.recall)),
        percent(Some(figures.f1))
    )
}

fn merges(merges: &FalseMerges) -> String {
    let share = merges.per_10_000();
    format!(
        "{} ({} of {}); {} of {} near-twins",
        share.map_or_else(|| "-".to_owned(), |share| format!("{share:.1}")),
        merges.n_mixed,
        merges.n_entities,
        merges.n_twins_merged,
        merges.n_twins
    )
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{:.2}%", share * 100.0))
}
