//! The main job: read, compute, write beside, rename.

use std::collections::BTreeMap;
use std::io::Write;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};

use super::error::RunError;
use super::folder::{OutputFolder, output, private_folder};
use super::inputs::PROGRAM_VERSION;
use super::{inputs, state};
use crate::enterprise::{LinkSettings, Model, State, starting_model};
use crate::ingest::SourceSpec;
use crate::pipeline::file::Pipeline;
use crate::pipeline::manifest::{
    Conservation, InputFile, Manifest, StageEntry, conservation, linkage_value,
};
use crate::pipeline::observer::Observer;
use crate::pipeline::scheduler::{self, Finished};
use crate::pipeline::stage::StageError;
use crate::pipeline::stages::{JobContext, graph, ingest_stage_name, ingest_stages};
use crate::pipeline::summary::summarise;
use crate::pipeline::tables::{TableId, Tables};
use crate::publish::{LedgerInputs, RunFacts, write_ledgers};
use crate::table::stored::{self, create_private};
use crate::table::vocabulary::SourceKind;
use crate::table::{
    FORMAT_VERSION, coverage, crosswalk, directory_entries, directory_overview, disagreements,
    enterprise_rows, enterprises, entity_history, entity_ids, member_duplicates, mismatch_rows,
    pairs, person_crosswalk, person_rows, persons, quarantine, report_mismatches, sheets_read,
    street_overview, system_corrections, targets, unions, unit_overview, unorganised,
};
use crate::union::source_names::SourceNames;

/// Whether a run whose inputs have not changed is computed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// The newest run stands if nothing changed.
    IfChanged,
    /// Compute in any case.
    Always,
}

/// The run whose entity ids are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Previous {
    /// The newest, if there is one.
    Latest,
    /// This one.
    Run(String),
    /// None: every entity is born anew.
    None,
}

/// How this run behaves; what its result is stands in the pipeline file.
#[derive(Debug, Clone)]
pub struct RunOptions {
    /// Stages at a time.
    pub n_threads: usize,
    /// Compute although nothing changed?
    pub force: Force,
    /// Whose entity ids are kept.
    pub previous: Previous,
}

/// What a run came to.
pub enum Outcome {
    /// A new run was published.
    Published(PathBuf, Box<Manifest>),
    /// The newest run is of these very inputs.
    UpToDate(PathBuf, Box<Manifest>),
}

/// Runs the main job and publishes its folder.
///
/// # Errors
/// [`RunError`]; nothing is half-written and the earlier run stays untouched.
pub fn run(
    pipeline: &Pipeline,
    options: &RunOptions,
    observer: &dyn Observer,
) -> Result<Outcome, RunError> {
    let folder = OutputFolder::new(&pipeline.output);
    let inputs = inputs::input_files(pipeline)?;
    let pipeline_blake3 = inputs::pipeline_hash(pipeline);
    if options.force == Force::IfChanged
        && let Some(outcome) = up_to_date(&folder, &inputs, &pipeline_blake3)
    {
        return Ok(outcome);
    }
    let (state, state_blake3) = previous_state(&folder, &options.previous)?;
    let context = JobContext {
        pipeline,
        area: pipeline.area(),
        link: link_settings(pipeline)?,
        state,
    };
    let finished = compute(&context, options.n_threads, observer)?;
    let name = inputs::run_name(pipeline, &inputs, &pipeline_blake3, state_blake3.as_deref());
    let manifest = manifest(pipeline, inputs, (pipeline_blake3, state_blake3), &finished)?;
    let _lock = folder.lock()?;
    let partial = folder.begin(&name)?;
    write(&partial, &name, pipeline, &finished.tables, &manifest)?;
    let run = folder.publish(&partial, &name)?;
    Ok(Outcome::Published(run, Box::new(manifest)))
}

fn up_to_date(
    folder: &OutputFolder,
    inputs: &[InputFile],
    pipeline_blake3: &str,
) -> Option<Outcome> {
    let run = folder.run(&folder.latest()?);
    let text = std::fs::read_to_string(run.join("manifest.json")).ok()?;
    let manifest: Manifest = serde_json::from_str(&text).ok()?;
    let is_same = manifest.version == FORMAT_VERSION
        && manifest.program == PROGRAM_VERSION
        && manifest.inputs == inputs
        && manifest.pipeline_blake3 == pipeline_blake3;
    is_same.then(|| Outcome::UpToDate(run, Box::new(manifest)))
}

fn previous_state(
    folder: &OutputFolder,
    previous: &Previous,
) -> Result<(Option<State>, Option<String>), RunError> {
    let name = match previous {
        Previous::None => None,
        Previous::Latest => folder.latest(),
        Previous::Run(name) => Some(name.clone()),
    };
    let Some(name) = name else {
        return Ok((None, None));
    };
    let (state, hash) = state::read_of_run(&folder.run(&name), &name)?;
    Ok((Some(state), Some(hash)))
}

