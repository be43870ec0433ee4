//! What holds for any table.

use arrow::array::RecordBatch;
use proptest::prelude::*;

use super::table;
use crate::linkage::comparison::{Comparison as _, OfSpec};
use crate::linkage::engine::key_table::gram_counts;
use crate::linkage::engine::ngrams::gram_sets;
use crate::linkage::engine::u_values::measure_u;
use crate::linkage::engine::{Measured, link};
use crate::linkage::records::{Column, NULL_VALUE, prepare};
use crate::linkage::spec::{BlockingSpec, LinkSpec, NgramSpec};

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
        let index = gram_sets(column, checked.rules[0].ngrams.unwrap(), &counts[0], records.len() as u64);
        let mut expected = Vec::new();
        for left in 0..records.len() as u32 {
            for right in left + 1..records.len() as u32 {
                let (value_l, value_r) = (column.of_record[left as usize], column.of_record[right as usize]);
                if value_l != NULL_VALUE && value_r != NULL_VALUE && (value_l == value_r || index.are_alike(value_l, value_r)) {
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
