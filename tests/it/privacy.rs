//! No resident id of the input occurs in anything the program writes or says.

use std::collections::BTreeSet;
use std::io::Read as _;

use arrow::util::display::array_value_to_string;

use crate::support::{City, files_below};

/// Runs of 15 to 18 digits, the last of 18 possibly `X`, as ids are written.
fn digit_runs(text: &str) -> BTreeSet<String> {
    let mut runs = BTreeSet::new();
    let mut run = String::new();
    for character in text.chars().chain(std::iter::once(' ')) {
        if character.is_ascii_digit() || (run.len() == 17 && matches!(character, 'X' | 'x')) {
            run.push(character.to_ascii_uppercase());
        } else {
            if run.len() == 18 || run.len() == 15 {
                runs.insert(run.clone());
            }
            run.clear();
        }
    }
    runs
}

/// Whether an 18-character run is a resident id by the standard.
fn is_resident_id(text: &str) -> bool {
    text.parse::<minglu::standard::ResidentId>().is_ok()
}

#[test]
fn no_resident_id_of_the_input_is_written_or_said() {
    let city = City::demo();
    let output = city.minglu(&["run", "pipelines/demo.toml"]);
    city.expect_status(&["run"], &output, 0);
    let ids = ids_of_the_input(&city);
    assert!(ids.len() > 500, "only {} ids in the input", ids.len());

    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    let check = city.minglu(&["check", "pipelines/demo.toml", "--format", "json"]);
    said.push_str(&String::from_utf8_lossy(&check.stdout));
    said.push_str(&String::from_utf8_lossy(&check.stderr));
    assert_none(&ids, &said, "said");

    let run = city.latest();
    for file in files_below(&run) {
        let text = text_of(&run.join(&file));
        assert_none(&ids, &text, &file.display().to_string());
    }
}

#[track_caller]
fn assert_none(ids: &BTreeSet<String>, text: &str, what: &str) {
    let leaked = digit_runs(text).intersection(ids).count();
    assert_eq!(leaked, 0, "{leaked} resident ids in {what}");
}

fn ids_of_the_input(city: &City) -> BTreeSet<String> {
    let fixtures = city.path("fixtures");
    files_below(&fixtures)
        .into_iter()
        .filter(|file| !file.starts_with("truth"))
        .flat_map(|file| digit_runs(&text_of(&fixtures.join(file))))
        .filter(|run| is_resident_id(run))
        .collect()
}

/// Everything a reader could see in the file.
fn text_of(path: &std::path::Path) -> String {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("xlsx") => workbook_text(path),
        Some("parquet") => table_text(path),
        _ => {
            let mut bytes = Vec::new();
            let mut file = std::fs::File::open(path).expect("a readable file");
            file.read_to_end(&mut bytes).expect("a readable file");
            String::from_utf8_lossy(&bytes).into_owned()
        }
    }
}

fn workbook_text(path: &std::path::Path) -> String {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).expect("a workbook");
    let mut text = String::new();
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).expect("a sheet");
        for (_, _, cell) in range.cells() {
            text.push_str(&cell.to_string());
            text.push('\n');
        }
    }
    text
}

fn table_text(path: &std::path::Path) -> String {
    let batch = minglu::table::stored::read(path).expect("a table");
    let mut text = String::new();
    for column in batch.columns() {
        for row in 0..batch.num_rows() {
            text.push_str(&array_value_to_string(column, row).expect("a printable cell"));
            text.push('\n');
        }
    }
    text
}
