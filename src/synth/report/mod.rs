//! The annual report: what it states, in which shape, and how it truly differs from the system.

mod book;
mod files;
mod plan;
mod planted;
mod reconcile;
mod roster_figures;
mod shape;

pub(super) use book::{ReportBook, WardPlaces};
pub(super) use roster_figures::{RosterFigures, roster_figures};
