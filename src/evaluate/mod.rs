//! A run held against truth, every output.
