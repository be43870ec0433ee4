//! Records of the transfer office (会籍接转): a file of its own.

use chrono::NaiveDate;

/// One record.
#[derive(Debug, Clone)]
pub(in crate::synth) struct Movement {
    pub(in crate::synth) person: usize,
    pub(in crate::synth) card_no: String,
    /// The union whose record it is.
    pub(in crate::synth) union: usize,
    /// 转出, 转入, 入会.
    pub(in crate::synth) kind: &'static str,
    pub(in crate::synth) on: NaiveDate,
    pub(in crate::synth) from: String,
    pub(in crate::synth) to: String,
}
