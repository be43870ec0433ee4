//! One stage per source: bytes to rows.

use crate::ingest::{SourceSpec, read_source};

use super::super::stage::{Stage, StageError};
use super::super::tables::{Product, TableId};

/// Name of the stage that reads `source`.
pub fn stage_name(source: &str) -> String {
    format!("ingest {source}")
}

pub(crate) fn stages(sources: &[SourceSpec]) -> Vec<Stage<'_>> {
    sources.iter().map(stage_of).collect()
}

fn stage_of(spec: &SourceSpec) -> Stage<'_> {
    let rows = TableId::SourceRows(spec.name.clone());
    let quarantine = TableId::SourceQuarantine(spec.name.clone());
    let sheets = TableId::SourceSheets(spec.name.clone());
    Stage {
        name: stage_name(&spec.name),
        inputs: vec![],
        outputs: vec![rows.clone(), quarantine.clone(), sheets.clone()],
        work: Box::new(move |_, progress| {
            let ingested = read_source(spec, progress).map_err(StageError::Ingest)?;
            Ok(vec![
                (rows.clone(), Product::Table(ingested.rows)),
                (quarantine.clone(), Product::Table(ingested.quarantine)),
                (sheets.clone(), Product::Table(ingested.sheets)),
            ])
        }),
    }
}
