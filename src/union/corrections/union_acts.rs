//! Unions to close, to merge, to add, and head counts to correct.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::vocabulary::{
    Basis, Cause, Certainty, CorrectionAction, Indicator, MismatchLevel, SubjectKind, UnionFinding,
};
use crate::table::{
    RowIdentity, mismatch_rows, report_mismatches, report_rows, union_registry, union_rows,
};
use crate::union::annual_report::{Line, SystemUnion};

use super::act::{About, Act, Typed};
use super::cures::{Figure, Related};

/// Closes the unions of dissolved units and merges second entries.
pub(super) fn closings_and_merges(
    registry: &[union_registry::Row],
    rows: &[union_rows::Row],
    related: &Related,
) -> Vec<Act> {
    let status: BTreeMap<RowIdentity, Option<&str>> = rows
        .iter()
        .map(|row| (row.identity(), row.status.as_deref()))
        .collect();
    let mut acts = Vec::new();
    for entry in registry {
        let kept = &entry.kept_union_code;
        if !entry.is_kept {
            acts.push(Act {
                action: CorrectionAction::MergeUnions,
                subject_kind: SubjectKind::Union,
                subject: entry.union_code.clone(),
                about: About::union(entry),
                place: Some(entry.identity()),
                fields: vec![Typed::change("union_code", Some(&entry.union_code), kept)],
                certainty: Certainty::Certain,
                evidence: related.evidence_of_cause(&entry.evidence, kept, Cause::Duplicates),
                cures: Vec::new(),
            });
        } else if entry.is_dissolved || entry.finding == UnionFinding::UnitDissolved {
            let old = status.get(&entry.identity()).copied().flatten();
            acts.push(Act {
                action: CorrectionAction::CloseUnion,
                subject_kind: SubjectKind::Union,
                subject: entry.union_code.clone(),
                about: About::union(entry),
                place: Some(entry.identity()),
                fields: vec![Typed::change("status", old, "撤销")],
                certainty: Certainty::Certain,
                evidence: related.evidence_of_cause(&entry.evidence, kept, Cause::UnitDissolved),
                cures: Vec::new(),
            });
        }
    }
    acts
}

/// Adds the unions that the report holds and the system lacks, with all that the report says of them.
pub(super) fn reported_additions(
    mismatches: &[report_mismatches::Row],
    behind: &[mismatch_rows::Row],
    report: &[report_rows::Row],
    reporting_unit: &dyn Fn(&str) -> Option<String>,
) -> Vec<Act> {
    let is_missing = |cause: Cause| cause == Cause::UnitMissingFromSystem;
    let by_identity: BTreeMap<RowIdentity, &report_rows::Row> =
        report.iter().map(|row| (row.identity(), row)).collect();
    let mut stated: BTreeMap<&str, &report_rows::Row> = BTreeMap::new();
    for row in behind.iter().filter(|row| is_missing(row.cause)) {
        if let Some(report_row) = by_identity.get(&row.identity()) {
            stated.entry(&row.unit).or_insert(report_row);
        }
    }
    let mut missing: BTreeMap<&str, Vec<&report_mismatches::Row>> = BTreeMap::new();
    let of_unions = mismatches.iter();
    for mismatch in of_unions.filter(|row| row.level == MismatchLevel::Union) {
        if mismatch.bridge.iter().any(|item| is_missing(item.cause)) {
            missing.entry(&mismatch.unit).or_default().push(mismatch);
        }
    }
    let act = |(unit, mismatches): (&str, Vec<&report_mismatches::Row>)| {
        let stated = stated.get(unit).copied();
        let counts = mismatches.iter().filter_map(|row| {
            let mut items = row.bridge.iter();
            let of_cause = items.find(|item| is_missing(item.cause))?;
            Typed::addition(field_of(row.indicator), Some(of_cause.count.to_string()))
        });
        Act {
            action: CorrectionAction::AddUnion,
            subject_kind: SubjectKind::Union,
            subject: unit.to_owned(),
            about: stated_about(stated, reporting_unit),
            place: None,
            fields: identifying(unit, stated)
                .into_iter()
                .chain(counts)
                .collect(),
            certainty: Certainty::Probable,
            evidence: "年报已填报，组建系统中没有该工会".to_owned(),
            cures: mismatches.iter().map(|row| Figure::of(row).key()).collect(),
        }
    };
    missing.into_iter().map(act).collect()
}

fn stated_about(
    stated: Option<&report_rows::Row>,
    reporting_unit: &dyn Fn(&str) -> Option<String>,
) -> About {
    let Some(row) = stated else {
        return About::default();
    };
    let region = row.region.as_deref();
    About {
        name: row.union_name.clone().or_else(|| row.unit_name.clone()),
        reporting_unit: region.and_then(reporting_unit),
    }
}

