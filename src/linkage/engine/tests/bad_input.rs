//! What cannot be linked is refused with what is needed; what can but should be known is a warning.

use super::{FOUR, linked, people, refused, spec, table};
use crate::linkage::engine::link;
use crate::linkage::error::LinkFault;
use crate::linkage::spec::{BlockingSpec, LinkSpec};
use crate::linkage::warning::LinkWarning;

#[test]
fn an_empty_table_and_one_row_are_refused_with_what_is_needed() {
    let needed = "deduplication needs at least two";
    assert!(refused(&spec(), &[people(&[])]).contains(needed));
    assert!(refused(&spec(), &[people(&FOUR[..1])]).contains(needed));
}

#[test]
fn a_key_that_is_not_unique_is_named() {
    let fault = refused(&spec(), &[people(&[FOUR[0], FOUR[0]])]);
    assert_eq!(
        fault,
        "table `people`: the unique key `id` is `1` on more than one row"
    );
}

#[test]
fn two_tables_without_a_shared_column_say_which_is_missing() {
    let mut spec = spec();
    spec.tables.push(spec.tables[0].clone());
    spec.tables[1].name = "others".into();
    let others = table(&["id", "label"], &[&["1", "x"]]);
    let fault = link(&spec, &[people(FOUR), others], None).unwrap_err();
    assert!(
        matches!(&fault, LinkFault::NoColumn { table, column, .. } if table == "others" && column == "town")
    );
    assert!(fault.hint().unwrap().contains("from"));
}

#[test]
fn all_nulls_and_constants_are_warnings() {
    let rows: &[&[&str]] = &[
        &["1", "", "ely", ""],
        &["2", "", "ely", ""],
        &["3", "", "ely", ""],
    ];
    let linkage = linked(&spec(), &[people(rows)]);
    let empty = LinkWarning::EmptyColumn {
        column: "name".into(),
    };
    let constant = LinkWarning::ConstantColumn {
        column: "town".into(),
    };
    assert!(linkage.warnings.contains(&empty) && linkage.warnings.contains(&constant));
}

#[test]
fn a_rule_that_gives_nothing_is_a_warning() {
    let rows: &[&[&str]] = &[&["1", "anna", "ely", "1"], &["2", "anna", "bath", "1"]];
    let linkage = linked(&spec(), &[people(rows)]);
    assert!(linkage.warnings.contains(&LinkWarning::NothingBlocked {
        rule: "town".into()
    }));
    assert_eq!(linkage.n_candidate_pairs, 0);
}

#[test]
fn a_rule_that_gives_everything_is_cut_and_says_so() {
    let mut spec = spec();
    spec.blocking[0].block_max = 3;
    let linkage = linked(&spec, &[people(FOUR)]);
    let cut =
        |warning: &LinkWarning| matches!(warning, LinkWarning::KeysUnused { n_records: 4, .. });
    assert!(linkage.warnings.iter().any(cut), "{:?}", linkage.warnings);
}

#[test]
fn what_training_cannot_identify_is_a_warning() {
    let spec = LinkSpec::of(&["people"], "id")
        .block_on(&["name"])
        .compare("name", &["exact"])
        .unwrap();
    let linkage = linked(&spec, &[people(FOUR)]);
    assert!(linkage.warnings.contains(&LinkWarning::NotTaught {
        comparison: "name".into()
    }));
}

#[test]
fn a_specification_tells_all_its_faults_at_once() {
    let mut spec = spec();
    spec.blocking.push(BlockingSpec::default());
    spec.training.recall = 2.0;
    spec.clustering.free_of_duplicates.push("nobody".into());
    let Err(LinkFault::Spec(faults)) = link(&spec, &[people(FOUR)], None) else {
        panic!("three faults");
    };
    assert_eq!(faults.len(), 3, "{faults:?}");
}

#[test]
fn a_level_that_no_match_is_at_is_a_warning() {
    let linkage = linked(&spec(), &[people(FOUR)]);
    let is_degenerate = |warning: &LinkWarning| matches!(warning, LinkWarning::LevelNotSeen { comparison, side: "match", .. } if comparison == "name");
    assert!(
        linkage.warnings.iter().any(is_degenerate),
        "{:?}",
        linkage.warnings
    );
}
