//! Unions by their kept code.

use std::collections::BTreeMap;

use arrow::record_batch::RecordBatch;

use crate::table::vocabulary::{ReportingUnitKind, UnionKind};
use crate::table::{EntityId, SchemaFault, union_registry};

/// What counting needs to know of one union.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct UnionInfo {
    pub(super) name: String,
    pub(super) kind: UnionKind,
    pub(super) entity_id: Option<EntityId>,
    pub(super) reporting_unit: Option<String>,
    pub(super) reporting_unit_kind: Option<ReportingUnitKind>,
    pub(super) region_code: Option<String>,
    pub(super) township: Option<String>,
}

/// The unions of the registry by kept code.
#[derive(Debug, Clone, Default)]
pub(super) struct UnionBook {
    by_code: BTreeMap<String, UnionInfo>,
}

impl UnionBook {
    /// Reads the rows that stay.
    ///
    /// # Errors
    /// `batch` is not the registry.
    pub(super) fn of(batch: &RecordBatch) -> Result<Self, SchemaFault> {
        let view = union_registry::View::of(batch)?;
        let kept = (0..view.len()).filter(|idx| view.is_kept(*idx));
        let by_code = kept.map(|idx| {
            let info = UnionInfo {
                name: view.name(idx).to_owned(),
                kind: view.kind(idx),
                entity_id: view.entity_id(idx),
                reporting_unit: view.reporting_unit(idx).map(str::to_owned),
                reporting_unit_kind: view.reporting_unit_kind(idx),
                region_code: view.region_code(idx).map(str::to_owned),
                township: view.township(idx).map(str::to_owned),
            };
            (view.kept_union_code(idx).to_owned(), info)
        });
        let by_code = by_code.collect();
        Ok(Self { by_code })
    }

    /// The union of kept code `code`.
    pub(super) fn get(&self, code: &str) -> Option<&UnionInfo> {
        self.by_code.get(code)
    }

    /// What the office calls the union: its name, else its code.
    pub(super) fn label<'a>(&'a self, code: &'a str) -> &'a str {
        self.get(code).map_or(code, |union| union.name.as_str())
    }
}
