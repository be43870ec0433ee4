//! Whole files, good and bad, through the door.

use super::*;
use crate::publish::Lang;
use crate::table::vocabulary::{Department, Edition, SourceKind};
use crate::union::policy::{ContractorCoverage, IdentityDisplay, MigrantDefinition};

/// A folder with the files that the pipelines below name.
fn scratch() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    for file in ["tax/b.xlsx", "tax/a.xlsx", "unions.csv", "report.xlsx"] {
        let path = scratch.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, b"").unwrap();
    }
    scratch
}

fn parse_in(folder: &Path, text: &str) -> Result<Pipeline, Vec<FileFault>> {
    let source = SourceText {
        path: "demo.toml".to_owned(),
        text: text.to_owned(),
    };
    let path = folder.to_owned();
    parse(&source, &Folder { path })
}

/// Holds everything that is said about `text` against `expected`.
#[track_caller]
fn check_faults(text: &str, expected: &str) {
    let scratch = scratch();
    let faults = parse_in(scratch.path(), text).unwrap_err();
    let mut said = String::new();
    for fault in faults {
        said.push_str(&format!("\n{fault}"));
        if let Some(hint) = fault.mending {
            said.push_str(&format!("\nhint: {hint}"));
        }
        said.push('\n');
    }
    assert_eq!(said, expected, "\n{said}");
}

const HEAD: &str = r#"
[pipeline]
name = "yichang"
region = "420500"
period = { from = 2015-10-01, to = 2016-09-30 }
output = "out"
"#;

#[track_caller]
fn check_below_head(text: &str, expected: &str) {
    check_faults(&format!("{HEAD}{text}"), expected);
}

#[test]
fn a_full_file_is_understood() {
    let text = format!(
        "{HEAD}{}",
        r#"
[sources.tax]
kind = "enterprises"
department = "tax"
files = ["tax/*.xlsx"]
encoding = "gb18030"
sheets = ["西陵区"]
header_row = 3
columns = { name = "纳税人名称", tax_id = "纳税人识别号" }

[sources.last_report]
kind = "annual_report"
edition = "previous"
files = ["report.xlsx"]

[sources.parks]
kind = "parks"
files = ["parks/*.csv"]
optional = true

[policy]
evidence_months = 6
migrant_definition = "acftu"
contractor_covers_project = true
large_project = { workers = 50 }
targets = { zone = 0.5 }
"#
    );
    let scratch = scratch();
    let pipeline = parse_in(scratch.path(), &text).unwrap();
    assert_eq!(pipeline.lang, Lang::Zh);
    assert_eq!(pipeline.output, scratch.path().join("out"));
    assert_eq!(pipeline.area().prefix, "4205");
    let names: Vec<&str> = pipeline
        .sources
        .iter()
        .map(|source| source.name.as_str())
        .collect();
    assert_eq!(names, ["last_report", "tax"]);
    assert_eq!(pipeline.absent[0].name, "parks");
    assert_eq!(pipeline.missing, []);
    let report = &pipeline.sources[0];
    assert_eq!(report.edition, Edition::Previous);
    let tax = &pipeline.sources[1];
    assert_eq!(tax.kind, SourceKind::Enterprises);
    assert_eq!(tax.department, Some(Department::Tax));
    let written: Vec<&str> = tax.files.iter().map(|file| file.written.as_str()).collect();
    assert_eq!(written, ["tax/a.xlsx", "tax/b.xlsx"]);
    let policy = &pipeline.policy;
    assert_eq!(policy.evidence_months, 6);
    assert_eq!(policy.individual_business_min_workers, 8);
    assert_eq!(policy.migrant_definition, MigrantDefinition::Acftu);
    assert_eq!(
        policy.contractor_covers_project,
        ContractorCoverage::Covered
    );
    assert_eq!(policy.targets.zone, 0.5);
    assert_eq!(policy.targets.growth, 0.10);
    assert_eq!(pipeline.privacy.identity, IdentityDisplay::Mask);
}

#[test]
fn a_misspelt_key_is_pointed_at() {
    let text = r#"
[sources.tax]
kind = "enterprises"
deparment = "tax"
files = ["tax/*.xlsx"]
"#;
    check_below_head(
        text,
        r#"
unknown key `deparment` in `[sources.tax]`
   --> demo.toml:10:1
   |
10 | deparment = "tax"
   | ^^^^^^^^^
hint: did you mean `department`?
"#,
    );
}

