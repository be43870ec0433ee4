//! One node of the stage graph: products in, products out, nothing else.

use crate::ingest::IngestError;
use crate::table::bridge::BridgeFault;
use crate::table::{Progress, SchemaFault};

use super::tables::{Product, TableId, Tables};

/// Why a stage could not go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StageError {
    /// A source could not be read; every fault of it.
    #[error("a source could not be read")]
    Ingest(Vec<IngestError>),
    /// A table is not what the stage takes it for: our own fault.
    #[error("a table between stages has the wrong shape")]
    Schema(#[from] SchemaFault),
    /// A table could not cross to polars or back: our own fault.
    #[error("a table could not be combined")]
    Bridge(#[from] BridgeFault),
}

/// What a stage leaves behind.
pub(crate) type Outputs = Vec<(TableId, Product)>;

/// The work of a stage: a pure function of its inputs.
pub(crate) type Work<'a> =
    Box<dyn Fn(&Tables, &dyn Progress) -> Result<Outputs, StageError> + Send + Sync + 'a>;

/// One node of the stage graph; when, where and whether it runs is the scheduler's business.
pub(crate) struct Stage<'a> {
    /// Its name, unique in the graph.
    pub name: String,
    /// What it reads.
    pub inputs: Vec<TableId>,
    /// What it writes.
    pub outputs: Vec<TableId>,
    /// What it does.
    pub work: Work<'a>,
}

impl Stage<'_> {
    /// The same stage, reading one product more.
    pub(crate) fn reading(mut self, id: TableId) -> Self {
        self.inputs.push(id);
        self
    }
}
