//! Probabilistic record linkage (Fellegi and Sunter), for any records.
