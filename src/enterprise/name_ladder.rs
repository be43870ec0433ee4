//! How alike two enterprise names are, and which difference between them decides.

use super::name_form::{NameForm, are_apart, are_compatible_forms, are_different_counties};
use crate::normalize::similarity::{
    Confusion, Difference, LOST, Slip, SlipCost, are_anagrams, difference, jaro_winkler, one_slip,
    overlap, slip_cost,
};

/// The levels of the name comparison, the null level apart, in order of agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameLevel {
    /// Nothing in common that counts, or a difference that decides: serial, branch place, county.
    Different = 1,
    /// One brand, other words.
    SameBrand,
    /// Much in common.
    Similar,
    /// One is the beginning of the other: a short name.
    Short,
    /// Two slips of the pen apart, each alike in sound or shape, exchanged, or lost; or the same
    /// characters in another order.
    TwoSlips,
    /// One character apart, the two alike in sound or shape: a slip of the pen, or a twin.
    OneCharacter,
    /// One character apart in the trade words, which only one of the two spells as others do.
    TradeSlip,
    /// Equal but for region and form.
    SameCore,
    /// Equal.
    Equal,
}

/// Jaro–Winkler likeness from which cores count as similar, 0..=1.
const ALIKE_FROM: f64 = 0.88;

/// Share of the weighted bigrams from which they do, 0..=1.
const SHARED_FROM: f64 = 0.5;

/// Shorter cores are nobody's short name.
const SHORT_CHARS_MIN: usize = 3;

/// In shorter cores two slips leave too little.
const TWO_SLIPS_CHARS_MIN: usize = 5;

/// One character lost and two others exchanged; two lost are two words of two firms as often.
const TWO_SLIPS_COST_MAX: SlipCost = LOST + 8;

/// Characters that two slips change on either side.
const CHANGED_MAX: u32 = 2;

/// A misspelt word is so much rarer than the right one: eight times.
const UNHEARD_OF_BITS: f32 = 3.0;

/// The level of the best couple of names two records have, former names included.
pub(super) fn best_level(left: &[NameForm], right: &[NameForm]) -> Option<NameLevel> {
    let couples = left
        .iter()
        .flat_map(|left| right.iter().map(move |right| (left, right)));
    couples.map(|(left, right)| level(left, right)).max()
}

/// The level of two names.
pub(super) fn level(left: &NameForm, right: &NameForm) -> NameLevel {
    let (name_l, name_r) = (left.name, right.name);
    if left.is_written_like(right) {
        return NameLevel::Equal;
    }
    if are_apart(left, right) || are_different_counties(left, right) {
        return NameLevel::Different;
    }
    // The form of the whole or the parent's is misspelt, and parts were cut where none end.
    if left.place.is_some() != right.place.is_some() {
        return NameLevel::OneCharacter;
    }
    let (core_l, core_r) = (left.core().characters, right.core().characters);
    if left.has_core_of(right) {
        return match are_compatible_forms(name_l.legal_form, name_r.legal_form) {
            true => NameLevel::SameCore,
            false => NameLevel::Similar,
        };
    }
    let (only_l, only_r) = (left.n_surely_only(right), right.n_surely_only(left));
    if only_l.max(only_r) <= CHANGED_MAX
        && let Some(level) = slipped(left, right)
    {
        return level;
    }
    if core_l.len().min(core_r.len()) >= SHORT_CHARS_MIN
        && (core_l.starts_with(core_r) || core_r.starts_with(core_l))
    {
        return NameLevel::Short;
    }
    let is_reachable = (only_l as usize) * 2 < core_l.len() && (only_r as usize) * 2 < core_r.len();
    if is_reachable
        && (jaro_winkler(core_l, core_r) >= ALIKE_FROM
            || overlap(&left.bigrams, &right.bigrams).share >= SHARED_FROM)
    {
        return NameLevel::Similar;
    }
    match !name_l.brand.is_empty() && name_l.brand == name_r.brand {
        true => NameLevel::SameBrand,
        false => NameLevel::Different,
    }
}

