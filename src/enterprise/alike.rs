//! How alike two enterprise names are, and which difference between them decides.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::record::Record;
use crate::normalize::similarity::{Confusion, confusion};
use crate::normalize::{CompanyName, LegalForm};

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
    /// One character apart, the two alike in sound or shape: a slip of the pen, or a twin.
    OneCharacter,
    /// Equal but for region and form.
    SameCore,
    /// Equal.
    Equal,
}

/// Jaro–Winkler likeness from which cores count as similar, 0..=1.
const SIMILAR_FROM: f64 = 0.88;

/// Shorter cores are nobody's short name.
const SHORT_CHARS_MIN: usize = 3;

/// Numerals and places that serial names differ in.
const SERIALS: &str = "0123456789一二三四五六七八九十甲乙丙丁东西南北上下新老abcdefgh";

/// A name with what every comparison of it reads, made once.
#[derive(Debug)]
pub(super) struct NameForm<'a> {
    name: &'a CompanyName,
    core: Vec<char>,
    /// Equal texts have equal hashes, so most that differ are told apart without being read.
    folded_hash: u64,
    core_hash: u64,
    /// One bit per character of the core, by its code modulo 64.
    signature: u64,
    /// The county or prefecture in the name, without the zeros that end a prefecture's code.
    county: Option<&'a str>,
    /// The place of a branch, without the words that every branch has.
    place: Option<String>,
}

impl<'a> NameForm<'a> {
    fn of(name: &'a CompanyName) -> Self {
        let core: Vec<char> = name.core.chars().collect();
        let bits = core
            .iter()
            .map(|character| 1_u64 << (*character as u32 % 64));
        Self {
            name,
            folded_hash: FxBuildHasher.hash_one(&name.folded),
            core_hash: FxBuildHasher.hash_one(&name.core),
            signature: bits.fold(0, |signature, bit| signature | bit),
            county: name.region_code.map(|code| code.trim_end_matches('0')),
            core,
            place: branch_of(name).map(place_of),
        }
    }
}

/// The forms of all names a record has, former names included.
pub(super) fn name_forms(record: &Record) -> Vec<NameForm<'_>> {
    record.all_names().into_iter().map(NameForm::of).collect()
}

/// The level of the best pair of names two records have, former names included.
pub(super) fn name_level(left: &Record, right: &Record) -> Option<NameLevel> {
    form_level(&name_forms(left), &name_forms(right))
}

/// The same with the forms of the names at hand.
pub(super) fn form_level(left: &[NameForm], right: &[NameForm]) -> Option<NameLevel> {
    let couples = left
        .iter()
        .flat_map(|left| right.iter().map(move |right| (left, right)));
    couples.map(|(left, right)| compare(left, right)).max()
}

/// How the names of two rows of one enterprise stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kinship {
    /// One name, or one with and without its region.
    Same,
    /// A slip of the pen apart, a serial or a workplace: one of the two may be another firm's.
    Near,
    /// Two names: a former one, or nothing to do with one another.
    Other,
}

/// How the names of two records stand to one another, former names included.
pub(super) fn kinship(left: &[NameForm], right: &[NameForm]) -> Kinship {
    if form_level(left, right).is_some_and(|level| level >= NameLevel::SameCore) {
        return Kinship::Same;
    }
    let mut couples = left
        .iter()
        .flat_map(|left| right.iter().map(move |right| (left, right)));
    let is_near = couples.any(|(left, right)| {
        is_one_character_apart(&left.core, &right.core)
            || (left.place != right.place && left.core == right.core)
    });
    match is_near {
        true => Kinship::Near,
        false => Kinship::Other,
    }
}

/// Whether two names say different branches, or a branch and its head office.
pub(super) fn are_different_places(left: &CompanyName, right: &CompanyName) -> bool {
    match (branch_of(left), branch_of(right)) {
        (None, None) => false,
        (Some(left), Some(right)) => place_of(left) != place_of(right),
        (Some(_), None) | (None, Some(_)) => true,
    }
}

/// What makes a name a branch's: words in brackets count only if they end as workplaces do, for
/// any other note would part a firm from itself.
pub(super) fn branch_of(name: &CompanyName) -> Option<&str> {
    let branch = name.branch.as_deref()?;
    is_workplace(branch).then_some(branch)
}

