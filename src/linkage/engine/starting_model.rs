//! The model that training starts from: every level with a start by its rank.

use crate::linkage::model::{ComparisonModel, LevelModel, Model};
use crate::linkage::spec::{CheckedComparison, CheckedSpec, ELSE};

/// The shape of the model: every level with a start by its rank.
pub(in crate::linkage) fn starting_model(spec: &CheckedSpec) -> Model {
    Model {
        prior: 1e-4,
        comparisons: spec.comparisons.iter().map(starting_comparison).collect(),
    }
}

fn starting_comparison(comparison: &CheckedComparison) -> ComparisonModel {
    /// P(the strongest level | match) to start from.
    const STRONGEST: f64 = 0.8;
    let labels = comparison
        .levels
        .iter()
        .rev()
        .map(|level| level.label.clone());
    let labels: Vec<String> = std::iter::once(ELSE.to_owned()).chain(labels).collect();
    let n_levels = labels.len();
    let weaker = (1.0 - STRONGEST) / (n_levels - 1) as f64;
    let levels = labels
        .into_iter()
        .enumerate()
        .map(|(idx, label)| LevelModel {
            label,
            m: if idx + 1 == n_levels {
                STRONGEST
            } else {
                weaker
            },
            u: if idx == 0 {
                0.9
            } else {
                0.1 / (n_levels - 1) as f64
            },
        });
    ComparisonModel {
        name: comparison.name.clone(),
        levels: levels.collect(),
    }
}
