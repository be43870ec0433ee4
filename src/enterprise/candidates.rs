//! Which enterprise records could be one: nine blocking rules, each pair once.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::comparisons::{ADDRESS, CODE, NAME, PHONE, REGION, REPRESENTATIVE};
use super::disputed::all_codes;
use super::facts::prefix;
use super::record::Record;
use crate::linkage::blocking::{
    BeyondLimit, CandidatePairs, ExactRule, HashLists, Likeness, NgramRule, RulePairs, exact_pairs,
    ngram_pairs, ngram_pairs_within, union_of,
};

/// The candidate pairs, and which rules m is learned from.
pub(super) struct Candidates {
    pub(super) united: CandidatePairs,
    /// Number of a rule, and the comparisons that it decides.
    pub(super) training: Vec<(usize, &'static [usize])>,
}

/// A phone of more records belongs to a book-keeping agent.
const PHONE_RECORDS_MAX: usize = 16;

/// An organisation code copied down a column stands on many rows; up to here they are compared.
const CODE_RECORDS_MAX: usize = 400;

/// Equal names of one chain or of a word that names no firm.
const NAME_RECORDS_MAX: usize = 200;

/// One person seldom stands for more firms of a county.
const REPRESENTATIVE_RECORDS_MAX: usize = 60;

/// One real address carries 226 enterprises; with a character of the brand it is still too common then.
const ADDRESS_RECORDS_MAX: usize = 60;

/// Names alike share at least this part of their bigrams, 0..=1.
const DICE_MIN: f64 = 0.5;

/// A bigram of more records is an industry word (商贸, 科技).
const POSTINGS_MIN: usize = 400;

/// For large inputs: one record in so many may hold a gram.
const POSTINGS_SHARE: usize = 100;

/// Never more than this, or the walk over postings becomes quadratic.
const POSTINGS_MAX: usize = 5_000;

/// The rules whose keys must be equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    Code,
    WholeName,
    CoreName,
    CodePrefix,
    Phone,
    Person,
    Address,
}

impl Rule {
    fn label(self) -> &'static str {
        match self {
            Self::Code => "organisation code or registration number",
            Self::WholeName => "whole name",
            Self::CoreName => "name without region and form",
            Self::CodePrefix => "first 15 digits of a credit code",
            Self::Phone => "phone",
            Self::Person => "legal representative and county",
            Self::Address => "address and first character of the brand",
        }
    }
}

/// The union of all rules.
pub(super) fn candidates(records: &[Record]) -> Candidates {
    let n_records = records.len();
    let keyed = |name: Rule, block_max, texts: fn(&Record) -> Vec<String>| -> RulePairs {
        let texts = |record: u32| texts(&records[record as usize]);
        let keys = HashLists::of_texts(n_records, texts);
        // A name or code on hundreds of rows (a contractor's sites) is evidence; a phone is not.
        let beyond = match name {
            Rule::Code | Rule::WholeName => BeyondLimit::PairAlong,
            Rule::CoreName | Rule::CodePrefix | Rule::Phone | Rule::Person | Rule::Address => {
                BeyondLimit::LeaveOut
            }
        };
        let rule = ExactRule {
            name: name.label(),
            block_max,
            beyond,
        };
        exact_pairs(rule, &keys, texts)
    };
    let cores: Vec<&str> = records
        .iter()
        .map(|record| record.name.as_ref().map_or("", |name| name.core.as_str()))
        .collect();
    let alike = NgramRule {
        name: "names alike",
        gram_chars: 2,
        postings_max: (n_records / POSTINGS_SHARE).clamp(POSTINGS_MIN, POSTINGS_MAX),
        likeness: Likeness::Dice(DICE_MIN),
    };
    // Most rows know their county; inside one, grams that are too common in the city still serve.
    let alike_in_county = NgramRule {
        name: "names alike in one county",
        postings_max: POSTINGS_MIN,
        ..alike
    };
    let counties: Vec<Option<&str>> = records
        .iter()
        .map(|record| record.region_code.as_deref())
        .collect();
    let rules = vec![
        keyed(Rule::Code, CODE_RECORDS_MAX, all_codes),
        keyed(Rule::WholeName, NAME_RECORDS_MAX, whole_names),
        keyed(Rule::CoreName, NAME_RECORDS_MAX, core_names),
        keyed(Rule::CodePrefix, CODE_RECORDS_MAX, code_prefix),
        keyed(Rule::Phone, PHONE_RECORDS_MAX, |record| {
            record.phones.clone()
        }),
        keyed(Rule::Person, REPRESENTATIVE_RECORDS_MAX, person_in_county),
        keyed(Rule::Address, ADDRESS_RECORDS_MAX, brand_at_address),
        ngram_pairs(alike, &cores),
        ngram_pairs_within(alike_in_county, &cores, &counties),
    ];
    Candidates {
        united: union_of(rules),
        training: vec![
            (0, &[CODE]),
            (2, &[NAME]),
            (4, &[PHONE]),
            (5, &[REPRESENTATIVE, REGION]),
            (6, &[ADDRESS]),
        ],
    }
}

/// Phones that stand on too many records to tell anything.
pub(super) fn common_phones(records: &[Record]) -> BTreeSet<&str> {
    let phones = records.par_iter().flat_map_iter(|record| &record.phones);
    let mut phones: Vec<&str> = phones.map(String::as_str).collect();
    phones.par_sort_unstable();
    let uses = phones.chunk_by(|left, right| left == right);
    let common = uses.filter(|uses| uses.len() > PHONE_RECORDS_MAX);
    common.map(|uses| uses[0]).collect()
}

fn whole_names(record: &Record) -> Vec<String> {
    record
        .all_names()
        .iter()
        .map(|name| name.folded.clone())
        .collect()
}

fn core_names(record: &Record) -> Vec<String> {
    record
        .all_names()
        .iter()
        .map(|name| name.core.clone())
        .collect()
}

/// Only codes made of digits can have lost their tail.
fn code_prefix(record: &Record) -> Vec<String> {
    let prefix = prefix(record);
    let in_digits = prefix.filter(|prefix| prefix.bytes().all(|byte| byte.is_ascii_digit()));
    in_digits.into_iter().collect()
}

fn person_in_county(record: &Record) -> Vec<String> {
    let person = record
        .representative
        .as_ref()
        .filter(|person| !person.masked);
    let county = record.region_code.as_ref();
    let both = person.zip(county);
    both.map(|(person, county)| format!("{county} {}", person.folded))
        .into_iter()
        .collect()
}

fn brand_at_address(record: &Record) -> Vec<String> {
    let address = super::alike::address_key(record);
    let name = record.name.as_ref();
    let first = name.and_then(|name| name.core.chars().next());
    let both = address.zip(first);
    both.map(|(address, first)| format!("{first} {address}"))
        .into_iter()
        .collect()
}
