//! Names, codes and founded marks of the system's directory that contradict the golden record.

use std::collections::{BTreeMap, BTreeSet};

use crate::standard::mask_identities;
use crate::table::vocabulary::{Certainty, CorrectionAction, Route, SourceKind, SubjectKind};
use crate::table::{EntityId, coverage, enterprise_rows, enterprises};

use super::act::{About, Act, Typed};
use super::enterprise_acts::Directory;
use super::right_code::{CodeColumns, RightCodes};
use super::right_name::Spellings;

/// Corrects the directory's rows, field by field.
pub(super) fn directory_corrections(
    directory: &Directory<'_>,
    coverage: &[coverage::Row],
) -> Vec<Act> {
    let golden: BTreeMap<EntityId, &enterprises::Row> = directory
        .enterprises
        .iter()
        .map(|row| (row.entity_id, row))
        .collect();
    let listed = || {
        let rows = directory.rows.iter();
        rows.filter(|row| row.kind == SourceKind::Directory)
    };
    let listed_entities: BTreeSet<EntityId> = listed()
        .filter_map(|row| directory.entity_of.get(&row.identity()).copied())
        .collect();
    let evidence = Evidence {
        directory,
        witnesses: witnesses(directory, &listed_entities),
        organised: organised(coverage),
        columns: CodeColumns::of(listed()),
    };
    let mut acts = Vec::new();
    for row in listed() {
        let entity = directory.entity_of.get(&row.identity());
        let golden = entity.and_then(|entity| golden.get(entity).copied());
        // What only the system knows has nothing to be corrected from.
        let Some(golden) = golden.filter(|golden| golden.sources.len() > 1) else {
            continue;
        };
        let Some(subject) = subject(row) else {
            continue;
        };
        let proven = evidence.of_row(row, golden);
        if !proven.is_empty() {
            let (fields, reasons): (Vec<Vec<Typed>>, Vec<String>) = proven.into_iter().unzip();
            acts.push(Act {
                action: CorrectionAction::CorrectField,
                subject_kind: SubjectKind::Enterprise,
                subject,
                about: About {
                    // The system's own name is the one to look for in it.
                    name: row.name.clone().or_else(|| Some(golden.name.clone())),
                    reporting_unit: golden.reporting_unit.clone(),
                },
                place: Some(row.identity()),
                fields: fields.into_iter().flatten().collect(),
                certainty: Certainty::Probable,
                evidence: reasons.join("；"),
                cures: Vec::new(),
            });
        }
    }
    acts
}

/// Entities that surely have a union of their own.
fn organised(coverage: &[coverage::Row]) -> BTreeMap<EntityId, &str> {
    let own = coverage
        .iter()
        .filter(|row| row.route == Route::Own && row.certainty == Certainty::Certain);
    own.map(|row| (row.entity_id, row.union_code.as_str()))
        .collect()
}

/// The registries' rows of each of `entities`.
fn witnesses<'a>(
    directory: &Directory<'a>,
    entities: &BTreeSet<EntityId>,
) -> BTreeMap<EntityId, Vec<&'a enterprise_rows::Row>> {
    let mut witnesses: BTreeMap<EntityId, Vec<&enterprise_rows::Row>> = BTreeMap::new();
    for row in directory.rows {
        if row.kind == SourceKind::Enterprises {
            let entity = directory.entity_of.get(&row.identity());
            if let Some(entity) = entity.filter(|entity| entities.contains(entity)) {
                witnesses.entry(*entity).or_default().push(row);
            }
        }
    }
    witnesses
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

/// What contradicts the directory.
struct Evidence<'a> {
    directory: &'a Directory<'a>,
    witnesses: BTreeMap<EntityId, Vec<&'a enterprise_rows::Row>>,
    /// The union of each entity that has one of its own.
    organised: BTreeMap<EntityId, &'a str>,
    columns: CodeColumns<'a>,
}

impl Evidence<'_> {
    /// The fields to type, each with what speaks for it.
    fn of_row(
        &self,
        row: &enterprise_rows::Row,
        golden: &enterprises::Row,
    ) -> Vec<(Vec<Typed>, String)> {
        let witnesses = self.witnesses.get(&golden.entity_id);
        let witnesses = witnesses.map_or(&[][..], Vec::as_slice);
        let proven = [
            self.name(row, witnesses),
            self.codes(row, golden, witnesses),
            self.founded_mark(row, golden.entity_id),
        ];
        proven.into_iter().flatten().collect()
    }

    fn name(
        &self,
        row: &enterprise_rows::Row,
        witnesses: &[&enterprise_rows::Row],
    ) -> Option<(Vec<Typed>, String)> {
        let written = row.name.as_deref()?;
        let right = Spellings::of(witnesses).right_name(written)?;
        let typed = Typed::change("name", Some(written), &right.name);
        let sources = right.sources.iter().map(String::as_str);
        let sources = self.directory.names.enumerated(sources);
        let reason = match right.is_renaming {
            true => format!("企业名称据{sources}，系统中的名称是其曾用名"),
            false => format!("企业名称据{sources}"),
        };
        Some((vec![typed], reason))
    }

    fn codes(
        &self,
        row: &enterprise_rows::Row,
        golden: &enterprises::Row,
        witnesses: &[&enterprise_rows::Row],
    ) -> Option<(Vec<Typed>, String)> {
        let typed = self.columns.corrections(row, golden);
        let right = RightCodes::of(golden);
        let holding = witnesses.iter().filter(|witness| {
            let codes = [
                &witness.uscc,
                &witness.tax_id,
                &witness.org_code,
                &witness.code,
            ];
            codes.into_iter().flatten().any(|code| right.holds(code))
        });
        let mut sources: BTreeSet<&str> = holding.map(|witness| witness.source.as_str()).collect();
        // A code that the system's union organisations alone hold, or that was mended, stands in no
        // registry's row.
        let golden_codes = golden.provenance.iter().filter(|value| {
            matches!(value.field.as_str(), "uscc" | "org_code") && value.source != row.source
        });
        sources.extend(golden_codes.map(|value| value.source.as_str()));
        if typed.is_empty() || sources.is_empty() {
            return None;
        }
        let reason = format!("代码据{}", self.directory.names.enumerated(sources));
        Some((typed, reason))
    }

    fn founded_mark(
        &self,
        row: &enterprise_rows::Row,
        entity: EntityId,
    ) -> Option<(Vec<Typed>, String)> {
        let union = self.organised.get(&entity)?;
        (row.has_union == Some(false)).then(|| {
            let typed = Typed::change("has_union", Some("否"), "是");
            (vec![typed], format!("组建系统中已有该单位工会（{union}）"))
        })
    }
}
