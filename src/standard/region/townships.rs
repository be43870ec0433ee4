//! Streets, towns and townships of 2023.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use rustc_hash::FxHasher;

use crate::standard::trie::Trie;

/// The townships of the country.
struct Index {
    /// Full names (`学院街道`) with the codes of their counties; of development zones, which are
    /// no counties, of their prefectures.
    names: Trie<Named>,
    /// Names without 街道, 镇 or 乡, per county, three characters or more or of a street.
    stems: HashMap<(&'static str, &'static str), &'static str, BuildHasherDefault<FxHasher>>,
    /// The county of such a name within its prefecture; nothing where two counties have one.
    counties:
        HashMap<(&'static str, &'static str), Option<&'static str>, BuildHasherDefault<FxHasher>>,
}

/// What a full name of a township may mean.
struct Named {
    name: &'static str,
    counties: Vec<&'static str>,
}

/// A township found at the beginning of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Township {
    /// The full name (`学院街道`).
    pub name: &'static str,
    /// The county it lies in, where the name and what is known before it leave one.
    pub county: Option<&'static str>,
    /// Bytes of the text that name it.
    pub end: usize,
}

fn index() -> &'static Index {
    static INDEX: LazyLock<Index> = LazyLock::new(build);
    &INDEX
}

fn build() -> Index {
    let mut index = Index {
        names: Trie::default(),
        stems: HashMap::default(),
        counties: HashMap::default(),
    };
    for line in include_str!("townships.tsv").lines() {
        let (county, names) = line.split_once('\t').expect("the table has two columns");
        for name in names.split(',') {
            let new = || Named {
                name,
                counties: Vec::new(),
            };
            index.names.entry(name.chars(), new).counties.push(county);
            let stem = name.trim_end_matches(['镇', '乡']);
            let stem = stem.strip_suffix("街道").unwrap_or(stem);
            if stem.len() < name.len() && stem.chars().count() >= 2 {
                index.stems.entry((county, stem)).or_insert(name);
                let prefecture = county.get(..4).expect("a code has six digits");
                let is_county = !county.ends_with("00");
                let known = index
                    .counties
                    .entry((prefecture, stem))
                    .or_insert(is_county.then_some(county));
                *known = known.filter(|known| *known == county);
            }
        }
    }
    index
}

/// The longest full name of a township that a text begins with. `within` is the code of the
/// county, prefecture or province the text speaks of, or empty.
///
/// # Examples
/// ```
/// use minglu::standard::region::township_prefix;
/// let found = township_prefix("学院街道沿江大道46号", "420502").unwrap();
/// assert_eq!((found.name, found.county), ("学院街道", Some("420502")));
/// ```
pub fn township_prefix(text: &str, within: &str) -> Option<Township> {
    let within = super::index::prefix_of(within);
    let met = index().names.prefixes(text.chars());
    let fitting = met.filter_map(|met| {
        let named = met.value;
        let mut inside = named
            .counties
            .iter()
            .filter(|code| within.is_empty() || code.starts_with(within));
        let first = inside.next()?;
        let is_only = inside.all(|other| other == first) && !first.ends_with("00");
        Some(Township {
            name: named.name,
            county: is_only.then_some(*first),
            end: met.n_bytes,
        })
    });
    fitting.last()
}

/// The full name of a township of `county` that is written without 街道, 镇 or 乡 (`学院` in
/// 西陵区学院办).
pub fn township_of_stem(stem: &str, county: &str) -> Option<&'static str> {
    index().stems.get(&(county, stem)).copied()
}

/// The county in which a town stands whose last word is another today: 大圩乡 of 合肥市 is 大圩镇 of
/// 包河区. `prefecture` is the code of the prefecture it lies in.
pub fn county_of_town(written: &str, prefecture: &str) -> Option<&'static str> {
    let prefix = prefecture.get(..4)?;
    let stem = ["街道", "镇", "乡"]
        .iter()
        .find_map(|word| written.strip_suffix(word))?;
    index().counties.get(&(prefix, stem)).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, within: &str, expected: Option<(&str, Option<&str>)>) {
        let found = township_prefix(text, within).map(|found| (found.name, found.county));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_county_decides_between_namesakes() {
        check("龙泉镇双泉村", "420506", Some(("龙泉镇", Some("420506"))));
        check("龙泉镇双泉村", "", Some(("龙泉镇", None)));
        check("小溪塔街道", "4205", Some(("小溪塔街道", Some("420506"))));
        check("云集路8号", "420502", None);
    }
    #[test]
    fn towns_that_were_raised_are_known_inside_their_prefecture() {
        assert_eq!(county_of_town("大圩乡", "340100"), Some("340111"));
        assert_eq!(county_of_town("龙泉乡", "420500"), Some("420506"));
        assert_eq!(county_of_town("云集路", "420500"), None);
    }
    #[test]
    fn names_without_their_last_word_are_known_inside_their_county() {
        assert_eq!(township_of_stem("学院", "420502"), Some("学院街道"));
        assert_eq!(township_of_stem("学院", "420506"), None);
    }
}