/// The level of two different cores that a slip or two lie between.
fn slipped(left: &NameForm, right: &NameForm) -> Option<NameLevel> {
    let (core_l, core_r) = (left.core(), right.core());
    let (characters_l, characters_r) = (core_l.characters, core_r.characters);
    let Some(slip) = one_slip(characters_l, characters_r) else {
        let shorter = characters_l.len().min(characters_r.len());
        let is_close = characters_l.len().abs_diff(characters_r.len()) < 2;
        let are_two = is_close
            && shorter >= TWO_SLIPS_CHARS_MIN
            && (are_anagrams(characters_l, characters_r)
                || slip_cost(characters_l, characters_r) <= TWO_SLIPS_COST_MAX);
        return are_two.then_some(NameLevel::TwoSlips);
    };
    Some(match (difference(core_l, core_r), slip) {
        (Difference::Serial, _) => NameLevel::Different,
        // Nobody writes a character for one that it resembles in neither sound nor shape.
        (_, Slip::Replaced(Confusion::Different)) => NameLevel::Similar,
        (Difference::Trade, _) if is_misspelt(left, right) => NameLevel::TradeSlip,
        (
            Difference::None | Difference::Trade | Difference::Workplace | Difference::Brand,
            Slip::Replaced(_) | Slip::Lost | Slip::Exchanged,
        ) => NameLevel::OneCharacter,
    })
}

/// Whether of two spellings only one is heard of among the run's names: 园绿化 for 园林绿化.
fn is_misspelt(left: &NameForm, right: &NameForm) -> bool {
    let found = overlap(&left.bigrams, &right.bigrams);
    (found.rarest_left_bits - found.rarest_right_bits).abs() >= UNHEARD_OF_BITS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::CompanyName;
    use crate::normalize::similarity::BigramWeights;

    #[track_caller]
    fn check(left: &str, right: &str, expected: NameLevel) {
        let (left, right) = (CompanyName::parse(left), CompanyName::parse(right));
        let weights = BigramWeights::default();
        let form = |name| NameForm::of(name, &weights);
        let (form_l, form_r) = (form(&left), form(&right));
        assert_eq!(level(&form_l, &form_r), expected, "{left:?} {right:?}");
        assert_eq!(level(&form_r, &form_l), expected, "the other way round");
    }

    #[test]
    fn long_and_short_limited_form_are_equal() {
        check(
            "宜昌鼎力商贸有限责任公司",
            "宜昌鼎力商贸有限公司",
            NameLevel::Equal,
        );
    }

    #[test]
    fn region_left_out_is_the_same_core() {
        check(
            "宜昌鼎力商贸有限公司",
            "鼎力商贸有限公司",
            NameLevel::SameCore,
        );
    }

    #[test]
    fn two_counties_are_two_firms() {
        check(
            "宜都市鼎力商贸有限公司",
            "兴山县鼎力商贸有限公司",
            NameLevel::Different,
        );
    }

    #[test]
    fn one_wrong_character_is_a_level_of_its_own() {
        check(
            "宜昌鼎力商贸有限公司",
            "宜昌鼎立商贸有限公司",
            NameLevel::OneCharacter,
        );
    }

    #[test]
    fn a_character_unlike_in_sound_and_shape_is_another_brand_as_often() {
        check(
            "宜昌鼎力商贸有限公司",
            "宜昌鼎盛商贸有限公司",
            NameLevel::Similar,
        );
    }

    #[test]
    fn two_characters_exchanged_are_one_slip() {
        check(
            "宜昌汇航桦货运有限公司",
            "宜昌桦航汇货运有限公司",
            NameLevel::OneCharacter,
        );
    }

    #[test]
    fn a_serial_tells_sisters_apart() {
        check(
            "宜昌鼎力第一商贸有限公司",
            "宜昌鼎力第二商贸有限公司",
            NameLevel::Different,
        );
    }

    #[test]
    fn a_branch_is_not_its_head_office() {
        check(
            "宜昌鼎力商贸有限公司宜都分公司",
            "宜昌鼎力商贸有限公司",
            NameLevel::Different,
        );
    }

    #[test]
    fn two_branches_differ_in_their_place() {
        check(
            "宜昌鼎力商贸有限公司宜都分公司",
            "宜昌鼎力商贸有限公司兴山分公司",
            NameLevel::Different,
        );
    }
}