/// Whether words that follow a firm's name say a workplace: two characters or more, the last one that of a
/// word for workplaces.
pub(super) fn is_workplace(words: &str) -> bool {
    let mut signs = words.chars().rev();
    let last = signs.next();
    last.is_some_and(|last| BRANCH_ENDINGS.contains(last)) && signs.next().is_some()
}

/// Last characters of the words for workplaces: 分公司, 店, 项目部, 营业厅, 加油站, 支行, 办事处 …
const BRANCH_ENDINGS: &str = "司店部厅站行所处厂点馆场心院校园库社队室段号屋城房区局";

/// A branch's place without the words that every branch has and without the signs of a region.
fn place_of(branch: &str) -> String {
    let mut place = branch.to_owned();
    for word in [
        "分公司",
        "分店",
        "门店",
        "营业部",
        "营业厅",
        "市",
        "县",
        "区",
    ] {
        place = place.replace(word, "");
    }
    place
}

/// Whether two forms can be two ways of writing one: a company is no shop.
fn are_compatible_forms(left: LegalForm, right: LegalForm) -> bool {
    left == right
        || left == LegalForm::Unknown
        || right == LegalForm::Unknown
        || (is_company(left) && is_company(right))
}

/// Whether the register keeps names of this form apart, so that an equal whole name is one firm.
pub(super) fn is_company(form: LegalForm) -> bool {
    matches!(
        form,
        LegalForm::LimitedCompany
            | LegalForm::JointStockCompany
            | LegalForm::Company
            | LegalForm::Group
    )
}

/// Whether two names speak of different counties, by their codes without the zeros at the end.
fn are_different_counties(left: Option<&str>, right: Option<&str>) -> bool {
    let (Some(left), Some(right)) = (left, right) else {
        return false;
    };
    !left.starts_with(right) && !right.starts_with(left)
}

/// Whether two names are one with a slip of the pen, or with and without its region.
pub(super) fn are_spellings(left: &CompanyName, right: &CompanyName) -> bool {
    compare(&NameForm::of(left), &NameForm::of(right)) >= NameLevel::OneCharacter
}

/// Whether a core is `core` with one slip of the pen; a differing serial is none.
pub(super) fn are_slips(core: &[char], other: &[char]) -> bool {
    core != other && is_one_character_apart(core, other) && !differ_in_serial(core, other)
}

fn compare(left: &NameForm, right: &NameForm) -> NameLevel {
    let (name_l, name_r) = (left.name, right.name);
    if left.folded_hash == right.folded_hash && name_l.folded == name_r.folded {
        return NameLevel::Equal;
    }
    if left.place != right.place || are_different_counties(left.county, right.county) {
        return NameLevel::Different;
    }
    if left.core_hash == right.core_hash && left.core == right.core {
        return match are_compatible_forms(name_l.legal_form, name_r.legal_form) {
            true => NameLevel::SameCore,
            false => NameLevel::Similar,
        };
    }
    if can_be_one_slip_apart(left, right) && is_one_character_apart(&left.core, &right.core) {
        return match differing(&left.core, &right.core) {
            _ if differ_in_serial(&left.core, &right.core) => NameLevel::Different,
            // Nobody writes a character for one that it resembles in neither sound nor shape.
            ([one], [other]) if confusion(*one, *other) == Confusion::Different => {
                NameLevel::Similar
            }
            _ => NameLevel::OneCharacter,
        };
    }
    let (core_l, core_r) = (&left.core, &right.core);
    if core_l.len().min(core_r.len()) >= SHORT_CHARS_MIN
        && core_l.first() == core_r.first()
        && (core_l.starts_with(core_r) || core_r.starts_with(core_l))
    {
        return NameLevel::Short;
    }
    if can_be_similar(left, right)
        && strsim::jaro_winkler(&name_l.core, &name_r.core) >= SIMILAR_FROM
    {
        return NameLevel::Similar;
    }
    match !name_l.brand.is_empty() && name_l.brand == name_r.brand {
        true => NameLevel::SameBrand,
        false => NameLevel::Different,
    }
}

