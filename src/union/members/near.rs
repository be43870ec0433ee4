//! Whether an employer as written may be a unit that the person's own union speaks for.
//!
//! A misspelt or shortened employer is nobody's by itself: near-twins are a fact. Standing in the
//! roster of a union that reaches exactly one unit of nearly that name is the second fact.

use crate::normalize::similarity::is_short_for;
use crate::normalize::{CompanyName, fold};

/// A core shorter than this is a brand of two characters: one other is another brand.
const CORE_CHARS_MIN: usize = 3;

/// From this length on a core may have two characters wrong.
const LONG_CORE_CHARS_MIN: usize = 7;

/// A name in parts, and whole as written but for folding: where the form itself is misspelt the parts
/// tell nothing.
struct Name {
    parts: CompanyName,
    whole: String,
}

impl Name {
    fn of(text: &str) -> Self {
        Self {
            parts: CompanyName::parse(text),
            whole: fold(text),
        }
    }

    /// How far another name is: 0 for a difference in region or form alone, then characters wrong,
    /// dropped or swapped; a short name counts as one; `None` for the name of something else.
    fn distance(&self, other: &Self) -> Option<usize> {
        let (core, other_core) = (&self.parts.core, &other.parts.core);
        if core == other_core && !core.is_empty() {
            return Some(0);
        }
        let n_wrong = strsim::osa_distance(core, other_core)
            .min(strsim::osa_distance(
                &self.parts.folded,
                &other.parts.folded,
            ))
            .min(strsim::osa_distance(&self.whole, &other.whole));
        let shorter = core.chars().count().min(other_core.chars().count());
        let n_allowed = match shorter {
            ..CORE_CHARS_MIN => 0,
            CORE_CHARS_MIN..LONG_CORE_CHARS_MIN => 1,
            LONG_CORE_CHARS_MIN.. => 2,
        };
        if (1..=n_allowed).contains(&n_wrong) {
            return Some(n_wrong);
        }
        is_short_for(core, other_core).then_some(1)
    }
}

/// The only nearest of `units` to `written`, each with the names it goes by.
pub(super) fn nearest<'u, T: Copy + PartialEq>(
    written: &str,
    units: impl Iterator<Item = (T, &'u str)>,
) -> Option<T> {
    let written = Name::of(written);
    let mut near: Vec<(usize, T)> = units
        .filter_map(|(unit, name)| Some((written.distance(&Name::of(name))?, unit)))
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    let (least, unit) = *near.first()?;
    let is_only = near
        .iter()
        .all(|(distance, other)| *distance > least || *other == unit);
    is_only.then_some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, units: &[&str], expected: Option<usize>) {
        let named = units.iter().enumerate().map(|(idx, name)| (idx, *name));
        assert_eq!(nearest(written, named), expected, "{written}");
    }

    const FIRM: &str = "荆门市恒辉贸易有限责任公司";

    #[test]
    fn swapped_and_wrong_characters_are_near() {
        check("荆门市恒辉贸易限有责任公司", &[FIRM], Some(0));
        check("荆门市恒晖贸易有限责任公司", &[FIRM], Some(0));
        check("荆門市恒辉貿易有限责任公司", &[FIRM], Some(0));
    }

    #[test]
    fn a_short_name_is_near_the_unit_it_is_short_for() {
        let units = ["荆门渫水水电开发有限公司木杉溪电站", "荆门德山物流有限公司"];
        check("渫水水电", &units, Some(0));
    }

    #[test]
    fn two_units_equally_near_are_neither() {
        let units = ["荆门恒辉贸易一公司", "荆门恒辉贸易二公司"];
        check("恒辉贸易", &units, None);
    }

    #[test]
    fn another_firm_is_not_near() {
        check("荆门市鼎力建材有限公司", &[FIRM], None);
    }
}
