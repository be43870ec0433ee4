//! Names in the lists of unions that lead to no unit, or not to one alone: one of them may mean the entity.

use std::collections::BTreeMap;

use super::UnorganisedInput;
use super::candidate::{Candidate, CandidateBy};
use super::candidates::{current_code, long_enough};
use crate::normalize::{CompanyName, fold};
use crate::table::vocabulary::Certainty;
use crate::table::{SchemaFault, enterprises, unread_names};

/// Such names by county and first two characters, and by county and their characters in order.
pub(super) struct UnreadNames {
    by_start: BTreeMap<(String, String), Vec<Listed>>,
    by_characters: BTreeMap<(String, String), Candidate>,
    /// Folded texts by county.
    texts: BTreeMap<String, Vec<(String, Candidate)>>,
}

impl UnreadNames {
    pub(super) fn of(input: &UnorganisedInput<'_>) -> Result<Self, SchemaFault> {
        let rows = unread_names::View::of(input.unread_names)?;
        let mut by_start: BTreeMap<(String, String), Vec<Listed>> = BTreeMap::new();
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
            names.push(Listed {
                core,
                candidate,
                n_fitting: 0,
            });
        }
        count_fitting(&enterprises::View::of(input.enterprises)?, &mut by_start);
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
        let mut fitting = listed.filter(|listed| {
            listed.n_fitting <= FITTING_MAX && may_be_short_for(&listed.core, core)
        });
        let short = fitting.next().map(|listed| &listed.candidate);
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

/// A listed name that was not read.
struct Listed {
    core: String,
    candidate: Candidate,
    /// Workplaces in scope of the county that it could be short for.
    n_fitting: usize,
}

/// A name that could be short for more workplaces of a county (中国银行) makes none of them likelier.
const FITTING_MAX: usize = 5;

/// Counts the workplaces that each listed name could be short for.
fn count_fitting(
    view: &enterprises::View<'_>,
    by_start: &mut BTreeMap<(String, String), Vec<Listed>>,
) {
    for idx in (0..view.len()).filter(|idx| view.in_scope(*idx)) {
        let Some(region_code) = view.region_code(idx).map(current_code) else {
            continue;
        };
        let name = CompanyName::parse(view.name(idx));
        let core = core_of(&name);
        let Some(start) = start_of(core) else {
            continue;
        };
        let listed = by_start.get_mut(&(region_code.to_owned(), start));
        for listed in listed.into_iter().flatten() {
            listed.n_fitting += usize::from(may_be_short_for(&listed.core, core));
        }
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
