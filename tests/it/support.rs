//! A fresh folder with a city in it, and the binary run on it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use arrow::record_batch::RecordBatch;
use minglu::table::stored;

/// A copy of `fixtures/` and `pipelines/` in a folder of its own, gone when dropped.
pub(crate) struct City {
    folder: tempfile::TempDir,
}

impl City {
    /// The city of the demo.
    pub(crate) fn demo() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for part in ["fixtures", "pipelines"] {
            copy(&root.join(part), &folder.path().join(part));
        }
        Self { folder }
    }

    /// A folder with these files and nothing else.
    pub(crate) fn of_files(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, bytes) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
            std::fs::write(path, bytes).expect("a file");
        }
        Self { folder }
    }

    pub(crate) fn path(&self, inner: &str) -> PathBuf {
        self.folder.path().join(inner)
    }

    /// Runs `minglu` in the folder, whatever the outcome.
    pub(crate) fn minglu(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_minglu"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("RUST_LOG")
            .env("NO_COLOR", "1")
            .output()
            .expect("the binary starts")
    }

    /// Runs the demo pipeline with `flags` and gives the folder of the published run.
    #[track_caller]
    pub(crate) fn run(&self, flags: &[&str]) -> PathBuf {
        let mut arguments = vec!["run", "pipelines/demo.toml"];
        arguments.extend(flags);
        let output = self.minglu(&arguments);
        self.expect_status(&arguments, &output, 0);
        self.latest()
    }

    /// The folder of the newest run of the demo pipeline.
    pub(crate) fn latest(&self) -> PathBuf {
        let output = self.path("out/demo");
        let latest = std::fs::read_to_string(output.join("latest")).expect("a run was published");
        output.join("runs").join(latest.trim_end())
    }

    #[track_caller]
    pub(crate) fn expect_status(&self, arguments: &[&str], output: &Output, status: i32) {
        assert_eq!(
            output.status.code(),
            Some(status),
            "minglu {} in {}\n--- stdout\n{}\n--- stderr\n{}",
            arguments.join(" "),
            self.folder.path().display(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// Reads a table of the run in `run`.
#[track_caller]
pub(crate) fn table(run: &Path, name: &str) -> RecordBatch {
    stored::read(&run.join("tables").join(format!("{name}.parquet"))).expect("a readable table")
}

/// Holds `text` to the file `tests/golden/NAME`; with `MINGLU_RENEW` set the file is written anew,
/// and a person reads the difference.
#[track_caller]
pub(crate) fn assert_golden(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if std::env::var_os("MINGLU_RENEW").is_some() {
        std::fs::write(&path, text).expect("a writable golden file");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, expected, "tests/golden/{name} says otherwise");
}

/// Every file below `folder`, relative, sorted.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("a readable folder") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path.strip_prefix(folder).expect("below it").to_owned());
            }
        }
    }
    files.sort();
    files
}

fn copy(from: &Path, to: &Path) {
    for file in files_below(from) {
        let target = to.join(&file);
        std::fs::create_dir_all(target.parent().expect("inside the folder")).expect("a folder");
        std::fs::copy(from.join(&file), target).expect("a copy");
    }
}
