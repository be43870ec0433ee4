//! What rows of enterprises say about their union: founded, or not.

use std::collections::BTreeMap;

use super::{UnorganisedInput, sentences};
use crate::table::{EntityId, RowIdentity, SchemaFault, crosswalk, enterprise_rows};

/// A list says of an entity that it had no union at the period's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DeniedMark;

/// Entities that a row marks as having, or as not having, a union.
pub(super) struct Marks {
    /// With the name of the least source that says so.
    pub(super) founded: BTreeMap<EntityId, String>,
    pub(super) denied: BTreeMap<EntityId, DeniedMark>,
}

/// Reads the founded marks; one dated after the period's end says nothing about the period.
pub(super) fn founded_marks(input: &UnorganisedInput<'_>) -> Result<Marks, SchemaFault> {
    let rows = enterprise_rows::View::of(input.enterprise_rows)?;
    let crosswalk = crosswalk::View::of(input.crosswalk)?;
    let marked: BTreeMap<RowIdentity, usize> = (0..rows.len())
        .filter(|idx| rows.has_union(*idx).is_some())
        .map(|idx| (rows.identity(idx), idx))
        .collect();
    let mut marks = Marks {
        founded: BTreeMap::new(),
        denied: BTreeMap::new(),
    };
    for link_idx in 0..crosswalk.len() {
        let identity = crosswalk.identity(link_idx);
        let Some(idx) = marked.get(&identity).copied() else {
            continue;
        };
        let Some(entity_id) = crosswalk.entity_id(link_idx) else {
            continue;
        };
        let is_later = rows
            .organised_on(idx)
            .is_some_and(|on| on > input.area.period.to);
        match rows.has_union(idx) {
            Some(true) if !is_later => {
                let source = sentences::source_words(rows.kind(idx), rows.department(idx));
                let least = marks
                    .founded
                    .entry(entity_id)
                    .or_insert_with(|| source.clone());
                *least = source.min(least.clone());
            }
            Some(true | false) => {
                marks.denied.insert(entity_id, DeniedMark);
            }
            None => {}
        }
    }
    Ok(marks)
}
