//! Several hashes for each of many things: the keys of records, the grams of values.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::linkage::hash::hash_text;

/// Per thing its hashes, ascending, each once; all in one piece of memory.
#[derive(Debug, Clone)]
pub struct HashLists {
    starts: Vec<u32>,
    hashes: Vec<u64>,
}

/// Things that one thread takes at a time.
const CHUNK: usize = 4096;

impl HashLists {
    /// What `of_one` adds for each of `n` things, in any order and as often as it likes.
    pub(in crate::linkage) fn of(n: usize, of_one: impl Fn(u32, &mut Vec<u64>) + Sync) -> Self {
        let of_chunk = |chunk: usize| {
            let range = chunk * CHUNK..((chunk + 1) * CHUNK).min(n);
            let (mut own, mut hashes, mut lengths) = (Vec::new(), Vec::new(), Vec::new());
            for one in range {
                own.clear();
                of_one(one as u32, &mut own);
                own.sort_unstable();
                own.dedup();
                hashes.extend_from_slice(&own);
                lengths.push(own.len() as u32);
            }
            (hashes, lengths)
        };
        let chunks: Vec<(Vec<u64>, Vec<u32>)> = (0..n.div_ceil(CHUNK))
            .into_par_iter()
            .map(of_chunk)
            .collect();
        let mut lists = Self {
            starts: Vec::with_capacity(n + 1),
            hashes: Vec::with_capacity(chunks.iter().map(|(hashes, _)| hashes.len()).sum()),
        };
        lists.starts.push(0);
        let mut end = 0;
        for (hashes, lengths) in chunks {
            lists.hashes.extend(hashes);
            lists.starts.extend(lengths.into_iter().map(|length| {
                end += length;
                end
            }));
        }
        lists
    }

    /// The hashes of the texts that `of_record` gives for each of `n` records, empty ones left out.
    pub fn of_texts<T: AsRef<str>, I: IntoIterator<Item = T>>(
        n: usize,
        of_record: impl Fn(u32) -> I + Sync,
    ) -> Self {
        Self::of(n, |record, hashes| {
            let texts = of_record(record).into_iter();
            let texts = texts.filter(|text| !text.as_ref().is_empty());
            hashes.extend(texts.map(|text| hash_text(text.as_ref())));
        })
    }

    pub(in crate::linkage) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    #[inline]
    pub(in crate::linkage) fn get(&self, one: u32) -> &[u64] {
        let idx = one as usize;
        &self.hashes[self.starts[idx] as usize..self.starts[idx + 1] as usize]
    }

    /// All hashes, list after list.
    pub(in crate::linkage) fn all(&self) -> &[u64] {
        &self.hashes
    }

    /// Takes the `unused` out of every list.
    pub(in crate::linkage) fn forget(&mut self, unused: &FxHashSet<u64>) {
        if unused.is_empty() {
            return;
        }
        let kept = |one: u32, hashes: &mut Vec<u64>| {
            hashes.extend(self.get(one).iter().filter(|hash| !unused.contains(hash)));
        };
        *self = Self::of(self.len(), kept);
    }
}
