//! `minglu link` and `minglu explain pair`: files in, files out.

use crate::support::{City, table};
use arrow::array::AsArray as _;
use arrow::datatypes::Float64Type;
use minglu::table::pairs;

const SPEC: &str = r#"unique_key = "id"
[[tables]]
name = "people"
file = "data/people.csv"
[[blocking]]
equal = ["town"]
[[comparisons]]
column = "name"
levels = ["exact", "jaro_winkler >= 0.9"]
[[comparisons]]
column = "phone"
levels = ["exact", "levenshtein <= 1"]
[thresholds]
keep_probability = 0.0
"#;

const PEOPLE: &str = "id,name,town,phone
1,anna lee,ely,5551
2,anna lee,ely,5551
3,\"moss, bert\",ely,7002
4,carl finch,bath,7113
5,carl finch,bath,7114
";

fn city(spec: &str) -> City {
    City::of_files(&[
        ("link.toml", spec.as_bytes()),
        ("data/people.csv", PEOPLE.as_bytes()),
    ])
}

#[test]
fn a_table_is_deduplicated_to_the_same_bytes_with_any_number_of_threads() {
    let city = city(SPEC);
    let mut results = Vec::new();
    for threads in ["1", "2", "7"] {
        let arguments = ["link", "link.toml", "--out", threads, "--threads", threads];
        let output = city.minglu(&arguments);
        city.expect_status(&arguments, &output, 0);
        let bytes = |name: &str| std::fs::read(city.path(threads).join(name)).expect("a result");
        let names = [
            "pairs.parquet",
            "clusters.parquet",
            "cluster_quality.parquet",
            "model.json",
            "training.json",
        ];
        results.push(names.map(bytes));
    }
    assert!(results.iter().all(|result| *result == results[0]));
}

#[test]
fn a_saved_model_gives_the_same_pairs_again() {
    let city = city(SPEC);
    for arguments in [
        vec!["link", "link.toml", "--out", "a", "--format", "csv"],
        vec![
            "link",
            "link.toml",
            "--out",
            "b",
            "--format",
            "csv",
            "--model",
            "a/model.json",
        ],
    ] {
        let output = city.minglu(&arguments);
        city.expect_status(&arguments, &output, 0);
    }
    let pairs = |folder: &str| {
        std::fs::read_to_string(city.path(folder).join("pairs.csv")).expect("a result")
    };
    assert_eq!(pairs("a"), pairs("b"));
    assert!(
        pairs("a").starts_with("table_l,key_l,table_r,key_r,gamma_name,gamma_phone,match_weight")
    );
}

#[test]
fn known_pairs_of_a_table_bind_the_clusters() {
    let spec = format!("{SPEC}[known]\nfile = \"data/known.csv\"\n");
    let known = "key_l,key_r,verdict\n1,2,different\n3,4,same\n";
    let city = City::of_files(&[
        ("link.toml", spec.as_bytes()),
        ("data/people.csv", PEOPLE.as_bytes()),
        ("data/known.csv", known.as_bytes()),
    ]);
    let arguments = ["link", "link.toml", "--out", "a", "--format", "csv"];
    let output = city.minglu(&arguments);
    city.expect_status(&arguments, &output, 0);
    let clusters = std::fs::read_to_string(city.path("a/clusters.csv")).expect("a result");
    let cluster_of = |key: &str| {
        let row = clusters
            .lines()
            .find(|line| line.contains(&format!(",{key},")));
        row.expect("a row per record")
            .rsplit(',')
            .next()
            .map(str::to_owned)
    };
    assert_ne!(cluster_of("1"), cluster_of("2"), "{clusters}");
    assert_eq!(cluster_of("3"), cluster_of("4"), "{clusters}");
}

#[test]
fn a_known_pair_without_a_verdict_says_what_was_expected() {
    let spec = format!("{SPEC}[known]\nfile = \"data/known.csv\"\n");
    let known = "key_l,key_r,verdict\n1,2,perhaps\n";
    let city = City::of_files(&[
        ("link.toml", spec.as_bytes()),
        ("data/people.csv", PEOPLE.as_bytes()),
        ("data/known.csv", known.as_bytes()),
    ]);
    let arguments = ["link", "link.toml"];
    let output = city.minglu(&arguments);
    city.expect_status(&arguments, &output, 3);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let expected = "row 1: verdict `perhaps`, expected `same` or `different`";
    assert!(text.contains(expected), "{text}");
}

#[test]
fn blocking_is_analysed_without_comparing() {
    let city = city(SPEC);
    let arguments = ["link", "link.toml", "--analyse-blocking"];
    let output = city.minglu(&arguments);
    city.expect_status(&arguments, &output, 0);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        text.contains("pairs 4, found by no other rule 4, records without a partner 0"),
        "{text}"
    );
    assert!(text.contains("3 records: ely"), "{text}");
}

#[test]
fn a_faulty_specification_is_a_usage_error_that_names_the_column() {
    let city = city(&SPEC.replace("\"phone\"", "\"telephone\""));
    let arguments = ["link", "link.toml"];
    let output = city.minglu(&arguments);
    city.expect_status(&arguments, &output, 3);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        text.contains("table `people` has no column `telephone`"),
        "{text}"
    );
    assert!(
        text.contains("hint: declare `[columns.telephone]`"),
        "{text}"
    );
}

#[test]
fn every_pair_of_a_run_is_explained_to_its_weight() {
    let city = City::demo();
    let run = city.run(&["--quiet"]);
    let scored = table(&run, pairs::NAME);
    let weights = scored
        .column_by_name("match_weight")
        .expect("a weight")
        .as_primitive::<Float64Type>();
    let keys = |name: &str| {
        scored
            .column_by_name(name)
            .expect("a key")
            .as_string::<i32>()
            .clone()
    };
    let (left, right) = (keys("record_key_l"), keys("record_key_r"));
    let step = (weights.len() / 5).max(1);
    let folder = run.to_string_lossy().into_owned();
    for row in (0..weights.len()).step_by(step) {
        let arguments = [
            "explain",
            "pair",
            &folder,
            left.value(row),
            right.value(row),
            "--format",
            "json",
        ];
        let output = city.minglu(&arguments);
        city.expect_status(&arguments, &output, 0);
        let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let bars = found["waterfall"]["bars"].as_array().expect("bars");
        let sum: f64 = bars
            .iter()
            .map(|bar| bar["bits"].as_f64().expect("bits"))
            .sum();
        assert!(
            (sum - weights.value(row)).abs() < 1e-9,
            "{sum} for {}",
            weights.value(row)
        );
    }
}
