//! The full-coverage list, the directories of key sectors and the four working ledgers (工作台账):
//! unorganised, duplicate members, report mismatches, corrections.

mod corrections;
mod directories;
mod duplicates;
mod full_list;
mod mismatches;
mod unorganised;

use std::panic::resume_unwind;
use std::path::{Path, PathBuf};

use arrow::record_batch::RecordBatch;

use super::error::PublishError;
use super::words::Lang;
use super::workbook::{LedgerCell, LedgerColumn, LedgerSheet, Visibility, write_workbook};
use crate::table::Period;
use crate::union::source_names::SourceNames;

/// What every ledger's first sheet says about the run it comes from.
#[derive(Debug, Clone)]
pub struct RunFacts {
    /// Name of the pipeline.
    pub name: String,
    /// Name of the run.
    pub run: String,
    /// The statistical year.
    pub period: Period,
    /// Language of the ledgers.
    pub lang: Lang,
    /// What the reader must know first, such as a source that was absent.
    pub notes: Vec<String>,
}

/// The finished tables that the ledgers show.
#[derive(Debug, Clone, Copy)]
pub struct LedgerInputs<'a> {
    /// The `enterprises` table.
    pub enterprises: &'a RecordBatch,
    /// The `unit_overview` table.
    pub unit_overview: &'a RecordBatch,
    /// The `street_overview` table.
    pub street_overview: &'a RecordBatch,
    /// The `directory_overview` table.
    pub directory_overview: &'a RecordBatch,
    /// The `directory_entries` table.
    pub directory_entries: &'a RecordBatch,
    /// The `coverage` table.
    pub coverage: &'a RecordBatch,
    /// The `unorganised` table.
    pub unorganised: &'a RecordBatch,
    /// The `unions` table.
    pub unions: &'a RecordBatch,
    /// The `person_rows` table, for the names a clerk looks for.
    pub person_rows: &'a RecordBatch,
    /// The `persons` table.
    pub persons: &'a RecordBatch,
    /// The `person_crosswalk` table.
    pub person_crosswalk: &'a RecordBatch,
    /// The `member_duplicates` table.
    pub member_duplicates: &'a RecordBatch,
    /// The `report_mismatches` table.
    pub report_mismatches: &'a RecordBatch,
    /// The `mismatch_rows` table.
    pub mismatch_rows: &'a RecordBatch,
    /// The `system_corrections` table.
    pub system_corrections: &'a RecordBatch,
    /// The `enterprise_rows` table, for the managers of construction sites.
    pub enterprise_rows: &'a RecordBatch,
    /// What people call the sources.
    pub source_names: &'a SourceNames,
}

/// Writes the list and the ledgers into `folder` and gives their paths, in reading order.
///
/// # Errors
/// [`PublishError`]: no permission, a full disk, a table of another shape.
pub fn write_ledgers(
    folder: &Path,
    facts: &RunFacts,
    inputs: &LedgerInputs<'_>,
) -> Result<Vec<PathBuf>, PublishError> {
    let write = |ledger: Result<Ledger<'_>, PublishError>| {
        let ledger = ledger?;
        let path = folder.join(format!("{}.xlsx", ledger.file));
        write_workbook(&path, &explanation(facts, &ledger), &ledger.sheets)?;
        Ok(path)
    };
    // The list and the corrections are each as long as all others together.
    std::thread::scope(|scope| {
        let list = scope.spawn(|| write(full_list::ledger(facts.lang, inputs)));
        let corrections = scope.spawn(|| write(corrections::ledger(facts.lang, inputs)));
        let others = SHORT_LEDGERS
            .iter()
            .map(|compose| write(compose(facts.lang, inputs)));
        let others: Result<Vec<PathBuf>, PublishError> = others.collect();
        let list = list.join().unwrap_or_else(|panic| resume_unwind(panic));
        let corrections = corrections
            .join()
            .unwrap_or_else(|panic| resume_unwind(panic));
        let mut paths = vec![list?];
        paths.extend(others?);
        paths.push(corrections?);
        Ok(paths)
    })
}

