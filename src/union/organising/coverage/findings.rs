//! The `unions` table: what each union row reaches, and what was found.

use arrow::record_batch::RecordBatch;

use super::claims::Claims;
use super::listed::ListOutcome;
use super::{Context, route_of};
use crate::table::vocabulary::UnionFinding;
use crate::table::{union_registry, unions};

/// Names shown of each sort before the rest is counted only.
const NAMES_SHOWN_MAX: usize = 5;

/// One row per registry row, sorted by row identity.
pub(super) fn unions(context: &Context<'_>, claims: &Claims, lists: &[ListOutcome]) -> RecordBatch {
    let reached = claims.entities_by_union();
    let mut rows: Vec<unions::Row> = context
        .registry
        .iter()
        .zip(lists)
        .map(|(union, list)| {
            let entity_ids = reached.get(union.kept_union_code.as_str());
            let entity_ids: Vec<String> = entity_ids
                .into_iter()
                .flatten()
                .map(ToString::to_string)
                .collect();
            unions::Row {
                union_code: union.union_code.clone(),
                name: union.name.clone(),
                kind: union.kind,
                reporting_unit: union.reporting_unit.clone(),
                finding: finding(context, union, list, entity_ids.len()),
                evidence: evidence(union, list, entity_ids.len()),
                entity_ids,
                source: union.source.clone(),
                file: union.file.clone(),
                sheet: union.sheet.clone(),
                row: union.row,
            }
        })
        .collect();
    rows.sort_by_cached_key(unions::Row::identity);
    unions::batch(&rows)
}

/// The registry's finding, unless a list led nowhere or a union of many has neither units nor
/// members; a community's union may have members who work for nobody.
fn finding(
    context: &Context<'_>,
    union: &union_registry::Row,
    list: &ListOutcome,
    n_reached: usize,
) -> UnionFinding {
    let covers_units = list.n_found > 0 || n_reached > 0;
    let is_empty = list.n_listed == 0
        && route_of(union.kind).is_some()
        && !context
            .with_members
            .contains(union.kept_union_code.as_str());
    // One founded after the period's end covers nothing yet, and that is no fault of its list.
    let is_asked = context.is_alive(union);
    let led_nowhere = is_asked && !covers_units && (list.n_listed > 0 || is_empty);
    match union.finding {
        UnionFinding::Ok if led_nowhere => UnionFinding::CoversNothingFound,
        UnionFinding::Ok
        | UnionFinding::UnitNotFound
        | UnionFinding::UnitDissolved
        | UnionFinding::DuplicateUnion
        | UnionFinding::OutsideRegistries
        | UnionFinding::CoversNothingFound => union.finding,
    }
}

fn evidence(union: &union_registry::Row, list: &ListOutcome, n_reached: usize) -> String {
    let mut sentences = vec![union.evidence.clone()];
    if route_of(union.kind).is_some() {
        let n_listed = list.n_listed;
        sentences.push(format!("列出涵盖单位{n_listed}家，实际覆盖{n_reached}家"));
        for (names, what) in [
            (&list.missing, "未找到"),
            (&list.dissolved, "已终止"),
            (&list.unclear, "待核"),
        ] {
            if !names.is_empty() {
                sentences.push(format!("{what}：{}", shown(names)));
            }
        }
    }
    sentences.join("；")
}

/// The first names, and how many there are where not all are shown.
fn shown(names: &[String]) -> String {
    let first: Vec<&str> = names
        .iter()
        .map(String::as_str)
        .take(NAMES_SHOWN_MAX)
        .collect();
    let first = first.join("、");
    if names.len() > NAMES_SHOWN_MAX {
        format!("{first}等{}家", names.len())
    } else {
        first
    }
}
