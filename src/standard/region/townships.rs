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
    let fitting = met.filter_map(|(n_characters, named)| {
        let mut inside = named
            .counties
            .iter()
            .filter(|code| code.starts_with(within));
        let first = inside.next()?;
        let is_only = inside.all(|other| other == first) && !first.ends_with("00");
        Some((n_characters, named.name, is_only.then_some(*first)))
    });
    let (n_characters, name, county) = fitting.last()?;
    let end = text.chars().take(n_characters).map(char::len_utf8).sum();
    Some(Township { name, county, end })
}

/// The full name of a township of `county` that is written without 街道, 镇 or 乡 (`学院` in
/// 西陵区学院办).
pub fn township_of_stem(stem: &str, county: &str) -> Option<&'static str> {
    index().stems.get(&(county, stem)).copied()
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
    fn names_without_their_last_word_are_known_inside_their_county() {
        assert_eq!(township_of_stem("学院", "420502"), Some("学院街道"));
        assert_eq!(township_of_stem("学院", "420506"), None);
    }
}
