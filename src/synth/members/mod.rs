//! The member rosters: who stands in which union's list, and what is wrong with the rows.

mod between;
mod blur;
mod enrolment;
mod movement;
mod planting;
mod roster;
mod row;

pub(super) use enrolment::{Membership, PeopleBase, enrol};
pub(super) use roster::Role;
pub(super) use row::{MemberRow, RowState};
