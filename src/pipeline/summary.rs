//! The figures of one screen: what a run found.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::manifest::Conservation;
use super::tables::Tables;
use crate::table::vocabulary::{Cause, MismatchLevel};
use crate::table::{
    SchemaFault, enterprises, member_duplicates, report_mismatches, targets, unorganised,
};

/// The figures of the screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Per source.
    pub sources: Vec<SourceFigures>,
    /// Optional sources of which nothing was there.
    pub absent_sources: Vec<String>,
    /// Entities by status.
    pub entities: BTreeMap<String, u64>,
    /// Entities in the scope of the unorganised ledger.
    pub in_scope: u64,
    /// Enterprises without a union, by certainty.
    pub unorganised: BTreeMap<String, u64>,
    /// Groups of duplicate member rows, by kind.
    pub duplicate_groups: BTreeMap<String, u64>,
    /// Differences of report and system, by level.
    pub mismatches: BTreeMap<String, MismatchFigures>,
    /// Targets by whether they are met.
    pub targets: BTreeMap<String, u64>,
}

/// Rows of one source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFigures {
    /// Its name.
    pub name: String,
    /// Rows read, furniture included.
    pub read: u64,
    /// Rows that became data.
    pub accepted: u64,
    /// Rows set aside.
    pub quarantined: u64,
}

/// Differences at one level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MismatchFigures {
    /// Unit × indicator with a difference.
    pub count: u64,
    /// Unexplained part of the sum of absolute differences, 0..=1; null without a difference.
    pub unexplained_share: Option<f64>,
}

/// Counts the finished tables.
pub(super) fn summarise(
    tables: &Tables,
    conservation: &BTreeMap<String, Conservation>,
    absent_sources: Vec<String>,
) -> Result<Summary, SchemaFault> {
    let enterprises = enterprises::View::of(tables.named(enterprises::NAME))?;
    let unorganised = unorganised::View::of(tables.named(unorganised::NAME))?;
    let targets = targets::View::of(tables.named(targets::NAME))?;
    Ok(Summary {
        sources: conservation
            .iter()
            .map(|(name, counts)| SourceFigures {
                name: name.clone(),
                read: counts.read,
                accepted: counts.accepted,
                quarantined: counts.quarantined,
            })
            .collect(),
        absent_sources,
        entities: count((0..enterprises.len()).map(|row| enterprises.status(row).as_str())),
        in_scope: (0..enterprises.len())
            .filter(|&row| enterprises.in_scope(row))
            .count() as u64,
        unorganised: count((0..unorganised.len()).map(|row| unorganised.certainty(row).as_str())),
        duplicate_groups: duplicate_groups(tables)?,
        mismatches: mismatches(tables)?,
        targets: count((0..targets.len()).map(|row| targets.met(row).as_str())),
    })
}

fn count<'a>(words: impl Iterator<Item = &'a str>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

fn duplicate_groups(tables: &Tables) -> Result<BTreeMap<String, u64>, SchemaFault> {
    let duplicates = member_duplicates::View::of(tables.named(member_duplicates::NAME))?;
    let groups: BTreeSet<_> = (0..duplicates.len())
        .map(|row| (duplicates.group_id(row), duplicates.kind(row).as_str()))
        .collect();
    Ok(count(groups.into_iter().map(|(_, kind)| kind)))
}

fn mismatches(tables: &Tables) -> Result<BTreeMap<String, MismatchFigures>, SchemaFault> {
    let mismatches = report_mismatches::View::of(tables.named(report_mismatches::NAME))?;
    let mut figures = BTreeMap::new();
    for &level in MismatchLevel::ALL {
        let rows: Vec<usize> = (0..mismatches.len())
            .filter(|&row| mismatches.level(row) == level)
            .collect();
        let whole: u64 = rows
            .iter()
            .map(|&row| mismatches.difference(row).unsigned_abs())
            .sum();
        let unexplained: u64 = rows
            .iter()
            .flat_map(|&row| mismatches.bridge(row))
            .filter(|item| item.cause == Cause::Unexplained)
            .map(|item| item.count.unsigned_abs())
            .sum();
        let figure = MismatchFigures {
            count: rows.len() as u64,
            unexplained_share: (whole > 0).then(|| unexplained as f64 / whole as f64),
        };
        figures.insert(level.as_str().to_owned(), figure);
    }
    Ok(figures)
}
