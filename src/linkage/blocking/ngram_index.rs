//! Pairs of records whose texts share enough character n-grams: an inverted index with a budget.
//!
//! With a record's grams in order from rare to common, two records that share enough grams share one
//! among the first few of both, so the common grams at the end of the order are never walked.
//!
//! # Source
//! Chaudhuri, Ganti and Kaushik 2006, "A primitive operator for similarity joins in data cleaning"
//! (prefix filtering).

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::exact_index::name_unused;
use super::{RulePairs, RuleReport};

/// A rule that pairs texts alike in their grams.
#[derive(Debug, Clone, Copy)]
pub struct NgramRule {
    /// Name in the report.
    pub name: &'static str,
    /// Characters per gram, 1..=[`GRAM_CHARS_MAX`].
    pub gram_chars: usize,
    /// A gram that more records hold is not used.
    pub postings_max: usize,
    /// Least share of common grams, 0..=1: twice the common ones over the sum of both sides' used ones.
    pub dice_min: f64,
}

/// Characters that a gram may have: they are packed in one integer with their scope.
pub const GRAM_CHARS_MAX: usize = 4;

/// A gram with the number of its scope.
type Gram = u128;

const BITS_PER_CHAR: u32 = 21;
const BITS_OF_CHARS: u32 = BITS_PER_CHAR * GRAM_CHARS_MAX as u32;

/// All pairs of records whose texts reach the rule's share of common grams.
///
/// # Cost
/// Memory in the number of grams; each record walks the records that share one of its rarer grams,
/// at most `postings_max` a gram.
///
/// # Panics
/// When the rule asks for grams longer than [`GRAM_CHARS_MAX`].
pub fn ngram_pairs(rule: NgramRule, texts: &[&str]) -> RulePairs {
    Grams::of(rule, texts, |_| Some(0)).pairs(|_| "")
}

/// The same among records of one scope; a record without a scope is paired with none.
///
/// The budget holds for each scope, so that a gram too common in the whole still serves where it is rare.
///
/// # Panics
/// As [`ngram_pairs`].
pub fn ngram_pairs_within(rule: NgramRule, texts: &[&str], scopes: &[Option<&str>]) -> RulePairs {
    let mut labels: Vec<&str> = scopes.iter().flatten().copied().collect();
    labels.sort_unstable();
    labels.dedup();
    let number = |record: usize| {
        let scope = scopes[record]?;
        labels.binary_search(&scope).ok().map(|idx| idx as u32)
    };
    Grams::of(rule, texts, number).pairs(|scope| labels[scope as usize])
}

/// The distinct grams of `text` into `out`; a text shorter than a gram is its own only gram.
fn grams_into(text: &str, gram_chars: usize, scope: u32, out: &mut Vec<Gram>) {
    out.clear();
    let mut window: Gram = 0;
    let mut n_chars = 0;
    let kept = (1 << (BITS_PER_CHAR * gram_chars as u32)) - 1;
    let scope = Gram::from(scope) << BITS_OF_CHARS;
    for character in text.chars() {
        window = ((window << BITS_PER_CHAR) | Gram::from(u32::from(character))) & kept;
        n_chars += 1;
        if n_chars >= gram_chars {
            out.push(scope | window);
        }
    }
    if n_chars > 0 && out.is_empty() {
        out.push(scope | window);
    }
    out.sort_unstable();
    out.dedup();
}

/// A gram as the report shows it.
fn written(gram: Gram, label: &str) -> String {
    let places = (0..GRAM_CHARS_MAX as u32).rev();
    let bits =
        places.map(|place| (gram >> (place * BITS_PER_CHAR)) as u32 & ((1 << BITS_PER_CHAR) - 1));
    let text: String = bits
        .filter(|bits| *bits != 0)
        .filter_map(char::from_u32)
        .collect();
    match label {
        "" => text,
        label => format!("{label} {text}"),
    }
}

/// The grams of all records, numbered from the rarest, those over the budget apart.
struct Grams {
    rule: NgramRule,
    /// Where a record's grams begin in `used`; one more than records.
    starts: Vec<u32>,
    /// Used grams of every record, rarest first.
    used: Vec<u32>,
    n_used: u32,
    unused: Vec<(u64, Gram)>,
    n_records_left_out: u64,
}

impl Grams {
    fn of(rule: NgramRule, texts: &[&str], scope_of: impl Fn(usize) -> Option<u32>) -> Self {
        assert!(
            (1..=GRAM_CHARS_MAX).contains(&rule.gram_chars),
            "grams of up to {GRAM_CHARS_MAX} characters"
        );
        let mut numbers: FxHashMap<Gram, u32> = FxHashMap::default();
        let mut n_records: Vec<(u32, Gram)> = Vec::new();
        let mut all: Vec<u32> = Vec::new();
        let mut ends: Vec<u32> = Vec::with_capacity(texts.len());
        let mut grams = Vec::new();
        for (record, text) in texts.iter().enumerate() {
            if let Some(scope) = scope_of(record) {
                grams_into(text, rule.gram_chars, scope, &mut grams);
                for gram in &grams {
                    let number = *numbers.entry(*gram).or_insert_with(|| {
                        n_records.push((0, *gram));
                        n_records.len() as u32 - 1
                    });
                    n_records[number as usize].0 += 1;
                    all.push(number);
                }
            }
            ends.push(all.len() as u32);
        }
        Self::ranked(rule, &n_records, &all, &ends)
    }