#[test]
fn all_faults_come_out_at_once_in_the_order_of_the_lines() {
    let text = r#"[pipeline]
region = 420500
period = { from = 2016-10-01, to = "2016-09-30" }
output = "out"
lang = "cn"

[sources.tax]
kind = "enterprise"
files = ["税务/*.xlsx"]
header_row = 0
columns = { nam = "纳税人名称" }

[polices]
evidence_months = 6
"#;
    check_faults(
        text,
        r#"
missing key `name` in `[pipeline]`
  --> demo.toml:1:2
  |
1 | [pipeline]
  |  ^^^^^^^^

`region` is the number `420500`, expected a text
  --> demo.toml:2:10
  |
2 | region = 420500
  |          ^^^^^^
hint: write it in quotes: `"420500"`

`to` is the text `2016-09-30`, expected a date
  --> demo.toml:3:36
  |
3 | period = { from = 2016-10-01, to = "2016-09-30" }
  |                                    ^^^^^^^^^^^^
hint: write it without quotes: `2016-09-30`

`lang` is `cn`, which is no lang this program knows
  --> demo.toml:5:8
  |
5 | lang = "cn"
  |        ^^^^
hint: expected one of `zh`, `en`

`kind` is `enterprise`, which is no kind this program knows
  --> demo.toml:8:8
  |
8 | kind = "enterprise"
  |        ^^^^^^^^^^^^
hint: did you mean `enterprises`?

`header_row` is 0, expected 1 or more: rows count from 1
   --> demo.toml:10:14
   |
10 | header_row = 0
   |              ^

unknown field `nam` in `columns`
   --> demo.toml:11:13
   |
11 | columns = { nam = "纳税人名称" }
   |             ^^^
hint: did you mean `name`?

unknown section `[polices]`
   --> demo.toml:13:2
   |
13 | [polices]
   |  ^^^^^^^
hint: did you mean `policy`?
"#,
    );
}

#[test]
fn broken_syntax_is_said_before_anything_else() {
    check_faults(
        "[pipeline\nname = \"a\"\n",
        r#"
unclosed table, expected `]`
  --> demo.toml:1:10
  |
1 | [pipeline
  |          ^
"#,
    );
}

#[test]
fn a_missing_file_stops_the_run_later_not_the_reading() {
    let scratch = scratch();
    let text = format!("{HEAD}[sources.tax]\nkind = \"enterprises\"\nfiles = [\"gone.csv\"]\n");
    let pipeline = parse_in(scratch.path(), &text).unwrap();
    assert_eq!(pipeline.missing.len(), 1);
    assert_eq!(pipeline.missing[0].wrong.to_string(), "no file `gone.csv`");
}

#[test]
fn a_period_that_ends_before_it_begins_is_a_fault() {
    let text = "[sources.a]\nkind = \"unions\"\nfiles = [\"unions.csv\"]\n";
    let head = HEAD.replace("2016-09-30", "2014-09-30");
    check_faults(
        &format!("{head}{text}"),
        r#"
the period ends on 2014-09-30, before it begins on 2015-10-01
  --> demo.toml:5:36
  |
5 | period = { from = 2015-10-01, to = 2014-09-30 }
  |                                    ^^^^^^^^^^
"#,
    );
}

#[test]
fn pseudonyms_need_a_key() {
    let text = "[sources.a]\nkind = \"unions\"\nfiles = [\"unions.csv\"]\n[privacy]\nidentity = \"pseudonym\"\n";
    check_below_head(
        text,
        r#"
`identity` is `pseudonym`, which needs a `key_file`
   --> demo.toml:11:12
   |
11 | identity = "pseudonym"
   |            ^^^^^^^^^^^
hint: name a file that only the office holds, with at least 32 random bytes
"#,
    );
}

#[test]
fn a_database_is_refused_with_the_way_out() {
    let text =
        "[sources.db]\nkind = \"unions\"\nurl = \"postgres://host/db\"\nquery = \"select 1\"\n";
    check_below_head(
        text,
        r#"
databases cannot be read by this version
  --> demo.toml:9:7
  |
9 | url = "postgres://host/db"
  |       ^^^^^^^^^^^^^^^^^^^^
hint: export the table to CSV or XLSX and name it under `files`
"#,
    );
}
