//! Entities whose name a listed name may be with one slip of the pen.

use super::alike::are_slips;
use super::lookup::{EntityLookup, Mention};
use crate::normalize::CompanyName;
use crate::table::EntityId;

/// Cores shorter than this many characters are one character apart by chance.
const CORE_CHARS_MIN: usize = 4;

impl EntityLookup {
    /// Entities, sorted, whose name is one character apart from the mention's, in a place that does
    /// not contradict. A twin is as likely as a slip, so a clerk must ask.
    ///
    /// # Cost
    /// Linear in the names of the list; meant for the few names that nothing else finds.
    pub fn find_slips(&self, mention: &Mention) -> Vec<EntityId> {
        let Some(name) = mention.name.map(CompanyName::parse) else {
            return Vec::new();
        };
        let core: Vec<char> = name.core.chars().collect();
        if core.len() < CORE_CHARS_MIN {
            return Vec::new();
        }
        let alike = self.cores().filter(|(other, _)| are_slips(&core, other));
        let entities: Vec<EntityId> = alike.flat_map(|(_, ids)| ids.iter().copied()).collect();
        let place = mention.region_code;
        let mut entities = self.not_elsewhere(&entities, place);
        entities.sort();
        entities.dedup();
        entities
    }
}
