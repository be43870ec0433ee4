//! Probabilistic record linkage after Fellegi and Sunter, for any kind of record.
//!
//! What comes in: blocking keys and prepared comparisons over records numbered 0…n-1. What goes out:
//! scored candidate pairs, clusters that respect what is known to be different, a model that can be
//! saved, and a report of every limit that was reached. Records are numbered in the order of their
//! keys by the caller, so that an order of numbers is an order of records.
//! This room must never know what a record is about: no unions, no companies, no files.

pub mod blocking;
mod clustering;
mod comparison;
pub mod engine;
mod error;
pub mod explain;
mod hash;
mod model;
mod records;
mod scoring;
pub mod spec;
mod training;
mod warning;

pub use clustering::{Clusters, Edge, Exclusive, Knowledge, cluster, within_components};
pub use comparison::{
    COMPARISONS_MAX, Comparison, LEVELS_MAX, Vector, VectorCounts, count_vectors, vectors,
};
pub use engine::{
    Analysis, LevelU, Linkage, Measured, RuleAnalysis, RuleHistory, TrainingHistory,
    analyse_blocking, link,
};
pub use error::{LinkFault, SpecFault};
pub use model::{ComparisonModel, LevelModel, Model, ModelFault, probability_of, weight_of};
pub use records::Records;
pub use scoring::{ScoredPair, TermFrequency, Weights};
pub use spec::LinkSpec;
pub use training::{
    EmHistory, EmRound, EmSettings, Pins, TrainingBlock, random_pairs, train_m, train_m_with,
    train_u,
};
pub use warning::LinkWarning;
