//! Entities found by their id.

use rustc_hash::FxHashMap;

use arrow::record_batch::RecordBatch;

use crate::table::{EntityId, SchemaFault, entities};

/// The entities table with a way from id to 0-based row.
pub(super) struct EntityIndex<'a> {
    pub(super) view: entities::View<'a>,
    row_of: FxHashMap<EntityId, usize>,
}

impl<'a> EntityIndex<'a> {
    /// Binds and indexes `batch`.
    ///
    /// # Errors
    /// It is not the entities table.
    pub(super) fn of(batch: &'a RecordBatch) -> Result<Self, SchemaFault> {
        let view = entities::View::of(batch)?;
        let row_of = (0..view.len())
            .map(|row_idx| (view.entity_id(row_idx), row_idx))
            .collect();
        Ok(Self { view, row_of })
    }

    /// The 0-based row of `entity_id`.
    pub(super) fn row_of(&self, entity_id: EntityId) -> Option<usize> {
        self.row_of.get(&entity_id).copied()
    }
}