fn link_settings(pipeline: &Pipeline) -> Result<LinkSettings, RunError> {
    let mut settings = LinkSettings::default();
    if let Some(threshold) = pipeline.link.match_threshold {
        settings.match_threshold = threshold;
    }
    if let Some(threshold) = pipeline.link.review_threshold {
        settings.review_threshold = threshold;
    }
    if let Some(path) = &pipeline.link.model {
        let side_file = |cause| RunError::SideFile {
            path: path.clone(),
            cause,
        };
        let text = std::fs::read_to_string(path).map_err(side_file)?;
        let model: Model =
            serde_json::from_str(&text).map_err(|cause| side_file(std::io::Error::from(cause)))?;
        if let Some(misfit) = misfit(&model, &starting_model()) {
            return Err(side_file(std::io::Error::other(misfit)));
        }
        settings.model = Some(model);
    }
    Ok(settings)
}

/// In what a frozen model is not one of this version's comparisons: levels that stand for something
/// else would give every pair another weight, and nobody would notice.
fn misfit(model: &Model, expected: &Model) -> Option<String> {
    let labels = |model: &Model| -> Vec<(String, Vec<String>)> {
        let comparisons = model.comparisons.iter().map(|comparison| {
            let levels = comparison.levels.iter().map(|level| level.label.clone());
            (comparison.name.clone(), levels.collect())
        });
        comparisons.collect()
    };
    let (found, wanted) = (labels(model), labels(expected));
    let differing = wanted
        .iter()
        .find(|(name, levels)| !found.contains(&(name.clone(), levels.clone())));
    (found != wanted).then(|| match differing {
        Some((name, levels)) => format!(
            "the model is of another version: expected comparison `{name}` with the levels `{}`",
            levels.join("`, `")
        ),
        None => {
            "the model is of another version: other comparisons, or in another order".to_owned()
        }
    })
}

fn compute(
    context: &JobContext<'_>,
    n_threads: usize,
    observer: &dyn Observer,
) -> Result<Finished, RunError> {
    for source in &context.pipeline.sources {
        let sizes = source
            .files
            .iter()
            .map(|file| std::fs::metadata(&file.path));
        let bytes_total = sizes.flatten().map(|metadata| metadata.len()).sum();
        observer.expects(&ingest_stage_name(&source.name), bytes_total);
    }
    // With a file missing nothing can be linked, yet every other file's faults are worth hearing.
    let stages = match context.pipeline.missing.is_empty() {
        true => graph(context),
        false => ingest_stages(&context.pipeline.sources),
    };
    let mut finished = scheduler::run(&stages, &published(), n_threads, observer);
    let mut faults = Vec::new();
    for (stage, cause) in std::mem::take(&mut finished.failures) {
        match cause {
            StageError::Ingest(errors) => faults.extend(errors),
            cause => return Err(RunError::Stage { stage, cause }),
        }
    }
    let missing = context.pipeline.missing.clone();
    if !faults.is_empty() || !missing.is_empty() {
        return Err(RunError::Input { missing, faults });
    }
    Ok(finished)
}

fn manifest(
    pipeline: &Pipeline,
    inputs: Vec<InputFile>,
    (pipeline_blake3, state_blake3): (String, Option<String>),
    finished: &Finished,
) -> Result<Manifest, RunError> {
    let (conservation, skipped_sheets) = conservation(finished.tables.named(sheets_read::NAME))?;
    check_balance(&pipeline.sources, &finished.tables, &conservation)?;
    let absent = pipeline
        .absent
        .iter()
        .map(|source| source.name.clone())
        .collect();
    Ok(Manifest {
        version: FORMAT_VERSION.to_owned(),
        program: PROGRAM_VERSION.to_owned(),
        inputs,
        pipeline_blake3,
        state_blake3,
        stages: finished.records.iter().map(StageEntry::of).collect(),
        summary: summarise(&finished.tables, &conservation, absent)?,
        conservation,
        skipped_sheets,
        linkage: linkage_value(finished.tables.linkage_report()),
    })
}

/// Every row read is accounted for, and the tables hold as many rows as were counted.
fn check_balance(
    sources: &[SourceSpec],
    tables: &Tables,
    conservation: &BTreeMap<String, Conservation>,
) -> Result<(), RunError> {
    for source in sources {
        let counts = conservation.get(&source.name).cloned().unwrap_or_default();
        let n_rows = |id: fn(String) -> TableId| tables.n_rows(&id(source.name.clone())) as u64;
        let n_quarantined = n_rows(TableId::SourceQuarantine);
        let n_accepted = match source.kind {
            // Furniture to the count, a total is a statement of the report and stands in its table.
            SourceKind::AnnualReport => counts.accepted,
            SourceKind::Enterprises
            | SourceKind::Unions
            | SourceKind::Directory
            | SourceKind::Members
            | SourceKind::Roster
            | SourceKind::Movements
            | SourceKind::Parks => n_rows(TableId::SourceRows),
        };
        for (read, accounted) in [
            (counts.read, counts.accounted()),
            (counts.accepted, n_accepted),
            (counts.quarantined, n_quarantined),
        ] {
            if read != accounted {
                return Err(RunError::RowsLost {
                    source_name: source.name.clone(),
                    read,
                    accounted,
                });
            }
        }
    }
    Ok(())
}

