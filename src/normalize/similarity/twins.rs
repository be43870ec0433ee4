//! Where do two names differ: near-twins are told apart by the part, not by the distance.

use super::super::numeral;
use super::LENGTH_MAX;
use super::confusion::{Confusion, confusion};

/// A name without region and form, in characters, cut where its parts begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Core<'a> {
    /// Brand, trade words and workplace.
    pub characters: &'a [char],
    /// Characters of the brand, at the beginning.
    pub n_brand: usize,
    /// Characters of the workplace, at the end.
    pub n_workplace: usize,
}

/// The part in which two cores differ; of several the weightiest, the last here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difference {
    /// None: they are one.
    None,
    /// What the firm does, or what it is called (厂, 店): sisters, or a slip in a common word.
    Trade,
    /// The workplaces of one parent, or a workplace and its parent.
    Workplace,
    /// A number or a direction: 一 and 二, 东 and 西: sisters.
    Serial,
    /// The brand: two firms, or a slip.
    Brand,
}

/// The part in which two cores differ.
///
/// # Cost
/// Linear in the characters, no allocation.
///
/// # Examples
/// ```
/// use minglu::normalize::similarity::{Core, Difference, difference};
/// let texts = ["鼎力商贸", "鼎力物流"].map(|text| text.chars().collect::<Vec<_>>());
/// let core = |text| Core { characters: text, n_brand: 2, n_workplace: 0 };
/// assert_eq!(difference(core(&texts[0]), core(&texts[1])), Difference::Trade);
/// ```
pub fn difference(left: Core, right: Core) -> Difference {
    let (middle_l, middle_r) = differing(left.characters, right.characters);
    if middle_l.is_empty() && middle_r.is_empty() {
        return Difference::None;
    }
    if middle_l.iter().chain(middle_r).all(|sign| is_number(*sign)) {
        return Difference::Serial;
    }
    let n_start = n_common_start(left.characters, right.characters);
    // Where one brand goes on, the other's trade has begun: the cut is as likely at either.
    if n_start < left.n_brand.min(right.n_brand) {
        return Difference::Brand;
    }
    let is_in_workplace =
        |core: Core| core.n_workplace > 0 && n_start + core.n_workplace >= core.characters.len();
    match is_in_workplace(left) || is_in_workplace(right) {
        true => Difference::Workplace,
        false => Difference::Trade,
    }
}

/// One slip of the hand between two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// One character for another.
    Replaced(Confusion),
    /// One character lost or added.
    Lost,
    /// Two characters exchanged, neighbours or not.
    Exchanged,
}

/// The one slip that makes one text of the other, if one does; of texts shorter than two
/// characters nothing tells.
///
/// # Cost
/// Linear in the characters, no allocation.
pub fn one_slip(left: &[char], right: &[char]) -> Option<Slip> {
    let (short, long) = match left.len() <= right.len() {
        true => (left, right),
        false => (right, left),
    };
    if short.len() < 2 || long.len() > short.len() + 1 {
        return None;
    }
    match differing(short, long) {
        ([one], [other]) => Some(Slip::Replaced(confusion(*one, *other))),
        ([], [_]) => Some(Slip::Lost),
        ([first_l, between_l @ .., last_l], [first_r, between_r @ .., last_r])
            if between_l == between_r && first_l == last_r && last_l == first_r =>
        {
            Some(Slip::Exchanged)
        }
        (_, _) => None,
    }
}

/// Whether a hand that means one of two texts may write the other: one slip, of a likely kind, and
/// not in a sign that numbers sisters.
///
/// # Cost
/// Linear in the characters, no allocation; texts of more than 64 characters are never taken for
/// one another.
pub fn may_be_written_for(left: &str, right: &str) -> bool {
    const BYTES_APART_MAX: usize = 4;
    if left.len().abs_diff(right.len()) > BYTES_APART_MAX {
        return false;
    }
    let (mut of_left, mut of_right) = ([char::MIN; LENGTH_MAX], [char::MIN; LENGTH_MAX]);
    let (Some(left), Some(right)) = (spread(left, &mut of_left), spread(right, &mut of_right))
    else {
        return false;
    };
    match one_slip(left, right) {
        Some(Slip::Replaced(Confusion::Different)) | None => false,
        Some(Slip::Replaced(_) | Slip::Lost | Slip::Exchanged) => !differ_in_serial(left, right),
    }
}

/// The characters of a text in `place`, if it is large enough.
fn spread<'a>(text: &str, place: &'a mut [char; LENGTH_MAX]) -> Option<&'a [char]> {
    let mut n_characters = 0;
    for character in text.chars() {
        *place.get_mut(n_characters)? = character;
        n_characters += 1;
    }
    place.get(..n_characters)
}

