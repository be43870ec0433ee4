//! Why a pair weighs what it weighs, why a cluster holds together, what a model has learned.

mod cluster;
mod model_table;
mod waterfall;

pub use cluster::{ClusterQuality, cluster_quality};
pub use model_table::model_table;
pub use waterfall::{Bar, BarKind, Waterfall};