/// The tables of a run, in the order of the contract.
const TABLES: [&str; 19] = [
    enterprises::NAME,
    crosswalk::NAME,
    pairs::NAME,
    coverage::NAME,
    unorganised::NAME,
    unions::NAME,
    persons::NAME,
    person_crosswalk::NAME,
    member_duplicates::NAME,
    report_mismatches::NAME,
    mismatch_rows::NAME,
    system_corrections::NAME,
    targets::NAME,
    quarantine::NAME,
    unit_overview::NAME,
    directory_entries::NAME,
    directory_overview::NAME,
    street_overview::NAME,
    disagreements::NAME,
];

/// The state that the next run reads.
const STATE_TABLES: [&str; 2] = [entity_ids::NAME, entity_history::NAME];

/// What is read once the stages are done: the tables, and what ledgers and manifest need besides.
fn published() -> Vec<TableId> {
    let beside = [enterprise_rows::NAME, person_rows::NAME, sheets_read::NAME];
    let names = TABLES.into_iter().chain(STATE_TABLES).chain(beside);
    let mut ids: Vec<TableId> = names.map(TableId::Named).collect();
    ids.push(TableId::LinkageReport);
    ids
}

fn write(
    partial: &Path,
    name: &str,
    pipeline: &Pipeline,
    tables: &Tables,
    manifest: &Manifest,
) -> Result<(), RunError> {
    let ledgers = partial.join("ledgers");
    private_folder(&ledgers)?;
    let source_names = pipeline.source_names();
    std::thread::scope(|scope| {
        let beside = scope.spawn(|| write_tables(partial, tables));
        let inputs = ledger_inputs(tables, &source_names);
        write_ledgers(&ledgers, &facts(name, pipeline), &inputs)?;
        beside.join().unwrap_or_else(|panic| resume_unwind(panic))
    })?;
    let path = partial.join("manifest.json");
    let text = serde_json::to_string_pretty(manifest)
        .expect("the manifest holds nothing that JSON cannot say");
    create_private(&path)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.write_all(b"\n")
        })
        .map_err(|cause| output(&path, cause))
}

fn write_tables(partial: &Path, tables: &Tables) -> Result<(), RunError> {
    for (folder, names) in [("tables", &TABLES[..]), ("state", &STATE_TABLES[..])] {
        private_folder(&partial.join(folder))?;
        for table in names {
            let path = partial.join(folder).join(format!("{table}.parquet"));
            stored::write(&path, tables.named(table))?;
        }
    }
    Ok(())
}

fn facts(name: &str, pipeline: &Pipeline) -> RunFacts {
    let notes = pipeline.absent.iter().map(|source| {
        format!(
            "{}: {}",
            pipeline.lang.pick("缺少数据来源", "source absent"),
            source.name
        )
    });
    RunFacts {
        name: pipeline.name.clone(),
        run: name.to_owned(),
        period: pipeline.period,
        lang: pipeline.lang,
        notes: notes.collect(),
    }
}

fn ledger_inputs<'t>(tables: &'t Tables, source_names: &'t SourceNames) -> LedgerInputs<'t> {
    LedgerInputs {
        enterprises: tables.named(enterprises::NAME),
        unit_overview: tables.named(unit_overview::NAME),
        street_overview: tables.named(street_overview::NAME),
        directory_overview: tables.named(directory_overview::NAME),
        directory_entries: tables.named(directory_entries::NAME),
        coverage: tables.named(coverage::NAME),
        unorganised: tables.named(unorganised::NAME),
        unions: tables.named(unions::NAME),
        person_rows: tables.named(person_rows::NAME),
        persons: tables.named(persons::NAME),
        person_crosswalk: tables.named(person_crosswalk::NAME),
        member_duplicates: tables.named(member_duplicates::NAME),
        report_mismatches: tables.named(report_mismatches::NAME),
        mismatch_rows: tables.named(mismatch_rows::NAME),
        system_corrections: tables.named(system_corrections::NAME),
        enterprise_rows: tables.named(enterprise_rows::NAME),
        source_names,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_of_other_levels_is_refused_by_name() {
        let expected = starting_model();
        assert_eq!(misfit(&expected, &expected), None);
        let mut old = starting_model();
        old.comparisons[0].levels.pop();
        let told = misfit(&old, &expected);
        assert!(told.is_some_and(|told| told.contains("`name`")));
        let mut short = starting_model();
        short.comparisons.pop();
        assert!(misfit(&short, &expected).is_some());
    }
}
