//! Names, codes and founded marks of the system's directory that contradict the golden record.

use std::collections::{BTreeMap, BTreeSet};

use crate::standard::mask_identities;
use crate::table::vocabulary::{Certainty, CorrectionAction, Route, SourceKind, SubjectKind};
use crate::table::{EntityId, RowIdentity, coverage, enterprise_rows, enterprises};
use crate::union::annual_report::code_key;

use super::act::{Act, Typed};
use super::right_name::Spellings;

/// Corrects the directory's rows, field by field.
pub(super) fn directory_corrections(
    enterprises: &[enterprises::Row],
    rows: &[enterprise_rows::Row],
    coverage: &[coverage::Row],
    entity_of: &BTreeMap<RowIdentity, EntityId>,
) -> Vec<Act> {
    let golden: BTreeMap<EntityId, &enterprises::Row> =
        enterprises.iter().map(|row| (row.entity_id, row)).collect();
    let own = coverage.iter();
    let own: BTreeSet<EntityId> = own
        .filter(|row| row.route == Route::Own && row.certainty == Certainty::Certain)
        .map(|row| row.entity_id)
        .collect();
    let spellings = Spellings::of(rows, entity_of);
    let mut acts = Vec::new();
    for row in rows.iter().filter(|row| row.kind == SourceKind::Directory) {
        let entity = entity_of.get(&row.identity());
        let golden = entity.and_then(|entity| golden.get(entity).copied());
        // What only the system knows has nothing to be corrected from.
        let Some(golden) = golden.filter(|golden| golden.sources.len() > 1) else {
            continue;
        };
        let Some(subject) = subject(row) else {
            continue;
        };
        let mut fields = Vec::new();
        fields.extend(name_field(row, golden.entity_id, &spellings));
        fields.extend(code_field(row, golden));
        if row.has_union == Some(false) && own.contains(&golden.entity_id) {
            fields.push(Typed::change("has_union", Some("否"), "是"));
        }
        if !fields.is_empty() {
            acts.push(Act {
                action: CorrectionAction::CorrectField,
                subject_kind: SubjectKind::Enterprise,
                subject,
                place: Some(row.identity()),
                fields,
                certainty: Certainty::Probable,
                evidence: format!("与{}核对不符", golden.sources.join("、")),
                cures: Vec::new(),
            });
        }
    }
    acts
}

/// The unit code, else whatever code the row holds, else its name.
fn subject(row: &enterprise_rows::Row) -> Option<String> {
    let keys = [
        &row.unit_code,
        &row.uscc,
        &row.org_code,
        &row.registration_no,
        &row.code,
        &row.name,
    ];
    let written = keys.into_iter().flatten().map(|key| key.trim());
    let mut written = written.filter(|key| !key.is_empty());
    written.next().map(|key| mask_identities(key).into_owned())
}

fn name_field(
    row: &enterprise_rows::Row,
    entity: EntityId,
    spellings: &Spellings,
) -> Option<Typed> {
    let written = row.name.as_deref()?;
    let right = spellings.right_name(entity, written)?;
    Some(Typed::change("name", Some(written), &right))
}

fn code_field(row: &enterprise_rows::Row, golden: &enterprises::Row) -> Option<Typed> {
    let right = golden.uscc.as_deref()?;
    let cells = [
        &row.uscc,
        &row.tax_id,
        &row.org_code,
        &row.unit_code,
        &row.code,
    ];
    let written: Vec<&str> = cells.into_iter().flatten().map(String::as_str).collect();
    let embedded = golden.org_code.as_deref();
    let agrees = |cell: &&str| {
        let cell = code_key(cell);
        cell == code_key(right) || cell == embedded.and_then(code_key)
    };
    if written.iter().any(agrees) {
        return None;
    }
    Some(Typed::change("uscc", row.uscc.as_deref(), right))
}
