//! How rooms tell how far they are, without knowing who listens.

/// Receives progress from a running stage; one implementation draws bars, one prints lines.
pub trait Progress: Send + Sync {
    /// `n` more bytes of input were read.
    fn bytes_read(&self, n: u64);
    /// `n` more rows were read or handled.
    fn rows_done(&self, n: u64);
    /// A short word on what is being done now, in the language of the run.
    fn note(&self, text: &str);
}

/// Progress nobody listens to.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Progress for Silent {
    fn bytes_read(&self, _n: u64) {}
    fn rows_done(&self, _n: u64) {}
    fn note(&self, _text: &str) {}
}