/// Makes a ledger of the finished tables.
type Compose = fn(Lang, &LedgerInputs<'_>) -> Result<Ledger<'static>, PublishError>;

/// All but the list before them and the corrections behind them, in reading order.
const SHORT_LEDGERS: [Compose; 4] = [
    unorganised::ledger,
    directories::ledger,
    duplicates::ledger,
    mismatches::ledger,
];

/// One workbook: its file name without extension, what it is for, its sheets.
struct Ledger<'a> {
    file: &'static str,
    title: &'static str,
    purpose: Vec<&'static str>,
    sheets: Vec<LedgerSheet<'a>>,
}

fn columns(lang: Lang, specs: &[(&'static str, &'static str, f64)]) -> Vec<LedgerColumn> {
    columns_seen(lang, specs, Visibility::Shown)
}

/// Columns that machines and filters use and nobody prints.
fn hidden_columns(lang: Lang, specs: &[(&'static str, &'static str, f64)]) -> Vec<LedgerColumn> {
    columns_seen(lang, specs, Visibility::Hidden)
}

fn columns_seen(
    lang: Lang,
    specs: &[(&'static str, &'static str, f64)],
    visibility: Visibility,
) -> Vec<LedgerColumn> {
    let column = |&(zh, en, width): &(&'static str, &'static str, f64)| LedgerColumn {
        header: lang.pick(zh, en),
        width,
        visibility,
    };
    specs.iter().map(column).collect()
}

/// Sources as the office calls them; in English by their names in the pipeline file.
fn source_words(lang: Lang, sources: &[String], names: &SourceNames) -> String {
    match lang {
        Lang::Zh => names.enumerated(sources.iter().map(String::as_str)),
        Lang::En => sources.join(", "),
    }
}

