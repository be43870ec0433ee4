//! Bucket, link, merge: records to scored pairs to clusters, with nothing global.
//!
//! [`keys`] gives each record's blocking keys and the bucket of each; [`link_bucket`] compares what
//! shares a key in one bucket; [`merge`] puts the buckets' pairs in order. Each is a function of its
//! arguments alone; model and plan are plain data that every bucket is given. [`link`] does the same
//! in one process, over records prepared once.

mod analysis;
mod buckets;
mod clustered;
mod doubts;
mod explained;
mod key_table;
mod known;
mod ngrams;
mod output;
mod pairs;
mod plan;
mod prepared;
mod rule_keys;
mod rule_pairs;
mod run;
mod scorer;
mod shown_key;
mod starting_model;
mod train;
mod u_index;
mod u_values;

#[cfg(test)]
mod tests;

pub use analysis::{Analysis, RuleAnalysis, analyse_blocking};
pub use buckets::{BLOCK, BUCKET, KEY, RULE, TABLE, keys, link_bucket, merge};
pub use plan::{Plan, TermPlan, plan};
pub use prepared::Prepared;
pub use run::{Linkage, link};
pub use train::{RuleHistory, TrainingHistory};
pub use u_values::{LevelU, Measured};
