//! Why a run gave nothing.

use std::path::PathBuf;

use crate::ingest::IngestError;
use crate::pipeline::file::FileFault;
use crate::pipeline::stage::StageError;
use crate::publish::PublishError;
use crate::table::SchemaFault;
use crate::table::stored::StoredFault;

/// Why a run gave nothing; the earlier run is untouched in every case.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// Inputs that are not there or cannot be read, all of them.
    #[error("the input could not be read")]
    Input {
        /// Files named in the pipeline that are not there.
        missing: Vec<FileFault>,
        /// Everything else.
        faults: Vec<IngestError>,
    },
    /// A file that is no source, such as the model, cannot be used.
    #[error("{path}: cannot be used", path = path.display())]
    SideFile {
        /// Which file.
        path: PathBuf,
        /// The system's or the format's words.
        #[source]
        cause: std::io::Error,
    },
    /// The run named by `--previous` is not there or is no run.
    #[error("the previous run `{name}` cannot be read")]
    Previous {
        /// As named.
        name: String,
        /// Why.
        #[source]
        cause: Box<StoredFault>,
    },
    /// A stage failed by our own fault.
    #[error("stage `{stage}` failed")]
    Stage {
        /// Which stage.
        stage: String,
        /// Why.
        #[source]
        cause: StageError,
    },
    /// A finished table has the wrong shape: our own fault.
    #[error("a finished table has the wrong shape")]
    Schema(#[from] SchemaFault),
    /// Rows were lost: our own fault, and a promise broken.
    #[error("source `{source_name}`: {read} rows were read but {accounted} are accounted for")]
    RowsLost {
        /// Which source.
        source_name: String,
        /// Rows read.
        read: u64,
        /// Rows accepted, quarantined or furniture.
        accounted: u64,
    },
    /// The output folder cannot be written.
    #[error("{path}: cannot be written", path = path.display())]
    Output {
        /// Which file or folder.
        path: PathBuf,
        /// The system's words.
        #[source]
        cause: std::io::Error,
    },
    /// A table cannot be written.
    #[error("a table cannot be written")]
    Table(#[from] StoredFault),
    /// A ledger cannot be written.
    #[error("a ledger cannot be written")]
    Ledger(#[from] PublishError),
}
