//! The year's targets (目标完成情况): growth of migrant members, and rates by population.
//!
//! What comes in: the unions with their recomputed figures, last year's report, enterprises with
//! their directories, persons. What goes out: one row per unit and target, `no_basis` where there is
//! nothing to divide by. This room must never invent a denominator.
//!
//! Populations: the city and every reporting unit for growth; each municipal-direct reporting unit,
//! each of its unions, and the city for their rate; every zone and the city; every key sector by
//! reporting unit and city. An enterprise without any count of migrant workers is left out of both
//! sides of a rate; one with fewer migrant workers counted than it has migrant members has at least
//! those, so that no rate exceeds the whole and no enterprise makes up for another.

mod enterprise_rates;
mod growth;
mod score;
mod targets_table;
mod union_rates;

#[cfg(test)]
mod tests;

pub use targets_table::{TargetInputs, targets};
