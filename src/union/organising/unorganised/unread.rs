//! Names in the lists of unions that lead to no unit, or not to one alone: one of them may mean the entity.

use std::collections::BTreeMap;

use super::UnorganisedInput;
use super::candidate::{Candidate, CandidateBy};
use super::candidates::long_enough;
use crate::normalize::{CompanyName, fold};
use crate::table::vocabulary::Certainty;
use crate::table::{SchemaFault, unread_names};

/// Such names by county and first two characters, and by county and their characters in order.
pub(super) struct UnreadNames {
    by_start: BTreeMap<(String, String), Vec<(String, Candidate)>>,
    by_characters: BTreeMap<(String, String), Candidate>,
    /// Folded texts by county.
    texts: BTreeMap<String, Vec<(String, Candidate)>>,
}

impl UnreadNames {
    pub(super) fn of(input: &UnorganisedInput<'_>) -> Result<Self, SchemaFault> {
        let rows = unread_names::View::of(input.unread_names)?;
        let mut by_start: BTreeMap<(String, String), Vec<(String, Candidate)>> = BTreeMap::new();
        let mut by_characters = BTreeMap::new();
        let mut texts: BTreeMap<String, Vec<(String, Candidate)>> = BTreeMap::new();
        for idx in 0..rows.len() {
            let core = core_of(&CompanyName::parse(rows.name(idx))).to_owned();
            let (Some(region_code), Some(start)) = (rows.region_code(idx), start_of(&core)) else {
                continue;
            };
            let candidate = Candidate {
                union_code: Some(rows.union_code(idx).to_owned()),
                union_name: rows.union_name(idx).to_owned(),
                by: CandidateBy::Listed,
                certainty: Certainty::Probable,
            };
            let text = fold(rows.name(idx));
            let of_county = texts.entry(region_code.to_owned()).or_default();
            of_county.push((text, candidate.clone()));
            if let Some(characters) = characters_of(&core) {
                let key = (region_code.to_owned(), characters);
                by_characters
                    .entry(key)
                    .or_insert_with(|| candidate.clone());
            }
            let names = by_start.entry((region_code.to_owned(), start)).or_default();
            names.push((core, candidate));
        }
        Ok(Self {
            by_start,
            by_characters,
            texts,
        })
    }

    /// The first union of the county whose list may mean `name`.
    pub(super) fn meaning(&self, region_code: &str, name: &CompanyName) -> Option<&Candidate> {
        let core = core_of(name);
        let key = (region_code.to_owned(), start_of(core)?);
        let listed = self.by_start.get(&key).into_iter().flatten();
        let mut fitting = listed.filter(|(listed, _)| may_be_short_for(listed, core));
        let short = fitting.next().map(|(_, candidate)| candidate);
        let reordered = || {
            let key = (region_code.to_owned(), characters_of(core)?);
            self.by_characters.get(&key)
        };
        short
            .or_else(reordered)
            .or_else(|| self.holding(region_code, core))
    }

    /// The first union of the county in whose list the name stands whole inside something that was not
    /// read: names run together, or beside words that are none.
    fn holding(&self, region_code: &str, core: &str) -> Option<&Candidate> {
        if core.chars().count() < REORDERED_CHARS_MIN {
            return None;
        }
        let texts = self.texts.get(region_code)?.iter();
        let mut holding = texts.filter(|(text, _)| text.contains(core));
        holding.next().map(|(_, candidate)| candidate)
    }
}

/// The name without region and form; lists leave the region out where there is no brand, too.
fn core_of(name: &CompanyName) -> &str {
    name.core_without_region().unwrap_or(&name.core)
}

/// Fewer characters stand in another order by chance.
const REORDERED_CHARS_MIN: usize = 4;

/// All characters, sorted: a typist exchanges them.
fn characters_of(core: &str) -> Option<String> {
    let mut characters: Vec<char> = core.chars().collect();
    characters.sort_unstable();
    (characters.len() >= REORDERED_CHARS_MIN).then(|| characters.into_iter().collect())
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
