//! The stage graph: derived from what the pipeline file says there is.
//!
//! One ingest stage per source, one that gathers them, then the rooms in the order of
//! what they read. Each stage is a thin cover over one pure function of a room.

mod enterprise;
mod gather;
mod ingest;
mod members;
mod organising;
mod report;

use crate::enterprise::{FederationArea, LinkSettings, State};
use crate::ingest::SourceSpec;
use crate::pipeline::file::Pipeline;

pub use ingest::stage_name as ingest_stage_name;
pub(crate) use ingest::stages as ingest_stages;

use super::stage::{Outputs, Stage, StageError};
use super::tables::{Product, TableId, Tables};

/// What the stages of one run share, all of it fixed before the first starts.
pub(crate) struct JobContext<'a> {
    /// The checked pipeline file.
    pub pipeline: &'a Pipeline,
    /// Where and for when the federation answers.
    pub area: FederationArea,
    /// Linkage thresholds and a frozen model.
    pub link: LinkSettings,
    /// Entity ids of the previous run.
    pub state: Option<State>,
}

/// The stages of the main job.
pub(crate) fn graph<'a>(context: &'a JobContext<'a>) -> Vec<Stage<'a>> {
    let sources: &[SourceSpec] = &context.pipeline.sources;
    let mut stages = ingest::stages(sources);
    stages.push(gather::stage_of(sources));
    stages.extend(enterprise::stages(context));
    stages.extend(organising::stages(context));
    stages.extend(members::stages(context));
    stages.extend(report::stages(context));
    stages
}

/// A stage over named tables.
fn stage<'a, W>(name: &str, inputs: &[&'static str], outputs: &[&'static str], work: W) -> Stage<'a>
where
    W: Fn(&Tables) -> Result<Outputs, StageError> + Send + Sync + 'a,
{
    let named = |names: &[&'static str]| names.iter().copied().map(TableId::Named).collect();
    Stage {
        name: name.to_owned(),
        inputs: named(inputs),
        outputs: named(outputs),
        work: Box::new(move |tables, _| work(tables)),
    }
}

fn table(name: &'static str, batch: arrow::record_batch::RecordBatch) -> (TableId, Product) {
    (TableId::Named(name), Product::Table(batch))
}
