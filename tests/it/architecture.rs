//! Imports go from a room to rooms below it, never up.

use std::path::Path;

use crate::support::files_below;

/// Which rooms each room may import; `cli` may import everything.
const ALLOWED: &[(&str, &[&str])] = &[
    (
        "pipeline",
        &[
            "compare",
            "evaluate",
            "publish",
            "union",
            "enterprise",
            "linkage",
            "normalize",
            "standard",
            "ingest",
            "synth",
            "table",
        ],
    ),
    ("evaluate", &["union", "enterprise", "linkage", "table"]),
    ("compare", &["table"]),
    (
        "publish",
        &[
            "union",
            "enterprise",
            "linkage",
            "ingest",
            "standard",
            "table",
        ],
    ),
    (
        "union",
        &["enterprise", "linkage", "normalize", "standard", "table"],
    ),
    ("enterprise", &["linkage", "normalize", "standard", "table"]),
    ("linkage", &["table"]),
    ("normalize", &["standard"]),
    ("standard", &[]),
    ("ingest", &["table", "standard"]),
    ("synth", &["standard", "table"]),
    ("table", &[]),
];

/// The rooms that `text` names as `crate::ROOM`.
fn rooms_named(text: &str) -> Vec<String> {
    text.split("crate::")
        .skip(1)
        .map(|rest| {
            rest.chars()
                .take_while(|character| character.is_ascii_alphanumeric() || *character == '_')
                .collect()
        })
        .collect()
}

/// Imports of `room`'s file `text` that the table of rooms forbids.
fn forbidden(room: &str, text: &str) -> Vec<String> {
    let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == room) else {
        return Vec::new();
    };
    let rooms: Vec<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    rooms_named(text)
        .into_iter()
        .filter(|named| named == "cli" || rooms.contains(&named.as_str()))
        .filter(|named| named != room && !allowed.contains(&named.as_str()))
        .collect()
}

#[test]
fn no_import_points_up() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut faults = Vec::new();
    for file in files_below(&src) {
        if file.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let room = file.iter().next().expect("a first part").to_string_lossy();
        let text = std::fs::read_to_string(src.join(&file)).expect("readable source");
        for named in forbidden(&room, &text) {
            faults.push(format!("{} imports {named}", file.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_import_that_points_up_is_seen() {
    let text = "use crate::union::Policy;";
    assert_eq!(forbidden("linkage", text), ["union"]);
    assert!(forbidden("pipeline", text).is_empty());
}

#[test]
fn only_the_bridge_names_both_polars_and_arrow() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in files_below(&src) {
        let text = std::fs::read_to_string(src.join(&file)).unwrap_or_default();
        if text.contains("polars_arrow::") {
            assert_eq!(file, Path::new("table/bridge.rs"));
        }
        let room = file.iter().next().expect("a first part").to_string_lossy();
        if text.contains("use polars::") {
            let allowed = ["enterprise", "union", "publish"].contains(&room.as_ref());
            assert!(
                allowed || file == Path::new("table/bridge.rs"),
                "{} uses polars",
                file.display()
            );
        }
    }
}
