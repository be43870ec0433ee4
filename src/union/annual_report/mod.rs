//! The annual report recomputed, and every difference bridged to its causes.
