//! Enterprises that look like another one and are not.

use super::Founder;
use super::company::{NameParts, PrefixPlace};
use crate::synth::enterprise::{Enterprise, Kind};
use crate::synth::names::{self, BRAND_LETTERS, SISTER_WORDS, TRADES};
use crate::synth::places::COUNTIES;
use crate::synth::scenario::Scenario;

/// How often an original is looked for before the ward founds somebody ordinary instead.
const TRIES: u32 = 40;
/// Serial marks that stand in names, each beside the one it is confused with.
const SERIAL: &[(&str, &str)] = &[
    ("一", "二"),
    ("二", "三"),
    ("东", "西"),
    ("南", "北"),
    ("甲", "乙"),
];

/// In which way a firm resembles another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// Another character in the brand.
    Substituted,
    /// One more character in the brand.
    Lengthened,
    /// Another character in the trade words.
    SisterWord,
    /// Numbered: one of the pair is renamed with a mark, the other gets the next.
    Serial,
}

impl Founder<'_> {
    /// A different firm whose full name is exactly one character away from an earlier one's; how many
    /// enterprises thereby got their first near-twin. None where no original was found.
    pub(super) fn near_twin(&mut self) -> Option<(Enterprise, u32)> {
        for _ in 0..TRIES {
            let likeness = match self.random.below(10) {
                0..=3 => Likeness::Substituted,
                4..=5 => Likeness::Lengthened,
                6..=7 => Likeness::SisterWord,
                _ => Likeness::Serial,
            };
            let original_idx = self.random.index(self.city.len());
            if let Some(twin) = self.twin_of(original_idx, likeness) {
                return Some(twin);
            }
        }
        None
    }

    fn twin_of(&mut self, original_idx: usize, likeness: Likeness) -> Option<(Enterprise, u32)> {
        let original = &self.city[original_idx];
        if original.kind != Kind::Company || original.is_marked(Scenario::CodeOfOther) {
            return None;
        }
        let (brand, trade) = (original.brand.clone(), original.trade);
        let (prefix, county) = (original.prefix.clone(), original.address.county);
        let (original_name, original_core) = (original.name.clone(), original.core.clone());
        let is_near = original.twin_name.is_some();
        let changed = match likeness {
            Likeness::Substituted => brand_with_other_letter(self, &brand),
            Likeness::Lengthened => format!("{brand}{}", self.letter()),
            Likeness::SisterWord => brand.clone(),
            Likeness::Serial => brand_after(&brand)?,
        };
        let words = match likeness {
            Likeness::SisterWord => sister_word(trade.words)?,
            Likeness::Substituted | Likeness::Lengthened | Likeness::Serial => trade.words,
        };
        let name = original_name
            .replacen(&brand, &changed, 1)
            .replacen(trade.words, words, 1);
        // A sister of a sister may have other words than its trade's.
        let is_one_away =
            name != original_name && original_core == format!("{brand}{}", trade.words);
        if !is_one_away || !self.give(&name) {
            return None;
        }
        let n_newly_near = if is_near { 1 } else { 2 };
        let mut twin = self.workplace(Kind::Company, county, trade);
        twin.core = format!("{changed}{words}");
        (twin.brand, twin.prefix) = (changed, prefix);
        twin.name.clone_from(&name);
        twin.twin_of = Some(self.base + original_idx);
        twin.twin_name = Some(original_name);
        self.settle(&mut twin);
        let original = &mut self.city[original_idx];
        for alike in [&mut twin, original] {
            alike.mark(Scenario::TwinOneCharacter);
            if likeness == Likeness::Serial {
                alike.mark(Scenario::TwinSerial);
            }
        }
        self.city[original_idx].twin_name.get_or_insert(name);
        Some((twin, n_newly_near))
    }

    fn letter(&mut self) -> char {
        let letters = BRAND_LETTERS[self.random.index(BRAND_LETTERS.len())];
        names::letter(&mut self.random, letters)
    }

    /// A firm of the same brand in another trade.
    pub(super) fn sister(&mut self) -> Option<Enterprise> {
        let trade = &TRADES[self.random.index(TRADES.len())];
        self.relative(Scenario::TwinSister, |original, parts| {
            if original.trade.words == trade.words {
                return None;
            }
            parts.words = trade.words.to_owned();
            Some((original.address.county, trade))
        })
    }

    /// A firm of the same brand and trade, another county's.
    pub(super) fn namesake_of_other_county(&mut self) -> Option<Enterprise> {
        let county = self.county();
        let place = &COUNTIES[county];
        self.relative(Scenario::TwinOtherCounty, |original, parts| {
            let is_elsewhere = original.address.county != county && original.prefix != place.short;
            parts.prefix = place.short.to_owned();
            is_elsewhere.then_some((county, original.trade))
        })
    }

    /// A firm whose name parts are an earlier firm's with `change`, and not one character away.
    fn relative(
        &mut self,
        scenario: Scenario,
        change: impl Fn(&Enterprise, &mut NameParts) -> Option<(usize, &'static names::Trade)>,
    ) -> Option<Enterprise> {
        for _ in 0..TRIES {
            let original_idx = self.random.index(self.city.len());
            let original = &self.city[original_idx];
            if original.kind != Kind::Company || original.twin_of.is_some() {
                continue;
            }
            let mut parts = NameParts {
                prefix: original.prefix.clone(),
                brand: original.brand.clone(),
                words: original.trade.words.to_owned(),
                form: "有限公司",
                place: PrefixPlace::InFront,
            };
            let Some((county, trade)) = change(original, &mut parts) else {
                continue;
            };
            let mut relative = self.workplace(Kind::Company, county, trade);
            if !self.give_lonely_name(&mut relative, parts.full()) {
                continue;
            }
            relative.adopt(&parts);
            relative.twin_of = Some(self.base + original_idx);
            self.settle(&mut relative);
            let original = &mut self.city[original_idx];
            let shares_core = original.core == relative.core;
            for alike in [&mut relative, original] {
                alike.mark(scenario);
                alike.shares_core |= shares_core;
            }
            return Some(relative);
        }
        None
    }
}

fn brand_with_other_letter(founder: &mut Founder<'_>, brand: &str) -> String {
    let at = founder.random.index(brand.chars().count());
    let other = founder.letter();
    let letters = brand.chars().enumerate();
    letters
        .map(|(idx, letter)| if idx == at { other } else { letter })
        .collect()
}

/// The brand with its serial mark moved on, or with a mark where it has none: `恒达` and `恒达二`.
fn brand_after(brand: &str) -> Option<String> {
    for (mark, next) in SERIAL {
        if let Some(stem) = brand.strip_suffix(mark) {
            return Some(format!("{stem}{next}"));
        }
    }
    (brand.chars().count() < 4).then(|| format!("{brand}二"))
}

fn sister_word(words: &str) -> Option<&'static str> {
    let found = SISTER_WORDS.iter().find(|(word, _)| *word == words);
    found.map(|(_, sister)| *sister).filter(|sister| {
        let differing = words
            .chars()
            .zip(sister.chars())
            .filter(|(left, right)| left != right);
        differing.count() == 1 && words.chars().count() == sister.chars().count()
    })
}
