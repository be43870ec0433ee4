//! Keys of sites by what stands anywhere inside them.

use rustc_hash::FxHashMap;

/// Fewer characters stand in the name of many a site.
const PART_CHARS_MIN: usize = 3;

/// A run of characters inside a key.
type Run = [char; PART_CHARS_MIN];

/// Every run of three characters with the keys that hold it.
#[derive(Debug, Default)]
pub(super) struct SiteParts {
    keys: Vec<String>,
    holding: FxHashMap<Run, Vec<u32>>,
}

impl SiteParts {
    /// `keys` are each once and in order.
    pub(super) fn of<'k>(keys: impl Iterator<Item = &'k String>) -> Self {
        let mut parts = Self {
            keys: keys.cloned().collect(),
            holding: FxHashMap::default(),
        };
        for (key, number) in parts.keys.iter().zip(0..) {
            for run in runs(key) {
                let holding = parts.holding.entry(run).or_default();
                if holding.last() != Some(&number) {
                    holding.push(number);
                }
            }
        }
        parts
    }

    /// The keys that hold `part`, which has three characters or more, in order.
    ///
    /// # Cost
    /// The keys that hold the rarest three characters of `part` are read.
    pub(super) fn holding<'s>(&'s self, part: &'s str) -> impl Iterator<Item = &'s String> {
        let of_runs = runs(part).map(|run| self.holding.get(&run).map_or(&[][..], Vec::as_slice));
        let fewest = of_runs.min_by_key(|keys| keys.len()).unwrap_or(&[]);
        let keys = fewest.iter().map(|number| &self.keys[*number as usize]);
        keys.filter(move |key| key.contains(part))
    }
}

fn runs(text: &str) -> impl Iterator<Item = Run> {
    let characters: Vec<char> = text.chars().collect();
    let n_runs = (characters.len() + 1).saturating_sub(PART_CHARS_MIN);
    (0..n_runs).map(move |start| {
        [
            characters[start],
            characters[start + 1],
            characters[start + 2],
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_index_finds_what_reading_every_key_finds(
            mut keys in prop::collection::vec("[辰邦住宅]{0,6}", 0..12), part in "[辰邦住宅]{0,4}",
        ) {
            keys.sort();
            keys.dedup();
            let parts = SiteParts::of(keys.iter());
            let found: Vec<&String> = parts.holding(&part).collect();
            let is_long = part.chars().count() >= PART_CHARS_MIN;
            let expected: Vec<&String> = keys.iter().filter(|key| is_long && key.contains(&part)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
