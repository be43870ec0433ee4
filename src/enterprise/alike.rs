//! What two records agree in, and how their names stand to one another.

use std::collections::BTreeSet;

use super::name_form::{NameForm, branch_of, place_of};
use super::name_ladder::{NameLevel, best_level, level};
use super::record::Record;
use crate::normalize::CompanyName;
use crate::normalize::similarity::{BigramWeights, differ_in_serial, may_be_written_for, one_slip};

/// The level of the best pair of names two records have, former names included; every bigram counts
/// alike.
pub(super) fn name_level(left: &Record, right: &Record) -> Option<NameLevel> {
    let weights = BigramWeights::default();
    let form = |name| NameForm::of(name, &weights);
    let forms_l: Vec<NameForm> = left.all_names().into_iter().map(form).collect();
    let forms_r: Vec<NameForm> = right.all_names().into_iter().map(form).collect();
    best_level(&forms_l, &forms_r)
}

/// Whether two names say different branches, or a branch and its head office; one slip of the pen
/// makes no other branch.
pub(super) fn are_different_places(left: &CompanyName, right: &CompanyName) -> bool {
    let are_different = match (branch_of(left), branch_of(right)) {
        (None, None) => false,
        (Some(left), Some(right)) => {
            let (left, right) = (place_of(left), place_of(right));
            left != right && !may_be_written_for(&left, &right)
        }
        (Some(_), None) | (None, Some(_)) => true,
    };
    are_different && !may_be_written_for(&left.folded, &right.folded)
}

/// Whether two names are one with a slip of the pen, or with and without its region.
pub(super) fn are_spellings(left: &CompanyName, right: &CompanyName) -> bool {
    let weights = BigramWeights::default();
    let form = |name| NameForm::of(name, &weights);
    level(&form(left), &form(right)) >= NameLevel::OneCharacter
}

/// Whether a core is `core` with one slip of the pen; a differing serial is none.
pub(super) fn are_slips(core: &[char], other: &[char]) -> bool {
    core != other && one_slip(core, other).is_some() && !differ_in_serial(core, other)
}

/// Whether two records agree in a name, a representative, an address or a phone that is no agent's.
///
/// Names that a serial tells apart agree enough: a firm whose code two rows bear is written under its
/// sister's name more often than a clerk copies a sister's code.
pub(super) fn agree_in_anything(
    left: &Record,
    right: &Record,
    common_phones: &BTreeSet<&str>,
) -> bool {
    let people = match (&left.representative, &right.representative) {
        (Some(left), Some(right)) => left.folded == right.folded,
        (None, _) | (_, None) => false,
    };
    let addresses = || match (address_key(left), address_key(right)) {
        (Some(left), Some(right)) => left == right,
        (None, _) | (_, None) => false,
    };
    let is_shared =
        |phone: &String| right.phones.contains(phone) && !common_phones.contains(phone.as_str());
    people || addresses() || left.phones.iter().any(is_shared) || are_named_alike(left, right)
}

fn are_named_alike(left: &Record, right: &Record) -> bool {
    let characters = |name: &CompanyName| name.core.chars().collect::<Vec<char>>();
    let of_right: Vec<Vec<char>> = right.all_names().into_iter().map(characters).collect();
    let is_near = |core: &Vec<char>| {
        let mut others = of_right.iter();
        others.any(|other| one_slip(core, other).is_some())
    };
    name_level(left, right).is_some_and(|level| level > NameLevel::Different)
        || left
            .all_names()
            .into_iter()
            .map(characters)
            .any(|core| is_near(&core))
}

/// Road or village with the number.
pub(super) fn address_key(record: &Record) -> Option<String> {
    record
        .address
        .as_ref()
        .and_then(crate::normalize::Address::key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_note_in_brackets_makes_no_branch() {
        let noted = CompanyName::parse("宜昌鼎力商贸有限公司(老户)");
        let bare = CompanyName::parse("宜昌鼎力商贸有限公司");
        assert!(!are_different_places(&noted, &bare));
    }
}