/// What names the union to be added; its key alone where the report says no more.
fn identifying(unit: &str, stated: Option<&report_rows::Row>) -> Vec<Typed> {
    let Some(row) = stated else {
        return Typed::addition("unit_name", Some(unit.to_owned()))
            .into_iter()
            .collect();
    };
    let union_name = row.union_name.clone();
    let unit_name = row.unit_name.clone();
    let fields = [
        ("union_code", row.union_code.clone()),
        // A form that names the union alone names its unit by it.
        ("union_name", union_name.clone().or(unit_name.clone())),
        ("unit_name", unit_name.or(union_name)),
        ("unit_code", row.unit_code.clone()),
        ("uscc", row.uscc.clone()),
        ("union_kind", row.union_kind.clone()),
        ("region", row.region.clone()),
    ];
    let mut typed: Vec<Typed> = fields
        .into_iter()
        .filter_map(|(field, new)| Typed::addition(field, new))
        .collect();
    if typed.is_empty() {
        typed.extend(Typed::addition("unit_name", Some(unit.to_owned())));
    }
    typed
}

/// The unions that at least one member row names: their figures are their rosters'.
pub(super) fn rostered_unions(unions: &[SystemUnion]) -> BTreeSet<&str> {
    let is_rostered = |union: &&SystemUnion| {
        let members = union.lines.get(&Indicator::Members);
        members.is_some_and(|line| line.basis == Basis::Persons)
    };
    let rostered = unions.iter().filter(is_rostered);
    rostered.map(|union| union.union_code.as_str()).collect()
}

/// Head counts that the roster contradicts; and, for review only, those from which the report
/// differs without any explanation: which of the two is right, nothing here decides.
pub(super) fn head_counts(
    unions: &[SystemUnion],
    mismatches: &[report_mismatches::Row],
) -> Vec<Act> {
    let mut open: BTreeMap<&str, Vec<&report_mismatches::Row>> = BTreeMap::new();
    for mismatch in mismatches {
        let is_open = mismatch.level == MismatchLevel::Union
            && mismatch.basis == Basis::Counts
            && mismatch
                .bridge
                .iter()
                .all(|item| item.cause == Cause::Unexplained);
        if is_open {
            open.entry(&mismatch.unit).or_default().push(mismatch);
        }
    }
    let mut acts = Vec::new();
    for union in unions {
        let by_roster: Vec<Typed> = union
            .lines
            .iter()
            .filter_map(|(indicator, line)| by_roster(union, *indicator, line))
            .collect();
        let evidence = "会员名册按口径核算的人数与系统人数不符";
        acts.extend(count_act(
            union,
            by_roster,
            (Certainty::Probable, evidence),
            Vec::new(),
        ));
        let differing = open.get(union.union_code.as_str());
        let differing = differing.map_or(&[][..], Vec::as_slice);
        let by_report = differing.iter().filter_map(|row| {
            let (held, reported) = (row.recomputed?, row.reported?);
            Some(typed_count(row.indicator, held, reported))
        });
        let evidence = "年报与系统人数不符，原因待核，请核实后更正";
        let cures = differing.iter().map(|row| Figure::of(row).key());
        acts.extend(count_act(
            union,
            by_report.collect(),
            (Certainty::Review, evidence),
            cures.collect(),
        ));
    }
    acts
}

fn by_roster(union: &SystemUnion, indicator: Indicator, line: &Line) -> Option<Typed> {
    let held = union.head_counts.get(&indicator)?.recomputed?;
    let counted = line.recomputed?;
    let is_proven = line.basis == Basis::Persons && held != counted;
    is_proven.then(|| typed_count(indicator, held, counted))
}

fn typed_count(indicator: Indicator, held: i64, right: i64) -> Typed {
    let (old, new) = (held.to_string(), right.to_string());
    Typed::change(field_of(indicator), Some(&old), &new)
}

/// The indicator and the system's field are one word, but for this one.
fn field_of(indicator: Indicator) -> &'static str {
    match indicator {
        Indicator::CoveredUnits => "n_covered_units",
        Indicator::BaseUnions
        | Indicator::Workers
        | Indicator::FemaleWorkers
        | Indicator::MigrantWorkers
        | Indicator::DispatchedWorkers
        | Indicator::Members
        | Indicator::FemaleMembers
        | Indicator::MigrantMembers
        | Indicator::DispatchedMembers
        | Indicator::NewMembers
        | Indicator::JointUnionMembers => indicator.as_str(),
    }
}

/// What is proven and what is merely asked are two acts: they are not equally sure.
fn count_act(
    union: &SystemUnion,
    fields: Vec<Typed>,
    (certainty, evidence): (Certainty, &str),
    cures: Vec<String>,
) -> Option<Act> {
    (!fields.is_empty()).then(|| Act {
        action: CorrectionAction::CorrectCount,
        subject_kind: SubjectKind::Union,
        subject: union.union_code.clone(),
        about: About {
            name: Some(union.name.clone()),
            reporting_unit: union.reporting_unit.clone(),
        },
        place: Some(union.row.clone()),
        fields,
        certainty,
        evidence: evidence.to_owned(),
        cures,
    })
}
