//! The room from rows to tables, on rows small enough to read.
