//! Which region does a text name?

use super::index::{Index, Level, Region, index};

/// Where in a text a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// At the beginning, or right behind another region.
    Expected,
    /// Behind words that are no region.
    Inside,
}

/// A region found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Located {
    /// The finest region named: a county, or a prefecture or province named alone. Of a name that
    /// several counties share and nothing decides between, the first by code.
    pub region: Region,
    /// Whether the name alone, or its context, decides which region is meant.
    pub certainty: Certainty,
    /// Bytes of the text up to the end of the region's name.
    pub end: usize,
}

/// Whether a name decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// One region fits.
    Decided,
    /// Several fit.
    Ambiguous,
}

/// How full a name must be to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scan {
    /// Names anywhere in the text.
    Anywhere,
    /// Names at the beginning, one after the other.
    Beginning,
}

/// The county a text names: by name (`宜昌市西陵区`, `西陵区`, `西陵`), by code, inside the name of an
/// office (`国家税务总局宜昌市西陵区税务局`) or by a former name (`宜昌县`). Of counties that share a
/// name those whose code begins with `within` come first. A bare prefecture gives nothing.
///
/// # Examples
/// ```
/// use minglu::standard::region::resolve;
/// assert_eq!(resolve("国家税务总局宜昌市西陵区税务局", "4205"), Some("420502"));
/// assert_eq!(resolve("宜昌市", "4205"), None);
/// ```
pub fn resolve(text: &str, within: &str) -> Option<&'static str> {
    let located = locate(text, within)?;
    let is_county = located.region.level() == Level::County;
    (is_county && located.certainty == Certainty::Decided).then_some(located.region.code)
}

/// Whether a text names a place outside `within`. A text that names none is not outside.
pub fn is_outside(text: &str, within: &str) -> bool {
    let within = super::index::prefix_of(within);
    locate(text, within).is_some_and(|located| {
        let prefix = located.region.prefix();
        !prefix.starts_with(within) && !within.starts_with(prefix)
    })
}

/// The finest region named anywhere in a text.
pub fn locate(text: &str, within: &str) -> Option<Located> {
    by_digits(text).or_else(|| scan(text, within, Scan::Anywhere))
}

/// The finest region named by the beginning of a text, as in an address.
pub fn locate_prefix(text: &str, within: &str) -> Option<Located> {
    scan(text, within, Scan::Beginning)
}

/// A cell that is a code: of a region (6 digits), of a township (9) or of a village (12).
fn by_digits(text: &str) -> Option<Located> {
    let digits = text.trim();
    let whole = digits.len();
    if !matches!(whole, 6 | 9 | 12) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let region = super::by_code(digits.get(..6)?)?;
    Some(Located {
        region: *region,
        certainty: Certainty::Decided,
        end: text.len(),
    })
}

/// Characters of a text that are looked at: a cell that names a region does so early, and a
/// megabyte of text names none.
const CHARACTERS_MAX: usize = 400;

fn scan(text: &str, within: &str, scan: Scan) -> Option<Located> {
    let within = super::index::prefix_of(within);
    let index = index();
    let mut starts: Vec<usize> = text
        .char_indices()
        .take(CHARACTERS_MAX)
        .map(|(at, _)| at)
        .collect();
    starts.push(starts.len().checked_sub(1).map_or(0, |last| {
        let at = starts[last];
        at + text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8)
    }));
    let mut found: Option<Located> = None;
    let mut idx = 0;
    let mut expected_idx = 0;
    while idx + 1 < starts.len() {
        let slot = match idx == expected_idx {
            true => Slot::Expected,
            false => Slot::Inside,
        };
        let place = Spot {
            text,
            starts: &starts,
            idx,
            within,
        };
        let next = place.name_here(index, found.as_ref(), slot);
        match next {
            Some((located, end_idx)) => {
                let done = located.region.level() == Level::County;
                found = Some(located);
                if done {
                    break;
                }
                idx = end_idx;
                expected_idx = end_idx;
            }
            None if scan == Scan::Beginning && !place.is_filler() => break,
            None => {
                if slot == Slot::Expected && place.is_filler() {
                    expected_idx += 1;
                }
                idx += 1;
            }
        }
    }
    found
}

/// A place in a text where a name may begin.
struct Spot<'a> {
    text: &'a str,
    starts: &'a [usize],
    idx: usize,
    within: &'a str,
}