/// How many characters of `one` surely are none of the `other`'s: their bits are missing there.
fn n_only_in(one: &NameForm, other: &NameForm) -> usize {
    (one.signature & !other.signature).count_ones() as usize
}

/// Whether one slip could lead from one core to the other: it changes one character of a side at most.
fn can_be_one_slip_apart(left: &NameForm, right: &NameForm) -> bool {
    n_only_in(left, right) < 2 && n_only_in(right, left) < 2
}

/// Whether enough characters could match to reach [`SIMILAR_FROM`]: a character whose bit the other
/// side has not surely does not, and a common beginning adds at most two fifths of what is missing.
fn can_be_similar(left: &NameForm, right: &NameForm) -> bool {
    const PREFIX_SHARE_MAX: f64 = 0.4;
    let n_left = left.core.len() - n_only_in(left, right);
    let n_right = right.core.len() - n_only_in(right, left);
    let n_matches = n_left.min(n_right) as f64;
    let shares = n_matches / left.core.len() as f64 + n_matches / right.core.len() as f64;
    let jaro = (shares + 1.0) / 3.0;
    n_matches > 0.0 && jaro + PREFIX_SHARE_MAX * (1.0 - jaro) >= SIMILAR_FROM
}

/// One substitution, one character more, or two exchanged; of short texts neither.
fn is_one_character_apart(left: &[char], right: &[char]) -> bool {
    let (short, long) = if left.len() <= right.len() {
        (left, right)
    } else {
        (right, left)
    };
    if short.len() < 2 || long.len() > short.len() + 1 {
        return false;
    }
    let (middle_l, middle_r) = differing(short, long);
    match (middle_l, middle_r) {
        ([_], [_]) | ([], [_]) => true,
        ([first_l, between_l @ .., last_l], [first_r, between_r @ .., last_r]) => {
            between_l == between_r && first_l == last_r && last_l == first_r
        }
        _ => false,
    }
}

/// What is left of both when the common beginning and end are taken away.
fn differing<'a>(left: &'a [char], right: &'a [char]) -> (&'a [char], &'a [char]) {
    let n_start = left
        .iter()
        .zip(right)
        .take_while(|(left, right)| left == right)
        .count();
    let (left, right) = (&left[n_start..], &right[n_start..]);
    let ends = left.iter().rev().zip(right.iter().rev());
    let n_end = ends.take_while(|(left, right)| left == right).count();
    (&left[..left.len() - n_end], &right[..right.len() - n_end])
}

/// Whether the differing characters are serials, which tell sister firms and shops apart.
fn differ_in_serial(left: &[char], right: &[char]) -> bool {
    let (left, right) = differing(left, right);
    let mut differing = left.iter().chain(right);
    differing.all(|character| SERIALS.contains(*character))
}

/// Whether two records agree in a name, a representative, an address or a phone.
pub(super) fn agree_in_anything(left: &Record, right: &Record) -> bool {
    let names = name_level(left, right).is_some_and(|level| level > NameLevel::Different);
    let people = match (&left.representative, &right.representative) {
        (Some(left), Some(right)) => left.folded == right.folded,
        (None, _) | (_, None) => false,
    };
    let addresses = match (address_key(left), address_key(right)) {
        (Some(left), Some(right)) => left == right,
        (None, _) | (_, None) => false,
    };
    let phones = left.phones.iter().any(|phone| right.phones.contains(phone));
    names || people || addresses || phones
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

    #[track_caller]
    fn check(left: &str, right: &str, expected: NameLevel) {
        let (left, right) = (CompanyName::parse(left), CompanyName::parse(right));
        let (form_l, form_r) = (NameForm::of(&left), NameForm::of(&right));
        assert_eq!(compare(&form_l, &form_r), expected, "{left:?} {right:?}");
        assert_eq!(compare(&form_r, &form_l), expected, "the other way round");
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
    fn an_unknown_note_in_brackets_makes_no_branch() {
        let noted = CompanyName::parse("宜昌鼎力商贸有限公司(老户)");
        let bare = CompanyName::parse("宜昌鼎力商贸有限公司");
        assert!(!are_different_places(&noted, &bare));
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
