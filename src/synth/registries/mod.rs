//! The departments' registries and the system's own directory, each with its habits.

mod agriculture;
mod civil_affairs;
mod commerce;
mod construction;
mod insurance;
mod office;
mod own_directory;
mod parks;
mod presence;
mod tax;

pub(super) use office::{Bench, begin};
pub(super) use presence::Presence;

use super::error::SynthError;
use super::ward::Ward;

/// Writes the ward's rows of every registry.
pub(super) fn write_registries(ward: &Ward, bench: &mut Bench<'_>) -> Result<(), SynthError> {
    tax::write(ward, bench)?;
    commerce::write(ward, bench)?;
    insurance::write(ward, bench)?;
    construction::write(ward, bench)?;
    agriculture::write(ward, bench)?;
    civil_affairs::write(ward, bench)?;
    own_directory::write(ward, bench)?;
    parks::write(ward, bench)
}