fn explanation(facts: &RunFacts, ledger: &Ledger<'_>) -> LedgerSheet<'static> {
    let lang = facts.lang;
    let period = format!("{} — {}", facts.period.from, facts.period.to);
    let mut rows: Vec<Vec<LedgerCell>> = vec![
        vec![
            lang.pick("项目", "pipeline").into(),
            facts.name.as_str().into(),
        ],
        vec![lang.pick("运行", "run").into(), facts.run.as_str().into()],
        vec![lang.pick("统计期", "period").into(), period.into()],
    ];
    for note in &facts.notes {
        rows.push(vec![lang.pick("注意", "mind").into(), note.as_str().into()]);
    }
    for line in &ledger.purpose {
        rows.push(vec![lang.pick("说明", "about").into(), (*line).into()]);
    }
    for sheet in &ledger.sheets {
        let count = i64::try_from(sheet.rows.len()).unwrap_or(i64::MAX);
        rows.push(vec![sheet.name.into(), LedgerCell::Count(count)]);
    }
    LedgerSheet {
        name: lang.pick("说明", "about"),
        title: ledger.title.to_owned(),
        columns: columns(lang, &[("项", "item", 18.0), ("内容", "content", 90.0)]),
        rows: rows.into(),
    }
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx, open_workbook};
    use chrono::NaiveDate;

    use super::*;
    use crate::table::vocabulary::{
        Certainty, CorrectionAction, Department, EntityKind, SubjectKind, Suggestion,
    };
    use crate::table::{
        CorrectionId, EntityId, Provenance, coverage, directory_entries, directory_overview,
        enterprise_rows, enterprises, member_duplicates, mismatch_rows, person_crosswalk,
        person_rows, persons, report_mismatches, sample, street_overview, system_corrections,
        unions, unit_overview, unorganised,
    };

    fn facts() -> RunFacts {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        RunFacts {
            name: "test".to_owned(),
            run: "2016-09-30-00000000".to_owned(),
            period: Period {
                from: day(2015, 10, 1),
                to: day(2016, 9, 30),
            },
            lang: Lang::Zh,
            notes: vec!["来源 parks 缺失".to_owned()],
        }
    }

    fn correction(subject: &str, new: &str) -> system_corrections::Row {
        system_corrections::Row {
            correction_id: CorrectionId::of_parts("correction", &[subject]),
            action: CorrectionAction::CorrectField,
            subject_kind: SubjectKind::Enterprise,
            subject: subject.to_owned(),
            field: "name".to_owned(),
            old: None,
            new: Some(new.to_owned()),
            certainty: Certainty::Certain,
            evidence: "工商登记".to_owned(),
            cures: vec![],
            source: None,
            file: None,
            sheet: None,
            row: None,
            reporting_unit: None,
            subject_name: None,
        }
    }

    fn write(folder: &Path, corrections: &[system_corrections::Row]) -> Vec<PathBuf> {
        write_tables(
            folder,
            Filled {
                corrections,
                ..Filled::default()
            },
        )
    }

    /// The tables that a test fills.
    #[derive(Default)]
    struct Filled<'a> {
        corrections: &'a [system_corrections::Row],
        enterprises: &'a [enterprises::Row],
        enterprise_rows: &'a [enterprise_rows::Row],
        unorganised: &'a [unorganised::Row],
    }

    fn write_tables(folder: &Path, filled: Filled<'_>) -> Vec<PathBuf> {
        let inputs = LedgerInputs {
            enterprises: &enterprises::batch(filled.enterprises),
            unit_overview: &unit_overview::batch(&[]),
            street_overview: &street_overview::batch(&[]),
            directory_overview: &directory_overview::batch(&[]),
            directory_entries: &directory_entries::batch(&[]),
            coverage: &coverage::batch(&[]),
            unorganised: &unorganised::batch(filled.unorganised),
            unions: &unions::batch(&[]),
            person_rows: &person_rows::batch(&[]),
            persons: &persons::batch(&[]),
            person_crosswalk: &person_crosswalk::batch(&[]),
            member_duplicates: &member_duplicates::batch(&[]),
            report_mismatches: &report_mismatches::batch(&[]),
            mismatch_rows: &mismatch_rows::batch(&[]),
            system_corrections: &system_corrections::batch(filled.corrections),
            enterprise_rows: &enterprise_rows::batch(filled.enterprise_rows),
            source_names: &SourceNames::default(),
        };
        write_ledgers(folder, &facts(), &inputs).unwrap()
    }

    #[test]
    fn empty_ledgers_still_show_their_headers() {
        let folder = tempfile::tempdir().unwrap();
        let paths = write(folder.path(), &[]);
        assert_eq!(paths.len(), 6);
        let mut book: Xlsx<_> = open_workbook(&paths[1]).unwrap();
        let sheet = book.worksheet_range("未建会企业").unwrap();
        assert_eq!(
            sheet.get((1, 1)),
            Some(&Data::String("企业名称".to_owned()))
        );
    }

    #[test]
    fn a_cell_that_looks_like_a_formula_stays_text() {
        let folder = tempfile::tempdir().unwrap();
        let evil = "=HYPERLINK(\"http://example.com\")";
        let paths = write(folder.path(), &[correction("91420500MA49001170", evil)]);
        let mut book: Xlsx<_> = open_workbook(&paths[5]).unwrap();
        let sheet = book.worksheet_range("补录更正").unwrap();
        let new_values = sheet
            .rows()
            .any(|row| row.contains(&Data::String(evil.to_owned())));
        assert!(new_values);
        let formulas = book.worksheet_formula("补录更正").unwrap();
        assert!(formulas.is_empty());
    }

    /// `unit|name|key|field|new` of every line of the corrections, in order.
    fn lines_of(corrections: &[system_corrections::Row]) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let paths = write(folder.path(), corrections);
        let mut book: Xlsx<_> = open_workbook(&paths[5]).unwrap();
        let sheet = book.worksheet_range("补录更正").unwrap();
        let rows = sheet.rows().skip(2);
        rows.map(|row| {
            [1, 3, 5, 6, 8]
                .map(|column| row[column].to_string())
                .join("|")
        })
        .collect()
    }

    #[test]
    fn corrections_stand_as_a_clerk_works_through_them() {
        let line = |unit: &str, name: &str, field: &str, new: &str| system_corrections::Row {
            correction_id: CorrectionId::of_parts("correction", &[name]),
            action: CorrectionAction::AddEnterprise,
            reporting_unit: Some(unit.to_owned()),
            subject_name: Some(name.to_owned()),
            field: field.to_owned(),
            ..correction("00000000000000000000000000000007", new)
        };
        let rows = [
            line("远安县", "丙厂", "address", "鸣凤镇2号"),
            line("远安县", "丙厂", "name", "丙厂"),
            line("西陵区", "乙店", "industry", "5191"),
            line("西陵区", "乙店", "region", "420502"),
            line("西陵区", "甲公司", "name", "甲公司"),
        ];
        let key = "无统一社会信用代码";
        let expected = [
            format!("西陵区|乙店|{key}|行政区划|西陵区"),
            format!("西陵区|乙店|{key}|行业|5191 批发业"),
            format!("西陵区|甲公司|{key}|企业名称|甲公司"),
            format!("远安县|丙厂|{key}|企业名称|丙厂"),
            format!("远安县|丙厂|{key}|地址|鸣凤镇2号"),
        ];
        assert_eq!(lines_of(&rows), expected);
    }

    #[test]
    fn a_project_shows_whom_to_ring() {
        let site = enterprise_rows::Row {
            project_manager: Some("彭承琛".to_owned()),
            ..sample::enterprise_row(Department::Construction, 4, "宜昌鼎力建筑有限公司")
        };
        let project = enterprises::Row {
            entity_kind: EntityKind::Project,
            parent_entity_id: Some(EntityId::from_bits(1)),
            provenance: vec![Provenance {
                field: "name".to_owned(),
                source: site.source.clone(),
                file: site.file.clone(),
                sheet: None,
                row: site.row,
            }],
            ..sample::enterprise(2, "金色家园三期工程")
        };
        let contractor = enterprises::Row {
            phone: Some("0717-6730000".to_owned()),
            legal_representative: Some("戴维露".to_owned()),
            ..sample::enterprise(1, "宜昌鼎力建筑有限公司")
        };
        let unorganised = unorganised::Row {
            entity_id: project.entity_id,
            certainty: Certainty::Certain,
            reason: String::new(),
            reporting_unit: None,
            workers: Some(120),
            migrant_workers: None,
            directories: Vec::new(),
            suggestion: Suggestion::OwnUnion,
            priority: 1,
            nearest_candidate: None,
            nearest_probability: None,
            acting_union: None,
            why_visit: String::new(),
            workers_as_of: None,
        };
        let folder = tempfile::tempdir().unwrap();
        let filled = Filled {
            enterprises: &[contractor, project],
            enterprise_rows: &[site],
            unorganised: &[unorganised],
            ..Filled::default()
        };
        let paths = write_tables(folder.path(), filled);
        let mut book: Xlsx<_> = open_workbook(&paths[1]).unwrap();
        let sheet = book.worksheet_range("未建会企业").unwrap();
        let row = sheet.rows().nth(2).unwrap();
        let shown = [1, 2, 3, 5].map(|column| row[column].to_string());
        let expected = [
            "金色家园三期工程",
            "0717-6730000",
            "戴维露",
            "宜昌鼎力建筑有限公司，项目经理彭承琛",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_same_tables_give_the_same_bytes() {
        let (left, right) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let rows = [correction("a", "甲"), correction("b", "乙")];
        let pairs = write(left.path(), &rows)
            .into_iter()
            .zip(write(right.path(), &rows));
        for (path_l, path_r) in pairs {
            assert_eq!(
                std::fs::read(path_l).unwrap(),
                std::fs::read(path_r).unwrap()
            );
        }
    }
}
