//! The pairs of one rule that asks for texts alike in their grams, with a budget of records a gram.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::gram_sets::gram_hashes;
use super::gram_walk::Alike;
use super::report::name_unused;
use super::{GramSets, HashLists, Likeness, RulePairs, RuleReport, UnusedKey};
use crate::linkage::hash::{combine, hash_chars, hash_text};

/// A rule that pairs texts alike in their grams.
#[derive(Debug, Clone, Copy)]
pub struct NgramRule {
    /// Name in the report.
    pub name: &'static str,
    /// Characters per gram.
    pub gram_chars: usize,
    /// A gram that more records hold is not used.
    pub postings_max: usize,
    /// How much of the used grams both sides must share.
    pub likeness: Likeness,
}

/// All pairs of records whose texts are alike; an empty text is alike to none.
///
/// # Cost
/// Memory in the number of grams of the distinct texts. Each distinct text walks those that share one
/// of its rarer grams, at most `postings_max` a gram.
pub fn ngram_pairs(rule: NgramRule, texts: &[&str]) -> RulePairs {
    pairs_of(rule, &Texts::of(texts, |_| Some("")))
}

/// The same among records of one scope; a record without a scope is paired with none.
///
/// The budget holds for each scope, so that a gram too common in the whole still serves where it is rare.
pub fn ngram_pairs_within(rule: NgramRule, texts: &[&str], scopes: &[Option<&str>]) -> RulePairs {
    pairs_of(rule, &Texts::of(texts, |record| scopes[record]))
}

/// The distinct texts of each scope with their records.
struct Texts<'t> {
    /// Scope and text.
    values: Vec<(&'t str, &'t str)>,
    /// Per record its value, [`NO_VALUE`] where there is no scope or no text.
    of_record: Vec<u32>,
    /// Where the records of a value begin in `records`; one more than values.
    starts: Vec<u32>,
    records: Vec<u32>,
}

const NO_VALUE: u32 = u32::MAX;

