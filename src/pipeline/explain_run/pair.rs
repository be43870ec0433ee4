//! Why two rows are, or are not, one enterprise.

use std::path::Path;

use serde::Serialize;

use super::ExplainError;
use super::run_tables::{RunTables, shown};
use crate::linkage::explain::{Bar, BarKind, Waterfall};
use crate::linkage::{Model, Vector};
use crate::table::pairs;

/// Why two rows are, or are not, one enterprise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PairExplanation {
    /// The weight taken apart.
    pub waterfall: Waterfall,
    /// What became of the pair.
    pub decision: String,
    /// Whether both rows ended in one entity.
    pub in_one_entity: bool,
}

/// Explains the pair of two rows of a run, each named by its record key or `source:row`.
///
/// # Errors
/// [`ExplainError`]: no run, no such row, no scored pair.
pub fn explain_pair(run: &Path, left: &str, right: &str) -> Result<PairExplanation, ExplainError> {
    let tables = RunTables::of(run)?;
    let (left, right) = (tables.row(left)?, tables.row(right)?);
    let keys = (
        left.record_key.min(right.record_key),
        left.record_key.max(right.record_key),
    );
    let is_pair = |pair: &&pairs::Row| (pair.record_key_l, pair.record_key_r) == keys;
    let Some(pair) = tables.pairs.iter().find(is_pair) else {
        return Err(ExplainError::NotScored {
            left: left.record_key.to_string(),
            right: right.record_key.to_string(),
        });
    };
    let (left, right) = match left.record_key == keys.0 {
        true => (left, right),
        false => (right, left),
    };
    let mut waterfall = waterfall_of(&tables.model, pair);
    (waterfall.left, waterfall.right) = (shown(left), shown(right));
    Ok(PairExplanation {
        waterfall,
        decision: pair.decision.to_string(),
        in_one_entity: left.entity_id.is_some() && left.entity_id == right.entity_id,
    })
}

/// The bars of a pair's weight, in the order in which they were added.
pub(super) fn waterfall_of(model: &Model, pair: &pairs::Row) -> Waterfall {
    let gamma = |comparison: &str| match comparison {
        "name" => pair.gamma_name,
        "code" => pair.gamma_code,
        "address" => pair.gamma_address,
        "legal_representative" => pair.gamma_legal_representative,
        "phone" => pair.gamma_phone,
        "region" => pair.gamma_region,
        // A comparison of another version says nothing.
        _ => -1,
    };
    let comparisons = model.comparisons.iter();
    let levels: Vec<u8> = comparisons
        .map(|one| (gamma(&one.name) + 1) as u8)
        .collect();
    let mut waterfall = Waterfall::of(model, Vector::pack(&levels));
    let further = [
        (
            BarKind::Frequency,
            "name",
            "how rare the name is",
            pair.frequency_weight,
        ),
        (
            BarKind::Rule,
            "equality",
            "equal code or whole name, nothing against it",
            pair.equality_weight,
        ),
    ];
    for (kind, name, level, bits) in further {
        if bits != 0.0 {
            waterfall.bars.push(Bar {
                kind,
                name: name.to_owned(),
                level: level.to_owned(),
                value_l: None,
                value_r: None,
                bits,
            });
        }
    }
    waterfall.add_up();
    waterfall
}
