//! Persons, their memberships, and who counts them.
