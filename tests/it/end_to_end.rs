//! The main job on the demo city: conservation, determinism, stable ids, nothing half-written.

use std::collections::BTreeMap;
use std::path::Path;

use minglu::table::{crosswalk, enterprises};
use serde_json::Value;

use crate::support::{City, files_below, table};

/// The bytes of every table, ledger and state file of a run.
fn bytes_of(run: &Path) -> BTreeMap<String, Vec<u8>> {
    files_below(run)
        .into_iter()
        .filter(|file| file != Path::new("manifest.json"))
        .map(|file| {
            let bytes = std::fs::read(run.join(&file)).expect("a readable file");
            (file.display().to_string(), bytes)
        })
        .collect()
}

#[track_caller]
fn assert_same(left: &BTreeMap<String, Vec<u8>>, right: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(left), names(right));
    for (name, bytes) in left {
        assert!(bytes == &right[name], "{name} differs");
    }
}

fn manifest(run: &Path) -> Value {
    let text = std::fs::read_to_string(run.join("manifest.json")).expect("a manifest");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn every_row_is_accounted_for() {
    let city = City::demo();
    let manifest = manifest(&city.run(&["--quiet"]));
    let conservation = manifest["conservation"].as_object().expect("a table");
    assert!(!conservation.is_empty());
    for (source, counts) in conservation {
        let furniture: u64 = counts["furniture"]
            .as_object()
            .expect("counts by kind")
            .values()
            .filter_map(Value::as_u64)
            .sum();
        let sum = counts["accepted"].as_u64().expect("a count")
            + counts["quarantined"].as_u64().expect("a count")
            + furniture;
        assert_eq!(counts["read"].as_u64(), Some(sum), "{source}: {counts}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_with_any_number_of_threads() {
    let expected = bytes_of(&City::demo().run(&["--quiet", "--threads", "1"]));
    for n_threads in ["2", "7"] {
        let found = bytes_of(&City::demo().run(&["--quiet", "--threads", n_threads]));
        assert_same(&expected, &found);
    }
}

#[test]
fn the_order_in_which_sources_are_listed_changes_nothing() {
    let expected_city = City::demo();
    let expected_run = expected_city.run(&["--quiet"]);
    let city = City::demo();
    let path = city.path("pipelines/demo.toml");
    let text = std::fs::read_to_string(&path).expect("a pipeline");
    std::fs::write(&path, reverse_sources(&text)).expect("written");
    let run = city.run(&["--quiet"]);
    assert_eq!(run.file_name(), expected_run.file_name());
    assert_same(&bytes_of(&expected_run), &bytes_of(&run));
}

/// The pipeline file with its `[sources.…]` sections in the opposite order.
fn reverse_sources(text: &str) -> String {
    let mut sections: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') || sections.is_empty() {
            sections.push(String::new());
        }
        let section = sections.last_mut().expect("just pushed");
        section.push_str(line);
        section.push('\n');
    }
    let (mut sources, others): (Vec<String>, Vec<String>) = sections
        .into_iter()
        .partition(|section| section.starts_with("[sources."));
    assert!(sources.len() > 2);
    sources.reverse();
    let mut reversed = others.concat();
    reversed.push_str(&sources.concat());
    reversed
}

#[test]
fn a_second_run_on_the_same_input_computes_nothing() {
    let city = City::demo();
    let first = city.run(&["--quiet"]);
    let before = bytes_of(&first);
    let output = city.minglu(&["run", "pipelines/demo.toml"]);
    city.expect_status(&["run"], &output, 0);
    assert_eq!(city.latest(), first);
    assert_same(&before, &bytes_of(&first));
    let runs = std::fs::read_dir(city.path("out/demo/runs")).expect("runs");
    assert_eq!(runs.count(), 1);
}

#[test]
fn what_did_not_change_keeps_its_entity_id() {
    let city = City::demo();
    let before = crosswalk_ids(&city.run(&["--quiet"]));
    let path = a_csv_of(&city, "fixtures/commerce");
    let mut bytes = std::fs::read(&path).expect("a file");
    let cut = bytes[..bytes.len() - 1]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .expect("more than one line");
    bytes.truncate(cut + 1);
    std::fs::write(&path, bytes).expect("written");
    let after = crosswalk_ids(&city.run(&["--quiet"]));
    let mut kept = 0;
    for (row, entity_id) in &after {
        if let Some(old) = before.get(row) {
            assert_eq!(old, entity_id, "{row}");
            kept += 1;
        }
    }
    assert!(kept > 500, "only {kept} rows in common");
}

fn a_csv_of(city: &City, folder: &str) -> std::path::PathBuf {
    let folder = city.path(folder);
    let file = files_below(&folder)
        .into_iter()
        .find(|file| file.extension().is_some_and(|extension| extension == "csv"))
        .expect("the department sends a CSV file");
    folder.join(file)
}

fn crosswalk_ids(run: &Path) -> BTreeMap<String, Option<String>> {
    let batch = table(run, crosswalk::NAME);
    let view = crosswalk::View::of(&batch).expect("the contract's columns");
    (0..view.len())
        .map(|row| {
            let key = view.record_key(row).to_string();
            (key, view.entity_id(row).map(|id| id.to_string()))
        })
        .collect()
}

#[test]
fn a_run_that_is_killed_leaves_the_earlier_one_and_no_half() {
    let city = City::demo();
    let first = city.run(&["--quiet"]);
    let before = bytes_of(&first);
    let remains = city.path("out/demo/runs/.2016-09-30-deadbeef.partial");
    std::fs::create_dir_all(&remains).expect("a folder");
    std::fs::write(remains.join("half"), "x").expect("written");
    city.run(&["--quiet", "--force"]);
    assert!(!remains.exists());
    assert_same(&before, &bytes_of(&first));
    // The second run begins from the state of the first, so its name differs and nothing else.
    let tables = |run: &Path| bytes_of(&run.join("tables"));
    assert_same(&tables(&first), &tables(&city.latest()));
}

#[test]
fn the_list_holds_entities_of_every_status_in_and_out_of_scope() {
    let city = City::demo();
    let batch = table(&city.run(&["--quiet"]), enterprises::NAME);
    let view = enterprises::View::of(&batch).expect("the contract's columns");
    assert!(view.len() > 400);
    let in_scope = (0..view.len()).filter(|&row| view.in_scope(row)).count();
    assert!(in_scope > 100 && in_scope < view.len(), "{in_scope}");
}
