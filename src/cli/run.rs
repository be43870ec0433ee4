//! `minglu run`: the main job.

use super::arguments::{FindingWord, LangWord, RunArguments};
use super::bars::{Talk, observer};
use super::exit::Status;
use super::say::{print, say_pipeline_fault, say_run_error};
use super::summary::{Heading, render};
use crate::pipeline::file;
use crate::pipeline::{Force, Outcome, Previous, RunOptions, Summary, run};

pub(super) fn execute(arguments: &RunArguments) -> Status {
    let mut pipeline = match file::read(&arguments.pipeline) {
        Ok(pipeline) => pipeline,
        Err(fault) => {
            let lang = arguments.lang.map_or(fault.lang(), LangWord::lang);
            say_pipeline_fault(&fault, lang);
            return Status::Usage;
        }
    };
    if let Some(lang) = arguments.lang {
        pipeline.lang = lang.lang();
    }
    let talk = match arguments.quiet {
        true => Talk::ErrorsOnly,
        false => Talk::Normal,
    };
    let outcome = run(
        &pipeline,
        &options(arguments),
        observer(talk, pipeline.lang).as_ref(),
    );
    let (folder, manifest, is_fresh) = match outcome {
        Ok(Outcome::Published(folder, manifest)) => (folder, manifest, true),
        Ok(Outcome::UpToDate(folder, manifest)) => (folder, manifest, false),
        Err(error) => {
            say_run_error(&error, pipeline.lang);
            return Status::of_run(&error);
        }
    };
    if talk == Talk::Normal {
        let heading = Heading {
            name: &pipeline.name,
            period: pipeline.period,
            folder: &folder,
        };
        let text = render(heading, &manifest.summary, is_fresh.into(), pipeline.lang);
        let printed = print(&text);
        if printed != Status::Done {
            return printed;
        }
    }
    let has_finding = |finding: &FindingWord| is_found(*finding, &manifest.summary);
    match arguments.fail_on.iter().any(has_finding) {
        true => Status::Findings,
        false => Status::Done,
    }
}

fn options(arguments: &RunArguments) -> RunOptions {
    RunOptions {
        n_threads: rayon::current_num_threads(),
        force: match arguments.force {
            true => Force::Always,
            false => Force::IfChanged,
        },
        previous: match arguments.previous.as_deref() {
            None => Previous::Latest,
            Some("none") => Previous::None,
            Some(name) => Previous::Run(name.to_owned()),
        },
    }
}

fn is_found(finding: FindingWord, summary: &Summary) -> bool {
    let any = |mut counts: std::collections::btree_map::Values<'_, String, u64>| {
        counts.any(|&count| count > 0)
    };
    match finding {
        FindingWord::Quarantine => summary.sources.iter().any(|source| source.quarantined > 0),
        FindingWord::Unorganised => any(summary.unorganised.values()),
        FindingWord::Duplicates => any(summary.duplicate_groups.values()),
        FindingWord::Mismatches => summary.mismatches.values().any(|level| level.count > 0),
        FindingWord::Unexplained => summary
            .mismatches
            .values()
            .any(|level| level.unexplained_share.is_some_and(|share| share > 0.0)),
        FindingWord::Targets => summary.targets.get("no").is_some_and(|&count| count > 0),
    }
}
