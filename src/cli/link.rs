//! `minglu link`: any tables linked or deduplicated by a specification.

use std::fmt::Write as _;

use super::arguments::{LinkArguments, TableFormatWord};
use super::exit::Status;
use super::say::{print, say, say_error, say_hint};
use crate::linkage::explain::model_table;
use crate::linkage::{Analysis, Linkage, analyse_blocking, link};
use crate::pipeline::link_job::{
    LinkJobError, ResultFormat, read_model, read_spec, read_tables, write_results,
};

pub(super) fn execute(arguments: &LinkArguments) -> Status {
    match linked(arguments) {
        Ok(text) => print(&text),
        Err(error) => {
            say_error(&error);
            if let Some(hint) = error.hint() {
                say_hint(&hint);
            }
            Status::of_link(&error)
        }
    }
}

fn linked(arguments: &LinkArguments) -> Result<String, LinkJobError> {
    let job = read_spec(&arguments.spec)?;
    let model = arguments.model.as_deref().map(read_model).transpose()?;
    let tables = read_tables(&job)?;
    if arguments.analyse_blocking {
        return Ok(analysed(&analyse_blocking(&job.spec, &tables)?));
    }
    let linkage = link(&job.spec, &tables, model.as_ref())?;
    for warning in &linkage.warnings {
        say(&format!("warning: {warning}"));
    }
    let format = match arguments.format {
        TableFormatWord::Parquet => ResultFormat::Parquet,
        TableFormatWord::Csv => ResultFormat::Csv,
    };
    write_results(&arguments.out, &linkage, format)?;
    Ok(summary(&linkage, arguments))
}

fn summary(linkage: &Linkage, arguments: &LinkArguments) -> String {
    let clusters = linkage.clusters.cluster_of.iter().zip(0..);
    let n_clusters = clusters
        .filter(|(first, record)| **first == *record)
        .count();
    let mut text = format!(
        "records {}\ncandidate pairs {}\nkept pairs {}\nclusters {n_clusters}\n",
        linkage.records.len(),
        linkage.n_candidate_pairs,
        linkage.pairs.len(),
    );
    for rule in &linkage.rules {
        // Writing into a String cannot fail.
        let _ = writeln!(text, "  {} pairs first by: {}", rule.n_pairs, rule.rule);
    }
    text.push_str(&model_table(&linkage.model));
    let _ = writeln!(text, "files {}", arguments.out.display());
    text
}

fn analysed(analysis: &Analysis) -> String {
    let mut text = String::new();
    for rule in &analysis.rules {
        // Writing into a String cannot fail.
        let _ = writeln!(
            text,
            "{}\n  pairs {}, found by no other rule {}, records without a partner {}",
            rule.rule, rule.n_pairs, rule.n_pairs_alone, rule.n_records_without
        );
        for (key, n_records) in &rule.largest_blocks {
            let _ = writeln!(text, "  {n_records:>9} records: {key}");
        }
        if rule.n_unused_keys > 0 {
            let _ = writeln!(
                text,
                "  {} keys over the limit are not used",
                rule.n_unused_keys
            );
        }
    }
    let _ = writeln!(
        text,
        "all rules together: pairs {}, records without any candidate {}",
        analysis.n_pairs, analysis.n_records_without
    );
    text
}
