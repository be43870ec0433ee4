//! One case per rule, on a small city made by hand.

mod counting;
mod duplicates;
mod identity;
mod migrant;
mod standing;
