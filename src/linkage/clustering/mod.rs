//! Which records are one thing: greedy best-first agglomeration that respects evidence against.
//!
//! What comes in: links with their weights, and what is known to be different or the same. What goes
//! out: clusters, the links that made them, and those that evidence against refused.
//! This room must never know how a link was weighed.

mod knowledge;

mod components;
mod forest;

mod agglomerate;
mod average;
mod clusters;

#[cfg(test)]
mod tests;

pub use agglomerate::cluster;
pub(in crate::linkage) use agglomerate::cluster_by;
pub use clusters::Clusters;
pub use components::within_components;
pub use knowledge::{Edge, Exclusive, Knowledge};
