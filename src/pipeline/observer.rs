//! Who watches a run: the command line draws bars or prints lines, tests listen to nothing.

use std::sync::Arc;

use super::scheduler::StageRecord;
use crate::table::{Progress, Silent};

/// Hears of every stage as it starts and ends.
pub trait Observer: Sync {
    /// A source with this many bytes is going to be read by the stage `stage`.
    fn expects(&self, stage: &str, bytes_total: u64);
    /// A stage starts; what it does is told to the progress given back.
    fn started(&self, stage: &str) -> Arc<dyn Progress>;
    /// A stage ended well.
    fn finished(&self, stage: &str, record: &StageRecord);
    /// A stage failed; its error comes out with all others at the end.
    fn failed(&self, stage: &str);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy)]
pub struct Quiet;

impl Observer for Quiet {
    fn expects(&self, _stage: &str, _bytes_total: u64) {}
    fn started(&self, _stage: &str) -> Arc<dyn Progress> {
        Arc::new(Silent)
    }
    fn finished(&self, _stage: &str, _record: &StageRecord) {}
    fn failed(&self, _stage: &str) {}
}
