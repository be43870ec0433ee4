//! The targets of the year.
