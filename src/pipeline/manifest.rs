//! `manifest.json`: what a run read, did and found. The only place where times live.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::scheduler::StageRecord;
use super::summary::Summary;
use crate::enterprise::LinkageReport;
use crate::table::{SchemaFault, sheets_read};

/// The whole manifest.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    /// Format version.
    pub version: String,
    /// Version of the program: another one may judge the same rows otherwise.
    #[serde(default)]
    pub program: String,
    /// Every input file.
    pub inputs: Vec<InputFile>,
    /// Hash of the parsed pipeline, sources sorted.
    pub pipeline_blake3: String,
    /// Hash of the state the run began from; null when it began from none.
    pub state_blake3: Option<String>,
    /// The stages that ran.
    pub stages: Vec<StageEntry>,
    /// What became of every row, per source.
    pub conservation: BTreeMap<String, Conservation>,
    /// Sheets that were not read, and why.
    pub skipped_sheets: Vec<SkippedSheet>,
    /// Candidate pairs per rule, unused grams, the model.
    pub linkage: serde_json::Value,
    /// The figures of the screen.
    pub summary: Summary,
}

/// One input file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    /// As written in the pipeline file.
    pub path: String,
    /// Size.
    pub bytes: u64,
    /// Hash of the content.
    pub blake3: String,
}

/// One stage that ran.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StageEntry {
    /// Its name.
    pub name: String,
    /// Rows of its inputs.
    pub rows_in: u64,
    /// Rows of its outputs.
    pub rows_out: u64,
    /// Wall time.
    pub seconds: f64,
    /// Whether an earlier result was taken; no stage is kept between runs yet.
    pub reused: bool,
}

impl StageEntry {
    pub(super) fn of(record: &StageRecord) -> Self {
        Self {
            name: record.name.clone(),
            rows_in: record.rows_in as u64,
            rows_out: record.rows_out as u64,
            seconds: record.elapsed_s,
            reused: false,
        }
    }
}

/// What became of the rows of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conservation {
    /// Rows 1 to the last non-empty row of every sheet read.
    pub read: u64,
    /// Rows that became data.
    pub accepted: u64,
    /// Rows that cannot be identified.
    pub quarantined: u64,
    /// Rows that are no data, by kind.
    pub furniture: BTreeMap<String, u64>,
}

impl Conservation {
    /// Whether every row read is accounted for.
    pub fn balances(&self) -> bool {
        self.read == self.accounted()
    }

    /// Rows accepted, set aside or recognised as no data.
    pub fn accounted(&self) -> u64 {
        self.accepted + self.quarantined + self.furniture.values().sum::<u64>()
    }
}

/// A sheet that was not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedSheet {
    /// Source name.
    pub source: String,
    /// File as written.
    pub file: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// Why.
    pub reason: String,
}

/// The conservation table per source, and the sheets skipped.
pub(super) fn conservation(
    sheets: &arrow::record_batch::RecordBatch,
) -> Result<(BTreeMap<String, Conservation>, Vec<SkippedSheet>), SchemaFault> {
    let mut per_source: BTreeMap<String, Conservation> = BTreeMap::new();
    let mut skipped = Vec::new();
    for row in sheets_read::View::of(sheets)?.to_rows() {
        let source = per_source.entry(row.source.clone()).or_default();
        source.read += u64::from(row.read);
        source.accepted += u64::from(row.accepted);
        source.quarantined += u64::from(row.quarantined);
        let furniture = [
            ("title", row.title),
            ("unit", row.unit),
            ("header", row.header),
            ("section", row.section),
            ("placeholder", row.placeholder),
            ("total", row.total),
            ("note", row.note),
            ("blank", row.blank),
        ];
        for (kind, count) in furniture {
            *source.furniture.entry(kind.to_owned()).or_default() += u64::from(count);
        }
        if let Some(reason) = row.skipped_reason {
            skipped.push(SkippedSheet {
                source: row.source,
                file: row.file,
                sheet: row.sheet,
                reason,
            });
        }
    }
    Ok((per_source, skipped))
}

/// The linkage report as the manifest shows it.
pub(super) fn linkage_value(report: Option<&LinkageReport>) -> serde_json::Value {
    report.map_or(serde_json::Value::Null, |report| {
        serde_json::to_value(report).expect("the report holds nothing that JSON cannot say")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_row_is_noticed() {
        let mut conservation = Conservation {
            read: 3,
            accepted: 1,
            quarantined: 1,
            furniture: BTreeMap::from([("header".to_owned(), 1)]),
        };
        assert!(conservation.balances());
        conservation.read += 1;
        assert!(!conservation.balances());
    }
}