impl<'t> Texts<'t> {
    fn of(texts: &[&'t str], scope_of: impl Fn(usize) -> Option<&'t str>) -> Self {
        let mut numbers: FxHashMap<(&str, &str), u32> = FxHashMap::default();
        let mut values = Vec::new();
        let number = |(record, text): (usize, &&'t str)| {
            let value = (scope_of(record)?, *text);
            let is_told = !text.is_empty();
            is_told.then(|| {
                *numbers.entry(value).or_insert_with(|| {
                    values.push(value);
                    values.len() as u32 - 1
                })
            })
        };
        let numbered = texts.iter().enumerate().map(number);
        let of_record: Vec<u32> = numbered.map(|value| value.unwrap_or(NO_VALUE)).collect();
        let mut starts = vec![0_u32; values.len() + 1];
        let told = || {
            of_record
                .iter()
                .zip(0..)
                .filter(|(value, _)| **value != NO_VALUE)
        };
        for (value, _) in told() {
            starts[*value as usize + 1] += 1;
        }
        for idx in 1..starts.len() {
            starts[idx] += starts[idx - 1];
        }
        let mut next = starts.clone();
        let mut records = vec![0; starts.last().map_or(0, |end| *end as usize)];
        for (value, record) in told() {
            let place = &mut next[*value as usize];
            records[*place as usize] = record;
            *place += 1;
        }
        Self {
            values,
            of_record,
            starts,
            records,
        }
    }

    /// The records of a value, ascending.
    fn records(&self, value: u32) -> &[u32] {
        let idx = value as usize;
        &self.records[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }

    /// The scoped gram hashes of a value.
    fn grams(&self, value: u32, gram_chars: usize, hashes: &mut Vec<u64>) {
        let (scope, text) = self.values[value as usize];
        let characters: Vec<char> = text.chars().collect();
        gram_hashes(&characters, gram_chars, hashes);
        let scope = hash_text(scope);
        hashes
            .iter_mut()
            .for_each(|hash| *hash = combine(scope, *hash));
    }

    /// A gram of a value as people read it, with its scope.
    fn shown(&self, value: u32, gram_chars: usize, gram: u64) -> String {
        let (scope, text) = self.values[value as usize];
        let characters: Vec<char> = text.chars().collect();
        let mut grams = characters.windows(gram_chars.clamp(1, characters.len()));
        let own = grams.find(|own| combine(hash_text(scope), hash_chars(own)) == gram);
        let own: String = own.into_iter().flatten().collect();
        match scope {
            "" => own,
            scope => format!("{scope} {own}"),
        }
    }
}

fn pairs_of(rule: NgramRule, texts: &Texts) -> RulePairs {
    let n_values = texts.values.len();
    let mut grams = HashLists::of(n_values, |value, hashes| {
        texts.grams(value, rule.gram_chars, hashes);
    });
    let mut n_records: FxHashMap<u64, u64> = FxHashMap::default();
    for value in 0..n_values as u32 {
        for gram in grams.get(value) {
            *n_records.entry(*gram).or_insert(0) += texts.records(value).len() as u64;
        }
    }
    let is_used = |gram: &u64| n_records[gram] <= rule.postings_max as u64;
    let unused = unused_grams(rule, texts, &grams, &n_records);
    let over_budget: FxHashSet<u64> = grams
        .all()
        .iter()
        .copied()
        .filter(|gram| !is_used(gram))
        .collect();
    grams.forget(&over_budget);
    let left_out = (0..n_values as u32).filter(|value| grams.get(*value).is_empty());
    let report = RuleReport {
        rule: rule.name.to_owned(),
        n_unused_keys: over_budget.len() as u64,
        n_records_left_out: left_out
            .map(|value| texts.records(value).len() as u64)
            .sum(),
        unused,
        ..RuleReport::default()
    };
    let n_of = |gram: u64| n_records[&gram];
    let sets = GramSets::of(&grams, rule.likeness, (n_of, texts.of_record.len() as u64));
    let alike = Alike::of(&sets);
    RulePairs::sorted(expand(texts, &grams, &alike), report)
}

/// The grams over the budget, named with the records that hold them.
fn unused_grams(
    rule: NgramRule,
    texts: &Texts,
    grams: &HashLists,
    n_records: &FxHashMap<u64, u64>,
) -> Vec<UnusedKey> {
    let mut named: FxHashSet<u64> = FxHashSet::default();
    let mut unused = Vec::new();
    for value in 0..texts.values.len() as u32 {
        for gram in grams.get(value) {
            let n_records = n_records[gram];
            if n_records > rule.postings_max as u64 && named.insert(*gram) {
                unused.push(UnusedKey {
                    key: texts.shown(value, rule.gram_chars, *gram),
                    n_records,
                });
            }
        }
    }
    name_unused(unused)
}

/// Records that one thread takes at a time.
const CHUNK: usize = 4096;

/// The pairs of records whose values are one or alike, sorted.
fn expand(texts: &Texts, grams: &HashLists, alike: &Alike) -> Vec<(u32, u32)> {
    let of_chunk = |(chunk, values): (usize, &[u32])| {
        let (mut pairs, mut partners) = (Vec::new(), Vec::new());
        for (value, record) in values.iter().zip((chunk * CHUNK) as u32..) {
            if *value == NO_VALUE || grams.get(*value).is_empty() {
                continue;
            }
            partners.clear();
            for other in alike.get(*value).iter().chain([value]) {
                let records = texts.records(*other);
                let behind = records.partition_point(|other| *other <= record);
                partners.extend_from_slice(&records[behind..]);
            }
            partners.sort_unstable();
            pairs.extend(partners.iter().map(|partner| (record, *partner)));
        }
        pairs
    };
    let chunks: Vec<Vec<(u32, u32)>> = texts
        .of_record
        .par_chunks(CHUNK)
        .enumerate()
        .map(of_chunk)
        .collect();
    chunks.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULE: NgramRule = NgramRule {
        name: "names alike",
        gram_chars: 2,
        postings_max: 1000,
        likeness: Likeness::Dice(0.5),
    };

    fn bigrams(text: &str) -> Vec<String> {
        let characters: Vec<char> = text.chars().collect();
        let width = characters.len().clamp(1, 2);
        let mut grams: Vec<String> = characters
            .windows(width)
            .map(|gram| gram.iter().collect())
            .collect();
        grams.sort();
        grams.dedup();
        grams
    }

    fn brute_force(
        texts: &[&str],
        are_alike: impl Fn(&[String], &[String]) -> bool,
    ) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for left in 0..texts.len() {
            for right in left + 1..texts.len() {
                let (grams_l, grams_r) = (bigrams(texts[left]), bigrams(texts[right]));
                if grams_l.iter().any(|gram| grams_r.contains(gram))
                    && are_alike(&grams_l, &grams_r)
                {
                    pairs.push((left as u32, right as u32));
                }
            }
        }
        pairs
    }

    proptest! {
        #[test]
        fn by_dice_the_index_finds_what_comparing_everything_finds(
            texts in prop::collection::vec("[鼎力商贸]{0,6}", 0..20), dice_min in 0.2_f64..1.0,
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let are_alike = |left: &[String], right: &[String]| {
                let n_common = left.iter().filter(|gram| right.contains(gram)).count();
                2.0 * n_common as f64 >= dice_min * (left.len() + right.len()) as f64
            };
            let rule = NgramRule { likeness: Likeness::Dice(dice_min), ..RULE };
            prop_assert_eq!(ngram_pairs(rule, &texts).pairs, brute_force(&texts, are_alike));
        }

        #[test]
        fn by_cosine_the_index_finds_what_comparing_everything_finds(
            texts in prop::collection::vec("[鼎力商贸]{0,6}", 0..20), cosine_min in 0.2_f64..1.0,
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let holding = |gram: &String| texts.iter().filter(|text| bigrams(text).contains(gram)).count();
            let square = |gram: &String| (1.0 + texts.len() as f64 / holding(gram) as f64).ln().powi(2);
            let are_alike = |left: &[String], right: &[String]| {
                let size = |grams: &[String]| grams.iter().map(square).sum::<f64>();
                let common: f64 = left.iter().filter(|gram| right.contains(gram)).map(square).sum();
                let cosine = common / (size(left) * size(right)).sqrt();
                // What stands on the very edge is rounding's to decide.
                cosine >= cosine_min
            };
            let rule = NgramRule { likeness: Likeness::Cosine(cosine_min), ..RULE };
            prop_assert_eq!(ngram_pairs(rule, &texts).pairs, brute_force(&texts, are_alike));
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
