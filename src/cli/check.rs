//! `minglu check`: what would be read as what, without running.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::arguments::{CheckArguments, FormatWord};
use super::exit::Status;
use super::say::{print, say, say_file_fault, say_pipeline_fault};
use crate::ingest::check::{FileReport, FilesReport};
use crate::ingest::{SourceFile, inspect_file, inspect_source};
use crate::pipeline::file;

pub(super) fn execute(arguments: &CheckArguments) -> Status {
    match arguments.files.as_slice() {
        [pipeline]
            if pipeline
                .extension()
                .is_some_and(|extension| extension == "toml") =>
        {
            check_pipeline(pipeline, arguments.format)
        }
        files => {
            let files = files.iter().map(|path| {
                inspect_file(&SourceFile {
                    path: path.clone(),
                    written: path.to_string_lossy().replace('\\', "/"),
                })
            });
            let report = FilesReport {
                files: files.collect(),
            };
            show(&report, status_of(&report.files), arguments.format, || {
                text_of(&report.files)
            })
        }
    }
}

fn check_pipeline(path: &Path, format: FormatWord) -> Status {
    let pipeline = match file::read(path) {
        Ok(pipeline) => pipeline,
        Err(fault) => {
            say_pipeline_fault(&fault);
            return Status::Usage;
        }
    };
    let sources: BTreeMap<String, FilesReport> = pipeline
        .sources
        .iter()
        .map(|source| (source.name.clone(), inspect_source(source)))
        .collect();
    pipeline.missing.iter().for_each(say_file_fault);
    let mut status = match pipeline.missing.is_empty() {
        true => Status::Done,
        false => Status::Input,
    };
    for report in sources.values() {
        if status_of(&report.files) != Status::Done {
            status = Status::Input;
        }
    }
    let value = BTreeMap::from([("sources", &sources)]);
    show(&value, status, format, || {
        let mut text = String::new();
        for (name, report) in &sources {
            let _ = writeln!(text, "[sources.{name}]");
            text.push_str(&text_of(&report.files));
        }
        text
    })
}

fn status_of(files: &[FileReport]) -> Status {
    match files.iter().any(|file| file.error.is_some()) {
        true => Status::Input,
        false => Status::Done,
    }
}

fn show(
    value: &impl serde::Serialize,
    status: Status,
    format: FormatWord,
    text: impl Fn() -> String,
) -> Status {
    let text = match format {
        FormatWord::Text => text(),
        FormatWord::Json => match serde_json::to_string_pretty(value) {
            Ok(json) => json + "\n",
            Err(cause) => {
                say(&format!(
                    "error: the report cannot be written as JSON\n  caused by: {cause}"
                ));
                return Status::Internal;
            }
        },
    };
    match print(&text) {
        Status::Done => status,
        failed => failed,
    }
}

fn text_of(files: &[FileReport]) -> String {
    let mut text = String::new();
    for file in files {
        let kind = file.kind_guess.unwrap_or("?");
        let encoding = file.encoding.unwrap_or("");
        let _ = writeln!(text, "{}  {} {encoding} {kind}", file.path, file.format);
        if let Some(error) = &file.error {
            let _ = writeln!(text, "  error: {error}");
        }
        for table in &file.tables {
            table_text(&mut text, table);
        }
    }
    text
}

fn table_text(text: &mut String, table: &crate::ingest::check::TableReport) {
    let sheet = table.sheet.as_deref().unwrap_or("-");
    let _ = writeln!(
        text,
        "  sheet {sheet}: header rows {:?}, first data row {}, {} data rows",
        table.header_rows, table.first_data_row, table.n_data_rows
    );
    for column in &table.columns {
        let field = column.field.unwrap_or("-");
        let _ = writeln!(
            text,
            "    {:>3} {field:<24} {} ({:.0}% filled)",
            column.index,
            column.header,
            column.filled * 100.0
        );
    }
    for problem in &table.problems {
        let row = problem
            .row
            .map_or_else(String::new, |row| format!("row {row}: "));
        let _ = writeln!(text, "    problem: {row}{}", problem.message);
    }
}
