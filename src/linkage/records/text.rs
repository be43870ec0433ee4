//! A text column: every distinct value once, its characters coded so that kernels index tables by them.

use rustc_hash::FxHashMap;

use crate::linkage::error::LinkFault;
use crate::linkage::hash::hash_text;

/// The value number of a null.
pub(in crate::linkage) const NULL_VALUE: u32 = u32::MAX;

/// Codes are two bytes and 0 is none.
const CHARACTERS_MAX: usize = u16::MAX as usize;

/// The distinct values of a column.
#[derive(Debug, Clone, Default)]
pub(in crate::linkage) struct Values {
    codes: Vec<u16>,
    outlines: Vec<Outline>,
    pub(in crate::linkage) hashes: Vec<u64>,
    alphabet: Vec<char>,
}

/// What most pairs are decided by, side by side in memory: one value, one cache line.
#[derive(Debug, Clone, Copy)]
pub(in crate::linkage) struct Outline {
    start: u32,
    /// Characters.
    pub(in crate::linkage) n_codes: u32,
    /// One bit per character code modulo 64.
    pub(in crate::linkage) signature: u64,
    /// The first four codes, the first lowest; 0 beyond the end.
    pub(in crate::linkage) head: u64,
}

impl Values {
    pub(in crate::linkage) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// One more than the largest code.
    pub(in crate::linkage) fn n_codes(&self) -> usize {
        self.alphabet.len() + 1
    }

    #[inline]
    pub(in crate::linkage) fn outline(&self, value: u32) -> Outline {
        self.outlines[value as usize]
    }

    /// The character codes of a value.
    #[inline]
    pub(in crate::linkage) fn get(&self, value: u32) -> &[u16] {
        let outline = self.outline(value);
        let start = outline.start as usize;
        &self.codes[start..start + outline.n_codes as usize]
    }

    /// The characters of a value.
    pub(in crate::linkage) fn characters(&self, value: u32) -> impl Iterator<Item = char> + '_ {
        let codes = self.get(value).iter();
        codes.map(|code| self.alphabet[usize::from(*code) - 1])
    }

    /// The text of a value.
    pub(in crate::linkage) fn text(&self, value: u32) -> String {
        self.characters(value).collect()
    }
}

/// Collects distinct values.
#[derive(Debug, Default)]
pub(in crate::linkage) struct ValuesBuilder {
    values: Values,
    /// By the text's hash: 64 bits are trusted to tell texts apart, as they are in every block.
    numbers: FxHashMap<u64, u32>,
    codes: FxHashMap<char, u16>,
}

impl ValuesBuilder {
    /// The number of a text's value; [`NULL_VALUE`] for an empty one.
    ///
    /// # Errors
    /// [`LinkFault::TooManyCharacters`].
    pub(in crate::linkage) fn number(
        &mut self,
        column: &str,
        text: &str,
    ) -> Result<u32, LinkFault> {
        if text.is_empty() {
            return Ok(NULL_VALUE);
        }
        let hash = hash_text(text);
        if let Some(number) = self.numbers.get(&hash) {
            return Ok(*number);
        }
        let values = &mut self.values;
        let start = values.codes.len() as u32;
        let (mut signature, mut head) = (0_u64, 0_u64);
        for (idx, character) in text.chars().enumerate() {
            let code = *self.codes.entry(character).or_insert_with(|| {
                values.alphabet.push(character);
                values.alphabet.len() as u16
            });
            if values.alphabet.len() >= CHARACTERS_MAX {
                return Err(LinkFault::TooManyCharacters {
                    column: column.to_owned(),
                    most: CHARACTERS_MAX - 1,
                });
            }
            values.codes.push(code);
            signature |= 1 << (code % 64);
            if idx < 4 {
                head |= u64::from(code) << (16 * idx);
            }
        }
        values.outlines.push(Outline {
            start,
            n_codes: values.codes.len() as u32 - start,
            signature,
            head,
        });
        values.hashes.push(hash);
        let number = values.hashes.len() as u32 - 1;
        self.numbers.insert(hash, number);
        Ok(number)
    }

    pub(in crate::linkage) fn finish(self) -> Values {
        let mut values = self.values;
        values.codes.shrink_to_fit();
        values.outlines.shrink_to_fit();
        values.hashes.shrink_to_fit();
        values
    }
}

/// One value per record.
#[derive(Debug, Clone)]
pub(in crate::linkage) struct TextColumn {
    /// Value numbers, [`NULL_VALUE`] for a null.
    pub(in crate::linkage) of_record: Vec<u32>,
    pub(in crate::linkage) values: Values,
}

impl TextColumn {
    /// How many records hold each value.
    pub(in crate::linkage) fn n_uses(&self) -> Vec<u32> {
        let mut n_uses = vec![0; self.values.len()];
        for value in &self.of_record {
            if *value != NULL_VALUE {
                n_uses[*value as usize] += 1;
            }
        }
        n_uses
    }
}
