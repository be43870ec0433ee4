//! Which union reaches which workplace, and which workplace has none.
