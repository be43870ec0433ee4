//! Enterprises the system's directory lacks, and unions that only a founded mark speaks of.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::vocabulary::{Certainty, CorrectionAction, SourceKind, SubjectKind};
use crate::table::{EntityId, RowIdentity, crosswalk, enterprise_rows, enterprises, unorganised};

use crate::union::source_names::SourceNames;

use super::act::{About, Act, Typed};

/// What the acts on enterprises are made of.
pub(super) struct Directory<'a> {
    pub(super) enterprises: &'a [enterprises::Row],
    pub(super) unorganised: &'a [unorganised::Row],
    pub(super) rows: &'a [enterprise_rows::Row],
    pub(super) entity_of: &'a BTreeMap<RowIdentity, EntityId>,
    pub(super) names: &'a SourceNames,
}

/// Which entity each row names.
pub(super) fn entities_by_row(crosswalk: &[crosswalk::Row]) -> BTreeMap<RowIdentity, EntityId> {
    let named = crosswalk.iter();
    named
        .filter_map(|row| Some((row.identity(), row.entity_id?)))
        .collect()
}

/// Adds in-scope enterprises that no row of the directory names; without a directory nothing is
/// known to be absent from it.
pub(super) fn enterprise_additions(directory: &Directory<'_>) -> Vec<Act> {
    let rows = directory
        .rows
        .iter()
        .filter(|row| row.kind == SourceKind::Directory);
    let listed: Vec<Option<EntityId>> = rows
        .map(|row| directory.entity_of.get(&row.identity()).copied())
        .collect();
    if listed.is_empty() {
        return Vec::new();
    }
    let listed: BTreeSet<EntityId> = listed.into_iter().flatten().collect();
    let enterprises = directory.enterprises.iter();
    let absent = enterprises.filter(|row| row.in_scope && !listed.contains(&row.entity_id));
    // The union system's own sources bear out nothing that is absent from it.
    let registries: BTreeSet<&str> = directory
        .rows
        .iter()
        .filter(|row| row.kind == SourceKind::Enterprises)
        .map(|row| row.source.as_str())
        .collect();
    let act = |row: &enterprises::Row| {
        let sources = || row.sources.iter().map(String::as_str);
        let mut bearing_out: Vec<&str> = sources()
            .filter(|source| registries.contains(source))
            .collect();
        if bearing_out.is_empty() {
            bearing_out.extend(sources());
        }
        enterprise_addition(row, &directory.names.enumerated(bearing_out))
    };
    absent.map(act).collect()
}

fn enterprise_addition(row: &enterprises::Row, sources: &str) -> Act {
    /// Below this the rows of the entity are not surely one enterprise.
    const CONFIDENCE_MIN: f64 = 0.95;
    let fields = [
        ("name", Some(row.name.clone())),
        ("uscc", row.uscc.clone()),
        ("org_code", row.org_code.clone()),
        ("region", row.region_code.clone()),
        ("township", row.township.clone()),
        ("address", row.address.clone()),
        ("legal_representative", row.legal_representative.clone()),
        ("phone", row.phone.clone()),
        ("industry", row.industry_code.clone()),
        ("workers", row.workers.map(|count| count.to_string())),
        (
            "migrant_workers",
            row.migrant_workers.map(|count| count.to_string()),
        ),
    ];
    let is_sure = row.uscc.is_some() && row.confidence >= CONFIDENCE_MIN;
    Act {
        action: CorrectionAction::AddEnterprise,
        subject_kind: SubjectKind::Enterprise,
        subject: addition_subject(row),
        about: About::enterprise(row),
        place: None,
        fields: fields
            .into_iter()
            .filter_map(|(field, new)| Typed::addition(field, new))
            .collect(),
        certainty: if is_sure {
            Certainty::Certain
        } else {
            Certainty::Probable
        },
        evidence: format!("据{sources}，组建系统企业名录中没有"),
        cures: Vec::new(),
    }
}

/// The credit code, else the entity id.
fn addition_subject(row: &enterprises::Row) -> String {
    match &row.uscc {
        Some(uscc) => uscc.clone(),
        None => row.entity_id.to_string(),
    }
}

/// Adds, for review, the unions of unorganised enterprises that some row marks as founded.
pub(super) fn marked_additions(directory: &Directory<'_>) -> Vec<Act> {
    let unorganised: BTreeSet<EntityId> = directory
        .unorganised
        .iter()
        .map(|row| row.entity_id)
        .collect();
    let mut marks: BTreeMap<EntityId, Vec<&enterprise_rows::Row>> = BTreeMap::new();
    for row in directory
        .rows
        .iter()
        .filter(|row| row.has_union == Some(true))
    {
        if let Some(entity) = directory.entity_of.get(&row.identity()) {
            marks.entry(*entity).or_default().push(row);
        }
    }
    let enterprises = directory.enterprises.iter();
    let marked = enterprises.filter(|row| unorganised.contains(&row.entity_id));
    let act = |row: &enterprises::Row| {
        let marks = marks.get(&row.entity_id)?;
        let founded_on = marks.iter().filter_map(|mark| mark.organised_on).min();
        let sources = marks.iter().map(|mark| mark.source.as_str());
        let sources = directory.names.enumerated(sources);
        let fields = [
            ("unit_name", Some(row.name.clone())),
            ("uscc", row.uscc.clone()),
            ("founded_on", founded_on.map(|date| date.to_string())),
        ];
        Some(Act {
            action: CorrectionAction::AddUnion,
            subject_kind: SubjectKind::Union,
            subject: addition_subject(row),
            about: About::enterprise(row),
            place: None,
            fields: fields
                .into_iter()
                .filter_map(|(field, new)| Typed::addition(field, new))
                .collect(),
            certainty: Certainty::Review,
            evidence: format!("{sources}标注已建会，组建系统中没有该工会"),
            cures: Vec::new(),
        })
    };
    marked.filter_map(act).collect()
}
