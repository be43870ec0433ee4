//! Exit codes, decided in one place.

use std::process::ExitCode;

use crate::compare::CompareError;
use crate::pipeline::RunError;
use crate::pipeline::explain_run::ExplainError;
use crate::pipeline::link_job::LinkJobError;
use crate::synth::SynthError;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// Done.
    Done = 0,
    /// A finding named by `--fail-on`.
    Findings = 1,
    /// Usage, or the pipeline file.
    Usage = 2,
    /// Input that could not be read.
    Input = 3,
    /// Our own fault.
    Internal = 4,
    /// Output that could not be written.
    Output = 5,
}

impl Status {
    pub(super) fn of_run(error: &RunError) -> Self {
        match error {
            RunError::Input { .. } => Self::Input,
            RunError::SideFile { .. } | RunError::Previous { .. } => Self::Usage,
            RunError::Stage { .. } | RunError::Schema(_) | RunError::RowsLost { .. } => {
                Self::Internal
            }
            RunError::Output { .. }
            | RunError::Busy { .. }
            | RunError::Table(_)
            | RunError::Ledger(_) => Self::Output,
        }
    }

    pub(super) fn of_compare(error: &CompareError) -> Self {
        match error {
            CompareError::NoRun { .. } => Self::Usage,
            CompareError::Table(_) | CompareError::Schema(_) => Self::Input,
        }
    }

    pub(super) fn of_explain(error: &ExplainError) -> Self {
        match error {
            ExplainError::NoRun { .. }
            | ExplainError::Unknown { .. }
            | ExplainError::Ambiguous { .. }
            | ExplainError::NotScored { .. } => Self::Usage,
            ExplainError::Table(_) | ExplainError::Schema(_) => Self::Input,
        }
    }

    pub(super) fn of_link(error: &LinkJobError) -> Self {
        match error {
            LinkJobError::Unreadable { .. }
            | LinkJobError::Spec { .. }
            | LinkJobError::NoFile { .. }
            | LinkJobError::Model { .. } => Self::Usage,
            LinkJobError::Link(fault) => match fault {
                crate::linkage::LinkFault::Spec(_) | crate::linkage::LinkFault::Model(_) => {
                    Self::Usage
                }
                _ => Self::Input,
            },
            LinkJobError::Csv { .. } | LinkJobError::Known { .. } | LinkJobError::Input(_) => {
                Self::Input
            }
            LinkJobError::Unwritable { .. } | LinkJobError::Output(_) => Self::Output,
        }
    }

    pub(super) fn of_synth(error: &SynthError) -> Self {
        match error {
            SynthError::TooSmall { .. } => Self::Usage,
            SynthError::Unreadable { .. }
            | SynthError::TableUnreadable { .. }
            | SynthError::MissingColumns { .. } => Self::Input,
            SynthError::Unwritable { .. }
            | SynthError::Workbook { .. }
            | SynthError::Table { .. } => Self::Output,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(status as u8)
    }
}
