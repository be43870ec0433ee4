//! Words by their characters, walked one step at a time.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

/// A set of words with a value each; a walk tells at every character whether a word ends there.
#[derive(Debug)]
pub(crate) struct Trie<V> {
    /// The nodes of first characters, by their place from U+4E00 on, 0 for none: most walks end
    /// with their first step, which here is one look into a short array.
    firsts: Vec<u32>,
    /// Node and character give the next node; one flat table is two fifths of the memory of a
    /// table per node and one probe per step.
    steps: HashMap<u64, u32, BuildHasherDefault<FxHasher>>,
    values: Vec<Option<V>>,
}

/// A word met on a walk.
#[derive(Debug)]
pub(crate) struct Met<'a, V> {
    pub(crate) n_characters: usize,
    pub(crate) n_bytes: usize,
    pub(crate) value: &'a V,
}

/// The Chinese characters that have a place of their own among the first steps.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

impl<V> Default for Trie<V> {
    fn default() -> Self {
        Self {
            firsts: vec![0; (LAST - FIRST + 1) as usize],
            steps: HashMap::default(),
            values: vec![None],
        }
    }
}

impl<V> Trie<V> {
    /// The value of a word, made with `new` if the word is not there yet.
    pub(crate) fn entry(
        &mut self,
        word: impl Iterator<Item = char>,
        new: impl FnOnce() -> V,
    ) -> &mut V {
        let mut node = 0_u32;
        for character in word {
            let next = u32::try_from(self.values.len()).expect("a table has few nodes");
            let known = match first_place(character).filter(|_| node == 0) {
                Some(place) => {
                    let known = &mut self.firsts[place];
                    if *known == 0 {
                        *known = next;
                    }
                    *known
                }
                None => *self.steps.entry(step(node, character)).or_insert(next),
            };
            node = known;
            if node == next {
                self.values.push(None);
            }
        }
        self.values[node as usize].get_or_insert_with(new)
    }

    /// Every word that the characters begin with, shortest first.
    pub(crate) fn prefixes<I: Iterator<Item = char>>(&self, characters: I) -> Prefixes<'_, V, I> {
        Prefixes {
            trie: self,
            node: 0,
            n_characters: 0,
            n_bytes: 0,
            characters,
        }
    }

    /// The longest word that the characters begin with.
    pub(crate) fn longest(&self, characters: impl Iterator<Item = char>) -> Option<Met<'_, V>> {
        self.prefixes(characters).last()
    }

    fn next_node(&self, node: u32, character: char) -> Option<u32> {
        match first_place(character).filter(|_| node == 0) {
            Some(place) => Some(self.firsts[place]).filter(|next| *next > 0),
            None => self.steps.get(&step(node, character)).copied(),
        }
    }
}

fn first_place(character: char) -> Option<usize> {
    let code = u32::from(character);
    (FIRST..=LAST)
        .contains(&code)
        .then(|| (code - FIRST) as usize)
}

fn step(node: u32, character: char) -> u64 {
    u64::from(node) << 32 | u64::from(u32::from(character))
}

/// The walk of [`Trie::prefixes`].
pub(crate) struct Prefixes<'a, V, I> {
    trie: &'a Trie<V>,
    node: u32,
    n_characters: usize,
    n_bytes: usize,
    characters: I,
}

impl<'a, V, I: Iterator<Item = char>> Iterator for Prefixes<'a, V, I> {
    type Item = Met<'a, V>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let character = self.characters.next()?;
            self.node = self.trie.next_node(self.node, character)?;
            self.n_characters += 1;
            self.n_bytes += character.len_utf8();
            if let Some(value) = &self.trie.values[self.node as usize] {
                return Some(Met {
                    n_characters: self.n_characters,
                    n_bytes: self.n_bytes,
                    value,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_meets_every_word_on_its_way() {
        let mut trie = Trie::default();
        for word in ["宜昌", "宜昌市", "宜都", "A座"] {
            *trie.entry(word.chars(), String::new) = word.to_owned();
        }
        let met = |text: &str| -> Vec<(usize, usize, String)> {
            let words = trie.prefixes(text.chars());
            words
                .map(|met| (met.n_characters, met.n_bytes, met.value.clone()))
                .collect()
        };
        assert_eq!(
            met("宜昌市西陵区"),
            [(2, 6, "宜昌".to_owned()), (3, 9, "宜昌市".to_owned())]
        );
        assert_eq!(met("A座"), [(2, 4, "A座".to_owned())]);
        assert_eq!(met("枝江"), []);
        assert_eq!(trie.longest("宜都人".chars()).unwrap().value, "宜都");
    }
}
