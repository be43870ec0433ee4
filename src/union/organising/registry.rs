//! The union organisations after their codes, kinds, reporting units and second entries are settled.
//!
//! What comes in: the rows of `unions` sources with the entities they were linked to. What goes
//! out: `union_registry`, one row per input row, in which every other stage looks unions up.
//!
//! **Entered twice.** Two rows are one union when they carry the same code, or the same credit code
//! of the union itself, or are of one kind and name the same unit (entity, else folded name) in
//! the same place. Rows of one code whose units are known to differ are two unions under a copied
//! code, and a row that says the union was withdrawn (撤销) repeats nobody. Of a group a row that
//! counts members stays before one that does not, then the union founded first, then the smaller
//! code, since a union keeps its statistics code for years and reports under it; of one code the most
//! complete row.
//!
//! Not yet: a union recognised as entered twice under two names of its unit that were not linked.

mod drafts;
mod duplicates;
mod findings;
mod hierarchy;
mod likely_unit;
#[cfg(test)]
mod tests;

use arrow::record_batch::RecordBatch;

use crate::enterprise::FederationArea;
use crate::table::{SchemaFault, union_registry};
use crate::union::territory::Territory;

use findings::Founding;

/// What the registry is made from.
#[derive(Clone, Copy)]
pub struct RegistryInput<'a> {
    /// Accepted rows of `unions` sources.
    pub union_rows: &'a RecordBatch,
    /// Which entity each row names.
    pub crosswalk: &'a RecordBatch,
    /// Golden records.
    pub entities: &'a RecordBatch,
    /// Reporting units.
    pub territory: &'a Territory,
    /// The federation's area and period.
    pub area: &'a FederationArea,
}

/// The `union_registry` of `input`, sorted by row identity.
///
/// # Errors
/// A batch is not the table it is taken for.
pub fn registry(input: &RegistryInput<'_>) -> Result<RecordBatch, SchemaFault> {
    let drafts = drafts::read(input)?;
    let places = hierarchy::reporting_units(&drafts, input.territory);
    let groups = duplicates::groups(&drafts);
    let mut rows: Vec<union_registry::Row> = drafts
        .iter()
        .zip(&places)
        .enumerate()
        .map(|(draft_idx, (draft, place))| {
            let kept = groups.kept(draft_idx);
            let verdict = findings::judge(draft, place, groups.second_entry(draft_idx, &drafts));
            let founding = if draft.founded_on.is_some_and(|on| on > input.area.period.to) {
                Founding::AfterPeriod
            } else {
                Founding::WithinTime
            };
            union_registry::Row {
                source: draft.identity.source.clone(),
                file: draft.identity.file.clone(),
                sheet: draft.identity.sheet.clone(),
                row: draft.identity.row,
                union_code: draft.union_code.clone(),
                kept_union_code: drafts[kept].union_code.clone(),
                is_kept: kept == draft_idx,
                name: draft.name.clone(),
                folded_name: draft.folded_name.clone(),
                kind: draft.kind,
                superior_union: draft.superior_union.clone(),
                entity_id: draft.entity_id(),
                reporting_unit: place.unit.as_ref().map(|unit| unit.name.clone()),
                reporting_unit_kind: place.unit.as_ref().map(|unit| unit.kind),
                region_code: draft.region_code.clone(),
                township: draft.township.clone(),
                founded_on: draft.founded_on,
                is_dissolved: draft.is_dissolved(),
                is_alive_at_period_end: founding == Founding::WithinTime && !draft.is_dissolved(),
                finding: verdict.finding,
                evidence: verdict.evidence(founding),
            }
        })
        .collect();
    rows.sort_by_cached_key(union_registry::Row::identity);
    Ok(union_registry::batch(&rows))
}
