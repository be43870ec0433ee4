//! One act of correction, before its mismatches are known.

use crate::table::vocabulary::{Certainty, CorrectionAction, SubjectKind};
use crate::table::{CorrectionId, RowIdentity, enterprises, system_corrections, union_registry};

/// One act: what is done to which subject, and the fields typed for it.
#[derive(Debug, Clone)]
pub(super) struct Act {
    pub(super) action: CorrectionAction,
    pub(super) subject_kind: SubjectKind,
    /// The system's own key.
    pub(super) subject: String,
    /// Whom it is about in words.
    pub(super) about: About,
    /// The system's row; none for what it lacks.
    pub(super) place: Option<RowIdentity>,
    pub(super) fields: Vec<Typed>,
    pub(super) certainty: Certainty,
    pub(super) evidence: String,
    /// `unit/indicator` of the mismatches it removes or lessens.
    pub(super) cures: Vec<String>,
}

/// By what people look a subject up, and whose work the act is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct About {
    /// Name of the enterprise or union; of a member the union's.
    pub(super) name: Option<String>,
    pub(super) reporting_unit: Option<String>,
}

impl About {
    pub(super) fn union(union: &union_registry::Row) -> Self {
        Self {
            name: Some(union.name.clone()),
            reporting_unit: union.reporting_unit.clone(),
        }
    }

    pub(super) fn enterprise(enterprise: &enterprises::Row) -> Self {
        Self {
            name: Some(enterprise.name.clone()),
            reporting_unit: enterprise.reporting_unit.clone(),
        }
    }
}

/// One field typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    pub(super) field: &'static str,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

impl Typed {
    pub(super) fn change(field: &'static str, old: Option<&str>, new: &str) -> Self {
        Self {
            field,
            old: old.map(str::to_owned),
            new: Some(new.to_owned()),
        }
    }

    /// A field of an addition; nothing is typed where nothing is known.
    pub(super) fn addition(field: &'static str, new: Option<String>) -> Option<Self> {
        new.map(|new| Self {
            field,
            old: None,
            new: Some(new),
        })
    }
}

impl Act {
    /// The rows of the act, all under the id hashed from action, subject and, where several rows have
    /// one key, their order: never from a file or row number, so that an act keeps its id.
    pub(super) fn rows(self, ordinal: usize) -> Vec<system_corrections::Row> {
        let kind = self.subject_kind.as_str();
        let ordinal_text = ordinal.to_string();
        let mut parts = vec![self.action.as_str(), kind, &self.subject];
        if ordinal > 0 {
            parts.push(&ordinal_text);
        }
        let correction_id = CorrectionId::of_parts("correction", &parts);
        let place = self.place.as_ref();
        let mut cures = self.cures;
        cures.sort();
        cures.dedup();
        let row = |typed: Typed| system_corrections::Row {
            correction_id,
            action: self.action,
            subject_kind: self.subject_kind,
            subject: self.subject.clone(),
            field: typed.field.to_owned(),
            old: typed.old,
            new: typed.new,
            certainty: self.certainty,
            evidence: self.evidence.clone(),
            cures: cures.clone(),
            source: place.map(|place| place.source.clone()),
            file: place.map(|place| place.file.clone()),
            sheet: place.and_then(|place| place.sheet.clone()),
            row: place.map(|place| place.row),
            reporting_unit: self.about.reporting_unit.clone(),
            subject_name: self.about.name.clone(),
        };
        self.fields.into_iter().map(row).collect()
    }
}
