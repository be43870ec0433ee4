//! What a run is computed from, as hashes: two runs of the same hashes give the same bytes.

use std::path::Path;

use rayon::prelude::*;

use super::error::RunError;
use crate::pipeline::file::Pipeline;
use crate::pipeline::manifest::InputFile;
use crate::table::FORMAT_VERSION;

/// The version of the rules: an upgrade makes a run of its own, so that `diff` can show what it moved.
pub(super) const PROGRAM_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Hex digits of the input hash in a run's name.
const NAME_DIGITS: usize = 8;

/// Every input file with its hash, sorted by path; a file that vanished meanwhile is left to ingest
/// to report.
pub(super) fn input_files(pipeline: &Pipeline) -> Result<Vec<InputFile>, RunError> {
    let sources = pipeline.sources.iter().flat_map(|source| &source.files);
    let mut paths: Vec<(&str, &Path)> = sources
        .map(|file| (file.written.as_str(), file.path.as_path()))
        .collect();
    for file in &pipeline.side_files {
        paths.push((&file.written, &file.path));
    }
    paths.sort_unstable();
    paths.dedup();
    let hashed: Vec<std::io::Result<InputFile>> = paths
        .into_par_iter()
        .map(|(written, path)| hash_file(written, path))
        .collect();
    Ok(hashed.into_iter().flatten().collect())
}

fn hash_file(written: &str, path: &Path) -> std::io::Result<InputFile> {
    let mut hasher = blake3::Hasher::new();
    let mut file = std::fs::File::open(path)?;
    let bytes = std::io::copy(&mut file, &mut hasher)?;
    Ok(InputFile {
        path: written.to_owned(),
        bytes,
        blake3: hasher.finalize().to_hex().to_string(),
    })
}

/// Hash of what the pipeline file says; where it lies on disk and the order of its sources are no
/// part of it.
pub(super) fn pipeline_hash(pipeline: &Pipeline) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: String| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    add(format!(
        "{} {} {:?} {:?}",
        pipeline.name, pipeline.region, pipeline.period, pipeline.lang
    ));
    add(format!("{:?}", pipeline.territory));
    add(format!(
        "{:?} {:?}",
        pipeline.link.match_threshold, pipeline.link.review_threshold
    ));
    add(format!("{:?} {:?}", pipeline.policy, pipeline.privacy));
    for source in &pipeline.sources {
        let written: Vec<&str> = source
            .files
            .iter()
            .map(|file| file.written.as_str())
            .collect();
        add(format!(
            "{} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {written:?}",
            source.name,
            source.kind,
            source.department,
            source.edition,
            source.presence,
            source.encoding,
            source.sheets,
            source.header_row,
            source.columns,
        ));
    }
    hasher.finalize().to_hex().to_string()
}

/// The run's name: the period's end, and the beginning of the hash over everything it is made of.
pub(super) fn run_name(
    pipeline: &Pipeline,
    inputs: &[InputFile],
    pipeline_blake3: &str,
    state_blake3: Option<&str>,
) -> String {
    let mut hasher = blake3::Hasher::new();
    for input in inputs {
        hasher.update(input.path.as_bytes());
        hasher.update(input.blake3.as_bytes());
    }
    hasher.update(pipeline_blake3.as_bytes());
    hasher.update(state_blake3.unwrap_or("none").as_bytes());
    hasher.update(FORMAT_VERSION.as_bytes());
    hasher.update(PROGRAM_VERSION.as_bytes());
    let hash = hasher.finalize().to_hex();
    let digits: String = hash.chars().take(NAME_DIGITS).collect();
    format!("{}-{digits}", pipeline.period.to)
}
