//! Reporting units, and what belongs to which.
