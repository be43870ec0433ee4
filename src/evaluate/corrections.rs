//! The corrections list, as far as truth can say what belongs on it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::error::EvaluateError;
use super::folder::Folder;
use super::tally::{Line, Tally};
use crate::table::vocabulary::{Cause, Certainty, CorrectionAction, MismatchLevel, UnionFinding};
use crate::table::{report_mismatches, system_corrections, truth};

/// What is said of the corrections.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CorrectionFigures {
    /// Acts by what they do and how sure they are.
    pub acts: Vec<Acts>,
    /// Unions to close, to merge and to add; and the true mismatches that the additions cure.
    pub lines: Vec<Line>,
}

/// Acts of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Acts {
    /// What they do.
    pub action: &'static str,
    /// How many are certain.
    pub certain: u64,
    /// How many are probable.
    pub probable: u64,
    /// How many are for review.
    pub review: u64,
}

pub(super) fn corrections(
    run: &Folder,
    truth: &Folder,
) -> Result<CorrectionFigures, EvaluateError> {
    let batch = run.table(system_corrections::NAME)?;
    let view = run.bound(system_corrections::View::of(&batch))?;
    let mut acts: BTreeMap<CorrectionAction, Acts> = BTreeMap::new();
    let mut subjects: BTreeMap<CorrectionAction, BTreeSet<String>> = BTreeMap::new();
    let mut cured = BTreeSet::new();
    let mut counted = BTreeSet::new();
    for row in 0..view.len() {
        cured.extend(view.cures(row));
        let action = view.action(row);
        let subjects = subjects.entry(action).or_default();
        subjects.insert(view.subject(row).to_owned());
        if action == CorrectionAction::MergeUnions {
            // Truth calls both entries of the pair duplicates.
            subjects.extend(view.new(row).map(str::to_owned));
        }
        if counted.insert(view.correction_id(row)) {
            let acts = acts.entry(action).or_insert(Acts {
                action: action.as_str(),
                certain: 0,
                probable: 0,
                review: 0,
            });
            match view.certainty(row) {
                Certainty::Certain => acts.certain += 1,
                Certainty::Probable => acts.probable += 1,
                Certainty::Review => acts.review += 1,
            }
        }
    }
    let of = |action: CorrectionAction| subjects.get(&action).cloned().unwrap_or_default();
    let closed = of(CorrectionAction::CloseUnion);
    let merged = of(CorrectionAction::MergeUnions);
    let added = of(CorrectionAction::AddUnion);
    let findings = unions_by_finding(truth)?;
    let none = BTreeSet::new();
    let with = |finding| findings.get(&finding).unwrap_or(&none);
    let (mismatches, missing) = mismatches_of_unions(truth)?;
    let reported: BTreeSet<String> = added.intersection(&missing).cloned().collect();
    let lines = [
        (
            "close_union",
            Tally::of_sets(with(UnionFinding::UnitDissolved), &closed),
        ),
        (
            "merge_unions",
            Tally::of_sets(with(UnionFinding::DuplicateUnion), &merged),
        ),
        ("add_union (reported)", Tally::of_sets(&missing, &reported)),
        ("mismatches cured", Tally::of_sets(&mismatches, &cured)),
    ];
    Ok(CorrectionFigures {
        acts: acts.into_values().collect(),
        lines: lines
            .into_iter()
            .map(|(name, tally)| Line::new(name, tally))
            .collect(),
    })
}

fn unions_by_finding(
    truth: &Folder,
) -> Result<BTreeMap<UnionFinding, BTreeSet<String>>, EvaluateError> {
    let batch = truth.table(truth::unions::NAME)?;
    let view = truth.bound(truth::unions::View::of(&batch))?;
    let mut findings: BTreeMap<UnionFinding, BTreeSet<String>> = BTreeMap::new();
    for row in 0..view.len() {
        let codes = findings.entry(view.finding(row)).or_default();
        codes.insert(view.union_code(row).to_owned());
    }
    Ok(findings)
}

/// The true mismatches that typing into the system cures, and the units it lacks: all other causes
/// are faults of the report, or faults of the system that the rules see through.
fn mismatches_of_unions(
    truth: &Folder,
) -> Result<(BTreeSet<String>, BTreeSet<String>), EvaluateError> {
    let batch = truth.table(report_mismatches::NAME)?;
    let view = truth.bound(report_mismatches::View::of(&batch))?;
    let (mut curable, mut missing) = (BTreeSet::new(), BTreeSet::new());
    for row in (0..view.len()).filter(|&row| view.level(row) == MismatchLevel::Union) {
        for item in view.bridge(row) {
            if item.cause == Cause::UnitMissingFromSystem {
                curable.insert(format!("{}/{}", view.unit(row), view.indicator(row)));
                missing.insert(view.unit(row).to_owned());
            }
        }
    }
    Ok((curable, missing))
}
