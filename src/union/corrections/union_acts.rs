//! Unions to close, to merge, to add, and head counts to correct.

use std::collections::{BTreeMap, BTreeSet};

use crate::table::vocabulary::{
    Basis, Cause, Certainty, CorrectionAction, Indicator, MismatchLevel, SubjectKind, UnionFinding,
};
use crate::table::{RowIdentity, report_mismatches, union_registry, union_rows};
use crate::union::annual_report::SystemUnion;

use super::act::{Act, Typed};
use super::cures::{Cures, name};

/// Closes the unions of dissolved units and merges second entries.
pub(super) fn closings_and_merges(
    registry: &[union_registry::Row],
    rows: &[union_rows::Row],
    cures: &Cures,
) -> Vec<Act> {
    let status: BTreeMap<RowIdentity, Option<&str>> = rows
        .iter()
        .map(|row| (row.identity(), row.status.as_deref()))
        .collect();
    let mut acts = Vec::new();
    for entry in registry {
        let kept = &entry.kept_union_code;
        if !entry.is_kept {
            let mut cured = cures.of_row(&entry.identity());
            cured.extend(cures.of_cause(kept, Cause::Duplicates));
            acts.push(Act {
                action: CorrectionAction::MergeUnions,
                subject_kind: SubjectKind::Union,
                subject: entry.union_code.clone(),
                fields: vec![Typed::change("union_code", Some(&entry.union_code), kept)],
                certainty: Certainty::Certain,
                evidence: entry.evidence.clone(),
                cures: cured,
            });
        } else if entry.is_dissolved || entry.finding == UnionFinding::UnitDissolved {
            let old = status.get(&entry.identity()).copied().flatten();
            let mut cured = cures.of_row(&entry.identity());
            cured.extend(cures.of_cause(kept, Cause::UnitDissolved));
            acts.push(Act {
                action: CorrectionAction::CloseUnion,
                subject_kind: SubjectKind::Union,
                subject: entry.union_code.clone(),
                fields: vec![Typed::change("status", old, "撤销")],
                certainty: Certainty::Certain,
                evidence: entry.evidence.clone(),
                cures: cured,
            });
        }
    }
    acts
}

/// Adds the unions that the report holds and the system lacks.
pub(super) fn reported_additions(mismatches: &[report_mismatches::Row]) -> Vec<Act> {
    let mut missing: BTreeMap<&str, Vec<&report_mismatches::Row>> = BTreeMap::new();
    for mismatch in mismatches
        .iter()
        .filter(|row| row.level == MismatchLevel::Union)
    {
        let is_missing = |cause: Cause| cause == Cause::UnitMissingFromSystem;
        if mismatch.bridge.iter().any(|item| is_missing(item.cause)) {
            missing.entry(&mismatch.unit).or_default().push(mismatch);
        }
    }
    let act = |(unit, mismatches): (&str, Vec<&report_mismatches::Row>)| {
        let counts = mismatches.iter().filter_map(|row| {
            let of_cause = row
                .bridge
                .iter()
                .find(|item| item.cause == Cause::UnitMissingFromSystem);
            Typed::addition(
                row.indicator.as_str(),
                of_cause.map(|item| item.count.to_string()),
            )
        });
        let unit_field = Typed::addition("unit_name", Some(unit.to_owned()));
        Act {
            action: CorrectionAction::AddUnion,
            subject_kind: SubjectKind::Union,
            subject: unit.to_owned(),
            fields: unit_field.into_iter().chain(counts).collect(),
            certainty: Certainty::Probable,
            evidence: "年报已填报，组建系统中没有该工会".to_owned(),
            cures: mismatches
                .iter()
                .map(|row| name(&row.unit, row.indicator))
                .collect(),
        }
    };
    missing.into_iter().map(act).collect()
}

/// Head counts that the roster contradicts; and, for review only, those from which the report
/// differs without any explanation: which of the two is right, nothing here decides.
pub(super) fn head_counts(
    unions: &[SystemUnion],
    mismatches: &[report_mismatches::Row],
) -> Vec<Act> {
    let mut acts = Vec::new();
    let mut decided: BTreeSet<(&str, Indicator)> = BTreeSet::new();
    for union in unions {
        for (indicator, line) in &union.lines {
            let held = union
                .head_counts
                .get(indicator)
                .and_then(|line| line.recomputed);
            let (Basis::Persons, Some(held), Some(counted)) = (line.basis, held, line.recomputed)
            else {
                continue;
            };
            decided.insert((&union.union_code, *indicator));
            if held != counted {
                let evidence = "会员名册按口径核算的人数与系统人数不符";
                let figures = (held, counted);
                let act = count_act(&union.union_code, *indicator, figures, evidence);
                acts.push((Certainty::Probable, act));
            }
        }
    }
    for mismatch in mismatches
        .iter()
        .filter(|row| row.level == MismatchLevel::Union)
    {
        let (Some(held), Some(reported)) = (mismatch.recomputed, mismatch.reported) else {
            continue;
        };
        let is_open = mismatch
            .bridge
            .iter()
            .all(|item| item.cause == Cause::Unexplained);
        if is_open && !decided.contains(&(mismatch.unit.as_str(), mismatch.indicator)) {
            let evidence = "年报与系统人数不符，原因待核，请核实后更正";
            let act = count_act(
                &mismatch.unit,
                mismatch.indicator,
                (held, reported),
                evidence,
            );
            acts.push((Certainty::Review, act));
        }
    }
    gather(acts, mismatches)
}

fn count_act(
    unit: &str,
    indicator: Indicator,
    (old, new): (i64, i64),
    evidence: &str,
) -> (String, Indicator, Typed, String) {
    // The indicator and the system's field are one word, but for this one.
    let field = if indicator == Indicator::CoveredUnits {
        "n_covered_units"
    } else {
        indicator.as_str()
    };
    let typed = Typed::change(field, Some(&old.to_string()), &new.to_string());
    (unit.to_owned(), indicator, typed, evidence.to_owned())
}

type Count = (Certainty, (String, Indicator, Typed, String));

/// One act per union: its least certain count decides how sure the act is.
fn gather(counts: Vec<Count>, mismatches: &[report_mismatches::Row]) -> Vec<Act> {
    let differing: BTreeSet<(&str, Indicator)> = mismatches
        .iter()
        .map(|row| (row.unit.as_str(), row.indicator))
        .collect();
    let mut acts: BTreeMap<String, Act> = BTreeMap::new();
    for (certainty, (unit, indicator, typed, evidence)) in counts {
        let act = acts.entry(unit.clone()).or_insert_with(|| Act {
            action: CorrectionAction::CorrectCount,
            subject_kind: SubjectKind::Union,
            subject: unit.clone(),
            fields: Vec::new(),
            certainty,
            evidence: evidence.clone(),
            cures: Vec::new(),
        });
        act.fields.push(typed);
        if certainty > act.certainty {
            act.certainty = certainty;
            act.evidence = evidence;
        }
        if differing.contains(&(unit.as_str(), indicator)) {
            act.cures.push(name(&unit, indicator));
        }
    }
    acts.into_values().collect()
}
