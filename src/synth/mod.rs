//! A deterministic synthetic city with truth.
