//! Words by their characters, walked one step at a time.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use rustc_hash::FxHasher;

/// A set of words with a value each; a walk tells at every character whether a word ends there.
#[derive(Debug)]
pub(crate) struct Trie<V> {
    /// Node and character give the next node; one flat table is two fifths of the memory of a
    /// table per node and one probe per step.
    steps: HashMap<u64, u32, BuildHasherDefault<FxHasher>>,
    values: Vec<Option<V>>,
}

impl<V> Default for Trie<V> {
    fn default() -> Self {
        Self {
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
            node = *self.steps.entry(step(node, character)).or_insert(next);
            if node == next {
                self.values.push(None);
            }
        }
        self.values[node as usize].get_or_insert_with(new)
    }

    /// Every word that the characters begin with, shortest first: its number of characters and
    /// its value.
    pub(crate) fn prefixes<I: Iterator<Item = char>>(&self, characters: I) -> Prefixes<'_, V, I> {
        Prefixes {
            trie: self,
            node: 0,
            n_characters: 0,
            characters,
        }
    }

    /// The longest word that the characters begin with.
    pub(crate) fn longest(&self, characters: impl Iterator<Item = char>) -> Option<(usize, &V)> {
        self.prefixes(characters).last()
    }
}

fn step(node: u32, character: char) -> u64 {
    u64::from(node) << 32 | u64::from(u32::from(character))
}

/// The walk of [`Trie::prefixes`].
pub(crate) struct Prefixes<'a, V, I> {
    trie: &'a Trie<V>,
    node: u32,
    n_characters: usize,
    characters: I,
}

impl<'a, V, I: Iterator<Item = char>> Iterator for Prefixes<'a, V, I> {
    type Item = (usize, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let character = self.characters.next()?;
            self.node = *self.trie.steps.get(&step(self.node, character))?;
            self.n_characters += 1;
            if let Some(value) = &self.trie.values[self.node as usize] {
                return Some((self.n_characters, value));
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
        for word in ["宜昌", "宜昌市", "宜都"] {
            *trie.entry(word.chars(), String::new) = word.to_owned();
        }
        let met: Vec<_> = trie.prefixes("宜昌市西陵区".chars()).collect();
        assert_eq!(met, [(2, &"宜昌".to_owned()), (3, &"宜昌市".to_owned())]);
        assert_eq!(
            trie.longest("宜都人".chars()),
            Some((2, &"宜都".to_owned()))
        );
        assert_eq!(trie.longest("枝江".chars()), None);
    }
}
