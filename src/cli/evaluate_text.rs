//! The judgement as text, 80 columns wide.

use std::fmt::Write as _;

use crate::evaluate::{
    BCubed, Evaluation, FalseMerges, HardLinks, Line, LinkFigures, Miss, Misses, Tally,
};
use crate::pipeline::display_width;

/// Width of the label at the left; six figures of eight columns follow it.
const LABEL_WIDTH: usize = 32;

/// The whole judgement.
pub(super) fn render(evaluation: &Evaluation) -> String {
    let mut text = String::new();
    for rows in &evaluation.rows {
        let _ = writeln!(
            text,
            "{}: {} rows in common, {} in the truth alone, {} in the run alone",
            rows.table, rows.in_common, rows.truth_only, rows.run_only
        );
    }
    for links in &evaluation.links {
        link_figures(&mut text, links);
    }
    by_sources(&mut text, evaluation);
    by_scenario(&mut text, evaluation);
    section(&mut text, "unions, findings but ok", &evaluation.unions);
    section(
        &mut text,
        "unorganised, by certainty",
        &evaluation.unorganised,
    );
    wrong_certain(&mut text, &evaluation.unorganised);
    section(&mut text, "coverage, by route", &evaluation.coverage);
    let persons = &evaluation.persons;
    heading(&mut text, "persons, rows put together");
    tally(&mut text, "pairs", &persons.pairs);
    b_cubed(&mut text, "B-cubed", &persons.b_cubed);
    section(&mut text, "duplicate rows, by kind", &evaluation.duplicates);
    section(&mut text, "attribution, rows", &evaluation.attribution);
    section(&mut text, "migrant status, rows", &evaluation.migrant);
    let report = &evaluation.report;
    section(&mut text, "report mismatches, by level", &report.mismatches);
    section(&mut text, "bridge parts, count exact", &report.counts);
    section(&mut text, "bridge parts, rows exact", &report.rows);
    for part in &report.unexplained {
        let _ = writeln!(
            text,
            "{} {} of {} ({}; in the truth {})",
            pad(&format!("  unexplained, {}", part.level)),
            part.n_unexplained,
            part.n_differing,
            percent(part.share),
            percent(part.share_in_truth)
        );
    }
    section(&mut text, "corrections", &evaluation.corrections.lines);
    for acts in &evaluation.corrections.acts {
        let _ = writeln!(
            text,
            "{} {} certain, {} probable, {} review",
            pad(&format!("  acts, {}", acts.action)),
            acts.certain,
            acts.probable,
            acts.review
        );
    }
    misses(&mut text, &evaluation.misses);
    text
}

fn heading(text: &mut String, label: &str) {
    let _ = writeln!(
        text,
        "\n{} expect.   found  agreed precis.  recall      F1",
        pad(&label.to_uppercase())
    );
}

fn section(text: &mut String, label: &str, lines: &[Line]) {
    heading(text, label);
    for line in lines {
        tally(text, &line.name, &line.minglu);
        if let Some(exact_join) = &line.exact_join {
            tally(text, "  exact join", exact_join);
        }
    }
}

fn tally(text: &mut String, label: &str, tally: &Tally) {
    let _ = writeln!(
        text,
        "{}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}",
        pad(&format!("  {label}")),
        tally.expected,
        tally.found,
        tally.agreed,
        percent(tally.precision()),
        percent(tally.recall()),
        percent(tally.f1())
    );
}

fn b_cubed(text: &mut String, label: &str, figures: &BCubed) {
    let _ = writeln!(
        text,
        "{}{:>8}{:>16}{:>8}{:>8}{:>8}",
        pad(&format!("  {label}")),
        figures.n_rows,
        "",
        percent(Some(figures.precision)),
        percent(Some(figures.recall)),
        percent(Some(figures.f1))
    );
}

fn link_figures(text: &mut String, links: &LinkFigures) {
    heading(text, &format!("links, {} rows", links.scope));
    tally(text, "pairs", &links.pairs.minglu);
    if let Some(exact_join) = &links.pairs.exact_join {
        tally(text, "  exact join", exact_join);
    }
    b_cubed(text, "B-cubed", &links.b_cubed.minglu);
    b_cubed(text, "  exact join", &links.b_cubed.exact_join);
    hard(text, "hard links recovered", &links.hard_links);
    merges(text, "false merges", &links.false_merges.minglu);
    merges(text, "  exact join", &links.false_merges.exact_join);
}