    fn ranked(rule: NgramRule, n_records: &[(u32, Gram)], all: &[u32], ends: &[u32]) -> Self {
        let is_used = |number: u32| n_records[number as usize].0 as usize <= rule.postings_max;
        let mut order: Vec<u32> = (0..n_records.len() as u32).collect();
        order.sort_unstable_by_key(|number| n_records[*number as usize]);
        let mut ranks = vec![0_u32; n_records.len()];
        for (rank, number) in order.iter().enumerate() {
            ranks[*number as usize] = rank as u32;
        }
        let mut ranked = Self {
            rule,
            starts: vec![0],
            used: Vec::with_capacity(all.len()),
            n_used: order.iter().filter(|number| is_used(**number)).count() as u32,
            unused: Vec::new(),
            n_records_left_out: 0,
        };
        let unused = n_records
            .iter()
            .filter(|(n_records, _)| *n_records as usize > rule.postings_max);
        ranked.unused = unused
            .map(|(n_records, gram)| (u64::from(*n_records), *gram))
            .collect();
        let mut start = 0;
        for end in ends {
            let of_record = &all[start..*end as usize];
            let from = ranked.used.len();
            let used = of_record.iter().filter(|number| is_used(**number));
            ranked
                .used
                .extend(used.map(|number| ranks[*number as usize]));
            ranked.used[from..].sort_unstable();
            let is_left_out = !of_record.is_empty() && ranked.used.len() == from;
            ranked.n_records_left_out += u64::from(is_left_out);
            ranked.starts.push(ranked.used.len() as u32);
            start = *end as usize;
        }
        ranked
    }

    fn n_records(&self) -> usize {
        self.starts.len() - 1
    }

    fn get(&self, record: usize) -> &[u32] {
        &self.used[self.starts[record] as usize..self.starts[record + 1] as usize]
    }

    /// The grams of which a record that is alike enough shares one: with `n` grams a partner, however
    /// few it has, must share at least `dice_min / (2 - dice_min)` of them.
    fn prefix(&self, record: usize) -> &[u32] {
        let grams = self.get(record);
        let dice_min = self.rule.dice_min;
        let n_shared = dice_min / (2.0 - dice_min) * grams.len() as f64;
        let n_shared = ((n_shared - ROUNDING).ceil() as usize).max(1);
        &grams[..(grams.len() + 1).saturating_sub(n_shared).min(grams.len())]
    }

    fn are_alike(&self, left: usize, right: usize) -> bool {
        let (left, right) = (self.get(left), self.get(right));
        let enough = self.rule.dice_min * (left.len() + right.len()) as f64;
        2.0 * left.len().min(right.len()) as f64 >= enough
            && 2.0 * n_common(left, right) as f64 >= enough
    }

    fn pairs<'l>(&self, label_of: impl Fn(u32) -> &'l str) -> RulePairs {
        let postings = Postings::of(self);
        let pairs: Vec<Vec<(u32, u32)>> = (0..self.n_records())
            .into_par_iter()
            .map_init(
                || vec![u32::MAX; self.n_records()],
                |seen, record| self.pairs_of(record, &postings, seen),
            )
            .collect();
        let named = self.unused.iter().map(|(n_records, gram)| {
            let label = label_of((gram >> BITS_OF_CHARS) as u32);
            (*n_records, written(*gram, label))
        });
        let report = RuleReport {
            rule: self.rule.name.to_owned(),
            n_unused_keys: self.unused.len() as u64,
            n_records_left_out: self.n_records_left_out,
            unused: name_unused(named.collect()),
            ..RuleReport::default()
        };
        RulePairs::settle(pairs.concat(), report)
    }

    /// The pairs of `record` with the records before it; `seen` says for whom a record was last met.
    fn pairs_of(&self, record: usize, postings: &Postings, seen: &mut [u32]) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for gram in self.prefix(record) {
            for other in postings.get(*gram) {
                if *other as usize >= record {
                    break;
                }
                let is_new = seen[*other as usize] != record as u32;
                seen[*other as usize] = record as u32;
                if is_new && self.are_alike(*other as usize, record) {
                    pairs.push((*other, record as u32));
                }
            }
        }
        pairs
    }
}

/// Keeps a share that is whole but for rounding from being rounded up.
const ROUNDING: f64 = 1e-9;

/// Common members of two sorted lists.
fn n_common(left: &[u32], right: &[u32]) -> usize {
    let (mut idx_l, mut idx_r, mut n_common) = (0, 0, 0);
    while idx_l < left.len() && idx_r < right.len() {
        let (gram_l, gram_r) = (left[idx_l], right[idx_r]);
        n_common += usize::from(gram_l == gram_r);
        idx_l += usize::from(gram_l <= gram_r);
        idx_r += usize::from(gram_r <= gram_l);
    }
    n_common
}

/// Per used gram the records that have it in their prefix, in their order.
struct Postings {
    starts: Vec<u32>,
    records: Vec<u32>,
}

impl Postings {
    fn of(grams: &Grams) -> Self {
        let mut starts = vec![0_u32; grams.n_used as usize + 1];
        let prefixes = (0..grams.n_records()).flat_map(|record| grams.prefix(record));
        for gram in prefixes {
            starts[*gram as usize + 1] += 1;
        }
        for idx in 1..starts.len() {
            starts[idx] += starts[idx - 1];
        }
        let mut next = starts.clone();
        let mut records = vec![0; starts.last().map_or(0, |end| *end as usize)];
        for record in 0..grams.n_records() {
            for gram in grams.prefix(record) {
                let place = &mut next[*gram as usize];
                records[*place as usize] = record as u32;
                *place += 1;
            }
        }
        Self { starts, records }
    }

    fn get(&self, gram: u32) -> &[u32] {
        let idx = gram as usize;
        &self.records[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }
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

    fn brute_force(texts: &[&str]) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for left in 0..texts.len() {
            for right in left + 1..texts.len() {
                let (grams_l, grams_r) = (bigrams(texts[left]), bigrams(texts[right]));
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
