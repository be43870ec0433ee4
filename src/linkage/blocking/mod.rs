//! Which pairs are worth comparing: a union of rules, each pair once.
//!
//! Every limit that cuts something is part of the report; nothing is left out silently.

mod candidate_pairs;
mod exact_index;
mod ngram_index;

pub use candidate_pairs::{CandidatePairs, RULES_MAX, RulePairs, union_of};
pub use exact_index::{BeyondLimit, ExactRule, exact_pairs};
pub use ngram_index::{GRAM_CHARS_MAX, NgramRule, ngram_pairs, ngram_pairs_within};

use serde::{Deserialize, Serialize};

/// What one blocking rule gave and what its limits left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleReport {
    /// Name of the rule.
    pub rule: String,
    /// Candidate pairs, those of other rules included.
    pub n_pairs: u64,
    /// Blocks or grams with more records than the limit: not used, or not compared pair by pair.
    pub n_unused_keys: u64,
    /// Records all of whose keys of this rule were over the limit: they depended on them alone.
    pub n_records_left_out: u64,
    /// The most frequent unused keys with their records, for a rule whose keys can be read.
    pub unused: Vec<UnusedKey>,
}

/// A key shared by more records than a rule allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnusedKey {
    /// The key.
    pub key: String,
    /// Records that have it.
    pub n_records: u64,
}
