//! Bad input, brute force and whole linkages.

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use proptest::prelude::*;

use super::super::error::LinkFault;
use super::super::spec::{
    BlockingSpec, ClusterMethod, KnownPair, LinkSpec, MSource, NgramSpec, PinnedLevel, Verdict,
};
use super::super::warning::LinkWarning;
use super::key_table::gram_counts;
use super::ngrams::GramIndex;
use super::u_values::measure_u;
use super::{Linkage, Measured, Prepared, link};
use crate::linkage::comparison::{Comparison as _, OfSpec};
use crate::linkage::records::{Column, NULL_VALUE, prepare};

fn table(names: &[&str], rows: &[&[&str]]) -> RecordBatch {
    let column = |idx: usize| -> ArrayRef {
        let cells = rows
            .iter()
            .map(|row| Some(row[idx]).filter(|cell| !cell.is_empty()));
        Arc::new(cells.collect::<StringArray>())
    };
    let columns = names
        .iter()
        .enumerate()
        .map(|(idx, name)| (*name, column(idx), true));
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

fn spec() -> LinkSpec {
    LinkSpec::of(&["people"], "id")
        .block_on(&["town"])
        .compare("name", &["exact", "jaro_winkler >= 0.9"])
        .unwrap()
        .weighed_by_frequency_of("name")
        .compare("phone", &["exact"])
        .unwrap()
}

fn people(rows: &[&[&str]]) -> RecordBatch {
    table(&["id", "name", "town", "phone"], rows)
}

/// Links and holds every number of the result to be a number.
#[track_caller]
fn linked(spec: &LinkSpec, tables: &[RecordBatch]) -> Linkage {
    let linkage = link(spec, tables, None).unwrap();
    assert!(
        linkage
            .pairs
            .iter()
            .all(|pair| pair.weight_bits.is_finite())
    );
    let levels = linkage
        .model
        .comparisons
        .iter()
        .flat_map(|comparison| &comparison.levels);
    assert!(
        levels
            .clone()
            .all(|level| level.m > 0.0 && level.u > 0.0 && level.m <= 1.0 && level.u <= 1.0)
    );
    assert!(linkage.model.prior > 0.0 && linkage.model.prior < 1.0);
    linkage
}

#[track_caller]
fn refused(spec: &LinkSpec, tables: &[RecordBatch]) -> String {
    link(spec, tables, None).unwrap_err().to_string()
}

const FOUR: &[&[&str]] = &[
    &["1", "anna lee", "ely", "5551"],
    &["2", "anna lee", "ely", "5551"],
    &["3", "bert moss", "ely", "7002"],
    &["4", "carl finch", "ely", "7113"],
];

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
fn a_model_that_is_saved_and_loaded_weighs_the_same() {
    let linkage = linked(&spec(), &[people(FOUR)]);
    let model = crate::linkage::Model::from_json(&linkage.model.to_json()).unwrap();
    let again = link(&spec(), &[people(FOUR)], Some(&model)).unwrap();
    assert_eq!(again.pairs, linkage.pairs);
    assert!(again.history.is_none());
}

#[test]
fn the_bars_of_a_thousand_waterfalls_sum_to_the_weight() {
    let rows: Vec<[String; 4]> = (0..60)
        .map(|id| {
            let name = format!("anna {}", id % 7);
            [
                format!("{id:02}"),
                name,
                String::from("ely"),
                format!("{}", id % 5),
            ]
        })
        .collect();
    let cells: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let cells: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    let mut spec = spec();
    spec.thresholds.keep_probability = 0.0;
    let linkage = linked(&spec, &[people(&cells)]);
    assert!(linkage.pairs.len() > 1000);
    let waterfalls = linkage.waterfalls(&linkage.pairs);
    for (pair, waterfall) in linkage.pairs.iter().zip(&waterfalls) {
        let sum: f64 = waterfall.bars.iter().map(|bar| bar.bits).sum();
        assert!((sum - pair.weight_bits).abs() < 1e-9);
        assert!((waterfall.weight_bits - pair.weight_bits).abs() < 1e-9);
    }
    let shown = waterfalls.iter().map(ToString::to_string);
    assert!(
        shown
            .into_iter()
            .any(|text| text.contains("how rare the value is"))
    );
}

#[test]
fn m_is_learned_from_labelled_matches() {
    let mut model = linked(&spec(), &[people(FOUR)]).model;
    let prepared = Prepared::of(&spec(), &[people(FOUR)]).unwrap();
    prepared.learn_m_from(&mut model, &[(0, 1), (0, 1), (0, 1)]);
    let strongest = model.comparisons[0].levels.last().unwrap();
    assert!(strongest.m > 0.7, "{strongest:?}");
    let sum: f64 = model.comparisons[0]
        .levels
        .iter()
        .map(|level| level.m)
        .sum();
    assert!((sum - 1.0).abs() < 1e-9);
}

/// Two who agree in nothing are known to be one, two who agree in everything to be two.
fn spec_with_known_pairs(method: ClusterMethod) -> LinkSpec {
    let mut spec = spec();
    spec.clustering.method = method;
    spec.thresholds.match_probability = 1e-9;
    spec.thresholds.keep_probability = 0.0;
    spec.known.pairs = vec![
        known("3", "4", Verdict::Same),
        known("1", "2", Verdict::Different),
    ];
    spec.clustering.exclusive = vec!["phone".into()];
    spec
}

fn known(key_l: &str, key_r: &str, verdict: Verdict) -> KnownPair {
    KnownPair {
        table_l: None,
        key_l: key_l.into(),
        table_r: None,
        key_r: key_r.into(),
        verdict,
    }
}

#[test]
fn known_pairs_bind_every_method_of_clustering() {
    for method in [
        ClusterMethod::Components,
        ClusterMethod::Constrained,
        ClusterMethod::Average,
    ] {
        let linkage = linked(&spec_with_known_pairs(method), &[people(FOUR)]);
        let clusters = &linkage.clusters.cluster_of;
        assert_eq!(clusters[2], clusters[3], "{method:?}");
        assert_ne!(clusters[0], clusters[1], "{method:?}");
    }
}

#[test]
fn known_pairs_that_contradict_are_named() {
    let mut spec = spec_with_known_pairs(ClusterMethod::Constrained);
    spec.known.pairs.push(known("1", "3", Verdict::Same));
    spec.known.pairs.push(known("2", "4", Verdict::Same));
    let fault = refused(&spec, &[people(FOUR)]);
    assert!(fault.starts_with("`people/1` and `people/2` are known to be different"));
}

#[test]
fn a_known_pair_whose_record_is_gone_is_counted() {
    let mut spec = spec();
    spec.known.pairs.push(known("1", "9", Verdict::Same));
    let linkage = linked(&spec, &[people(FOUR)]);
    let absent = LinkWarning::KnownAbsent { n_pairs: 1 };
    assert!(linkage.warnings.contains(&absent));
}

#[test]
fn m_can_come_from_the_known_pairs_and_needs_one() {
    let mut spec = spec();
    spec.training.m_from = MSource::Known;
    assert!(refused(&spec, &[people(FOUR)]).contains("needs known pairs"));
    spec.known.pairs.push(known("1", "2", Verdict::Same));
    let linkage = linked(&spec, &[people(FOUR)]);
    assert!(linkage.model.comparisons[0].levels.last().unwrap().m > 0.8);
    assert!(linkage.history.unwrap().rules.is_empty());
}

#[test]
fn a_pinned_parameter_is_kept_whatever_the_data_say() {
    let mut spec = spec();
    spec.training.prior = Some(0.01);
    spec.training.pinned = vec![PinnedLevel {
        comparison: "phone".into(),
        level: "exact".into(),
        m: Some(0.6),
        u: Some(0.001),
    }];
    let model = linked(&spec, &[people(FOUR)]).model;
    let exact = model.comparisons[1].levels.last().unwrap();
    assert_eq!((model.prior, exact.m, exact.u), (0.01, 0.6, 0.001));
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

#[test]
fn one_table_free_of_duplicates_is_linked_many_to_one() {
    let mut spec = LinkSpec::of(&["a", "b"], "id")
        .block_on(&["town"])
        .compare("name", &["exact", "jaro_winkler >= 0.8"])
        .unwrap();
    spec.thresholds.match_probability = 1e-9;
    spec.thresholds.keep_probability = 0.0;
    spec.clustering.free_of_duplicates = vec!["b".into()];
    let a = people(&[
        &["1", "anna lee", "ely", ""],
        &["2", "anna leen", "ely", ""],
    ]);
    let b = people(&[
        &["1", "anna lee", "ely", ""],
        &["2", "anna leem", "ely", ""],
    ]);
    let linkage = linked(&spec, &[a, b]);
    let clusters = &linkage.clusters.cluster_of;
    assert_ne!(clusters[2], clusters[3], "one of `b` each");
    assert_eq!(clusters[0], clusters[1], "several of `a` to one of `b`");
}

#[test]
fn tables_free_of_duplicates_are_linked_one_to_one() {
    let mut spec = LinkSpec::of(&["a", "b"], "id")
        .block_on(&["town"])
        .compare("name", &["exact", "jaro_winkler >= 0.8"])
        .unwrap();
    spec.thresholds.match_probability = 1e-9;
    spec.thresholds.keep_probability = 0.0;
    spec.clustering.free_of_duplicates = vec!["a".into(), "b".into()];
    let a = people(&[
        &["1", "anna lee", "ely", ""],
        &["2", "anna leen", "ely", ""],
    ]);
    let b = people(&[
        &["1", "anna lee", "ely", ""],
        &["2", "anna leem", "ely", ""],
    ]);
    let linkage = linked(&spec, &[a, b]);
    let largest = |first: u32| {
        linkage
            .clusters
            .cluster_of
            .iter()
            .filter(|other| **other == first)
            .count()
    };
    assert!((0..4).all(|record| largest(record) <= 2));
}

#[test]
fn every_method_of_clustering_keeps_exclusive_values_apart() {
    for method in [ClusterMethod::Constrained, ClusterMethod::Average] {
        let mut spec = spec();
        spec.clustering.method = method;
        spec.clustering.exclusive = vec!["phone".into()];
        spec.thresholds.match_probability = 1e-9;
        spec.thresholds.keep_probability = 0.0;
        let linkage = linked(&spec, &[people(FOUR)]);
        assert_eq!(linkage.clusters.cluster_of, [0, 0, 2, 3]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_gram_index_finds_every_pair_above_its_cosine(
        texts in prop::collection::vec("[鼎力商贸a]{0,6}", 2..24), cosine_min in 0.2_f64..1.0,
    ) {
        let rows: Vec<[String; 2]> = texts.iter().enumerate().map(|(idx, text)| [format!("{idx:03}"), text.clone()]).collect();
        let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let cells: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
        let batch = table(&["id", "name"], &cells);
        let mut spec = LinkSpec::of(&["t"], "id").compare("name", &["exact"]).unwrap();
        spec.blocking.push(BlockingSpec {
            ngrams: Some(NgramSpec { column: "name".into(), chars: 2, cosine_min }),
            block_max: 1000,
            ..BlockingSpec::default()
        });
        spec.thresholds.keep_probability = 0.0;
        let found = link(&spec, std::slice::from_ref(&batch), None).unwrap();
        let found: Vec<(u32, u32)> = found.pairs.iter().map(|pair| (pair.left, pair.right)).collect();

        let checked = spec.check().unwrap();
        let (records, _) = prepare(&checked, &[batch]).unwrap();
        let counts = gram_counts(&records, &checked.rules);
        let Column::Text(column) = &records.columns[checked.rules[0].ngrams.unwrap().column] else { panic!("a text") };
        let index = GramIndex::of(column, checked.rules[0].ngrams.unwrap(), &counts[0], records.len() as u64);
        let mut expected = Vec::new();
        for left in 0..records.len() as u32 {
            for right in left + 1..records.len() as u32 {
                let (value_l, value_r) = (column.of_record[left as usize], column.of_record[right as usize]);
                if value_l != NULL_VALUE && value_r != NULL_VALUE && index.are_alike(value_l, value_r) {
                    expected.push((left, right));
                }
            }
        }
        prop_assert_eq!(found, expected);
    }
}

/// Three thousand random codes of digits, every fiftieth written once more with one digit altered.
fn codes() -> RecordBatch {
    let digits = |seed: u64| format!("{:08}", crate::linkage::hash::mix(seed) % 100_000_000);
    let mut rows: Vec<[String; 2]> = Vec::new();
    for id in 0..3_000_u64 {
        rows.push([format!("a{id:04}"), digits(id)]);
        if id % 50 == 0 {
            let altered = digits(id).replacen(['1', '2', '3'], "7", 1);
            rows.push([format!("b{id:04}"), altered]);
        }
    }
    let cells: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let cells: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    table(&["id", "code"], &cells)
}

#[test]
fn the_u_of_a_rare_level_is_counted_over_an_index_and_lies_in_its_interval() {
    let mut spec = LinkSpec::of(&["t"], "id")
        .block_on(&["code"])
        .compare("code", &["exact", "levenshtein <= 1"])
        .unwrap();
    // A sample so small that it sees next to nothing.
    spec.training.random_pairs = 10_000;
    let checked = spec.check().unwrap();
    let (records, _) = prepare(&checked, &[codes()]).unwrap();
    let comparison = OfSpec::of(&checked.comparisons[0], &records);
    let pairs: Vec<(u32, u32)> = (0..records.len() as u32)
        .flat_map(|left| (left + 1..records.len() as u32).map(move |right| (left, right)))
        .collect();
    let mut levels = vec![0; pairs.len()];
    comparison.levels(&pairs, &mut levels);
    let n_close = levels.iter().filter(|level| **level == 2).count();
    let truth = n_close as f64 / pairs.len() as f64;
    let found = measure_u(&checked, &records, &[&comparison])[0][1];
    assert_eq!(found.by, Measured::Indexed);
    assert!(
        found.interval.0 <= truth && truth <= found.interval.1,
        "{truth} is not within {found:?}"
    );
    assert!(
        (found.share / truth).log2().abs() < 1.0,
        "{truth} {found:?}"
    );
}

fn measures() -> Vec<&'static str> {
    vec![
        "jaro_winkler >= 0.8",
        "jaro >= 0.7",
        "levenshtein <= 2",
        "damerau <= 2",
        "jaccard >= 0.4",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_comparison_is_symmetric(texts in prop::collection::vec("[鼎力商贸ab]{0,9}|[ab]{60,70}", 2..10)) {
        let rows: Vec<[String; 2]> = texts.iter().enumerate().map(|(idx, text)| [format!("{idx:03}"), text.clone()]).collect();
        let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let cells: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
        let batch = table(&["id", "name"], &cells);
        for measure in measures() {
            let spec = LinkSpec::of(&["t"], "id").block_on(&["name"]).compare("name", &["exact", measure]).unwrap();
            let checked = spec.check().unwrap();
            let (records, _) = prepare(&checked, std::slice::from_ref(&batch)).unwrap();
            let comparison = OfSpec::of(&checked.comparisons[0], &records);
            let n = records.len() as u32;
            let pairs: Vec<(u32, u32)> = (0..n).flat_map(|left| (0..n).map(move |right| (left, right))).collect();
            let turned: Vec<(u32, u32)> = pairs.iter().map(|(left, right)| (*right, *left)).collect();
            let (mut levels, mut levels_turned) = (vec![0; pairs.len()], vec![0; pairs.len()]);
            comparison.levels(&pairs, &mut levels);
            comparison.levels(&turned, &mut levels_turned);
            prop_assert_eq!(levels, levels_turned, "{}", measure);
        }
    }
}
