//! Minglu (名录, "the register") builds one trustworthy list of every workplace from the registries
//! that government departments keep, and holds it against what a federation of trade unions knows.
//!
//! ```text
//! department files ─┐
//! union system     ─┼─ ingest ─▶ enterprise ─▶ union ─▶ publish ─▶ tables, ledgers
//! member roster    ─┤              (linkage)    coverage, members, annual report,
//! annual report    ─┘                           targets, corrections
//! ```
//!
//! Each room is a module; imports go one way only, downwards in this list:
//!
//! - `pipeline`: the pipeline file, the stage graph, its scheduler, runs and their manifest
//! - `evaluate`: a run held against truth
//! - `compare`: two runs held against each other
//! - `publish`: tables and ledgers as files
//! - `union`: the federation's own rules
//! - `enterprise`: enterprises as entities
//! - `linkage`: probabilistic record linkage that knows neither unions nor China
//! - `normalize`: names, addresses and persons folded for comparison
//! - `standard`: national codes with their checks
//! - `ingest`: bytes to rows
//! - `synth`: a synthetic city with truth
//! - `table`: the shapes every room speaks in

#[cfg(feature = "pipeline")]
pub mod cli;
#[cfg(feature = "pipeline")]
pub mod compare;
#[cfg(feature = "pipeline")]
pub mod enterprise;
#[cfg(feature = "pipeline")]
pub mod evaluate;
#[cfg(feature = "pipeline")]
pub mod ingest;
pub mod linkage;
pub mod normalize;
#[cfg(feature = "pipeline")]
pub mod pipeline;
#[cfg(feature = "pipeline")]
pub mod publish;
pub mod standard;
#[cfg(feature = "pipeline")]
pub mod synth;
pub mod table;
#[cfg(feature = "pipeline")]
pub mod union;