fn hard(text: &mut String, label: &str, hard: &HardLinks) {
    let _ = writeln!(
        text,
        "{}{:>8}{:>8}{:>8}{:>8}{:>8}",
        pad(&format!("  {label}")),
        hard.expected,
        "",
        hard.recovered,
        "",
        percent(hard.recall())
    );
}

fn merges(text: &mut String, label: &str, merges: &FalseMerges) {
    let _ = writeln!(
        text,
        "{} {} of {} ({} in 10,000); twins {} of {}",
        pad(&format!("  {label}")),
        merges.n_mixed,
        merges.n_entities,
        merges
            .per_10_000()
            .map_or_else(|| "-".to_owned(), |share| format!("{share:.1}")),
        merges.n_twins_merged,
        merges.n_twins
    );
}

fn by_sources(text: &mut String, evaluation: &Evaluation) {
    heading(text, "links, by pair of sources");
    for pair in &evaluation.links_by_sources {
        let label = format!("{} × {}", pair.left, pair.right);
        tally(text, &label, &pair.minglu);
        tally(text, "  exact join", &pair.exact_join);
        if pair.hard_links.expected > 0 {
            hard(text, "  hard links recovered", &pair.hard_links);
        }
    }
}

fn by_scenario(text: &mut String, evaluation: &Evaluation) {
    if evaluation.links_by_scenario.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\n{}    rows precis.  recall | join pr.  recall",
        pad("B-CUBED, BY PLANTED SCENARIO")
    );
    for figures in &evaluation.links_by_scenario {
        let (minglu, exact) = (figures.b_cubed.minglu, figures.b_cubed.exact_join);
        let _ = writeln!(
            text,
            "{}{:>8}{:>8}{:>8} |{:>9}{:>8}",
            pad(&format!("  {}", figures.scenario)),
            minglu.n_rows,
            percent(Some(minglu.precision)),
            percent(Some(minglu.recall)),
            percent(Some(exact.precision)),
            percent(Some(exact.recall)),
        );
    }
}

fn wrong_certain(text: &mut String, unorganised: &[Line]) {
    for line in unorganised.iter().skip(1) {
        let wrong = line.minglu.found - line.minglu.agreed;
        let _ = writeln!(
            text,
            "{} {wrong} of {}",
            pad(&format!("  wrong among {}", line.name)),
            line.minglu.found
        );
    }
}

fn misses(text: &mut String, kinds: &[Misses]) {
    let _ = writeln!(text, "\nMISSES, BY KIND");
    for misses in kinds {
        let label = format!("  {}", misses.kind.as_str());
        let _ = writeln!(text, "{}{:>8}", pad(&label), misses.n_misses);
    }
    if kinds.is_empty() {
        let _ = writeln!(text, "  none");
    } else if kinds.iter().all(|misses| misses.worst.is_empty()) {
        let _ = writeln!(text, "  (--errors N tells the N worst of each kind)");
    }
    for misses in kinds {
        for (miss, number) in misses.worst.iter().zip(1..) {
            let _ = writeln!(
                text,
                "\n{} {number} of {}: {}",
                misses.kind.as_str(),
                misses.n_misses,
                miss.about
            );
            one_miss(text, miss);
        }
    }
}

fn one_miss(text: &mut String, miss: &Miss) {
    let _ = writeln!(
        text,
        "  expected: {}\n  found:    {}",
        miss.expected, miss.found
    );
    if !miss.differing.is_empty() {
        let _ = writeln!(text, "  differ:   {}", miss.differing.join(", "));
    }
    for row in &miss.rows {
        let sheet = row.sheet.as_deref();
        let sheet = sheet.map_or_else(String::new, |sheet| format!(" [{sheet}]"));
        let _ = writeln!(text, "  - {} {}{sheet}:{}", row.source, row.file, row.row);
        if !row.says.is_empty() {
            let _ = writeln!(text, "      {}", row.says);
        }
    }
    for note in &miss.notes {
        let _ = writeln!(text, "  * {note}");
    }
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{:.1}%", share * 100.0))
}

/// `label` followed by spaces up to the first figure; a longer one has a line of its own.
fn pad(label: &str) -> String {
    let width = display_width(label);
    if width >= LABEL_WIDTH {
        return format!("{label}\n{}", " ".repeat(LABEL_WIDTH));
    }
    format!("{label}{}", " ".repeat(LABEL_WIDTH - width))
}
