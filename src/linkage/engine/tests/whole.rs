//! Tables to clusters, with models that are saved, pinned and explained.

use super::{FOUR, linked, people, spec};
use crate::linkage::engine::{Prepared, link};
use crate::linkage::spec::{ClusterMethod, LinkSpec, PinnedLevel};

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

#[test]
fn clusters_are_listed_with_the_most_doubtful_first() {
    let mut spec = spec();
    spec.thresholds.match_probability = 1e-9;
    spec.thresholds.keep_probability = 0.0;
    spec.clustering.exclusive = vec!["phone".into()];
    let linkage = linked(&spec, &[people(FOUR)]);
    let quality = linkage.quality_table();
    assert_eq!(quality.num_rows(), 1, "one cluster of two");
    assert!(quality.column_by_name("nearest_outside_bits").is_some());
    assert!(linkage.history.unwrap().to_json().contains("interval"));
}
