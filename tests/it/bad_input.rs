//! Bad input: one clear error per fault, all together, and nothing half-written.

use crate::support::{City, assert_golden};

const PIPELINE: &str = r#"[pipeline]
name   = "broken"
region = "420500"
period = { from = 2015-10-01, to = 2016-09-30 }
output = "../out/broken"
"#;

fn source(name: &str, file: &str) -> String {
    format!(
        "\n[sources.{name}]\nkind = \"enterprises\"\ndepartment = \"tax\"\nfiles = [\"../data/{file}\"]\n"
    )
}

#[test]
fn every_fault_of_a_pipeline_file_comes_at_once() {
    let text = format!(
        "{PIPELINE}langauge = \"zh\"\n\n[sources.tax]\nkind = \"enterprise\"\nfiles = []\n"
    );
    let city = City::of_files(&[("pipelines/broken.toml", text.as_bytes())]);
    for (lang, golden) in [
        ("en", "broken_pipeline.txt"),
        ("zh", "broken_pipeline.zh.txt"),
    ] {
        let arguments = ["run", "pipelines/broken.toml", "--lang", lang];
        let output = city.minglu(&arguments);
        city.expect_status(&arguments, &output, 2);
        assert_golden(golden, &String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn every_fault_of_every_source_comes_at_once() {
    let text = format!(
        "{PIPELINE}{}{}{}",
        source("empty", "empty.csv"),
        source("nameless", "nameless.csv"),
        source("fine", "fine.csv"),
    );
    let city = City::of_files(&[
        ("pipelines/broken.toml", text.as_bytes()),
        ("data/empty.csv", b""),
        (
            "data/nameless.csv",
            "年份,数值\n2015,1\n2016,2\n".as_bytes(),
        ),
        (
            "data/fine.csv",
            "企业名称,统一社会信用代码\n宜昌市测试有限公司,91420500MA49001170\n".as_bytes(),
        ),
    ]);
    let arguments = ["run", "pipelines/broken.toml", "--lang", "en"];
    let output = city.minglu(&arguments);
    city.expect_status(&arguments, &output, 3);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("empty.csv"), "{said}");
    assert!(said.contains("nameless.csv"), "{said}");
    assert!(!said.contains("fine.csv"), "{said}");
    assert!(!city.path("out/broken/latest").exists());
}

#[test]
fn a_missing_file_is_named_with_its_source() {
    let text = format!("{PIPELINE}{}", source("tax", "nothing.csv"));
    let city = City::of_files(&[("pipelines/broken.toml", text.as_bytes())]);
    let arguments = ["run", "pipelines/broken.toml", "--lang", "en"];
    let output = city.minglu(&arguments);
    city.expect_status(&arguments, &output, 3);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("../data/nothing.csv"), "{said}");
}

#[test]
fn an_office_reads_its_errors_in_its_own_words() {
    let text = format!("{PIPELINE}{}", source("tax", "nameless.csv"));
    let city = City::of_files(&[
        ("pipelines/broken.toml", text.as_bytes()),
        (
            "data/nameless.csv",
            "年份,数值\n2015,1\n2016,2\n".as_bytes(),
        ),
    ]);
    let arguments = ["run", "pipelines/broken.toml", "--lang", "zh"];
    let output = city.minglu(&arguments);
    city.expect_status(&arguments, &output, 3);
    let said = String::from_utf8_lossy(&output.stderr);
    let expected = "错误：../data/nameless.csv：没有哪一列是企业的名称";
    assert!(said.contains(expected), "{said}");
}
