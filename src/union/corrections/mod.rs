//! What a clerk types into the management system so that the mismatches vanish.