impl Spot<'_> {
    /// What may stand before or between names without meaning anything: 中国, spaces, dashes.
    fn is_filler(&self) -> bool {
        let rest = self.text.get(self.starts[self.idx]..).unwrap_or_default();
        let first = rest.chars().next();
        rest.starts_with("中国")
            || (rest.starts_with('国') && self.idx == 1)
            || first.is_some_and(|character| {
                character.is_whitespace()
                    || matches!(character, '-' | '/' | '·' | '、' | '(' | '（')
            })
    }

    /// The longest name that begins here and fits what was found before it, with the index after.
    fn name_here(
        &self,
        index: &Index,
        before: Option<&Located>,
        slot: Slot,
    ) -> Option<(Located, usize)> {
        let longest = (self.idx + index.longest).min(self.starts.len() - 1);
        for end_idx in (self.idx + 2..=longest).rev() {
            let end = self.starts[end_idx];
            let Some(name) = self.text.get(self.starts[self.idx]..end) else {
                continue;
            };
            let full = self.choose(index.full(name), before, slot);
            // A short name counts only where a name is expected: 东方 is a city and a word.
            let chosen = match (full, slot) {
                (None, Slot::Expected) => self.choose_short(index.short(name), before, end_idx),
                (full, _) => full,
            };
            if let Some((region, certainty)) = chosen {
                let located = Located {
                    region,
                    certainty,
                    end,
                };
                return Some((located, end_idx));
            }
        }
        None
    }

    fn choose(
        &self,
        candidates: &[Region],
        before: Option<&Located>,
        slot: Slot,
    ) -> Option<(Region, Certainty)> {
        let fits = |region: &&Region| match before {
            None => true,
            Some(before) => {
                region.prefix() != before.region.prefix()
                    && region.code.starts_with(before.region.prefix())
            }
        };
        let fitting: Vec<&Region> = candidates.iter().filter(fits).collect();
        let inside: Vec<&Region> = fitting
            .iter()
            .filter(|region| region.code.starts_with(self.within))
            .copied()
            .collect();
        match (inside.as_slice(), fitting.as_slice()) {
            ([one], _) => Some((**one, Certainty::Decided)),
            ([first, ..], _) => Some((**first, Certainty::Ambiguous)),
            // In the midst of a text a name from elsewhere is more likely a word (城区, 郊区).
            ([], [..]) if slot == Slot::Inside && before.is_none() => {
                let one = fitting.first()?;
                let is_wide = one.level() != Level::County;
                is_wide.then_some((**one, Certainty::Decided))
            }
            // 城区, 郊区 and 矿区 are words wherever their city is not named first.
            ([], [one, ..]) if before.is_none() && one.name.chars().count() < 3 => None,
            ([], [one]) => Some((**one, Certainty::Decided)),
            ([], [first, ..]) => Some((**first, Certainty::Ambiguous)),
            ([], []) => None,
        }
    }

    /// A short name of a province or prefecture, or of a county inside `within` or what was named
    /// before; 宜昌 is the city and not the former county.
    fn choose_short(
        &self,
        candidates: &[Region],
        before: Option<&Located>,
        end_idx: usize,
    ) -> Option<(Region, Certainty)> {
        let wide: Vec<Region> = candidates
            .iter()
            .filter(|region| region.level() != Level::County)
            .copied()
            .collect();
        if !wide.is_empty() {
            return self.choose(&wide, before, Slot::Expected);
        }
        let is_whole = end_idx + 1 == self.starts.len();
        // Counties are called by their short names, districts hardly ever: 兴山 is 兴山县 in Hubei
        // and not 兴山区 of 鹤岗, unless the area asked about says so.
        let counties: Vec<Region> = candidates
            .iter()
            .filter(|region| !region.name.ends_with('区') || region.code.starts_with(self.within))
            .filter(|region| !self.within.is_empty() || !region.name.ends_with('区'))
            .copied()
            .collect();
        let candidates = if counties.is_empty() {
            candidates
        } else {
            &counties
        };
        let (region, certainty) = self.choose(candidates, before, Slot::Expected)?;
        let is_meant = region.code.starts_with(self.within) || before.is_some() || is_whole;
        is_meant.then_some((region, certainty))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(resolve(text, "4205"), expected, "{text}");
    }

    #[track_caller]
    #[expect(
        clippy::fn_params_excessive_bools,
        reason = "the expectation of a table test"
    )]
    fn check_outside(text: &str, expected: bool) {
        assert_eq!(is_outside(text, "420500"), expected, "{text}");
    }

    #[test]
    fn full_and_short_names() {
        check("湖北省宜昌市西陵区", Some("420502"));
        check("宜昌市西陵区", Some("420502"));
        check("西陵区", Some("420502"));
        check("西陵", Some("420502"));
        check("长阳县", Some("420528"));
        check("长阳", Some("420528"));
        check("湖北宜昌夷陵", Some("420506"));
        check("湖北宜都", Some("420581"));
    }
    #[test]
    fn codes() {
        check("420502", Some("420502"));
        check("420521", Some("420506"));
        check("420502001", Some("420502"));
        check("420500", None);
    }
    #[test]
    fn offices() {
        check("国家税务总局宜昌市西陵区税务局", Some("420502"));
        check("宜昌市工商行政管理局夷陵区分局", Some("420506"));
        check("湖北省宜都市国家税务局", Some("420581"));
    }
    #[test]
    fn former_names() {
        check("宜昌县", Some("420506"));
        check("湖北省宜昌县", Some("420506"));
        check("枝城市", Some("420581"));
    }
    #[test]
    fn a_bare_prefecture_is_no_county() {
        check("宜昌市", None);
        check("宜昌", None);
        check("宜昌市直", None);
        check("宜昌高新区", None);
        check("宜昌市城区", None);
    }
    #[test]
    fn other_cities() {
        check("武汉市武昌区", Some("420106"));
        check("朝阳区", None);
        check_outside("武汉市武昌区", true);
        check_outside("广东省", true);
        check_outside("广东深圳", true);
        check_outside("朝阳区", true);
        check_outside("湖北省", false);
        check_outside("宜昌市", false);
        check_outside("西陵区", false);
        check_outside("城区中心", false);
        check_outside("", false);
    }

    proptest! {
        #[test]
        fn any_text_gives_an_answer(text in "\\PC{0,30}|[湖北省宜昌市西陵区中国0-9 ]{0,20}") {
            resolve(&text, "4205");
            is_outside(&text, "");
            locate_prefix(&text, "42");
        }
    }
}