/// Whether two texts differ in nothing but signs that number sisters.
pub fn differ_in_serial(left: &[char], right: &[char]) -> bool {
    let (left, right) = differing(left, right);
    left.iter().chain(right).all(|sign| is_number(*sign))
}

fn n_common_start(left: &[char], right: &[char]) -> usize {
    let signs = left.iter().zip(right);
    signs.take_while(|(left, right)| left == right).count()
}

/// What is left of both when the common beginning and end are taken away.
fn differing<'a>(left: &'a [char], right: &'a [char]) -> (&'a [char], &'a [char]) {
    let n_start = n_common_start(left, right);
    let (left, right) = (&left[n_start..], &right[n_start..]);
    let ends = left.iter().rev().zip(right.iter().rev());
    let n_end = ends.take_while(|(left, right)| left == right).count();
    (&left[..left.len() - n_end], &right[..right.len() - n_end])
}

/// Signs that number sisters: numerals, digits, directions, letters.
fn is_number(sign: char) -> bool {
    numeral::is_numeral(sign)
        || sign.is_ascii_alphanumeric()
        || matches!(
            sign,
            '东' | '南'
                | '西'
                | '北'
                | '中'
                | '上'
                | '下'
                | '前'
                | '后'
                | '甲'
                | '乙'
                | '丙'
                | '丁'
                | '第'
                | '新'
                | '老'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn characters(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn core((characters, n_brand, n_workplace): &(Vec<char>, usize, usize)) -> Core<'_> {
        Core {
            characters,
            n_brand: *n_brand,
            n_workplace: *n_workplace,
        }
    }

    /// Parts divided by `|`: brand, trade, workplace.
    #[track_caller]
    fn check(left: &str, right: &str, expected: Difference) {
        let cut = |text: &str| {
            let mut parts = text.split('|').map(|part| part.chars().count());
            let n_brand = parts.next().unwrap_or(0);
            (
                characters(&text.replace('|', "")),
                n_brand,
                parts.nth(1).unwrap_or(0),
            )
        };
        let (left, right) = (cut(left), cut(right));
        assert_eq!(difference(core(&left), core(&right)), expected);
        assert_eq!(
            difference(core(&right), core(&left)),
            expected,
            "the other way round"
        );
    }

    #[test]
    fn sisters_differ_in_their_trade() {
        check("鼎力|商贸", "鼎力|物流", Difference::Trade);
        check("鼎力|五金厂", "鼎力|五金店", Difference::Trade);
        check("鼎力|商贸", "鼎力|商贸", Difference::None);
    }
    #[test]
    fn numbers_and_directions_tell_sisters_apart() {
        check("鼎力|商贸|1分公司", "鼎力|商贸|2分公司", Difference::Serial);
        check("城东|加油站", "城西|加油站", Difference::Serial);
    }
    #[test]
    fn workplaces_are_not_their_parents() {
        check("鼎力|商贸", "鼎力|商贸|枝江分公司", Difference::Workplace);
        check(
            "鼎力|商贸|当阳分公司",
            "鼎力|商贸|枝江分公司",
            Difference::Workplace,
        );
    }
    #[test]
    fn brands_tell_firms_apart() {
        check("鼎力|商贸", "鼎立|商贸", Difference::Brand);
    }

    #[track_caller]
    fn check_slip(left: &str, right: &str, expected: Option<Slip>) {
        let (left, right) = (characters(left), characters(right));
        assert_eq!(one_slip(&left, &right), expected);
        assert_eq!(one_slip(&right, &left), expected, "the other way round");
    }

    #[test]
    fn one_slip_is_replaced_lost_or_exchanged() {
        check_slip(
            "鼎力商贸",
            "鼎立商贸",
            Some(Slip::Replaced(Confusion::SameSound)),
        );
        check_slip("鼎力商贸", "鼎力商", Some(Slip::Lost));
        check_slip("梅威创蔬菜", "创威梅蔬菜", Some(Slip::Exchanged));
        check_slip("鼎力商贸", "鼎力物流", None);
        check_slip("鼎", "鼎力", None);
    }

    #[test]
    fn a_place_may_be_misspelt_and_a_number_not() {
        assert!(may_be_written_for("余家台邮政支局", "余家邮政支局"));
        assert!(may_be_written_for("沙洋大鲸港支局", "洋沙大鲸港支局"));
        assert!(!may_be_written_for("中山路店", "中山二路店"));
        assert!(!may_be_written_for("太子庙支局", "太子桥支局"));
    }
}
