//! Folders of runs: built beside, renamed into place whole.

use std::fs::DirBuilder;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::error::RunError;
use crate::table::stored::create_private;

/// Ends the name of a folder that is still being built.
const PARTIAL: &str = ".partial";

/// The output folder of a pipeline.
pub(super) struct OutputFolder {
    path: PathBuf,
}

impl OutputFolder {
    pub(super) fn new(path: &Path) -> Self {
        Self {
            path: path.to_owned(),
        }
    }

    pub(super) fn run(&self, name: &str) -> PathBuf {
        self.path.join("runs").join(name)
    }

    /// The newest run's name, if a run was ever published.
    pub(super) fn latest(&self) -> Option<String> {
        let text = std::fs::read_to_string(self.path.join("latest")).ok()?;
        let name = text.trim_end();
        self.run(name).is_dir().then(|| name.to_owned())
    }

    /// Makes an empty folder to build the run `name` in; what killed runs left is removed.
    pub(super) fn begin(&self, name: &str) -> Result<PathBuf, RunError> {
        let runs = self.path.join("runs");
        private_folder(&runs)?;
        let entries = std::fs::read_dir(&runs).map_err(|cause| output(&runs, cause))?;
        for entry in entries.flatten() {
            let file_name = entry.file_name();
            if file_name.to_string_lossy().ends_with(PARTIAL) {
                let path = entry.path();
                std::fs::remove_dir_all(&path).map_err(|cause| output(&path, cause))?;
            }
        }
        let partial = runs.join(format!(".{name}{PARTIAL}"));
        private_folder(&partial)?;
        Ok(partial)
    }

    /// Gives the finished folder its name and lets `latest` point to it.
    pub(super) fn publish(&self, partial: &Path, name: &str) -> Result<PathBuf, RunError> {
        let run = self.run(name);
        if run.is_dir() {
            // Published before from the same inputs: it never changes, so ours is dropped.
            std::fs::remove_dir_all(partial).map_err(|cause| output(partial, cause))?;
        } else {
            std::fs::rename(partial, &run).map_err(|cause| output(&run, cause))?;
        }
        let latest = self.path.join("latest");
        let fresh = self.path.join(".latest.partial");
        let written = create_private(&fresh).and_then(|mut file| {
            file.write_all(format!("{name}\n").as_bytes())?;
            file.sync_all()
        });
        written.map_err(|cause| output(&fresh, cause))?;
        std::fs::rename(&fresh, &latest).map_err(|cause| output(&latest, cause))?;
        Ok(run)
    }
}

/// Makes `path` and what is missing above it, for the owner alone.
pub(super) fn private_folder(path: &Path) -> Result<(), RunError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(|cause| output(path, cause))
}

pub(super) fn output(path: &Path, cause: std::io::Error) -> RunError {
    RunError::Output {
        path: path.to_owned(),
        cause,
    }
}
