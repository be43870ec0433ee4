//! Which files a pattern of the pipeline file names, and how each is written.

use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, Pattern};

use super::wrong::Wrong;

/// The folder that paths in a pipeline file start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Folder {
    /// The pipeline file's own folder; `.` rather than nothing.
    pub(super) path: PathBuf,
}

/// One input file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Matched {
    /// As written in the pipeline file, with the glob filled in and forward slashes.
    pub(super) written: String,
    /// Where it is.
    pub(super) path: PathBuf,
}

/// `*` does not match the hidden files that spreadsheet programs leave beside an open workbook.
const MATCHING: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: true,
};

impl Folder {
    /// The folder of the pipeline file at `file`.
    pub(super) fn of(file: &Path) -> Self {
        let parent = file.parent().filter(|parent| *parent != Path::new(""));
        let path = parent.unwrap_or(Path::new(".")).to_owned();
        Self { path }
    }

    /// The files that `pattern` names, sorted by how they are written; none when nothing is there.
    ///
    /// # Errors
    /// What is wrong with the pattern itself.
    pub(super) fn matches(&self, pattern: &str) -> Result<Vec<Matched>, Wrong> {
        let pattern = forward_slashes(pattern);
        let literal = self.path.join(&pattern);
        if literal.is_file() {
            let written = pattern;
            return Ok(vec![Matched {
                written,
                path: literal,
            }]);
        }
        let (directory, rest) = split_at_first_wildcard(&pattern);
        if rest.is_empty() {
            return Ok(Vec::new());
        }
        let root = self.path.join(&directory);
        let escaped = Pattern::escape(&root.to_string_lossy());
        let whole = format!("{}/{rest}", escaped.trim_end_matches('/'));
        let found = glob::glob_with(&whole, MATCHING).map_err(|fault| Wrong::BadPattern {
            pattern: pattern.clone(),
            cause: fault.msg,
        })?;
        let mut matched: Vec<Matched> = found
            .filter_map(Result::ok)
            .filter(|path| path.is_file() && !is_lock_file(path))
            .map(|path| {
                let written = format!("{directory}{}", slashed(&below(&root, &path)));
                Matched { written, path }
            })
            .collect();
        matched.sort();
        Ok(matched)
    }
}

/// The part of `path` below `root`. The glob drops a leading `./`, so both are compared without it.
fn below(root: &Path, path: &Path) -> PathBuf {
    let (root, path) = (undotted(root), undotted(path));
    match path.strip_prefix(&root) {
        Ok(below) => below.to_owned(),
        Err(_) => path,
    }
}

fn undotted(path: &Path) -> PathBuf {
    path.components()
        .filter(|component| *component != Component::CurDir)
        .collect()
}

/// `~$报表.xlsx` is what a spreadsheet program writes while the workbook is open: never data.
fn is_lock_file(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_some_and(|name| name.starts_with("~$") || name.starts_with(".~"))
}

/// The folder part before the first wildcard, with its slash, and the rest; without a wildcard the
/// rest is empty.
fn split_at_first_wildcard(pattern: &str) -> (String, String) {
    let Some(wildcard) = pattern.find(['*', '?', '[']) else {
        return (pattern.to_owned(), String::new());
    };
    let cut = pattern
        .char_indices()
        .rfind(|(offset, character)| *offset < wildcard && *character == '/')
        .map_or(0, |(offset, _)| offset + 1);
    let (directory, rest) = pattern.split_at(cut);
    (directory.to_owned(), rest.to_owned())
}

/// A path as every office's file writes it, whatever the machine.
pub(super) fn forward_slashes(path: &str) -> String {
    path.replace('\\', "/")
}

fn slashed(path: &Path) -> String {
    let parts: Vec<String> = path
        .components()
        .map(|component| component.as_os_str().to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder `pipelines` beside a folder `files` with three workbooks and a lock file.
    #[track_caller]
    fn check(pattern: &str, expected: &[&str]) {
        let scratch = tempfile::tempdir().unwrap();
        let files = scratch.path().join("files/税务");
        std::fs::create_dir_all(&files).unwrap();
        std::fs::create_dir_all(scratch.path().join("pipelines")).unwrap();
        for name in ["b.xlsx", "a.xlsx", "c[1].csv", "~$a.xlsx", ".hidden.xlsx"] {
            std::fs::write(files.join(name), b"").unwrap();
        }
        let folder = Folder::of(&scratch.path().join("pipelines/demo.toml"));
        let matched = folder.matches(pattern).unwrap();
        let written: Vec<&str> = matched.iter().map(|file| file.written.as_str()).collect();
        assert_eq!(written, expected, "{pattern}");
        assert!(matched.iter().all(|file| file.path.is_file()));
    }

    #[test]
    fn matches_are_sorted_and_written_as_in_the_file() {
        let expected = ["../files/税务/a.xlsx", "../files/税务/b.xlsx"];
        check("../files/税务/*.xlsx", &expected);
    }

    /// Tests run in the package's own folder, where `pipelines/demo.toml` stands.
    #[test]
    fn however_the_pipeline_file_is_named_its_files_are_written_alike() {
        for (file, pattern, expected) in [
            ("Cargo.toml", "pipelines/d*.toml", "pipelines/demo.toml"),
            ("./Cargo.toml", "pipelines/d*.toml", "pipelines/demo.toml"),
            ("Cargo.toml", "./pipelines/d*.toml", "./pipelines/demo.toml"),
            ("pipelines/demo.toml", "../Cargo.t*", "../Cargo.toml"),
            (
                "./pipelines/demo.toml",
                "../pipelines/d*",
                "../pipelines/demo.toml",
            ),
        ] {
            let matched = Folder::of(Path::new(file)).matches(pattern).unwrap();
            let written: Vec<&str> = matched.iter().map(|file| file.written.as_str()).collect();
            assert_eq!(written, [expected], "{pattern} in {file}");
        }
    }

    #[test]
    fn a_wildcard_may_stand_for_a_folder() {
        check("../files/*/a.xlsx", &["../files/税务/a.xlsx"]);
    }

    #[test]
    fn dots_are_kept_as_written() {
        check("./../files/税务/a*", &["./../files/税务/a.xlsx"]);
    }

    #[test]
    fn backslashes_become_slashes() {
        check("..\\files\\税务\\a.xlsx", &["../files/税务/a.xlsx"]);
    }

    #[test]
    fn a_file_whose_name_looks_like_a_pattern_is_found() {
        check("../files/税务/c[1].csv", &["../files/税务/c[1].csv"]);
    }

    #[test]
    fn a_name_that_is_not_there_matches_nothing() {
        check("../files/税务/z.xlsx", &[]);
    }
}
