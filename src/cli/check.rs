//! `minglu check`: what would be read as what, without running.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::arguments::{CheckArguments, FormatWord, LangWord};
use super::exit::Status;
use super::say::{print, say, say_file_fault, say_pipeline_fault};
use crate::ingest::check::{FileReport, FilesReport, TableReport};
use crate::ingest::{SourceFile, inspect_file, inspect_source};
use crate::pipeline::file;
use crate::publish::Lang;

pub(super) fn execute(arguments: &CheckArguments) -> Status {
    match arguments.files.as_slice() {
        [pipeline]
            if pipeline
                .extension()
                .is_some_and(|extension| extension == "toml") =>
        {
            check_pipeline(pipeline, arguments)
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
                let lang = arguments.lang.map_or(Lang::En, LangWord::lang);
                text_of(&report.files, lang)
            })
        }
    }
}

fn check_pipeline(path: &Path, arguments: &CheckArguments) -> Status {
    let asked = arguments.lang.map(LangWord::lang);
    let pipeline = match file::read(path) {
        Ok(pipeline) => pipeline,
        Err(fault) => {
            say_pipeline_fault(&fault, asked.unwrap_or(fault.lang()));
            return Status::Usage;
        }
    };
    let sources: BTreeMap<String, FilesReport> = pipeline
        .sources
        .iter()
        .map(|source| (source.name.clone(), inspect_source(source)))
        .collect();
    let lang = asked.unwrap_or(pipeline.lang);
    let missing = pipeline.missing.iter();
    missing.for_each(|fault| say_file_fault(fault, lang));
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
    show(&value, status, arguments.format, || {
        let mut text = String::new();
        for (name, report) in &sources {
            let _ = writeln!(text, "[sources.{name}]");
            text.push_str(&text_of(&report.files, lang));
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

fn text_of(files: &[FileReport], lang: Lang) -> String {
    let mut text = String::new();
    for file in files {
        let kind = file.kind_guess.unwrap_or("?");
        let encoding = file.encoding.unwrap_or("");
        let _ = writeln!(text, "{}  {} {encoding} {kind}", file.path, file.format);
        if let Some(error) = &file.error {
            let _ = match lang {
                Lang::Zh => writeln!(text, "  错误：{error}"),
                Lang::En => writeln!(text, "  error: {error}"),
            };
        }
        for table in &file.tables {
            table_text(&mut text, table, lang);
        }
    }
    text
}

fn table_text(text: &mut String, table: &TableReport, lang: Lang) {
    let sheet = table.sheet.as_deref().unwrap_or("-");
    let (header, first, n_rows) = (&table.header_rows, table.first_data_row, table.n_data_rows);
    let _ = match lang {
        Lang::Zh => writeln!(
            text,
            "  工作表 {sheet}：表头第{}行，数据从第{first}行起，共{n_rows}行",
            joined(header, "、")
        ),
        Lang::En => writeln!(
            text,
            "  sheet {sheet}: header rows [{}], first data row {first}, {n_rows} data rows",
            joined(header, ", ")
        ),
    };
    for column in &table.columns {
        let field = column.field.unwrap_or("-");
        let (index, header) = (column.index, &column.header);
        let filled = format!("{:.0}%", column.filled * 100.0);
        let _ = match lang {
            Lang::Zh => writeln!(
                text,
                "    {index:>3} {field:<24} {header}（填写率{filled}）"
            ),
            Lang::En => writeln!(
                text,
                "    {index:>3} {field:<24} {header} ({filled} filled)"
            ),
        };
    }
    for problem in &table.problems {
        let message = &problem.message;
        let _ = match (lang, problem.row) {
            (Lang::Zh, Some(row)) => writeln!(text, "    问题：第{row}行：{message}"),
            (Lang::Zh, None) => writeln!(text, "    问题：{message}"),
            (Lang::En, Some(row)) => writeln!(text, "    problem: row {row}: {message}"),
            (Lang::En, None) => writeln!(text, "    problem: {message}"),
        };
    }
}

fn joined(rows: &[u32], separator: &str) -> String {
    let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
    rows.join(separator)
}
