//! Probabilistic record linkage after Fellegi and Sunter, for any kind of record.
//!
//! What comes in: blocking keys and prepared comparisons over records numbered 0…n-1. What goes out:
//! scored candidate pairs, clusters that respect what is known to be different, a model that can be
//! saved, and a report of every limit that was reached. Records are numbered in the order of their
//! keys by the caller, so that an order of numbers is an order of records.
//! This room must never know what a record is about: no unions, no companies, no files.
//!
//! Not here yet: `link_bucket` for other engines (all pairs stand in memory), and counting the u of
//! rare levels over the blocking index (they are smoothed towards the starting model instead).

pub mod blocking;
mod clustering;
mod comparison;
mod model;
mod scoring;
mod training;

pub use clustering::{Clusters, Edge, Exclusive, Knowledge, cluster};
pub use comparison::{
    COMPARISONS_MAX, Comparison, LEVELS_MAX, Vector, VectorCounts, count_vectors, vectors,
};
pub use model::{ComparisonModel, LevelModel, Model, ModelFault, probability_of, weight_of};
pub use scoring::{ScoredPair, TermFrequency, score};
pub use training::{TrainingBlock, random_pairs, train_m, train_u};
