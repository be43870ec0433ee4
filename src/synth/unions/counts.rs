//! The head counts of the management system.

use crate::synth::enterprise::Enterprise;
use crate::synth::figures::Figures;
use crate::synth::random::Random;
use crate::table::vocabulary::Indicator;

/// What the system counts in one unit.
pub(super) fn head_counts(random: &mut Random, enterprise: &Enterprise) -> Figures {
    let share = random.between(55, 100);
    let of_members = |persons: u32| i64::from(persons * share / 100);
    let (workers, female) = (enterprise.workers, enterprise.female_workers);
    let migrants = enterprise.migrant_workers;
    let dispatched = workers / 12;
    let mut counts = Figures::default();
    for (indicator, value) in [
        (Indicator::Workers, i64::from(workers)),
        (Indicator::FemaleWorkers, i64::from(female)),
        (Indicator::MigrantWorkers, i64::from(migrants)),
        (Indicator::DispatchedWorkers, i64::from(dispatched)),
        (Indicator::Members, of_members(workers)),
        (Indicator::FemaleMembers, of_members(female)),
        (Indicator::MigrantMembers, of_members(migrants)),
        (Indicator::DispatchedMembers, of_members(dispatched)),
        (Indicator::NewMembers, of_members(workers / 9)),
    ] {
        counts.set(indicator, Some(value));
    }
    counts
}
