//! Which pairs are worth comparing: a union of rules, each pair once.
//!
//! There is one join of equal keys, the rows of `key_rows`, and one index of grams, the sets of
//! `gram_sets`. The engine joins the rows bucket by bucket and never holds all pairs; who has
//! comparisons of its own takes a rule's pairs here ([`exact_pairs`], [`ngram_pairs`]).
//! Every limit that cuts something is part of the report; nothing is left out silently.

mod report;

mod hash_lists;
mod key_rows;

mod gram_sets;
mod gram_walk;

mod candidate_pairs;
mod exact_pairs;
mod ngram_pairs;

pub(in crate::linkage) use gram_sets::{GramSets, gram_hashes};
pub(in crate::linkage) use key_rows::{KeyRow, blocks, shared_rows};
pub(in crate::linkage) use report::name_unused;

pub use candidate_pairs::{CandidatePairs, RULES_MAX, RulePairs, union_of};
pub use exact_pairs::{BeyondLimit, ExactRule, exact_pairs};
pub use gram_sets::Likeness;
pub use hash_lists::HashLists;
pub use ngram_pairs::{NgramRule, ngram_pairs, ngram_pairs_within};
pub use report::{RuleReport, UnusedKey};
