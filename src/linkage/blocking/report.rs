//! What blocking rules gave and what their limits left out.

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

/// Unused keys that a report names; the rest is in the count.
const UNUSED_NAMED_MAX: usize = 20;

/// The most frequent unused keys, most frequent first.
pub(in crate::linkage) fn name_unused(mut unused: Vec<UnusedKey>) -> Vec<UnusedKey> {
    unused.sort_by(|left, right| {
        let by_size = right.n_records.cmp(&left.n_records);
        by_size.then_with(|| left.key.cmp(&right.key))
    });
    unused.truncate(UNUSED_NAMED_MAX);
    unused
}
