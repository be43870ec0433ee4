//! Names in the lists of unions that lead to no unit, or not to one alone: one of them may mean the entity.

use std::collections::BTreeMap;

use super::UnorganisedInput;
use super::candidates::{Candidate, CandidateBy, long_enough};
use crate::normalize::CompanyName;
use crate::table::vocabulary::Certainty;
use crate::table::{SchemaFault, unread_names};

/// Such names by county and first two characters.
pub(super) struct UnreadNames {
    by_start: BTreeMap<(String, String), Vec<(String, Candidate)>>,
}

impl UnreadNames {
    pub(super) fn of(input: &UnorganisedInput<'_>) -> Result<Self, SchemaFault> {
        let rows = unread_names::View::of(input.unread_names)?;
        let mut by_start: BTreeMap<(String, String), Vec<(String, Candidate)>> = BTreeMap::new();
        for idx in 0..rows.len() {
            let core = CompanyName::parse(rows.name(idx)).core;
            let (Some(region_code), Some(start)) = (rows.region_code(idx), start_of(&core)) else {
                continue;
            };
            let candidate = Candidate {
                union_code: Some(rows.union_code(idx).to_owned()),
                union_name: rows.union_name(idx).to_owned(),
                by: CandidateBy::Listed,
                certainty: Certainty::Probable,
            };
            let names = by_start.entry((region_code.to_owned(), start)).or_default();
            names.push((core, candidate));
        }
        Ok(Self { by_start })
    }

    /// The first union of the county whose list may mean `name`.
    pub(super) fn meaning(&self, region_code: &str, name: &CompanyName) -> Option<&Candidate> {
        let key = (region_code.to_owned(), start_of(&name.core)?);
        let listed = self.by_start.get(&key)?.iter();
        let mut fitting = listed.filter(|(core, _)| may_be_short_for(core, &name.core));
        fitting.next().map(|(_, candidate)| candidate)
    }
}

fn start_of(core: &str) -> Option<String> {
    let start: String = core.chars().take(2).collect();
    long_enough(start)
}

/// Whether all characters of `short` stand in `long` in their order.
fn may_be_short_for(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short
        .chars()
        .all(|wanted| rest.by_ref().any(|character| character == wanted))
}
