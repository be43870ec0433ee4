//! Which region does a text name?

use super::index::{Index, Level, Named, Region, index};

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
    let mut found: Option<Located> = None;
    let (mut at, mut expected_at) = (0, 0);
    for _ in 0..CHARACTERS_MAX {
        let rest = text.get(at..).unwrap_or_default();
        let Some(first) = rest.chars().next() else {
            break;
        };
        let slot = match at == expected_at {
            true => Slot::Expected,
            false => Slot::Inside,
        };
        let spot = Spot { text, at, within };
        match spot.name_here(index, found.as_ref(), slot) {
            Some(located) => {
                at = located.end;
                expected_at = located.end;
                let done = located.region.level() == Level::County;
                found = Some(located);
                if done {
                    break;
                }
            }
            None if scan == Scan::Beginning && !spot.is_filler() => break,
            None => {
                if slot == Slot::Expected && spot.is_filler() {
                    expected_at += first.len_utf8();
                }
                at += first.len_utf8();
            }
        }
    }
    found
}

/// Words of a text that a walk may meet at one place: no name of a region begins so many others.
const NAMES_MAX: usize = 12;

/// A place in a text where a name may begin.
struct Spot<'a> {
    text: &'a str,
    at: usize,
    within: &'a str,
}

impl Spot<'_> {
    fn is_within(&self, region: &Region) -> bool {
        self.within.is_empty() || region.code.starts_with(self.within)
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What may stand before or between names without meaning anything: 中国, spaces, dashes.
    fn is_filler(&self) -> bool {
        let rest = self.rest();
        let first = rest.chars().next();
        rest.starts_with("中国")
            || (rest.starts_with('国') && self.at == '中'.len_utf8())
            || first.is_some_and(|character| {
                character.is_whitespace()
                    || matches!(character, '-' | '/' | '·' | '、' | '(' | '（')
            })
    }

    /// The longest name that begins here and fits what was found before it.
    fn name_here(&self, index: &Index, before: Option<&Located>, slot: Slot) -> Option<Located> {
        let rest = self.rest();
        let mut names: [Option<(usize, &Named)>; NAMES_MAX] = [None; NAMES_MAX];
        let mut n_names = 0;
        let met = index.names.prefixes(rest.chars());
        let names_of_two = met.filter(|met| met.n_characters >= 2);
        for (met, place) in names_of_two.zip(&mut names) {
            *place = Some((met.n_bytes, met.value));
            n_names += 1;
        }
        for (n_bytes, named) in names.iter().take(n_names).rev().flatten() {
            let end = self.at + n_bytes;
            // 黄山市 is the city of today, not the county that once had its name.
            let full = self
                .choose(named.full.iter(), before, slot)
                .or_else(|| self.choose(named.former.iter(), before, slot));
            // A short name counts only where a name is expected: 东方 is a city and a word.
            let chosen = match (full, slot) {
                (None, Slot::Expected) => self.choose_short(&named.short, before, end),
                (full, _) => full,
            };
            if let Some((region, certainty)) = chosen {
                return Some(Located {
                    region,
                    certainty,
                    end,
                });
            }
        }
        None
    }

    fn choose<'a>(
        &self,
        candidates: impl Iterator<Item = &'a Region> + Clone,
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
        let mut fitting = candidates.clone().filter(fits);
        let one = fitting.next()?;
        let is_only = fitting.next().is_none();
        let mut inside = candidates
            .filter(fits)
            .filter(|region| self.is_within(region));
        match (inside.next(), inside.next()) {
            (Some(inner), None) => Some((*inner, Certainty::Decided)),
            (Some(inner), Some(_)) => Some((*inner, Certainty::Ambiguous)),
            // In the midst of a text a name from elsewhere is more likely a word (城区, 郊区).
            (None, _) if slot == Slot::Inside && before.is_none() => {
                let is_wide = one.level() != Level::County;
                is_wide.then_some((*one, Certainty::Decided))
            }
            // 城区, 郊区 and 矿区 are words wherever their city is not named first.
            (None, _) if before.is_none() && one.name.chars().count() < 3 => None,
            (None, _) if is_only => Some((*one, Certainty::Decided)),
            (None, _) => Some((*one, Certainty::Ambiguous)),
        }
    }

    /// A short name of a province or prefecture, or of a county inside `within` or what was named
    /// before; 宜昌 is the city and not the former county.
    fn choose_short(
        &self,
        candidates: &[Region],
        before: Option<&Located>,
        end: usize,
    ) -> Option<(Region, Certainty)> {
        let wide = candidates
            .iter()
            .filter(|region| region.level() != Level::County);
        if wide.clone().next().is_some() {
            return self.choose(wide, before, Slot::Expected);
        }
        let is_whole = end == self.text.len();
        // Counties are called by their short names, districts hardly ever: 兴山 is 兴山县 in Hubei
        // and not 兴山区 of 鹤岗, unless the area asked about says so.
        let is_called_so = |region: &&Region| {
            !region.name.ends_with('区') || (!self.within.is_empty() && self.is_within(region))
        };
        let counties = candidates.iter().filter(is_called_so);
        let chosen = match counties.clone().next() {
            Some(_) => self.choose(counties, before, Slot::Expected),
            None => self.choose(candidates.iter(), before, Slot::Expected),
        };
        let (region, certainty) = chosen?;
        let is_meant = self.is_within(&region) || before.is_some() || is_whole;
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
    fn a_brand_that_many_districts_share_is_no_province() {
        // 新华昌五 is short for a firm; a street 新华 of Guangzhou says nothing.
        let located = locate_prefix("新华昌五金制品有限公司", "4208");
        assert!(located.is_none_or(|located| located.region.level() == Level::County));
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
