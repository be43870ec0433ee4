//! What an entity is made of, and which links hold it together.

use std::collections::BTreeSet;
use std::path::Path;

use serde::Serialize;

use super::ExplainError;
use super::run_tables::{RunTables, shown};
use crate::table::RecordKey;

/// What an entity is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntityExplanation {
    /// Its id.
    pub entity_id: String,
    /// Its rows, in the order of the crosswalk.
    pub rows: Vec<EntityRow>,
    /// Scored pairs inside, weakest first.
    pub inside: Vec<EntityPair>,
    /// Scored pairs with rows of other entities, heaviest first.
    pub outside: Vec<EntityPair>,
}

/// One row of an entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntityRow {
    /// Its key.
    pub record_key: String,
    /// Source, sheet, row and name.
    pub row: String,
    /// 0..=1; nothing for an entity of one row.
    pub match_probability: Option<f64>,
}

/// One scored pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EntityPair {
    /// One row.
    pub left: String,
    /// The other.
    pub right: String,
    /// Bits.
    pub weight_bits: f64,
    /// 0..=1.
    pub probability: f64,
    /// What became of it.
    pub decision: String,
}

/// Explains the entity with an id, or whose id begins so.
///
/// # Errors
/// [`ExplainError`]: no run, no such entity.
pub fn explain_entity(run: &Path, name: &str) -> Result<EntityExplanation, ExplainError> {
    let tables = RunTables::of(run)?;
    let ids = tables.rows.iter().filter_map(|row| row.entity_id);
    let ids: BTreeSet<String> = ids
        .map(|id| id.to_string())
        .filter(|id| id.starts_with(name))
        .collect();
    let mut ids = ids.into_iter();
    let (entity_id, n_more) = match (ids.next(), ids.count()) {
        (Some(id), n_more) => (id, n_more),
        (None, _) => {
            return Err(ExplainError::Unknown {
                what: "entity",
                name: name.to_owned(),
            });
        }
    };
    if n_more > 0 {
        return Err(ExplainError::Ambiguous {
            what: "entity",
            name: name.to_owned(),
            n_found: n_more + 1,
        });
    }
    let is_own = |row: &&crate::table::crosswalk::Row| {
        row.entity_id.is_some_and(|id| id.to_string() == entity_id)
    };
    let own: Vec<_> = tables.rows.iter().filter(is_own).collect();
    let keys: BTreeSet<RecordKey> = own.iter().map(|row| row.record_key).collect();
    let row_of = |key: RecordKey| {
        let found = tables.rows.iter().find(|row| row.record_key == key);
        found.map_or_else(|| key.to_string(), shown)
    };
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for pair in &tables.pairs {
        let both = [pair.record_key_l, pair.record_key_r].map(|key| keys.contains(&key));
        let side = match both {
            [true, true] => &mut inside,
            [false, false] => continue,
            [true, false] | [false, true] => &mut outside,
        };
        side.push(EntityPair {
            left: row_of(pair.record_key_l),
            right: row_of(pair.record_key_r),
            weight_bits: pair.match_weight,
            probability: pair.match_probability,
            decision: pair.decision.to_string(),
        });
    }
    inside.sort_by(|left, right| left.weight_bits.total_cmp(&right.weight_bits));
    outside.sort_by(|left, right| right.weight_bits.total_cmp(&left.weight_bits));
    let rows = own.iter().map(|row| EntityRow {
        record_key: row.record_key.to_string(),
        row: shown(row),
        match_probability: row.match_probability,
    });
    Ok(EntityExplanation {
        rows: rows.collect(),
        entity_id,
        inside,
        outside,
    })
}
