//! Pairs of records whose texts share enough character n-grams: an inverted index with a budget.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::exact_index::name_unused;
use super::{RulePairs, RuleReport};

/// A rule that pairs texts alike in their grams.
#[derive(Debug, Clone, Copy)]
pub struct NgramRule {
    /// Name in the report.
    pub name: &'static str,
    /// Characters per gram.
    pub gram_chars: usize,
    /// A gram that more records hold is not used.
    pub postings_max: usize,
    /// Least share of common grams, 0..=1: twice the common ones over the sum of both sides' used ones.
    pub dice_min: f64,
}

/// The distinct grams of `text`, sorted; a text shorter than a gram is its own only gram.
pub fn ngrams(text: &str, gram_chars: usize) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    if characters.is_empty() {
        return Vec::new();
    }
    let gram_chars = gram_chars.clamp(1, characters.len());
    let windows = characters.windows(gram_chars);
    let mut grams: Vec<String> = windows.map(|window| window.iter().collect()).collect();
    grams.sort();
    grams.dedup();
    grams
}

/// All pairs of records whose texts reach the rule's share of common grams.
///
/// # Cost
/// O(postings of the used grams) memory; each record walks the postings of its own grams, at most
/// `postings_max` each.
pub fn ngram_pairs(rule: NgramRule, texts: &[&str]) -> RulePairs {
    let record_grams: Vec<Vec<String>> = texts
        .par_iter()
        .map(|text| ngrams(text, rule.gram_chars))
        .collect();
    pairs_of_grams(rule, &record_grams)
}

/// The same among records of one scope; a record without a scope is paired with none.
///
/// The budget holds for each scope, so that a gram too common in the whole still serves where it is rare.
pub fn ngram_pairs_within(rule: NgramRule, texts: &[&str], scopes: &[Option<&str>]) -> RulePairs {
    let scoped = |(text, scope): (&&str, &Option<&str>)| match scope {
        Some(scope) => {
            let grams = ngrams(text, rule.gram_chars).into_iter();
            grams.map(|gram| format!("{scope} {gram}")).collect()
        }
        None => Vec::new(),
    };
    let record_grams: Vec<Vec<String>> = texts.par_iter().zip(scopes).map(scoped).collect();
    pairs_of_grams(rule, &record_grams)
}

fn pairs_of_grams(rule: NgramRule, record_grams: &[Vec<String>]) -> RulePairs {
    let mut gram_ids: FxHashMap<&str, u32> = FxHashMap::default();
    let mut names: Vec<&str> = Vec::new();
    let mut postings: Vec<Vec<u32>> = Vec::new();
    for (record, grams) in record_grams.iter().enumerate() {
        for gram in grams {
            let id = *gram_ids.entry(gram.as_str()).or_insert_with(|| {
                names.push(gram);
                postings.push(Vec::new());
                postings.len() as u32 - 1
            });
            postings[id as usize].push(record as u32);
        }
    }
    let is_used = |id: &u32| postings[*id as usize].len() <= rule.postings_max;
    let used_grams: Vec<Vec<u32>> = record_grams
        .iter()
        .map(|grams| {
            grams
                .iter()
                .map(|gram| gram_ids[gram.as_str()])
                .filter(is_used)
                .collect()
        })
        .collect();
    let pairs: Vec<Vec<(u32, u32)>> = (0..record_grams.len())
        .into_par_iter()
        .map(|record| pairs_of(rule, record, &used_grams, &postings))
        .collect();
    let unused = postings.iter().zip(&names);
    let unused: Vec<(u64, String)> = unused
        .filter(|(records, _)| records.len() > rule.postings_max)
        .map(|(records, name)| (records.len() as u64, (*name).to_owned()))
        .collect();
    let left_out = record_grams.iter().zip(&used_grams);
    let report = RuleReport {
        rule: rule.name.to_owned(),
        n_unused_keys: unused.len() as u64,
        n_records_left_out: left_out
            .filter(|(all, used)| !all.is_empty() && used.is_empty())
            .count() as u64,
        unused: name_unused(unused),
        ..RuleReport::default()
    };
    RulePairs::settle(pairs.concat(), report)
}

/// The pairs of `record` with the records before it.
fn pairs_of(
    rule: NgramRule,
    record: usize,
    used_grams: &[Vec<u32>],
    postings: &[Vec<u32>],
) -> Vec<(u32, u32)> {
    let mut n_common: FxHashMap<u32, usize> = FxHashMap::default();
    for gram in &used_grams[record] {
        for other in &postings[*gram as usize] {
            if *other as usize >= record {
                break;
            }
            *n_common.entry(*other).or_insert(0) += 1;
        }
    }
    let n_own = used_grams[record].len();
    let is_alike = |other: u32, n_common: usize| {
        let n_both = n_own + used_grams[other as usize].len();
        2.0 * n_common as f64 >= rule.dice_min * n_both as f64
    };
    let mut pairs: Vec<(u32, u32)> = n_common
        .into_iter()
        .filter(|(other, n_common)| is_alike(*other, *n_common))
        .map(|(other, _)| (other, record as u32))
        .collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULE: NgramRule = NgramRule {
        name: "names alike",
        gram_chars: 2,
        postings_max: 1000,
        dice_min: 0.5,
    };

    fn brute_force(texts: &[&str]) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for left in 0..texts.len() {
            for right in left + 1..texts.len() {
                let (grams_l, grams_r) = (ngrams(texts[left], 2), ngrams(texts[right], 2));
                let n_common = grams_l.iter().filter(|gram| grams_r.contains(gram)).count();
                let n_both = grams_l.len() + grams_r.len();
                if n_common > 0 && 2.0 * n_common as f64 >= 0.5 * n_both as f64 {
                    pairs.push((left as u32, right as u32));
                }
            }
        }
        pairs
    }

    proptest! {
        #[test]
        fn the_index_finds_what_comparing_everything_finds(
            texts in prop::collection::vec("[鼎力商贸]{0,6}", 0..20)
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            prop_assert_eq!(ngram_pairs(RULE, &texts).pairs, brute_force(&texts));
        }
    }

    #[test]
    fn records_of_one_scope_alone_are_paired() {
        let texts = ["鼎力商贸", "鼎力商贸", "鼎力商贸", "鼎力商贸"];
        let scopes = [Some("a"), Some("b"), Some("a"), None];
        assert_eq!(ngram_pairs_within(RULE, &texts, &scopes).pairs, [(0, 2)]);
    }

    #[test]
    fn a_gram_over_the_budget_is_named_with_the_records_that_depended_on_it() {
        let rule = NgramRule {
            postings_max: 2,
            ..RULE
        };
        let found = ngram_pairs(rule, &["商贸", "商贸", "商贸", "鼎力商贸", "鼎力"]);
        assert_eq!(found.pairs, [(3, 4)]);
        assert_eq!(found.report.n_records_left_out, 3);
        assert_eq!(found.report.unused[0].key, "商贸");
    }
}
