//! Pairs that people have decided.

use super::{FOUR, linked, people, refused, spec};
use crate::linkage::spec::{ClusterMethod, KnownPair, LinkSpec, MSource, Verdict};
use crate::linkage::warning::LinkWarning;

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
